import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filled, testDeviceId, testKeys } from '../../test/support/links.ts';
import { type ResetKeys, resetCode } from './reset-code.ts';

const keys: ResetKeys = { device: testDeviceId(1), ...testKeys(1), recovery: testKeys(2), userKey: filled(65, 3) };
const code = (changes: Partial<ResetKeys> = {}, organisation = filled(32, 7), genesis = filled(32, 8)) =>
  resetCode(organisation, genesis, { ...keys, ...changes });

test('RESET-2 the code is twelve symbols, the same on both sides', async () => {
  expect(await code()).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/);
  expect(await code()).toBe('50DVTPMX8P0R');
});

test('RESET-2 another key, person or organisation has another code', async () => {
  const others = await Promise.all([
    code(),
    code({ device: testDeviceId(2) }),
    code({ sig: filled(32, 9) }),
    code({ kem: filled(65, 9) }),
    code({ recovery: { ...keys.recovery, sig: filled(32, 9) } }),
    code({ recovery: { ...keys.recovery, kem: filled(65, 9) } }),
    code({ userKey: filled(65, 9) }),
    code({}, filled(32, 9)),
    code({}, undefined, filled(32, 9)),
  ]);
  expect(new Set(others).size).toBe(others.length);
});

test('RESET-2 one changed bit of what is signed changes it', async () => {
  const is = await code();
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 65 * 8 - 1 }), async (bit) => {
      const userKey = keys.userKey.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
      expect(await code({ userKey })).not.toBe(is);
    }),
    { numRuns: 40 },
  );
});
