import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesUpTo, messageId, spaceId, timeMs } from '../../test/support/arbitrary.ts';
import { encodeCbor } from '../cbor.ts';
import { maxMarkBytes } from '../wire/limits.ts';
import { compareDrafts, type DraftWords, draftTravels, encodeDrafts, parseDrafts, parseReads } from './drafts.ts';
import { maxTextCharacters, PRIORITIES } from './message-values.ts';

const words = (maxLength: number): fc.Arbitrary<DraftWords> =>
  fc
    .record({
      space: spaceId,
      atMs: timeMs,
      text: fc.string({ maxLength }),
      priority: fc.constantFrom(...PRIORITIES),
      details: fc.option(bytesUpTo(40), { nil: undefined }),
    })
    .map((draft) => (draft.text === '' ? { ...draft, priority: 'normal', details: undefined } : draft));
const some = fc.uniqueArray(words(60), { maxLength: 12, selector: ({ space }) => space });
/** Sealed, it has so many more. */
const sealBytes = 1 + 4 + 16 + 8 + 12 + 16 + 64;
const lengths = [512, 1024, 2048, 4096, 8192, 16_000];

test('MARK-6 drafts decode to what was encoded, newest first, and any bytes are parsed without throwing', () => {
  fc.assert(
    fc.property(some, (drafts) => {
      const parsed = parseDrafts(encodeDrafts(drafts));
      const newestFirst = [...drafts].sort((a, b) => compareDrafts(b, a) || (a.space < b.space ? -1 : 1));
      expect(parsed).toEqual({ ok: true, value: newestFirst });
      // In whatever order they lie here.
      expect(encodeDrafts([...drafts].reverse())).toEqual(encodeDrafts(drafts));
    }),
  );
  fc.assert(fc.property(bytesUpTo(200), (noise) => void parseDrafts(noise)));
  fc.assert(fc.property(fc.jsonValue(), (entry) => void parseDrafts(encodeCbor([1, null, null, [entry, [entry, entry]]]))));
});

test('MARK-6 however much is written, the value fits a register and has one of six lengths', () => {
  const anySize = fc.array(words(12_000), { maxLength: 300 });
  fc.assert(
    fc.property(anySize, (drafts) => {
      const { length } = encodeDrafts(drafts);
      expect(lengths).toContain(length);
      expect(length + sealBytes).toBeLessThanOrEqual(maxMarkBytes);
    }),
    { numRuns: 60 },
  );
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1200 }), (characters) => {
      const text = 'é'.repeat(characters);
      expect(lengths).toContain(encodeDrafts([{ ...draftAt(1), text }]).length);
    }),
  );
});

test('MARK-7 which of two drafts counts is a total order: any way of gathering them ends with the same', () => {
  const close = fc
    .record({ at: fc.integer({ min: 0, max: 2 }), draft: words(2) })
    .map(({ at, draft }) => ({ ...draft, atMs: at }));
  const newest = (drafts: readonly DraftWords[]) => drafts.reduce((a, b) => (compareDrafts(b, a) > 0 ? b : a));
  fc.assert(
    fc.property(close, close, close, (first, second, third) => {
      expect(Math.sign(compareDrafts(first, second))).toBe(-Math.sign(compareDrafts(second, first)) + 0);
      const { space: _, ...one } = newest([first, second, third]);
      for (const order of [
        [third, second, first],
        [second, newest([third, first]), second],
        [newest([first, second]), third],
      ]) {
        const { space: __, ...other } = newest(order);
        expect(other).toEqual(one);
      }
    }),
  );
});

function draftAt(i: number, text = 'lit 4'): DraftWords {
  const space = i.toString(16).padStart(32, '0') as DraftWords['space'];
  return { space, atMs: i, text, priority: 'normal', details: undefined };
}
const spacesIn = (drafts: readonly DraftWords[]): readonly number[] => {
  const parsed = parseDrafts(encodeDrafts(drafts));
  return parsed.ok ? parsed.value.map(({ atMs }) => atMs) : [];
};

test('MARK-6 where there is no room for all, the newest go; what is too large stays alone on its device', () => {
  const long = Array.from({ length: 30 }, (_, i) => draftAt(i + 1, 'x'.repeat(1000)));
  const went = spacesIn(long);
  expect(went).toEqual(Array.from({ length: went.length }, (_, i) => 30 - i));
  expect(went.length).toBe(15);
  const large = draftAt(50, 'ب'.repeat(maxTextCharacters));
  expect(draftTravels(large)).toBe(false);
  expect(spacesIn([large, draftAt(2)])).toEqual([2]);
});

test('MARK-6 of what was sent or cleared the newest is remembered, and takes little room', () => {
  const cleared = Array.from({ length: 500 }, (_, i) => draftAt(i + 1000, ''));
  const went = spacesIn([...cleared, draftAt(1)]);
  expect(went.length).toBe(65);
  expect([went[0], went.at(-1)]).toEqual([1499, 1]);
});

test('MARK-6 entries of a later version are left out, and the rest is read', () => {
  const kept = draftAt(3);
  const later = [new Uint8Array(16), 5, 'a word', {}];
  const [entry] = [[new Uint8Array(16).fill(0, 0, 15).fill(3, 15), 3, 0, 'lit 4', null, 'more']];
  expect(parseDrafts(encodeCbor([1, null, null, [later, entry], 'more', 'still more']))).toEqual({ ok: true, value: [kept] });
  expect(parseDrafts(encodeCbor([2, null, null, []]))).toEqual({ ok: false, error: { type: 'malformed' } });
});

const reads = fc.uniqueArray(
  fc.record({
    space: spaceId,
    read: fc.record({
      upTo: fc.record({ wallMs: timeMs, counter: fc.nat(), id: messageId }),
      except: fc.array(messageId, { maxLength: 32 }),
    }),
  }),
  { maxLength: 130, selector: ({ space }) => space },
);

test('MARK-9 what was read stands beside drafts, the newest hundred at most, in the same lengths; any bytes are parsed without throwing', () => {
  fc.assert(
    fc.property(some, reads, (drafts, read) => {
      const encoded = encodeDrafts(drafts, read);
      expect(lengths).toContain(encoded.length);
      const parsed = parseReads(encoded);
      expect(parsed.length).toBeLessThanOrEqual(Math.min(read.length, 100));
      for (const one of parsed) expect(read).toContainEqual(one);
      if (read.length < 20) expect(parsed.length).toBe(read.length);
      expect(parseDrafts(encoded).ok).toBe(true);
    }),
    { numRuns: 60 },
  );
  fc.assert(fc.property(bytesUpTo(200), (noise) => void parseReads(noise)));
  fc.assert(fc.property(fc.jsonValue(), (one) => void parseReads(encodeCbor([1, null, null, [], new Uint8Array(), [one]]))));
});
