import { expect, test } from 'vitest';
import { groupCode, groupsOf, linkShape, recoveryShape, symbolsIn, typingFault } from './group-code.ts';

test('a recovery code falls into groups of four, the last of five', () => {
  expect(groupCode('7kq4m2xd', recoveryShape)).toBe('7KQ4 M2XD');
  expect(groupCode('7KQ4-M2XD 9FHW/R6TP3VNAC8JE12345', recoveryShape)).toBe('7KQ4 M2XD 9FHW R6TP 3VNA C8JE 12345');
  expect(groupCode('', recoveryShape)).toBe('');
});

test('the code of a new device falls into eleven groups of five; what is too much stays in the last', () => {
  const code = '0123456789ABCDEFGHJKMNPQRSTVWXYZ0123456789ABCDEFGHJKMNP';
  expect(groupsOf(code, linkShape)).toHaveLength(11);
  expect(groupsOf(code, linkShape).every((group) => group.length === 5)).toBe(true);
  expect(groupsOf(`${code}XY`, linkShape).at(-1)).toBe('JKMNPXY');
});

test('grouping changes no symbol', () => {
  expect(symbolsIn(groupCode('abcd-efgh-12', recoveryShape))).toBe('ABCDEFGH12');
});

test('what is wrong with a typed code is said as far as it can be seen', () => {
  const code = '0'.repeat(55);
  expect(typingFault(code, linkShape)).toBeUndefined();
  expect(typingFault(code.slice(2), linkShape)).toEqual({ type: 'missing', count: 2 });
  expect(typingFault(`${code}1`, linkShape)).toEqual({ type: 'too-many', count: 1 });
  expect(typingFault(`${code.slice(0, 12)}u${code.slice(13)}`, linkShape)).toEqual({ type: 'letter', letter: 'U', group: 3 });
});
