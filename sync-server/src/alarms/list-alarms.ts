/** The alarms that concern somebody (ALARM-7): what is open, and what changed since. */
import { type AlarmId, alarmIdFromBytes, type UserId } from '@sanad/model/ids';
import { maxAlarmsPerAnswer, maxPeoplePerAnswer } from '@sanad/model/wire/limits';
import type { Queryable } from '../db/database.ts';

export interface AlarmList {
  readonly ids: readonly AlarmId[];
  /** More changed since: ask again from the newest change of these. */
  readonly more: boolean;
}

interface Row {
  readonly id: Uint8Array;
  readonly changedAtMs: number;
  readonly people: number;
}

/** What changed since comes first, oldest change first, so that asking again always gets further; then what is open all the same. */
export async function listAlarms(client: Queryable, user: UserId, sinceMs: number): Promise<AlarmList> {
  const { rows } = await client.query<Row>(
    `select l.id, l.changed_at_ms as "changedAtMs", (select count(*)::int from alarm_person p where p.alarm = l.id) as people from (
       select a.id, a.changed_at_ms from alarm a
        where (a.due_at_ms is not null or a.changed_at_ms >= $2)
          and (a.sender = $1 or a.report @> array[$1::uuid] or a.id in (select alarm from alarm_person where user_id = $1))
        order by a.changed_at_ms >= $2 desc, a.changed_at_ms, a.id limit $3) l
      order by l.changed_at_ms >= $2 desc, l.changed_at_ms, l.id`,
    [user, sinceMs, maxAlarmsPerAnswer + 1],
  );
  const count = fitting(rows);
  const page = rows.slice(0, count);
  const next = rows[count];
  const gotFurther = (page.at(-1)?.changedAtMs ?? 0) > sinceMs;
  return {
    ids: page.map(({ id }) => alarmIdFromBytes(id)),
    more: next !== undefined && next.changedAtMs >= sinceMs && gotFurther,
  };
}

/**
 * How many of these fit: an alarm of a whole hospital tells of a thousand people, and a device reads no answer of any length. What changed in one
 * moment stays together, as far as it can: asking again begins at a moment.
 */
function fitting(rows: readonly Row[]): number {
  let people = 0;
  const over = rows.findIndex(({ people: more, changedAtMs }, at) => {
    people += more;
    return at > 0 && people > maxPeoplePerAnswer && changedAtMs !== rows[at - 1]?.changedAtMs;
  });
  return Math.min(maxAlarmsPerAnswer, over === -1 ? rows.length : over);
}
