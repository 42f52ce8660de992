/**
 * Random histories of a person's devices, signed with real keys: whatever people may do folds, and whatever a server does to what they
 * signed does not (CHAIN-1 … CHAIN-7).
 */
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import {
  makeDevice,
  makeUser,
  organisationChain,
  type SignedChain,
  type TestDevice,
  userChainOf,
  userKeyOf,
} from '../../test/support/signed-chains.ts';
import { randomBytes } from '../crypto/primitives.ts';
import type { UserId } from '../ids.ts';
import type { OrganisationLink } from '../wire/organisation-chain.ts';
import { defaultPolicy, type Policy, policyOf } from '../wire/policy.ts';
import type { Statement } from '../wire/statement.ts';
import { isActive, type UserChain, type UserLink, wasActiveAt } from '../wire/user-chain.ts';
import { foldOrganisationLinks, foldUserLinks } from './chains.ts';
import { hashStatement } from './statements.ts';

const [amel, dalia] = (await Promise.all(['Amel', 'Dalia'].map(makeUser))) as [UserId, UserId];
const pool = await Promise.all(Array.from({ length: 8 }, (_, i) => makeDevice(`device ${i}`)));
const codes = await Promise.all([0, 1, 2].map((i) => makeDevice(`code ${i}`)));
const administrator = await makeDevice('administrator');
const stranger = await makeDevice('stranger');
const organisation = new Uint8Array(32).fill(7);
const at = <T>(list: readonly T[], i: number): T => {
  const found = list[i % list.length];
  if (found === undefined) throw new Error('an empty list');
  return found;
};
const publicKeys = ({ keys }: TestDevice) => ({ sig: keys.sig, kem: keys.kem });
const administratorKey = async (user: UserId, device: string) =>
  user === dalia && device === administrator.id ? administrator.keys.sig : undefined;
const fold = (statements: readonly Statement[], start?: UserChain) => foldUserLinks(start, amel, statements, administratorKey);

const act = fc.record({ kind: fc.nat({ max: 5 }), pick: fc.nat(), byCode: fc.boolean() });
type Wish = typeof act extends fc.Arbitrary<infer T> ? T : never;

interface History {
  readonly chain: SignedChain<UserLink>;
  /** What the chain should say, kept by hand. */
  readonly active: ReadonlySet<TestDevice>;
  readonly gone: ReadonlySet<TestDevice>;
  readonly resets: number;
}
/** Does what is possible of these wishes, as people's devices would. */
async function live(wishes: readonly Wish[]): Promise<History> {
  const chain = userChainOf(amel);
  const unused = [...pool];
  const first = unused.shift();
  if (first === undefined) throw new Error('a device');
  const active = new Set([first]);
  const gone = new Set<TestDevice>();
  let [code, gen, resets] = [0, 0, 0];
  const payload = { organisation, device: first.keys, recovery: publicKeys(at(codes, 0)), userKey: await userKeyOf('amel', 0) };
  await chain.add({ type: 'genesis', signer: { by: 'device', device: first.id }, payload }, first.signing);
  for (const { kind, pick, byCode } of wishes) {
    const signing = at([...active], pick);
    const isCode = byCode && kind !== 4;
    const key = isCode ? at(codes, code).signing : signing.signing;
    const signer = isCode ? ({ by: 'recovery' } as const) : ({ by: 'device', device: signing.id } as const);
    const next = unused[0];
    if (kind <= 1 && next !== undefined) {
      await chain.add({ type: 'add_device', signer, payload: { device: next.keys } }, key, next.signing);
      active.add(next);
      unused.shift();
    } else if (kind === 2 && active.size > 1) {
      const lost = at([...active], pick + 1);
      await chain.add({ type: 'revoke_device', signer, payload: { device: lost.id } }, key);
      active.delete(lost);
      gone.add(lost);
    } else if (kind === 3) {
      gen++;
      await chain.add({ type: 'rotate_uk', signer, payload: { userKey: await userKeyOf('amel', gen) } }, key);
    } else if (kind === 4) {
      code++;
      await chain.add({ type: 'set_recovery', signer, payload: { recovery: publicKeys(at(codes, code)) } }, key);
    } else if (kind === 5 && next !== undefined) {
      gen++;
      code++;
      const reset = { device: next.keys, recovery: publicKeys(at(codes, code)), userKey: await userKeyOf('amel', gen) };
      const by = { by: 'administrator', user: dalia, device: administrator.id, chainN: 0 } as const;
      await chain.add({ type: 'reset', signer: by, payload: reset }, administrator.signing, next.signing);
      for (const old of active) gone.add(old);
      active.clear();
      active.add(next);
      unused.shift();
      resets++;
    }
  }
  return { chain, active, gone, resets };
}
const wishes = fc.array(act, { minLength: 1, maxLength: 9 });
const runs = { numRuns: 25 };

