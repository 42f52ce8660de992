import { expect, test } from 'vitest';
import { caretAfter } from './caret.ts';

test('a letter put into the middle of a grouped code leaves the caret behind it', () => {
  // 0123|X 4567 was typed where 0123 4567 stood.
  expect(caretAfter('0123X 4567', 5, '0123X 4567')).toBe(5);
  expect(caretAfter('01X23 4567', 3, '01X2 3456 7')).toBe(3);
  expect(caretAfter('0123 X4567', 6, '0123 X456 7')).toBe(6);
});

test('at the end it stays at the end, also behind a separator that was added', () => {
  expect(caretAfter('01234', 5, '0123 4')).toBe(6);
  expect(caretAfter('', 0, '')).toBe(0);
});

test('a letter deleted at the beginning leaves it there', () => {
  expect(caretAfter('123 4567', 0, '1234 567')).toBe(0);
});
