/** Offers every stored value to be sealed anew (LOCK-7): some at a time, each batch one durable transaction. */
import type { Bytes } from '@sanad/model/bytes';
import type { LockDep } from '@sanad/model/engine/deps';
import { err, ok, type Result } from '@sanad/model/result';
import type { IDBPDatabase } from 'idb';
import { documentsStore, openDocuments, openRows } from './database.ts';
import type { PlaceName } from './profile-place.ts';
import { isFull } from './rows.ts';
import { dropShare } from './share.ts';

type Change = Parameters<LockDep['rewrite']>[0];
type StorageFull = { readonly type: 'storage-full' };

const batchSize = 200;

export async function rewriteEverything(place: PlaceName, change: Change): Promise<Result<void, StorageFull>> {
  // Unsealed, and in no place that is locked.
  await dropShare(place);
  const [rows, documents] = [await openRows(place), await openDocuments(place)];
  try {
    // A cast: the schema of rows only narrows what is read here as unknown.
    const done = await rewriteStore(rows as IDBPDatabase, 'rows', (key, value) =>
      value instanceof Uint8Array ? change(key, value) : Promise.resolve(undefined),
    );
    if (!done.ok || !documents.objectStoreNames.contains(documentsStore)) return done;
    return await rewriteStore(documents, documentsStore, async (key, value) => {
      if (typeof value !== 'object' || value === null || !('binary' in value) || !(value.binary instanceof Uint8Array))
        return undefined;
      const binary = await change(['document', ...key], value.binary);
      return binary && { ...value, binary };
    });
  } finally {
    rows.close();
    documents.close();
  }
}

async function rewriteStore(
  db: IDBPDatabase,
  name: string,
  next: (key: readonly string[], value: unknown) => Promise<Bytes | object | undefined>,
): Promise<Result<void, StorageFull>> {
  const keys = await db.getAllKeys(name);
  for (let at = 0; at < keys.length; at += batchSize) {
    const batch = await Promise.all(
      keys.slice(at, at + batchSize).map(async (key) => {
        const place = Array.isArray(key) ? key.filter((part) => typeof part === 'string') : [];
        return { key, value: await next(place, await db.get(name, key)) };
      }),
    );
    const transaction = db.transaction(name, 'readwrite', { durability: 'strict' });
    try {
      await Promise.all([
        ...batch.flatMap(({ key, value }) => (value === undefined ? [] : [transaction.store.put(value, key)])),
        transaction.done,
      ]);
    } catch (cause) {
      if (isFull(cause) || isFull(transaction.error)) return err({ type: 'storage-full' });
      throw cause;
    }
  }
  return ok(undefined);
}
