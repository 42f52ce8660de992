/**
 * What the engine asks of a platform (a browser worker in `pwa/src/platform`, Node in `packages/headless`). Nothing here is trusted
 * with plaintext: every blob and row is sealed by the engine before it is handed over (REST-1).
 */
import type { NetworkAdapterInterface, StorageAdapterInterface } from '@automerge/automerge-repo/slim';
import type { Bytes } from '../bytes.ts';
import type { FileId, UserId } from '../ids.ts';
import type { Result } from '../result.ts';
import type { SharedComputer } from '../wire/computer.ts';
import type { ErrorCode } from '../wire/error-code.ts';
import type { Unsupported } from './api.ts';
import type { LockPolicy } from './lock-attempts.ts';

export interface ClockDep {
  nowMs(): number;
  /** Runs `task` once after `delayMs`; returns a function that cancels it. */
  schedule(delayMs: number, task: () => void): () => void;
}

/** Cryptographic randomness comes from WebCrypto; this is for jitter and for seeded tests (0 ≤ x < 1). */
export type RandomDep = () => number;

export interface HttpAnswer {
  readonly status: number;
  readonly body: Uint8Array;
  /** Value of the `Date` header or of the answer's own clock, milliseconds; undefined when there was none. */
  readonly serverTimeMs: number | undefined;
}
/** One request to `/api/v1…` with the session cookie. `offline` covers every way of getting no answer. */
export type HttpDep = (request: {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly path: string;
  readonly body?: Bytes;
  /** For whom it is asked: goes as `personHeader`, so that it is not answered in a colleague's session (SHARED-2). */
  readonly person?: UserId;
  readonly timeoutMs: number;
}) => Promise<Result<HttpAnswer, { readonly type: 'offline' }>>;

export interface PipeListener {
  /** A CBOR-decoded frame of ours (not parsed yet). */
  frame(frame: unknown): void;
  /** The relay answered `join`: ready to send. */
  ready(): void;
  /** The socket is gone; `code` as in RFC 6455, undefined when it never opened. */
  closed(code: number | undefined): void;
}
export interface Pipe {
  /** False when the socket is not open: nothing was sent. */
  send(frame: Readonly<Record<string, unknown>>): boolean;
  close(): void;
}
/** Opens `/sync` through automerge-repo's WebSocket client adapter, one attempt, no retry: reconnecting is the engine's. */
export type PipeDep = (senderId: string, listener: PipeListener) => Pipe;

export type RowKey = readonly [table: string, ...path: string[]];
export interface RowWrite {
  readonly key: RowKey;
  /** `undefined` removes the row. */
  readonly value: Bytes | undefined;
}
export interface RowStoreDep {
  /** All of the batch or nothing, durable when it resolves. `full`: no space left; nothing was changed. */
  write(batch: readonly RowWrite[]): Promise<Result<void, { readonly type: 'storage-full' }>>;
  read(key: RowKey): Promise<Bytes | undefined>;
  /** Every row whose key starts with `prefix`. */
  readRange(prefix: RowKey): Promise<readonly { readonly key: RowKey; readonly value: Bytes }[]>;
  /** Removes everything, documents included: sign-out. */
  clear(): Promise<void>;
}

export interface LocalKeyDep {
  /** The profile's AES-256-GCM key (non-extractable where the platform can store one); made on first use. Not while a lock is on. */
  load(): Promise<CryptoKey>;
  /** The key, its lock and the count of guesses. */
  forget(): Promise<void>;
  /** Absent where nothing can be locked. */
  readonly lock?: LockDep;
}

/** How the local key is stored. Neither: there is none yet. Both: a lock is being set, and `open` is the key of before (LOCK-7). */
export interface KeyRing {
  /** The local key itself: no lock. */
  readonly open: CryptoKey | undefined;
  readonly locked: LockedKey | undefined;
}
export interface LockedKey {
  /** Without it no guess can be tried (LOCK-2). */
  readonly binding: CryptoKey;
  /** CBOR of the wraps (`engine/lock-record.ts`). */
  readonly record: Bytes;
  /** Guesses (`engine/lock-attempts.ts`). */
  readonly failed: number;
  readonly lastAtMs: number;
}
export interface LockDep {
  read(): Promise<KeyRing>;
  /** One step against all other tabs, on the disk when it resolves. `change` is pure and called once. */
  update(change: (ring: KeyRing) => KeyRing): Promise<KeyRing>;
  /** Every engine of the profile holds this while it reads and writes what is stored; the returned function gives it back. */
  join(): Promise<() => void>;
  /** Runs the task while no engine has joined, this one included. Undefined: another one did not leave in time. */
  alone<T>(task: () => Promise<T>): Promise<T | undefined>;
  /**
   * Offers every stored value, of rows and documents, with the place that it is sealed for; what comes back takes its place. Durable
   * when it resolves. May be called again after it broke off.
   */
  rewrite(
    change: (place: readonly string[], stored: Uint8Array) => Promise<Bytes | undefined>,
  ): Promise<Result<void, { readonly type: 'storage-full' }>>;
}

