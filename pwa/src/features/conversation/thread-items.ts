/**
 * The lines of a thread from its rows: day separators, the unread divider, system lines, and which message continues a run. Keys are
 * text, so that a line that did not change is not made again.
 */
import type { MessageRow, ThreadRow } from '@sanad/model/engine/api';
import { dayKey } from '../../i18n/dates.ts';

export interface ThreadLines {
  /** `d:2026-10-13` a day · `unread` the divider · `e:ID` a change of members or key · `m:ID` a message, or one of a later version. */
  readonly keys: readonly string[];
  /** Messages that continue the run of the one above: closer together, one author. */
  readonly continued: ReadonlySet<string>;
  /** Messages from the divider on. */
  readonly news: ReadonlySet<string>;
  /** The newest own message: it alone writes its delivery state in words. */
  readonly lastOwn: string | undefined;
}

const runMs = 5 * 60_000;

export const timeOf = (row: ThreadRow): number => (row.type === 'event' ? row.atMs : row.sentAtMs);

export function threadLines(
  order: readonly string[],
  byId: Readonly<Record<string, ThreadRow | undefined>>,
  firstUnread: string | undefined,
): ThreadLines {
  const keys: string[] = [];
  const continued = new Set<string>();
  const news = new Set<string>();
  const seen = new Set<string>();
  let lastOwn: string | undefined;
  let above: MessageRow | undefined;
  let aboveDay: string | undefined;
  for (const id of order) {
    const row = byId[id];
    // A key stands once: a row that is listed twice would be two lines of one name.
    if (row === undefined || seen.has(id)) continue;
    seen.add(id);
    const day = dayKey(timeOf(row));
    const startsDay = day !== aboveDay;
    if (startsDay) keys.push(`d:${day}`);
    aboveDay = day;
    if (row.type === 'event') {
      keys.push(`e:${id}`);
      above = undefined;
      continue;
    }
    if (id === firstUnread) keys.push('unread');
    keys.push(`m:${id}`);
    if (id === firstUnread || news.size > 0) news.add(id);
    // A line between messages, whoever it is of.
    if (row.type === 'later' || row.call !== undefined) {
      above = undefined;
      continue;
    }
    if (!startsDay && id !== firstUnread && above !== undefined && continues(above, row)) continued.add(id);
    if (row.mine && row.recalledAtMs === undefined) lastOwn = id;
    above = row;
  }
  return { keys, continued, news, lastOwn };
}

const continues = (above: MessageRow, row: MessageRow): boolean =>
  above.author === row.author &&
  above.priority !== 'urgent' &&
  row.priority !== 'urgent' &&
  row.sentAtMs - above.sentAtMs < runMs;
