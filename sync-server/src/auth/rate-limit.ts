/** Fixed-window counters in Postgres, keyed by what and by the real client address or the account (AUTH-6): the same for every process. */
import { err, ok, type Result } from '@sanad/model/result';
import type { RateLimit } from '../config.ts';
import type { Queryable } from '../db/database.ts';
import { type Refusal, refusal } from '../http/refusal.ts';

/** Counts one attempt. */
export async function countAttempt(
  client: Queryable,
  what: string,
  /** A client's address or an account. */
  who: string,
  limit: RateLimit,
  nowMs: number,
): Promise<Result<undefined, Refusal>> {
  const { count, startedAtMs } = await countUse(client, what, who, limit.windowMs, nowMs);
  if (count <= limit.max) return ok(undefined);
  return err(refusal('request/rate-limited', { retryAfterMs: Math.max(0, startedAtMs + limit.windowMs - nowMs) }));
}

/** How often it happened in this window, with this time. */
export async function countUse(
  client: Queryable,
  what: string,
  who: string,
  windowMs: number,
  nowMs: number,
): Promise<{ readonly count: number; readonly startedAtMs: number }> {
  const { rows } = await client.query<{ count: number; startedAtMs: number }>(
    `insert into rate_bucket as b (key, count, started_at_ms) values ($1, 1, $2)
     on conflict (key) do update set
       count = case when b.started_at_ms <= $2 - $3::bigint then 1 else b.count + 1 end,
       started_at_ms = case when b.started_at_ms <= $2 - $3::bigint then $2 else b.started_at_ms end
     returning count, started_at_ms as "startedAtMs"`,
    [bucketKey(what, who), nowMs, windowMs],
  );
  return rows[0] ?? { count: 1, startedAtMs: nowMs };
}

/** What succeeded is no attempt of a guesser. */
export async function clearAttempts(client: Queryable, what: string, who: string): Promise<void> {
  await client.query('delete from rate_bucket where key = $1', [bucketKey(what, who)]);
}

const bucketKey = (what: string, who: string): string => `${what}|${subnet(who)}`;

/** An IPv6 customer has 2^64 addresses: the first half counts as one. */
export const subnet = (address: string): string =>
  address.includes(':') ? `${address.split(':').slice(0, 4).join(':')}::` : address;

export async function dropOldBuckets(client: Queryable, nowMs: number): Promise<void> {
  await client.query('delete from rate_bucket where started_at_ms < $1', [nowMs - 86_400_000]);
}
