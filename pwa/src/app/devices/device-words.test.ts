import { expect, test } from 'vitest';
import { makeDates } from '../../i18n/dates.ts';
import { fr } from '../../i18n/fr.ts';
import { makeTranslate } from '../../i18n/translate.ts';
import { deviceKind, deviceName, seenWords, whenWords } from './device-words.ts';

const i18n = { ...makeTranslate('fr', fr), dates: () => makeDates('fr') };
const at = (day: number, hour: number, minute = 0) => new Date(2026, 9, day, hour, minute).getTime();
const now = at(13, 14, 30);

test('a moment of today or yesterday has its time, an older one its day', () => {
  expect(whenWords(i18n, at(13, 9, 5), now)).toBe('aujourd’hui à 09:05');
  expect(whenWords(i18n, at(12, 23, 50), now)).toBe('hier à 23:50');
  expect(whenWords(i18n, at(6, 8), now)).toBe('le mardi 6 octobre');
});

test('when a device was here last', () => {
  expect(seenWords(i18n, undefined, now)).toBe('Pas encore vu en ligne');
  expect(seenWords(i18n, at(13, 14, 28), now)).toBe('Vu à l’instant');
  expect(seenWords(i18n, at(12, 18, 22), now)).toBe('Vu hier à 18:22');
  // A device of mine whose clock is behind the server's.
  expect(seenWords(i18n, at(13, 14, 40), now)).toBe('Vu à l’instant');
});

test('a device without a name is called something', () => {
  expect(deviceName(i18n, '')).toContain('Appareil sans nom');
  expect(deviceName(i18n, 'Chrome · Linux')).toBe('\u2068Chrome\u00a0·\u00a0Linux\u2069');
});

test('what the picture of a device shows', () => {
  expect(deviceKind({ label: 'Safari · iPhone', computer: undefined })).toBe('phone');
  expect(deviceKind({ label: 'Firefox · Windows', computer: undefined })).toBe('computer');
  expect(deviceKind({ label: 'Le mien', computer: 'shared' })).toBe('computer');
  expect(deviceKind({ label: 'Le mien', computer: undefined })).toBeUndefined();
});
