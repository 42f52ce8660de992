import type { UpcomingRow } from '@sanad/model/engine/api';
import { expect, test } from 'vitest';
import { dueSince } from './due-reminders.ts';

const row = (id: string, reminder: number | undefined, part: Partial<UpcomingRow> = {}) =>
  ({ id, reminder, startMs: 0, call: false, ...part }) as UpcomingRow; // what it looks at

test('CAL-47 a reminder is shown when it comes due while SANAD is open, once; a nearer one of the same event is another', () => {
  const first = dueSince([row('a', 60)], undefined);
  expect(first.fresh).toEqual([]);
  const second = dueSince([row('a', 60), row('b', 15), row('c', undefined)], first.seen);
  expect(second.fresh.map(({ id }) => id)).toEqual(['b']);
  expect(dueSince([row('a', 15), row('b', 15)], second.seen).fresh.map(({ id }) => id)).toEqual(['a']);
});
test('CAL-47 a reminder of days before is not said when its event comes in sight, the ones that follow it are', () => {
  const { seen } = dueSince([], undefined);
  const later = dueSince([row('a', 2880), row('b', 1440)], seen);
  expect(later.fresh.map(({ id }) => id)).toEqual(['b']);
  expect(dueSince([row('a', 15), row('b', 1440)], later.seen).fresh.map(({ id }) => id)).toEqual(['a']);
});
test('CAL-47 a meeting that begins has its strip, and no second word', () => {
  const { seen } = dueSince([], undefined);
  expect(
    dueSince([row('a', 5, { call: true }), row('b', 5), row('c', 15, { call: true })], seen).fresh.map(({ id }) => id),
  ).toEqual(['b', 'c']);
});
