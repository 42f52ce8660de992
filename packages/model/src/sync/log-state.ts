/**
 * What a device remembers of one log, and the checks of every chunk it is shown (LOG-7 … LOG-12). Pure: opening and
 * applying happen elsewhere. A check that fails names what the server showed; the caller stops that log and keeps everything.
 */
import { concat, equalBytes } from '../bytes.ts';
import type { DeviceId, LogId, SpaceId } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import type { ChunkHeader } from '../wire/chunk.ts';
import { zeroHash } from '../wire/fields.ts';

export interface AuthorPosition {
  readonly n: number;
  readonly hash: Uint8Array;
}
export interface LogState {
  readonly log: LogId;
  readonly space: SpaceId;
  /** Learned from the first chunk or by writing; checked against the log's id. */
  readonly kind: string | undefined;
  readonly segment: string | undefined;
  readonly cursor: number;
  readonly hash: Uint8Array;
  readonly authors: ReadonlyMap<DeviceId, AuthorPosition>;
  /** Heads of the document as the server has it. */
  readonly synced: readonly string[];
  /** Newest (seq, H) pairs, oldest first; older ones are in history blocks. */
  readonly recent: readonly (readonly [seq: number, hash: Uint8Array])[];
  readonly stopped: LogFault | undefined;
}

export const LOG_FAULTS = ['gap', 'fork', 'rollback', 'signature', 'unreadable', 'membership', 'malformed'] as const;
/** Why a log was stopped (SYNC-12). */
export type LogFault = (typeof LOG_FAULTS)[number];
export interface LogFaultError {
  readonly type: LogFault;
}

/** How many (seq, H) pairs a device keeps to recognise forks at another author's next write. */
export const rememberedHashes = 2000;

export const startLog = (log: LogId, space: SpaceId): LogState => ({
  log,
  space,
  kind: undefined,
  segment: undefined,
  cursor: 0,
  hash: zeroHash,
  authors: new Map(),
  synced: [],
  recent: [],
  stopped: undefined,
});

/** H(s) = SHA-256(H(s−1) | chunkHash). */
export const rollingHashInput = (before: Uint8Array, chunkHash: Uint8Array): Uint8Array => concat(before, chunkHash);

/**
 * Checks the next chunk of a log. `hashAt` knows H at older positions (undefined: no longer remembered).
 * LOG-8 gap · LOG-9 author chain · LOG-10 the author's view is not of the future · LOG-11 the author saw the same history.
 */
export function checkNext(
  state: LogState,
  seq: number,
  header: ChunkHeader,
  hashAt: (seq: number) => Uint8Array | undefined,
): Result<void, LogFaultError> {
  if (header.kind !== 'changes' || header.logId !== state.log) return err({ type: 'malformed' });
  if (seq !== state.cursor + 1) return err({ type: seq <= state.cursor ? 'rollback' : 'gap' });
  const last = state.authors.get(header.device) ?? { n: 0, hash: zeroHash };
  if (header.n !== last.n + 1) return err({ type: header.n <= last.n ? 'rollback' : 'gap' });
  if (!equalBytes(header.prev, last.hash)) return err({ type: 'fork' });
  if (header.seenSeq >= seq) return err({ type: 'fork' });
  const known = header.seenSeq === 0 ? zeroHash : hashAt(header.seenSeq);
  if (known !== undefined && !equalBytes(known, header.seenHash)) return err({ type: 'fork' });
  return ok(undefined);
}

/** The state after an accepted chunk; `hash` is H at `seq`. */
export function advance(state: LogState, seq: number, header: ChunkHeader, chunkHash: Uint8Array, hash: Uint8Array): LogState {
  const authors = new Map(state.authors).set(header.device, { n: header.n, hash: chunkHash });
  const recent = [...state.recent, [seq, hash] as const];
  return { ...state, cursor: seq, hash, authors, recent };
}

/** LOG-12: after a pull, what we computed must be the head that the server reported in the same statement. */
export function checkHead(
  state: LogState,
  head: { readonly seq: number; readonly hash: Uint8Array },
): Result<void, LogFaultError> {
  if (head.seq < state.cursor) return err({ type: 'rollback' });
  if (head.seq === state.cursor && !equalBytes(head.hash, state.hash)) return err({ type: 'fork' });
  return ok(undefined);
}
