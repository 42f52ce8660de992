/** An event as it stands in a view: what its shape says, in words for whoever does not see it. */
import type { OccurrenceRow } from '@sanad/model/engine/api';
import { titleOf } from '../../app/events/row-kind.ts';
import type { I18n } from '../../i18n/use-i18n.ts';
import { isBar } from './days.ts';

/** What else is true of it, each in its words. */
export function stateWords({ t, n }: Pick<I18n, 't' | 'n'>, row: OccurrenceRow): readonly string[] {
  return [
    row.duty === undefined ? undefined : t('calendar.row.duty', { role: row.duty }),
    row.state === 'on' ? undefined : t('event.cancelled'),
    row.state === 'on' && row.answer === 'none' ? t('calendar.row.ask') : undefined,
    row.answer === 'no' ? t('calendar.row.declined') : undefined,
    row.answer === 'maybe' ? t('calendar.row.maybe') : undefined,
    row.waiting ? t('calendar.row.waiting') : undefined,
    row.contested ? t('calendar.row.contested') : undefined,
    row.overlaps.length > 0 ? n('calendar.row.overlaps', row.overlaps.length) : undefined,
  ].filter((words) => words !== undefined);
}

/** All of a chip: hour, title, place, and what its shape says. */
export function rowLabel(i18n: Pick<I18n, 't' | 'n' | 'dates'>, row: OccurrenceRow): string {
  const dates = i18n.dates();
  const when = 'date' in row.start ? i18n.t('calendar.row.all-day') : dates.time(row.startMs);
  const until =
    isBar(row) || row.endMs === row.startMs ? undefined : i18n.t('calendar.row.until', { time: dates.time(row.endMs) });
  return [when, until, titleOf(i18n, row), row.place, ...stateWords(i18n, row)]
    .filter((words) => words !== undefined && words !== '')
    .join(', ');
}
