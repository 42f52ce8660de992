import type { StorageKey } from '@automerge/automerge-repo/slim';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { loadAutomerge } from '../../test/support/automerge.ts';
import { makeStorage } from '../../test/support/conversation.ts';
import { concat, utf8 } from '../bytes.ts';
import { generateAesKey } from '../crypto/primitives.ts';
import { type LogId, type MessageId, messageIdFromBytes } from '../ids.ts';
import { openDocuments } from './documents.ts';
import { sealDocuments } from './sealed-documents.ts';

beforeAll(loadAutomerge);
afterEach(() => void vi.useRealTimers());

const log = '0b'.repeat(16) as LogId;
const idOf = (i: number): MessageId => messageIdFromBytes(new Uint8Array(12).fill(i));

test('DOC-8 what was stored is there after a restart, and what is written then comes on top of it', async () => {
  const storage = makeStorage();
  for (const i of [1, 2, 3]) {
    const documents = openDocuments(storage, []);
    const segment = await documents.open(log);
    expect(Object.keys(segment.entries()).sort()).toEqual(Array.from({ length: i - 1 }, (_, before) => idOf(before + 1)).sort());
    segment.put([[idOf(i), utf8(`message ${i}`)]]);
    await segment.flush();
    await documents.close();
  }
});

test('DOC-8 documents that nobody looks at leave memory, and come back with what is in them', async () => {
  const documents = openDocuments(makeStorage(), []);
  const other = '0c'.repeat(16) as LogId;
  const segment = await documents.open(log);
  segment.put([[idOf(1), utf8('bonjour')]]);
  const watched = await documents.open(other);
  const stop = watched.onChange(() => undefined);
  await documents.trim(0);
  expect(await documents.open(other)).toBe(watched);
  const again = await documents.open(log);
  expect(again).not.toBe(segment);
  expect(again.has(idOf(1))).toBe(true);
  stop();
  await documents.close();
});

test('DOC-8 dropping a document from memory changes nothing of what is stored', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  const storage = makeStorage();
  const documents = openDocuments(storage, []);
  const segment = await documents.open(log);
  segment.put([[idOf(1), utf8('bonjour')]]);
  await segment.flush();
  await vi.advanceTimersByTimeAsync(1000);
  const before = new Map(storage.stored);
  await documents.trim(0);
  // What the Repo saves by itself, it saves a moment later.
  await vi.advanceTimersByTimeAsync(1000);
  expect(storage.stored).toEqual(before);
  expect((await documents.open(log)).has(idOf(1))).toBe(true);
  await documents.close();
});

test('DOC-2, SYNC-7 two devices that never met hold one document, and send only what the other lacks', async () => {
  const [mine, hers] = [openDocuments(makeStorage(), []), openDocuments(makeStorage(), [])];
  const [a, b] = [await mine.open(log), await hers.open(log)];
  expect(a.heads()).toEqual(b.heads());
  expect([a.heads(), a.changesSince(a.rootHeads)]).toEqual([a.rootHeads, []]);
  a.put([[idOf(1), utf8('a')]]);
  b.put([[idOf(2), utf8('b')]]);
  for (const change of a.changesSince(a.rootHeads)) expect(b.merge(change)).toBe(true);
  for (const change of b.changesSince(b.rootHeads)) expect(a.merge(change)).toBe(true);
  expect(a.entries()).toEqual(b.entries());
  expect([...a.heads()].sort()).toEqual([...b.heads()].sort());
  await mine.close();
  await hers.close();
});

test('SYNC-5 a message enters once', async () => {
  const documents = openDocuments(makeStorage(), []);
  const segment = await documents.open(log);
  segment.put([[idOf(1), utf8('first')]]);
  segment.put([[idOf(1), utf8('second')]]);
  expect(segment.entries()[idOf(1)]).toEqual(utf8('first'));
  await documents.close();
});

test('LOG-7 bytes that are no changes, or lack what they depend on, are refused', async () => {
  const [source, target] = [openDocuments(makeStorage(), []), openDocuments(makeStorage(), [])];
  const [a, b] = [await source.open(log), await target.open(log)];
  a.put([[idOf(1), utf8('a')]]);
  const first = a.heads();
  a.put([[idOf(2), utf8('b')]]);
  const [second] = a.changesSince(first);
  expect(b.merge(utf8('not a change at all'))).toBe(false);
  expect(second && b.merge(second)).toBe(false);
  expect(second && b.merge(second.slice(0, -1))).toBe(false);
  await source.close();
  await target.close();
});

test('LOG-7 a change that cannot be read does not swallow the ones after it', async () => {
  const documents = openDocuments(makeStorage(), []);
  const changes = await Promise.all(
    [1, 2, 3].map(async (i) => {
      const author = openDocuments(makeStorage(), []);
      const segment = await author.open(log);
      segment.put([[idOf(i), utf8(`message ${i}`)]]);
      const [made] = segment.changesSince(segment.rootHeads);
      await author.close();
      if (made === undefined) throw new Error('one change');
      return made;
    }),
  );
  const [a, b, c] = changes as [Uint8Array, Uint8Array, Uint8Array];
  const broken = b.map((byte, i) => (i === b.length - 1 ? byte ^ 1 : byte));
  const segment = await documents.open(log);
  expect(segment.merge(concat(a, broken, c))).toBe(false);
  expect(segment.merge(concat(a, b, c))).toBe(true);
  expect(Object.keys(segment.entries()).sort()).toEqual([1, 2, 3].map(idOf).sort());
  expect(segment.merge(concat(a, b))).toBe(true);
  const saved = segment.saveAt(segment.heads());
  expect(segment.merge(saved)).toBe(true);
  expect(segment.merge(saved.map((byte, i) => (i === saved.length - 1 ? byte ^ 1 : byte)))).toBe(false);
  await documents.close();
});

test('SNAP-1 a saved document is the one that it was at its heads, not what came after', async () => {
  const documents = openDocuments(makeStorage(), []);
  const segment = await documents.open(log);
  segment.put([[idOf(1), utf8('sent')]]);
  const synced = segment.heads();
  segment.put([[idOf(2), utf8('not sent')]]);
  const saved = segment.saveAt(synced);
  expect(segment.equalsAt(saved, synced)).toBe(true);
  expect(segment.equalsAt(saved, segment.heads())).toBe(false);
  expect(segment.equalsAt(utf8('no document'), synced)).toBe(false);
  await documents.close();
});

test('REST-1 documents are stored sealed, bound to their place, and open again with the key', async () => {
  const [storage, key] = [makeStorage(), await generateAesKey()];
  const documents = openDocuments(sealDocuments(storage, key), []);
  const segment = await documents.open(log);
  segment.put([[idOf(1), utf8('Saturation 84 %, lit 12')]]);
  await segment.flush();
  await documents.close();
  expect(storage.stored.size).toBeGreaterThan(0);
  for (const data of storage.stored.values()) {
    expect(Buffer.from(data).toString('latin1')).not.toContain('Saturation');
    expect(Buffer.from(data).toString('latin1')).not.toContain(idOf(1));
  }
  const again = openDocuments(sealDocuments(storage, key), []);
  expect((await again.open(log)).has(idOf(1))).toBe(true);
  await again.close();
  const sealed = sealDocuments(storage, key);
  const [[name, data] = ['', new Uint8Array()]] = [...storage.stored];
  await storage.save(['elsewhere'], data);
  expect(await sealed.load(JSON.parse(name) as StorageKey)).toBeDefined();
  expect(await sealed.load(['elsewhere'])).toBeUndefined();
});
