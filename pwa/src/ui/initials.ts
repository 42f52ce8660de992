/** Letters and a hue for somebody without a photo. Red and amber are left out: they belong to priority. */
const HUES = [150, 175, 205, 235, 250, 280, 320] as const;
const TITLES = /^(dr|pr|prof|mme|mr?|د|أ\.?د)\.?$/iu;
const ARABIC = /\p{Script=Arabic}/u;
const NON_JOINER = '\u200c';

export function initials(name: string): string {
  const words = name
    .trim()
    .split(/[\s-]+/u)
    .filter((word) => word !== '' && !TITLES.test(word));
  const first = letter(words[0]);
  const last = words.length > 1 ? letter(words[words.length - 1]) : '';
  return ARABIC.test(first) && last !== '' ? first + NON_JOINER + last : first + last;
}

/** The article is not an initial: الجزيري gives ج. */
function letter(word: string | undefined): string {
  if (word === undefined) return '';
  const stem = ARABIC.test(word) && word.length > 3 && word.startsWith('ال') ? word.slice(2) : word;
  return (Array.from(stem)[0] ?? '').toLocaleUpperCase('fr');
}

export function hueOf(id: string): number {
  let sum = 0;
  for (const char of id) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 1_000_003;
  return HUES[sum % HUES.length] ?? 250;
}