test('CHAIN-5 every history that people may write folds, at once or piece by piece, and its active devices are never revoked ones', async () => {
  await fc.assert(
    fc.asyncProperty(wishes, fc.nat(), async (wanted, cut) => {
      const { chain, active, gone, resets } = await live(wanted);
      const folded = await fold(chain.statements);
      if (!folded.ok) throw new Error('it was signed by those who may');
      const said = [...folded.value.devices.values()].filter(isActive).map(({ id }) => id);
      expect(new Set(said)).toEqual(new Set([...active].map(({ id }) => id)));
      for (const { id } of gone) {
        expect(isActive(folded.value.devices.get(id))).toBe(false);
        expect(wasActiveAt(folded.value, id, folded.value.n)).toBe(false);
      }
      expect([folded.value.resets, folded.value.resetLinks.length]).toEqual([resets, resets]);
      expect(folded.value.n).toBe(chain.statements.length - 1);
      const k = 1 + (cut % chain.statements.length);
      const half = await fold(chain.statements.slice(0, k));
      if (!half.ok) throw new Error('a beginning of it');
      if (k < chain.statements.length) expect(await fold(chain.statements.slice(k), half.value)).toEqual(folded);
    }),
    runs,
  );
});

test('CHAIN-7 a reset ends every device of before, and no link that they sign afterwards counts', async () => {
  await fc.assert(
    fc.asyncProperty(wishes, async (wanted) => {
      const { chain, gone } = await live([...wanted.slice(0, 5), { kind: 5, pick: 0, byCode: false }]);
      const folded = await fold(chain.statements);
      if (!folded.ok) throw new Error('it was signed by those who may');
      for (const old of gone) {
        const signer = { by: 'device', device: old.id } as const;
        const link = await chain.make({ type: 'rotate_uk', signer, payload: { userKey: await userKeyOf('x', 99) } }, old.signing);
        expect((await fold([link], folded.value)).ok).toBe(false);
        const added = { type: 'add_device', signer, payload: { device: stranger.keys } } as const;
        const made = await chain.make(added, old.signing, stranger.signing);
        expect((await fold([made], folded.value)).ok).toBe(false);
      }
    }),
    runs,
  );
});

/** What a server can do to statements that it did not sign. The result is another list than the one that was signed. */
const mutations: Readonly<Record<string, (links: readonly Statement[], i: number) => readonly Statement[]>> = {
  'leaves one out': (links, i) => links.filter((_, j) => j !== i || j === links.length - 1),
  'shows one twice': (links, i) => links.flatMap((link, j) => (j === i ? [link, link] : [link])),
  'exchanges two neighbours': (links, i) => {
    const moved = [...links];
    const [one] = moved.splice(i, 1);
    if (one !== undefined) moved.splice(i + 1, 0, one);
    return moved;
  },
  'flips a bit of a body': (links, i) => change(links, i, (link) => ({ ...link, body: flipped(link.body, i) })),
  'flips a bit of a signature': (links, i) => change(links, i, (link) => ({ ...link, sig: flipped(link.sig, i) })),
  'drops or adds a co-signature': (links, i) =>
    change(links, i, ({ body, sig, coSig }) => (coSig === undefined ? { body, sig, coSig: randomBytes(64) } : { body, sig })),
  'signs with nothing': (links, i) => change(links, i, (link) => ({ ...link, sig: new Uint8Array(64) })),
};
const flipped = (bytes: Uint8Array, seed: number): Uint8Array =>
  bytes.map((byte, i) => (i === (seed * 31) % bytes.length ? byte ^ 1 : byte));
