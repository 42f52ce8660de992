/**
 * Where sealed bytes are kept: a folder or a bucket. Bytes are found by the file's id and by nothing else; whose they are and who may read
 * them stands in Postgres alone.
 */
import type { Readable } from 'node:stream';
import type { FileId } from '@sanad/model/ids';
import type { DataStore } from '@tus/server';

export interface FileStore {
  /** What tus writes to. Its uploads are made by `create`. */
  readonly uploads: DataStore;
  /** Empty, also where something incomplete was left of an attempt to reserve it. */
  readonly create: (file: FileId, bytes: number) => Promise<void>;
  /** Resolves when what was written outlives a loss of power. */
  readonly settle: (file: FileId) => Promise<void>;
  /** Bytes `from` to `to`, both included; undefined when nothing is kept. The caller reads it to its end or destroys it. */
  readonly read: (file: FileId, from: number, to: number) => Promise<Readable | undefined>;
  /** Also of what is not there. */
  readonly remove: (file: FileId) => Promise<void>;
  /** Everything that is kept, for the sweep. */
  readonly list: () => AsyncIterable<{ readonly file: FileId; readonly changedAtMs: number }>;
  /** Undefined: no bound is known. */
  readonly freeBytes: () => Promise<number | undefined>;
}

/** Left free for Postgres, whose data may be on the same disk. */
export const spareBytes = 256 * 1024 * 1024;

/** What of an upload tus has to know and the store does not. */
export type FindBytes = (file: FileId) => Promise<number | undefined>;

/** As tus tells it: `file/quota` in the end. */
export class StoreFull extends Error {
  readonly status_code = 507;
  readonly body = '';
}

/** tus throws plain objects with the status that it would answer. */
export const isMissing = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'status_code' in error &&
  (error.status_code === 404 || error.status_code === 410);
