/**
 * Days and units as they may be told (USAGE-3 … USAGE-5), pure. It is decided for each day and kind by itself, and everything else is a sum of
 * what was told: so no two questions together tell more than one.
 */
import {
  dayAfter,
  mondayOf,
  smallestCount,
  type UsageCount,
  type UsageDay,
  type UsageUnit,
  type UsageWeek,
  usageCounts,
} from '@sanad/model/wire/usage';
import { type Part, suppress } from './suppress.ts';
import type { AlarmRow, DayRow } from './usage-rows.ts';

export type Measure = UsageCount | 'people';
const measures: readonly Measure[] = ['people', ...usageCounts];

/** What one day tells of one measure. */
interface ToldRow {
  readonly total: number | undefined;
  readonly parts: ReadonlyMap<string, number>;
}
export interface UsageTable {
  readonly days: readonly string[];
  readonly told: (day: string, measure: Measure) => ToldRow;
}
const nothing: ToldRow = { total: undefined, parts: new Map() };

export function makeUsageTable(rows: readonly DayRow[], units: readonly string[], from: string, to: string): UsageTable {
  const counts = new Map<string, number>();
  const add = (day: string, unit: string, measure: Measure, count: number): void => {
    const key = JSON.stringify([day, unit, measure]);
    counts.set(key, (counts.get(key) ?? 0) + count);
  };
  for (const { day, unit, kind, count } of rows) for (const measure of measuresOf(kind)) add(day, unit, measure, count);
  const countOf = (day: string, unit: string, measure: Measure): number => counts.get(JSON.stringify([day, unit, measure])) ?? 0;

  const days: string[] = [];
  for (let day = from; day <= to; day = dayAfter(day)) days.push(day);
  const told = new Map<string, ToldRow>();
  for (const day of days) {
    for (const measure of measures) {
      const parts = units.map(
        (unit): Part => ({ key: unit, count: countOf(day, unit, measure), people: countOf(day, unit, 'people') }),
      );
      told.set(`${day} ${measure}`, tell(parts));
    }
  }
  return { days, told: (day, measure) => told.get(`${day} ${measure}`) ?? nothing };
}

function measuresOf(kind: DayRow['kind']): readonly Measure[] {
  switch (kind) {
    case 'people':
      return ['people'];
    case 'message':
      return ['messages'];
    case 'medium':
      return ['messages', 'medium'];
    case 'urgent':
      return ['messages', 'urgent'];
    case 'call':
      return ['calls'];
  }
}

export function tell(parts: readonly Part[]): ToldRow {
  const may = suppress(parts);
  return {
    total: may.total ? parts.reduce((sum, { count }) => sum + count, 0) : undefined,
    parts: new Map(parts.filter(({ key }) => may.parts.has(key)).map(({ key, count }) => [key, count])),
  };
}

export const given = <K extends string>(key: K, value: number | undefined) =>
  (value === undefined ? {} : { [key]: value }) as { readonly [key in K]?: number };

/** `unit` undefined: of everybody. */
export const toDays = ({ days, told }: UsageTable, unit: string | undefined): readonly UsageDay[] =>
  days.map((day) => {
    const of = (measure: Measure) =>
      given(measure, unit === undefined ? told(day, measure).total : told(day, measure).parts.get(unit));
    return { day, ...of('people'), ...of('messages'), ...of('medium'), ...of('urgent'), ...of('calls') };
  });

export const toUnits = ({ days, told }: UsageTable, units: readonly string[]): readonly UsageUnit[] =>
  units.flatMap((unit) => {
    const of = (measure: UsageCount) => {
      const shown = days.flatMap((day) => told(day, measure).parts.get(unit) ?? []);
      return given(measure, shown.length === 0 ? undefined : shown.reduce((sum, count) => sum + count, 0));
    };
    const row = { ...of('messages'), ...of('medium'), ...of('urgent'), ...of('calls') };
    const isPart = days.some((day) => !told(day, 'messages').parts.has(unit));
    return Object.keys(row).length === 0 ? [] : [{ unit, ...row, isPart }];
  });

const outcomes = { inTime: 'in-time', late: 'late', unanswered: 'unanswered' } as const;

/** By whole weeks, because a day has few. An urgent message stands for one person who waited. */
export function toWeeks(rows: readonly AlarmRow[]): readonly UsageWeek[] {
  return [...byWeek(rows)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([week, own]) => {
      const parts = Object.entries(outcomes).map(([key, outcome]): Part => {
        const count = own.filter((row) => row.outcome === outcome).length;
        return { key, count, people: count };
      });
      const { parts: told } = tell(parts);
      const of = (key: keyof typeof outcomes) => given(key, told.get(key));
      return { week, ...of('inTime'), ...of('late'), ...of('unanswered'), ...given('medianMs', medianOf(own)) };
    });
}

/**
 * Of the weeks in which a unit answered five times and more: how often, and the median until the first answer. Beside what the week tells, the
 * others of that week stay untold (USAGE-4).
 */
export function toAnswering(rows: readonly AlarmRow[], units: readonly string[]) {
  const told: AlarmRow[] = [];
  for (const week of byWeek(rows.filter(({ answerMs }) => answerMs !== null)).values()) {
    const counts = new Map<string, number>();
    for (const { unit } of week) counts.set(unit, (counts.get(unit) ?? 0) + 1);
    const { parts } = suppress([...counts].map(([key, count]): Part => ({ key, count, people: count })));
    told.push(...week.filter(({ unit }) => parts.has(unit)));
  }
  return units.flatMap((unit) => {
    const own = told.filter((row) => row.unit === unit);
    const medianMs = medianOf(own);
    return medianMs === undefined ? [] : [{ unit, answered: own.length, medianMs }];
  });
}

/** Until the first answer, over the weeks that have a median of their own: fewer answers are not told by being put together. */
export const periodMedian = (rows: readonly AlarmRow[]): number | undefined =>
  medianOf([...byWeek(rows).values()].filter((week) => medianOf(week) !== undefined).flat());

function byWeek(rows: readonly AlarmRow[]): ReadonlyMap<string, readonly AlarmRow[]> {
  const weeks = new Map<string, AlarmRow[]>();
  for (const row of rows) {
    const week = mondayOf(row.day);
    weeks.set(week, [...(weeks.get(week) ?? []), row]);
  }
  return weeks;
}

/** In whole seconds: an exact moment would be somebody's. */
export function medianOf(rows: readonly AlarmRow[]): number | undefined {
  const times = rows.flatMap(({ answerMs }) => answerMs ?? []).sort((a, b) => a - b);
  if (times.length < smallestCount) return undefined;
  const [low, high] = [times[Math.floor((times.length - 1) / 2)] ?? 0, times[Math.floor(times.length / 2)] ?? 0];
  return Math.round((low + high) / 2000) * 1000;
}