const change = (links: readonly Statement[], i: number, make: (link: Statement) => Statement): readonly Statement[] =>
  links.map((link, j) => (j === i ? make(link) : link));

test.each(Object.keys(mutations))('CHAIN-1, CHAIN-4 a server that %s shows no chain', async (name) => {
  const mutate = mutations[name];
  if (mutate === undefined) throw new Error(name);
  await fc.assert(
    fc.asyncProperty(wishes, fc.nat(), async (wanted, where) => {
      const { chain } = await live(wanted);
      const links = chain.statements;
      fc.pre(links.length > 1);
      // Of two neighbours the second is always there; of the last one nothing can be left out unseen but itself (docs/threat-model.md).
      const changed = mutate(links, where % (links.length - 1));
      expect((await fold(changed)).ok).toBe(false);
    }),
    runs,
  );
});

test('CHAIN-4, CHAIN-7 a link of a stranger, of a revoked device, at another place or on another hash is refused', async () => {
  await fc.assert(
    fc.asyncProperty(wishes, fc.nat({ max: 50 }), async (wanted, place) => {
      const { chain, active, gone } = await live(wanted);
      const folded = await fold(chain.statements);
      if (!folded.ok) throw new Error('it was signed by those who may');
      const payload = { userKey: await userKeyOf('amel again', folded.value.userKey.gen + 1) };
      const by = (device: TestDevice) => ({ type: 'rotate_uk', signer: { by: 'device', device: device.id }, payload }) as const;
      const mine = at([...active], place);
      const forged = [
        await chain.make(by(stranger), stranger.signing),
        await chain.make(by(mine), stranger.signing),
        await chain.make({ ...by(mine), signer: { by: 'recovery' } }, mine.signing),
        ...(await Promise.all([...gone].map((old) => chain.make(by(old), old.signing)))),
        await chain.make(by(mine), mine.signing, undefined, { prev: randomBytes(32) }),
        ...(place === chain.statements.length ? [] : [await chain.make(by(mine), mine.signing, undefined, { n: place })]),
        await chain.make(by(mine), mine.signing, undefined, { user: dalia }),
        await chain.make(by(mine), mine.signing, stranger.signing),
      ];
      for (const link of forged) expect((await fold([link], folded.value)).ok).toBe(false);
      expect((await fold([await chain.make(by(mine), mine.signing)], folded.value)).ok).toBe(true);
    }),
    runs,
  );
});

// ── the organisation ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

let names: readonly UserId[];
beforeAll(async () => {
  names = await Promise.all(['Amel', 'Youssef', 'Sonia', 'Bilel'].map(makeUser));
});
const chainOfAdministrator = async (user: UserId, device: string) =>
  user === dalia && device === administrator.id ? administrator.keys.sig : undefined;

