import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytes as bytesOf } from '../../test/support/arbitrary.ts';
import { concat, u32, u64, utf8 } from '../bytes.ts';
import { fileIdFromBytes, idToBytes } from '../ids.ts';
import { paddedLength } from '../padding.ts';
import { err, ok } from '../result.ts';
import {
  contentBlockBytes,
  countBlocks,
  type FileSecret,
  type FileSource,
  makeFileCipher,
  maxContentBytes,
  newFileSecret,
  openSealedFile,
  sealedBlockBytes,
  sealedFileBytes,
  sealFile,
} from './file-seal.ts';
import { aesSeal, hkdf, importAesKey } from './primitives.ts';

const sourceOf = (content: Uint8Array): FileSource => ({
  size: content.length,
  slice: (from, to) => ({ arrayBuffer: async () => new Uint8Array(content.subarray(from, to)).buffer }),
});
/** Bytes that differ from block to block. */
function contentOf(length: number): Uint8Array {
  const out = new Uint8Array(length);
  for (let i = 0; i < length; i++) out[i] = (i * 31 + (i >> 8) * 7 + (i >> 16)) & 0xff;
  return out;
}
async function sealAll(content: Uint8Array, secret: FileSecret = newFileSecret(content.length)) {
  const sealed: Uint8Array[] = [];
  const done = await sealFile(secret, sourceOf(content), async (block) => ok(void sealed.push(block)));
  if (!done.ok) throw new Error('not sealed');
  return { secret, sealed, whole: concat(...sealed) };
}
/** Undefined: a block of it did not open. */
async function openAll(secret: FileSecret, whole: Uint8Array): Promise<Uint8Array | undefined> {
  const cipher = await makeFileCipher(secret);
  const parts: Uint8Array[] = [];
  for (let number = 0; number < cipher.blocks; number++) {
    const { from, to } = cipher.placeOf(number);
    const opened = await cipher.open(number, whole.subarray(from, to));
    if (!opened.ok) return undefined;
    parts.push(opened.value);
  }
  return whole.length === sealedFileBytes(secret.bytes) ? concat(...parts) : undefined;
}
const same = (a: Uint8Array | undefined, b: Uint8Array): boolean =>
  a !== undefined && a.length === b.length && a.every((x, i) => x === b[i]);

const borders = [1, 2, 384, 385, 4096, contentBlockBytes - 1, contentBlockBytes, contentBlockBytes + 1, 2 * contentBlockBytes];
test.each(borders)('FILE-2, FILE-3: %i bytes open as they were sealed, in blocks of a mebibyte', async (length) => {
  const content = contentOf(length);
  const { secret, sealed, whole } = await sealAll(content);
  expect(whole.length).toBe(sealedFileBytes(length));
  expect(whole.length).toBe(paddedLength(length) + 16 * countBlocks(length));
  expect(sealed.slice(0, -1).every((block) => block.length === sealedBlockBytes)).toBe(true);
  expect(same(await openAll(secret, whole), content)).toBe(true);
});

test('FILE-2: short content opens as it was sealed, and its length is hidden by the padding', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 2000 }), async (content) => {
      const { secret, whole } = await sealAll(content);
      expect(same(await openAll(secret, whole), content)).toBe(true);
      expect((whole.length - 16) % 128).toBe(0);
    }),
    { numRuns: 50 },
  );
});

test('FILE-2: every flipped bit of a block fails', async () => {
  const { secret, whole } = await sealAll(contentOf(300));
  const cipher = await makeFileCipher(secret);
  for (let bit = 0; bit < whole.length * 8; bit++) {
    const flipped = whole.slice();
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect((await cipher.open(0, flipped)).ok).toBe(false);
  }
});

