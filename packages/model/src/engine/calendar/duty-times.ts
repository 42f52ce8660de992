/**
 * When she is on duty in the coming days (CAL-34), for quiet hours that follow it: a row that every window and, as a filter, the relay goes by. Worked out by
 * the leader while it is connected, from her shifts in all calendars.
 */
import * as v from 'valibot';
import { DutyTimes, maxDutyTimes } from '../../wire/push.ts';
import type { Store, StoreWrite } from '../store.ts';

const dayMs = 86_400_000;
export const dutyAheadDays = 14;
/** ['duty-times'] */
const DutyTimesRow = v.object({ times: v.optional(DutyTimes) });

export const readDutyTimes = (store: Pick<Store, 'get'>): DutyTimes | undefined => {
  const row = v.safeParse(DutyTimesRow, store.get(['duty-times']));
  return row.success ? row.output.times : undefined;
};

interface Span {
  readonly startMs: number;
  readonly endMs: number;
}
/** Undefined: she has no shift; then nothing follows it, and nobody goes deaf for a roster that is not kept. */
export function dutyTimes(shifts: readonly Span[], nowMs: number): DutyTimes | undefined {
  const coming = shifts.filter(({ endMs }) => endMs > nowMs).sort((a, b) => a.startMs - b.startMs);
  const joined: [number, number][] = [];
  for (const { startMs, endMs } of coming) {
    const last = joined.at(-1);
    if (last !== undefined && startMs <= last[1]) last[1] = Math.max(last[1], endMs);
    else joined.push([startMs, endMs]);
  }
  if (joined.length === 0) return undefined;
  const kept = joined.slice(0, maxDutyTimes);
  // Whole days: the relay is not told anew with each connection.
  const aheadMs = (Math.floor(nowMs / dayMs) + dutyAheadDays) * dayMs;
  return { untilMs: joined.length > kept.length ? (kept.at(-1)?.[1] ?? aheadMs) : aheadMs, shifts: kept };
}

export function dutyTimesWrite(before: DutyTimes | undefined, times: DutyTimes | undefined): readonly StoreWrite[] {
  if (JSON.stringify(before) === JSON.stringify(times)) return [];
  return [{ key: ['duty-times'], value: times === undefined ? undefined : { times } }];
}
