/** Sealed rows in IndexedDB (REST-1). A batch is one transaction with strict durability: it is on the disk when the promise resolves. */
import type { RowStoreDep } from '@sanad/model/engine/deps';
import { err, ok } from '@sanad/model/result';
import type { IDBPDatabase } from 'idb';
import { documentsStore, openDocuments, openRows, type RowsSchema } from './database.ts';
import { removeFolder } from './file-folder.ts';
import { forgetIntents } from './intents.ts';
import { photoCacheOf } from './photo-cache.ts';
import type { PlaceName } from './profile-place.ts';
import { dropShare } from './share.ts';
import { forgetNotes } from './worker-notes.ts';

export function makeRows(place: PlaceName): RowStoreDep {
  let opened: Promise<IDBPDatabase<RowsSchema>> | undefined;
  const database = () => {
    opened ??= openRows(place);
    return opened;
  };
  return {
    write: async (batch) => {
      const transaction = (await database()).transaction('rows', 'readwrite', { durability: 'strict' });
      try {
        await Promise.all([
          ...batch.map(({ key, value }) =>
            value === undefined ? transaction.store.delete([...key]) : transaction.store.put(value, [...key]),
          ),
          transaction.done,
        ]);
        return ok(undefined);
      } catch (cause) {
        if (isFull(cause) || isFull(transaction.error)) return err({ type: 'storage-full' });
        throw cause;
      }
    },
    read: async (key) => (await database()).get('rows', [...key]),
    readRange: async (prefix) => {
      const store = (await database()).transaction('rows', 'readonly').store;
      const range = IDBKeyRange.bound([...prefix], [...prefix, []]); // an array sorts after every text
      const [keys, values] = await Promise.all([store.getAllKeys(range), store.getAll(range)]);
      return keys.flatMap((key, at) => {
        const [table, ...path] = key;
        const value = values[at];
        return table === undefined || value === undefined ? [] : [{ key: [table, ...path] as const, value }];
      });
    },
    clear: async () => {
      await (await database()).clear('rows');
      await clearDocuments(place);
      await removeFolder(place);
      await forgetIntents(place);
      await forgetNotes();
      if ('caches' in globalThis) await caches.delete(photoCacheOf(place));
      await dropShare(place);
    },
  };
}

/** QuotaExceededError is a DOMException in some browsers and its own class in others. */
export const isFull = (cause: unknown): boolean =>
  typeof cause === 'object' && cause !== null && 'name' in cause && cause.name === 'QuotaExceededError';

/** Emptied rather than deleted: the adapter of this and of other tabs holds the database open. */
async function clearDocuments(place: PlaceName): Promise<void> {
  const db = await openDocuments(place);
  try {
    if (db.objectStoreNames.contains(documentsStore)) await db.clear(documentsStore);
  } finally {
    db.close();
  }
}
