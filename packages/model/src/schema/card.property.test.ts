import fc from 'fast-check';
import { expect, test } from 'vitest';
import { card } from '../../test/support/arbitrary.ts';
import { cardToShape, readCard } from './card.ts';
import { CARD_FIELDS, CARD_KINDS, cardText, isSynthesis, maxCardFieldCharacters } from './card-values.ts';
import { wordsOf } from './fold-text.ts';

test('DOC-11 a form reads as it was written, beside its own words alone', () => {
  fc.assert(
    fc.property(card, fc.string(), (form, other) => {
      expect(readCard(cardToShape(form), cardText(form))).toEqual(form);
      fc.pre(other !== cardText(form));
      expect(readCard(cardToShape(form), other)).toBeUndefined();
    }),
  );
});

test('DOC-11 the text of a form holds every word that was written in it, and no heading', () => {
  fc.assert(
    fc.property(card, (form) => {
      expect(wordsOf(cardText(form))).toEqual(form.texts.flatMap(wordsOf));
    }),
  );
  const headings = CARD_KINDS.flatMap((kind) => CARD_FIELDS[kind]);
  const text = cardText({ texts: ['lit 4', '', 'sepsis ?', 'venir'] });
  expect(text).toBe('lit 4\nsepsis ?\nvenir');
  for (const heading of headings) expect(wordsOf(text)).not.toContain(heading);
});

test('DOC-11 parsing any value never throws, and what is out of bounds is no form', () => {
  fc.assert(fc.property(fc.anything(), fc.string(), (value, text) => void readCard(value, text)));
  const bad: readonly unknown[] = [
    ['soap', ['a', 'b', 'c', 'd']],
    ['sbar', ['a', 'b', 'c']],
    ['ipass', ['a', 'b', 'c', 'd']],
    ['sbar', ['', '', '', '']],
    ['sbar', ['x'.repeat(maxCardFieldCharacters + 1), '', '', '']],
    { kind: 'sbar' },
  ];
  for (const value of bad) expect(readCard(value, 'a')).toBeUndefined();
  expect(readCard(['sbar', ['', '', '', '']], '')).toBeUndefined();
});

test('DOC-11 the synthesis of a receiver is an I-PASS with its last field alone', () => {
  expect(isSynthesis({ kind: 'ipass', texts: ['', '', '', '', 'compris'] })).toBe(true);
  expect(isSynthesis({ kind: 'ipass', texts: ['stable', '', '', '', 'compris'] })).toBe(false);
  expect(isSynthesis({ kind: 'ipass', texts: ['', '', '', '', ''] })).toBe(false);
  expect(isSynthesis({ kind: 'sbar', texts: ['', '', '', 'venir'] })).toBe(false);
});
