import fc from 'fast-check';
import { expect, test } from 'vitest';
import { guardCell, toCsv } from './csv.ts';

test('INVITE-7 no cell of a file begins as a formula', () => {
  for (const cell of ['=1+1', '+1', '-1', '@SUM(A1)', '＝1', '\tx', '\rx']) expect(guardCell(cell)).toBe(`'${cell}`);
  expect(guardCell('Amel Nour')).toBe('Amel Nour');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(guardCell(text)).not.toMatch(/^[=+\-@\t\r]/);
      expect(guardCell(text).replaceAll("'", '')).toBe(text.replaceAll("'", ''));
    }),
  );
});

test('INVITE-7 nor does what a spreadsheet that parts cells by semicolons makes of one', () => {
  expect(guardCell('Amel;=1+1')).toBe("Amel;'=1+1");
  const pieces = fc.array(fc.constantFrom(';', '\t', '\n', '=', '+', '@', '"', "'", ' ', 'a', ','));
  fc.assert(
    fc.property(pieces, (found) => {
      for (const cell of toCsv([['first', found.join(''), 'last']])
        .slice(1)
        .split(/[;\t\r\n]/))
        expect(cell.replace(/^[\s"]+/, '')).not.toMatch(/^[=+\-@]/);
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
