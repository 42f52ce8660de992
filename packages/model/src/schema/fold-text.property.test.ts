import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldText, wordsOf } from './fold-text.ts';

const same = (a: string, b: string): void => expect(wordsOf(a)).toEqual(wordsOf(b));

test('SEARCH-1 accents, case and ligatures do not matter', () => {
  same('Œdème Aigu', 'oedeme aigu');
  same('ÉCHO-cœur', 'echo coeur');
  same('e\u0301cho', 'écho');
});

test('SEARCH-1 Arabic forms that people type for one another are one', () => {
  same('أحمد إبراهيم آمنة', 'احمد ابراهيم امنه');
  same('مستشفى', 'مستشفي');
  same('مُسْتَشْفَى', 'مستشفى');
  same('مـستـشـفى', 'مستشفى');
  same('غرفة ١٢', 'غرفه 12');
  same('۱۲', '12');
  same('طارئ', 'طاري');
});

test('SEARCH-1 what is not seen does not hide a word', () => {
  same('lit\u200b4', 'lit4');
  same('\u202eadrénaline\u202c', 'adrenaline');
});

test('SEARCH-1 folding twice is folding once, and words hold no separator', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const words = wordsOf(text);
      for (const word of words) {
        expect(word).not.toMatch(/[\s\n]/u);
        expect(wordsOf(word)).toEqual([word]);
      }
      expect(foldText(words.join(' '))).toBe(words.join(' '));
    }),
    { numRuns: 500 },
  );
});
