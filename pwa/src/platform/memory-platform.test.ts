import { expect, test } from 'vitest';
import { makeMemoryPlatform } from './memory-platform.ts';

const bytes = (...values: readonly number[]) => new Uint8Array(values);

test('SHARED-6 rows and documents are in memory, by prefix, and clearing leaves neither', async () => {
  const { rows, documents } = makeMemoryPlatform();
  await rows.write([
    { key: ['row', 'draft', 'a'], value: bytes(1) },
    { key: ['row', 'draft', 'b'], value: bytes(2) },
    { key: ['cold', 'draft'], value: bytes(3) },
  ]);
  await documents.save(['doc', 'snapshot'], bytes(4));
  expect((await rows.readRange(['row', 'draft'])).map(({ value }) => value[0])).toEqual([1, 2]);
  expect((await documents.loadRange(['doc'])).map(({ data }) => data?.[0])).toEqual([4]);
  await rows.write([{ key: ['row', 'draft', 'a'], value: undefined }]);
  expect(await rows.read(['row', 'draft', 'a'])).toBeUndefined();
  expect(await rows.read(['cold', 'draft'])).toEqual(bytes(3));
  await documents.removeRange(['doc']);
  expect(await documents.load(['doc', 'snapshot'])).toBeUndefined();
  await documents.save(['doc', 'snapshot'], bytes(5));
  await rows.clear();
  expect(await rows.readRange(['row'])).toEqual([]);
  expect(await documents.loadRange([])).toEqual([]);
});

test('SHARED-6 each has a key of her own, that cannot be taken out and is not kept', async () => {
  const { localKey } = makeMemoryPlatform();
  const key = await localKey.load();
  expect(key.extractable).toBe(false);
  expect(await localKey.load()).toBe(key);
  await localKey.forget();
  expect(await localKey.load()).not.toBe(key);
  expect(localKey.lock).toBeUndefined();
});
