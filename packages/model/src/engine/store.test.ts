import { expect, test } from 'vitest';
import { type FakeRows, makeRows, makeTabs, settle } from '../../test/support/engine.ts';
import { utf8 } from '../bytes.ts';
import { generateAesKey } from '../crypto/primitives.ts';
import type { RowKey, TabsDep } from './deps.ts';
import { openStore, type Store } from './store.ts';

const uncached = new Set(['log-history']);
async function open(rows: FakeRows = makeRows(), tabs: TabsDep = makeTabs().open(), key?: CryptoKey) {
  const localKey = key ?? (await generateAesKey());
  return { store: await openStore(rows, localKey, tabs, uncached), rows, localKey };
}
const changesOf = (store: Store): (readonly string[])[] => {
  const heard: (readonly string[])[] = [];
  store.onChange((tables) => heard.push([...tables].sort()));
  return heard;
};

test('SYNC-10 what one tab committed is there after a restart, with everything that belongs to it', async () => {
  const { store, rows, localKey } = await open();
  await store.commit([
    { key: ['draft', 'a'], value: { text: 'bonjour' } },
    { key: ['draft', 'b'], value: { text: 'lit 12' } },
    { key: ['log-history', 'l', '0'], value: { from: 1 } },
  ]);
  await store.commit([{ key: ['draft', 'b'], value: undefined }]);
  const again = (await open(rows, makeTabs().open(), localKey)).store;
  expect(again.all('draft')).toEqual([{ key: ['draft', 'a'], value: { text: 'bonjour' } }]);
  expect(again.get(['draft', 'b'])).toBeUndefined();
  expect(again.get(['log-history', 'l', '0'])).toBeUndefined();
  expect(await again.fetch(['log-history', 'l', '0'])).toEqual({ from: 1 });
});

test('REST-1 what the row store gets contains no word, name or key of it', async () => {
  const { store, rows } = await open();
  const secret = utf8('clé secrète de la chambre');
  await store.commit([
    { key: ['pending', 's', 'm'], value: { text: 'Saturation 84 %, lit 12', secret } },
    { key: ['person', 'u'], value: { name: 'Amel Ben Salah' } },
  ]);
  for (const { value } of rows.stored.values()) {
    const text = Buffer.from(value).toString('latin1');
    for (const word of ['Saturation', 'lit 12', 'Amel', 'text', 'name', Buffer.from(secret).toString('latin1')])
      expect(text).not.toContain(word);
  }
  expect(rows.stored.size).toBe(2);
});

test('REST-1 a row that was moved, changed or sealed with another key counts as absent', async () => {
  const { store, rows, localKey } = await open();
  await store.commit([
    { key: ['draft', 'a'], value: { text: 'a' } },
    { key: ['draft', 'b'], value: { text: 'b' } },
    { key: ['draft', 'c'], value: { text: 'c' } },
  ]);
  const [a, b, c] = [...rows.stored.values()] as { key: RowKey; value: Uint8Array<ArrayBuffer> }[];
  if (a === undefined || b === undefined || c === undefined) throw new Error('three rows');
  await rows.write([
    { key: a.key, value: b.value },
    { key: c.key, value: c.value.map((byte, i) => (i === 20 ? byte ^ 1 : byte)) },
    { key: ['row', 'draft', 'd'], value: new Uint8Array([1, 2, 3]) },
    { key: ['row', 'draft', 'e'], value: new Uint8Array() },
  ]);
  const again = (await open(rows, makeTabs().open(), localKey)).store;
  expect(again.all('draft').map(({ key }) => key)).toEqual([['draft', 'b']]);
  expect((await open(rows)).store.all('draft')).toEqual([]);
});

