/** Phrases in the order in which somebody looks for them, and those that fit what she typed. */
import { foldText, type PhraseRow } from '@sanad/model/engine/api';
import type { Language } from '../../i18n/language.ts';

export const PHRASE_ORDERS = ['use', 'alphabet'] as const;
export type PhraseOrder = (typeof PHRASE_ORDERS)[number];

/** By use: what was chosen most often here, then by alphabet. */
export function orderPhrases(phrases: readonly PhraseRow[], by: PhraseOrder, language: Language): readonly PhraseRow[] {
  const { compare } = new Intl.Collator(language, { numeric: true });
  const byText = (a: PhraseRow, b: PhraseRow) => compare(a.text, b.text) || (a.id < b.id ? -1 : 1);
  return [...phrases].sort((a, b) => (by === 'use' ? b.uses - a.uses : 0) || byText(a, b));
}

const wordsIn = (text: string): readonly string[] =>
  foldText(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

/** Each word that was typed begins a word of the phrase or of its group's name. */
export function findPhrases(phrases: readonly PhraseRow[], typed: string): readonly PhraseRow[] {
  const asked = wordsIn(typed);
  return phrases.filter(({ text, group }) => {
    const has = wordsIn(`${text} ${group?.name ?? ''}`);
    return asked.every((word) => has.some((one) => one.startsWith(word)));
  });
}
