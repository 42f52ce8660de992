import { expect, test } from 'vitest';
import { generateDeviceKeys } from './identity.ts';
import {
  deriveKeyCommit,
  generateKey,
  openEpochBackLink,
  openEpochKey,
  openUserKey,
  openUserKeyBackLink,
  sealEpochBackLink,
  sealEpochKey,
  sealUserKey,
  sealUserKeyBackLink,
} from './key-wrap.ts';
import { kemKeyFromSecret } from './primitives.ts';

const context = async (epochKey: Uint8Array) => ({
  spaceId: new Uint8Array(16).fill(1),
  epoch: 3,
  userId: new Uint8Array(16).fill(2),
  ukGen: 1,
  keyCommit: await deriveKeyCommit(epochKey),
});

test('KEY-6: an epoch key opens for its member, epoch and commitment only', async () => {
  const [userKey, stranger] = await Promise.all([kemKeyFromSecret(generateKey()), kemKeyFromSecret(generateKey())]);
  const epochKey = generateKey();
  const bound = await context(epochKey);
  const grant = await sealEpochKey(userKey.publicKey, epochKey, bound);
  if (grant === undefined) throw new Error('our key is on the curve');
  expect(await openEpochKey(userKey, grant, bound)).toEqual({ ok: true, value: epochKey });
  const failed = { ok: false, error: { type: 'cannot-open' } };
  expect(await openEpochKey(stranger, grant, bound)).toEqual(failed);
  expect(await openEpochKey(userKey, grant, { ...bound, epoch: 4 })).toEqual(failed);
  expect(await openEpochKey(userKey, grant, { ...bound, userId: new Uint8Array(16) })).toEqual(failed);
  expect(await openEpochKey(userKey, grant, { ...bound, ukGen: 2 })).toEqual(failed);
});

test('EPOCH-6: a grant of another key than the committed one does not open', async () => {
  const userKey = await kemKeyFromSecret(generateKey());
  const bound = await context(generateKey());
  const grant = await sealEpochKey(userKey.publicKey, generateKey(), bound);
  if (grant === undefined) throw new Error('our key is on the curve');
  expect((await openEpochKey(userKey, grant, bound)).ok).toBe(false);
});

test('KEY-6: who is not on the curve gets no grant', async () => {
  expect(await sealEpochKey(new Uint8Array(65).fill(4), generateKey(), await context(generateKey()))).toBeUndefined();
});

test('KEY-5: back links lead from the newest key to the first, and only for their own space or user', async () => {
  const [older, newer] = [generateKey(), generateKey()];
  const space = new Uint8Array(16).fill(9);
  const link = await sealEpochBackLink(newer, older, space, 1);
  const commit = await deriveKeyCommit(older);
  expect(await openEpochBackLink(newer, link, space, 1, commit)).toEqual({ ok: true, value: older });
  expect((await openEpochBackLink(newer, link, space, 2, commit)).ok).toBe(false);
  expect((await openEpochBackLink(newer, link, space, 1, await deriveKeyCommit(newer))).ok).toBe(false);
  const userLink = await sealUserKeyBackLink(newer, older, space, 1);
  expect(await openUserKeyBackLink(newer, userLink, space, 1)).toEqual({ ok: true, value: older });
  expect((await openUserKeyBackLink(newer, userLink, new Uint8Array(16), 1)).ok).toBe(false);
});

test('KEY-4: a user key opens for the device it was granted to', async () => {
  const [device, other] = await Promise.all([generateDeviceKeys(), generateDeviceKeys()]);
  const [userKey, userId] = [generateKey(), new Uint8Array(16).fill(3)];
  const grant = await sealUserKey(device.keys.kem.publicKey, userKey, userId, 0, 'd1');
  if (grant === undefined) throw new Error('our key is on the curve');
  expect(await openUserKey(device.keys.kem, grant, userId, 0, 'd1')).toEqual({ ok: true, value: userKey });
  expect((await openUserKey(other.keys.kem, grant, userId, 0, 'd1')).ok).toBe(false);
  expect((await openUserKey(device.keys.kem, grant, userId, 0, 'd2')).ok).toBe(false);
});
