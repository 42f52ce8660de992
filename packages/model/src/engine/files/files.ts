/**
 * The files of this device (FILE-1 … FILE-7), put together: what is attached, what leaves with its message and after it, what is fetched. Where the
 * platform keeps no files, nothing can be attached or opened, and everything else goes on.
 */

import * as v from 'valibot';
import type { FileId, LogId, MessageId, SpaceId } from '../../ids.ts';
import { err, ok, type Result } from '../../result.ts';
import { filesOf } from '../../schema/attachment.ts';
import type { Attachment } from '../../schema/attachment-values.ts';
import { decodeDetails, type MessageDetails } from '../../schema/message.ts';
import { ERROR_CODES } from '../../wire/error-code.ts';
import { FileLimits } from '../../wire/file.ts';
import { maxFilesPerAppend } from '../../wire/limits.ts';
import type { FileError, NewFile, StorageUse } from '../api-files.ts';
import type { CommandError, Unsubscribe } from '../api-result.ts';
import type { EngineContext } from '../context.ts';
import type { Segment } from '../documents.ts';
import { type RequestError, toCommandError } from '../http-client.ts';
import { makeCoalescer } from '../list-view.ts';
import { makeListeners } from '../listeners.ts';
import { attachmentsOf } from '../pending-row.ts';
import { DraftRow, PendingRow } from '../records.ts';
import { makeRowReader } from '../row-codec.ts';
import type { StoreWrite } from '../store.ts';
import type { VerifiedMessage, VerifiedMessages } from '../verified-messages.ts';
import { attachFile } from './attach.ts';
import { type AttachmentRows, makeAttachmentRows } from './attachment-rows.ts';
import { type Downloads, makeDownloads, type Wanted } from './downloads.ts';
import {
  type FileRow,
  fileWrite,
  forgetBroken,
  forgetFile,
  isHere,
  isUnreserved,
  makeFileRows,
  removalWrite,
} from './file-rows.ts';
import { makeGrowth } from './growth.ts';
import { makeRemovals } from './removals.ts';
import { isLasting, makeUploads, type Uploads } from './uploads.ts';

export interface Files {
  readonly rows: AttachmentRows;
  /** `ahead`: its bytes may go to the server before its message does (FILE-8). */
  attach(space: SpaceId, file: NewFile, ahead: boolean): Promise<Result<Attachment, CommandError>>;
  open(wanted: Wanted): Promise<Result<readonly Uint8Array<ArrayBuffer>[], FileError>>;
  /** Somebody asks: what did not open for this message is fetched anew. */
  askAgain(message: MessageId, attachment: Attachment): Promise<Result<void, { readonly type: 'storage-full' }>>;
  /** Not sent after all: with its small copy. What the server has by now is not dropped. */
  drop(file: FileId): Promise<Result<void, CommandError>>;
  /** From this device: rows now, bytes when they are gone. */
  discard(files: readonly FileId[]): Promise<Result<void, CommandError>>;
  pause(file: FileId, isPaused: boolean): Promise<Result<void, CommandError>>;
  /** From the server as well; online. */
  remove(space: SpaceId, attachment: Attachment): Promise<Result<void, CommandError>>;
  /** Mine was recalled: it goes from here with the same commit, and from the server when it can be reached. */
  recalled(space: SpaceId, message: VerifiedMessage): readonly StoreWrite[];
  /** The same of an event that goes on without them (CAL-20), and of a portrait (DOC-16). What the server refuses, because somebody else brought it, stays there. */
  removed(space: SpaceId, attachments: readonly Attachment[]): readonly StoreWrite[];
  /** From this device with the same commit; bytes a little later. */
  forget(files: readonly FileId[]): readonly StoreWrite[];
  storageUse(): readonly StorageUse[];
  freeSpace(space: SpaceId | undefined): Promise<Result<{ readonly freed: number }, CommandError>>;
  /** Places and progress changed; both are in no row. */
  onProgress(listener: () => void): Unsubscribe;

  /** For the commit that writes a message: its files belong to it from now on. */
  leaving(message: MessageId, details: MessageDetails): readonly StoreWrite[];
  /** Of a waiting message that is not sent after all: what is discarded with it. */
  only(row: PendingRow): readonly FileId[];
  /** FILE-4: the server knows all that it carries. */
  isReserved(row: PendingRow): boolean;
  /** FILE-4. What is refused for good is noted on the file, and is no failure. */
  reserve(rows: readonly PendingRow[]): Promise<Result<void, RequestError>>;
  /** The server does not know all that it was told with an append (FILE-5): mine are reserved anew, those of others are not named any more. */
  reserveAgain(rows: readonly PendingRow[]): Promise<Result<void, RequestError>>;
  /** FILE-5: what the entered messages of a log carry. */
  named(space: SpaceId, log: LogId): readonly FileId[];
  /** A message with files that somebody asked for anew waits for its reservation. */
  isReservingDue(): boolean;

