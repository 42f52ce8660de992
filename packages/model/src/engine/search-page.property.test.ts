import fc from 'fast-check';
import { expect, test } from 'vitest';
import { messageId } from '../../test/support/arbitrary.ts';
import { wordsOf } from '../schema/fold-text.ts';
import { buildPage, listPage, type Searchable, scanPage } from './search-page.ts';

const word = fc.constantFrom('lit', 'lit4', 'adrénaline', 'adré', 'مستشفى', 'مستشفي', '١٢', '12', 'a', 'Œdème', '\n', '');
const message: fc.Arbitrary<Searchable> = fc.record({
  id: messageId,
  sentAtMs: fc.nat({ max: 1000 }),
  text: fc.array(word, { maxLength: 6 }).map((words) => words.join(' ')),
});
const messages = fc.uniqueArray(message, { selector: ({ id }) => id, maxLength: 30 });

test('SEARCH-2 a scan finds what a look at every message finds, newest first', () => {
  fc.assert(
    fc.property(messages, fc.array(word, { minLength: 1, maxLength: 3 }), (all, asked) => {
      const words = [...new Set(wordsOf(asked.join(' ')))];
      fc.pre(words.length > 0);
      const page = buildPage('1', all);
      const isMatch = ({ text }: Searchable): boolean =>
        words.every((one) => wordsOf(text).some((other) => other.startsWith(one)));
      const expected = all
        .filter(isMatch)
        .sort((a, b) => b.sentAtMs - a.sentAtMs || (a.id < b.id ? 1 : -1))
        .map(({ id }) => id);
      expect([...scanPage(page, words)].map(({ id }) => id)).toEqual(expected);
    }),
  );
});

test('SEARCH-2 without words everything is listed, newest first', () => {
  fc.assert(
    fc.property(messages, (all) => {
      const times = [...listPage(buildPage('1', all))].map(({ sentAtMs }) => sentAtMs);
      expect(times).toEqual([...times].sort((a, b) => b - a));
      expect(times.length).toBe(all.length);
    }),
  );
});

test('SEARCH-2 an edited message is found by each of its texts and counted once', () => {
  fc.assert(
    fc.property(messages, (all) => {
      const edits = all.map(({ id, sentAtMs }): Searchable => ({ id, sentAtMs: sentAtMs + 1, text: 'corrigé', isEdit: true }));
      const page = buildPage('1', [...all, ...edits]);
      expect(page.messages).toBe(all.length);
      expect([...scanPage(page, ['corrige'])].length).toBe(all.length);
    }),
  );
});
