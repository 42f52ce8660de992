import { expect, test } from 'vitest';
import { matches } from './fold.ts';

test('accents and case make no difference', () => {
  expect(matches('ines reanim', ['Dr Inès Trabelsi', 'Réanimation'])).toBe(true);
  expect(matches('LEÏLA', ['Leila Sellami'])).toBe(true);
  expect(matches('coeur', ['Chirurgie du cœur'])).toBe(true);
});

test('the forms of Arabic letters make no difference, nor does the article', () => {
  expect(matches('احمد', ['أحمد الطرابلسي'])).toBe(true);
  expect(matches('طرابلسي', ['أحمد الطرابلسي'])).toBe(true);
  expect(matches('فاطمه', ['فاطمة'])).toBe(true);
  expect(matches('ليلي', ['ليلى'])).toBe(true);
  expect(matches('محمد', ['مُحَمَّد'])).toBe(true);
});

test('every word must begin a word', () => {
  expect(matches('rab', ['Trabelsi'])).toBe(false);
  expect(matches('karim pediatrie', ['Karim Jaziri', 'Urgences'])).toBe(false);
  expect(matches('  ', ['anybody'])).toBe(true);
});
