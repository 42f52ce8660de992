/** What screens know of the app lock (LOCK). */
import type { SecretKind } from '../crypto/lock-secret.ts';
import type { Result } from '../result.ts';

/** A profile whose key is not in memory. Nothing of what it holds is known, not even whose it is. */
export interface LockedState {
  readonly phase: 'locked';
  readonly methods: LockMethods;
  /** No guess before this. */
  readonly retryAtMs: number | undefined;
  /** So many wrong guesses more, and this device is emptied. */
  readonly attemptsLeft: number;
}
/** Neither: the lock's record is damaged, and only emptying the device helps. */
export interface LockMethods {
  readonly secret: SecretKind | undefined;
  readonly passkey: PrfRequest | undefined;
}
/** What the browser is asked for: the output of this credential's PRF for this input. */
export interface PrfRequest {
  readonly credential: Uint8Array;
  readonly prfSalt: Uint8Array;
}

export type LockProof = { readonly secret: string } | { readonly prf: Uint8Array };
export type LockMethod =
  | { readonly type: 'secret'; readonly kind: SecretKind; readonly secret: string }
  | ({ readonly type: 'passkey'; readonly prf: Uint8Array } & PrfRequest);

export type UnlockError =
  | { readonly type: 'wrong' }
  /** Too many wrong guesses: the state tells until when. */
  | { readonly type: 'wait' }
  /** One wrong guess too many: this device was emptied. */
  | { readonly type: 'emptied' }
  /** Another window does not close what it has open. */
  | { readonly type: 'busy' }
  | { readonly type: 'not-locked' };
export type SetLockError =
  | Exclude<UnlockError, { readonly type: 'not-locked' }>
  /** The lock is on: the present secret or passkey is needed. */
  | { readonly type: 'proof-needed' }
  /** SHARED-1: without it colleagues at this computer would read what she keeps here. */
  | { readonly type: 'last-on-shared' }
  /** POLICY-1: the hospital asks for a lock. */
  | { readonly type: 'last-by-rules' }
  | { readonly type: 'malformed' }
  | { readonly type: 'guessable' }
  | { readonly type: 'storage-full' }
  | { readonly type: 'not-ready' };

/** Minutes without a key or a finger before it locks. */
export const IDLE_MINUTES = [1, 2, 5, 10, 15] as const;
export type IdleMinutes = (typeof IDLE_MINUTES)[number];

export interface LockSettings {
  /** False where the platform cannot lock. */
  readonly isAvailable: boolean;
  readonly secret: SecretKind | undefined;
  readonly passkey: PrfRequest | undefined;
  readonly idleMinutes: IdleMinutes;
  /** The lock was neither set nor declined yet. */
  readonly isSuggested: boolean;
  /** POLICY-1: the hospital asks for a lock, and there is none here. */
  readonly isDemanded: boolean;
  /** The hospital asks for one: the last way in is changed and never removed. */
  readonly isRequired: boolean;
  /** Longer the hospital lets nobody wait. */
  readonly idleAtMost: number;
}

export interface LockApi {
  /** The state becomes what it was before the lock. */
  unlock(secret: string): Promise<Result<void, UnlockError>>;
  unlockWithPrf(prf: Uint8Array): Promise<Result<void, UnlockError>>;
  /** All windows of this profile. Without a lock nothing happens. */
  lockNow(): Promise<void>;
  /** Answers the state `locking`: what was being written is saved. */
  readyToLock(): Promise<void>;
  /** While it is locked: empties this device without the secret. Nothing of it can be had back here. */
  emptyLocked(): Promise<void>;
  /** That this device was emptied was read: the state becomes `signed-out`. */
  leaveEmptied(): Promise<void>;
  /** Keys are pressed, a finger moves: the lock waits. */
  noteActivity(): Promise<void>;
  onLock(listener: (settings: LockSettings) => void): Promise<() => void>;
  /** Turns the lock on, or sets one of its two ways in anew; the other one stays. */
  setLock(method: LockMethod, proof?: LockProof): Promise<Result<void, SetLockError>>;
  /** Takes one way in away; with the last one the lock, which on a shared computer stays. */
  removeLock(method: LockMethod['type'], proof: LockProof): Promise<Result<void, SetLockError>>;
  setIdleMinutes(minutes: IdleMinutes): Promise<Result<void, { readonly type: 'storage-full' | 'not-ready' }>>;
  declineLock(): Promise<Result<void, { readonly type: 'storage-full' | 'not-ready' }>>;
}
