/** Events put into days: by the hour into columns, by the day as bars above them. By the wall clock of who looks, so that a day has 24 hours. Pure. */
import type { OccurrenceRow } from '@sanad/model/engine/api';
import { addDays, isBar, numberOf } from '../days.ts';
import type { Here, Timed } from '../move/moved.ts';

export const dayMinutes = 1440;
const minuteMs = 60_000;
const dayMs = dayMinutes * minuteMs;

/** As much of an event as one day has of it. Minutes of that day. */
export interface Segment {
  readonly date: string;
  readonly from: number;
  readonly to: number;
  readonly isFromBefore: boolean;
  readonly isOnAfter: boolean;
}
export interface RowSegment extends Segment {
  /** Of the row, unlike any other in its day. */
  readonly row: OccurrenceRow;
}
/** Over days of the view, counted from its first. */
export interface Bar {
  readonly first: number;
  readonly span: number;
  readonly isFromBefore: boolean;
  readonly isOnAfter: boolean;
}
export interface RowBar extends Bar {
  readonly row: OccurrenceRow;
  readonly lane: number;
}

export const shownDays = (first: string, days: number): readonly string[] =>
  Array.from({ length: days }, (_, i) => addDays(first, i));

/** First and last day that it touches: what ends at midnight does not touch the next day. */
function touched({ startMs, endMs }: Timed, here: Here): readonly [number, number] {
  const first = Math.floor(here.toLocal(startMs) / dayMs);
  return [first, Math.max(first, Math.floor(here.toLocal(Math.max(startMs, endMs - 1)) / dayMs))];
}

/** `days`: one after the other. */
export function segmentsOf(times: Timed, days: readonly string[], here: Here): readonly Segment[] {
  return segmentsFrom(times, days, numberOf(days[0] ?? ''), here);
}
function segmentsFrom(times: Timed, days: readonly string[], firstDay: number, here: Here): readonly Segment[] {
  const [first, last] = touched(times, here);
  const [startMs, endMs] = [here.toLocal(times.startMs), here.toLocal(times.endMs)];
  return days.flatMap((date, at) => {
    const day = firstDay + at;
    if (day < first || day > last) return [];
    const from = day === first ? (startMs - day * dayMs) / minuteMs : 0;
    const to = day === last ? (endMs - day * dayMs) / minuteMs : dayMinutes;
    // In the night in which the clock is turned back something may end before it began.
    return [{ date, from, to: Math.max(from, to), isFromBefore: day > first, isOnAfter: day < last }];
  });
}
/** Undefined: it touches none of these days. */
export function barOf(times: Timed, days: readonly string[], here: Here): Bar | undefined {
  const [first, last] = touched(times, here);
  const shown = numberOf(days[0] ?? '');
  const [from, to] = [Math.max(0, first - shown), Math.min(days.length - 1, last - shown)];
  if (days.length === 0 || from > to) return undefined;
  return { first: from, span: to - from + 1, isFromBefore: first < shown, isOnAfter: last - shown > days.length - 1 };
}

export interface PlacedRows {
  /** By date, in order of their start. A day whose events stayed the same keeps its list (`before`). */
  readonly byDate: ReadonlyMap<string, readonly RowSegment[]>;
  readonly bars: readonly RowBar[];
  readonly lanes: number;
}
export function placeRows(
  rows: readonly OccurrenceRow[],
  days: readonly string[],
  here: Here,
  before?: PlacedRows | undefined,
): PlacedRows {
  const byDate = new Map<string, RowSegment[]>(days.map((date) => [date, []]));
  const firstDay = numberOf(days[0] ?? '');
  const long: (Bar & { readonly row: OccurrenceRow })[] = [];
  for (const row of rows) {
    if (!isBar(row))
      for (const segment of segmentsFrom(row, days, firstDay, here)) byDate.get(segment.date)?.push({ ...segment, row });
    else {
      const bar = barOf(row, days, here);
      if (bar !== undefined) long.push({ ...bar, row });
    }
  }
  const kept = [...byDate].map(([date, list]) => {
    list.sort((a, b) => a.from - b.from || b.to - a.to);
    const known = before?.byDate.get(date);
    const isSame = known?.length === list.length && known.every(({ row }, i) => row === list[i]?.row);
    return [date, isSame ? known : list] as const;
  });
  const bars = inLanes(long);
  return { byDate: new Map(kept), bars, lanes: Math.max(0, ...bars.map(({ lane }) => lane + 1)) };
}

/** The first lane that is free; longer ones first, so that they lie above. */
function inLanes(bars: readonly (Bar & { readonly row: OccurrenceRow })[]): readonly RowBar[] {
  const ends: number[] = [];
  return [...bars]
    .sort((a, b) => a.first - b.first || b.span - a.span || a.row.startMs - b.row.startMs)
    .map((bar) => {
      const free = ends.findIndex((end) => end <= bar.first);
      const lane = free === -1 ? ends.length : free;
      ends[lane] = bar.first + bar.span;
      return { ...bar, lane };
    });
}
