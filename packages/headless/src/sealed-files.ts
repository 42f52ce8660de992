/** Sealed bytes of files in a folder, a file each, named by its id (model/engine/deps). Nothing in here opens without its message. */
import { type FileHandle, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SealedFilesDep } from '@sanad/model/engine/deps';
import { type FileId, isFileId } from '@sanad/model/ids';
import { err, ok, type Result } from '@sanad/model/result';
import { isFull } from './file-store.ts';

export interface SealedFiles extends SealedFilesDep {
  /** Where the bytes are. */
  path(file: FileId): string;
  close(): Promise<void>;
}
const syncBytes = 16 * 1024 * 1024;
type Written = Result<void, { readonly type: 'storage-full' }>;

export async function openSealedFiles(folder: string): Promise<SealedFiles> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  /** Open for writing; what was written is on its way to the disk before `keep` waits for it. */
  const growing = new Map<FileId, { readonly handle: FileHandle; unsynced: number; syncing: Promise<void> }>();
  const path = (file: FileId): string => join(folder, file);
  const size = async (file: FileId): Promise<number | undefined> => (await stat(path(file)).catch(() => undefined))?.size;

  async function growingOf(file: FileId) {
    const known = growing.get(file);
    if (known !== undefined) return known;
    const handle = await open(path(file), (await size(file)) === undefined ? 'w' : 'r+', 0o600);
    const fresh = { handle, unsynced: 0, syncing: Promise.resolve() };
    growing.set(file, fresh);
    return fresh;
  }
  async function shut(file: FileId): Promise<void> {
    const one = growing.get(file);
    growing.delete(file);
    await one?.syncing.catch(() => undefined);
    await one?.handle.close();
  }
  async function guarded(work: () => Promise<unknown>): Promise<Written> {
    try {
      await work();
      return ok(undefined);
    } catch (cause) {
      if (!isFull(cause)) throw cause;
      return err({ type: 'storage-full' });
    }
  }

  return {
    path,
    size,
    write: (file, from, bytes) =>
      guarded(async () => {
        const one = await growingOf(file);
        if (from === 0) await one.handle.truncate(0);
        await one.handle.write(bytes, 0, bytes.length, from);
        one.unsynced += bytes.length;
        if (one.unsynced < syncBytes) return;
        one.unsynced = 0;
        await one.syncing;
        one.syncing = one.handle.datasync();
        one.syncing.catch(() => undefined);
      }),
    keep: (file) =>
      guarded(async () => {
        const one = await growingOf(file);
        await one.syncing;
        await one.handle.datasync();
        await shut(file);
      }),
    async read(file, from, to) {
      const handle = await open(path(file), 'r').catch(() => undefined);
      if (handle === undefined) return undefined;
      try {
        const bytes = new Uint8Array(to - from);
        const { bytesRead } = await handle.read(bytes, 0, bytes.length, from);
        return bytesRead === bytes.length ? bytes : undefined;
      } finally {
        await handle.close();
      }
    },
    async remove(file) {
      await shut(file);
      await rm(path(file), { force: true });
    },
    async list() {
      const names = (await readdir(folder)).filter(isFileId);
      return Promise.all(names.map(async (file) => ({ file, bytes: (await size(file)) ?? 0 })));
    },
    async clear() {
      for (const file of growing.keys()) await shut(file);
      for (const name of await readdir(folder)) await rm(join(folder, name), { force: true });
    },
    async close() {
      for (const file of growing.keys()) await shut(file);
    },
  };
}
