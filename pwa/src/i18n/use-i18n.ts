/** The words of the language that is shown now. */
import { createContext, useContext } from 'solid-js';
import type { Dates } from './dates.ts';
import type { Language } from './language.ts';
import type { Translate } from './translate.ts';

export interface I18n extends Translate {
  language(): Language;
  dates(): Dates;
  setLanguage(language: Language): Promise<void>;
}

export const I18nContext = createContext<I18n>();

export function useI18n(): I18n {
  const i18n = useContext(I18nContext);
  if (i18n === undefined) throw new Error('no words above this component');
  return i18n;
}
