import { describe, expect, test } from 'vitest';
import { addDays, addMonths, isDay, mondayOf, weekdayOf } from './days.ts';
import { rangeOf, readShown, searchFor, searchShowing, step } from './view-address.ts';

test('the address says view and day, and what it does not say is what was used last, and today', () => {
  expect(readShown('?view=week&date=2026-10-13', '2026-11-29', 'month')).toEqual({ view: 'week', date: '2026-10-13' });
  expect(readShown('', '2026-11-29', 'agenda')).toEqual({ view: 'agenda', date: '2026-11-29' });
  expect(readShown('?view=year&date=2026-02-30', '2026-11-29', 'month')).toEqual({ view: 'month', date: '2026-11-29' });
  expect(readShown('?date=%3Cscript%3E', '2026-11-29', 'month').date).toBe('2026-11-29');
});

test('what was saved on a day that is not on the screen takes the view to that day, and leaves it as it is otherwise', () => {
  const go = (search: string, day: string, weekDays?: number) => searchShowing(day, search, '2026-11-29', weekDays, 'month');
  expect(go('?view=month&date=2026-10-13', '2026-10-30')).toBe('?view=month&date=2026-10-13');
  expect(go('?view=month&date=2026-10-13', '2026-12-04')).toBe('?view=month&date=2026-12-04');
  expect(go('?start=2026-11-30', '2027-01-10')).toBe('?start=2026-11-30&date=2027-01-10');
  expect(go('?view=week&date=2026-10-13', '2026-10-18')).toBe('?view=week&date=2026-10-13');
  expect(go('?view=week&date=2026-10-13', '2026-10-18', 3)).toBe('?view=week&date=2026-10-18');
  expect(go('?view=day&date=2026-10-13', '2026-11-29')).toBe('?view=day');
});

describe('days', () => {
  test('weeks begin on Monday', () => {
    expect([weekdayOf('2026-10-12'), weekdayOf('2026-10-18')]).toEqual([0, 6]);
    expect(mondayOf('2026-10-18')).toBe('2026-10-12');
    expect(mondayOf('1969-12-31')).toBe('1969-12-29');
  });
  test('a month on from a day that the month does not have is its last one', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2028-02-29', 12)).toBe('2029-02-28');
    expect(addMonths('2026-03-31', -1)).toBe('2026-02-28');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  });
  test('a day is one that exists', () => {
    expect(['2026-02-28', '2026-02-29', '2026-13-01', 'x', undefined].map(isDay)).toEqual([true, false, false, false, false]);
  });
});

test('each view has its days, the last one left out, and a step of its own', () => {
  const date = '2026-10-14';
  expect(rangeOf({ view: 'month', date })).toEqual({ from: '2026-09-28', to: '2026-11-02' });
  expect(rangeOf({ view: 'week', date })).toEqual({ from: '2026-10-12', to: '2026-10-19' });
  expect(rangeOf({ view: 'week', date }, 3)).toEqual({ from: '2026-10-14', to: '2026-10-17' });
  expect(rangeOf({ view: 'day', date })).toEqual({ from: '2026-10-14', to: '2026-10-15' });
  expect(rangeOf({ view: 'agenda', date })).toEqual({ from: '2026-10-14', to: '2026-11-14' });
  expect((['month', 'week', 'day', 'agenda'] as const).map((view) => step({ view, date }, 1))).toEqual([
    '2026-11-14',
    '2026-10-21',
    '2026-10-15',
    '2026-11-14',
  ]);
});

test('the query that shows a day in a view keeps what else is in it, and names no today', () => {
  const today = '2026-10-13';
  expect(searchFor({ view: 'week', date: '2026-10-20' }, '?date=2026-10-13&at=2026-10-14', today)).toBe(
    '?date=2026-10-20&at=2026-10-14&view=week',
  );
  expect(searchFor({ view: 'month', date: today }, '?view=week&date=2026-10-20', today)).toBe('?view=month');
});
