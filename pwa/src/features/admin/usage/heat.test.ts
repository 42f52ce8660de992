import { expect, test } from 'vitest';
import { heatOf, heatStep, weekOf } from './heat.ts';

const hour = (weekday: number, at: number, messages: number) => ({ weekday, hour: at, messages });

test('USAGE-8 an hour stands in its weekday; what is not told stays empty', () => {
  const week = weekOf([hour(0, 8, 50), hour(6, 23, 5)]);
  expect([week.length, week[0]?.length]).toEqual([7, 24]);
  expect([week[0]?.[8], week[6]?.[23], week[0]?.[9]]).toEqual([50, 5, undefined]);
});

test('USAGE-8 three steps of numbers that read well, the largest in the last of them', () => {
  const stepFor = (largest: number) => heatStep([hour(0, 0, 5), hour(0, 1, largest)]);
  expect([5, 12, 29, 52, 60, 61, 290, 1400].map(stepFor)).toEqual([5, 5, 10, 20, 20, 50, 100, 500]);
  expect(heatStep([])).toBe(5);
  expect([undefined, 5, 20, 21, 40, 41].map((messages) => heatOf(messages, 20))).toEqual([0, 1, 1, 2, 2, 3]);
});