test('FILE-2: a block that was dropped, cut, moved, repeated or taken from another file does not open', async () => {
  const content = contentOf(2 * contentBlockBytes + 1000);
  const { secret, sealed, whole } = await sealAll(content);
  const [first, second, last] = sealed as [Uint8Array, Uint8Array, Uint8Array];
  const other = (await sealAll(content)).sealed as [Uint8Array, Uint8Array, Uint8Array];
  const [a, b, c] = other;
  const bad: readonly (readonly [string, Uint8Array])[] = [
    ['dropped at the front', concat(second, last)],
    ['dropped in the middle', concat(first, last)],
    ['dropped at the end', concat(first, second)],
    ['cut inside the last', whole.subarray(0, -1)],
    ['cut inside the first', concat(first.subarray(0, -1), second, last)],
    ['one byte more', concat(whole, new Uint8Array(1))],
    ['reordered', concat(second, first, last)],
    ['repeated', concat(first, first, last)],
    ['repeated at the end', concat(first, second, last, last)],
    ['taken from another file at the front', concat(a, second, last)],
    ['taken from another file in the middle', concat(first, b, last)],
    ['taken from another file at the end', concat(first, second, c)],
    ['nothing', new Uint8Array()],
  ];
  for (const [how, bytes] of bad) expect([how, await openAll(secret, bytes)]).toEqual([how, undefined]);
  expect(same(await openAll(secret, whole), content)).toBe(true);
});

test('FILE-2: one block opens without the others, and only at its own number', async () => {
  const content = contentOf(2 * contentBlockBytes + 1000);
  const { secret, sealed } = await sealAll(content);
  const cipher = await makeFileCipher(secret);
  for (const number of [-1, 0, 1, 2, 3, 0.5]) {
    const opened = await cipher.open(number, sealed[1] ?? new Uint8Array());
    expect(opened.ok).toBe(number === 1);
    if (opened.ok) expect(same(opened.value, content.subarray(contentBlockBytes, 2 * contentBlockBytes))).toBe(true);
  }
});

test('FILE-2: another length, id or key opens nothing', async () => {
  await fc.assert(
    fc.asyncProperty(bytesOf(32), bytesOf(16), fc.integer({ min: 1, max: 384 }), async (key, id, bytes) => {
      const { secret, whole } = await sealAll(contentOf(200));
      const wrong: readonly FileSecret[] = [
        { ...secret, key },
        { ...secret, file: fileIdFromBytes(id) },
        ...(bytes === 200 ? [] : [{ ...secret, bytes }]),
      ];
      for (const one of wrong) expect((await (await makeFileCipher(one)).open(0, whole)).ok).toBe(false);
    }),
    { numRuns: 40 },
  );
});

test('FILE-2: padding that holds something does not open, even for who has the key', async () => {
  const secret = newFileSecret(100);
  const id = idToBytes(secret.file);
  const key = await importAesKey(await hkdf(secret.key, id, utf8('sanad/file/v1'), 32));
  const seal = (plain: Uint8Array) =>
    aesSeal(key, concat(new Uint8Array(11), new Uint8Array([1])), plain, concat(id, u32(0), u32(384), u64(100)));
  const cipher = await makeFileCipher(secret);
  const plain = new Uint8Array(384);
  expect((await cipher.open(0, await seal(plain))).ok).toBe(true);
  plain[383] = 1;
  expect((await cipher.open(0, await seal(plain))).ok).toBe(false);
});

test('FILE-4: the longest content that fits a bound fits, and one byte more does not', () => {
  fc.assert(
    fc.property(fc.integer({ min: sealedFileBytes(1), max: 2 ** 40 }), (bound) => {
      const most = maxContentBytes(bound);
      expect([sealedFileBytes(most) <= bound, sealedFileBytes(most + 1) <= bound]).toEqual([true, false]);
    }),
  );
});

test('FILE-2: nothing is sealed of an empty file', async () => {
  await expect(makeFileCipher(newFileSecret(0))).rejects.toThrow();
});

