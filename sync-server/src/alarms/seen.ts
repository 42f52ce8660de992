/**
 * When people's devices were connected last, for the sender of an urgent message (ALARM-7). Joining and leaving are noted by the relay; a
 * device that stays connected is noted now and then while an alarm of its owner is open, so that other processes know of it too.
 */
import { idToBytes, type UserId } from '@sanad/model/ids';
import type { Queryable } from '../db/database.ts';
import type { Hub } from '../relay/hub.ts';
import type { SeenAt } from './alarm-states.ts';

export const createSeenReader =
  (client: Queryable, hub: Hub, nowMs: () => number) =>
  async (users: readonly UserId[]): Promise<SeenAt> => {
    const connected = hub.users();
    const away = [...new Set(users)].filter((user) => !connected.has(user));
    const seen = new Map<UserId, number>();
    if (away.length > 0) {
      const { rows } = await client.query<{ user: UserId; seenAtMs: number }>(
        `select user_id as "user", (extract(epoch from max(seen_at)) * 1000)::bigint as "seenAtMs" from device
          where user_id = any($1::uuid[]) and seen_at is not null group by user_id`,
        [away],
      );
      for (const { user, seenAtMs } of rows) seen.set(user, seenAtMs);
    }
    return (user) => (connected.has(user) ? nowMs() : seen.get(user));
  };

export async function noteConnected(client: Queryable, hub: Hub): Promise<void> {
  const devices = hub.devices();
  if (devices.length === 0) return;
  await client.query(
    `update device set seen_at = now() where id = any($1::bytea[]) and user_id in (
       select p.user_id from alarm a join alarm_person p on p.alarm = a.id where a.due_at_ms is not null)`,
    [devices.map(idToBytes)],
  );
}
