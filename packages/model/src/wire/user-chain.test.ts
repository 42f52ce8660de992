import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addDevice,
  byAdministrator,
  byDevice,
  byRecovery,
  filled,
  genesisContent,
  grow,
  growAll,
  type LinkContent,
  linkHash,
  linkOf,
  organisationHash,
  resetIdentity,
  revokeDevice,
  rotateUserKey,
  setRecovery,
  testDevice,
  testDeviceId,
  testKeys,
  testUser,
  userKey,
} from '../../test/support/links.ts';
import { bytesToHex } from '../bytes.ts';
import { encodeStatementBody, parseStatementBody } from './statement.ts';
import {
  applyUserLink,
  deviceIdInput,
  firstGenerationOf,
  isActive,
  isUserKeyStale,
  requiredSigners,
  type UserChain,
  UserLink,
  wasActiveAt,
} from './user-chain.ts';

const invalid = { ok: false, error: { type: 'invalid' } };
const apply = (chain: UserChain | undefined, content: LinkContent, changes: Partial<UserLink> = {}) =>
  applyUserLink(chain, linkOf(chain, content, changes), linkHash(40));
const signers = (chain: UserChain | undefined, content: LinkContent) => requiredSigners(chain, linkOf(chain, content));
const signedBy = (i: number, coSigner?: number) => ({
  ok: true,
  value: { signer: testKeys(i).sig, administrator: undefined, coSigner: coSigner && testKeys(coSigner).sig },
});

test('CHAIN-2 the genesis names organisation, first device, recovery keys and user key 0', () => {
  expect(grow(undefined, genesisContent)).toEqual({
    user: testUser(1),
    n: 0,
    head: linkHash(0),
    genesisHash: linkHash(0),
    organisation: organisationHash,
    devices: new Map([
      [testDeviceId(1), { ...testDevice(1), addedN: 0, addedAtMs: linkOf(undefined, genesisContent).atMs, revokedN: undefined }],
    ]),
    recovery: testKeys(90),
    recoveries: [{ sig: testKeys(90).sig, n: 0, atMs: linkOf(undefined, genesisContent).atMs, by: testDeviceId(1) }],
    userKey: userKey(0),
    userKeyN: 0,
    userKeys: [userKey(0).pub],
    resets: 0,
    resetLinks: [],
  });
});

test('CHAIN-2 a chain begins with a genesis at position 0, on nothing, with user key 0', () => {
  expect(apply(undefined, addDevice(2))).toEqual(invalid);
  expect(apply(undefined, genesisContent, { n: 1 })).toEqual(invalid);
  expect(apply(undefined, genesisContent, { prev: filled(32, 1) })).toEqual(invalid);
  const payload = { ...linkOf(undefined, genesisContent).payload, userKey: userKey(1) };
  expect(apply(undefined, { ...genesisContent, payload } as LinkContent)).toEqual(invalid);
});

test('CHAIN-2 there is no second genesis', () => {
  const chain = growAll();
  expect(apply(chain, genesisContent)).toEqual(invalid);
  expect(signers(chain, genesisContent)).toEqual(invalid);
});

test('CHAIN-3 the id of a device is derived from both its public keys', () => {
  expect(deviceIdInput(testKeys(1))).toBe(`sanad/device/v1\0${'01'.repeat(32)}\0${'01'.repeat(65)}`);
  expect(deviceIdInput({ ...testKeys(1), kem: filled(65, 2) })).not.toBe(deviceIdInput(testKeys(1)));
  expect(deviceIdInput({ ...testKeys(1), sig: filled(32, 2) })).not.toBe(deviceIdInput(testKeys(1)));
});

