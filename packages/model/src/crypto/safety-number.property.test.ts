import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeSafetyCode, parseSafetyCode, type SafetyIdentity, safetyNumber } from './safety-number.ts';

const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });
const identity = fc.record({ genesis: hash, resets: fc.nat({ max: 2 ** 32 - 1 }) });
const flip = (bytes: Uint8Array, bit: number): Uint8Array =>
  bytes.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
const bit = fc.nat({ max: 255 });

test('TRUST-1 both sides compute the same 60 digits', async () => {
  await fc.assert(
    fc.asyncProperty(hash, identity, identity, async (organisation, a, b) => {
      const number = await safetyNumber(organisation, a, b);
      expect(number).toMatch(/^\d{60}$/);
      expect(await safetyNumber(organisation, b, a)).toBe(number);
    }),
  );
});

test('TRUST-1 one bit of the organisation or of an identity, or one reset, is another number', async () => {
  await fc.assert(
    fc.asyncProperty(hash, identity, identity, bit, async (organisation, a, b, at) => {
      const number = await safetyNumber(organisation, a, b);
      const others: readonly [Uint8Array, SafetyIdentity, SafetyIdentity][] = [
        [flip(organisation, at), a, b],
        [organisation, { ...a, genesis: flip(a.genesis, at) }, b],
        [organisation, a, { ...b, genesis: flip(b.genesis, at) }],
        [organisation, { ...a, resets: (a.resets + 1) % 2 ** 32 }, b],
        [organisation, a, { ...b, resets: (b.resets + 1) % 2 ** 32 }],
      ];
      for (const other of others) {
        // The one change that makes the same two identities again.
        if (other[0] === organisation && same(other[1], b) && same(other[2], a)) continue;
        expect(await safetyNumber(...other)).not.toBe(number);
      }
    }),
  );
});
const same = (a: SafetyIdentity, b: SafetyIdentity): boolean =>
  a.resets === b.resets && a.genesis.every((byte, i) => byte === b.genesis[i]);

test('TRUST-1 the number is frozen: two versions of SANAD show the same', async () => {
  const organisation = new Uint8Array(32).fill(1);
  const [a, b] = [2, 3].map((byte) => ({ genesis: new Uint8Array(32).fill(byte), resets: byte }));
  if (a === undefined || b === undefined) throw new Error('two identities');
  expect(await safetyNumber(organisation, a, b)).toBe('096220984625832782673674632037124425632293441535298003844488');
});

test('TRUST-1 a code holds its number, and nothing else is one', async () => {
  await fc.assert(
    fc.asyncProperty(hash, identity, identity, fc.string(), async (organisation, a, b, text) => {
      const number = await safetyNumber(organisation, a, b);
      expect(parseSafetyCode(encodeSafetyCode(number))).toBe(number);
      expect(parseSafetyCode(number)).toBeUndefined();
      expect(parseSafetyCode(text)).toBeUndefined();
      expect(parseSafetyCode(`${encodeSafetyCode(number)}0`)).toBeUndefined();
    }),
  );
});
