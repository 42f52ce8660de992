/** What is said before any dictionary is there. */
import type { Language } from './language.ts';

export const loadingWords = { fr: 'Ouverture…', en: 'Opening…', ar: 'جارٍ الفتح…' } as const satisfies Readonly<
  Record<Language, string>
>;
