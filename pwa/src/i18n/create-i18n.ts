/** Keeps the shown language: the new dictionary is loaded first, then words, direction and formats change together. */
import { createMemo, createSignal } from 'solid-js';
import { makeDates } from './dates.ts';
import { type Dictionary, loadDictionary } from './dictionaries.ts';
import type { Language } from './language.ts';
import { makeTranslate } from './translate.ts';
import type { I18n } from './use-i18n.ts';

/** `changed` writes the choice down and turns the page round. */
export function createI18n(first: Language, firstWords: Dictionary, changed: (language: Language) => void): I18n {
  const [shown, setShown] = createSignal({ language: first, words: firstWords });
  const translate = createMemo(() => makeTranslate(shown().language, shown().words));
  const dates = createMemo(() => makeDates(shown().language));
  return {
    language: () => shown().language,
    dates,
    t: (key, places) => translate().t(key, places),
    n: (key, count, places) => translate().n(key, count, places),
    setLanguage: async (language) => {
      const words = await loadDictionary(language);
      changed(language);
      setShown({ language, words });
    },
  };
}
