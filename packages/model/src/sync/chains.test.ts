import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  makeDevice,
  makeUser,
  organisationChain,
  type SignedChain,
  type TestDevice,
  userChainOf,
  userKeyOf,
} from '../../test/support/signed-chains.ts';
import { utf8, utf8ToText } from '../bytes.ts';
import type { DeviceId, UserId } from '../ids.ts';
import type { OrganisationLink } from '../wire/organisation-chain.ts';
import type { Statement } from '../wire/statement.ts';
import type { UserChain, UserLink } from '../wire/user-chain.ts';
import { type DeviceKeyLookup, deviceKeyIn, foldOrganisationLinks, foldUserLinks } from './chains.ts';
import { deriveDeviceId, hashStatement } from './statements.ts';

const fault = { ok: false, error: { type: 'chain-fault' } };
type Lookup = (user: UserId, device: DeviceId, chainN: number) => Promise<Uint8Array | undefined>;
const nobody: Lookup = async () => undefined;
const organisation = new Uint8Array(32).fill(0xaa);

const [amel, youssef] = await Promise.all([makeUser('Amel'), makeUser('Youssef')]);
const [phone, laptop, tablet, code, newCode] = (await Promise.all(
  ['phone', 'laptop', 'tablet', 'code', 'new code'].map(makeDevice),
)) as [TestDevice, TestDevice, TestDevice, TestDevice, TestDevice];
const by = ({ id }: TestDevice) => ({ by: 'device', device: id }) as const;
const publicKeys = ({ keys }: TestDevice) => ({ sig: keys.sig, kem: keys.kem });

async function amelsChain(): Promise<SignedChain<UserLink>> {
  const chain = userChainOf(amel);
  await chain.add(
    {
      type: 'genesis',
      signer: by(phone),
      payload: { organisation, device: phone.keys, recovery: publicKeys(code), userKey: await userKeyOf('Amel', 0) },
    },
    phone.signing,
  );
  return chain;
}
const addLaptop = { type: 'add_device', signer: by(phone), payload: { device: laptop.keys } } as const;
const fold = (statements: readonly Statement[], start?: UserChain, lookup = nobody) =>
  foldUserLinks(start, amel, statements, lookup);
async function folded(statements: readonly Statement[]): Promise<UserChain> {
  const chain = await fold(statements);
  if (!chain.ok) throw new Error('an honest chain');
  return chain.value;
}

const edited = (statement: Statement, from: string, to: string): Statement => {
  const text = utf8ToText(statement.body);
  if (!text.includes(from)) throw new Error(`nothing to change: ${from}`);
  return { ...statement, body: utf8(text.replace(from, to)) };
};
const flipped = (bytes: Uint8Array, at: number): Uint8Array => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));

/** Everything that a chain of one person can hold, honestly signed. */
async function fullChain(): Promise<readonly Statement[]> {
  const chain = await amelsChain();
  await chain.add(addLaptop, phone.signing, laptop.signing);
  await chain.add({ type: 'rotate_uk', signer: by(laptop), payload: { userKey: await userKeyOf('Amel', 1) } }, laptop.signing);
  await chain.add({ type: 'revoke_device', signer: { by: 'recovery' }, payload: { device: phone.id } }, code.signing);
  await chain.add({ type: 'set_recovery', signer: by(laptop), payload: { recovery: publicKeys(newCode) } }, laptop.signing);
  await chain.add(
    { type: 'add_device', signer: { by: 'recovery' }, payload: { device: tablet.keys } },
    newCode.signing,
    tablet.signing,
  );
  return chain.statements;
}
const full = await fullChain();

test('CHAIN-2, CHAIN-7 a chain with a link of every kind folds, at once or link by link', async () => {
  const chain = await folded(full);
  expect(chain).toMatchObject({ n: 5, resets: 0, genesisHash: await hashStatement('userLink', full[0] as Statement) });
  expect([...chain.devices.values()].map(({ id, revokedN }) => [id, revokedN])).toEqual([
    [phone.id, 3],
    [laptop.id, undefined],
    [tablet.id, undefined],
  ]);
  let grown: UserChain | undefined;
  for (const statement of full) {
    const next = await fold([statement], grown);
    if (!next.ok) throw new Error('the next link');
    grown = next.value;
  }
  expect(grown).toEqual(chain);
});

test('CHAIN-1 a changed body, signature or co-signature is refused', async () => {
  const [genesis, added] = full as [Statement, Statement];
  const start = await folded([genesis]);
  const variants: readonly Statement[] = [
    edited(added, 'laptop', 'LAPTOP'),
    edited(added, '"atMs":5', '"atMs":6'),
    { ...added, body: utf8(` ${utf8ToText(added.body)}`) },
    { ...added, sig: flipped(added.sig, 3) },
    { ...added, coSig: flipped(added.coSig as Uint8Array, 3) },
    { ...added, sig: added.coSig as Uint8Array, coSig: added.sig },
    { ...added, coSig: added.sig },
    { ...added, sig: genesis.sig },
  ];
  for (const variant of variants) expect(await fold([variant], start)).toEqual(fault);
  expect((await fold([added], start)).ok).toBe(true);
});

