/**
 * What the browser says of this site's storage: whether it has promised not to erase it (STORE-1), how much there is, and what SANAD keeps.
 * Every part may be missing in some browser; what is not said is undefined, never guessed.
 */
import { openDB } from 'idb';
import { documentsDatabase, documentsStore, rowsDatabase } from './database.ts';
import { folderBytes } from './file-folder.ts';
import type { PlaceName } from './profile-place.ts';

export interface StorageReading {
  readonly isKept: boolean | undefined;
  readonly usedBytes: number | undefined;
  readonly quotaBytes: number | undefined;
}

export async function readStorage(): Promise<StorageReading> {
  // Absent without https.
  if (!('storage' in navigator)) return { isKept: undefined, usedBytes: undefined, quotaBytes: undefined };
  const [isKept, { usage, quota }] = await Promise.all([navigator.storage.persisted(), navigator.storage.estimate()]);
  return { isKept, usedBytes: usage, quotaBytes: quota };
}

export interface KeptBytes {
  readonly documents: number;
  readonly rows: number;
  readonly files: number;
  readonly app: number;
}

/** Counted here and not asked of the browser: no two of them divide it in the same way. */
export async function measureKept(place: PlaceName): Promise<KeptBytes> {
  const [documents, rows, files, app] = await Promise.all([
    measureStore(documentsDatabase(place), documentsStore),
    measureStore(rowsDatabase(place), 'rows'),
    folderBytes(place),
    measureCaches(),
  ]);
  return { documents, rows, files, app };
}

/** A database that does not exist is not made by looking. */
async function measureStore(name: string, storeName: string): Promise<number> {
  const known = await indexedDB.databases();
  if (!known.some((database) => database.name === name)) return 0;
  const db = await openDB(name);
  try {
    if (!db.objectStoreNames.contains(storeName)) return 0;
    let bytes = 0;
    for (let cursor = await db.transaction(storeName).store.openCursor(); cursor !== null; cursor = await cursor.continue())
      bytes += sizeOf(cursor.value);
    return bytes;
  } finally {
    db.close();
  }
}

const sizeOf = (value: unknown): number => {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  return typeof value === 'object' && value !== null ? Object.values(value).reduce((total, part) => total + sizeOf(part), 0) : 0;
};

/** The bodies are read: what their headers say is the length on the way, compressed. */
async function measureCaches(): Promise<number> {
  if (!('caches' in globalThis)) return 0;
  let bytes = 0;
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const answer of await cache.matchAll()) bytes += (await answer.blob()).size;
  }
  return bytes;
}
