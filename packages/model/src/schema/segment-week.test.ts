import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isoWeek, isWeekExpired, weekEndMs } from './segment.ts';

const weekMs = 7 * 86_400_000;

test('POLICY-10 a week ends where the next one begins, also over the years', () => {
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(2015), max: Date.UTC(2090) }), (atMs) => {
      const endMs = weekEndMs(isoWeek(atMs));
      expect([endMs > atMs, endMs - atMs <= weekMs]).toEqual([true, true]);
      expect(isoWeek(endMs - 1)).toBe(isoWeek(atMs));
      expect(isoWeek(endMs)).not.toBe(isoWeek(atMs));
    }),
  );
});

test('POLICY-10 kept for so many weeks after its own, for ever without a rule; what is no week never ends', () => {
  const endMs = weekEndMs('2026-W53');
  expect(endMs).toBe(Date.UTC(2027, 0, 4));
  for (const weeks of [4, 52, 520])
    expect([
      isWeekExpired('2026-W53', weeks, endMs + weeks * weekMs - 1),
      isWeekExpired('2026-W53', weeks, endMs + weeks * weekMs),
    ]).toEqual([false, true]);
  expect(isWeekExpired('2026-W53', 0, Date.UTC(2090))).toBe(false);
  for (const other of ['settings', '2026-11', '', '2026-series']) expect(isWeekExpired(other, 4, Date.UTC(2090))).toBe(false);
});
