/** A list of days with what happens on each. What lasts several days stands on each of them; today is there also when nothing happens. */
import type { OccurrenceRow } from '@sanad/model/engine/api';
import { daysTouched } from '../../../app/events/days-touched.ts';
import { addDays, numberOf } from '../days.ts';

export interface AgendaDay {
  readonly date: string;
  readonly rows: readonly OccurrenceRow[];
}
export interface AgendaDays {
  readonly days: readonly AgendaDay[];
  /** More than `limit` lines: what is beyond them is not in `days`. */
  readonly isCut: boolean;
}

/** `to` left out. A day with the same rows as `before` is the same object: nothing of it is looked at again. */
export function agendaDays(
  rows: readonly OccurrenceRow[],
  { from, to, today }: { readonly from: string; readonly to: string; readonly today: string },
  before: readonly AgendaDay[] = [],
): readonly AgendaDay[] {
  const byDay = new Map<string, OccurrenceRow[]>();
  if (from <= today && today < to) byDay.set(today, []);
  const put = (day: string, row: OccurrenceRow): void => {
    const list = byDay.get(day);
    if (list === undefined) byDay.set(day, [row]);
    else list.push(row);
  };
  for (const row of rows) {
    const [first, last] = daysTouched(row);
    let day = first < from ? from : first;
    // Hardly any goes on after its day.
    for (; day < last && day < to; day = addDays(day, 1)) put(day, row);
    if (day === last && day < to) put(day, row);
  }
  const known = new Map(before.map((day) => [day.date, day]));
  return [...byDay]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([date, own]) => {
      const day = known.get(date);
      return day !== undefined && isEach(day.rows, own) ? day : { date, rows: own };
    });
}

const isEach = <T>(a: readonly T[], b: readonly T[]): boolean =>
  a.length === b.length && a.every((one, place) => one === b[place]);

/** So many lines of them. A day of which nothing is missing is the same object, so that nothing of it is looked at again. */
export function cutDays(all: readonly AgendaDay[], limit: number): AgendaDays {
  const days: AgendaDay[] = [];
  let left = limit;
  for (const day of all) {
    if (left <= 0) return { days, isCut: true };
    if (day.rows.length > left) return { days: [...days, { date: day.date, rows: day.rows.slice(0, left) }], isCut: true };
    days.push(day);
    left -= Math.max(1, day.rows.length);
  }
  return { days, isCut: false };
}

/** How many lines stand on the days from `from` on, before `date`. */
export const linesBefore = (rows: readonly OccurrenceRow[], from: string, date: string): number =>
  rows.reduce((count, row) => {
    const [first, last] = daysTouched(row);
    return count + Math.max(0, numberOf(last < date ? addDays(last, 1) : date) - numberOf(first < from ? from : first));
  }, 0);
