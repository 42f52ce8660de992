/** What a drag, or the keys that stand for it, makes of an event: where it would lie, in quarters of an hour. Wall time of who looks. Pure. */
import type { OccurrenceRow } from '@sanad/model/engine/api';
import { addDays, isBar, keyOf, msOf, numberOf } from '../days.ts';
import { type Drop, type Here, isWholeDay } from '../move/moved.ts';

export const stepMinutes = 15;
const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;
const stepMs = stepMinutes * minuteMs;

/** A place in the view; `minute` undefined: among the whole days. */
export interface Spot {
  readonly date: string;
  readonly minute: number | undefined;
}
export type Grip = 'move' | 'start' | 'end';

const wallOf = ({ date, minute }: Spot): number => msOf(date) + (minute ?? 0) * minuteMs;
const snapped = (wallMs: number): number => Math.round(wallMs / stepMs) * stepMs;

/** It was taken hold of at `from`, and is at `to` now. */
export function dropAt(row: OccurrenceRow, grip: Grip, from: Spot, to: Spot, here: Here): Drop {
  if (grip !== 'move') return resized(row, grip, to, here);
  const days = numberOf(to.date) - numberOf(from.date);
  const startMs = here.toLocal(row.startMs);
  if (to.minute === undefined) {
    // More than a day with hours keeps them; what lies in a day becomes a whole one.
    if (isBar(row) && !isWholeDay(row)) return { kind: 'time', fromMs: startMs + days * dayMs };
    return { kind: 'day', date: isWholeDay(row) ? addDays(firstDay(row, here), days) : to.date };
  }
  if (from.minute === undefined) return { kind: 'time', fromMs: snapped(wallOf(to)) };
  const moved = snapped(to.minute * minuteMs) - snapped(from.minute * minuteMs);
  const start = startMs + days * dayMs + moved;
  return { kind: 'time', fromMs: moved === 0 ? start : snapped(start) };
}
const firstDay = (row: OccurrenceRow, here: Here): string => keyOf(daysOfBar(row, here)[0]);

/** An edge goes where it is drawn to, and never beyond the other one. */
function resized(row: OccurrenceRow, grip: 'start' | 'end', to: Spot, here: Here): Drop {
  const [startMs, endMs] = [here.toLocal(row.startMs), here.toLocal(row.endMs)];
  if (isWholeDay(row)) {
    const [first, last] = daysOfBar(row, here);
    const [from, until] =
      grip === 'start' ? [Math.min(numberOf(to.date), last), last] : [first, Math.max(numberOf(to.date), first)];
    return { kind: 'day', date: keyOf(from), days: until - from + 1 };
  }
  const edge = snapped(wallOf(to));
  return grip === 'start'
    ? { kind: 'time', fromMs: Math.min(edge, endMs - stepMs), toMs: endMs }
    : { kind: 'time', fromMs: startMs, toMs: Math.max(edge, startMs + stepMs) };
}
function daysOfBar(row: OccurrenceRow, here: Here): readonly [number, number] {
  const day = (ms: number) => Math.floor(here.toLocal(ms) / dayMs);
  return [day(row.startMs), day(Math.max(row.startMs, row.endMs - 1))];
}

/** Of empty ground, drawn from one place to another one: an event of at least a quarter of an hour, or of whole days. */
export interface Drawn {
  readonly start: string;
  readonly end: string;
}
export function drawn(from: Spot, to: Spot): Drawn {
  if (from.minute === undefined || to.minute === undefined) {
    const [first, last] = from.date <= to.date ? [from.date, to.date] : [to.date, from.date];
    return { start: first, end: last };
  }
  const [a, b] = [wallOf(from), wallOf(to)];
  const first = Math.floor(Math.min(a, b) / stepMs) * stepMs;
  const last = Math.max(Math.ceil(Math.max(a, b) / stepMs) * stepMs, first + stepMs);
  return { start: localText(first), end: localText(last) };
}
/** As an address of a new event says it. */
export const localText = (wallMs: number): string => new Date(wallMs).toISOString().slice(0, 16);

/** By keys: steps in quarters of an hour and in days. */
export function stepped(row: OccurrenceRow, drop: Drop, grip: 'move' | 'end', minutes: number, days: number, here: Here): Drop {
  const byMs = minutes * minuteMs + days * dayMs;
  if (drop.kind === 'day') {
    const [first, last] = daysOfBar(row, here);
    const length = drop.days ?? (isWholeDay(row) ? last - first + 1 : 1);
    return grip === 'move' ? { ...drop, date: addDays(drop.date, days) } : { ...drop, days: Math.max(1, length + days) };
  }
  if (grip === 'move') return { ...drop, fromMs: drop.fromMs + byMs, ...(drop.toMs !== undefined && { toMs: drop.toMs + byMs }) };
  const endMs = drop.toMs ?? here.toLocal(row.endMs) - here.toLocal(row.startMs) + drop.fromMs;
  return { ...drop, toMs: Math.max(endMs + byMs, drop.fromMs + stepMs) };
}
/** Where it lies. */
export const lying = (row: OccurrenceRow, here: Here): Drop =>
  isWholeDay(row) ? { kind: 'day', date: firstDay(row, here) } : { kind: 'time', fromMs: here.toLocal(row.startMs) };
