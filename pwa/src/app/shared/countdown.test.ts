import { expect, test } from 'vitest';
import { clockWords } from './countdown.ts';

test('the time until it locks reads like a clock', () => {
  expect([120, 102, 60, 9, 0].map(clockWords)).toEqual(['2:00', '1:42', '1:00', '0:09', '0:00']);
});
