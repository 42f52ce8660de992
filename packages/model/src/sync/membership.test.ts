/** EPOCH-15: what a removed member holds, tried in every way against what is sealed after her removal. */
import { expect, test } from 'vitest';
import {
  deriveKeyCommit,
  generateKey,
  openEpochBackLink,
  openEpochKey,
  sealEpochBackLink,
  sealEpochKey,
} from '../crypto/key-wrap.ts';
import { generateSigningKey, importVerifyKey, kemKeyFromSecret } from '../crypto/primitives.ts';
import { deviceIdFromBytes, idToBytes, logIdFromBytes, spaceIdFromBytes, userIdToBytes, uuidV7 } from '../ids.ts';
import { parseChunk } from '../wire/chunk.ts';
import { zeroHash } from '../wire/fields.ts';
import { openChunk, sealChunk } from './chunk-sealing.ts';
import { makeSpaceKeys } from './space-keys.ts';

const purposes = ['chunk', 'snapshot', 'ephemeral', 'mark', 'file'] as const;

test('EPOCH-15 with all keys of before, the back link, the grants of others and her own user key, no later chunk opens', async () => {
  const space = spaceIdFromBytes(new Uint8Array(16).fill(1));
  const [hers, stays] = [await kemKeyFromSecret(generateKey()), await kemKeyFromSecret(generateKey())];
  const [removed, member] = [uuidV7(1, new Uint8Array(10).fill(1)), uuidV7(1, new Uint8Array(10).fill(2))];
  const epochKeys = [generateKey(), generateKey(), generateKey()];
  const [, last, next] = epochKeys;
  if (last === undefined || next === undefined) throw new Error('three epochs');
  const held = makeSpaceKeys(new Map(epochKeys.slice(0, 2).entries()), new Uint8Array(32));
  const present = makeSpaceKeys(new Map(epochKeys.entries()), new Uint8Array(32));

  const backLink = await sealEpochBackLink(next, last, idToBytes(space), 2);
  const keyCommit = await deriveKeyCommit(next);
  const place = { spaceId: idToBytes(space), epoch: 2, ukGen: 0, keyCommit };
  const grant = await sealEpochKey(stays.publicKey, next, { ...place, userId: userIdToBytes(member) });
  const { key: signing } = await generateSigningKey();
  const verifyKey = await importVerifyKey(signing.publicKey);
  const key = await present.subKey(2, 'chunk');
  if (grant === undefined || verifyKey === undefined || key === undefined) throw new Error('keys');
  const header = {
    kind: 'changes',
    logId: logIdFromBytes(new Uint8Array(16).fill(2)),
    epoch: 2,
    device: deviceIdFromBytes(new Uint8Array(16).fill(3)),
    n: 1,
    prev: zeroHash,
    seenSeq: 0,
    seenHash: zeroHash,
  } as const;
  const payload = { kind: 'messages', segment: '2026-W47', snapshot: undefined, data: new Uint8Array([1, 2, 3]) };
  const chunk = parseChunk(await sealChunk(header, payload, key, signing));
  if (!chunk.ok) throw new Error('our own chunk');
  expect((await openChunk(chunk.value, verifyKey, key)).ok).toBe(true);

  expect(await held.subKey(2, 'chunk')).toBeUndefined();
  for (const epoch of [0, 1])
    for (const purpose of purposes) {
      const tried = await held.subKey(epoch, purpose);
      if (tried === undefined) throw new Error('she has these');
      expect((await openChunk(chunk.value, verifyKey, tried)).ok).toBe(false);
    }
  // The back link is sealed under the new key: it leads from the new to the old, never forward.
  for (const known of epochKeys.slice(0, 2))
    expect((await openEpochBackLink(known, backLink, idToBytes(space), 2, keyCommit)).ok).toBe(false);
  for (const user of [removed, member])
    expect((await openEpochKey(hers, grant, { ...place, userId: userIdToBytes(user) })).ok).toBe(false);
  expect((await openEpochKey(stays, grant, { ...place, userId: userIdToBytes(member) })).ok).toBe(true);
});
