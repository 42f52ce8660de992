/**
 * From what somebody chose to sealed bytes in this device's store (FILE-2, FILE-3): durable when it returns. What is in the store may go ahead to the
 * server meanwhile (FILE-8): if it is never sealed to its end, its key is gone, and what the server has of it expires.
 */
import type { Bytes } from '../../bytes.ts';
import {
  type FileSecret,
  type FileSource,
  maxContentBytes,
  newFileSecret,
  sealedFileBytes,
  sealFile,
} from '../../crypto/file-seal.ts';
import type { FileId, SpaceId } from '../../ids.ts';
import { err, ok, type Result } from '../../result.ts';
import { safeFileName, safeMediaType } from '../../schema/attachment.ts';
import { type Attachment, maxThumbnailBytes, maxWaveformBytes, type SealedFile } from '../../schema/attachment-values.ts';
import { maxSealedFileBytes } from '../../wire/limits.ts';
import type { NewFile } from '../api-files.ts';
import type { CommandError } from '../api-result.ts';
import type { EngineContext } from '../context.ts';
import type { SealedFilesDep } from '../deps.ts';
import { type FileRows, fileWrite } from './file-rows.ts';
import type { Growing, Growth } from './growth.ts';

const refused = (reason: 'empty' | 'unreadable'): { readonly ok: false; readonly error: CommandError } =>
  err({ type: 'file-refused', reason });

export interface AttachParts {
  readonly context: Pick<EngineContext, 'deps' | 'store'>;
  readonly files: SealedFilesDep;
  readonly rows: Pick<FileRows, 'limits'>;
  readonly growth: Pick<Growth, 'begin'>;
  /** They have their rows, and are about to be sealed. */
  readonly begun: (files: readonly FileId[]) => void;
  /** Could not be sealed: rows, bytes, and what went ahead. */
  readonly giveUp: (files: readonly FileId[]) => Promise<unknown>;
}

export async function attachFile(
  { context: { deps, store }, files, rows, growth, begun, giveUp }: AttachParts,
  space: SpaceId,
  file: NewFile,
): Promise<Result<Attachment, CommandError>> {
  const { source, image, voice } = file;
  if (source.size === 0 || image?.small?.source.size === 0) return refused('empty');
  const maxSealedBytes = rows.limits()?.maxFileBytes ?? maxSealedFileBytes;
  // FILE-4: before anything is sealed; the server has the last word.
  if (sealedFileBytes(source.size) > maxSealedBytes)
    return err({ type: 'file-refused', reason: 'too-large', maxContentBytes: maxContentBytes(maxSealedBytes) });
  const isFitting = (image?.thumbnail.length ?? 0) <= maxThumbnailBytes && (voice?.waveform.length ?? 0) <= maxWaveformBytes;
  if (!isFitting) return refused('unreadable');
  const secrets = [source, ...(image?.small === undefined ? [] : [image.small.source])].map((one) => ({
    source: one,
    secret: newFileSecret(one.size),
  }));
  const [whole, small] = secrets.map(({ secret }) => secret);
  if (whole === undefined) throw new Error('the file itself is the first');
  const atMs = Math.max(0, Math.floor(deps.clock.nowMs()));
  // The rows first: bytes without a row are swept away.
  const saved = await store.commit(
    secrets.map(({ secret: { file: id, bytes } }) =>
      fileWrite({
        ...{ file: id, space, bytes: sealedFileBytes(bytes), state: 'attached', atMs },
        ...(id === whole.file && small !== undefined ? { small: small.file } : {}),
      }),
    ),
  );
  if (!saved.ok) return saved;
  const growing = secrets.map(({ source: one, secret }) => ({ source: one, secret, progress: growth.begin(secret.file) }));
  begun(growing.map(({ secret }) => secret.file));
  const done: SealedFile[] = [];
  for (const { source: one, secret, progress } of growing) {
    const sealed = await seal(files, secret, one, progress);
    if (sealed.ok) {
      done.push({ ...secret, digest: sealed.value });
      continue;
    }
    for (const { progress: other } of growing) other.ended();
    await giveUp(secrets.map(({ secret: { file: id } }) => id));
    return sealed;
  }
  const [itself, copy] = done;
  if (itself === undefined) throw new Error('the file itself is the first');
  return ok({
    ...itself,
    name: safeFileName(file.name),
    type: safeMediaType(file.type),
    image: image && { ...image, small: copy },
    voice,
  });
}

async function seal(
  files: SealedFilesDep,
  secret: FileSecret,
  source: FileSource,
  progress: Growing,
): Promise<Result<Bytes, CommandError>> {
  const sealed = await sealFile(secret, source, async (block, from) => {
    const written = await files.write(secret.file, from, block);
    if (written.ok) progress.grew(from + block.length);
    return written;
  });
  const kept = sealed.ok ? await files.keep(secret.file) : sealed;
  progress.ended();
  if (sealed.ok && kept.ok) return sealed;
  return !kept.ok && kept.error.type === 'storage-full' ? err({ type: 'storage-full' }) : refused('unreadable');
}
