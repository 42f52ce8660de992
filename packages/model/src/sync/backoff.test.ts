import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backoffDelayMs, firstDelayMs, maxDelayMs } from './backoff.ts';

test('SYNC-3 every delay is between 0.1 and 20 seconds', () => {
  fc.assert(
    fc.property(fc.nat(), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (attempt, random) => {
      expect(backoffDelayMs(attempt, random)).toBeGreaterThanOrEqual(100);
      expect(backoffDelayMs(attempt, random)).toBeLessThanOrEqual(20_000);
    }),
  );
});

test('SYNC-3 delays grow up to the ceiling, and are spread over three quarters of it', () => {
  const longest = [0, 1, 2, 3, 4, 5, 6, 7].map((attempt) => backoffDelayMs(attempt, 1));
  expect(longest).toEqual([400, 800, 1600, 3200, 6400, 12_800, 20_000, 20_000]);
  expect(backoffDelayMs(0, 0)).toBe(firstDelayMs / 4);
  expect(backoffDelayMs(1000, 0)).toBe(maxDelayMs / 4);
});
