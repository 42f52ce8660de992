/**
 * Files at the server (FILE): sealed bytes under a random id. A device reserves the id and the number of sealed bytes, appends the message that carries
 * it, and sends the bytes by tus (https://tus.io/protocols/resumable-upload, version 1.0.0), from where it broke off as often as it takes.
 */
import * as v from 'valibot';
import { countField, fileIdField, spaceIdField } from './fields.ts';
import { maxSealedFileBytes } from './limits.ts';

/** The same again by the same person succeeds. Otherwise `file/too-large`, `file/quota`, `space/not-member`. */
export const ReserveFile = v.strictObject({
  file: fileIdField,
  space: spaceIdField,
  /** Of the sealed file. */
  bytes: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(maxSealedFileBytes)),
});
export type ReserveFile = v.InferOutput<typeof ReserveFile>;

/** FILE-7: what this space no longer needs. */
export const RemoveFile = v.strictObject({ space: spaceIdField });
export type RemoveFile = v.InferOutput<typeof RemoveFile>;

/** Sealed bytes: of one file, and of everything that this person brought in and that is still kept. */
export const FileLimits = v.object({ maxFileBytes: countField, quotaBytes: countField, usedBytes: countField });
export type FileLimits = v.InferOutput<typeof FileLimits>;
