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

/** True when every word of `query` begins a word of one of the `fields`. */
export function matches(query: string, fields: readonly string[]): boolean {
  const words = fold(query)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  if (words.length === 0) return true;
  const starts = fold(fields.join(' ')).split(/[^\p{L}\p{N}]+/u);
  return words.every((word) => starts.some((start) => start.startsWith(word) || start.replace(/^ال/u, '').startsWith(word)));
}
