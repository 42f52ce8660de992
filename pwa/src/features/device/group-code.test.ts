import { expect, test } from 'vitest';
import { groupCode, symbolsIn } from './group-code.ts';

test('what is typed falls into groups of four, the last of five', () => {
  expect(groupCode('7kq4m2xd')).toBe('7KQ4 M2XD');
  expect(groupCode('7KQ4-M2XD 9FHW/R6TP3VNAC8JE12345')).toBe('7KQ4 M2XD 9FHW R6TP 3VNA C8JE 12345');
  expect(groupCode('')).toBe('');
});

test('grouping changes no symbol', () => {
  expect(symbolsIn(groupCode('abcd-efgh-12'))).toBe('ABCDEFGH12');
});