test('CHAIN-4 a link comes at the next position, on the hash of the newest', () => {
  const chain = growAll(addDevice(2));
  expect(apply(chain, addDevice(3))).toMatchObject({ ok: true, value: { n: 2, head: linkHash(40), genesisHash: linkHash(0) } });
  const conflict = { ok: false, error: { type: 'conflict', n: 1 } };
  expect(apply(chain, addDevice(3), { n: 1 })).toEqual(conflict);
  expect(apply(chain, addDevice(3), { n: 3 })).toEqual(conflict);
  expect(apply(chain, addDevice(3), { prev: linkHash(0) })).toEqual(conflict);
});

test('CHAIN-4 of two links at one position the second is a conflict', () => {
  const before = growAll();
  const [first, second] = [linkOf(before, addDevice(2)), linkOf(before, addDevice(3))];
  const after = applyUserLink(before, first, linkHash(1));
  if (!after.ok) throw new Error('the first is accepted');
  expect(applyUserLink(after.value, second, linkHash(1, 1))).toEqual({ ok: false, error: { type: 'conflict', n: 1 } });
  expect(after.value.devices.has(testDeviceId(3))).toBe(false);
});

test('CHAIN-4 a link of somebody else does not fit', () => {
  expect(apply(growAll(), addDevice(2), { user: testUser(2) })).toEqual(invalid);
});

test('CHAIN-5 a device speaks until the position that revoked it', () => {
  const chain = growAll(addDevice(2), revokeDevice(2));
  expect([0, 1, 2, 3].map((n) => wasActiveAt(chain, testDeviceId(2), n))).toEqual([true, true, false, false]);
  expect(wasActiveAt(chain, testDeviceId(1), 99)).toBe(true);
  expect(wasActiveAt(chain, testDeviceId(3), 1)).toBe(false);
  expect(isActive(chain.devices.get(testDeviceId(2)))).toBe(false);
  expect(isActive(chain.devices.get(testDeviceId(1)))).toBe(true);
  expect(isActive(undefined)).toBe(false);
});

test('CHAIN-7 genesis: its own device, and only that', () => {
  expect(signers(undefined, genesisContent)).toEqual(signedBy(1));
  expect(signers(undefined, { ...genesisContent, signer: byDevice(2) } as LinkContent)).toEqual(invalid);
  expect(signers(undefined, { ...genesisContent, signer: byRecovery } as LinkContent)).toEqual(invalid);
  expect(signers(undefined, { ...genesisContent, signer: byAdministrator(testUser(9), 9) } as LinkContent)).toEqual(invalid);
  expect(signers(undefined, addDevice(2))).toEqual(invalid);
});

test('CHAIN-7 add_device: an active device or the code, co-signed by the new device', () => {
  const chain = growAll();
  expect(signers(chain, addDevice(2))).toEqual(signedBy(1, 2));
  expect(signers(chain, addDevice(2, byRecovery))).toEqual(signedBy(90, 2));
  expect(signers(chain, addDevice(2, byDevice(2)))).toEqual(invalid);
  expect(signers(chain, addDevice(2, byAdministrator(testUser(9), 9)))).toEqual(invalid);
});

test('CHAIN-7 revoke_device and rotate_uk: an active device or the code, nobody else', () => {
  const chain = growAll(addDevice(2));
  for (const make of [(by: LinkContent['signer']) => revokeDevice(2, by), (by: LinkContent['signer']) => rotateUserKey(1, by)]) {
    expect(signers(chain, make(byDevice(1)))).toEqual(signedBy(1));
    expect(signers(chain, make(byDevice(2)))).toEqual(signedBy(2));
    expect(signers(chain, make(byRecovery))).toEqual(signedBy(90));
    expect(signers(chain, make(byAdministrator(testUser(9), 9)))).toEqual(invalid);
  }
});

test('CHAIN-7 set_recovery: an active device, never the code itself', () => {
  const chain = growAll();
  expect(signers(chain, setRecovery(92))).toEqual(signedBy(1));
  expect(signers(chain, setRecovery(92, byRecovery))).toEqual(invalid);
});

