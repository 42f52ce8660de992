import fc from 'fast-check';
import { expect, test } from 'vitest';
import { guardCell, toCsv } from './csv.ts';

test('INVITE-7 no cell of a file begins as a formula', () => {
  for (const cell of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1']) expect(guardCell(cell)).toBe(`'${cell}`);
  expect(guardCell('Amel Nour')).toBe('Amel Nour');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(guardCell(text)).not.toMatch(/^[=+\-@\t\r]/);
      expect(guardCell(text).endsWith(text)).toBe(true);
    }),
  );
});

test('INVITE-7 quotes, separators and lines in a cell stay in it; numbers are numbers', () => {
  expect(
    toCsv([
      ['a"b', 'c,d;e', 'f\ng'],
      ['=x', -3],
    ]),
  ).toBe('\uFEFF"a""b","c,d;e","f\ng"\r\n\'=x,-3\r\n');
});
