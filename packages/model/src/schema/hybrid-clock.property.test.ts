import fc from 'fast-check';
import { expect, test } from 'vitest';
import { timeMs } from '../../test/support/arbitrary.ts';
import { clockStart, compareReadings, maxClockAheadMs, observe, tick } from './hybrid-clock.ts';

const reading = fc.record({ wallMs: timeMs, counter: fc.nat() });

test('DOC-6: what I write after I saw it sorts after it, whatever my wall clock says', () => {
  fc.assert(
    fc.property(reading, reading, timeMs, (mine, seen, now) => {
      const next = tick(observe(mine, seen, now), now);
      expect(compareReadings(next, mine)).toBeGreaterThan(0);
      if (seen.wallMs <= now + maxClockAheadMs) expect(compareReadings(next, seen)).toBeGreaterThan(0);
    }),
  );
});

test('DOC-7: a clock in 2031 never advances mine', () => {
  const now = Date.parse('2026-11-22T10:00:00Z');
  const far = { wallMs: Date.parse('2031-01-01T00:00:00Z'), counter: 0 };
  expect(observe(clockStart, far, now)).toEqual(clockStart);
  expect(tick(observe(clockStart, far, now), now)).toEqual({ wallMs: now, counter: 0 });
});
