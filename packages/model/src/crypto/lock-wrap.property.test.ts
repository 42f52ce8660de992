import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytes } from '../../test/support/arbitrary.ts';
import { bytesToHex, utf8 } from '../bytes.ts';
import { normalizeSecret } from './lock-secret.ts';
import { lockCost, unwrapWithPasskey, unwrapWithSecret, wrapWithPasskey, wrapWithSecret } from './lock-wrap.ts';
import { deriveArgon2id } from './primitives/argon2id.ts';
import { generateAesKey } from './primitives.ts';

/** The real cost is measured elsewhere; the construction is the same at any. */
const cheap = { memoryKiB: 64, iterations: 1, lanes: 1 };
const secret = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
const flip = (sealed: Uint8Array, bit: number): Uint8Array =>
  sealed.map((byte, i) => (i === (bit >> 3) % sealed.length ? byte ^ (1 << (bit & 7)) : byte));

test('LOCK-3 Argon2id gives the known answers of the reference implementation', async () => {
  const answer = async (memoryKiB: number, lanes: number) =>
    bytesToHex(await deriveArgon2id(utf8('password'), utf8('somesalt'), { memoryKiB, iterations: 2, lanes }, 32));
  expect(await answer(65_536, 1)).toBe('09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7');
  expect(await answer(256, 2)).toBe('6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037');
  expect(lockCost).toEqual({ memoryKiB: 65_536, iterations: 3, lanes: 4 });
});

test('LOCK-2 a secret opens what it wrapped, and only with the binding key of its profile', async () => {
  const [binding, other] = [await generateAesKey(), await generateAesKey()];
  await fc.assert(
    fc.asyncProperty(bytes(32), secret, fc.constantFrom('pin', 'passphrase'), async (key, words, kind) => {
      const wrapped = await wrapWithSecret(key, binding, { kind, secret: words }, cheap);
      expect(await unwrapWithSecret(wrapped, binding, words)).toEqual({ ok: true, value: new Uint8Array(key) });
      expect((await unwrapWithSecret(wrapped, other, words)).ok).toBe(false);
    }),
    { numRuns: 40 },
  );
});

test('LOCK-2 a wrong secret never opens, and every flipped bit of what is stored fails closed', async () => {
  const binding = await generateAesKey();
  await fc.assert(
    fc.asyncProperty(bytes(32), secret, secret, fc.nat(), async (key, words, guess, bit) => {
      const wrapped = await wrapWithSecret(key, binding, { kind: 'passphrase', secret: words }, cheap);
      if (normalizeSecret(guess) !== normalizeSecret(words))
        expect((await unwrapWithSecret(wrapped, binding, guess)).ok).toBe(false);
      const broken = [
        { ...wrapped, sealed: flip(wrapped.sealed, bit) },
        { ...wrapped, salt: flip(wrapped.salt, bit) },
        { ...wrapped, kind: 'pin' as const },
        { ...wrapped, cost: { ...cheap, iterations: 2 } },
        { ...wrapped, sealed: wrapped.sealed.subarray(0, bit % wrapped.sealed.length) },
      ];
      for (const stored of broken) expect((await unwrapWithSecret(stored, binding, words)).ok).toBe(false);
    }),
    { numRuns: 30 },
  );
});

test('LOCK-3 a passkey opens with the output of its PRF alone; another output, credential, input or bit does not', async () => {
  const binding = await generateAesKey();
  await fc.assert(
    fc.asyncProperty(bytes(32), bytes(32), bytes(20), bytes(32), fc.nat(), async (key, prf, credential, prfSalt, bit) => {
      const wrapped = await wrapWithPasskey(key, binding, { credential, prfSalt, prf });
      expect(await unwrapWithPasskey(wrapped, binding, prf)).toEqual({ ok: true, value: new Uint8Array(key) });
      const broken = [
        { ...wrapped, sealed: flip(wrapped.sealed, bit) },
        { ...wrapped, credential: flip(credential, bit) },
        { ...wrapped, prfSalt: flip(prfSalt, bit) },
        { ...wrapped, salt: flip(wrapped.salt, bit) },
      ];
      for (const stored of broken) expect((await unwrapWithPasskey(stored, binding, prf)).ok).toBe(false);
      expect((await unwrapWithPasskey(wrapped, binding, flip(prf, bit))).ok).toBe(false);
      expect((await unwrapWithPasskey(wrapped, await generateAesKey(), prf)).ok).toBe(false);
    }),
    { numRuns: 40 },
  );
});
