/** Folding for searches: accents, case and the forms of Arabic letters make no difference to somebody in a hurry. */
const MARKS = /[\p{M}\u0640]/gu;
const ARABIC_FORMS: Readonly<Record<string, string>> = {
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ى: 'ي',
  ئ: 'ي',
  ؤ: 'و',
  ة: 'ه',
  گ: 'ك',
  ڨ: 'ق',
  ڥ: 'ف',
};
const FORMS = new RegExp(`[${Object.keys(ARABIC_FORMS).join('')}]`, 'gu');

export const fold = (text: string): string =>
  text
    .normalize('NFC')
    .replace(FORMS, (letter) => ARABIC_FORMS[letter] ?? letter)
    .normalize('NFKD')
    .replace(MARKS, '')
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .toLowerCase();

/** The folded words of a text; an Arabic word with the article also without it. */
export function foldedWords(text: string): readonly string[] {
  const words = fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  return [...words, ...words.filter((word) => word.startsWith('ال')).map((word) => word.slice(2))];
}
/** What was typed: here the article belongs to the word. */
export const askedWords = (query: string): readonly string[] =>
  fold(query)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

/** True when every word that was asked for begins one of the folded words. */
export const beginsWords = (asked: readonly string[], words: readonly string[]): boolean =>
  asked.every((word) => words.some((start) => start.startsWith(word)));

/** True when every word of `query` begins a word of one of the `fields`. */
export const matches = (query: string, fields: readonly string[]): boolean =>
  beginsWords(askedWords(query), foldedWords(fields.join(' ')));
