/** A server that lies about who is who: chains that it made itself, in the names of real people. */

import * as v from 'valibot';
import { beforeAll, expect, test } from 'vitest';
import { makeClock } from '../../test/support/engine.ts';
import {
  makeDevice,
  makeUser,
  organisationChain,
  type SignedChain,
  type TestDevice,
  userChainOf,
  userKeyOf,
} from '../../test/support/signed-chains.ts';
import { sha256 } from '../crypto/primitives.ts';
import type { UserId } from '../ids.ts';
import { err, ok } from '../result.ts';
import { hashStatement } from '../sync/statements.ts';
import type { DirectoryEntry } from '../wire/http.ts';
import { bindingInput, type OrganisationLink } from '../wire/organisation-chain.ts';
import type { Statement } from '../wire/statement.ts';
import type { UserLink } from '../wire/user-chain.ts';
import type { EngineContext } from './context.ts';
import type { RowKey } from './deps.ts';
import { makePeople } from './people.ts';
import { makeTrustFaults, type TrustFaults } from './trust-faults.ts';

const [dalia, amel, youssef] = (await Promise.all(['Dalia', 'Amel', 'Youssef'].map(makeUser))) as [UserId, UserId, UserId];
const [hers, amels, youssefs, ghost, code] = (await Promise.all(
  ['dalia phone', 'amel phone', 'youssef phone', 'the server', 'code'].map(makeDevice),
)) as [TestDevice, TestDevice, TestDevice, TestDevice, TestDevice];
const salt = new Uint8Array(16).fill(5);
const publicKeys = ({ keys }: TestDevice) => ({ sig: keys.sig, kem: keys.kem });

async function chainStartingWith(user: UserId, device: TestDevice, organisation: Uint8Array): Promise<SignedChain<UserLink>> {
  const chain = userChainOf(user);
  const userKey = await userKeyOf(device.id, 0);
  const payload = { organisation, device: device.keys, recovery: publicKeys(code), userKey };
  await chain.add({ type: 'genesis', signer: { by: 'device', device: device.id }, payload }, device.signing);
  return chain;
}

/** What the server answers; tests replace parts of it by lies. */
interface World {
  readonly organisation: SignedChain<OrganisationLink>;
  readonly chains: Map<UserId, readonly Statement[]>;
  readonly people: DirectoryEntry[];
}
let pinned: Uint8Array;
let real: World;

beforeAll(async () => {
  const organisation = organisationChain();
  const signer = { user: dalia, device: hers.id, chainN: 0 };
  const founding = { name: 'CHU', breakGlass: publicKeys(code), administrator: { sig: hers.keys.sig } };
  await organisation.add({ type: 'genesis', signer, payload: founding }, hers.signing, code.signing);
  pinned = await organisation.head();
  const chains = new Map<UserId, readonly Statement[]>();
  const people: DirectoryEntry[] = [];
  for (const [user, device, name] of [
    [dalia, hers, 'Dalia'],
    [amel, amels, 'Amel'],
    [youssef, youssefs, 'Youssef'],
  ] as const) {
    const { statements } = await chainStartingWith(user, device, pinned);
    const [first] = statements;
    if (first === undefined) throw new Error('a genesis');
    chains.set(user, statements);
    const binding = await sha256(bindingInput(salt, name, 'nurse'));
    const role = user === dalia ? 'administrator' : 'member';
    const payload = { user, genesis: await hashStatement('userLink', first), binding, role } as const;
    await organisation.add({ type: 'approve', signer, payload }, hers.signing);
    people.push({ user, name, profession: 'nurse', unit: '', extension: '', languages: [], specialities: [], salt, chainN: 0 });
  }
  real = { organisation, chains, people };
});

