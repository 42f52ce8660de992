import { expect, test } from 'vitest';
import { dayKey, daysBetween, makeDates } from './dates.ts';

const at = (text: string) => new Date(text).getTime();
const now = at('2026-10-13T14:04:00');

test('a day is a calendar day, not 24 hours', () => {
  expect(daysBetween(at('2026-10-12T23:59:00'), now)).toBe(1);
  expect(daysBetween(at('2026-10-13T00:01:00'), now)).toBe(0);
  expect(dayKey(at('2026-03-04T05:00:00'))).toBe('2026-03-04');
});

test('Arabic months are the Tunisian ones, with Western digits', () => {
  const dates = makeDates('ar');
  expect(dates.day(at('2026-02-03T10:00:00'), now)).toContain('فيفري');
  expect(dates.day(at('2026-02-03T10:00:00'), now)).toMatch(/3/);
  expect(dates.moment(at('2026-02-03T10:00:00'), now)).toMatch(/فيفري، 10:00$/);
});

test('a list shows the time today, then yesterday, then days', () => {
  const dates = makeDates('fr');
  expect(dates.recent(at('2026-10-13T09:05:00'), now, 'hier')).toBe('09:05');
  expect(dates.recent(at('2026-10-12T09:05:00'), now, 'hier')).toBe('hier');
  expect(dates.recent(at('2026-10-10T09:05:00'), now, 'hier')).toBe('sam.');
  expect(dates.recent(at('2025-12-31T09:05:00'), now, 'hier')).toBe('31/12/2025');
});
