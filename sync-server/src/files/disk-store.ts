/** Sealed bytes in a folder: one file each, named by its id. How long an upload is to be stands in Postgres, how much is there in the file itself. */
import { accessSync, constants, createReadStream, mkdirSync } from 'node:fs';
import { open, opendir, stat, statfs, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type FileId, isFileId } from '@sanad/model/ids';
import { FileStore as TusFileStore } from '@tus/file-store';
import { Upload } from '@tus/server';
import { type FileStore, type FindBytes, StoreFull, spareBytes } from './file-store.ts';

/** Of one read: less of it is time between reads. */
const readBytes = 256 * 1024;
/** What may come between two looks at how much is free. */
const lookBytes = 8 * 1024 * 1024;

export interface DiskStoreOptions {
  readonly folder: string;
  readonly findBytes: FindBytes;
  /** Of the disk; for tests. */
  readonly freeBytes?: (() => Promise<number>) | undefined;
}

/** Throws when the folder cannot be made or written. */
export function createDiskStore({ folder, findBytes, freeBytes = () => readFree(folder) }: DiskStoreOptions): FileStore {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  const uploads = new Uploads(folder, findBytes, freeBytes);
  const at = (file: FileId): string => join(folder, file);
  return {
    uploads,
    create: async (file, bytes) => {
      await uploads.create(new Upload({ id: file, size: bytes, offset: 0 }));
    },
    settle: async (file) => {
      await sync(at(file), 'r+');
      await sync(folder, 'r');
    },
    read: async (file, from, to) => ((await exists(at(file))) ? readRange(at(file), from, to) : undefined),
    remove: (file) => unlink(at(file)).catch(ignoreMissing),
    list: () => list(folder),
    freeBytes,
  };
}

class Uploads extends TusFileStore {
  readonly #freeBytes: () => Promise<number>;

  constructor(folder: string, findBytes: FindBytes, freeBytes: () => Promise<number>) {
    super({
      directory: folder,
      // What it would keep in files of its own beside the bytes.
      configstore: {
        get: async (id) => {
          const size = isFileId(id) ? await findBytes(id) : undefined;
          return size === undefined ? undefined : new Upload({ id, size, offset: 0 });
        },
        set: async () => undefined,
        delete: async () => undefined,
      },
    });
    this.extensions = [];
    this.#freeBytes = freeBytes;
  }

  override async write(...[readable, id, offset]: Parameters<TusFileStore['write']>): Promise<number> {
    const body = Readable.from(this.#whileThereIsRoom(readable), { objectMode: false });
    try {
      return await super.write(body, id, offset);
    } catch (error) {
      if (await this.#isFull()) throw new StoreFull('the disk is full');
      throw error;
    }
  }

  /** Many reservations fit one by one, and not together. */
  async *#whileThereIsRoom(readable: Readable): AsyncGenerator<Uint8Array> {
    let unseen = lookBytes;
    for await (const part of readable.iterator({ destroyOnReturn: false })) {
      if (unseen >= lookBytes) {
        if (await this.#isFull()) throw new StoreFull('the disk is full');
        unseen = 0;
      }
      unseen += part.length;
      yield part;
    }
  }
  async #isFull(): Promise<boolean> {
    return (await this.#freeBytes()) < spareBytes;
  }
}

const readRange = (path: string, start: number, end: number): Readable =>
  createReadStream(path, { start, end, highWaterMark: readBytes });

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    (error: unknown) => {
      ignoreMissing(error);
      return false;
    },
  );

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
}

async function sync(path: string, flags: string): Promise<void> {
  const handle = await open(path, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function readFree(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

async function* list(folder: string): AsyncGenerator<{ readonly file: FileId; readonly changedAtMs: number }> {
  for await (const { name } of await opendir(folder)) {
    if (!isFileId(name)) continue; // somebody else's
    const found = await stat(join(folder, name)).catch(ignoreMissing);
    if (found !== undefined) yield { file: name, changedAtMs: found.mtimeMs };
  }
}
