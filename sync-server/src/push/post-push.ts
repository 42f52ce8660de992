/** One request to a push service. Redirects are not followed, its answer's body is not read. */
import type { PushRequest } from './seal-push.ts';

export interface PushAnswer {
  /** HTTP; 0: it could not be reached in time. */
  readonly status: number;
  readonly retryAfterMs?: number;
}
/** `ending`: the server ends and waits no longer. */
export type PostPush = (request: PushRequest, nowMs: number, ending: AbortSignal) => Promise<PushAnswer>;

export const pushTimeoutMs = 10_000;

export const postPush: PostPush = async ({ endpoint, headers, body }, nowMs, ending) => {
  try {
    const signal = AbortSignal.any([ending, AbortSignal.timeout(pushTimeoutMs)]);
    const response = await fetch(endpoint, { method: 'POST', headers, body, redirect: 'manual', signal });
    await response.body?.cancel();
    const retryAfterMs = parseRetryAfter(response.headers.get('retry-after'), nowMs);
    return { status: response.status, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  } catch {
    return { status: 0 }; // whatever went wrong on the way is tried again in the same way
  }
};

/** RFC 9110 §10.2.3: seconds, or a date. */
export function parseRetryAfter(value: string | null, nowMs: number): number | undefined {
  if (value === null) return undefined;
  if (/^\d{1,9}$/.test(value.trim())) return Number(value) * 1000;
  const atMs = Date.parse(value);
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
}
