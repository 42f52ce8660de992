/** How long somebody has spoken, without the pauses. */
export interface Stopwatch {
  readonly spentMs: number;
  /** Absent: it stands. */
  readonly sinceMs: number | undefined;
}

export const startedAt = (nowMs: number): Stopwatch => ({ spentMs: 0, sinceMs: nowMs });
export const elapsedMs = ({ spentMs, sinceMs }: Stopwatch, nowMs: number): number =>
  spentMs + (sinceMs === undefined ? 0 : Math.max(0, nowMs - sinceMs));
export const heldAt = (watch: Stopwatch, nowMs: number): Stopwatch => ({ spentMs: elapsedMs(watch, nowMs), sinceMs: undefined });
export const resumedAt = (watch: Stopwatch, nowMs: number): Stopwatch => ({ spentMs: elapsedMs(watch, nowMs), sinceMs: nowMs });

/** 0:24, 10:00. Rounded down, as clocks are. */
export function clockOf(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