function peopleOf(world: () => World, user: UserId = youssef, faults?: (all: TrustFaults) => void) {
  const rows = new Map<string, { readonly key: RowKey; readonly value: unknown }>();
  const name = (key: RowKey): string => key.join(' ');
  const page = (links: readonly Statement[], path: string) => ({
    links: links.slice(Number(/from=(\d+)/.exec(path)?.[1])),
    more: false,
  });
  const answer = (path: string): unknown => {
    if (path.startsWith('/organisation')) return page(world().organisation.statements, path);
    if (path === '/directory') return { people: world().people };
    return page(world().chains.get(path.split('/')[2] as UserId) ?? [], path);
  };
  const context = {
    deps: { clock: makeClock(5_000) },
    identity: { user, organisationHash: pinned, device: youssefs.id, keys: { signing: youssefs.signing } },
    http: {
      clockOffsetMs: () => undefined,
      async get(path: string, schema: v.GenericSchema) {
        const parsed = v.safeParse(schema, answer(path));
        return parsed.success ? ok(parsed.output) : err({ type: 'malformed-answer' });
      },
    },
    store: {
      get: (key: RowKey) => rows.get(name(key))?.value,
      all: (table: string) => [...rows.values()].filter(({ key }) => key[0] === table),
      async commit(writes: readonly { readonly key: RowKey; readonly value: unknown }[]) {
        for (const write of writes)
          if (write.value === undefined) rows.delete(name(write.key));
          else rows.set(name(write.key), write);
        return ok(undefined);
      },
    },
  } as unknown as EngineContext;
  const trustFaults = makeTrustFaults(context);
  faults?.(trustFaults);
  return makePeople(context, trustFaults);
}
const level = async (people: ReturnType<typeof peopleOf>): Promise<void> => {
  await people.syncOrganisation();
  await people.syncDirectory();
};

test('ORG-5 the honest chains are believed', async () => {
  const people = peopleOf(() => real);
  await level(people);
  expect(people.colleagues().map(({ name, trust }) => [name, trust])).toEqual([
    ['Dalia', 'bound'],
    ['Amel', 'bound'],
  ]);
  expect(people.userOf(amels.id)).toBe(amel);
  expect(await people.deviceKey(amel, amels.id, 0)).toEqual(amels.keys.sig);
});

test('DIR-4 who is not listed any more keeps her name beside what she wrote, and nothing else; listed again she is as before', async () => {
  let world: World = real;
  const people = peopleOf(() => world);
  await level(people);
  world = { ...real, people: real.people.filter(({ user }) => user !== amel) };
  await level(people);
  expect(people.person(amel)).toMatchObject({ name: 'Amel', trust: 'unverified', gone: true, extension: '', languages: [] });
  await level(people);
  expect(people.colleagues().map(({ name, gone }) => [name, gone])).toContainEqual(['Amel', true]);
  world = real;
  await level(people);
  expect(people.person(amel)).toMatchObject({ trust: 'bound' });
  expect(people.person(amel)?.gone).toBeUndefined();
});

test('ORG-5, CHAIN-7 a chain that the server began in a colleague’s name has no device, no key and no user key', async () => {
  const forged = (await chainStartingWith(amel, ghost, pinned)).statements;
  let world: World = { ...real, chains: new Map(real.chains).set(amel, forged) };
  const people = peopleOf(() => world);
  await level(people);
  expect(people.chainOf(amel)).toBeUndefined();
  expect(people.userOf(ghost.id)).toBeUndefined();
  expect(await people.verifyKeyOf(ghost.id)).toBeUndefined();
  expect(await people.deviceKey(amel, ghost.id, 0)).toBeUndefined();
  expect(people.person(amel)?.trust).toBe('unverified');
  // The lie leaves nothing behind.
  world = real;
  await level(people);
  expect(people.person(amel)?.trust).toBe('bound');
});

test('ORG-1 somebody whom no administrator approved does not exist, whatever the directory says', async () => {
  const [stranger] = await Promise.all([makeUser('Nobody')]);
  const forged = (await chainStartingWith(stranger, ghost, pinned)).statements;
  const entry = { ...(real.people[1] as DirectoryEntry), user: stranger };
  const world = { ...real, chains: new Map(real.chains).set(stranger, forged), people: [...real.people, entry] };
  const people = peopleOf(() => world);
  await level(people);
  expect(people.chainOf(stranger)).toBeUndefined();
  expect(people.userOf(ghost.id)).toBeUndefined();
  expect(await people.deviceKey(stranger, ghost.id, 0)).toBeUndefined();
  expect(people.person(stranger)?.trust).toBe('unverified');
});

