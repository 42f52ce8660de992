/** Usage as it leaves the server (USAGE-3 … USAGE-6). */
import { ok, type Result } from '@sanad/model/result';
import { dayAfter, mondayOf, smallestCount, type Usage, type UsageQuery, type UsageStanding } from '@sanad/model/wire/usage';
import { type Database, type Queryable, transaction } from '../db/database.ts';
import { countOverAlarms } from './keep-usage.ts';
import type { Part } from './suppress.ts';
import { dayOf } from './usage-counter.ts';
import {
  countPeople,
  type PersonRow,
  readAlarmRows,
  readDatabaseBytes,
  readDayRows,
  readPeople,
  readReachable,
  readUnitNames,
} from './usage-rows.ts';
import {
  given,
  makeUsageTable,
  periodMedian,
  tell,
  toAnswering,
  toDays,
  toUnits,
  toWeeks,
  type UsageTable,
} from './usage-table.ts';

export interface UsageReaderDeps {
  readonly database: Database;
  readonly nowMs: () => number;
  readonly timeZone: string;
}
export interface UsageRead {
  readonly usage: Usage;
  /** For the export: every number of a day and a unit that may be told. */
  readonly table: UsageTable;
}

export async function readUsage(deps: UsageReaderDeps, { from, to, unit }: UsageQuery): Promise<UsageRead> {
  const { database, timeZone } = deps;
  await countOverAlarms(database, timeZone);
  const nowMs = deps.nowMs();
  const today = dayOf(nowMs, timeZone);
  const read: Result<UsageRead, never> = await transaction<UsageRead, never>(database, async (client) => {
    await client.query('set transaction isolation level repeatable read read only');
    const names = await readUnitNames(client, from, to);
    const units = names.map((name) => name.unit);
    const table = makeUsageTable(await readDayRows(client, from, to), units, from, to);
    // USAGE-5: whole weeks, or two questions would tell a day.
    const alarms = await readAlarmRows(client, mondayOf(from), dayAfter(mondayOf(to), 6));
    const usage: Usage = {
      from,
      to,
      zone: timeZone,
      ...(unit === undefined ? {} : { unit }),
      names: names.map(({ unit: key, name, site }) => ({ unit: key, name, ...(site === null ? {} : { site }) })),
      days: [...toDays(table, unit)],
      units: [...toUnits(table, units)],
      weeks: [...toWeeks(alarms)],
      ...given('medianMs', periodMedian(alarms)),
      answering: [...toAnswering(alarms, units)],
      now: await readNow(client, units, today, nowMs),
    };
    return ok({ usage, table });
  });
  if (!read.ok) throw new Error('reading does not fail');
  return read.value;
}

async function readNow(client: Queryable, units: readonly string[], today: string, nowMs: number): Promise<Usage['now']> {
  const [people, reachable, databaseBytes, [dayCount, weekCount, monthCount]] = [
    await readPeople(client),
    await readReachable(client, nowMs),
    await readDatabaseBytes(client),
    await countPeople(client, [dayAfter(today, -1), dayAfter(today, -7), dayAfter(today, -30)], today),
  ];
  const row = (count: (person: PersonRow) => number) => {
    const parts = units.map((unit): Part => {
      const own = people.filter((person) => person.unit === unit);
      return { key: unit, count: own.reduce((sum, person) => sum + count(person), 0), people: own.length };
    });
    return tell(parts);
  };
  const rows = {
    accounts: row(() => 1),
    devices: row(({ devices }) => devices),
    reachable: row(({ user }) => (reachable.has(user) ? 1 : 0)),
    fileBytes: row(({ fileBytes }) => fileBytes),
  };
  const of = (pick: (told: ReturnType<typeof tell>) => number | undefined) =>
    Object.fromEntries(
      Object.entries(rows).flatMap(([name, told]) => {
        const value = pick(told);
        return value === undefined ? [] : [[name, value]];
      }),
    );
  const told = units.map((unit): UsageStanding => ({ unit, ...of(({ parts }) => parts.get(unit)) }));
  const atLeast = (name: string, count = 0) => (count < smallestCount ? {} : { [name]: count });
  return {
    ...of(({ total }) => total),
    ...atLeast('today', dayCount),
    ...atLeast('week', weekCount),
    ...atLeast('month', monthCount),
    databaseBytes,
    units: told.filter((row) => Object.keys(row).length > 1),
  };
}
