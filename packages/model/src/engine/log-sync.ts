/**
 * Pull and push of one log (SYNC-5 … SYNC-9, LOG-7 … LOG-12, SNAP-1 … SNAP-4). Runs only in the leader; one task per
 * log at a time. Nothing that the server shows is applied before every check passed; a log that shows the impossible is stopped,
 * what is there stays, and the other logs go on (SYNC-12).
 */
import * as v from 'valibot';
import { concat, equalBytes } from '../bytes.ts';
import { sha256 } from '../crypto/primitives.ts';
import type { FileId, LogId, SpaceId } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import { isDocument } from '../schema/segment.ts';
import { firstThatFit, sameHeads } from '../sync/change-frontier.ts';
import { sealChunk } from '../sync/chunk-sealing.ts';
import {
  advance,
  checkHead,
  checkNext,
  type LogFault,
  type LogFaultError,
  type LogState,
  rollingHashInput,
} from '../sync/log-state.ts';
import type { Notice } from '../wire/alarm.ts';
import type { Chunk } from '../wire/chunk.ts';
import { zeroHash } from '../wire/fields.ts';
import { Pull } from '../wire/http.ts';
import { maxChunkBytes, maxPullChunks } from '../wire/limits.ts';
import { arrivals, enteredBefore, frontierOf } from './chunk-entries.ts';
import type { ChunkReader, OpenedChunk, ReceivedChunk } from './chunk-reader.ts';
import type { EngineContext } from './context.ts';
import type { Documents, Segment } from './documents.ts';
import { plainChanges } from './entry-guard.ts';
import type { RequestError } from './http-client.ts';
import type { AppendAnswer, Link } from './link.ts';
import type { LogStore } from './log-store.ts';
import { makeMending } from './mend-log.ts';
import type { People } from './people.ts';
import { PendingRow } from './records.ts';
import type { Serial } from './serial.ts';
import { makeSnapshotTending } from './snapshot-tending.ts';
import { afterSnapshot, type Snapshots } from './snapshots.ts';
import type { SpaceError, Spaces, SpaceView } from './spaces.ts';
import type { StoreWrite } from './store.ts';

export type LogSyncError =
  | RequestError
  | SpaceError
  | { readonly type: 'stopped'; readonly fault: LogFault }
  | { readonly type: 'storage-full' };

export interface LogSync {
  /** Everything after the cursor. */
  pull(space: SpaceId, log: LogId): Promise<Result<void, LogSyncError>>;
  /** A live chunk: applied when it is the next one, otherwise a pull. */
  receive(space: SpaceId, log: LogId, chunk: ReceivedChunk | undefined): Promise<Result<void, LogSyncError>>;
  /** Everything that the server does not have. */
  push(space: SpaceId, log: LogId): Promise<Result<void, LogSyncError>>;
  /** STORE-4: a document that the browser dropped is read anew, from the beginning of its log. */
  mend(space: SpaceId, log: LogId): Promise<Result<void, LogSyncError>>;
  /** SYNC-17: forgets a stop, then everything after the cursor. What is still impossible stops the log again. */
  retry(space: SpaceId, log: LogId): Promise<Result<void, LogSyncError>>;
  onStopped(listener: (space: SpaceId, log: LogId, fault: LogFault) => void): void;
  /** Forgets what was planned for later. */
  stop(): void;
}

/** Told inside the step that applied new entries, so that what it derives is committed together with the cursor. */
export type AppliedHook = (
  space: SpaceView,
  document: { readonly kind: string | undefined; readonly name: string | undefined; readonly segment: Segment },
  before: ReadonlySet<string>,
  arrivalOf: ArrivalOf,
) => Promise<readonly StoreWrite[]>;
/** When the relay received the chunk that brought an entry, milliseconds; undefined for history from a snapshot. */
export type ArrivalOf = (id: string) => number | undefined;

const maxPushAttempts = 8;
/** Automerge bytes per chunk before sealing; deflate only makes it smaller. */
const maxChangesBytes = maxChunkBytes - 4096;

export interface LogSyncParts {
  readonly context: EngineContext;
  readonly people: People;
  readonly spaces: Spaces;
  readonly documents: Documents;
  readonly logs: LogStore;
  readonly link: Link;
  readonly reader: ChunkReader;
  readonly snapshots: Snapshots;
  readonly applied: AppliedHook;
  /** NOTICE-1: what the relay is told with what is about to be appended. */
  readonly notices: (space: SpaceView, log: LogId) => Promise<readonly Notice[]>;
  /** FILE-5: what its messages carry. */
  readonly files: (space: SpaceId, log: LogId) => readonly FileId[];
  /** What follows from own messages being on the relay. */
  readonly sent: (space: SpaceId, rows: readonly PendingRow[]) => readonly StoreWrite[];
  readonly serial: Serial;
}

