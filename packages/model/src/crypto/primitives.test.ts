import { expect, test } from 'vitest';
import { bytesToHex, hexToBytes, utf8 } from '../bytes.ts';
import { openLocal, sealLocal } from './local-seal.ts';
import {
  deflate,
  generateAesKey,
  generateKemKey,
  generateSigningKey,
  hkdf,
  importVerifyKey,
  inflate,
  sign,
  signingKeyFromSeed,
  verify,
} from './primitives.ts';

test('KEY-2: HKDF-SHA-256 gives RFC 5869 test case 1', async () => {
  const okm = await hkdf(
    hexToBytes('0b'.repeat(22)),
    hexToBytes('000102030405060708090a0b0c'),
    hexToBytes('f0f1f2f3f4f5f6f7f8f9'),
    42,
  );
  expect(bytesToHex(okm)).toBe('3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865');
});

test('KEY-2: Ed25519 gives RFC 8032 test 2', async () => {
  const key = await signingKeyFromSeed(hexToBytes('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb'));
  expect(bytesToHex(key.publicKey)).toBe('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c');
  const signature = await sign(key.privateKey, hexToBytes('72'));
  expect(bytesToHex(signature)).toBe(
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  );
  const publicKey = await importVerifyKey(key.publicKey);
  if (publicKey === undefined) throw new Error('a valid key');
  expect(await verify(publicKey, signature, hexToBytes('72'))).toBe(true);
  expect(await verify(publicKey, signature, hexToBytes('73'))).toBe(false);
  expect(await verify(publicKey, signature.subarray(1), hexToBytes('72'))).toBe(false);
});

test('KEY-1: device keys cannot be exported', async () => {
  const [signing, kem] = await Promise.all([generateSigningKey(), generateKemKey()]);
  await expect(crypto.subtle.exportKey('pkcs8', signing.key.privateKey)).rejects.toThrow();
  await expect(crypto.subtle.exportKey('pkcs8', kem.key.pair.privateKey)).rejects.toThrow();
});

test('a compressed chunk cannot fill the memory', async () => {
  const bomb = await deflate(new Uint8Array(1_000_000));
  expect(bomb.length).toBeLessThan(2000);
  expect(await inflate(bomb, 10_000)).toEqual({ ok: false, error: { type: 'cannot-open' } });
  expect(await inflate(utf8('not deflate at all'), 10_000)).toEqual({ ok: false, error: { type: 'cannot-open' } });
  const text = utf8('bonjour '.repeat(100));
  expect(await inflate(await deflate(text), 10_000)).toEqual({ ok: true, value: text });
});

test('REST-1: what is stored opens only at its own place and with its own key', async () => {
  const [key, other] = await Promise.all([generateAesKey(), generateAesKey()]);
  const sealed = await sealLocal(key, ['pending', 'a'], utf8('lit 12'));
  expect(await openLocal(key, ['pending', 'a'], sealed)).toEqual({ ok: true, value: utf8('lit 12') });
  expect((await openLocal(key, ['pending', 'b'], sealed)).ok).toBe(false);
  expect((await openLocal(other, ['pending', 'a'], sealed)).ok).toBe(false);
  expect((await openLocal(key, ['pending', 'a'], new Uint8Array())).ok).toBe(false);
});
