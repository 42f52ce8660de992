import { expect, test } from 'vitest';
import { minuteWords, readMinute } from '../../../app/minute-words.ts';
import { momentInput } from '../../../app/moment-input.ts';
import { readMoment, usualEndMs } from './duty-time.ts';

const noonMs = new Date('2026-11-28T12:20').getTime();

test('a moment goes into the input and comes back', () => {
  expect(momentInput(noonMs)).toBe('2026-11-28T12:20');
  expect(readMoment('2026-11-28T12:20', noonMs - 1)).toBe(noonMs);
});

test('what is over, or nothing, is no end of a leave', () => {
  expect(readMoment('2026-11-28T12:20', noonMs)).toBeUndefined();
  expect(readMoment('', noonMs)).toBeUndefined();
});

test('half a day, on the hour', () => {
  expect(momentInput(usualEndMs(noonMs))).toBe('2026-11-29T01:00');
});

test('a minute of the day as a time input writes it', () => {
  expect(minuteWords(22 * 60)).toBe('22:00');
  expect(minuteWords(65)).toBe('01:05');
  expect(readMinute('06:30')).toBe(390);
  expect(readMinute('23:59:00')).toBe(1439);
  for (const text of ['', '24:00', 'midi']) expect(readMinute(text)).toBeUndefined();
});