export function makeLogSync(parts: LogSyncParts): LogSync {
  const { context, people, spaces, documents, logs, link, reader, snapshots, applied, sent, serial } = parts;
  const { store, http, identity } = context;
  const tending = makeSnapshotTending({ context, logs, documents, snapshots, serial });
  const mending = makeMending({ store, logs, documents, commit, stop, pull: pullNow });
  const stoppedListeners: ((space: SpaceId, log: LogId, fault: LogFault) => void)[] = [];

  async function stop(state: LogState, fault: LogFault): Promise<Result<never, LogSyncError>> {
    const stopped = { ...state, stopped: fault };
    await store.commit(logs.writesFor(state, stopped));
    logs.remember(stopped);
    for (const listener of stoppedListeners) listener(state.space, state.log, fault);
    return err({ type: 'stopped', fault });
  }

  async function retry(space: SpaceId, log: LogId): Promise<Result<void, LogSyncError>> {
    const state = await logs.load(log, space);
    if (state.stopped !== undefined) {
      const forgotten = await commit(state, { ...state, stopped: undefined }, []);
      if (!forgotten.ok) return forgotten;
    }
    return pullNow(space, log);
  }

  /** What is built on a document first sees that it is there. */
  const task = (
    space: SpaceId,
    log: LogId,
    work: () => Promise<Result<void, LogSyncError>>,
  ): Promise<Result<void, LogSyncError>> =>
    serial(log, async () => {
      if (logs.isExpired(log)) return ok(undefined);
      const mended = await mending.mend(space, log);
      return mended.ok ? work() : mended;
    });

  // ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────

  async function pullNow(space: SpaceId, log: LogId): Promise<Result<void, LogSyncError>> {
    let state = await logs.load(log, space);
    for (;;) {
      if (state.stopped !== undefined) return err({ type: 'stopped', fault: state.stopped });
      const answer = await http.get(`/logs/${log}?after=${state.cursor}&limit=${maxPullChunks}`, Pull);
      if (!answer.ok) return answer;
      const { seq, hash, first, chunks, snapshot } = answer.value;
      if (seq < state.cursor) return stop(state, 'rollback');
      const areChunksThere = state.cursor + 1 >= first;
      // Of what is read anew the chunks alone tell which messages are news.
      const isNews = (snapshot?.covers ?? 0) > (mending.known(log)?.cursor ?? Number.POSITIVE_INFINITY);
      const needsSnapshot =
        snapshot !== undefined &&
        snapshot.covers > state.cursor &&
        (state.cursor === 0 || !areChunksThere) &&
        !(isNews && areChunksThere);
      if (needsSnapshot) {
        const used = await useSnapshot(state, snapshot.covers, snapshot.attested || !areChunksThere);
        if (used.ok) {
          state = used.value;
          continue;
        }
        if (used.error.type !== 'snapshot-unusable') return err(used.error);
        // SNAP-4: a snapshot that does not open is passed over while the chunks below it are still there.
        if (!areChunksThere) return stop(state, 'unreadable');
      }
      const next = await apply(state, chunks);
      if (!next.ok) return next;
      state = next.value;
      if (state.cursor < seq && chunks.length === 0) return stop(state, 'gap');
      if (state.cursor >= seq) {
        const head = checkHead(state, { seq, hash });
        if (!head.ok) return stop(state, head.error.type);
        tending.covered(log, snapshot?.covers ?? 0);
        tending.soon(state, snapshot?.attested ?? true);
        return ok(undefined);
      }
    }
  }

  /** Opens all, checks all, then applies once: the document sees a batch or nothing. */
  async function apply(state: LogState, chunks: readonly ReceivedChunk[]): Promise<Result<LogState, LogSyncError>> {
    if (chunks.length === 0) return ok(state);
    const opened = await reader.openAll(state.space, chunks);
    if (!opened.ok) return opened.error.type === 'fault' ? stop(state, opened.error.fault) : err(opened.error);
    const { space, items } = opened.value;
    const checked = await checkAll(state, items);
    if (!checked.ok) return stop(state, checked.error.type);
    let next = checked.value;
    const known = mending.known(state.log);
    const there = next.recent.find(([seq]) => seq === known?.cursor)?.[1];
    if (known !== undefined && there !== undefined && !equalBytes(there, known.hash)) return stop(state, 'fork');
    const named = await reader.nameLog(next, space, items);
    if (!named.ok) return stop(state, named.error.type);
    next = named.value;
    if (!isDocument(next.kind, next.segment)) return commit(state, next, []);

    const segment = await documents.open(state.log);
    const changes = plainChanges(people, segment.entries(), items);
    if (changes === undefined) return stop(state, 'malformed');
    const synced = state.synced.length === 0 ? segment.rootHeads : state.synced;
    const wasClean = sameHeads(segment.heads(), synced);
    const before = new Set([...segment.idsAt(synced), ...enteredBefore(items, chunks, known?.cursor ?? 0)]);
    // The chain of chunks is whole: what its changes depend on was never written.
    if (!segment.merge(concat(...changes))) return stop(state, 'malformed');
    const frontier = wasClean ? segment.heads() : frontierOf(synced, changes);
    if (frontier === undefined) return stop(state, 'malformed');
    const flushed = await segment.flush();
    if (!flushed.ok) return flushed;
    return commitApplied(state, { ...next, synced: frontier }, () =>
      applied(space, { kind: next.kind, name: next.segment, segment }, before, arrivals(items, chunks)),
    );
  }

  async function commit(before: LogState, next: LogState, more: readonly StoreWrite[]): Promise<Result<LogState, LogSyncError>> {
    const saved = await store.commit([...logs.writesFor(before, next), ...more]);
    if (!saved.ok) return saved;
    logs.remember(next);
    return ok(next);
  }

  /** Two logs of one space derive the same summary: one after the other. */
  const commitApplied = (
    before: LogState,
    next: LogState,
    derive: () => Promise<readonly StoreWrite[]>,
  ): Promise<Result<LogState, LogSyncError>> => serial(`space ${next.space}`, async () => commit(before, next, await derive()));

  async function checkAll(start: LogState, items: readonly OpenedChunk[]): Promise<Result<LogState, LogFaultError>> {
    let state = start;
    const hashes = new Map(start.recent);
    for (const { seq, chunk, hash } of items) {
      const checked = checkNext(state, seq, chunk, (at) => hashes.get(at));
      if (!checked.ok) return checked;
      const rolling = await sha256(rollingHashInput(state.hash, hash));
      hashes.set(seq, rolling);
      state = advance(state, seq, chunk, hash, rolling);
    }
    return ok(state);
  }

  async function useSnapshot(
    state: LogState,
    covers: number,
    isBelieved: boolean,
  ): Promise<Result<LogState, LogSyncError | { readonly type: 'snapshot-unusable' }>> {
    const snapshot = await snapshots.read(state, covers);
    if (!snapshot.ok) return snapshot;
    if (snapshot.value.meta.covers < state.cursor || !isDocument(snapshot.value.named.kind, snapshot.value.named.segment))
      return err({ type: 'snapshot-unusable' });
    // SNAP-5: what a colleague made and nobody attested may leave messages out. The chunks cannot.
    if (!isBelieved && !snapshot.value.isMine) return err({ type: 'snapshot-unusable' });
    const { named } = snapshot.value;
    const segment = await documents.open(state.log);
    const isKnown = mending.known(state.log) !== undefined;
    const held = segment.idsAt(state.synced);
    if (!segment.merge(snapshot.value.data)) return err({ type: 'snapshot-unusable' });
    const before = new Set(isKnown ? Object.keys(segment.entries()) : held);
    const flushed = await segment.flush();
    if (!flushed.ok) return flushed;
    return commitApplied(state, afterSnapshot(snapshot.value), () =>
      applied(snapshot.value.space, { kind: named.kind, name: named.segment, segment }, before, () => undefined),
    );
  }

  // ── writing ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────

  async function pushNow(spaceId: SpaceId, log: LogId): Promise<Result<void, LogSyncError>> {
    for (let attempt = 0; attempt < maxPushAttempts; ) {
      const state = await logs.load(log, spaceId);
      if (state.stopped !== undefined) return err({ type: 'stopped', fault: state.stopped });
      const segment = await documents.open(log);
      const synced = state.synced.length === 0 ? segment.rootHeads : state.synced;
      // Captured together, before anything is awaited: heads read after the reply would skip what was written meanwhile (SYNC-8).
      const changes = firstThatFit(segment.changesSince(synced), maxChangesBytes);
      if (changes.length === 0) return clearDirty(spaceId, log);
      const space = await spaces.ensureWritable(spaceId);
      if (!space.ok) return space;
      const sent = await sealAndSend(space.value, { ...state, synced }, changes);
      if (!sent.ok) return sent;
      const { answer, chunkHash, header } = sent.value;
      if (answer.type === 'appended') {
        const settled = await settle({ ...state, synced }, changes, answer, header, chunkHash);
        if (!settled.ok) return settled;
        continue;
      }
      attempt++;
      // LOG-4: an old epoch is fetched and resealed; a taken number means that an earlier try arrived, or an old backup was restored.
      const recovered = answer.epoch === undefined ? await pullNow(spaceId, log) : await spaces.syncEpochs(spaceId);
      if (!recovered.ok) return recovered;
    }
    // Somebody is faster every time, or the server says so: this log waits, the others need not.
    return err({ type: 'refused', code: 'epoch/conflict', body: undefined });
  }

  type ConflictAnswer = Extract<AppendAnswer, { readonly type: 'conflict' }>;
  type AppendedAnswer = Extract<AppendAnswer, { readonly type: 'appended' }>;

  async function sealAndSend(space: SpaceView, state: LogState, changes: readonly Uint8Array[]) {
    const key = await space.keys?.subKey(space.epoch, 'chunk');
    if (key === undefined) return err({ type: 'no-grant' } as const);
    if (state.kind === undefined || state.segment === undefined) return err({ type: 'stopped', fault: 'malformed' } as const);
    const last = state.authors.get(identity.device) ?? { n: 0, hash: zeroHash };
    const header = {
      kind: 'changes',
      logId: state.log,
      epoch: space.epoch,
      device: identity.device,
      n: last.n + 1,
      prev: last.hash,
      seenSeq: state.cursor,
      seenHash: state.hash,
    } as const;
    const payload = { kind: state.kind, segment: state.segment, snapshot: undefined, data: concat(...changes) };
    const bytes = await sealChunk(header, payload, key, identity.keys.signing);
    const notices = await parts.notices(space, state.log);
    const answer = await link.append(state.space, state.log, bytes, notices, parts.files(state.space, state.log));
    if (!answer.ok) return answer;
    const sent: {
      readonly answer: ConflictAnswer | AppendedAnswer;
      readonly chunkHash: Uint8Array;
      readonly header: typeof header;
    } = {
      answer: answer.value,
      chunkHash: await sha256(bytes),
      header,
    };
    return ok(sent);
  }

  /** The server has it. When nothing came in between, the cursor moves without a pull; otherwise the pull brings our own chunk back. */
  async function settle(
    state: LogState,
    changes: readonly Uint8Array[],
    answer: AppendedAnswer,
    header: Omit<Chunk, 'deflated' | 'associatedData' | 'iv' | 'sealed' | 'signature' | 'signedBytes'>,
    chunkHash: Uint8Array,
  ): Promise<Result<void, LogSyncError>> {
    if (answer.seq !== state.cursor + 1) return pullNow(state.space, state.log);
    const rolling = await sha256(rollingHashInput(state.hash, chunkHash));
    if (!equalBytes(rolling, answer.head)) return stop(state, 'fork');
    const synced = frontierOf(state.synced, changes);
    if (synced === undefined) return stop(state, 'malformed');
    const next = { ...advance(state, answer.seq, { ...header, deflated: false }, chunkHash, rolling), synced };
    const committed = await commit(state, next, []);
    if (!committed.ok) return committed;
    tending.soon(next, true);
    return ok(undefined);
  }

  /** Everything of this log is on the server: its messages are no longer pending, the log no longer dirty. */
  async function clearDirty(space: SpaceId, log: LogId): Promise<Result<void, LogSyncError>> {
    if (store.get(['dirty', log]) === undefined) return ok(undefined);
    // A crash between marking a row and changing the document leaves a row that is not in it: the outbox enters it again.
    const segment = await documents.open(log);
    const rows = store.all('pending').flatMap(({ value }) => {
      const row = v.safeParse(PendingRow, value);
      return row.success && row.output.entered === log && segment.has(row.output.id) ? [row.output] : [];
    });
    return serial(`space ${space}`, () =>
      store.commit([
        { key: ['dirty', log], value: undefined },
        ...rows.map((row) => ({ key: ['pending', row.space, row.id] as const, value: undefined })),
        ...sent(space, rows),
      ]),
    );
  }

  return {
    pull: (space, log) => task(space, log, () => pullNow(space, log)),
    mend: (space, log) => serial(log, () => mending.mend(space, log)),
    receive: (space, log, chunk) =>
      task(space, log, async () => {
        const state = await logs.load(log, space);
        if (state.stopped !== undefined) return err({ type: 'stopped', fault: state.stopped });
        if (chunk !== undefined && chunk.seq <= state.cursor) return ok(undefined);
        if (chunk === undefined || chunk.seq !== state.cursor + 1) return pullNow(space, log);
        const applied = await apply(state, [chunk]);
        if (!applied.ok) return applied;
        tending.soon(applied.value, true);
        return ok(undefined);
      }),
    push: (space, log) => task(space, log, () => pushNow(space, log)),
    retry: (space, log) => serial(log, () => retry(space, log)),
    onStopped: (listener) => void stoppedListeners.push(listener),
    stop: tending.stop,
  };
}
