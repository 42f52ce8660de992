/** Where devices can be woken (PUSH-1): one row per device, the newest endpoint counts; how pushes and tests went (PUSH-7, PUSH-8). */
import type { UserId } from '@sanad/model/ids';
import type { PushEndpoint, PushFilter, PushHealth, PushState, PushTest } from '@sanad/model/wire/push';
import type { Queryable } from '../db/database.ts';

export interface SessionDevice {
  readonly key: number;
  readonly user: UserId;
}

/** The device that proved its key through this session (AUTH-11), and stands. */
export async function pushDeviceOf(client: Queryable, sessionId: string): Promise<SessionDevice | undefined> {
  const { rows } = await client.query<SessionDevice>(
    `select d.key, d.user_id as "user" from device_session s join device d on d.key = s.device_key
      where s.session_id = $1::uuid and d.revoked_n is null`,
    [sessionId],
  );
  return rows[0];
}

/** The filter stays. What is known of an older endpoint says nothing about another one. */
export async function saveSubscription(
  client: Queryable,
  { key, user }: SessionDevice,
  { endpoint, p256dh, auth }: PushEndpoint,
  nowMs: number,
): Promise<void> {
  await client.query(
    `insert into push_subscription as s (device_key, user_id, endpoint, p256dh, auth, created_at_ms) values ($1, $2, $3, $4, $5, $6)
     on conflict (device_key) do update set
       endpoint = excluded.endpoint, p256dh = excluded.p256dh, auth = excluded.auth, created_at_ms = excluded.created_at_ms,
       last_at_ms = null, last_status = null, test_token = null, test_started_at_ms = null, test_answered_at_ms = null,
       test_status = null, test_seen_at_ms = null, tested_at_ms = null
     where (s.endpoint, s.p256dh, s.auth) is distinct from (excluded.endpoint, excluded.p256dh, excluded.auth)`,
    [key, user, endpoint, p256dh, auth, nowMs],
  );
}

export async function removeSubscription(client: Queryable, device: number): Promise<void> {
  await client.query('delete from push_subscription where device_key = $1', [device]);
}

/** False: the device has no subscription. */
export async function saveFilter(client: Queryable, device: number, filter: PushFilter): Promise<boolean> {
  const { rowCount } = await client.query('update push_subscription set filter = $2 where device_key = $1', [
    device,
    JSON.stringify(filter),
  ]);
  return rowCount === 1;
}

export const isTaken = (status: number): boolean => status >= 200 && status < 300;

export async function readPushState(client: Queryable, device: number, key: Uint8Array): Promise<PushState> {
  const { rows } = await client.query<{ atMs: number | null; status: number | null; testedAtMs: number | null }>(
    `select last_at_ms as "atMs", last_status as status, tested_at_ms as "testedAtMs" from push_subscription where device_key = $1`,
    [device],
  );
  const [row] = rows;
  if (row === undefined) return { key, subscribed: false };
  const { atMs, status, testedAtMs } = row;
  return {
    key,
    subscribed: true,
    ...(atMs === null || status === null ? {} : { last: { atMs, status, isTaken: isTaken(status) } }),
    ...(testedAtMs === null ? {} : { testedAtMs }),
  };
}

/** Replaces an older test; its job is written in the same statement. False: nothing to test. */
export async function startTest(
  client: Queryable,
  device: number,
  token: string,
  ttlSeconds: number,
  nowMs: number,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `with started as (
       update push_subscription set test_token = $2, test_started_at_ms = $3,
         test_answered_at_ms = null, test_status = null, test_seen_at_ms = null
        where device_key = $1 returning device_key
     )
     insert into push_job (device_key, payload, urgency, ttl_s, topic, due_at_ms)
     select device_key, jsonb_build_object('k', 'test', 't', $2::text), 'high', $4, 'test', $3 from started`,
    [device, token, nowMs, ttlSeconds],
  );
  return rowCount === 1;
}

/** An older test's echo changes nothing. */
export async function noteTestSeen(client: Queryable, device: number, token: string, nowMs: number): Promise<void> {
  await client.query(
    `update push_subscription set test_seen_at_ms = $3, tested_at_ms = $3
      where device_key = $1 and test_token = $2 and test_seen_at_ms is null`,
    [device, token, nowMs],
  );
}

interface TestRow {
  readonly token: string | null;
  readonly startedAtMs: number | null;
  readonly answeredAtMs: number | null;
  readonly status: number | null;
  readonly seenAtMs: number | null;
}
export async function readTest(client: Queryable, device: number): Promise<PushTest | undefined> {
  const { rows } = await client.query<TestRow>(
    `select test_token as token, test_started_at_ms as "startedAtMs", test_answered_at_ms as "answeredAtMs", test_status as status,
            test_seen_at_ms as "seenAtMs" from push_subscription where device_key = $1`,
    [device],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  const { token, startedAtMs, answeredAtMs, status, seenAtMs } = row;
  return {
    ...(token === null ? {} : { token }),
    ...(startedAtMs === null ? {} : { startedAtMs }),
    ...(answeredAtMs === null ? {} : { answeredAtMs }),
    ...(status === null ? {} : { status }),
    ...(seenAtMs === null ? {} : { seenAtMs }),
  };
}

const reachableForMs = 8 * 86_400_000;
const maxPeople = 10_000;

/** PUSH-7: yes or no per person, nothing of her devices. */
export async function readPushHealth(client: Queryable, nowMs: number): Promise<PushHealth> {
  const { rows } = await client.query<{ user: UserId; isReachable: boolean }>(
    `select p.user_id as "user", exists (
       select 1 from push_subscription s where s.user_id = p.user_id
          and (s.tested_at_ms > $1 or (s.last_at_ms > $1 and s.last_status between 200 and 299))) as "isReachable"
       from person p where p.status = 'active' order by p.user_id limit $2`,
    [nowMs - reachableForMs, maxPeople + 1],
  );
  return { people: rows.slice(0, maxPeople), more: rows.length > maxPeople };
}
