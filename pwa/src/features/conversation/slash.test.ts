import { expect, test } from 'vitest';
import { slashQuery, withPhrase } from './slash.ts';

test('a slash asks for a phrase only where a message begins, and while it is being typed', () => {
  expect(slashQuery('/', 1)).toBe('');
  expect(slashQuery('/lit p', 6)).toBe('lit p');
  for (const [text, cursor] of [
    ['', 0],
    ['120/80', 6],
    ['voir /lit', 9],
    ['/lit', 2],
    ['/ 2 cp', 6],
    ['/lit\n', 5],
    [`/${'x'.repeat(40)}`, 41],
  ] as const)
    expect(slashQuery(text, cursor)).toBeUndefined();
});

test('a phrase stands apart from the words around it, and the cursor behind it', () => {
  expect(withPhrase('', 0, 0, 'Lit prêt.')).toEqual({ text: 'Lit prêt.', cursor: 9 });
  expect(withPhrase('/li', 0, 3, 'Lit prêt.')).toEqual({ text: 'Lit prêt.', cursor: 9 });
  expect(withPhrase('Bonjour', 7, 7, 'lit prêt.')).toEqual({ text: 'Bonjour lit prêt.', cursor: 17 });
  expect(withPhrase('Bonjour merci', 8, 8, 'lit prêt,')).toEqual({ text: 'Bonjour lit prêt, merci', cursor: 18 });
});
