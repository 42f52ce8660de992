/** An event in a list: its hours, what it is, and in words whatever its shape says: repeats, an answer that is awaited, two at one time. */
import type { OccurrenceRow } from '@sanad/model/engine/api';
import CalendarX from 'lucide-solid/icons/calendar-x';
import { createMemo, type JSX } from 'solid-js';
import { titleOf } from '../../app/events/row-kind.ts';
import { SlotTime } from '../../app/events/SlotTime.tsx';
import { useI18n } from '../../i18n/use-i18n.ts';
import { ruleWords } from './event/rule-words.ts';
import { AskGlyph, ClashGlyph, DutyGlyph, PlaceGlyph, QueuedGlyph, RepeatGlyph } from './row-glyphs.tsx';
import { useRows } from './rows-context.ts';
import '../../app/events/slot.css';
import './list.css';

interface SlotProps {
  readonly row: OccurrenceRow;
  /** The day in whose list it stands. */
  readonly date: string;
  /** Of the rows of the list, by id: what is at the same time. */
  readonly titles: ReadonlyMap<string, string>;
}

export const Slot = (props: SlotProps) => {
  const i18n = useI18n();
  const { t, n } = i18n;
  const rows = useRows();
  const row = () => props.row;
  const isWholeDay = () => 'date' in row().start;
  const isNow = createMemo(
    () => !isWholeDay() && row().state === 'on' && row().startMs <= rows.now() && rows.now() < row().endMs,
  );
  const repeats = createMemo(() => {
    const { rule, start } = row();
    if (rule === undefined) return undefined;
    const { main } = ruleWords(i18n, { rule, start, dates: [], without: [] });
    return row().isChanged ? `${main} · ${t('event.rule.changed')}` : main;
  });
  const together = createMemo(() => {
    const known = row().overlaps.flatMap((id) => {
      const title = props.titles.get(id);
      return title === undefined || title === '' ? [] : [title];
    });
    if (row().overlaps.length === 0) return undefined;
    return known.length === row().overlaps.length
      ? t('calendar.row.together', { titles: known.join(', ') })
      : n('calendar.row.overlaps', row().overlaps.length);
  });
  /** One after the other what is true of it: written at once, as a list has hundreds of rows. */
  const notes = (): JSX.Element => {
    const { state, duty, place, answer, contested, waiting } = row();
    const [words, titles] = [repeats(), together()];
    return [
      state !== 'on' && (
        <small>
          <CalendarX class="i" />
          {t('event.cancelled')}
        </small>
      ),
      duty !== undefined && (
        <small>
          <DutyGlyph />
          <span>
            {duty !== titleOf(i18n, row()) && [<bdi>{duty}</bdi>, ' · ']}
            <bdi>{rows.holder(row())}</bdi>
          </span>
        </small>
      ),
      place !== '' && (
        <small>
          <PlaceGlyph />
          <span dir="auto">{place}</span>
        </small>
      ),
      words !== undefined && (
        <small>
          <RepeatGlyph />
          {words}
        </small>
      ),
      state === 'on' && answer === 'none' && (
        <small>
          <AskGlyph />
          {t('calendar.row.ask')}
        </small>
      ),
      titles !== undefined && (
        <small class="clash">
          <ClashGlyph />
          <span dir="auto">{titles}</span>
        </small>
      ),
      contested && (
        <small class="clash">
          <ClashGlyph />
          {t('calendar.row.contested')}
        </small>
      ),
      waiting && (
        <small class="waits">
          <QueuedGlyph />
          {t('calendar.row.waiting')}
        </small>
      ),
      isNow() && <span class="sr">{t('event.going-on')}</span>,
    ];
  };
  return (
    <a
      class="slot"
      href={rows.href(row())}
      aria-current={rows.isOpen(row()) ? 'true' : undefined}
      data-k={rows.kind(row())}
      data-state={row().state}
      data-now={isNow() ? '' : undefined}
      data-waiting={row().waiting ? '' : undefined}
    >
      <SlotTime row={row()} date={props.date} />
      <span class="b">
        <b dir="auto" class="page-side">
          {titleOf(i18n, row())}
        </b>
        {notes()}
      </span>
    </a>
  );
};
