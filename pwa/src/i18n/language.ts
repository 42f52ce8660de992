/** The three languages, each named in itself. */
export const LANGUAGES = ['fr', 'ar', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

export const isLanguage = (value: unknown): value is Language => LANGUAGES.some((language) => language === value);

export const languageName: Readonly<Record<Language, string>> = { fr: 'Français', ar: 'العربية', en: 'English' };

/** The first of what a browser asks for that we speak; else French, the language of the wards. public/first-paint.js does the same. */
export function languageFor(asked: readonly string[]): Language {
  return asked.map((tag) => tag.toLowerCase().split('-')[0]).find(isLanguage) ?? 'fr';
}

export const directionOf = (language: Language): 'ltr' | 'rtl' => (language === 'ar' ? 'rtl' : 'ltr');

/** For Intl: Tunisian month names in Arabic (جانفي, فيفري …) and Western digits everywhere. */
export const localeOf: Readonly<Record<Language, string>> = {
  fr: 'fr-TN-u-nu-latn',
  ar: 'ar-TN-u-nu-latn',
  en: 'en-GB-u-nu-latn',
};
