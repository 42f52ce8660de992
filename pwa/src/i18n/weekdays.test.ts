import { expect, test } from 'vitest';
import { WEEK, weekdayName } from './weekdays.ts';

test('the week begins on Monday, in each language', () => {
  expect(WEEK.map((day) => weekdayName(day, 'fr'))).toEqual([
    'lundi',
    'mardi',
    'mercredi',
    'jeudi',
    'vendredi',
    'samedi',
    'dimanche',
  ]);
  expect(weekdayName(0, 'ar')).toBe('الاثنين');
  expect(weekdayName(0, 'fr', 'short')).toBe('lun.');
});
