import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isolateMeasures } from '../../app/measures.ts';
import { askedWords, markWords } from './found-words.ts';

const marked = (text: string, query: string) =>
  markWords(text, askedWords(query))
    .filter(({ isFound }) => isFound)
    .map((piece) => piece.text);

test('SEARCH-1 accents, case and ligatures make no difference', () => {
  expect(marked('Adrénaline 1 mg, Œdème', 'ADRENALINE oedeme')).toEqual(['Adrénaline', 'Œdème']);
  expect(marked('Adre\u0301naline', 'adrén')).toEqual(['Adre\u0301naline']);
});

test('SEARCH-1 Arabic forms, vowel marks, tatweel and digits make no difference', () => {
  expect(marked('إلى مُسْتَشْفَى الأطفال', 'مستشفي')).toEqual(['مُسْتَشْفَى']);
  expect(marked('جرعـــة ثانية', 'جرعه')).toEqual(['جرعـــة']);
  expect(marked('السرير ١٢', '12')).toEqual(['١٢']);
  expect(marked('أدرينالين', 'ادرينالين')).toEqual(['أدرينالين']);
});

test('SEARCH-1 a word is found by its beginning and by nothing else', () => {
  expect(marked('potassium 5,9 au lit 12', 'pota li')).toEqual(['potassium', 'lit']);
  expect(marked('hypokaliémie', 'kali')).toEqual([]);
});

test('a mark that is not seen belongs to the letter before it', () => {
  expect(marked('lit\u200f 4', 'lit')).toEqual(['lit\u200f']);
});

test('one letter that folds to several words is marked once', () => {
  expect(markWords('نبي ﷺ اليوم', askedWords('صلى الله'))).toEqual([
    { text: 'نبي ', isFound: false },
    { text: 'ﷺ', isFound: true },
    { text: ' اليوم', isFound: false },
  ]);
});

test('signs alone ask for nothing', () => {
  expect(askedWords(' – ?! ')).toEqual([]);
  expect(markWords('– ?!', askedWords('?'))).toEqual([{ text: '– ?!', isFound: false }]);
});

test('the pieces joined are the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, query) => {
      const pieces = markWords(text, askedWords(query));
      expect(pieces.map((piece) => piece.text).join('')).toBe(text);
    }),
  );
});

test('words next to an isolated measure are found as before', () => {
  const text = isolateMeasures('أعطِ 10-20 mg ثم 5,5 mmol/L');
  expect(marked(text, 'mg 20 mmol').map((word) => word.replace(/\p{Cf}/gu, ''))).toEqual(['20', 'mg', 'mmol']);
  expect(
    markWords(text, askedWords('mg'))
      .map((piece) => piece.text)
      .join(''),
  ).toBe(text);
});