test('CHAIN-7 a revoked device signs nothing', () => {
  const chain = growAll(addDevice(2), revokeDevice(2));
  for (const link of [
    addDevice(3, byDevice(2)),
    revokeDevice(1, byDevice(2)),
    rotateUserKey(1, byDevice(2)),
    setRecovery(92, byDevice(2)),
  ])
    expect(signers(chain, link)).toEqual(invalid);
});

test('CHAIN-7 the old code signs nothing after set_recovery', () => {
  const chain = growAll(setRecovery(92));
  expect(signers(chain, addDevice(2, byRecovery))).toEqual(signedBy(92, 2));
});

test('CHAIN-7 reset: an administrator of somebody else, co-signed by the new device', () => {
  const chain = growAll();
  expect(signers(chain, resetIdentity(3, 1))).toEqual({
    ok: true,
    value: {
      signer: undefined,
      administrator: { user: testUser(9), device: testDeviceId(9), chainN: 0 },
      coSigner: testKeys(3).sig,
    },
  });
  expect(signers(chain, resetIdentity(3, 1, byAdministrator(testUser(1), 1)))).toEqual(invalid);
  expect(signers(chain, resetIdentity(3, 1, byDevice(1)))).toEqual(invalid);
  expect(signers(chain, resetIdentity(3, 1, byRecovery))).toEqual(invalid);
});

test('CHAIN-7 add_device never brings a device back, active or revoked', () => {
  expect(apply(growAll(), addDevice(1))).toEqual(invalid);
  expect(apply(growAll(addDevice(2), revokeDevice(2)), addDevice(2))).toEqual(invalid);
});

test('CHAIN-7 revoke_device needs an active device', () => {
  expect(apply(growAll(), revokeDevice(2))).toEqual(invalid);
  expect(apply(growAll(addDevice(2), revokeDevice(2)), revokeDevice(2))).toEqual(invalid);
});

test('CHAIN-7 the user key advances by one generation', () => {
  const chain = growAll(rotateUserKey(1));
  expect(chain).toMatchObject({ userKey: userKey(1), userKeys: [userKey(0).pub, userKey(1).pub] });
  for (const gen of [0, 1, 3]) {
    expect(apply(chain, rotateUserKey(gen))).toEqual(invalid);
    expect(apply(chain, resetIdentity(3, gen))).toEqual(invalid);
  }
});

test('CHAIN-9 the user key is stale from a revocation until it is rotated, and not after a reset, which renews both', () => {
  const stale = (...links: readonly LinkContent[]): boolean => isUserKeyStale(growAll(...links));
  expect([stale(), stale(addDevice(2)), stale(addDevice(2), rotateUserKey(1))]).toEqual([false, false, false]);
  expect(stale(addDevice(2), revokeDevice(2))).toBe(true);
  expect(stale(addDevice(2), revokeDevice(2), addDevice(3))).toBe(true);
  expect(stale(addDevice(2), revokeDevice(2), rotateUserKey(1))).toBe(false);
  expect(stale(addDevice(2), resetIdentity(3, 1))).toBe(false);
});

test('CODE-2 a chain remembers every code there was, since when, and by whose hand', () => {
  const chain = growAll(addDevice(2), setRecovery(92, byDevice(2)), revokeDevice(2), setRecovery(93), resetIdentity(3, 1));
  expect(chain.recoveries.map(({ sig, n, by }) => [sig, n, by])).toEqual([
    [testKeys(90).sig, 0, testDeviceId(1)],
    [testKeys(92).sig, 2, testDeviceId(2)],
    [testKeys(93).sig, 4, testDeviceId(1)],
    [testKeys(91).sig, 5, undefined],
  ]);
  expect(chain.recoveries.at(-1)?.sig).toEqual(chain.recovery.sig);
});

