import { expect, test } from 'vitest';
import { languageFor } from './language.ts';

test('the first language of the browser that we speak', () => {
  expect(languageFor(['ar-TN', 'fr-TN'])).toBe('ar');
  expect(languageFor(['de-DE', 'en-GB', 'fr'])).toBe('en');
  expect(languageFor(['FR'])).toBe('fr');
});

test('French when it asks for none of the three', () => {
  expect(languageFor(['it', 'tr-TR'])).toBe('fr');
  expect(languageFor([])).toBe('fr');
});
