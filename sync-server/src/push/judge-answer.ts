/** What an answer of a push service means for a job (PUSH-4). Pure; the job carries its attempts, time and chance are handed in. */
import type { PushAnswer } from './post-push.ts';

export type Verdict =
  | { readonly type: 'taken' }
  /** The subscription is gone for good. */
  | { readonly type: 'gone' }
  /** This push will never be taken; the next one may. */
  | { readonly type: 'refused' }
  | { readonly type: 'again'; readonly atMs: number }
  /** It would be tried again, but then nobody wants it any more. */
  | { readonly type: 'expired' };

const firstWaitMs = 2000;
const maxWaitMs = 5 * 60_000;

/** `attempts`: with this one, from 1. `chance`: 0 … 1. */
export function judgeAnswer(
  { status, retryAfterMs = 0 }: PushAnswer,
  { attempts, untilAtMs }: { readonly attempts: number; readonly untilAtMs: number },
  nowMs: number,
  chance: number,
): Verdict {
  if (status >= 200 && status < 300) return { type: 'taken' };
  if (status === 404 || status === 410) return { type: 'gone' };
  if (status !== 0 && status !== 408 && status !== 429 && status < 500) return { type: 'refused' };
  const longestMs = Math.min(maxWaitMs, firstWaitMs * 2 ** Math.min(attempts - 1, 20));
  // Half of it at least: a service that is down is not asked by everybody at once when it comes back.
  const waitMs = Math.max(retryAfterMs, longestMs * (0.5 + chance / 2));
  const atMs = nowMs + Math.ceil(waitMs);
  return atMs < untilAtMs ? { type: 'again', atMs } : { type: 'expired' };
}
