import { expect, test } from 'vitest';
import { firstName } from './first-name.ts';

test('somebody is called by her first name, not by a title', () => {
  expect(firstName('Dr Inès Trabelsi')).toBe('Inès');
  expect(firstName(' Sami  Gharbi')).toBe('Sami');
  expect(firstName('د. كريم الجزيري')).toBe('كريم');
  expect(firstName('Dr')).toBe('Dr');
  expect(firstName('')).toBe('');
});
