/** An event of the grid in words: all that its place and its shape say. */
import type { OccurrenceRow } from '@sanad/model/engine/api';
import { titleOf } from '../../../app/events/row-kind.ts';
import type { I18n } from '../../../i18n/use-i18n.ts';
import { spanWords } from '../event/time-words.ts';
import { stateWords } from '../row-words.ts';
import type { RowsLookup } from '../rows-context.ts';
import type { Segment } from './place-rows.ts';

/** Title, who has the shift, day, from and to, place, calendar, and what else is true of it. */
export function blockLabel(
  i18n: I18n,
  row: OccurrenceRow,
  rows: Pick<RowsLookup, 'calendarName' | 'holder'>,
  isFromBefore: boolean,
  nowMs: number,
): string {
  const calendar = rows.calendarName(row);
  return [
    titleOf(i18n, row),
    rows.holder(row) ?? '',
    spanWords(i18n, row, nowMs),
    isFromBefore ? i18n.t('grid.continued') : '',
    row.place,
    calendar === undefined ? '' : i18n.t('grid.calendar', { name: calendar }),
    ...stateWords(i18n, row),
  ]
    .filter((words) => words !== '')
    .join(', ');
}

/** From when it takes two hours to say both. */
const bothMinutes = 240;
export function hoursIn(i18n: I18n, row: Pick<OccurrenceRow, 'startMs' | 'endMs'>, part: Segment): string {
  const dates = i18n.dates();
  const [from, to] = [dates.time(row.startMs), dates.time(row.endMs)];
  if (part.isFromBefore) return part.isOnAfter ? '…' : i18n.t('grid.until', { time: to });
  if (part.isOnAfter) return i18n.t('grid.from-on', { time: from });
  return part.to - part.from >= bothMinutes ? i18n.t('grid.hours', { from, to }) : from;
}
