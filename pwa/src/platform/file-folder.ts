/**
 * Where sealed bytes of files rest (FILE-3): a folder of the browser's private file system, one per profile, one file per id. What is not a folder of
 * ours is left alone.
 */
import { type PlaceName, type ProfileId, parseProfileId } from './profile-place.ts';

const folderName = 'sanad-files';
/** As long as a dying worker may hold one of its files open. */
const patienceMs = 2_000;
const againMs = 100;

/** Absent without https, and in some private windows. */
export const hasFolders = (): boolean => 'storage' in navigator && 'getDirectory' in navigator.storage;

export async function openFolder(place: PlaceName): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(place(folderName), { create: true });
}

/** With everything in it. A file that somebody still writes is waited for a little; what is left after that is sealed under
 * keys that are gone, and goes with the next start. */
export async function removeFolder(place: PlaceName): Promise<void> {
  if (!hasFolders()) return;
  const root = await navigator.storage.getDirectory();
  for (let waitedMs = 0; ; waitedMs += againMs) {
    try {
      return await root.removeEntry(place(folderName), { recursive: true });
    } catch (cause) {
      if (isMissing(cause)) return;
      if (!isLocked(cause)) throw cause;
      if (waitedMs >= patienceMs) return;
      await new Promise((done) => setTimeout(done, againMs));
    }
  }
}

/** Of which profiles there is a folder. */
export async function foldersHere(): Promise<readonly ProfileId[]> {
  if (!hasFolders()) return [];
  const found: ProfileId[] = [];
  for await (const name of (await navigator.storage.getDirectory()).keys()) {
    const id = name.startsWith(`${folderName}-`) ? parseProfileId(name.slice(folderName.length + 1)) : undefined;
    if (id !== undefined) found.push(id);
  }
  return found;
}

export async function folderBytes(place: PlaceName): Promise<number> {
  if (!hasFolders()) return 0;
  let bytes = 0;
  for await (const entry of (await openFolder(place)).values())
    if (entry instanceof FileSystemFileHandle) bytes += (await entry.getFile()).size;
  return bytes;
}

const named = (cause: unknown): string =>
  typeof cause === 'object' && cause !== null && 'name' in cause && typeof cause.name === 'string' ? cause.name : '';
export const isMissing = (cause: unknown): boolean => named(cause) === 'NotFoundError';
/** Open for writing, here or in another window. */
export const isLocked = (cause: unknown): boolean => named(cause) === 'NoModificationAllowedError';