test('ENG-1 a commit that finds no space changes nothing: no row, no memory, no listener, no other tab', async () => {
  const tabs = makeTabs();
  const { store, rows, localKey } = await open(makeRows(), tabs.open());
  await store.commit([{ key: ['draft', 'a'], value: 1 }]);
  const other = (await open(rows, tabs.open(), localKey)).store;
  const [heard, heardElsewhere] = [changesOf(store), changesOf(other)];
  rows.full(true);
  const refused = await store.commit([
    { key: ['draft', 'a'], value: 2 },
    { key: ['draft', 'b'], value: 2 },
  ]);
  await settle();
  expect(refused).toEqual({ ok: false, error: { type: 'storage-full' } });
  expect([store.get(['draft', 'a']), store.get(['draft', 'b']), other.get(['draft', 'a'])]).toEqual([1, undefined, 1]);
  // But for the want of space itself (STORE-5), of which other tabs hear from their leader.
  expect([heard, heardElsewhere]).toEqual([[['storage']], []]);
  rows.full(false);
  expect((await store.commit([{ key: ['draft', 'a'], value: 3 }])).ok).toBe(true);
  expect(store.get(['draft', 'a'])).toBe(3);
});

test('ENG-1 a batch is one write, and it is announced once it is durable', async () => {
  const rows = makeRows();
  const batches: number[] = [];
  const counting = {
    ...rows,
    write(batch: Parameters<typeof rows.write>[0]) {
      batches.push(batch.length);
      return rows.write(batch);
    },
  };
  const { store } = await open(counting);
  let durable: number | undefined;
  store.onChange(() => {
    durable = rows.stored.size;
  });
  await store.commit([
    { key: ['summary', 's'], value: 1 },
    { key: ['log', 'l'], value: 2 },
  ]);
  expect([batches, durable]).toEqual([[2], 2]);
  expect(await store.commit([])).toEqual({ ok: true, value: undefined });
  expect(batches).toEqual([2]);
});

test('SYNC-10 another tab reads what this one wrote, and says which tables changed', async () => {
  const tabs = makeTabs();
  const mine = await open(makeRows(), tabs.open());
  const other = (await open(mine.rows, tabs.open(), mine.localKey)).store;
  const heard = changesOf(other);
  await mine.store.commit([
    { key: ['draft', 'a'], value: 1 },
    { key: ['mark', 's', 'd'], value: 2 },
  ]);
  await settle();
  expect([other.get(['draft', 'a']), other.get(['mark', 's', 'd']), heard]).toEqual([1, 2, [['draft', 'mark']]]);
  await mine.store.commit([{ key: ['draft', 'a'], value: undefined }]);
  await settle();
  expect(other.get(['draft', 'a'])).toBeUndefined();
});

test('SYNC-10 what a tab writes while it reads again is not replaced by what it read before', async () => {
  const tabs = makeTabs();
  const mine = await open(makeRows(), tabs.open());
  const other = (await open(mine.rows, tabs.open(), mine.localKey)).store;
  const release = mine.rows.holdReads();
  await mine.store.commit([{ key: ['draft', 'a'], value: 'first' }]);
  await settle();
  await other.commit([{ key: ['draft', 'a'], value: 'second' }]);
  release();
  await settle();
  expect([other.get(['draft', 'a']), mine.store.get(['draft', 'a'])]).toEqual(['second', 'second']);
});

test('SYNC-10 a message of another tab that is not one is passed over', async () => {
  const tabs = makeTabs();
  const stranger = tabs.open();
  const { store } = await open(makeRows(), tabs.open());
  const heard = changesOf(store);
  for (const message of [undefined, 'rows', { type: 'rows' }, { type: 'rows', keys: [[]] }, { type: 'rows', keys: [[1]] }])
    stranger.post(message);
  await settle();
  expect(heard).toEqual([]);
});

test('ENG-1 clearing forgets rows and memory', async () => {
  const { store, rows } = await open();
  await store.commit([{ key: ['draft', 'a'], value: 1 }]);
  await store.clear();
  expect([store.get(['draft', 'a']), rows.stored.size]).toEqual([undefined, 0]);
});
