/** A day in words: under the month on a phone, beside it on a desk. */
import { A, useLocation } from '@solidjs/router';
import { createMemo, Show } from 'solid-js';
import { daysBetween } from '../../i18n/dates.ts';
import { localeOf } from '../../i18n/language.ts';
import { type I18n, useI18n } from '../../i18n/use-i18n.ts';
import { Keyed } from '../../ui/Keyed.tsx';
import { createGrowing } from './create-growing.ts';
import type { Occurrences } from './create-occurrences.ts';
import { DutyTogether } from './DutyTogether.tsx';
import { localMsOf } from './days.ts';
import { newEventHref } from './event/event-address.ts';
import { dayWords } from './period-words.ts';
import { Slot } from './Slot.tsx';

interface DayListProps {
  readonly date: string;
  readonly today: string;
  readonly day: Occurrences;
}

const headId = (date: string) => `day-${date}`;
/** Frames until the list of a day that was asked for is there. */
const fewFrames = 30;
/** For whoever opened a day by the keyboard. */
export const focusDayList = (date: string, frames = fewFrames): void => {
  requestAnimationFrame(() => {
    const head = document.getElementById(headId(date));
    if (head !== null) head.focus();
    else if (frames > 0) focusDayList(date, frames - 1);
  });
};

/** Today, tomorrow, in 3 days; nothing beyond a week. */
export function nearWords(i18n: I18n, date: string, today: string): string {
  const days = daysBetween(localMsOf(today), localMsOf(date));
  if (Math.abs(days) > 7) return '';
  return new Intl.RelativeTimeFormat(localeOf[i18n.language()], { numeric: 'auto' }).format(days, 'day');
}

export const DayList = (props: DayListProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const location = useLocation();
  /** Those of another day are not those of this one. */
  const rows = createMemo(() => (props.day.isLoaded() ? props.day.rows() : []));
  const growing = createGrowing(
    () => rows().length,
    () => props.date,
  );
  const shown = createMemo(() => rows().slice(0, growing.limit()));
  const titles = createMemo(() => new Map(rows().map((row) => [row.id, row.title])));
  return (
    <>
      <h2 class="day-head" id={headId(props.date)} tabindex="-1">
        {dayWords(i18n, props.date, props.today)}
        <small>{nearWords(i18n, props.date, props.today)}</small>
      </h2>
      <Show
        when={rows().length > 0}
        fallback={
          <Show when={props.day.isLoaded()}>
            <p class="cal-nothing">
              {t('calendar.day.empty')} <A href={newEventHref(location.search, props.date)}>{t('event.new')}</A>
            </p>
          </Show>
        }
      >
        <ul class="agenda">
          <Keyed each={shown()} by={({ id }) => id}>
            {(row) => (
              <li>
                <Slot row={row()} date={props.date} titles={titles()} />
              </li>
            )}
          </Keyed>
        </ul>
      </Show>
      <div ref={growing.end} />
    </>
  );
};

export const DayPane = (props: DayListProps) => {
  const i18n = useI18n();
  return (
    <section class="pane aside cal-day" aria-label={dayWords(i18n, props.date, props.today)}>
      <div class="scroll">
        <DayList date={props.date} today={props.today} day={props.day} />
        <DutyTogether rows={props.day.rows()} />
      </div>
    </section>
  );
};
