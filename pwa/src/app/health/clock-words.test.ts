import { expect, test } from 'vitest';
import { makeDates } from '../../i18n/dates.ts';
import { fr } from '../../i18n/fr.ts';
import { makeTranslate } from '../../i18n/translate.ts';
import { bothTimes, clockWords, isByServer, wrongBy } from './clock-words.ts';

const words = makeTranslate('fr', fr);
const minute = 60_000;
const day = 86_400_000;

test('STORE-6 a clock is wrong from two minutes on; from a day on messages carry the server’s time', () => {
  expect([undefined, 0, 119_000, -119_000, 121_000, -121_000].map(wrongBy)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    121_000,
    -121_000,
  ]);
  expect([day - 1, day + 1, -day - 1].map(isByServer)).toEqual([false, true, true]);
});

test('STORE-6 by how much is said in the unit that is easiest to hear, and both times beside it', () => {
  expect(clockWords(words, -15 * minute)).toBe('Cet appareil avance de 15 minutes.');
  expect(clockWords(words, 180 * minute)).toBe('Cet appareil retarde de 3 heures.');
  expect(clockWords(words, 3 * day)).toBe('Cet appareil retarde de 3 jours.');
  const dates = { dates: () => makeDates('fr') };
  const now = new Date(2026, 9, 13, 14, 2).getTime();
  expect(bothTimes(dates, now, -15 * minute)).toEqual({ here: '14:02', server: '13:47' });
  expect(bothTimes(dates, now, 2 * day).server).toBe('jeudi 15 octobre 2026, 14:02');
});
