/**
 * Numbers whose order must not be turned round among Arabic words: 120/80, 10-20 mg, -2,5 mmol/L. After an Arabic letter the
 * bidirectional algorithm shows 10-20 as 20-10 (UAX #9, W2 and W4); a measure is therefore isolated, left to right.
 */

// Repeats single characters only: the time grows with the length, not more.
const NUMBER = '(?:\\d{1,12}(?:[.,]\\d{1,12})?)';
const UNIT =
  '(?:%|‰|°C|°|(?:[µμmnkdcp]?(?:g|L|l|mol|m|Eq|s|IU|UI|Hg|Pa|Ci|Bq|V|Hz)|mmHg|cmH2O|kcal|cal|UI|IU|U|min|h|j|bpm|gtt)(?:\\/(?:kg|min|h|j|L|l|dL|mL|ml|m2|m²|24h|g))*)(?![\\p{L}\\p{N}])';
const MEASURE = new RegExp(
  `(?<![\\p{L}\\p{N}.,/])(?:[<>≤≥±~≈]\\s?)?[-+−]?${NUMBER}(?:\\s?[-–/×x*:→]\\s?${NUMBER}){0,6}(?:[ \\u00a0\\u202f]?${UNIT})?(?![\\p{L}\\p{N}])`,
  'gu',
);

export interface Measure {
  readonly at: number;
  readonly text: string;
}

export function* findMeasures(text: string): Iterable<Measure> {
  for (const match of text.matchAll(MEASURE)) {
    // A bare whole number is one run in either direction.
    if (!/^\d+$/u.test(match[0])) yield { at: match.index, text: match[0] };
  }
}

const [leftToRight, popIsolate] = ['\u2066', '\u2069'];

/** The text for places that show it as one line of plain text: previews, quotes, lists. Not for what is copied, sent or searched. */
export function isolateMeasures(text: string): string {
  let isolated = '';
  let done = 0;
  for (const { at, text: measure } of findMeasures(text)) {
    isolated += `${text.slice(done, at)}${leftToRight}${measure}${popIsolate}`;
    done = at + measure.length;
  }
  return isolated + text.slice(done);
}
