import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { DutyTimes, maxDutyTimes } from '../../wire/push.ts';
import { isSilent } from '../../wire/quiet-hours.ts';
import { dutyTimes } from './duty-times.ts';

const nowMs = 1_800_000_000_000;
const hourMs = 3_600_000;
const shifts = fc.array(
  fc
    .record({ from: fc.integer({ min: -30, max: 300 }), hours: fc.integer({ min: 1, max: 24 }) })
    .map(({ from, hours }) => ({ startMs: nowMs + from * hourMs, endMs: nowMs + (from + hours) * hourMs })),
  { maxLength: 90 },
);

test('CAL-34, PUSH-5 on duty it is never quiet, off duty it is; without a shift, and further ahead than is known, quiet hours count as before', () => {
  fc.assert(
    fc.property(shifts, fc.integer({ min: 0, max: 400 * 60 }), (planned, minutes) => {
      const atMs = nowMs + minutes * 60_000;
      const times = dutyTimes(planned, nowMs);
      if (times !== undefined) expect(v.is(DutyTimes, times)).toBe(true);
      const isOn = planned.some(({ startMs, endMs }) => startMs <= atMs && atMs < endMs);
      if (planned.every(({ endMs }) => endMs <= nowMs)) expect(times).toBeUndefined();
      const allDay = { zone: 'UTC', from: 0, to: 0, days: 127 };
      for (const quiet of [undefined, allDay]) {
        const silent = isSilent({ ...(quiet && { quiet }), ...(times && { duty: times }) }, atMs);
        if (times === undefined || atMs >= times.untilMs) expect(silent).toBe(quiet !== undefined);
        else expect(silent).toBe(!isOn);
      }
    }),
  );
});

test('CAL-34 a roster that is too long is cut where it is still true', () => {
  const many = Array.from({ length: maxDutyTimes + 5 }, (_, n) => ({
    startMs: nowMs + n * hourMs,
    endMs: nowMs + n * hourMs + 1,
  }));
  const times = dutyTimes(many, nowMs);
  expect(times?.shifts).toHaveLength(maxDutyTimes);
  expect(times?.untilMs).toBe(times?.shifts.at(-1)?.[1]);
});
