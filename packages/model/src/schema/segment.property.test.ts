import {
  applyChanges,
  change,
  clone,
  type Doc,
  getAllChanges,
  getHeads,
  load,
  loadIncremental,
  save,
} from '@automerge/automerge/slim';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { bytes, bytesUpTo, messageId } from '../../test/support/arbitrary.ts';
import { loadAutomerge } from '../../test/support/automerge.ts';
import { bytesToHex, concat } from '../bytes.ts';
import { isIsoWeek, isoWeek, makeSegmentRoot, type SegmentDocument } from './segment.ts';

beforeAll(loadAutomerge);

const entriesOf = (doc: Doc<SegmentDocument>): readonly (readonly [string, string])[] =>
  Object.entries(doc.m)
    .map(([id, value]) => [id, bytesToHex(value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
const openSegment = (actor: string): Doc<SegmentDocument> => load<SegmentDocument>(makeSegmentRoot(actor).bytes);

/** Who writes what, and whose changes she merged just before (or nobody's). */
const step = fc.record({ author: fc.nat(3), id: messageId, value: bytesUpTo(60), hears: fc.option(fc.nat(3)) });
const steps = fc.uniqueArray(step, { selector: ({ id }) => id, minLength: 1, maxLength: 14 });
const rootActor = bytes(16).map(bytesToHex);

test('DOC-2 whatever the order in which changes of several people arrive, the same messages are there', () => {
  fc.assert(
    fc.property(rootActor, steps, fc.infiniteStream(fc.nat()), (actor, written, dice) => {
      const docs = Array.from({ length: 4 }, () => openSegment(actor));
      for (const { author, id, value, hears } of written) {
        let doc = docs[author] as Doc<SegmentDocument>;
        if (hears !== null) [doc] = applyChanges(doc, getAllChanges(docs[hears] as Doc<SegmentDocument>));
        docs[author] = change(doc, { time: 0 }, (draft) => {
          draft.m[id] = value;
        });
      }
      const changes = [...new Map(docs.flatMap(getAllChanges).map((one) => [bytesToHex(one), one])).values()];
      const readers = [0, 1].map(() => {
        const shuffled = [...changes].map((one) => [dice.next().value, one] as const).sort(([a], [b]) => a - b);
        // One by one on one device, in one piece on the other; both get some of them twice.
        let doc = openSegment(actor);
        for (const [, one] of shuffled) doc = loadIncremental(doc, one);
        return loadIncremental(doc, concat(...shuffled.slice(0, 3).map(([, one]) => one)));
      });
      const expected = written.map(({ id, value }) => [id, bytesToHex(value)] as const).sort(([a], [b]) => (a < b ? -1 : 1));
      for (const doc of readers) expect(entriesOf(doc)).toEqual(expected);
      const [a, b] = readers as [Doc<SegmentDocument>, Doc<SegmentDocument>];
      expect([...getHeads(a)].sort()).toEqual([...getHeads(b)].sort());
      expect(entriesOf(load<SegmentDocument>(save(clone(a))))).toEqual(expected);
    }),
    { numRuns: 12 },
  );
});

test('DOC-2 the root depends on its actor alone, and two roots merge without a conflict', () => {
  fc.assert(
    fc.property(rootActor, rootActor, (a, b) => {
      expect(bytesToHex(makeSegmentRoot(a).bytes)).toBe(bytesToHex(makeSegmentRoot(a).bytes));
      if (a !== b) expect(bytesToHex(makeSegmentRoot(a).bytes)).not.toBe(bytesToHex(makeSegmentRoot(b).bytes));
      const merged = loadIncremental(openSegment(a), makeSegmentRoot(a).bytes);
      expect(getHeads(merged)).toEqual(getHeads(openSegment(a)));
    }),
    { numRuns: 25 },
  );
});

test('DOC-1 every moment is in one week, and weeks sort as time does', () => {
  const moment = fc.integer({ min: 0, max: 253_402_300_799_999 });
  fc.assert(
    fc.property(moment, moment, (a, b) => {
      expect(isIsoWeek(isoWeek(a))).toBe(true);
      if (a <= b) expect(isoWeek(a) <= isoWeek(b)).toBe(true);
      const monday = Math.floor((a - 4 * 86_400_000) / (7 * 86_400_000)) * 7 * 86_400_000 + 4 * 86_400_000;
      if (monday >= 0) expect(isoWeek(monday)).toBe(isoWeek(a));
      expect(isoWeek(monday + 7 * 86_400_000)).not.toBe(isoWeek(a));
    }),
  );
});
