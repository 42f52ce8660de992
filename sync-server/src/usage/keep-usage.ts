/** What becomes of usage in time (USAGE-2): urgent messages that are over are counted, who was here is forgotten after ninety days. */
import { ok } from '@sanad/model/result';
import { dayAfter } from '@sanad/model/wire/usage';
import { type Database, transaction } from '../db/database.ts';
import { dayOf, unitOf } from './usage-counter.ts';

export const personDays = 90;
const keptDays = 800;

/** Each once: the unit that most of those asked first belong to, when the first answer came, and nobody's name. */
export async function countOverAlarms(database: Database, timeZone: string): Promise<void> {
  await transaction(database, async (client) => {
    await client.query(
      `with over as (
         update alarm set is_counted = true
          where id in (select id from alarm where due_at_ms is null and not is_counted order by id for update skip locked)
         returning id, phase, stage, accepted_at_ms)
       insert into usage_alarm (day, unit, outcome, answer_ms)
       select (to_timestamp(o.accepted_at_ms / 1000.0) at time zone $1)::date,
              coalesce((select mode() within group (order by ${unitOf('p')}) from alarm_person a join person p using (user_id)
                         where a.alarm = o.id and a.stage = 0), ''),
              case when o.phase = 'answered' and o.stage = 0 then 'in-time' when o.phase = 'answered' then 'late'
                   when o.phase = 'withdrawn' then 'withdrawn' else 'unanswered' end,
              (select min(greatest(0, w.received_at_ms - o.accepted_at_ms)) from alarm_answer w
                where w.alarm = o.id and w.word in ('taken', 'call') and o.phase = 'answered')
         from over o`,
      [timeZone],
    );
    return ok(undefined);
  });
}

export async function dropOldUsage(database: Database, nowMs: number, timeZone: string): Promise<void> {
  await countOverAlarms(database, timeZone);
  const today = dayOf(nowMs, timeZone);
  const before = dayAfter(today, -personDays);
  await transaction(database, async (client) => {
    await client.query(
      `with gone as (delete from person_day where day < $1::date returning day, unit)
       insert into usage_day (day, unit, kind, count) select day, unit, 'people', count(*) from gone group by day, unit
       on conflict (day, unit, kind) do update set count = usage_day.count + excluded.count`,
      [before],
    );
    await client.query('delete from usage_day where day < $1::date', [dayAfter(today, -keptDays)]);
    await client.query('delete from usage_hour where day < $1::date', [dayAfter(today, -keptDays)]);
    await client.query('delete from usage_alarm where day < $1::date', [dayAfter(today, -keptDays)]);
    return ok(undefined);
  });
}
