/**
 * Bytes on their way in (FILE-6): tus 1.0.0 by its library, for uploads that `reserve.ts` made. Nothing is made here, no metadata is taken, and an id
 * is taken from the path alone. The last byte is on the disk before its request is answered, and then the spaces that refer to the file are told.
 */
import { type FileId, isFileId, type SpaceId } from '@sanad/model/ids';
import { Server } from '@tus/server';
import { type Database, isUnavailable } from '../db/database.ts';
import { noteProgress, noteStored, readReferringSpaces } from './file-rows.ts';
import type { FileStore } from './file-store.ts';
import { createUploadLocks } from './upload-locks.ts';

export interface UploadsDeps {
  readonly database: Database;
  readonly store: FileStore;
  readonly nowMs: () => number;
  readonly onStored: (file: FileId, spaces: readonly SpaceId[]) => void;
  readonly onBytes: (count: number) => void;
  readonly onError: (error: unknown) => void;
}
export interface Uploads {
  /** HEAD, PATCH and OPTIONS, of somebody who may. */
  readonly handle: (request: Request, file: FileId) => Promise<Response>;
  /** Whoever brings it now is asked to stop; what came so far stays. */
  readonly interrupt: (file: FileId) => void;
}

/** From being asked to stop until what came is closed. */
const drainMs = 100;
const lockPatienceMs = 5000;

export function createUploads({ database, store, nowMs, onStored, onBytes, onError }: UploadsDeps): Uploads {
  const locks = createUploadLocks(lockPatienceMs);
  const fileOf = (request: Request): FileId | undefined => {
    const last = new URL(request.url).pathname.split('/').at(-1);
    return isFileId(last) ? last : undefined;
  };
  const complete = async (file: FileId): Promise<void> => {
    await store.settle(file);
    if (await noteStored(database, file, nowMs())) onStored(file, await readReferringSpaces(database, file));
  };
  const tus = new Server({
    path: '/api/v1/files',
    datastore: store.uploads,
    locker: locks,
    lockDrainTimeout: drainMs,
    allowedOrigins: () => false,
    getFileIdFromRequest: fileOf,
    onUploadFinish: async (_request, { id }) => {
      if (isFileId(id)) await complete(id);
      return {};
    },
    // Without this it would answer with the message of whatever was thrown.
    onResponseError: (_request, error) => {
      if ('status_code' in error) return undefined;
      onError(error);
      return { status_code: isUnavailable(error) ? 503 : 500, body: '' };
    },
  });
  return {
    interrupt: (file) => locks.interrupt(file),
    handle: async (request, file) => {
      const response = await tus.handleWeb(request);
      for (const name of [...response.headers.keys()]) if (name.startsWith('access-control-')) response.headers.delete(name);
      const offset = Number(response.headers.get('upload-offset') ?? Number.NaN);
      if (request.method === 'PATCH') await noteProgress(database, file, nowMs());
      if (request.method === 'PATCH' && response.ok) onBytes(offset - Number(request.headers.get('upload-offset')));
      // All there, and nobody was told: the process ended in between, or more came behind the last byte.
      if (request.method === 'HEAD' && offset === Number(response.headers.get('upload-length'))) await complete(file);
      return response;
    },
  };
}
