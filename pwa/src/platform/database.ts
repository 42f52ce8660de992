/** The databases of a profile. Each is opened once per worker; another tab that wants a newer shape is never blocked by this one. */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { PlaceName } from './profile-place.ts';

/** Sealed rows under an array key, so that a prefix is a range. */
export interface RowsSchema extends DBSchema {
  rows: { key: string[]; value: Uint8Array<ArrayBuffer> };
}
export interface KeysSchema extends DBSchema {
  /** Parsed when it is read (local-key.ts). */
  keys: { key: string; value: unknown };
}

export const documentsDatabase = (place: PlaceName): string => place('sanad-documents');
export const documentsStore = 'documents';
export const rowsDatabase = (place: PlaceName): string => place('sanad-rows');
const version = 1;

export const openRows = (place: PlaceName): Promise<IDBPDatabase<RowsSchema>> =>
  openDB<RowsSchema>(rowsDatabase(place), version, {
    upgrade: (db) => {
      db.createObjectStore('rows');
    },
    blocking: (_current, _wanted, event) => closeDatabase(event),
  });

export const openKeys = (place: PlaceName): Promise<IDBPDatabase<KeysSchema>> =>
  openDB<KeysSchema>(place('sanad-keys'), version, {
    upgrade: (db) => {
      db.createObjectStore('keys');
    },
    blocking: (_current, _wanted, event) => closeDatabase(event),
  });

/** As the adapter of automerge-repo has it, whoever comes first. */
export const openDocuments = (place: PlaceName): Promise<IDBPDatabase> =>
  openDB(documentsDatabase(place), version, {
    upgrade: (db) => {
      db.createObjectStore(documentsStore);
    },
    blocking: (_current, _wanted, event) => closeDatabase(event),
  });

const closeDatabase = (event: Event): void => {
  if (event.target instanceof IDBDatabase) event.target.close();
};
