/** Which meeting is announced: with a call, within five minutes, or begun less than ten minutes ago. */
import type { UpcomingRow } from '@sanad/model/engine/api';

const soonMs = 5 * 60_000;
const lateMs = 10 * 60_000;

export const soonest = (rows: readonly UpcomingRow[], nowMs: number, hidden: ReadonlySet<string>): UpcomingRow | undefined =>
  rows
    .filter(({ id, call, startMs, endMs, answer }) => {
      const isSoon = startMs - nowMs <= soonMs && nowMs < Math.min(endMs, startMs + lateMs);
      return call && isSoon && answer !== 'no' && !hidden.has(id);
    })
    .sort((a, b) => a.startMs - b.startMs)[0];
