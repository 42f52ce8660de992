/**
 * What is to wake somebody's devices (PUSH-4): rows of `push_job`, written in the transaction of what they tell of, one for each device
 * that has a subscription and wants to be woken for it. The sender of pushes takes them from there, after a crash as well.
 */
import { bytesToBase64Url, concat, utf8 } from '@sanad/model/bytes';
import type { AlarmId, CallId, LogId, SpaceId, UserId } from '@sanad/model/ids';
import { PushFilter, type PushPayload } from '@sanad/model/wire/push';
import * as v from 'valibot';
import type { Queryable } from '../db/database.ts';
import { sha256 } from '../devices/signature.ts';
import { isCalm, wants } from './wants.ts';

export interface Wake {
  readonly user: UserId;
  readonly kind: PushPayload['k'];
  /** Where the chunk is; absent when she has no way to read it. */
  readonly place?: { readonly space: SpaceId; readonly log: LogId; readonly seq: number };
  readonly alarm?: AlarmId;
  readonly call?: { readonly id: CallId; readonly space: SpaceId };
  /** Of which event, and of a reminder its time. */
  readonly event?: { readonly key: string; readonly atMs?: number };
  /** The how-manieth ring of this person. */
  readonly ring?: number;
  /** She is mentioned: a muted conversation does not keep it from her. */
  readonly isNamed?: boolean;
  readonly ttlSeconds: number;
  /** What it is about: of two to one device about the same, the newer replaces the older. */
  readonly topic?: string;
}

interface SubscriptionRow {
  readonly device_key: number;
  readonly user_id: UserId;
  readonly filter: unknown;
  readonly auth: Uint8Array;
}
interface Device {
  readonly key: number;
  readonly filter: PushFilter | undefined;
  readonly auth: Uint8Array;
}

/** Those for which there is a device to wake. */
export async function enqueueWakes(client: Queryable, wakes: readonly Wake[], nowMs: number): Promise<ReadonlySet<Wake>> {
  if (wakes.length === 0) return new Set();
  const { rows } = await client.query<SubscriptionRow>(
    `select s.device_key, s.user_id, s.filter, s.auth from push_subscription s join device d on d.key = s.device_key
     where s.user_id = any($1::uuid[]) and d.revoked_n is null`,
    [[...new Set(wakes.map(({ user }) => user))]],
  );
  const devices = new Map<UserId, Device[]>();
  for (const { device_key, user_id, filter, auth } of rows)
    devices.set(user_id, [...(devices.get(user_id) ?? []), { key: device_key, filter: readFilter(filter), auth }]);
  const woken = new Set<Wake>();
  const jobs = wakes.flatMap((wake) =>
    (devices.get(wake.user) ?? [])
      .filter(({ filter }) => wants(filter, wake, nowMs))
      .map((device) => {
        woken.add(wake);
        return { device_key: device.key, ...jobOf(wake), topic: wake.topic === undefined ? null : topicFor(device, wake.topic) };
      }),
  );
  if (jobs.length === 0) return woken;
  await dropReplaced(client, jobs, nowMs);
  await client.query(
    `insert into push_job (device_key, payload, urgency, ttl_s, topic, alarm, due_at_ms)
     select j.device_key, j.payload, j.urgency, j.ttl_s, j.topic, decode(j.alarm, 'hex'), $2
     from jsonb_to_recordset($1::jsonb) as j(device_key int, payload jsonb, urgency text, ttl_s int, topic text, alarm text)`,
    [JSON.stringify(jobs), nowMs],
  );
  return woken;
}

/**
 * What these replace does not wait beside them: a device whose push service never answers would otherwise keep every push for a week, and
 * looking through them would keep all others waiting. What is being sent this moment stays, and so does what somebody else replaces.
 */
async function dropReplaced(
  client: Queryable,
  jobs: readonly { readonly device_key: number; readonly topic: string | null }[],
  nowMs: number,
): Promise<void> {
  const replacing = jobs.filter(({ topic }) => topic !== null);
  await client.query(
    `delete from push_job where id in (
       select j.id from push_job j join unnest($1::int[], $2::text[]) as x (device_key, topic) using (device_key, topic)
        where j.lease_until_ms is null or j.lease_until_ms <= $3 for update of j skip locked)`,
    [replacing.map(({ device_key }) => device_key), replacing.map(({ topic }) => topic), nowMs],
  );
}

const readFilter = (stored: unknown): PushFilter | undefined => {
  const parsed = v.safeParse(PushFilter, stored);
  return parsed.success ? parsed.output : undefined;
};

/**
 * What the push service sees: of each device another one, under the secret that only its browser and this server have. Who is woken for the
 * same conversation or the same alarm could be told from equal topics.
 */
const topicFor = ({ auth }: Pick<Device, 'auth'>, topic: string): string =>
  bytesToBase64Url(sha256(concat(utf8('sanad/push-topic/v1\0'), auth, utf8(topic))).subarray(0, 24));

function jobOf({ kind, place, alarm, call, event, ring, ttlSeconds }: Wake): object {
  const where = { s: place?.space ?? call?.space, l: place?.log, n: place?.seq };
  const payload = { k: kind, ...where, a: alarm, c: call?.id, r: ring, e: event?.key, at: event?.atMs };
  const urgency = isCalm(kind) ? 'normal' : 'high';
  // Only a ring has a result that the alarm wants to hear of.
  return { payload, urgency, ttl_s: ttlSeconds, alarm: kind === 'urgent' ? (alarm ?? null) : null };
}
