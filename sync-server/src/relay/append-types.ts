/** An append on its way through the relay (LOG-1 … LOG-4). */
import type { DeviceId, FileId, LogId, SpaceId, UserId } from '@sanad/model/ids';
import type { Notice } from '@sanad/model/wire/alarm';
import type { Chunk } from '@sanad/model/wire/chunk';
import type { ErrorCode } from '@sanad/model/wire/error-code';

/** Parsed, signature verified, its device the sender's own. */
export interface AppendRequest {
  readonly space: SpaceId;
  readonly log: LogId;
  readonly user: UserId;
  readonly device: DeviceId;
  /** The device's short key in the tables. */
  readonly deviceKey: number;
  readonly chunk: Chunk;
  readonly bytes: Uint8Array;
  /** SHA-256 of `bytes`. */
  readonly hash: Uint8Array;
  /** NOTICE-1; answers in it are verified. */
  readonly notices?: readonly Notice[] | undefined;
  /** FILE-5: what its messages carry. */
  readonly files?: readonly FileId[] | undefined;
}

export type AppendOutcome =
  /** Committed. `head` is the rolling hash at `seq`. */
  | { readonly type: 'appended'; readonly seq: number; readonly head: Uint8Array }
  | { readonly type: 'conflict'; readonly epoch?: number; readonly n?: number }
  | { readonly type: 'refused'; readonly code: ErrorCode };

/** What a batch newly stored, for live delivery. Repeated appends are not in it. */
export interface StoredChunk {
  readonly request: AppendRequest;
  readonly logKey: number;
  readonly seq: number;
  /** Rolling hash at `seq`. */
  readonly head: Uint8Array;
  readonly receivedAtMs: number;
  readonly epoch: number;
  readonly rev: number;
}
