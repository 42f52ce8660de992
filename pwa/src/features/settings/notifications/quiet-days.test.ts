import { expect, test } from 'vitest';
import { WEEK } from '../../../i18n/weekdays.ts';
import { everyDay, hasDay, toggleDay } from './quiet-days.ts';

test('a day is taken out and put back', () => {
  const withoutMonday = toggleDay(everyDay, 0);
  expect(WEEK.filter((day) => hasDay(withoutMonday, day))).toEqual([1, 2, 3, 4, 5, 6]);
  expect(toggleDay(withoutMonday, 0)).toBe(everyDay);
});

test('the last day stays', () => {
  expect(toggleDay(1 << 6, 6)).toBe(1 << 6);
});
