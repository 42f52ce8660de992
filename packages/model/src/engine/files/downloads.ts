/**
 * Files of others: fetched as they are, sealed, into this device's store (FILE-3), from where they broke off. What opens is returned whole or not
 * at all (FILE-2); what does not open for a message is not fetched for it again before somebody asks. Small pictures and voices of what arrives are fetched unasked, the newest first, up to a gigabyte; others when they are looked at.
 */
import { isSealedAs, openSealedFile, sealedFileBytes } from '../../crypto/file-seal.ts';
import type { FileId, MessageId, SpaceId } from '../../ids.ts';
import { err, ok, type Result } from '../../result.ts';
import type { Attachment, SealedFile } from '../../schema/attachment-values.ts';
import type { FileError } from '../api-files.ts';
import type { EngineContext } from '../context.ts';
import type { FilesDep, FileTransfer, TransferError } from '../deps.ts';
import { brokenWrite, type FileRow, type FileRows, fileWrite, forgetFile, isHere } from './file-rows.ts';
import { watchTransfer } from './watch-transfer.ts';

export interface Wanted {
  readonly space: SpaceId;
  readonly message: MessageId;
  readonly sealed: SealedFile;
}
export interface Downloads {
  isComing(file: FileId): boolean;
  open(wanted: Wanted): Promise<Result<readonly Uint8Array<ArrayBuffer>[], FileError>>;
  /** Leader: of messages that arrived, what is small; newest first. */
  arrived(
    messages: readonly { readonly space: SpaceId; readonly message: MessageId; readonly attachments: readonly Attachment[] }[],
  ): void;
  /** FILE-6: all of it is at the server. */
  stored(file: FileId): Promise<void>;
  connected(): void;
  /** What is on its way stops: it would wait on a network that is gone. */
  disconnected(): void;
  stop(): void;
}

/** Of the content: what is fetched unasked. */
export const maxUnaskedBytes = 512 * 1024;
/** Of all that is here and of that size: a colleague who sends thousands of pictures does not fill everybody's phone. */
export const maxUnaskedTotalBytes = 1024 * 1024 * 1024;
const maxWanted = 100;
const maxRunning = 2;

export interface DownloadParts {
  readonly context: Pick<EngineContext, 'deps' | 'store' | 'identity' | 'activity'>;
  readonly files: FilesDep;
  readonly rows: FileRows;
  readonly changed: () => void;
}

