/**
 * What somebody answered in a notification, until the engine enters it (NOTIFY-4): in a store of its own, because the engine keeps its rows in
 * memory while it runs. Sealed under the profile's local key like everything else.
 */
import type { IntentsDep } from '@sanad/model/engine/deps';
import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb';
import type { PlaceName } from './profile-place.ts';

interface IntentsSchema extends DBSchema {
  intents: { key: string; value: Uint8Array<ArrayBuffer> };
}
export const intentsDatabase = 'sanad-intents';

async function withIntents<T>(place: PlaceName, use: (db: IDBPDatabase<IntentsSchema>) => Promise<T>): Promise<T> {
  const db = await openDB<IntentsSchema>(place(intentsDatabase), 1, {
    upgrade: (fresh) => void fresh.createObjectStore('intents'),
  });
  try {
    return await use(db);
  } finally {
    db.close();
  }
}

export const makeIntents = (place: PlaceName): IntentsDep => ({
  read: () =>
    withIntents(place, async (db) => {
      const names = await db.getAllKeys('intents');
      const values = await Promise.all(names.map((name) => db.get('intents', name)));
      return names.flatMap((name, at) => {
        const sealed = values[at];
        return sealed === undefined ? [] : [{ name, sealed }];
      });
    }),
  keep: async (name, sealed) => void (await withIntents(place, (db) => db.put('intents', sealed, name))),
  remove: (name) => withIntents(place, (db) => db.delete('intents', name)),
});

export const forgetIntents = (place: PlaceName): Promise<void> => deleteDB(place(intentsDatabase));
