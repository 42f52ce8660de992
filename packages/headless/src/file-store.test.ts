import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { utf8, utf8ToText } from '@sanad/model/bytes';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FileStore, openFileStore } from './file-store.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sanad-journal-'));
  path = join(folder, 'rows.log');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function reopened<T>(use: (store: FileStore) => Promise<T>): Promise<T> {
  const store = await openFileStore(path);
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}
const put = (store: FileStore, name: string, value: string): ReturnType<FileStore['write']> =>
  store.write([{ key: ['row', name], value: utf8(value) }]);
async function contents(store: FileStore): Promise<Readonly<Record<string, string>>> {
  const rows = await store.readRange(['row']);
  return Object.fromEntries(rows.map(({ key, value }) => [key[1], utf8ToText(value)]));
}
/** Three records, and where each ends. */
async function threeRecords(): Promise<readonly number[]> {
  const ends: number[] = [];
  await reopened(async (store) => {
    for (const name of ['a', 'b', 'c']) {
      await put(store, name, `value of ${name}`);
      ends.push(readFileSync(path).length);
    }
  });
  return ends;
}

test('REST-2: what was written is there after opening again, and a removed row is not', async () => {
  await reopened(async (store) => {
    await Promise.all([put(store, 'a', '1'), put(store, 'b', '2'), put(store, 'a', '3')]);
    await store.write([{ key: ['row', 'b'], value: undefined }]);
  });
  expect(await reopened(contents)).toEqual({ a: '3' });
});

test('REST-2: a record that a crash cut short is cut off, nothing before it is lost, and writing goes on', async () => {
  const ends = await threeRecords();
  const whole = new Uint8Array(readFileSync(path));
  for (let length = ends[1] ?? 0; length < whole.length; length++) {
    writeFileSync(path, whole.subarray(0, length));
    await reopened(async (store) => {
      expect(await contents(store)).toEqual({ a: 'value of a', b: 'value of b' });
      await put(store, 'd', 'after the crash');
    });
    expect(await reopened(contents)).toEqual({ a: 'value of a', b: 'value of b', d: 'after the crash' });
  }
});

test('REST-2: a damaged record costs itself, not what comes after it', async () => {
  const ends = await threeRecords();
  const bytes = new Uint8Array(readFileSync(path));
  const inSecond = (ends[1] ?? 0) - 1;
  bytes[inSecond] = (bytes[inSecond] ?? 0) ^ 1;
  writeFileSync(path, bytes);
  expect(await reopened(contents)).toEqual({ a: 'value of a', c: 'value of c' });
});

test('a flipped bit anywhere never crashes and never invents a row', async () => {
  await threeRecords();
  const whole = new Uint8Array(readFileSync(path));
  const truth: Readonly<Record<string, string>> = { a: 'value of a', b: 'value of b', c: 'value of c' };
  for (let bit = 0; bit < whole.length * 8; bit++) {
    const bytes = whole.slice();
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    writeFileSync(path, bytes);
    const rows = await reopened(contents);
    for (const [name, value] of Object.entries(rows)) expect(value).toBe(truth[name]);
    expect(Object.keys(rows).length).toBeLessThan(3);
  }
});

test('random bytes are an empty journal', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
      writeFileSync(path, bytes);
      expect(await reopened(contents)).toEqual({});
    }),
    { numRuns: 100 },
  );
});

test('a batch is there as a whole or not at all', async () => {
  await reopened((store) => store.write(['a', 'b', 'c'].map((name) => ({ key: ['row', name] as const, value: utf8(name) }))));
  const whole = new Uint8Array(readFileSync(path));
  writeFileSync(path, whole.subarray(0, whole.length - 1));
  expect(await reopened(contents)).toEqual({});
});