export function makeDownloads({ context, files, rows, changed }: DownloadParts): Downloads {
  const { deps, store, identity, activity } = context;
  const coming = new Map<FileId, { readonly transfer: FileTransfer; readonly done: Promise<Result<void, FileError>> }>();
  /** The server said that all of it is there while it was asked: its answer may be the older word. */
  const told = new Set<FileId>();
  /** Unasked, by file: the newest first. */
  let wanted: readonly Wanted[] = [];
  let running = 0;

  async function fetchOnce(one: Wanted): Promise<Result<void, FileError>> {
    const {
      space,
      message,
      sealed: { file, bytes: content },
    } = one;
    const bytes = sealedFileBytes(content);
    const before = rows.get(file);
    const row: FileRow = { file, space, message, bytes, state: 'partial', atMs: Math.max(0, Math.floor(deps.clock.nowMs())) };
    const begun = await store.commit([fileWrite(row)]);
    if (!begun.ok) return begun;
    const request = {
      ...{ file, bytes, person: identity.user, path: `/api/v1/files/${file}` },
      onProgress: () => undefined,
    };
    const transfer = watchTransfer(deps.clock, request, files.download);
    const done = transfer.done.then(async (fetched): Promise<Result<void, FileError>> => {
      const state = fetched.ok ? 'stored' : stateAfter(fetched.error);
      if (told.delete(file) && state === 'unsent') return fetchOnce(one);
      // Nothing of it came: as if it had not been asked for.
      const isNothing = state === 'partial' && before === undefined && ((await files.store.size(file)) ?? 0) === 0;
      const saved = await store.commit([isNothing ? forgetFile(file) : fileWrite({ ...row, state })]);
      coming.delete(file);
      changed();
      if (!saved.ok) return saved;
      return fetched.ok ? fetched : err(errorOf(fetched.error));
    });
    coming.set(file, { transfer, done });
    changed();
    return done;
  }

  async function fetchFile(one: Wanted): Promise<Result<void, FileError>> {
    const { file, bytes } = one.sealed;
    const under = coming.get(file);
    if (under !== undefined) return under.done;
    const row = rows.get(file);
    const expected = sealedFileBytes(bytes);
    // A message that says another length of a file that is here does not take its place.
    if (row !== undefined && isHere(row) && row.bytes !== expected) return err({ type: 'damaged' });
    if ((await files.store.size(file)) === expected) return ok(undefined);
    if (row !== undefined && isHere(row) && row.state !== 'stored') return err({ type: 'gone' });
    return activity.track(fetchOnce(one));
  }

  const smallHere = (): number =>
    rows
      .all()
      .filter((row) => (isHere(row) || row.state === 'partial') && row.bytes <= sealedFileBytes(maxUnaskedBytes))
      .reduce((sum, { bytes }) => sum + bytes, 0);
  function work(): void {
    while (running < maxRunning) {
      const [next, ...rest] = wanted;
      if (next === undefined) return;
      if (smallHere() >= maxUnaskedTotalBytes) {
        wanted = [];
        return;
      }
      wanted = rest;
      running++;
      void activity.track(
        fetchFile(next).then((fetched) => {
          running--;
          // Offline, or not there yet: with the next connection, or when the server says so.
          if (!fetched.ok && (fetched.error.type === 'offline' || fetched.error.type === 'unsent'))
            later.set(next.sealed.file, next);
          work();
        }),
      );
    }
  }
  const later = new Map<FileId, Wanted>();

  return {
    isComing: (file) => coming.has(file),
    async open(one) {
      const { file, bytes } = one.sealed;
      if (rows.isBroken(one.message, file)) return err({ type: 'damaged' });
      const fetched = await fetchFile(one);
      if (!fetched.ok) return fetched;
      const opened = await openSealedFile(one.sealed, (from, to) => files.store.read(file, from, to));
      const isWhole = opened.ok && (await files.store.size(file)) === sealedFileBytes(bytes);
      return isWhole ? opened : damaged(one);
    },
    arrived(messages) {
      const fresh = messages.flatMap(({ space, message, attachments }) =>
        attachments.flatMap(unasked).map((sealed): Wanted => ({ space, message, sealed })),
      );
      wanted = [...fresh, ...wanted].slice(0, maxWanted);
      work();
    },
    async stored(file) {
      if (coming.has(file)) told.add(file);
      const row = rows.get(file);
      if (row?.state === 'unsent') await store.commit([forgetFile(file)]);
      const one = later.get(file);
      if (one === undefined) return;
      later.delete(file);
      wanted = [one, ...wanted];
      work();
    },
    connected() {
      wanted = [...later.values(), ...wanted].slice(0, maxWanted);
      later.clear();
      work();
    },
    disconnected,
    stop() {
      disconnected();
      later.clear();
    },
  };

  function disconnected(): void {
    for (const one of wanted) later.set(one.sealed.file, one);
    wanted = [];
    for (const { transfer } of coming.values()) transfer.stop();
  }

  /**
   * Bytes that are not the author's go, if the server has others; of what it has not, this is the only copy. Those that are, and do not open with her
   * key, are what another message with this file may need.
   */
  async function damaged({ message, sealed }: Wanted): Promise<Result<never, FileError>> {
    const { file } = sealed;
    const isAuthors = await isSealedAs(sealed, (from, to) => files.store.read(file, from, to));
    const isDropped = !isAuthors && rows.get(file)?.state === 'stored';
    await store.commit([brokenWrite(message, file), ...(isDropped ? [forgetFile(file)] : [])]);
    if (isDropped) await files.store.remove(file);
    return err({ type: 'damaged' });
  }
}

function unasked({ file, key, bytes, digest, image, voice }: Attachment): readonly SealedFile[] {
  const one = image?.small ?? (image !== undefined || voice !== undefined ? { file, key, bytes, digest } : undefined);
  return one !== undefined && one.bytes <= maxUnaskedBytes ? [one] : [];
}

function stateAfter(error: TransferError): FileRow['state'] {
  if (error.type !== 'refused') return 'partial';
  if (error.code === 'file/incomplete') return 'unsent';
  return error.code === 'file/unknown' || error.code === 'space/not-member' ? 'gone' : 'partial';
}
function errorOf(error: TransferError): FileError {
  if (error.type === 'storage-full') return error;
  if (error.type !== 'refused') return { type: 'offline' };
  const state = stateAfter(error);
  return { type: state === 'unsent' || state === 'gone' ? state : 'unknown' };
}
