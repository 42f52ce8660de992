/**
 * What stands where in a week of a month. What lasts several days is a bar in one lane over all of them; the others take the first lane that
 * is free on their day. Where a day has more than it has room for, the last lane says how many more: nothing disappears without a word.
 */
import type { OccurrenceRow } from '@sanad/model/engine/api';
import { daysShown, isBar, numberOf } from '../days.ts';

export interface Placed {
  readonly row: OccurrenceRow;
  readonly lane: number;
  /** Column of its first day in this week, 0 … 6, and over how many days. */
  readonly column: number;
  readonly span: number;
  /** It goes on in the week before, or after. */
  readonly isFromBefore: boolean;
  readonly isOnAfter: boolean;
}
export interface Week {
  /** By the column in which it begins. */
  readonly placed: readonly (readonly Placed[])[];
  /** How many more each day has. */
  readonly more: readonly number[];
}

/** `capacity`: lanes that a day has room for; `totals`: how many each of the seven days has, where not all were delivered. */
export function layWeek(
  rows: readonly OccurrenceRow[],
  monday: string,
  capacity: number,
  totals: readonly (number | undefined)[] = [],
): Week {
  const first = numberOf(monday);
  const spans = rows
    .map((row) => {
      const [from, to] = daysShown(row).map((day) => numberOf(day) - first);
      return { row, from: from ?? 0, to: to ?? 0 };
    })
    .filter(({ from, to }) => from <= 6 && to >= 0)
    .sort((a, b) => Number(isBar(b.row)) - Number(isBar(a.row)) || a.row.startMs - b.row.startMs || b.to - a.to);
  const taken: boolean[][] = Array.from({ length: 7 }, () => []);
  const all = spans.map(({ row, from, to }): Placed => {
    const [column, last] = [Math.max(0, from), Math.min(6, to)];
    const days = taken.slice(column, last + 1);
    let lane = 0;
    while (days.some((day) => day[lane] === true)) lane++;
    for (const day of days) day[lane] = true;
    return { row, lane, column, span: last - column + 1, isFromBefore: from < 0, isOnAfter: to > 6 };
  });
  const counts = taken.map((day) => day.filter(Boolean).length);
  const overflows = taken.map((day, column) => day.length > capacity || (totals[column] ?? 0) > capacity);
  const placed: Placed[][] = Array.from({ length: 7 }, () => []);
  const shown = [0, 0, 0, 0, 0, 0, 0];
  for (const one of all) {
    const days = Array.from({ length: one.span }, (_, i) => one.column + i);
    const limit = days.some((day) => overflows[day]) ? capacity - 1 : capacity;
    if (one.lane >= limit) continue;
    placed[one.column]?.push(one);
    for (const day of days) shown[day] = (shown[day] ?? 0) + 1;
  }
  const more = shown.map((count, column) => Math.max(totals[column] ?? 0, counts[column] ?? 0) - count);
  return { placed, more };
}

/** How many lanes a week has that is as high as what stands in it. */
export function lanesOf({ placed, more }: Week): number {
  const lanes = placed.flat().map(({ lane }) => lane + 1);
  return Math.max(0, ...lanes) + (more.some((count) => count > 0) ? 1 : 0);
}
