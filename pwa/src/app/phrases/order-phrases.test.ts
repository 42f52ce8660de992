import type { PhraseRow } from '@sanad/model/engine/api';
import type { PhraseId, SpaceId } from '@sanad/model/ids';
import { expect, test } from 'vitest';
import { findPhrases, orderPhrases } from './order-phrases.ts';

let count = 0;
const phrase = (text: string, uses = 0, group?: string): PhraseRow => {
  count += 1;
  return {
    id: String(count).padStart(16, 'A') as PhraseId,
    text,
    uses,
    editable: true,
    group: group === undefined ? undefined : { id: '0a'.repeat(16) as SpaceId, name: group },
  };
};
const textsOf = (rows: readonly PhraseRow[]) => rows.map(({ text }) => text);

test('by use: the most chosen first, then by alphabet', () => {
  const rows = [phrase('Vu'), phrase('écho demandée'), phrase('Lit prêt', 3), phrase('Appelez-moi')];
  expect(textsOf(orderPhrases(rows, 'use', 'fr'))).toEqual(['Lit prêt', 'Appelez-moi', 'écho demandée', 'Vu']);
  expect(textsOf(orderPhrases(rows, 'alphabet', 'fr'))).toEqual(['Appelez-moi', 'écho demandée', 'Lit prêt', 'Vu']);
});

test('a phrase is found by the beginnings of its words, without accents, and by its group', () => {
  const rows = [phrase('Écho demandée au bloc'), phrase('Lit prêt', 0, 'Réanimation'), phrase('السرير ١٢ جاهز')];
  expect(textsOf(findPhrases(rows, 'echo bl'))).toEqual(['Écho demandée au bloc']);
  expect(textsOf(findPhrases(rows, 'rea'))).toEqual(['Lit prêt']);
  expect(textsOf(findPhrases(rows, 'السرير 12'))).toEqual(['السرير ١٢ جاهز']);
  expect(findPhrases(rows, 'loc')).toEqual([]);
  expect(findPhrases(rows, '')).toHaveLength(3);
});
