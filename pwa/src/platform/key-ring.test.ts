// @vitest-environment node
import { expect, test } from 'vitest';
import { parseKeyRing } from './key-ring.ts';

const makeKey = () => crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
const record = new Uint8Array([1, 2, 3]);

test('LOCK-1 the key of a profile from before there was a ring is its open key', async () => {
  const bare = await makeKey();
  expect(parseKeyRing(undefined, bare)).toEqual({ open: bare, locked: undefined });
  expect(parseKeyRing(undefined, undefined)).toEqual({ open: undefined, locked: undefined });
  const ring = { open: undefined, locked: { binding: await makeKey(), record, failed: 2, lastAtMs: 5 } };
  // A bare key beside a ring is one that was given up.
  expect(parseKeyRing(ring, bare)).toEqual(ring);
});

test('LOCK-1 what is no key ring opens nothing', async () => {
  const locked = { binding: await makeKey(), record, failed: 2, lastAtMs: 5 };
  for (const stored of ['text', 7, [], {}, { open: 'key', locked: null }]) {
    expect(parseKeyRing(stored, undefined)).toEqual({ open: undefined, locked: undefined });
  }
  for (const part of [{ binding: 'key' }, { record: 'bytes' }, { failed: '2' }, { lastAtMs: undefined }]) {
    expect(parseKeyRing({ open: undefined, locked: { ...locked, ...part } }, undefined).locked).toBeUndefined();
  }
});