async function organise(picks: readonly { readonly kind: number; readonly pick: number }[]) {
  const chain: SignedChain<OrganisationLink> = organisationChain();
  const signer = { user: dalia, device: administrator.id, chainN: 0 };
  const code = at(codes, 0);
  const founding = { name: 'CHU', breakGlass: publicKeys(code), administrator: { sig: administrator.keys.sig } };
  await chain.add({ type: 'genesis', signer, payload: founding }, administrator.signing, code.signing);
  const pinned = await chain.head();
  const approve = (user: UserId, role: 'member' | 'administrator') => ({
    type: 'approve' as const,
    signer,
    payload: { user, genesis: organisation, binding: organisation, role },
  });
  await chain.add(approve(dalia, 'administrator'), administrator.signing);
  const known = new Set<UserId>();
  const suspended = new Set<UserId>();
  let policy: Policy = defaultPolicy;
  for (const { kind, pick } of picks) {
    const user = at(names, pick);
    if (kind === 3) {
      policy = { ...defaultPolicy, urgent: { ...defaultPolicy.urgent, everyMs: (1 + pick) * 60_000 } };
      await chain.add({ type: 'policy', signer, payload: policy }, administrator.signing);
    } else if (kind === 0 || !known.has(user)) {
      await chain.add(approve(user, 'member'), administrator.signing);
      known.add(user);
      suspended.delete(user);
    } else if (kind === 1) {
      await chain.add({ type: 'suspend', signer, payload: { user } }, administrator.signing);
      suspended.add(user);
    } else {
      await chain.add({ type: 'reinstate', signer, payload: { user } }, administrator.signing);
      suspended.delete(user);
    }
  }
  return { chain, pinned, known, suspended, policy };
}
const picks = fc.array(fc.record({ kind: fc.nat({ max: 3 }), pick: fc.nat({ max: 3 }) }), { minLength: 1, maxLength: 8 });

test('ORG-2, ORG-10 every history of an organisation folds, and says who belongs, who is suspended and which rules hold', async () => {
  await fc.assert(
    fc.asyncProperty(picks, async (wanted) => {
      const { chain, pinned, known, suspended, policy } = await organise(wanted);
      const folded = await foldOrganisationLinks(undefined, chain.statements, pinned, chainOfAdministrator);
      if (!folded.ok) throw new Error('it was signed by its administrator');
      expect(new Set(folded.value.members.keys())).toEqual(new Set([dalia, ...known]));
      const out = [...folded.value.members.values()].filter((member) => member.suspended).map(({ user }) => user);
      expect(new Set(out)).toEqual(suspended);
      expect(policyOf(folded.value)).toEqual(policy);
    }),
    runs,
  );
});

test.each(Object.keys(mutations))('ORG-2 a server that %s shows no organisation', async (name) => {
  const mutate = mutations[name];
  if (mutate === undefined) throw new Error(name);
  await fc.assert(
    fc.asyncProperty(picks, fc.nat(), async (wanted, where) => {
      const { chain, pinned } = await organise(wanted);
      const changed = mutate(chain.statements, where % (chain.statements.length - 1));
      expect((await foldOrganisationLinks(undefined, changed, pinned, chainOfAdministrator)).ok).toBe(false);
    }),
    runs,
  );
});

test('ORG-1, ORG-2 neither a link of somebody else’s device nor another beginning is the organisation', async () => {
  await fc.assert(
    fc.asyncProperty(picks, async (wanted) => {
      const { chain, pinned } = await organise(wanted);
      const payload = { user: amel, genesis: organisation, binding: organisation, role: 'administrator' } as const;
      const forge = (device: TestDevice, key: TestDevice, user = dalia) =>
        chain.make({ type: 'approve', signer: { user, device: device.id, chainN: 0 }, payload }, key.signing);
      for (const link of [
        await forge(stranger, stranger),
        await forge(administrator, stranger),
        await forge(administrator, administrator, amel),
      ]) {
        const shown = [...chain.statements, link];
        expect((await foldOrganisationLinks(undefined, shown, pinned, chainOfAdministrator)).ok).toBe(false);
      }
      const other = randomBytes(32);
      expect((await foldOrganisationLinks(undefined, chain.statements, other, chainOfAdministrator)).ok).toBe(false);
      expect(await chain.head()).toEqual(
        await hashStatement('organisationLink', at(chain.statements, chain.statements.length - 1)),
      );
    }),
    runs,
  );
});
