import { expect, test } from 'vitest';
import { normalizeSecret, secretFault } from './lock-secret.ts';

test('LOCK-4 a PIN has 4 to 12 digits and is no row and no repetition', () => {
  for (const pin of ['4711', '804213', '112233', '090909', '٤٧١١', '۴۷۱۱', '123457', '481516234200'])
    expect(secretFault('pin', pin), pin).toBeUndefined();
  for (const pin of ['', '471', '4711481516234', '47 11', '47a1', 'abcd']) expect(secretFault('pin', pin), pin).toBe('malformed');
  for (const pin of ['0000', '111111', '1234', '123456', '654321', '890123', '١٢٣٤'])
    expect(secretFault('pin', pin), pin).toBe('guessable');
});

test('LOCK-4 a passphrase has 8 to 128 characters, not one alone', () => {
  expect(secretFault('passphrase', 'trois mots et un café')).toBeUndefined();
  expect(secretFault('passphrase', 'كلمة سر طويلة')).toBeUndefined();
  for (const phrase of ['court', 'é'.repeat(7), 'x1'.repeat(65)]) expect(secretFault('passphrase', phrase)).toBe('malformed');
  expect(secretFault('passphrase', 'aaaaaaaaaa')).toBe('guessable');
});

test('LOCK-4 a secret is the same on every keyboard', () => {
  expect(normalizeSecret('٠١٢٣٤٥٦٧٨٩')).toBe('0123456789');
  expect(normalizeSecret('۰۱۲۳۴۵۶۷۸۹')).toBe('0123456789');
  expect(normalizeSecret('cafe\u0301')).toBe('caf\u00e9');
});