  /** Leader: messages that came, and what recalls among new entries take from here. */
  arrived(space: SpaceId, messages: readonly VerifiedMessage[]): void;
  recalls(segment: Segment, before: ReadonlySet<string>): readonly StoreWrite[];
  start(): void;
  connected(): Promise<void>;
  disconnected(): void;
  /** Rows of files changed. */
  poke(): void;
  stored(file: FileId): void;
  stop(): void;
  /** Another engine of the profile told of its progress. */
  heard(message: unknown): void;
}

const Empty = v.object({});
const ProgressMessage = v.object({
  type: v.literal('files'),
  done: v.array(v.tuple([v.string(), v.number()])),
  running: v.array(v.string()),
});
const progressMs = 200;
const sweepMs = 1000;
/** What was attached and never sent stays this long after it was last seen in no draft: a composer saves its draft a moment later. */
const looseMs = 60 * 60_000;

export function makeFiles(context: EngineContext, verifiedMessages: Pick<VerifiedMessages, 'parse'>): Files {
  const { deps, store, http, activity } = context;
  const platform = deps.files;
  const rows = makeFileRows(store);
  const growth = makeGrowth();
  const removals = makeRemovals(context);
  const readPending = makeRowReader(PendingRow, (row) => row);
  const readDraft = makeRowReader(DraftRow, (row) => row);
  /** Named with an append and not known to the server, nor brought by me. */
  const unnamed = new Set<FileId>();
  const done = new Map<string, number>();
  const elsewhere = new Set<string>();
  const { on: onProgress, tell: announce } = makeListeners<void>();

  const progress = makeCoalescer(
    (delayMs, task) => deps.clock.schedule(delayMs, task),
    progressMs,
    async () => {
      announce();
      const running = rows.all().filter(({ file }) => uploads?.isRunning(file) === true);
      deps.tabs.post({ type: 'files', done: [...done], running: running.map(({ file }) => file) });
    },
  );
  const uploads: Uploads | undefined =
    platform &&
    makeUploads({
      ...{ context, files: platform, rows, growth },
      reserve: askToReserve,
      progress(file, bytes) {
        done.set(file, bytes);
        progress.poke();
      },
      ended: () => progress.poke(),
      orphaned: ({ file, space }) =>
        void activity.track(store.commit([removalWrite(file, space)]).then((saved) => (saved.ok ? removals.pay() : undefined))),
      forgotten: () => void activity.track(reserveSent()),
    });
  const downloads: Downloads | undefined = platform && makeDownloads({ context, files: platform, rows, changed: announce });

  const idsOf = (attachments: readonly Attachment[]): readonly FileId[] =>
    attachments.flatMap((attachment) => filesOf(attachment).map(({ file }) => file));
  const known = (row: PendingRow): readonly FileRow[] => idsOf(attachmentsOf(row)).flatMap((file) => rows.get(file) ?? []);

  // ── at the server ────────────────────────────────────────────────────────────────────────────────────────────────────────────

  function askToReserve({ file, space, bytes }: FileRow): Promise<Result<unknown, RequestError>> {
    return http.send('POST', '/files', { file, space, bytes }, Empty);
  }
  async function reserveOne(row: FileRow): Promise<Result<void, RequestError>> {
    const { file } = row;
    const answer = await askToReserve(row);
    const code = answer.ok || answer.error.type !== 'refused' ? undefined : answer.error.code;
    const now = rows.get(file);
    if (now === undefined) return ok(undefined);
    if (answer.ok) await store.commit([fileWrite({ ...now, state: 'reserved', code: undefined })]);
    else if (code !== undefined && code !== 'unknown' && !ERROR_CODES[code].retry && isLasting(code))
      await store.commit([fileWrite({ ...now, state: 'refused', code })]);
    else return answer;
    return ok(undefined);
  }
  async function reserveAll(due: readonly FileRow[]): Promise<Result<void, RequestError>> {
    for (const row of due) {
      const reserved = await reserveOne(row);
      if (!reserved.ok) return reserved;
    }
    return ok(undefined);
  }
  /** Of messages that are at the server: a reservation ended before its bytes came. */
  async function reserveSent(): Promise<void> {
    const isSent = ({ space, message }: FileRow) => message !== undefined && store.get(['pending', space, message]) === undefined;
    await reserveAll(rows.all().filter((row) => row.state === 'attached' && isSent(row)));
    uploads?.poke();
  }

  // ── on this device ───────────────────────────────────────────────────────────────────────────────────────────────────────────

  async function discard(files: readonly FileId[]): Promise<Result<void, CommandError>> {
    const saved = await store.commit(files.map(forgetFile));
    for (const file of saved.ok ? files : []) await platform?.store.remove(file);
    return saved;
  }
  /** Also from the server, which may have some of it by now (FILE-8). */
  async function giveUp(files: readonly FileId[]): Promise<Result<void, CommandError>> {
    const ahead = files.flatMap((file) => (uploads?.wentAhead(file) === true ? (rows.get(file) ?? []) : []));
    const saved = await store.commit(ahead.map(({ file, space }) => removalWrite(file, space)));
    const gone = saved.ok ? await discard(files) : saved;
    if (gone.ok && ahead.length > 0) void activity.track(removals.pay());
    return gone;
  }
  /** Bytes without a row: a commit forgot them. */
  async function sweep(): Promise<void> {
    for (const { file } of (await platform?.store.list()) ?? [])
      if (rows.get(file) === undefined) await platform?.store.remove(file);
  }
  const sweepSoon = makeCoalescer(
    (delayMs, task) => deps.clock.schedule(delayMs, task),
    sweepMs,
    () => activity.track(sweep().then(removals.pay)),
  );

  /** Whatever nothing refers to any more. */
  async function tidy(): Promise<void> {
    const nowMs = deps.clock.nowMs();
    const drafted = new Set<FileId>();
    for (const { value } of store.all('draft')) {
      const draft = readDraft(value);
      for (const file of idsOf(decodeDetails(draft?.details, '').attachments ?? [])) drafted.add(file);
    }
    const isLoose = ({ message, file, atMs }: FileRow): boolean =>
      message === undefined && !drafted.has(file) && Math.abs(nowMs - atMs) > looseMs;
    await discard(rows.all().flatMap((row) => (isLoose(row) ? [row.file] : [])));
    await sweep();
  }

  function removed(space: SpaceId, attachments: readonly Attachment[]): readonly StoreWrite[] {
    sweepSoon.poke();
    return idsOf(attachments).flatMap((file) => [forgetFile(file), removalWrite(file, space)]);
  }
  const freeable = (row: FileRow): boolean => row.state === 'stored';

  return {
    rows: makeAttachmentRows({
      rows,
      done: (file) => done.get(file) ?? 0,
      isSending: (file) => uploads?.isRunning(file) === true || elsewhere.has(file),
      isComing: (file) => downloads?.isComing(file) === true,
    }),
    async attach(space, file, ahead) {
      if (platform === undefined) return err({ type: 'not-ready' });
      const begun = (files: readonly FileId[]): void => (ahead ? uploads?.hurry(files) : undefined);
      return attachFile({ context, files: platform.store, rows, growth, begun, giveUp }, space, file);
    },
    open: async (wanted) => downloads?.open(wanted) ?? err({ type: 'unknown' }),
    askAgain: (message, attachment) =>
      store.commit(idsOf([attachment]).flatMap((file) => (rows.isBroken(message, file) ? [forgetBroken(message, file)] : []))),
    async drop(file) {
      const row = rows.get(file);
      if (row === undefined) return ok(undefined);
      if (row.message !== undefined && !isUnreserved(row) && store.get(['pending', row.space, row.message]) === undefined)
        return err({ type: 'not-ready' });
      return giveUp([file, ...(row.small === undefined ? [] : [row.small])]);
    },
    discard: giveUp,
    async pause(file, isPaused) {
      const row = rows.get(file);
      if (row === undefined) return err({ type: 'not-ready' });
      const again = !isPaused && row.state === 'refused' ? ({ state: 'attached', code: undefined } as const) : {};
      const parts = [row, ...(row.small === undefined ? [] : [rows.get(row.small) ?? row])];
      return store.commit(
        parts.map((one) => fileWrite({ ...one, ...(one.state === row.state ? again : {}), paused: isPaused || undefined })),
      );
    },
    async remove(space, attachment) {
      const files = idsOf([attachment]);
      for (const file of files) {
        const removed = await removals.now(space, file);
        if (!removed.ok) return err(toCommandError(removed.error));
      }
      const saved = await store.commit(
        files.flatMap((file) => {
          const row = rows.get(file);
          return row === undefined ? [] : [fileWrite({ ...row, state: 'gone' })];
        }),
      );
      for (const file of saved.ok ? files : []) await platform?.store.remove(file);
      return saved;
    },
    recalled(space, { details }) {
      return details.forwarded === true ? [] : removed(space, details.attachments ?? []);
    },
    removed,
    forget(files) {
      sweepSoon.poke();
      return files.map(forgetFile);
    },
    storageUse() {
      const uses = new Map<SpaceId, StorageUse>();
      for (const row of rows.all()) {
        if (!isHere(row)) continue;
        const { bytes = 0, freeable: free = 0 } = uses.get(row.space) ?? {};
        uses.set(row.space, {
          conversation: row.space,
          bytes: bytes + row.bytes,
          freeable: free + (freeable(row) ? row.bytes : 0),
        });
      }
      return [...uses.values()].sort((a, b) => b.bytes - a.bytes);
    },
    async freeSpace(space) {
      const freed = rows.all().filter((row) => freeable(row) && (space === undefined || row.space === space));
      const gone = await discard(freed.map(({ file }) => file));
      return gone.ok ? ok({ freed: freed.reduce((sum, { bytes }) => sum + bytes, 0) }) : gone;
    },
    onProgress,

    leaving: (message, { attachments = [] }) =>
      idsOf(attachments).flatMap((file) => {
        const row = rows.get(file);
        const atMs = Math.max(0, Math.floor(deps.clock.nowMs()));
        return row === undefined || row.message !== undefined ? [] : [fileWrite({ ...row, message, atMs })];
      }),
    only: (row) => known(row).flatMap(({ file, message }) => (message === row.id ? [file] : [])),
    isReserved: (row) => !known(row).some(isUnreserved),
    reserve: (pending) => reserveAll(pending.flatMap(known).filter(({ state }) => state === 'attached')),
    async reserveAgain(pending) {
      for (const row of pending) {
        const mine = new Map(known(row).map((one) => [one.file, one]));
        for (const file of idsOf(attachmentsOf(row))) {
          const one = mine.get(file);
          const isMine = one?.state === 'reserved' || one?.state === 'attached';
          const again = isMine ? await reserveOne(one) : undefined;
          if (again?.ok === false) return again;
          if (!isMine || rows.get(file)?.state === 'refused') unnamed.add(file);
        }
      }
      return ok(undefined);
    },
    named(space, log) {
      const entered = store.all('pending').flatMap(({ key, value }) => {
        const row = key[1] === space ? readPending(value) : undefined;
        return row?.entered === log ? idsOf(attachmentsOf(row)) : [];
      });
      return [...new Set(entered)].filter((file) => !unnamed.has(file)).slice(0, maxFilesPerAppend);
    },
    isReservingDue: () => rows.all().some(({ state, message }) => state === 'attached' && message !== undefined),

    arrived(space, messages) {
      const newestFirst = [...messages].sort((a, b) => b.sentAtMs - a.sentAtMs);
      downloads?.arrived(
        newestFirst.flatMap(({ id, details: { attachments } }) =>
          attachments === undefined ? [] : [{ space, message: id, attachments }],
        ),
      );
    },
    recalls(segment, before) {
      const recalled = new Set<string>();
      for (const [id, value] of Object.entries(segment.entries())) {
        const parsed = before.has(id) ? undefined : verifiedMessages.parse(value);
        if (parsed?.type === 'act' && parsed.entry.act.kind === 'recall') recalled.add(parsed.entry.act.target);
      }
      if (recalled.size === 0) return [];
      const broken = store
        .all('file-broken')
        .flatMap(({ key }) => (recalled.has(key[1] ?? '') ? [{ key, value: undefined }] : []));
      // Who only says so takes nothing that the server does not have.
      const taken = rows.all().filter((row) => recalled.has(row.message ?? '') && (freeable(row) || row.state === 'partial'));
      if (taken.length > 0) sweepSoon.poke();
      return [...taken.map(({ file }) => forgetFile(file)), ...broken];
    },
    start: () => void activity.track(tidy()),
    async connected() {
      if (platform === undefined) return;
      const limits = await http.get('/files', FileLimits);
      if (limits.ok) await store.commit([{ key: ['file-limits'], value: limits.value }]);
      await removals.pay();
      await reserveSent();
      uploads?.connected();
      downloads?.connected();
    },
    disconnected() {
      uploads?.disconnected();
      downloads?.disconnected();
    },
    poke() {
      uploads?.poke();
    },
    stored: (file) => void (downloads && activity.track(downloads.stored(file))),
    stop() {
      uploads?.stop();
      downloads?.stop();
      progress.stop();
      sweepSoon.stop();
    },
    heard(message) {
      const told = v.safeParse(ProgressMessage, message);
      if (!told.success) return;
      for (const [file, bytes] of told.output.done) done.set(file, bytes);
      elsewhere.clear();
      for (const file of told.output.running) elsewhere.add(file);
      announce();
    },
  };
}
