/**
 * Text as it is searched (SEARCH-1): without case, accents and vowel marks, with the letters and digits that people type for one another.
 * Arabic: alef with and without hamza, alef maqsura and ya, ta marbuta and ha, Arabic-Indic and Persian digits, no tatweel (Unicode UAX #15
 * decomposition, then what it leaves apart).
 */
const MARKS = /[\p{M}\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
const LETTERS: Readonly<Record<string, string>> = {
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  ة: 'ه',
  ء: '',
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
};
const OTHER = /[ٱىیکةءœæßøłđı\u0660-\u0669\u06f0-\u06f9]/gu;
const WORDS = /[\p{L}\p{N}]+/gu;

function plain(letter: string): string {
  const code = letter.codePointAt(0) ?? 0;
  if (code >= 0x0660 && code <= 0x0669) return String(code - 0x0660);
  if (code >= 0x06f0 && code <= 0x06f9) return String(code - 0x06f0);
  return LETTERS[letter] ?? letter;
}

export const foldText = (text: string): string => text.normalize('NFKD').replace(MARKS, '').toLowerCase().replace(OTHER, plain);

/** The words of a text, folded. */
export const wordsOf = (text: string): readonly string[] => foldText(text).match(WORDS) ?? [];
