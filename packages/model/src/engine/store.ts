/**
 * The engine's rows: sealed at rest, cached in memory, shared between tabs (REST-1, SYNC-10). A commit is all or nothing and durable
 * when it resolves; listeners of this engine and of the other tabs hear which rows changed.
 */
import * as v from 'valibot';
import { decodeCbor, encodeCbor } from '../cbor.ts';
import { openLocal, sealLocal } from '../crypto/local-seal.ts';
import { err, ok, type Result } from '../result.ts';
import type { RowKey, RowStoreDep, RowWrite, TabsDep } from './deps.ts';

export interface StorageFullError {
  readonly type: 'storage-full';
}
export interface StoreWrite {
  readonly key: RowKey;
  /** Plain data for CBOR; undefined removes the row. */
  readonly value: unknown;
}

export interface Store {
  /** From memory: `load` has read the table before. */
  get(key: RowKey): unknown;
  /** Every cached row of a table, in no order. */
  all(table: string): readonly { readonly key: RowKey; readonly value: unknown }[];
  /** Straight from storage, for rows that are not kept in memory. */
  fetch(key: RowKey): Promise<unknown>;
  commit(writes: readonly StoreWrite[]): Promise<Result<void, StorageFullError>>;
  /** The newest writing failed for want of space (STORE-5), of rows or of documents. A change of it is told as one of table `storage`. */
  isFull(): boolean;
  noteFull(isFull: boolean): void;
  /** Called after a commit of this or another engine of the profile, with the tables that changed. */
  onChange(listener: (tables: ReadonlySet<string>, keys: readonly RowKey[]) => void): void;
  clear(): Promise<void>;
}

const maxRowBytes = 32 * 1024 * 1024;
const isRowKey = (key: unknown): key is RowKey =>
  Array.isArray(key) && key.length > 0 && key.every((part) => typeof part === 'string');
const TabMessage = v.object({ type: v.literal('rows'), keys: v.array(v.custom<RowKey>(isRowKey)) });

/** A row that does not open or decode is reported as absent: it was not written by us. */
export async function openRow(localKey: CryptoKey, key: RowKey, sealed: Uint8Array): Promise<unknown> {
  const opened = await openLocal(localKey, key, sealed);
  if (!opened.ok) return undefined;
  const decoded = decodeCbor(opened.value, maxRowBytes);
  return decoded.ok ? decoded.value : undefined;
}

/** `uncached`: tables that are large and rarely needed. */
export async function openStore(
  rows: RowStoreDep,
  localKey: CryptoKey,
  tabs: TabsDep,
  uncached: ReadonlySet<string>,
): Promise<Store> {
  /** By table: a table is listed far more often than a row is written. */
  const tables = new Map<string, Map<string, { readonly key: RowKey; readonly value: unknown }>>();
  const cacheOf = (table: string) => tables.get(table) ?? new Map<string, { readonly key: RowKey; readonly value: unknown }>();
  /** How often a row was remembered: tells whether it changed while it was being read. */
  const versions = new Map<string, number>();
  const listeners: ((tables: ReadonlySet<string>, keys: readonly RowKey[]) => void)[] = [];
  const nameOf = (key: RowKey): string => key.join('\u0000');

  function remember(key: RowKey, value: unknown): void {
    versions.set(nameOf(key), (versions.get(nameOf(key)) ?? 0) + 1);
    if (value === undefined) tables.get(key[0])?.delete(nameOf(key));
    else if (!uncached.has(key[0])) tables.set(key[0], cacheOf(key[0]).set(nameOf(key), { key, value }));
  }
  function announce(keys: readonly RowKey[]): void {
    const changed = new Set(keys.map(([table]) => table));
    for (const listener of listeners) listener(changed, keys);
  }

  let isFull = false;
  function noteFull(now: boolean): void {
    if (now === isFull) return;
    isFull = now;
    announce([['storage']]);
  }

  // One range read finds every cached row; the prefix is part of the sealed place.
  const place = (key: RowKey): RowKey => [uncached.has(key[0]) ? 'cold' : 'row', ...key];

  const stored = await rows.readRange(['row']);
  await Promise.all(
    stored.map(async ({ key, value }) => {
      const inner = key.slice(1);
      if (isRowKey(inner)) remember(inner, await openRow(localKey, key, value));
    }),
  );
  const fetchRow = async (key: RowKey): Promise<unknown> => {
    const sealed = await rows.read(place(key));
    return sealed === undefined ? undefined : openRow(localKey, place(key), sealed);
  };

  /** Reads until what was read is not older than what was remembered meanwhile: reading is slow, and tabs write at the same time. */
  async function reread(key: RowKey): Promise<void> {
    for (;;) {
      const before = versions.get(nameOf(key));
      const value = await fetchRow(key);
      if (versions.get(nameOf(key)) !== before) continue;
      remember(key, value);
      return;
    }
  }
  let rereading: Promise<void> = Promise.resolve();
  tabs.onMessage((message) => {
    const parsed = v.safeParse(TabMessage, message);
    if (!parsed.success) return;
    const { keys } = parsed.output;
    // One message after the other: of two readings of a row the later one must win.
    rereading = rereading.then(async () => {
      for (const key of keys) await reread(key);
      announce(keys);
    });
  });

  return {
    get: (key) => tables.get(key[0])?.get(nameOf(key))?.value,
    all: (table) => [...cacheOf(table).values()],
    fetch: fetchRow,
    async commit(writes) {
      if (writes.length === 0) return ok(undefined);
      const batch = await Promise.all(
        writes.map(async ({ key, value }): Promise<RowWrite> => {
          const at = place(key);
          return { key: at, value: value === undefined ? undefined : await sealLocal(localKey, at, encodeCbor(value)) };
        }),
      );
      const written = await rows.write(batch);
      noteFull(!written.ok);
      if (!written.ok) return err({ type: 'storage-full' });
      for (const { key, value } of writes) remember(key, value);
      const keys = writes.map(({ key }) => key);
      announce(keys);
      tabs.post({ type: 'rows', keys });
      return ok(undefined);
    },
    isFull: () => isFull,
    noteFull,
    onChange: (listener) => void listeners.push(listener),
    async clear() {
      tables.clear();
      await rows.clear();
    },
  };
}
