import type { UpcomingRow } from '@sanad/model/engine/api';
import { expect, test } from 'vitest';
import { soonest } from './soonest.ts';

const minuteMs = 60_000;
const row = (id: string, startMs: number, part: Partial<UpcomingRow> = {}) =>
  ({ id, startMs, endMs: startMs + 30 * minuteMs, call: true, answer: undefined, ...part }) as UpcomingRow; // what it looks at

test('CAL-7 a meeting with a call is announced from five minutes before to ten minutes after its start', () => {
  const one = row('a', 100 * minuteMs);
  const at = (minute: number) => soonest([one], minute * minuteMs, new Set())?.id;
  expect([94, 95, 100, 109, 110].map(at)).toEqual([undefined, 'a', 'a', 'a', undefined]);
});
test('the soonest; none that was hidden, is declined or has no call', () => {
  const rows = [
    row('late', 104 * minuteMs),
    row('soon', 103 * minuteMs),
    row('silent', 101 * minuteMs, { call: false }),
    row('no', 101 * minuteMs, { answer: 'no' }),
  ];
  expect(soonest(rows, 100 * minuteMs, new Set())?.id).toBe('soon');
  expect(soonest(rows, 100 * minuteMs, new Set(['soon']))?.id).toBe('late');
});