test('CHAIN-1 a missing co-signature is refused, and so is one that nobody asked for', async () => {
  const chain = await amelsChain();
  const { coSig: _, ...alone } = await chain.make(addLaptop, phone.signing, laptop.signing);
  expect(await fold([...chain.statements, alone])).toEqual(fault);
  const rotate = { type: 'rotate_uk', signer: by(phone), payload: { userKey: await userKeyOf('Amel', 1) } } as const;
  expect(await fold([...chain.statements, await chain.make(rotate, phone.signing, laptop.signing)])).toEqual(fault);
  expect((await fold([...chain.statements, await chain.make(rotate, phone.signing)])).ok).toBe(true);
});

test('CHAIN-1 a statement of another domain is not a link', async () => {
  const chain = organisationChain();
  const genesis = (await amelsChain()).statements[0] as Statement;
  const content = JSON.parse(utf8ToText(genesis.body));
  expect(await fold([await chain.make(content, phone.signing, undefined, content)])).toEqual(fault);
});

test('CHAIN-3 a device id that is not derived from its keys is refused', async () => {
  const chain = userChainOf(amel);
  const genesis = async (device: TestDevice['keys']) =>
    chain.make(
      {
        type: 'genesis',
        signer: { by: 'device', device: device.id },
        payload: { organisation, device, recovery: publicKeys(code), userKey: await userKeyOf('Amel', 0) },
      },
      phone.signing,
    );
  expect((await fold([await genesis(phone.keys)])).ok).toBe(true);
  expect(await fold([await genesis({ ...phone.keys, id: tablet.id })])).toEqual(fault);
  expect(await fold([await genesis({ ...phone.keys, kem: laptop.keys.kem })])).toEqual(fault);
  const grown = await amelsChain();
  const claimed = { ...addLaptop, payload: { device: { ...laptop.keys, id: tablet.id } } };
  expect(await fold([...grown.statements, await grown.make(claimed, phone.signing, laptop.signing)])).toEqual(fault);
  expect(await deriveDeviceId(phone.keys)).toBe(phone.id);
});

test('CHAIN-4 no permutation, repetition or omission folds, other than the beginning of the honest chain', async () => {
  const order = fc.oneof(
    fc.array(fc.nat(full.length - 1), { minLength: 1, maxLength: 8 }),
    fc.shuffledSubarray(
      full.map((_, i) => i),
      { minLength: 1 },
    ),
    fc.nat(full.length - 1).map((end) => full.slice(0, end + 1).map((_, i) => i)),
  );
  await fc.assert(
    fc.asyncProperty(order, async (indices) => {
      const shown = await fold(indices.flatMap((i) => full[i] ?? []));
      expect(shown.ok).toBe(indices.every((index, i) => index === i));
    }),
    { numRuns: 150 },
  );
});

test('CHAIN-4 a chain that is known takes only its continuation', async () => {
  const known = await folded(full.slice(0, 3));
  expect((await fold(full.slice(3), known)).ok).toBe(true);
  expect(await fold(full.slice(2), known)).toEqual(fault);
  expect(await fold(full.slice(4), known)).toEqual(fault);
  expect(await fold(full, known)).toEqual(fault);
  expect((await fold([], known)).ok).toBe(true);
  expect(await fold([])).toEqual(fault);
});

test('CHAIN-4 a chain of somebody else is not hers', async () => {
  expect(await foldUserLinks(undefined, youssef, full, nobody)).toEqual(fault);
});

test('CHAIN-7 a link signed by a device that does not stand in the chain, or stands there no more, is refused', async () => {
  const chain = await amelsChain();
  await chain.add(addLaptop, phone.signing, laptop.signing);
  const foreign = { type: 'revoke_device', signer: by(tablet), payload: { device: phone.id } } as const;
  expect(await fold([...chain.statements, await chain.make(foreign, tablet.signing)])).toEqual(fault);
  const forged = { ...foreign, signer: by(phone) } as const;
  expect(await fold([...chain.statements, await chain.make(forged, tablet.signing)])).toEqual(fault);
  await chain.add({ type: 'revoke_device', signer: by(phone), payload: { device: laptop.id } }, phone.signing);
  const late = { type: 'rotate_uk', signer: by(laptop), payload: { userKey: await userKeyOf('Amel', 1) } } as const;
  expect(await fold([...chain.statements, await chain.make(late, laptop.signing)])).toEqual(fault);
});

