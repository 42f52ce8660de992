/** Texts come from other devices: whatever they hold, nothing is lost, nothing runs, nothing takes longer than its length. */
import { isUserId } from '@sanad/model/ids';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutLong } from './message-length.ts';
import { textParts } from './message-text.ts';

const id: string = '00000000-0000-7000-8000-000000000001';
if (!isUserId(id)) throw new Error('bad fixture');
const user = id;

/** Pieces that meet at their edges: controls of direction, halves of pairs, schemes, names, numbers, marks. */
const piece = fc.oneof(
  fc.constantFrom('\u202e', '\u2066', '\u2069', '\u200f', '\u061c', '\ud83d', '\ude00', '\u0000', '\u200b', '\u0301\u0301\u0301'),
  fc.constantFrom(
    'https://',
    'http://',
    'mailto:',
    'tel:',
    'javascript:',
    'data:',
    '@',
    '//',
    'a@b.tn',
    'chu.tn',
    '(',
    ')',
    '.',
    ' ',
  ),
  fc.constantFrom('@Amel', '@سامي', 'Amel', '12', '5,5', '-', '/', 'mg', 'mmol/L', '%', '×', '\n', 'مغ'),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const hostile = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
const names = [
  { user, name: 'Amel' },
  { user, name: 'سامي' },
  { user, name: '' },
];

test('joined again, the parts are the text', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      expect(
        textParts(text, names)
          .map((part) => part.text)
          .join(''),
      ).toBe(text);
    }),
  );
});

test('a link is one of four schemes, ASCII without blanks, and names no other host than the one it shows', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      for (const part of textParts(text, names)) {
        if (part.kind !== 'link') continue;
        expect(part.text).toMatch(/^[!-~]+$/);
        const url = new URL(part.href);
        expect(['http:', 'https:', 'mailto:', 'tel:']).toContain(url.protocol);
        expect(url.username + url.password).toBe('');
        if (url.protocol.startsWith('http')) expect(part.text.toLowerCase().startsWith(url.protocol)).toBe(true);
      }
    }),
  );
});

test('a measure holds no control of direction and begins with a sign or a digit', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      for (const part of textParts(text, names))
        if (part.kind === 'measure')
          expect(part.text).toMatch(/^[<>≤≥±~≈\s]*[-+−]?\d[^\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]*$/u);
    }),
  );
});

test('the longest text of one repeated piece is cut in a moment', () => {
  for (const one of ['https://', 'a@', '@Amel', '1,', '1/1', 'tel:1', 'https://)', '5 mg', 'aaaa', '(((']) {
    const started = performance.now();
    textParts(one.repeat(Math.ceil(16_000 / one.length)), names);
    expect([one, performance.now() - started < 1000]).toEqual([one, true]);
  }
});

test('a long text is cut at its own beginning, never inside a pair', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 600, maxLength: 1500 }), (text) => {
      const short = cutLong(text);
      if (short === undefined) return;
      expect(text.startsWith(short)).toBe(true);
      expect(short).not.toMatch(/[\ud800-\udbff]$/);
    }),
  );
});
