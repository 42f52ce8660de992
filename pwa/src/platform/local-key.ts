/**
 * The key ring of this browser profile, in a store of its own (REST-1, LOCK-1): the local key as a non-extractable CryptoKey, or what a lock
 * left of it. One value, so that every change of it is one write.
 */
import type { KeyRing, LocalKeyDep } from '@sanad/model/engine/deps';
import type { IDBPDatabase } from 'idb';
import { type KeysSchema, openKeys } from './database.ts';
import { parseKeyRing } from './key-ring.ts';
import { makeProfileLock } from './profile-lock.ts';
import type { PlaceName } from './profile-place.ts';
import { rewriteEverything } from './rewrite.ts';

const name = 'ring';
/** The key of a profile from before there was a ring. */
const bareName = 'local';

export function makeLocalKey(locks: LockManager, place: PlaceName): LocalKeyDep {
  const withKeys = <T>(use: (db: IDBPDatabase<KeysSchema>) => Promise<T>): Promise<T> => withOpen(openKeys(place), use);
  const update = (change: (ring: KeyRing) => KeyRing) =>
    withKeys(async (db) => {
      const transaction = db.transaction('keys', 'readwrite', { durability: 'strict' });
      const { store } = transaction;
      const ring = parseKeyRing(await store.get(name), await store.get(bareName));
      const next = change(ring);
      if (next !== ring) await Promise.all([store.put(next, name), store.delete(bareName)]);
      await transaction.done;
      return next;
    });
  return {
    load: async () => {
      const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
      // Two tabs at once: whoever stores first wins, the other takes that key.
      const { open } = await update((ring) => (ring.open === undefined ? { ...ring, open: made } : ring));
      return open ?? made;
    },
    forget: () => withKeys((db) => db.clear('keys')),
    lock: {
      read: () => withKeys(async (db) => parseKeyRing(await db.get('keys', name), await db.get('keys', bareName))),
      update,
      ...makeProfileLock(locks, place('sanad-open')),
      rewrite: (change) => rewriteEverything(place, change),
    },
  };
}

async function withOpen<T>(
  opened: Promise<IDBPDatabase<KeysSchema>>,
  use: (db: IDBPDatabase<KeysSchema>) => Promise<T>,
): Promise<T> {
  const db = await opened;
  try {
    return await use(db);
  } finally {
    db.close();
  }
}