test('FILE-3: a source that changed, ended early or cannot be read fails, and so does a full store', async () => {
  const content = contentOf(1000);
  const sink = async () => ok(undefined);
  const unreadable = { ok: false, error: { type: 'unreadable-source' } };
  expect(await sealFile(newFileSecret(999), sourceOf(content), sink)).toEqual(unreadable);
  expect(await sealFile(newFileSecret(1000), { ...sourceOf(content.subarray(1)), size: 1000 }, sink)).toEqual(unreadable);
  const gone: FileSource = { size: 1000, slice: () => ({ arrayBuffer: () => Promise.reject(new Error('NotReadableError')) }) };
  expect(await sealFile(newFileSecret(1000), gone, sink)).toEqual(unreadable);
  const full = await sealFile(newFileSecret(1000), sourceOf(content), async () => err({ type: 'storage-full' }));
  expect(full).toEqual({ ok: false, error: { type: 'storage-full' } });
});

test('FILE-3: a block is read and one is sealed while the one before is written, and no more than these are in memory', async () => {
  const content = contentOf(5 * contentBlockBytes + 5);
  const read: number[] = [];
  const source: FileSource = {
    size: content.length,
    slice: (from, to) => ({
      async arrayBuffer() {
        read.push(from / contentBlockBytes);
        return content.slice(from, to).buffer;
      },
    }),
  };
  const writing: (() => void)[] = [];
  let most = 0;
  const sealed = sealFile(newFileSecret(content.length), source, async () => {
    await new Promise<void>((done) => writing.push(done));
    return ok(undefined);
  });
  for (let number = 0; number < 6; number++) {
    await expect.poll(() => writing.length).toBe(number + 1);
    await expect.poll(() => read.length).toBe(Math.min(6, number + 3));
    most = Math.max(most, read.length - number);
    writing[number]?.();
  }
  expect((await sealed).ok).toBe(true);
  expect(read).toEqual([0, 1, 2, 3, 4, 5]);
  expect(most).toBe(3);
});

test('FILE-3: a failure ends the sealing when what was under way has ended, and is the answer', async () => {
  const content = contentOf(4 * contentBlockBytes);
  let isWriting = false;
  const written: number[] = [];
  const sink = async (_: Uint8Array, from: number) => {
    isWriting = true;
    await new Promise((done) => setTimeout(done));
    isWriting = false;
    written.push(from / sealedBlockBytes);
    return from === 0 ? ok(undefined) : err({ type: 'storage-full' as const });
  };
  const full = await sealFile(newFileSecret(content.length), sourceOf(content), sink);
  expect([full, written, isWriting]).toEqual([{ ok: false, error: { type: 'storage-full' } }, [0, 1], false]);
  const cut: FileSource = {
    size: content.length,
    slice: (from, to) => ({ arrayBuffer: async () => content.slice(from, from === 0 ? to : to - 1).buffer }),
  };
  const unreadable = await sealFile(newFileSecret(content.length), cut, sink);
  expect([unreadable, written, isWriting]).toEqual([{ ok: false, error: { type: 'unreadable-source' } }, [0, 1, 0], false]);
  const broken = sealFile(newFileSecret(content.length), sourceOf(content), () => Promise.reject(new Error('a defect')));
  await expect(broken).rejects.toThrow('a defect');
});

test('FILE-2: what a reader of the message seals in its place, under the same key, does not open', async () => {
  const content = contentOf(contentBlockBytes + 1000);
  const secret = newFileSecret(content.length);
  const sealed = async (what: Uint8Array) => {
    const parts: Uint8Array[] = [];
    const digest = await sealFile(secret, sourceOf(what), async (block) => ok(void parts.push(block)));
    if (!digest.ok) throw new Error('not sealed');
    return { ...secret, digest: digest.value, whole: concat(...parts) };
  };
  const authors = await sealed(content);
  const others = await sealed(contentOf(contentBlockBytes + 1000).reverse());
  const open = (whole: Uint8Array, message = authors) => openSealedFile(message, async (from, to) => whole.slice(from, to));
  const opened = await open(authors.whole);
  expect(opened.ok && same(concat(...opened.value), content)).toBe(true);
  expect(await open(others.whole)).toEqual({ ok: false, error: { type: 'cannot-open' } });
  expect((await open(others.whole, others)).ok).toBe(true);
  expect((await openSealedFile(authors, async () => undefined)).ok).toBe(false);
});
