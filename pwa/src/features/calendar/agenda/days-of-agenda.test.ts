import type { OccurrenceRow } from '@sanad/model/engine/api';
import { expect, test } from 'vitest';
import { agendaDays, cutDays } from './days-of-agenda.ts';

const span = { from: '2026-10-12', to: '2026-10-20', today: '2026-10-13', limit: 100 };
/** Days are all that is read of it. */
const row = (id: string, from: string, to: string): OccurrenceRow =>
  ({ id, start: {}, startMs: new Date(from).getTime(), endMs: new Date(to).getTime() }) as OccurrenceRow;
const told = (rows: readonly OccurrenceRow[], more: Partial<typeof span> = {}) => {
  const { limit, ...range } = { ...span, ...more };
  const { days, isCut } = cutDays(agendaDays(rows, range), limit);
  return [...days.map(({ date, rows: all }) => [date.slice(8), ...all.map(({ id }) => id)].join(' ')), ...(isCut ? ['…'] : [])];
};

test('days with something on them, and today', () => {
  expect(told([row('a', '2026-10-15T10:00', '2026-10-15T11:00')])).toEqual(['13', '15 a']);
  expect(told([], { today: '2026-11-01' })).toEqual([]);
});
test('what lasts several days stands on each of them that is shown', () => {
  expect(told([row('nuit', '2026-10-13T20:00', '2026-10-14T08:00')])).toEqual(['13 nuit', '14 nuit']);
  expect(told([row('long', '2026-10-01T00:00', '2026-10-14T00:00')])).toEqual(['12 long', '13 long']);
});
test('so many lines at once', () => {
  const rows = ['a', 'b', 'c', 'd'].map((id, i) => row(id, `2026-10-14T1${i}:00`, `2026-10-14T1${i}:30`));
  expect(told(rows, { limit: 3 })).toEqual(['13', '14 a b', '…']);
  expect(told(rows, { limit: 1 })).toEqual(['13', '…']);
  expect(told(rows, { limit: 5 })).toEqual(['13', '14 a b c d']);
  // What is whole is not another one with each line.
  const all = agendaDays(rows, span);
  expect(cutDays(all, 3).days[0]).toBe(all[0]);
});
test('a day whose rows are the same ones is the same object', () => {
  const [first, second, third] = ['14', '15', '15'].map((day, i) => row(`${i}`, `2026-10-${day}T10:00`, `2026-10-${day}T11:00`));
  if (first === undefined || second === undefined || third === undefined) throw new Error('three rows');
  const before = agendaDays([first, second], span);
  const after = agendaDays([first, second, third], span, before);
  expect(after.map((day, place) => day === before[place])).toEqual([true, true, false]);
  expect(after[2]?.rows).toEqual([second, third]);
});