test('CODE-4 the user key is stale from the moment a code was replaced until it is rotated', () => {
  const stale = (...links: readonly LinkContent[]): boolean => isUserKeyStale(growAll(...links));
  expect(stale(setRecovery(92))).toBe(true);
  expect(stale(setRecovery(92), rotateUserKey(1))).toBe(false);
  expect(stale(setRecovery(92), rotateUserKey(1), setRecovery(93))).toBe(true);
});

test('CHAIN-5, CHAIN-7 a reset revokes every device, keeps the older positions, and counts', () => {
  const chain = growAll(addDevice(2), revokeDevice(2), resetIdentity(3, 1));
  expect([...chain.devices.values()].map(({ id, revokedN }) => [id, revokedN])).toEqual([
    [testDeviceId(1), 3],
    [testDeviceId(2), 2],
    [testDeviceId(3), undefined],
  ]);
  expect(chain).toMatchObject({ resets: 1, recovery: testKeys(91), userKey: userKey(1), genesisHash: linkHash(0) });
  expect(signers(chain, addDevice(4, byDevice(1)))).toEqual(invalid);
  expect(signers(chain, addDevice(4, byDevice(3)))).toEqual(signedBy(3, 4));
  expect(apply(growAll(addDevice(2)), resetIdentity(2, 1))).toEqual(invalid);
});

test('CHAIN-1 a link reads back as it was written, and an unknown field is refused', () => {
  const chain = growAll();
  const contents = [genesisContent, addDevice(2), revokeDevice(2), rotateUserKey(1), setRecovery(92), resetIdentity(3, 1)];
  for (const content of contents) {
    const link = linkOf(content.type === 'genesis' ? undefined : chain, content);
    expect(parseStatementBody(UserLink, encodeStatementBody(link), 4096)).toEqual({ ok: true, value: link });
    expect(parseStatementBody(UserLink, encodeStatementBody({ ...link, more: 1 }), 4096).ok).toBe(false);
    expect(parseStatementBody(UserLink, encodeStatementBody({ ...link, v: 2 }), 4096).ok).toBe(false);
  }
});

test('CHAIN-4 no order, repetition or omission of links makes a chain that the honest order did not', () => {
  const contents = [addDevice(2), addDevice(3, byRecovery), rotateUserKey(1, byDevice(2)), revokeDevice(2), setRecovery(92)];
  const honest = [linkOf(undefined, genesisContent)];
  const heads = [bytesToHex(linkHash(0))];
  let chain = growAll();
  for (const content of contents) {
    honest.push(linkOf(chain, content));
    chain = grow(chain, content);
    heads.push(bytesToHex(chain.head));
  }
  fc.assert(
    fc.property(fc.array(fc.nat(honest.length - 1), { maxLength: 14 }), (order) => {
      let shown: UserChain | undefined;
      for (const i of order) {
        const link = honest[i];
        if (link === undefined || !requiredSigners(shown, link).ok) continue;
        const next = applyUserLink(shown, link, linkHash(link.n));
        if (next.ok) shown = next.value;
      }
      if (shown !== undefined) expect(bytesToHex(shown.head)).toBe(heads[shown.n]);
      expect(shown?.n ?? 0).toBeLessThanOrEqual(chain.n);
    }),
    { numRuns: 500 },
  );
});

test('RESET-5, CHAIN-7 a reset is remembered with its key, its time and its administrator; devices belong to the one they came after', () => {
  const chain = growAll(addDevice(2), rotateUserKey(1), resetIdentity(3, 2), addDevice(4, byRecovery), resetIdentity(5, 3));
  const atMs = linkOf(undefined, genesisContent).atMs;
  expect(chain.resetLinks).toEqual([
    { n: 3, gen: 2, atMs, by: testUser(9) },
    { n: 5, gen: 3, atMs, by: testUser(9) },
  ]);
  expect([1, 2, 3, 4, 5, 7].map((i) => firstGenerationOf(chain, testDeviceId(i)))).toEqual([0, 0, 2, 2, 3, 0]);
});
