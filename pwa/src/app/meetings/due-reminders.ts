/** Reminders that came due since the last look; what was due when SANAD opened stands among the alerts. Those of a meeting that begins are the strip's. */
import type { UpcomingRow } from '@sanad/model/engine/api';

const stripMinutes = 5;
/** What begins later is not among the rows yet (CAL-7): its reminder would be said when it comes in sight, a day late. It stands among the alerts. */
const mostMinutes = 24 * 60;

export function dueSince(
  rows: readonly UpcomingRow[],
  seen: ReadonlySet<string> | undefined,
): { readonly seen: ReadonlySet<string>; readonly fresh: readonly UpcomingRow[] } {
  const due = rows.filter(
    ({ reminder, call }) => reminder !== undefined && reminder <= mostMinutes && !(call && reminder <= stripMinutes),
  );
  const nameOf = ({ id, startMs, reminder }: UpcomingRow): string => `${id} ${startMs} ${reminder}`;
  return {
    seen: new Set([...(seen ?? []), ...due.map(nameOf)]),
    fresh: seen === undefined ? [] : due.filter((row) => !seen.has(nameOf(row))),
  };
}
