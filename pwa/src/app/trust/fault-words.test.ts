import type { TrustFaultKind } from '@sanad/model/engine/api';
import { isUserId, type UserId } from '@sanad/model/ids';
import { expect, test } from 'vitest';
import { ar } from '../../i18n/ar.ts';
import { en } from '../../i18n/en.ts';
import { fr } from '../../i18n/fr.ts';
import { makeTranslate } from '../../i18n/translate.ts';
import { faultWords } from './fault-words.ts';

const user = (last: number): UserId => {
  const id: string = `00000000-0000-7000-8000-00000000000${last}`;
  if (!isUserId(id)) throw new Error('bad fixture');
  return id;
};
const [me, amel] = [user(1), user(2)];
const KINDS: readonly TrustFaultKind[] = ['organisation', 'chain', 'genesis', 'rollback', 'hidden', 'name', 'stranger', 'member'];
const said = (kind: TrustFaultKind, whose: UserId | undefined, words = makeTranslate('fr', fr)): string =>
  faultWords(words, { kind, user: whose, sinceMs: 0 }, (id) => (id === amel ? 'Amel' : undefined), me);

test('TRUST-5 each kind of fault has words of its own, in every language, and names whom it concerns', () => {
  for (const words of [makeTranslate('fr', fr), makeTranslate('ar', ar), makeTranslate('en', en)]) {
    const all = KINDS.map((kind) => said(kind, amel, words));
    expect(new Set(all).size).toBe(KINDS.length);
    for (const [i, sentence] of all.entries()) {
      expect(sentence).not.toContain('{{');
      expect(sentence.includes('Amel')).toBe(KINDS[i] !== 'organisation');
    }
  }
});

test('TRUST-5 what concerns the reader is said to her, and somebody unknown is called so', () => {
  expect(said('chain', me)).toContain('pour vous');
  expect(said('hidden', me)).toContain('vos autres appareils');
  expect(said('stranger', user(3))).toContain('une personne inconnue');
});
