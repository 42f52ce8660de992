/**
 * Guesses at a lock (LOCK-5): counted before they are checked, slowed down, and ended. Pure; where the count is kept is the key ring's.
 * A clock that was set back gains nothing: the wait begins again. One that was set ahead ends a wait, and never the count.
 */

import { lockCost } from '../crypto/lock-wrap.ts';
import type { Argon2idCost } from '../crypto/primitives/argon2id.ts';

/** What an organisation may decide. */
export interface LockPolicy {
  /** So many wrong guesses cost no time. */
  readonly freeAttempts: number;
  /** The wait after them; it doubles with each further one. */
  readonly firstWaitMs: number;
  readonly maxWaitMs: number;
  /** So many wrong guesses empty the device. */
  readonly maxAttempts: number;
  /** What a guess costs whoever makes it elsewhere (LOCK-3); stored beside each wrap. */
  readonly cost: Argon2idCost;
}
export const defaultLockPolicy: LockPolicy = {
  freeAttempts: 3,
  firstWaitMs: 5_000,
  maxWaitMs: 300_000,
  maxAttempts: 10,
  cost: lockCost,
};

export interface Attempts {
  /** Guesses since the last right one, those included that were not checked because something went down. */
  readonly failed: number;
  readonly lastAtMs: number;
}
export const noAttempts: Attempts = { failed: 0, lastAtMs: 0 };

export function waitAfterMs({ freeAttempts, firstWaitMs, maxWaitMs }: LockPolicy, failed: number): number {
  if (failed < freeAttempts) return 0;
  return Math.min(maxWaitMs, firstWaitMs * 2 ** (failed - freeAttempts));
}

/** As if the last guess had been made now, where the clock says that it is still to come. To be stored: else a wait would have no end. */
export const rebase = ({ failed, lastAtMs }: Attempts, nowMs: number): Attempts => ({
  failed,
  lastAtMs: Math.min(lastAtMs, nowMs),
});

/** Undefined: a guess may be made now. */
export function retryAtMs(policy: LockPolicy, attempts: Attempts, nowMs: number): number | undefined {
  const { failed, lastAtMs } = rebase(attempts, nowMs);
  const endMs = lastAtMs + waitAfterMs(policy, failed);
  return endMs > nowMs ? endMs : undefined;
}

export const attemptsLeft = (policy: LockPolicy, { failed }: Attempts): number => Math.max(0, policy.maxAttempts - failed);

export type Guess =
  /** `next` is to be durable before the guess is checked. */
  | { readonly type: 'guess'; readonly next: Attempts }
  | { readonly type: 'wait'; readonly next: Attempts; readonly retryAtMs: number }
  | { readonly type: 'spent'; readonly next: Attempts };

export function beginGuess(policy: LockPolicy, attempts: Attempts, nowMs: number): Guess {
  const now = rebase(attempts, nowMs);
  if (attemptsLeft(policy, now) === 0) return { type: 'spent', next: now };
  const retry = retryAtMs(policy, now, nowMs);
  if (retry !== undefined) return { type: 'wait', next: now, retryAtMs: retry };
  return { type: 'guess', next: { failed: now.failed + 1, lastAtMs: nowMs } };
}
