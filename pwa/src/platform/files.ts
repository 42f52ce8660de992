/**
 * Files for the engine (FILE-3): sealed bytes in the profile's folder; `file-transfers.ts` brings them to the server and fetches them from it. Writing
 * goes through a handle that holds the file alone; reading takes what is kept, so that several windows may read.
 */
import type { FilesDep, SealedFilesDep } from '@sanad/model/engine/deps';
import type { FileId } from '@sanad/model/ids';
import { isFileId } from '@sanad/model/ids';
import { err, ok, type Result } from '@sanad/model/result';
import { isLocked, isMissing, openFolder, removeFolder } from './file-folder.ts';
import { type BytesSource, makeTransfers } from './file-transfers.ts';
import type { PlaceName } from './profile-place.ts';
import { isFull } from './rows.ts';

/** Of a file that is open for writing: it has to be copied, since it is no file of its own yet. */
const copiedPartBytes = 8 * 1024 * 1024;

export function makeFiles(place: PlaceName): FilesDep {
  const store = makeFolderStore(place);
  return makeTransfers(store, store);
}

/** SHARED-6: in memory, and gone with the worker. */
export function makeMemoryFiles(): FilesDep {
  const files = new Map<FileId, Uint8Array<ArrayBuffer>[]>();
  const sizeOf = (parts: readonly Uint8Array[]): number => parts.reduce((total, part) => total + part.length, 0);
  const blob = async (file: FileId): Promise<Blob | undefined> => {
    const parts = files.get(file);
    return parts && new Blob(parts);
  };
  const store: SealedFilesDep = {
    async size(file) {
      const parts = files.get(file);
      return parts && sizeOf(parts);
    },
    async write(file, from, bytes) {
      if (from === 0) files.set(file, []);
      files.get(file)?.push(new Uint8Array(bytes));
      return ok(undefined);
    },
    keep: async () => ok(undefined),
    async read(file, from, to) {
      const whole = await blob(file);
      return whole === undefined || whole.size < to ? undefined : bytesOf(whole.slice(from, to));
    },
    async remove(file) {
      files.delete(file);
    },
    list: async () => [...files].map(([file, parts]) => ({ file, bytes: sizeOf(parts) })),
    async clear() {
      files.clear();
    },
  };
  return makeTransfers(store, {
    bytesOf: store.size,
    part: async (file, from, to) => (await blob(file))?.slice(from, to),
  });
}

function makeFolderStore(place: PlaceName): SealedFilesDep & BytesSource {
  let folder: Promise<FileSystemDirectoryHandle> | undefined;
  const opened = new Map<FileId, FileSystemSyncAccessHandle>();
  const inFolder = (): Promise<FileSystemDirectoryHandle> => {
    folder ??= openFolder(place);
    return folder;
  };
  const close = (file: FileId): void => {
    opened.get(file)?.close();
    opened.delete(file);
  };
  const open = async (file: FileId): Promise<FileSystemSyncAccessHandle> => {
    const known = opened.get(file);
    if (known !== undefined) return known;
    const handle = await (await inFolder()).getFileHandle(file, { create: true });
    const access = await handle.createSyncAccessHandle();
    opened.set(file, access);
    return access;
  };
  const blob = async (file: FileId): Promise<Blob | undefined> => {
    try {
      return await (await (await inFolder()).getFileHandle(file)).getFile();
    } catch (cause) {
      if (isMissing(cause)) return undefined;
      throw cause;
    }
  };
  const size = async (file: FileId): Promise<number | undefined> => opened.get(file)?.getSize() ?? (await blob(file))?.size;
  /** Undefined: nobody here writes it. */
  const copyOpen = (file: FileId, from: number, to: number): Uint8Array<ArrayBuffer> | undefined => {
    const access = opened.get(file);
    const bytes = access && new Uint8Array(Math.max(0, Math.min(to, access.getSize()) - from));
    return bytes?.subarray(0, access?.read(bytes, { at: from }));
  };
  return {
    size,
    bytesOf: size,
    async part(file, from, to) {
      const copied = copyOpen(file, from, Math.min(to, from + copiedPartBytes));
      return copied === undefined ? (await blob(file))?.slice(from, to) : new Blob([copied]);
    },
    write: (file, from, bytes) =>
      orFull(async () => {
        const access = await open(file);
        if (from === 0) access.truncate(0);
        // A short write is a full disk in some browsers.
        if (access.write(bytes, { at: from }) !== bytes.length) throw new DOMException('', 'QuotaExceededError');
      }),
    keep: (file) =>
      orFull(async () => {
        opened.get(file)?.flush();
        close(file);
      }),
    async read(file, from, to) {
      const copied = copyOpen(file, from, to);
      if (copied !== undefined) return copied.length === to - from ? copied : undefined;
      const whole = await blob(file);
      return whole === undefined || whole.size < to ? undefined : bytesOf(whole.slice(from, to));
    },
    async remove(file) {
      close(file);
      try {
        await (await inFolder()).removeEntry(file);
      } catch (cause) {
        // Another window reads or writes it: the next start removes what nothing refers to.
        if (!isMissing(cause) && !isLocked(cause)) throw cause;
      }
    },
    async list() {
      const found: { readonly file: FileId; readonly bytes: number }[] = [];
      for await (const [name, handle] of (await inFolder()).entries())
        if (isFileId(name) && handle instanceof FileSystemFileHandle)
          found.push({ file: name, bytes: (await handle.getFile()).size });
      return found;
    },
    async clear() {
      for (const file of [...opened.keys()]) close(file);
      folder = undefined;
      await removeFolder(place);
    },
  };
}

const bytesOf = async (blob: Blob): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await blob.arrayBuffer());

async function orFull(write: () => Promise<void>): Promise<Result<void, { readonly type: 'storage-full' }>> {
  try {
    await write();
    return ok(undefined);
  } catch (cause) {
    if (isFull(cause)) return err({ type: 'storage-full' });
    throw cause;
  }
}
