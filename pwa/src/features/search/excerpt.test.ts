import { expect, test } from 'vitest';
import { excerptOf } from './excerpt.ts';
import { askedWords, markWords } from './found-words.ts';

const excerpt = (text: string, query: string) => excerptOf(markWords(text, askedWords(query)));
const textOf = (text: string, query: string) =>
  excerpt(text, query)
    .map((piece) => piece.text)
    .join('');
const long = 'compte rendu de la visite '.repeat(40);

test('a short message is shown whole', () => {
  expect(textOf('Lit 12 : potassium 5,9', 'potassium')).toBe('Lit 12 : potassium 5,9');
});

test('of a long one, the words around the first found one are shown, cut between words', () => {
  const shown = textOf(`${long}potassium 5,9 ${long}`, 'potassium');
  expect(shown).toMatch(/^…(rendu|de|la|visite|compte) .*potassium 5,9 .*(visite|compte|rendu|de|la)…$/u);
  expect(shown.length).toBeLessThan(210);
  expect(excerpt(`${long}potassium`, 'potassium').some(({ isFound, text }) => isFound && text === 'potassium')).toBe(true);
});

test('found near the beginning, or only by filters, it is shown from the beginning', () => {
  expect(textOf(`potassium ${long}`, 'potassium')).toMatch(/^potassium compte/u);
  expect(textOf(long, '')).toMatch(/^compte rendu.*…$/u);
});

test('no character is cut in two', () => {
  const shown = textOf('😀'.repeat(300), '');
  expect([...shown].every((letter) => letter === '😀' || letter === '…')).toBe(true);
  expect(textOf(`a${'😀'.repeat(300)}`, '')).toBe(`a${'😀'.repeat(99)}…`);
});
