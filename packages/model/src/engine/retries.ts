/**
 * When what failed is tried again by itself (SYNC-18). Each cause – a conversation, catching up – rests on its own, longer after each
 * failure: within seconds where trying again may help (`ERROR_CODES`), within minutes where only something new would. Whoever brings
 * something new resets.
 */
import { backoffDelayMs, maxDelayMs } from '../sync/backoff.ts';
import { ERROR_CODES } from '../wire/error-code.ts';
import type { ClockDep } from './deps.ts';
import type { LogSyncError } from './log-sync.ts';

export interface Retries {
  /** False while the cause rests. */
  mayTry(cause: string): boolean;
  /** Plans the next attempt; while one is planned nothing more happens. */
  failed(cause: string, error: LogSyncError): void;
  /** The next failure waits as short as the first. A failure of the same attempt stands. */
  succeeded(cause: string): void;
  /** Something new: rests no more, and begins with the shortest delay again. Without a cause: all. */
  reset(cause?: string): void;
}

const firstRetryMs = 2_000;
/** A refusal that stays is asked again in case somebody mended the server. */
export const maxRefusedDelayMs = 5 * 60 * 1000;

interface Rest {
  readonly attempts: number;
  readonly cancel: (() => void) | undefined;
}

export function makeRetries(clock: ClockDep, random: () => number, again: (cause: string) => void): Retries {
  const rests = new Map<string, Rest>();
  function reset(cause: string): void {
    rests.get(cause)?.cancel?.();
    rests.delete(cause);
  }
  return {
    mayTry: (cause) => rests.get(cause)?.cancel === undefined,
    failed(cause, error) {
      const before = rests.get(cause);
      if (before?.cancel !== undefined) return;
      const attempts = before?.attempts ?? 0;
      const delayMs = backoffDelayMs(attempts, random(), { firstMs: firstRetryMs, maxMs: ceilingOf(error) });
      const cancel = clock.schedule(delayMs, () => {
        rests.set(cause, { attempts: attempts + 1, cancel: undefined });
        again(cause);
      });
      rests.set(cause, { attempts, cancel });
    },
    succeeded(cause) {
      if (rests.get(cause)?.cancel === undefined) rests.delete(cause);
    },
    reset(cause) {
      for (const one of cause === undefined ? [...rests.keys()] : [cause]) reset(one);
    },
  };
}

function ceilingOf(error: LogSyncError): number {
  const mayPass =
    error.type === 'offline' || (error.type === 'refused' && error.code !== 'unknown' && ERROR_CODES[error.code].retry);
  return mayPass ? maxDelayMs : maxRefusedDelayMs;
}