test('ORG-2, ORG-3 the server cannot continue the organisation under a chain that it began for its administrator', async () => {
  const forged = (await chainStartingWith(dalia, ghost, pinned)).statements;
  const binding = await sha256(bindingInput(salt, 'Amel', 'nurse'));
  const organisation = organisationChain();
  organisation.statements.push(...real.organisation.statements.slice(0, 2));
  const genesis = await hashStatement('userLink', (await chainStartingWith(amel, ghost, pinned)).statements[0] as Statement);
  const signer = { user: dalia, device: ghost.id, chainN: 0 };
  await organisation.add({ type: 'approve', signer, payload: { user: amel, genesis, binding, role: 'member' } }, ghost.signing);
  const world = { ...real, organisation, chains: new Map(real.chains).set(dalia, forged) };
  const people = peopleOf(() => world);
  expect(await people.syncOrganisation()).toEqual({ ok: false, error: { type: 'chain-fault', fault: 'organisation' } });
  expect(people.organisation()).toBeUndefined();
});

test.each([
  ['a colleague’s device', youssef, youssefs],
  ['a device of nobody', dalia, ghost],
])('CHAIN-7 a reset that is signed by %s gives the server no device in a chain', async (_name, user, device) => {
  const chain = userChainOf(amel);
  chain.statements.push(...(real.chains.get(amel) ?? []));
  const payload = { device: ghost.keys, recovery: publicKeys(code), userKey: await userKeyOf('ghost', 1) };
  const signer = { by: 'administrator', user, device: device.id, chainN: 0 } as const;
  await chain.add({ type: 'reset', signer, payload }, device.signing, ghost.signing);
  const people = peopleOf(() => ({ ...real, chains: new Map(real.chains).set(amel, chain.statements) }), dalia);
  await level(people);
  await people.syncChain(youssef);
  expect(await people.syncChain(amel)).toEqual({ ok: false, error: { type: 'chain-fault', fault: 'chain' } });
  expect(people.userOf(ghost.id)).toBeUndefined();
});

// ── what is wrong is noted, shown and forgotten again (TRUST-5, TRUST-6) ────────────────────────────────────────────────────────────

async function liedTo(lie: (world: World) => World | Promise<World>) {
  let faults: TrustFaults | undefined;
  let world = real;
  const people = peopleOf(
    () => world,
    youssef,
    (all) => {
      faults = all;
    },
  );
  await level(people);
  expect(faults?.all()).toEqual([]);
  world = await lie(real);
  await level(people);
  const noted = faults?.all() ?? [];
  world = real;
  await level(people);
  expect(faults?.all()).toEqual([]);
  return noted.map(({ kind, user }) => [kind, user]);
}
const withChain = (world: World, user: UserId, statements: readonly Statement[], chainN = statements.length - 1): World => ({
  ...world,
  chains: new Map(world.chains).set(user, statements),
  people: world.people.map((entry) => (entry.user === user ? { ...entry, chainN } : entry)),
});
/** The real chain, and a device that the server adds with keys of its own. */
async function withGhost(user: UserId): Promise<readonly Statement[]> {
  const chain = userChainOf(user);
  chain.statements.push(...(real.chains.get(user) ?? []));
  const signer = { by: 'device', device: user === amel ? amels.id : youssefs.id } as const;
  await chain.add({ type: 'add_device', signer, payload: { device: ghost.keys } }, ghost.signing, ghost.signing);
  return chain.statements;
}

test.each([
  ['a colleague’s', amel],
  ['my own', youssef],
])('TRUST-5 a device that the server added to %s chain is noted, and gone when the truth is shown', async (_name, user) => {
  expect(await liedTo(async (world) => withChain(world, user, await withGhost(user)))).toEqual([['chain', user]]);
});

test('TRUST-5 another genesis for a colleague, shown to a new device, is noted', async () => {
  const forged = (await chainStartingWith(amel, ghost, pinned)).statements;
  let faults: TrustFaults | undefined;
  let world = withChain(real, amel, forged);
  const people = peopleOf(
    () => world,
    youssef,
    (all) => {
      faults = all;
    },
  );
  await level(people);
  expect(faults?.all()).toEqual([{ kind: 'genesis', user: amel, sinceMs: 5_000 }]);
  world = real;
  await level(people);
  expect(faults?.all()).toEqual([]);
});