test('CHAIN-7 the old code opens nothing after a new one was set', async () => {
  const chain = await amelsChain();
  await chain.add({ type: 'set_recovery', signer: by(phone), payload: { recovery: publicKeys(newCode) } }, phone.signing);
  const add = { ...addLaptop, signer: { by: 'recovery' } } as const;
  expect(await fold([...chain.statements, await chain.make(add, code.signing, laptop.signing)])).toEqual(fault);
  expect((await fold([...chain.statements, await chain.make(add, newCode.signing, laptop.signing)])).ok).toBe(true);
});

test('CHAIN-7 a reset is signed by the device of an administrator whom the chains know, at the position it names', async () => {
  const chain = await amelsChain();
  const reset = {
    type: 'reset',
    signer: { by: 'administrator', user: youssef, device: tablet.id, chainN: 4 },
    payload: { device: laptop.keys, recovery: publicKeys(newCode), userKey: await userKeyOf('Amel', 1) },
  } as const;
  const statements = [...chain.statements, await chain.make(reset, tablet.signing, laptop.signing)];
  const asked: unknown[] = [];
  const known: Lookup = async (...question) => {
    asked.push(question);
    return tablet.keys.sig;
  };
  const after = await fold(statements, undefined, known);
  expect(after).toMatchObject({ ok: true, value: { resets: 1 } });
  expect(asked).toEqual([[youssef, tablet.id, 4]]);
  expect(await fold(statements)).toEqual(fault);
  expect(await fold(statements, undefined, async () => phone.keys.sig)).toEqual(fault);
});

test('CHAIN-5, ORG-3 a device is known at a position of a chain that reaches it, unless revoked at or before', async () => {
  const chain = await folded(full);
  const key = (device: TestDevice, chainN: number) => deviceKeyIn(chain, device.id, chainN, chain.genesisHash);
  expect(key(phone, 2)).toEqual(phone.keys.sig);
  expect(key(phone, 3)).toBeUndefined();
  expect(key(laptop, 5)).toEqual(laptop.keys.sig);
  expect(key(laptop, 6)).toBeUndefined();
  expect(deviceKeyIn(undefined, laptop.id, 0, chain.genesisHash)).toBeUndefined();
});

test('ORG-5 a chain that begins otherwise than the approved one vouches for no device', async () => {
  const chain = await folded(full);
  expect(deviceKeyIn(chain, laptop.id, 5, new Uint8Array(32).fill(1))).toBeUndefined();
});

// ── the organisation ───────────────────────────────────────────────────────────────────────────────────────────────────────────

const hash32 = (byte: number) => new Uint8Array(32).fill(byte);
const as = (user: UserId, { id }: TestDevice, chainN = 0) => ({ user, device: id, chainN });
const approval = (user: UserId, role: 'member' | 'administrator') => ({
  type: 'approve' as const,
  signer: as(youssef, tablet),
  payload: { user, genesis: hash32(1), binding: hash32(2), role },
});

async function makeOrganisation() {
  const chain = organisationChain();
  await chain.add(
    {
      type: 'genesis',
      signer: as(youssef, tablet),
      payload: { name: 'CHU', breakGlass: publicKeys(code), administrator: { sig: tablet.keys.sig } },
    },
    tablet.signing,
    code.signing,
  );
  const hash = await chain.head();
  await chain.add(approval(youssef, 'administrator'), tablet.signing);
  await chain.add(approval(amel, 'administrator'), tablet.signing);
  await chain.add({ type: 'suspend', signer: as(amel, phone), payload: { user: youssef } }, phone.signing);
  return { chain, hash };
}
const directory: Lookup = async (user, device) => {
  const known = [
    [youssef, tablet],
    [amel, phone],
  ] as const;
  return known.find(([who, { id }]) => who === user && id === device)?.[1].keys.sig;
};
const { chain: org, hash: pinned } = await makeOrganisation();
const foldOrg = (statements: readonly Statement[], hash = pinned, lookup: DeviceKeyLookup = directory) =>
  foldOrganisationLinks(undefined, statements, hash, lookup);

test('ORG-1 a chain folds to the pinned organisation, and to no other', async () => {
  expect(await foldOrg(org.statements)).toMatchObject({ ok: true, value: { n: 3, name: 'CHU', hash: pinned } });
  expect(await foldOrg(org.statements, hash32(9))).toEqual(fault);
  expect(await foldOrg([])).toEqual(fault);
});

