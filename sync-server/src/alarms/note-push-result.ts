/**
 * How a ring's push went (PUSH-8): the newest result of each person's devices, for the sender's ladder. Called by the sender of pushes, in the
 * transaction in which it removes the job, after it removed it; then it tells the alarms that this returns (`live.alarms`).
 */
import { type AlarmId, alarmIdFromBytes, idToBytes } from '@sanad/model/ids';
import type { Queryable } from '../db/database.ts';
import type { RingResult } from '../push/settle-jobs.ts';

/**
 * One device that took it is enough; `failed` is said when no other device of hers still waits. The alarms are locked in order of id, as by
 * everybody else who changes several.
 */
export async function notePushResults(
  client: Queryable,
  results: readonly RingResult[],
  nowMs: number,
): Promise<readonly AlarmId[]> {
  if (results.length === 0) return [];
  // `sent` last: of two devices of one person it wins.
  const byPerson = new Map<string, RingResult>();
  for (const one of [...results].sort((a, b) => Number(a.result === 'sent') - Number(b.result === 'sent')))
    byPerson.set(`${one.alarm} ${one.user}`, one);
  const newest = [...byPerson.values()];
  await client.query('select 1 from alarm where id = any($1::bytea[]) order by id for no key update', [
    [...new Set(newest.map(({ alarm }) => alarm))].map(idToBytes),
  ]);
  const { rows } = await client.query<{ alarm: Uint8Array }>(
    `with noted as (
       update alarm_person p set push = x.result
         from unnest($1::bytea[], $2::uuid[], $3::text[]) as x (alarm, user_id, result)
        where p.alarm = x.alarm and p.user_id = x.user_id and p.push <> x.result and (x.result = 'sent' or (p.push = 'waiting' and not exists (
                select 1 from push_job j join push_subscription s using (device_key) where j.alarm = p.alarm and s.user_id = p.user_id)))
       returning p.alarm
     )
     update alarm set changed_at_ms = greatest(changed_at_ms, $4) where id in (select alarm from noted) returning id as alarm`,
    [newest.map(({ alarm }) => idToBytes(alarm)), newest.map(({ user }) => user), newest.map(({ result }) => result), nowMs],
  );
  return rows.map(({ alarm }) => alarmIdFromBytes(alarm));
}
