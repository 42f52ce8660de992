/** What usage is computed from, read at one moment (USAGE-2): nothing here may leave the server before `read-usage.ts` has looked at it. */
import type { UserId } from '@sanad/model/ids';
import type { Queryable } from '../db/database.ts';
import { readPushHealth } from '../push/subscription-store.ts';
import { type CountedKind, unitOf } from './usage-counter.ts';

export interface UnitName {
  readonly unit: string;
  readonly name: string;
  readonly site: string | null;
}
export interface DayRow {
  readonly day: string;
  readonly unit: string;
  readonly kind: CountedKind | 'people';
  readonly count: number;
}
export interface AlarmRow {
  readonly day: string;
  readonly unit: string;
  readonly outcome: 'in-time' | 'late' | 'unanswered';
  readonly answerMs: number | null;
}
export interface PersonRow {
  readonly user: UserId;
  readonly unit: string;
  readonly devices: number;
  readonly fileBytes: number;
}

/** Units where somebody is, or was in this period. */
export async function readUnitNames(client: Queryable, from: string, to: string): Promise<readonly UnitName[]> {
  const { rows } = await client.query<UnitName>(
    `with recursive known as (
       select ${unitOf('p')} as unit from person p where p.status = 'active'
       union select unit from usage_day where day between $1::date and $2::date
       union select unit from usage_alarm where day between $1::date and $2::date
     ), root as (
       select id, id as top, parent_id, name as called, null as below from unit
       union all select r.id, u.id, u.parent_id, u.name, r.called || coalesce(' › ' || r.below, '') from root r join unit u on u.id = r.parent_id
     )
     -- Those of one site that are called the same say where they stand (UNIT-6).
     select k.unit, s.name as site, case when count(*) over (partition by s.id, lower(coalesce(u.name, k.unit))) > 1
                                         then coalesce(r.below, u.name, k.unit) else coalesce(u.name, k.unit) end as name
       from known k left join unit u on u.id::text = k.unit
       left join root r on r.id = u.id and r.parent_id is null left join unit s on s.id = r.top and s.id <> u.id
      where k.unit <> '' order by lower(coalesce(u.name, k.unit)), k.unit limit 5000`,
    [from, to],
  );
  return rows;
}

export async function readDayRows(client: Queryable, from: string, to: string): Promise<readonly DayRow[]> {
  const { rows } = await client.query<DayRow>(
    `select to_char(day, 'YYYY-MM-DD') as day, unit, kind, count from usage_day where day between $1::date and $2::date
     union all
     select to_char(day, 'YYYY-MM-DD'), unit, 'people', count(*) from person_day where day between $1::date and $2::date group by day, unit`,
    [from, to],
  );
  return rows;
}

export async function readAlarmRows(client: Queryable, from: string, to: string): Promise<readonly AlarmRow[]> {
  const { rows } = await client.query<AlarmRow>(
    `select to_char(day, 'YYYY-MM-DD') as day, unit, outcome, answer_ms as "answerMs" from usage_alarm
      where day between $1::date and $2::date and outcome <> 'withdrawn'`,
    [from, to],
  );
  return rows;
}

/** Different people of the days after each of `since`. */
export async function countPeople(client: Queryable, since: readonly string[], to: string): Promise<readonly number[]> {
  const { rows } = await client.query<{ count: number }>(
    `select (select count(distinct d.user_id) from person_day d where d.day > x.since and d.day <= $2::date) as count
       from unnest($1::date[]) with ordinality as x (since, place) order by x.place`,
    [since, to],
  );
  return rows.map(({ count }) => count);
}

export async function readPeople(client: Queryable): Promise<readonly PersonRow[]> {
  const { rows } = await client.query<PersonRow>(
    `select p.user_id as "user", ${unitOf('p')} as unit,
            (select count(*) from device d where d.user_id = p.user_id and d.revoked_n is null) as devices,
            coalesce((select sum(f.bytes)::bigint from file f where f.user_id = p.user_id and f.stored_at_ms is not null), 0) as "fileBytes"
       from person p where p.status = 'active'`,
  );
  return rows;
}

export async function readReachable(client: Queryable, nowMs: number): Promise<ReadonlySet<UserId>> {
  const { people } = await readPushHealth(client, nowMs);
  return new Set(people.filter(({ isReachable }) => isReachable).map(({ user }) => user));
}

export async function readDatabaseBytes(client: Queryable): Promise<number> {
  const { rows } = await client.query<{ bytes: number }>('select pg_database_size(current_database()) as bytes');
  return rows[0]?.bytes ?? 0;
}
