/** Alarms that are over stay thirty days for whoever was away, copies whose alarm never came a day. */
import type { Queryable } from '../db/database.ts';

const dayMs = 24 * 3_600_000;
export const keptMs = 30 * dayMs;
/** Of one statement: what a month of alarms leaves is deleted in parts, so that nobody waits for it. */
const part = 5000;

export async function dropOldAlarms(client: Queryable, nowMs: number): Promise<void> {
  const alarms =
    'delete from alarm where id in (select id from alarm where due_at_ms is null and changed_at_ms < $1 order by changed_at_ms limit $2)';
  await inParts(client, alarms, nowMs - keptMs);
  const places = `delete from alarm_place where (alarm, user_id, author) in (
     select alarm, user_id, author from alarm_place p where stored_at_ms < $1 and not exists (select 1 from alarm a where a.id = p.alarm) limit $2)`;
  await inParts(client, places, nowMs - dayMs);
}

async function inParts(client: Queryable, text: string, beforeMs: number): Promise<void> {
  for (;;) {
    const { rowCount } = await client.query(text, [beforeMs, part]);
    if ((rowCount ?? 0) < part) return;
  }
}
