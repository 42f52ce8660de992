/**
 * What this device knows of a file beside its bytes (FILE-3): ['file', file]. Of files that were never here there is none.
 *
 *   attached → reserved → stored        mine: sealed here, known to the server, all of it there
 *   attached → refused                  a person decides: without it, or asked again
 *   partial → stored                    somebody's: being fetched, here
 *   unsent, gone                        what the server said of one that was asked for
 *
 * ['file-broken', message, file]: what came does not open for this message. It is not fetched for it again before somebody asks.
 */
import * as v from 'valibot';
import type { FileId, MessageId, SpaceId } from '../../ids.ts';
import { type ErrorCode, isErrorCode } from '../../wire/error-code.ts';
import { countField, fileIdField, messageIdField, spaceIdField } from '../../wire/fields.ts';
import { FileLimits } from '../../wire/file.ts';
import { makeRowReader, withoutUndefined } from '../row-codec.ts';
import type { Store, StoreWrite } from '../store.ts';

const FILE_STATES = ['attached', 'reserved', 'refused', 'stored', 'partial', 'unsent', 'gone'] as const;
export const FileRow = v.object({
  file: fileIdField,
  /** Where it was attached or is read. */
  space: spaceIdField,
  /** Undefined: in a draft. */
  message: v.optional(messageIdField),
  /** The small copy of this picture. */
  small: v.optional(fileIdField),
  /** Of the sealed file. */
  bytes: countField,
  state: v.picklist(FILE_STATES),
  /** Why it was refused. */
  code: v.optional(v.custom<ErrorCode>(isErrorCode)),
  paused: v.optional(v.boolean()),
  /** When it was attached, then when its message was written. */
  atMs: countField,
});
export type FileRow = v.InferOutput<typeof FileRow>;

export interface FileRows {
  get(file: FileId): FileRow | undefined;
  all(): readonly FileRow[];
  limits(): FileLimits | undefined;
  isBroken(message: MessageId, file: FileId): boolean;
}

export function makeFileRows(store: Pick<Store, 'get' | 'all'>): FileRows {
  const read = makeRowReader(FileRow, (row) => row);
  const readLimits = makeRowReader(FileLimits, (row) => row);
  return {
    get: (file) => read(store.get(['file', file])),
    all: () => store.all('file').flatMap(({ value }) => read(value) ?? []),
    limits: () => readLimits(store.get(['file-limits'])),
    isBroken: (message, file) => store.get(['file-broken', message, file]) !== undefined,
  };
}
export const fileWrite = (row: FileRow): StoreWrite => ({ key: ['file', row.file], value: withoutUndefined(row) });
export const forgetFile = (file: FileId): StoreWrite => ({ key: ['file', file], value: undefined });

export const brokenWrite = (message: MessageId, file: FileId): StoreWrite => ({ key: ['file-broken', message, file], value: {} });
export const forgetBroken = (message: MessageId, file: FileId): StoreWrite => ({
  key: ['file-broken', message, file],
  value: undefined,
});

/** Mine, and not known to the server yet. */
export const isUnreserved = ({ state }: FileRow): boolean => state === 'attached' || state === 'refused';
/** All of its bytes are here. */
export const isHere = ({ state }: FileRow): boolean => state !== 'partial' && state !== 'unsent' && state !== 'gone';

/** ['file-removal', file, space]: what carried it there was taken back; the server does not know yet. */
export const removalWrite = (file: FileId, space: SpaceId): StoreWrite => ({
  key: ['file-removal', file, space],
  value: { space },
});
