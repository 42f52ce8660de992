/** Reminders that came due since the last look; what was due when SANAD opened stands among the alerts. Those of a meeting that begins are the strip's. */
import type { UpcomingRow } from '@sanad/model/engine/api';

const stripMinutes = 5;

export function dueSince(
  rows: readonly UpcomingRow[],
  seen: ReadonlySet<string> | undefined,
): { readonly seen: ReadonlySet<string>; readonly fresh: readonly UpcomingRow[] } {
  const due = rows.filter(({ reminder, call }) => reminder !== undefined && !(call && reminder <= stripMinutes));
  const nameOf = ({ id, startMs, reminder }: UpcomingRow): string => `${id} ${startMs} ${reminder}`;
  return {
    seen: new Set([...(seen ?? []), ...due.map(nameOf)]),
    fresh: seen === undefined ? [] : due.filter((row) => !seen.has(nameOf(row))),
  };
}
