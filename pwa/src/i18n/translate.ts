/** Words by typed key. `t` for sentences, `n` for sentences with a number, whose form Intl.PluralRules chooses. */
import { resolveTemplate } from '@solid-primitives/i18n';
import type { Dictionary } from './dictionaries.ts';
import type { fr, Key } from './fr.ts';
import { type Language, localeOf } from './language.ts';
import type { Places } from './text.ts';

export type PluralKey = { [K in Key]: (typeof fr)[K] extends string ? never : K }[Key];
export type SentenceKey = Exclude<Key, PluralKey>;

export interface Translate {
  t(key: SentenceKey, places?: Places): string;
  n(key: PluralKey, count: number, places?: Places): string;
}

export function makeTranslate(language: Language, dictionary: Dictionary): Translate {
  const rules = new Intl.PluralRules(localeOf[language]);
  const fill = (text: string, places: Places): string => resolveTemplate(text, places);
  return {
    t: (key, places = {}) => {
      const text = dictionary[key];
      return fill(typeof text === 'string' ? text : text.other, places);
    },
    n: (key, count, places = {}) => {
      const text = dictionary[key];
      return fill(typeof text === 'string' ? text : (text[rules.select(count)] ?? text.other), { count, ...places });
    },
  };
}
