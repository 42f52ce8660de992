/**
 * What becomes of an append, given what stands under the locks (LOG-1, LOG-2, LOG-4). Pure: the batch reads the state, this decides in order
 * of arrival, the batch writes the result. A log's state moves on as appends of the same batch are accepted.
 */
import { equalBytes } from '@sanad/model/bytes';
import type { ErrorCode } from '@sanad/model/wire/error-code';
import { zeroHash } from '@sanad/model/wire/fields';
import { sha256 } from '../devices/signature.ts';
import type { AppendOutcome, AppendRequest } from './append-types.ts';

export interface AuthorState {
  readonly n: number;
  /** Of her newest chunk, which is at `seq`, where the rolling hash is `head`. */
  readonly hash: Uint8Array;
  readonly seq: number;
  readonly head: Uint8Array;
}
const noChunkYet: AuthorState = { n: 0, hash: zeroHash, seq: 0, head: zeroHash };
/** Mutable: the working copy of one locked row. */
export interface LogState {
  readonly key: number;
  seq: number;
  hash: Uint8Array;
  readonly authors: Map<number, AuthorState>;
}
export interface AppendFacts {
  /** `undefined`: the space has no such log, and the author may not make it. */
  readonly log: LogState | undefined;
  readonly spaceEpoch: number | undefined;
  readonly isMember: boolean;
  readonly isDeviceActive: boolean;
  /** NOTICE-2, FILE-5: what it tells the relay or refers to may not be. A repeat is not judged again. */
  readonly refusal?: ErrorCode | undefined;
}

export type Decision =
  | AppendOutcome
  /** Accepted: to be stored at `seq`. */
  | { readonly type: 'store'; readonly seq: number; readonly head: Uint8Array }
  /** Its n is taken: the same chunk again, or another one? Only a look into the log tells. */
  | { readonly type: 'look-up'; readonly log: LogState; readonly lastN: number };

export function decideAppend({ chunk, hash, deviceKey }: AppendRequest, facts: AppendFacts): Decision {
  if (!facts.isDeviceActive) return { type: 'refused', code: 'device/revoked' };
  if (!facts.isMember || facts.spaceEpoch === undefined) return { type: 'refused', code: 'space/not-member' };
  if (facts.log === undefined) return { type: 'refused', code: 'log/unknown' };
  const { log } = facts;
  const author = log.authors.get(deviceKey) ?? noChunkYet;
  // Before the epoch: an append whose answer was lost succeeds again, whatever happened since.
  if (chunk.n <= author.n) {
    const isLast = chunk.n === author.n && equalBytes(hash, author.hash);
    return isLast ? { type: 'appended', seq: author.seq, head: author.head } : { type: 'look-up', log, lastN: author.n };
  }
  if (chunk.epoch !== facts.spaceEpoch) return { type: 'conflict', epoch: facts.spaceEpoch };
  if (chunk.n !== author.n + 1 || !equalBytes(chunk.prev, author.hash)) return { type: 'conflict', n: author.n };
  if (chunk.seenSeq > log.seq) return { type: 'refused', code: 'chunk/malformed' }; // a view from the future
  if (facts.refusal !== undefined) return { type: 'refused', code: facts.refusal };
  log.seq += 1;
  log.hash = sha256(log.hash, hash);
  log.authors.set(deviceKey, { n: chunk.n, hash, seq: log.seq, head: log.hash });
  return { type: 'store', seq: log.seq, head: log.hash };
}
