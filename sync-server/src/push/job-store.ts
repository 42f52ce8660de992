/**
 * Pushes that were not taken yet (PUSH-4). A process claims a job for as long as sending may last (its lease); if it is killed, the lease
 * runs out and another one claims it. A push may so arrive twice, never not at all: its topic replaces the first one, and a device shows
 * a ring once.
 */
import { type AlarmId, alarmIdFromBytes, type DeviceId, deviceIdFromBytes, type UserId } from '@sanad/model/ids';
import type { Database, Queryable } from '../db/database.ts';
import { pushTimeoutMs } from './post-push.ts';

export interface PushJob {
  readonly id: number;
  readonly deviceKey: number;
  readonly device: DeviceId;
  readonly user: UserId;
  readonly endpoint: string;
  readonly p256dh: Uint8Array;
  readonly auth: Uint8Array;
  readonly payload: unknown;
  readonly urgency: 'normal' | 'high';
  readonly topic: string | null;
  readonly alarm: AlarmId | undefined;
  /** With the one that was claimed: together with the id it says whose the lease is. */
  readonly attempts: number;
  readonly untilAtMs: number;
  /** Her account is active. */
  readonly isWelcome: boolean;
}
interface JobRow extends Omit<PushJob, 'device' | 'alarm'> {
  readonly device: Uint8Array;
  readonly alarm: Uint8Array | null;
}

export const leaseMs = 3 * pushTimeoutMs;
/** However short its TTL is: nothing is sent in the millisecond in which it is written. */
const minTtlSeconds = 5;

/**
 * Urgent ones first, none of `full` services. Of several with one topic the newest alone, and not while another process sends an older one: what replaces must not
 * be overtaken by what it replaces.
 */
export async function claimJobs(
  database: Database,
  nowMs: number,
  limit: number,
  full: readonly string[] = [],
): Promise<readonly PushJob[]> {
  const { rows } = await database.query<JobRow>(
    `with due as (
       select j.id from push_job j
        where j.due_at_ms <= $1 and (j.lease_until_ms is null or j.lease_until_ms <= $1)
          and (j.topic is null or not exists (
            select 1 from push_job o
             where o.device_key = j.device_key and o.topic = j.topic and o.id <> j.id and (o.id > j.id or o.lease_until_ms > $1)))
          and not exists (
            select 1 from push_subscription s where s.device_key = j.device_key and split_part(s.endpoint, '/', 3) like any($5::text[]))
        order by (j.urgency = 'high') desc, j.due_at_ms, j.id limit $2 for update of j skip locked
     )
     update push_job j set attempts = j.attempts + 1, lease_until_ms = $1 + $3::bigint,
            until_at_ms = coalesce(j.until_at_ms, j.due_at_ms + greatest(j.ttl_s, $4)::bigint * 1000)
       from due, push_subscription s join device d on d.key = s.device_key join person p on p.user_id = s.user_id
      where j.id = due.id and s.device_key = j.device_key
     returning j.id, j.device_key as "deviceKey", d.id as device, s.user_id as "user", s.endpoint, s.p256dh, s.auth, j.payload, j.urgency,
               j.topic, j.alarm, j.attempts, j.until_at_ms as "untilAtMs", p.status = 'active' and d.revoked_n is null as "isWelcome"`,
    [nowMs, limit, leaseMs, minTtlSeconds, full],
  );
  return rows.map((row) => ({
    ...row,
    device: deviceIdFromBytes(row.device),
    alarm: row.alarm === null ? undefined : alarmIdFromBytes(row.alarm),
  }));
}

interface Answer {
  readonly job: PushJob;
  readonly status: number | undefined;
  readonly nowMs: number;
}

