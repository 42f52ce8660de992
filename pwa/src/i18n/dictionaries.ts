/** Loads one dictionary; a person who reads Arabic never downloads the French one. */
import type { Key } from './fr.ts';
import type { Language } from './language.ts';
import type { Text } from './text.ts';

export type Dictionary = Readonly<Record<Key, Text>>;

const loaders: Readonly<Record<Language, () => Promise<Dictionary>>> = {
  fr: async () => (await import('./fr.ts')).fr,
  ar: async () => (await import('./ar.ts')).ar,
  en: async () => (await import('./en.ts')).en,
};

export const loadDictionary = (language: Language): Promise<Dictionary> => loaders[language]();
