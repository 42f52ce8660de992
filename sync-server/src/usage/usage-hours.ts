/**
 * Messages by hour (USAGE-8): counted without anybody's name, told by the rule of everything else. Who wrote in this hour is known to the memory
 * of this process until the hour is over, to count people once; what is kept is how many the process with most of them knew: never too many.
 */
import type { UserId } from '@sanad/model/ids';
import { type UsageHour, weekdayOf } from '@sanad/model/wire/usage';
import type { Queryable } from '../db/database.ts';
import { largestOf, type Part, suppress } from './suppress.ts';
import type { UsageTable } from './usage-table.ts';

export interface HourRow {
  readonly day: string;
  readonly hour: number;
  readonly count: number;
  readonly writers: number;
}
export interface LocalHour {
  readonly day: string;
  readonly hour: number;
}

const quarterMs = 15 * 60_000;

/** Day and hour of the zone. Offsets are whole quarters of an hour: within one nothing changes, and nothing is formatted again. */
export function makeLocalHour(timeZone: string): (atMs: number) => LocalHour {
  const format = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone, year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', hourCycle: 'h23' },
  });
  let known: { readonly quarter: number; readonly is: LocalHour } | undefined;
  return (atMs) => {
    const quarter = Math.floor(atMs / quarterMs);
    if (known?.quarter !== quarter) {
      const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, value]));
      const day = `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
      known = { quarter, is: { day, hour: Number(parts.get('hour')) } };
    }
    return known.is;
  };
}

export interface HourCounter {
  readonly add: (at: LocalHour, user: UserId) => void;
  /** What was counted since it was asked last. */
  readonly take: (now: LocalHour) => readonly HourRow[];
}

export function makeHourCounter(): HourCounter {
  const hours = new Map<string, LocalHour & { readonly writers: Set<UserId>; count: number }>();
  const keyOf = ({ day, hour }: LocalHour): string => `${day} ${hour}`;
  return {
    add(at, user) {
      const entry = hours.get(keyOf(at)) ?? { ...at, writers: new Set(), count: 0 };
      entry.count += 1;
      entry.writers.add(user);
      hours.set(keyOf(at), entry);
    },
    take(now) {
      const rows = [...hours.values()].flatMap(({ day, hour, count, writers }) =>
        count === 0 ? [] : [{ day, hour, count, writers: writers.size }],
      );
      for (const [key, entry] of hours) {
        entry.count = 0;
        if (key !== keyOf(now)) hours.delete(key);
      }
      return rows;
    },
  };
}

export async function writeHours(client: Queryable, rows: readonly HourRow[]): Promise<void> {
  if (rows.length === 0) return;
  await client.query(
    `insert into usage_hour (day, hour, count, writers)
     select * from unnest($1::date[], $2::smallint[], $3::bigint[], $4::int[]) order by 1, 2
     on conflict (day, hour) do update
        set count = usage_hour.count + excluded.count, writers = greatest(usage_hour.writers, excluded.writers)`,
    [
      rows.map(({ day }) => day),
      rows.map(({ hour }) => hour),
      rows.map(({ count }) => count),
      rows.map(({ writers }) => writers),
    ],
  );
}

export async function readHourRows(client: Queryable, from: string, to: string): Promise<readonly HourRow[]> {
  const { rows } = await client.query<HourRow>(
    `select to_char(day, 'YYYY-MM-DD') as day, hour, count, writers from usage_hour where day between $1::date and $2::date`,
    [from, to],
  );
  return rows;
}

/** Of each day what may be told of its hours; of a day whose total is not told nothing. */
export type ToldHours = ReadonlyMap<string, ReadonlyMap<number, number>>;
export const hoursOfDay = Array.from({ length: 24 }, (_, hour) => hour);

export function tellHours({ days, told }: UsageTable, rows: readonly HourRow[]): ToldHours {
  const byHour = new Map(rows.map((row) => [`${row.day} ${row.hour}`, row]));
  return new Map(
    days.map((day) => {
      const parts = hoursOfDay.map((hour): Part => {
        const row = byHour.get(`${day} ${hour}`);
        return { key: String(hour), count: row?.count ?? 0, people: row?.writers ?? 0 };
      });
      // The same people may have written in several hours.
      const may = told(day, 'messages').total === undefined ? new Set() : suppress(parts, largestOf).parts;
      return [day, new Map(parts.flatMap(({ key, count }) => (may.has(key) ? [[Number(key), count] as const] : [])))];
    }),
  );
}

/** A week as the sum of what was told of its days (USAGE-5). */
export function toHours(told: ToldHours): readonly UsageHour[] {
  const sums = new Map<string, UsageHour>();
  for (const [day, hours] of told)
    for (const [hour, messages] of hours) {
      const key = `${weekdayOf(day)} ${hour}`;
      sums.set(key, { weekday: weekdayOf(day), hour, messages: (sums.get(key)?.messages ?? 0) + messages });
    }
  return [...sums.values()].sort((a, b) => a.weekday - b.weekday || a.hour - b.hour);
}