/** PUSH-8: the newest push of each endpoint; of the newest test also when it came back. Locks the subscriptions in order. */
export async function noteAnswers(client: Queryable, answers: readonly Answer[]): Promise<void> {
  await client.query('select 1 from push_subscription where device_key = any($1::int[]) order by device_key for no key update', [
    answers.map(({ job }) => job.deviceKey),
  ]);
  const newest = new Map<number, Answer>();
  for (const one of answers) {
    const before = newest.get(one.job.deviceKey);
    // An update takes one row per device: the one of a test, whose answer somebody waits for.
    if (one.status !== undefined && (before === undefined || testTokenOf(before.job) === null))
      newest.set(one.job.deviceKey, one);
  }
  if (newest.size === 0) return;
  const rows = [...newest.values()];
  await client.query(
    `update push_subscription s set last_at_ms = x.at_ms, last_status = x.status,
            test_answered_at_ms = case when s.test_token = x.token then x.at_ms else s.test_answered_at_ms end,
            test_status = case when s.test_token = x.token then x.status else s.test_status end
       from unnest($1::int[], $2::text[], $3::bigint[], $4::int[], $5::text[]) as x (device_key, endpoint, at_ms, status, token)
      where s.device_key = x.device_key and s.endpoint = x.endpoint`,
    [
      rows.map(({ job }) => job.deviceKey),
      rows.map(({ job }) => job.endpoint),
      rows.map(({ nowMs }) => nowMs),
      rows.map(({ status }) => status),
      rows.map(({ job }) => testTokenOf(job)),
    ],
  );
}

const testTokenOf = ({ payload }: PushJob): string | null =>
  typeof payload === 'object' && payload !== null && 't' in payload && typeof payload.t === 'string' ? payload.t : null;

export async function putOff(client: Queryable, put: readonly { readonly job: PushJob; readonly atMs: number }[]): Promise<void> {
  if (put.length === 0) return;
  await client.query(
    `update push_job j set due_at_ms = x.at_ms, lease_until_ms = null
       from unnest($1::bigint[], $2::int[], $3::bigint[]) as x (id, attempts, at_ms) where j.id = x.id and j.attempts = x.attempts`,
    [put.map(({ job }) => job.id), put.map(({ job }) => job.attempts), put.map(({ atMs }) => atMs)],
  );
}

/** With whatever they replaced. Those that were: of the others the lease ran out meanwhile, and they are another process's. */
export async function finishJobs(client: Queryable, jobs: readonly PushJob[]): Promise<ReadonlySet<number>> {
  if (jobs.length === 0) return new Set();
  const { rows } = await client.query<{ id: number }>(
    `delete from push_job j using unnest($1::bigint[], $2::int[]) as x (id, attempts)
      where j.id = x.id and j.attempts = x.attempts returning j.id`,
    [jobs.map(({ id }) => id), jobs.map(({ attempts }) => attempts)],
  );
  const finished = new Set(rows.map(({ id }) => id));
  const replacing = jobs.filter(({ id, topic }) => topic !== null && finished.has(id));
  if (replacing.length > 0)
    await client.query(
      `delete from push_job j using unnest($1::int[], $2::text[], $3::bigint[]) as x (device_key, topic, id)
        where j.device_key = x.device_key and j.topic = x.topic and j.id < x.id`,
      [replacing.map(({ deviceKey }) => deviceKey), replacing.map(({ topic }) => topic), replacing.map(({ id }) => id)],
    );
  return finished;
}

/** The endpoint that the service does not know any more is still this device's. */
export async function isCurrentEndpoint(client: Queryable, { deviceKey, endpoint }: PushJob): Promise<boolean> {
  const { rowCount } = await client.query(
    'select 1 from push_subscription where device_key = $1 and endpoint = $2 for no key update',
    [deviceKey, endpoint],
  );
  return rowCount === 1;
}

/** Everything that waits for this device; the alarms that rang there. */
export async function dropJobs(client: Queryable, deviceKey: number): Promise<readonly AlarmId[]> {
  const { rows } = await client.query<{ alarm: Uint8Array | null }>(
    'delete from push_job where device_key = $1 returning alarm',
    [deviceKey],
  );
  return rows.flatMap(({ alarm }) => (alarm === null ? [] : [alarmIdFromBytes(alarm)]));
}