test('ORG-1 a genesis without the break-glass key, or with another, is refused', async () => {
  const chain = organisationChain();
  const genesis = {
    type: 'genesis',
    signer: as(youssef, tablet),
    payload: { name: 'CHU', breakGlass: publicKeys(code), administrator: { sig: tablet.keys.sig } },
  } as const;
  for (const coSigner of [undefined, newCode.signing]) {
    const statement = await chain.make(genesis, tablet.signing, coSigner);
    expect(await foldOrg([statement], await hashStatement('organisationLink', statement))).toEqual(fault);
  }
  const wrongDevice = await chain.make(genesis, phone.signing, code.signing);
  expect(await foldOrg([wrongDevice], await hashStatement('organisationLink', wrongDevice))).toEqual(fault);
});

test('ORG-2 a link of somebody who is no administrator, or suspended, or signed with another key, is refused', async () => {
  const reinstate = { type: 'reinstate', payload: { user: youssef } } as const;
  const refused = [
    await org.make({ ...reinstate, signer: as(youssef, tablet) }, tablet.signing),
    await org.make({ ...reinstate, signer: as(amel, phone) }, tablet.signing),
    await org.make({ ...reinstate, signer: as(amel, laptop) }, laptop.signing),
    await org.make({ ...reinstate, signer: as(amel, phone) }, phone.signing, laptop.signing),
  ];
  for (const statement of refused) expect(await foldOrg([...org.statements, statement])).toEqual(fault);
  const honest = await org.make({ ...reinstate, signer: as(amel, phone) }, phone.signing);
  expect((await foldOrg([...org.statements, honest])).ok).toBe(true);
  expect(await foldOrg([...org.statements, edited(honest, '"atMs":5', '"atMs":7')])).toEqual(fault);
});

test('ORG-3 a signer whose device was revoked before the position she names is refused', async () => {
  const chain = await folded(full);
  const lookup: Lookup = async (user, device, chainN) =>
    user === amel ? deviceKeyIn(chain, device, chainN, chain.genesisHash) : directory(user, device, chainN);
  const reinstate = (chainN: number) =>
    org.make({ type: 'reinstate', signer: as(amel, phone, chainN), payload: { user: youssef } }, phone.signing);
  expect((await foldOrg([...org.statements, await reinstate(2)], pinned, lookup)).ok).toBe(true);
  expect(await foldOrg([...org.statements, await reinstate(3)], pinned, lookup)).toEqual(fault);
  expect(await foldOrg([...org.statements, await reinstate(9)], pinned, lookup)).toEqual(fault);
});

test('ORG-9 once a position of hers is known, a device that was revoked before it signs nothing, whatever it names', async () => {
  const chain = await folded(full);
  const lookup: Lookup = async (user, device, chainN) =>
    user === amel ? deviceKeyIn(chain, device, chainN, chain.genesisHash) : directory(user, device, chainN);
  const grown = organisationChain();
  grown.statements.push(...org.statements);
  // Amel revokes her phone (position 3) and writes from her laptop.
  await grown.add({ type: 'reinstate', signer: as(amel, laptop, 5), payload: { user: youssef } }, laptop.signing);
  expect((await foldOrg(grown.statements, pinned, lookup)).ok).toBe(true);
  for (const chainN of [0, 2, 3, 5]) {
    const thief = await grown.make(
      { type: 'suspend', signer: as(amel, phone, chainN), payload: { user: youssef } },
      phone.signing,
    );
    expect(await foldOrg([...grown.statements, thief], pinned, lookup)).toEqual(fault);
  }
  // The positions of another administrator are her own.
  const other = await grown.make({ type: 'suspend', signer: as(youssef, tablet), payload: { user: amel } }, tablet.signing);
  expect((await foldOrg([...grown.statements, other], pinned, lookup)).ok).toBe(true);
});

test('ORG-3 the key of a signer is asked for under the genesis that was approved for her', async () => {
  const asked: unknown[] = [];
  const lookup: DeviceKeyLookup = async (...question) => {
    asked.push(question);
    const [user, device, chainN] = question;
    return directory(user, device, chainN);
  };
  expect((await foldOrg(org.statements, pinned, lookup)).ok).toBe(true);
  expect(asked).toEqual([
    [youssef, tablet.id, 0, hash32(1)],
    [amel, phone.id, 0, hash32(1)],
  ]);
});

test('ORG-1, CHAIN-4 no permutation, repetition or omission of the organisation folds, other than its beginning', async () => {
  const links = org.statements;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(links.length - 1), { minLength: 1, maxLength: 6 }), async (indices) => {
      const shown = await foldOrg(indices.flatMap((i) => links[i] ?? []));
      expect(shown.ok).toBe(indices.every((index, i) => index === i));
    }),
    { numRuns: 100 },
  );
});

test('ORG-5 a link about an identity reads back from the statement that was signed', async () => {
  const chain = await foldOrg(org.statements);
  const expected: Partial<OrganisationLink['payload']> = { user: amel, genesis: hash32(1), binding: hash32(2) };
  expect(chain.ok && chain.value.members.get(amel)).toMatchObject(expected);
});
