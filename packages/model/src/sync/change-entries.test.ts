import { change, type Doc, getChangesSince, getHeads, getLastLocalChange, init, save } from '@automerge/automerge/slim';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { loadAutomerge } from '../../test/support/automerge.ts';
import { makeSegmentRoot, type SegmentDocument } from '../schema/segment.ts';
import { isBoundedDocument, readEntries } from './change-entries.ts';

beforeAll(loadAutomerge);

type Loose = Record<string, unknown> & { m: Record<string, unknown> };
const root = (): Doc<SegmentDocument> => makeSegmentRoot('0a'.repeat(16)).doc;
const written = (write: (draft: Loose) => unknown, doc: Doc<SegmentDocument> = withMessage()): Uint8Array => {
  const bytes = getLastLocalChange(change(doc as unknown as Doc<Loose>, { time: 0 }, (draft) => void write(draft)));
  if (bytes === undefined) throw new Error('a change');
  return bytes;
};
const withMessage = () =>
  change(root(), { time: 0 }, (draft) => {
    draft.m['AAAAAAAAAAAAAAAA'] = new Uint8Array([1, 2, 3]);
  });
const messageId = fc.stringMatching(/^[A-Za-z0-9_-]{16}$/);

test('DOC-9 new values of a map are read as Automerge wrote them, alone and many at once', async () => {
  const entries = fc.uniqueArray(fc.tuple(messageId, fc.uint8Array({ maxLength: 600 })), {
    minLength: 1,
    maxLength: 40,
    selector: ([key]) => key,
  });
  fc.assert(
    fc.property(fc.array(entries, { minLength: 1, maxLength: 4 }), (changes) => {
      let doc = root();
      const heads = getHeads(doc);
      const seen = new Set<string>();
      const expected = changes.map((batch) => batch.filter(([key]) => !seen.has(key) && seen.add(key)));
      for (const batch of expected)
        doc = change(doc, { time: 0 }, (draft) => {
          for (const [key, value] of batch) draft.m[key] = value;
        });
      const read = getChangesSince(doc, heads).map((bytes) => readEntries(bytes)?.map(({ key, value }) => [key, value]));
      expect(read).toEqual(expected.filter((batch) => batch.length > 0));
    }),
    { numRuns: 40 },
  );
});

test('DOC-9 what deletes, overwrites, hides or counts is not read', () => {
  const other = new Uint8Array([9]);
  const put = (key: string, value: unknown) => (draft: Loose) => Object.assign(draft, { [key]: value });
  const putMessage = (key: string) => (draft: Loose) => Object.assign(draft.m, { [key]: other });
  const remove = (draft: Loose) => Reflect.deleteProperty(draft.m, 'AAAAAAAAAAAAAAAA');
  const refused: readonly ((draft: Loose) => unknown)[] = [
    remove,
    putMessage('AAAAAAAAAAAAAAAA'),
    put('m', {}),
    (draft) => Reflect.deleteProperty(draft, 'm'),
    put('list', [1, 2, 3]),
    put('text', 'collaborative'),
    (draft) => [putMessage('BBBBBBBBBBBBBBBB')(draft), remove(draft)],
  ];
  for (const write of refused) expect(readEntries(written(write))).toBeUndefined();
  // The same name beside the root's map, by somebody who claims not to have seen it.
  expect(readEntries(written(put('m', {}), init<SegmentDocument>()))).toBeUndefined();
  expect(readEntries(written(put('later', {})))).toEqual([{ key: 'later', value: undefined }]);
});

test('DOC-9 a few bytes that unfold into many operations are refused before they do', async () => {
  const big = change(init<{ z: number[] }>(), { time: 0 }, (draft) => {
    draft.z = new Array(20_000).fill(0);
  });
  const saved = save(big);
  expect(saved.length).toBeLessThan(1000);
  expect([await isBoundedDocument(saved, 19_999), await isBoundedDocument(saved)]).toEqual([false, true]);
  expect(readEntries(getLastLocalChange(big) ?? new Uint8Array())).toBeUndefined();
  // A document in the place of a change.
  expect(readEntries(saved)).toBeUndefined();
  expect(await isBoundedDocument(save(withMessage()))).toBe(true);
});

test('DOC-9 bytes of any kind are read or refused, never thrown on', async () => {
  const honest = written((draft) => Object.assign(draft.m, { BBBBBBBBBBBBBBBB: new Uint8Array(100) }));
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(honest.length - 1), fc.nat(255)), { maxLength: 6 }), (flips) => {
      const bytes = new Uint8Array(honest);
      for (const [at, value] of flips) bytes[at] = value;
      readEntries(bytes);
    }),
  );
  const saved = save(withMessage());
  await fc.assert(
    fc.asyncProperty(fc.nat(saved.length - 1), fc.nat(255), async (at, value) => {
      const bytes = new Uint8Array(saved);
      bytes[at] = value;
      await isBoundedDocument(bytes);
    }),
  );
});
