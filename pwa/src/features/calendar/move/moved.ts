/**
 * What is written when an event is moved or made longer on a screen (CAL-3): who looks drops it at a wall time of hers, and it keeps the zone that it
 * has. Lengths are of wall time, so that a night stays from 20:00 to 08:00 also where the clock is turned. Pure.
 */
import { EVENT_LIMITS, type EventFields, type EventStart, type OccurrenceRow, zoneOf, zoneOrUtc } from '@sanad/model/engine/api';
import { addDays, msOf } from '../days.ts';

/** What it takes to know when an event is. */
export type Timed = Pick<OccurrenceRow, 'start' | 'startMs' | 'endMs'>;
export type Here = ReturnType<typeof zoneOrUtc>;

/** Where it was dropped. Wall times are milliseconds as if the clock of who looks were UTC. */
export type Drop =
  /** `days` absent: as many as before; an hour becomes one day. */
  | { readonly kind: 'day'; readonly date: string; readonly days?: number }
  /** `toMs` absent: as long as before; a whole day becomes an hour. */
  | { readonly kind: 'time'; readonly fromMs: number; readonly toMs?: number };

/** Only what is different (CAL-5). */
export type Moved = Partial<Pick<EventFields, 'start' | 'lengthS'>>;

const dayMs = 86_400_000;
const hourS = 3600;

/** The zone of who looks. */
export const hereOf = (zone: string): Here => zoneOrUtc(zone);
export const isWholeDay = ({ start }: Pick<OccurrenceRow, 'start'>): boolean => 'date' in start;
const localText = (wallMs: number): string => new Date(wallMs).toISOString().slice(0, 19);

/** Wall time of its own zone; a zone that nobody knows is that of who looks. */
const ownZone = (start: EventStart, here: Here): Here => ('date' in start ? here : (zoneOf(start.zone) ?? here));
const startWall = (start: EventStart): number =>
  'date' in start ? msOf(start.date) : Date.parse(`${start.local.slice(0, 19)}Z`);

export function lengthOf({ start, startMs, endMs }: Timed, here: Here): number {
  const { toLocal } = ownZone(start, here);
  return (toLocal(endMs) - ('date' in start ? toLocal(startMs) : startWall(start))) / 1000;
}
export function moveTo(row: Timed, drop: Drop, here: Here): Moved {
  const before = lengthOf(row, here);
  const { start, lengthS } = drop.kind === 'day' ? onDay(row, drop, before) : atTime(row, drop, before, here);
  return {
    ...(isSameStart(start, row.start) ? {} : { start }),
    ...(lengthS === before ? {} : { lengthS: Math.min(lengthS, EVENT_LIMITS.lengthS) }),
  };
}
/** By whole days: the hour of its own clock stays. */
export function moveByDays({ start }: Pick<OccurrenceRow, 'start'>, days: number): Moved {
  if (days === 0) return {};
  return {
    start:
      'date' in start ? { date: addDays(start.date, days) } : { ...start, local: localText(startWall(start) + days * dayMs) },
  };
}

interface Placed {
  readonly start: EventStart;
  readonly lengthS: number;
}
function onDay(row: Timed, { date, days }: Extract<Drop, { kind: 'day' }>, before: number): Placed {
  if (days !== undefined) return { start: { date }, lengthS: Math.max(1, days) * 86_400 };
  return { start: { date }, lengthS: isWholeDay(row) ? before : 86_400 };
}
function atTime(row: Timed, { fromMs, toMs }: Extract<Drop, { kind: 'time' }>, before: number, here: Here): Placed {
  const zone = ownZone(row.start, here);
  const fromInstant = here.toInstant(fromMs);
  const isSame = !('date' in row.start) && fromInstant === row.startMs;
  const start = isSame
    ? row.start
    : { local: localText(zone.toLocal(fromInstant)), zone: 'date' in row.start ? here.name : row.start.zone };
  if (toMs === undefined) return { start, lengthS: isWholeDay(row) ? hourS : before };
  const lengthS = (zone.toLocal(here.toInstant(toMs)) - startWall(start)) / 1000;
  return { start, lengthS: Math.max(0, lengthS) };
}
const isSameStart = (a: EventStart, b: EventStart): boolean =>
  'date' in a
    ? 'date' in b && a.date === b.date
    : !('date' in b) && a.local.slice(0, 19) === b.local.slice(0, 19) && a.zone === b.zone;

/** When it would be. */
export function movedTimes(row: Timed, moved: Moved, here: Here): Timed {
  const start = moved.start ?? row.start;
  const { toInstant } = ownZone(start, here);
  const wall = startWall(start);
  return { start, startMs: toInstant(wall), endMs: toInstant(wall + (moved.lengthS ?? lengthOf(row, here)) * 1000) };
}
