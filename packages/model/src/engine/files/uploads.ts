/**
 * Bytes on their way to the server (FILE-6): the leader's. After the message that carries them, the oldest and of these the smallest first, a
 * few at once; what broke off goes on from where the server is. Progress is in memory alone.
 *
 * Where nothing else is due, what is attached and not sent yet goes ahead (FILE-8), also while it is being sealed. No row knows of it: when its message
 * has left, its turn comes as if nothing had happened, and the server says how much it has.
 */
import type { FileId } from '../../ids.ts';
import { err, type Result } from '../../result.ts';
import { ERROR_CODES, type ErrorCode } from '../../wire/error-code.ts';
import type { EngineContext } from '../context.ts';
import type { FilesDep, FileTransfer, TransferError } from '../deps.ts';
import { makeRetries } from '../retries.ts';
import { type FileRow, type FileRows, fileWrite, forgetFile } from './file-rows.ts';
import type { Growth } from './growth.ts';
import { watchTransfer } from './watch-transfer.ts';

export interface Uploads {
  /** Starts what is due, stops what is not wanted any more. */
  poke(): void;
  /** FILE-8: these may go before their message. */
  hurry(files: readonly FileId[]): void;
  /** FILE-8: the server may know it, although its message has not left. */
  wentAhead(file: FileId): boolean;
  /** Connected anew: nothing rests. */
  connected(): void;
  /** What is on its way stops, and nothing starts until `connected`. */
  disconnected(): void;
  stop(): void;
  isRunning(file: FileId): boolean;
}

const maxRunning = 3;

export interface UploadParts {
  readonly context: Pick<EngineContext, 'deps' | 'store' | 'identity' | 'activity'>;
  readonly files: FilesDep;
  readonly rows: FileRows;
  readonly growth: Pick<Growth, 'of'>;
  /** FILE-4, of one that goes ahead. */
  readonly reserve: (row: FileRow) => Promise<Result<unknown, unknown>>;
  readonly progress: (file: FileId, done: number) => void;
  /** Whatever became of it, it is not being sent this moment. */
  readonly ended: () => void;
  /** It was taken off again while the server made it (FILE-8). */
  readonly orphaned: (row: FileRow) => void;
  /** The server does not know it any more: it is reserved anew. */
  readonly forgotten: (row: FileRow) => void;
}

export function makeUploads(parts: UploadParts): Uploads {
  const { context, files, rows, growth, reserve, progress, ended, forgotten, orphaned } = parts;
  const { deps, store, identity, activity } = context;
  const running = new Map<FileId, FileTransfer>();
  /** Those that may go ahead, until they have or something stood in their way. */
  const ahead = new Set<FileId>();
  const went = new Set<FileId>();
  const retries = makeRetries(deps.clock, deps.random, () => poke());
  let isOnline = false;

  const isWanted = (row: FileRow | undefined): row is FileRow => row?.state === 'reserved' && row.paused !== true;
  /** Text first: its message is at the server. */
  const isSent = ({ space, message }: FileRow): boolean =>
    message !== undefined && store.get(['pending', space, message]) === undefined;

  const mayGoAhead = (row: FileRow | undefined): row is FileRow =>
    row !== undefined && ahead.has(row.file) && row.state === 'attached' && row.paused !== true;

  function poke(): void {
    for (const [file, transfer] of running) {
      const row = rows.get(file);
      if (!isWanted(row) && !mayGoAhead(row)) transfer.stop();
    }
    if (!isOnline) return;
    const due = rows
      .all()
      .filter((row) => isWanted(row) && isSent(row) && !running.has(row.file) && retries.mayTry(row.file))
      .sort((a, b) => a.atMs - b.atMs || a.bytes - b.bytes);
    for (const row of due.slice(0, maxRunning - running.size)) void activity.track(send(row, transfer(row)));
    const early = [...ahead].map((file) => rows.get(file)).filter((row) => mayGoAhead(row) && !running.has(row.file));
    for (const row of early.slice(0, maxRunning - running.size))
      if (row !== undefined) void activity.track(send(row, goAhead(row)));
  }

  function transfer({ file, bytes }: FileRow): FileTransfer {
    const request = {
      ...{ file, bytes, person: identity.user, path: `/api/v1/files/${file}`, more: growth.of(file) },
      onProgress: (done: number) => progress(file, Math.min(done, bytes)),
    };
    return watchTransfer(deps.clock, request, files.upload);
  }
  /** Refused: it is asked for again with its message, and a person is told then. */
  function goAhead(row: FileRow): FileTransfer {
    let isStopped = false;
    let stop = (): void => {
      isStopped = true;
    };
    const run = async (): Promise<Result<void, TransferError>> => {
      const reserved = await reserve(row);
      if (reserved.ok) went.add(row.file);
      const isGone = rows.get(row.file) === undefined;
      if (reserved.ok && isGone) orphaned(row);
      if (!reserved.ok || isGone || isStopped) return err({ type: 'stopped' });
      const under = transfer(row);
      stop = () => under.stop();
      return under.done;
    };
    return { done: run(), stop: () => stop() };
  }

  async function send({ file }: FileRow, under: FileTransfer): Promise<void> {
    running.set(file, under);
    const sent = await under.done;
    // Until its row says so it is not due again.
    await settle(file, sent.ok ? undefined : sent.error);
    running.delete(file);
    ended();
    poke();
  }

  async function settle(file: FileId, failure: TransferError | undefined): Promise<void> {
    const row = rows.get(file);
    // What stopped with the link goes on with the next one.
    const wasAhead = ahead.has(file);
    if (failure === undefined || isOnline) ahead.delete(file);
    if (row === undefined || (wasAhead && !(row.state === 'reserved' && isSent(row)))) return;
    if (failure === undefined) {
      retries.succeeded(file);
      await store.commit([fileWrite({ ...row, state: 'stored', paused: undefined })]);
    } else if (failure.type === 'gone') await store.commit([forgetFile(file)]);
    else if (failure.type === 'refused') await onRefused(row, failure.code);
    else if (failure.type !== 'stopped') retries.failed(file, { type: 'offline' });
  }

  async function onRefused(row: FileRow, code: ErrorCode | 'unknown'): Promise<void> {
    if (code === 'file/unknown') {
      await store.commit([fileWrite({ ...row, state: 'attached' })]);
      forgotten(row);
    } else if (code === 'unknown' || ERROR_CODES[code].retry || !isLasting(code))
      retries.failed(row.file, { type: 'refused', code, body: undefined });
    else await store.commit([fileWrite({ ...row, state: 'refused', code })]);
  }

  function disconnected(): void {
    isOnline = false;
    for (const transfer of running.values()) transfer.stop();
  }

  return {
    poke,
    hurry(wanted) {
      // Another window of the profile leads, or nobody is connected: they leave after their message.
      if (!isOnline) return;
      for (const file of wanted) ahead.add(file);
      poke();
    },
    wentAhead: (file) => went.has(file),
    connected() {
      isOnline = true;
      retries.reset();
      poke();
    },
    disconnected,
    stop() {
      retries.reset();
      disconnected();
    },
    isRunning: (file) => running.has(file),
  };
}

/** What a person has to decide; the rest, a session that ended for one, mends itself. */
export const isLasting = (code: ErrorCode): boolean => code.startsWith('file/') || code === 'space/not-member';