test('TRUST-6 less of a colleague’s chain than this device has seen is noted; what was known stays', async () => {
  const chain = userChainOf(amel);
  chain.statements.push(...(real.chains.get(amel) ?? []));
  await chain.add(
    { type: 'rotate_uk', signer: { by: 'device', device: amels.id }, payload: { userKey: await userKeyOf('amel', 1) } },
    amels.signing,
  );
  let faults: TrustFaults | undefined;
  let world = withChain(real, amel, chain.statements);
  const people = peopleOf(
    () => world,
    youssef,
    (all) => {
      faults = all;
    },
  );
  await level(people);
  expect(people.chainOf(amel)?.n).toBe(1);
  world = real;
  await level(people);
  expect(faults?.all()).toEqual([{ kind: 'rollback', user: amel, sinceMs: 5_000 }]);
  expect(people.chainOf(amel)?.n).toBe(1);
  // A fork at the position that is known is no longer history either.
  const fork = userChainOf(amel);
  fork.statements.push(...(real.chains.get(amel) ?? []));
  await fork.add(
    { type: 'set_recovery', signer: { by: 'device', device: amels.id }, payload: { recovery: publicKeys(code) } },
    amels.signing,
  );
  world = withChain(real, amel, fork.statements);
  expect(await people.syncChain(amel)).toEqual({ ok: false, error: { type: 'chain-fault', fault: 'chain' } });
  world = withChain(real, amel, chain.statements);
  await level(people);
  expect(faults?.all()).toEqual([]);
});

test('TRUST-6 an organisation chain that is shorter than it was, or another one, is noted; who was approved stays', async () => {
  const shorter = organisationChain();
  shorter.statements.push(...real.organisation.statements.slice(0, -1));
  expect(await liedTo((world) => ({ ...world, organisation: shorter }))).toEqual([['organisation', undefined]]);
  const empty = organisationChain();
  expect(await liedTo((world) => ({ ...world, organisation: empty }))).toEqual([['organisation', undefined]]);
});

test('TRUST-5 somebody in the directory whom the organisation does not know, and a name that it did not sign, are noted', async () => {
  const stranger = await makeUser('Nobody');
  const forged = (await chainStartingWith(stranger, ghost, pinned)).statements;
  const [, second] = real.people;
  if (second === undefined) throw new Error('Amel');
  const noted = await liedTo((world) => ({
    ...world,
    chains: new Map(world.chains).set(stranger, forged),
    people: [...world.people.filter(({ user }) => user !== amel), { ...second, name: 'Autre' }, { ...second, user: stranger }],
  }));
  expect(noted.sort()).toEqual([
    ['name', amel],
    ['stranger', stranger],
  ]);
});

test('TRUST-5 a chain in my name that does not hold my device is not mine, even before the organisation is known', async () => {
  const forged = (await chainStartingWith(youssef, ghost, pinned)).statements;
  const people = peopleOf(() => withChain(real, youssef, forged));
  expect(await people.syncChain(youssef)).toEqual({ ok: false, error: { type: 'chain-fault', fault: 'chain' } });
  expect((await peopleOf(() => real).syncChain(youssef)).ok).toBe(true);
});

test('TRUST-5 a reset is judged after the chain of the administrator who signed it was fetched', async () => {
  const chain = userChainOf(amel);
  chain.statements.push(...(real.chains.get(amel) ?? []));
  const payload = { device: ghost.keys, recovery: publicKeys(code), userKey: await userKeyOf('amel again', 1) };
  const signer = { by: 'administrator', user: dalia, device: hers.id, chainN: 0 } as const;
  await chain.add({ type: 'reset', signer, payload }, hers.signing, ghost.signing);
  const people = peopleOf(() => withChain(real, amel, chain.statements));
  await people.syncOrganisation();
  expect((await people.syncChain(amel)).ok).toBe(true);
  expect(people.chainOf(amel)?.resets).toBe(1);
});
