/**
 * Hybrid logical clock (DOC-6; Kulkarni et al., "Logical Physical Clocks", 2014): wall milliseconds and a counter. It orders messages;
 * the wall time that people see is `sentAtMs`.
 */
export interface ClockReading {
  readonly wallMs: number;
  readonly counter: number;
}
export const clockStart: ClockReading = { wallMs: 0, counter: 0 };

/** DOC-7: a reading further ahead of the server's time than this never advances ours. */
export const maxClockAheadMs = 24 * 3600 * 1000;

/** DOC-12: a clock far from its own time, or from the server's, would win for ever. */
export const isPlausible = (said: { readonly clock: ClockReading; readonly sentAtMs: number }, serverMs: number): boolean =>
  said.clock.wallMs <= Math.min(said.sentAtMs, serverMs) + maxClockAheadMs;

export function tick(last: ClockReading, nowMs: number): ClockReading {
  return nowMs > last.wallMs ? { wallMs: nowMs, counter: 0 } : { wallMs: last.wallMs, counter: last.counter + 1 };
}

export function observe(last: ClockReading, seen: ClockReading, serverMs: number): ClockReading {
  if (seen.wallMs > serverMs + maxClockAheadMs) return last;
  return compareReadings(seen, last) > 0 ? seen : last;
}

export function compareReadings(a: ClockReading, b: ClockReading): number {
  return a.wallMs - b.wallMs || a.counter - b.counter;
}