/** SYNC-10: one leader per profile. `lead` is called when this engine holds the lock, with a promise that ends its leadership. */
export type LeaderDep = (lead: () => Promise<void>) => { release(): void };

/** Other engines of this profile (tabs). Messages are structured-cloneable; delivery is best effort. */
export interface TabsDep {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  close(): void;
}

/** What was answered while the engine did not run (NOTIFY-4). Each is sealed under the local key at the place `['intent', name]`. */
export interface IntentsDep {
  read(): Promise<readonly { readonly name: string; readonly sealed: Uint8Array }[]>;
  /** Durable when it resolves, in the place of what has this name. */
  keep(name: string, sealed: Uint8Array<ArrayBuffer>): Promise<void>;
  remove(name: string): Promise<void>;
}

/** Sealed bytes of files, by id (FILE-3). What is written here was sealed by the engine, or is being fetched. */
export interface SealedFilesDep {
  /** How many bytes are here; undefined: none. */
  size(file: FileId): Promise<number | undefined>;
  /** At `from`, the present size: files grow at their end. From 0 a file begins anew. `full`: no space left. */
  write(file: FileId, from: number, bytes: Uint8Array): Promise<Result<void, { readonly type: 'storage-full' }>>;
  /** On the disk when it resolves; what is open for writing is closed. */
  keep(file: FileId): Promise<Result<void, { readonly type: 'storage-full' }>>;
  /** Also of one that grows. Undefined: not all of it is here. */
  read(file: FileId, from: number, to: number): Promise<Bytes | undefined>;
  remove(file: FileId): Promise<void>;
  list(): Promise<readonly { readonly file: FileId; readonly bytes: number }[]>;
  /** Sign-out. */
  clear(): Promise<void>;
}
export type TransferError =
  | { readonly type: 'offline' }
  | { readonly type: 'refused'; readonly code: ErrorCode | 'unknown' }
  /** The sealed bytes are not here any more. */
  | { readonly type: 'gone' }
  | { readonly type: 'storage-full' }
  | { readonly type: 'stopped' };
export interface FileTransfer {
  readonly done: Promise<Result<void, TransferError>>;
  /** What has arrived stays; the next transfer goes on from there. */
  stop(): void;
}
export interface TransferRequest {
  readonly file: FileId;
  /** `/api/v1/files/…`, on the server and with the cookie of `HttpDep`. */
  readonly path: string;
  /** Of the sealed file. */
  readonly bytes: number;
  /** As in `HttpDep`. */
  readonly person?: UserId;
  /** Of an upload that begins before its file is whole (FILE-8): bytes in the store, once they are more than `from`; undefined: no more will come. */
  readonly more?: ((from: number) => Promise<number | undefined>) | undefined;
  /** Bytes that are over there, or here. */
  readonly onProgress: (done: number) => void;
}
/** Files between this device's store and the server (FILE-6). One attempt each: trying again is the engine's. */
export interface FilesDep {
  readonly store: SealedFilesDep;
  /** By tus, from the offset that the server has; with `more`, what is in the store by then, as it grows. Done: the server has all of it. */
  upload(request: TransferRequest): FileTransfer;
  /** With `Range`, from what is here. Done: all of it is here, and kept. */
  download(request: TransferRequest): FileTransfer;
}

export interface EngineDeps {
  readonly clock: ClockDep;
  readonly random: RandomDep;
  readonly http: HttpDep;
  readonly connect: PipeDep;
  readonly rows: RowStoreDep;
  /** Raw storage of the Repo: IndexedDBStorageAdapter in browsers. The engine wraps it with sealing. */
  readonly documents: StorageAdapterInterface;
  /** Tab-to-tab adapters of the Repo. Never a remote one: what the relay has comes through logs (SYNC-6). */
  readonly documentNetwork: readonly NetworkAdapterInterface[];
  readonly localKey: LocalKeyDep;
  readonly lead: LeaderDep;
  readonly tabs: TabsDep;
  /** KEY-1: stores a key, reads it back in a new transaction and uses it. Undefined: all is well. */
  readonly selfTest: () => Promise<Unsupported | undefined>;
  /** Loads Automerge's WebAssembly; called once, after the first state was delivered. */
  readonly loadAutomerge: () => Promise<void>;
  /** Absent: a computer or phone of her own (SHARED-1). */
  readonly computer?: SharedComputer;
  /** Ends the address of each photo: tells the platform's own keeper of them for whom it is kept. */
  readonly photoSuffix?: string;
  /** Policy: age at which a space's key is rotated by the next device that writes (EPOCH-7). 30 days unless told otherwise. */
  readonly maxEpochAgeMs?: number;
  /** Policy: guesses at the lock (LOCK-5). */
  readonly lockPolicy?: LockPolicy;
  /** Absent: files can neither be attached nor opened. */
  readonly files?: FilesDep;
  /** Absent where nothing else can answer. */
  readonly intents?: IntentsDep;
  /** True network hints (`online`/`offline` events); absent where there are none. */
  readonly onNetworkHint?: (listener: (online: boolean) => void) => void;
}
