/**
 * The hybrid clock of this device (DOC-6): durable in a row, and in memory ahead of it. A message may be on the screen a moment before
 * the row that counts it is stored; an answer to it must still sort after it.
 */
import * as v from 'valibot';
import { type ClockReading, clockStart, compareReadings, maxClockAheadMs, observe, tick } from '../schema/hybrid-clock.ts';
import { ClockRow } from './records.ts';
import type { Store, StoreWrite } from './store.ts';

export interface MessageClock {
  /** Whatever is about to be shown or counted; `serverMs`: the server's time (DOC-7). */
  observe(readings: readonly ClockReading[], serverMs: number): void;
  /** Nothing when the stored row is as new. */
  writes(): readonly StoreWrite[];
  /** The reading of a new message that is sent at `nowMs` (DOC-5), and the write that keeps it. */
  next(nowMs: number, serverMs: number): { readonly reading: ClockReading; readonly write: StoreWrite };
}

export function makeMessageClock(store: Store): MessageClock {
  let seen: ClockReading = clockStart;
  const stored = (): ClockReading => {
    const parsed = v.safeParse(ClockRow, store.get(['clock']));
    return parsed.success ? parsed.output : clockStart;
  };
  /** DOC-7 for one's own past as well: a clock that was wrong for an hour would make everything later of that far time. */
  const current = (serverMs: number): ClockReading =>
    [seen, stored()]
      .filter(({ wallMs }) => wallMs <= serverMs + maxClockAheadMs)
      .reduce((a, b) => (compareReadings(a, b) < 0 ? b : a), clockStart);
  const write = (reading: ClockReading): StoreWrite => ({ key: ['clock'], value: { ...reading } });

  return {
    observe(readings, serverMs) {
      for (const reading of readings) seen = observe(seen, reading, serverMs);
    },
    writes: () => (compareReadings(seen, stored()) > 0 ? [write(seen)] : []),
    next(nowMs, serverMs) {
      seen = tick(current(serverMs), Math.floor(nowMs));
      return { reading: seen, write: write(seen) };
    },
  };
}
