/** Days with their events, one after the other, a month at a time: earlier and later by a button, and what is far down only when one comes near it. */
import type { EventsQuery, OccurrenceRow } from '@sanad/model/engine/api';
import CalendarDays from 'lucide-solid/icons/calendar-days';
import CloudOff from 'lucide-solid/icons/cloud-off';
import { createEffect, createMemo, createSignal, on, Show } from 'solid-js';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Button } from '../../../ui/Button.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Keyed } from '../../../ui/Keyed.tsx';
import { createGrowing } from '../create-growing.ts';
import { createOccurrences } from '../create-occurrences.ts';
import { nearWords } from '../DayList.tsx';
import { addDays, addMonths } from '../days.ts';
import { dayWords } from '../period-words.ts';
import { useRows } from '../rows-context.ts';
import { Slot } from '../Slot.tsx';
import { type AgendaDay, agendaDays, cutDays, linesBefore } from './days-of-agenda.ts';

interface AgendaViewProps {
  readonly date: string;
  readonly today: string;
  readonly zone: string;
  readonly filter: Pick<EventsQuery, 'calendars'>;
}

/** As many rows as the engine is asked for at once, and how many before the last of them it is asked for more. */
const rowsAtOnce = 200;
const rowsAhead = 60;

export const AgendaView = (props: AgendaViewProps) => {
  const i18n = useI18n();
  const { t, n } = i18n;
  const [span, setSpan] = createSignal({ from: props.date, to: addMonths(props.date, 1) });
  let scroller: HTMLDivElement | undefined;
  createEffect(
    on(
      () => props.date,
      (date) => {
        setSpan({ from: date, to: addMonths(date, 1) });
        scroller?.scrollTo({ top: 0 });
      },
      { defer: true },
    ),
  );
  // Lines, not rows: what lasts several days stands on each of them.
  const growing = createGrowing(
    () => (shown().isCut ? Number.POSITIVE_INFINITY : 0),
    () => props.date,
  );
  /** Of what stands before the chosen day all is wanted: it was asked for by a press. */
  const isWhole = () => span().from < props.date;
  const most = createMemo(() => Math.ceil((growing.limit() + rowsAhead) / rowsAtOnce) * rowsAtOnce);
  const found = createOccurrences({
    query: () => ({ ...span(), zone: props.zone, ...props.filter, ...(isWhole() ? {} : { most: most() }) }),
  });
  const before = createMemo(() => (isWhole() ? linesBefore(found.rows(), span().from, props.date) : 0));
  const all = createMemo<readonly AgendaDay[]>(
    (before) => agendaDays(found.rows(), { ...span(), today: props.today }, before),
    [],
  );
  const shown = createMemo(() => {
    const { days, isCut } = cutDays(all(), growing.limit() + before());
    return { days, isCut: isCut || found.rows().length < (found.meta()?.total ?? 0) };
  });
  const titles = createMemo(() => new Map(found.rows().map((row) => [row.id, row.title])));
  const isEmpty = () => shown().days.length === 0;

  /** What is read must not move when something comes above it. */
  const anchor = () => {
    const head = scroller?.querySelector<HTMLElement>('.agenda-day');
    const date = head?.dataset['date'];
    const top = head?.getBoundingClientRect().top;
    if (date === undefined || top === undefined) return () => undefined;
    return () => {
      const now = scroller?.querySelector(`[data-date="${date}"]`)?.getBoundingClientRect().top;
      if (now !== undefined) scroller?.scrollBy({ top: now - top });
    };
  };
  let keep: (() => void) | undefined;
  createEffect(
    on(shown, () => {
      keep?.();
      if (found.isLoaded()) keep = undefined;
    }),
  );
  const earlier = () => {
    keep = anchor();
    setSpan(({ from, to }) => ({ from: addMonths(from, -1), to }));
  };
  const later = () => setSpan(({ from, to }) => ({ from, to: addMonths(to, 1) }));
  return (
    <div class="scroll cal-agenda" ref={scroller} aria-busy={!found.isLoaded()}>
      <div class="agenda-more">
        <Button kind="quiet" onClick={earlier}>
          {t('calendar.earlier')}
        </Button>
      </div>
      <Show when={(found.meta()?.waiting ?? 0) > 0}>
        <p class="cal-waits">
          <CloudOff class="i" />
          {n('calendar.waiting', found.meta()?.waiting ?? 0)}
        </p>
      </Show>
      <Show when={found.isLoaded() && isEmpty()}>
        <EmptyState
          icon={<CalendarDays class="i" />}
          title={t('calendar.empty')}
          text={t('calendar.empty.text', {
            from: dayWords(i18n, span().from, props.today),
            to: dayWords(i18n, addDays(span().to, -1), props.today),
          })}
        />
      </Show>
      <Show when={!isEmpty()}>
        <Keyed each={shown().days} by={({ date }) => date}>
          {(day) => <Day day={day()} isLoaded={found.isLoaded()} today={props.today} titles={titles()} />}
        </Keyed>
      </Show>
      <div class="agenda-more" ref={growing.end}>
        <Button kind="quiet" onClick={later}>
          {t('calendar.later')}
        </Button>
      </div>
    </div>
  );
};

interface DayProps {
  readonly day: AgendaDay;
  /** Before, nobody knows whether there is nothing. */
  readonly isLoaded: boolean;
  readonly today: string;
  readonly titles: ReadonlyMap<string, string>;
}
/** Where the day has come to. */
const nowLine = { id: 'now' } as const;
type Line = OccurrenceRow | typeof nowLine;
const rowOf = (line: Line): OccurrenceRow | undefined => ('startMs' in line ? line : undefined);

const Day = (props: DayProps) => {
  const i18n = useI18n();
  const rows = useRows();
  const isToday = () => props.day.date === props.today;
  const lines = createMemo((): readonly Line[] => {
    const all = props.day.rows;
    if (!isToday() || all.length === 0) return all;
    const next = props.day.rows.findIndex(({ start, startMs }) => !('date' in start) && startMs > rows.now());
    return [...all.slice(0, next < 0 ? all.length : next), nowLine, ...(next < 0 ? [] : all.slice(next))];
  });
  return (
    <section class="agenda-day" data-date={props.day.date} aria-labelledby={`agenda-${props.day.date}`}>
      <h2 class="day-head" id={`agenda-${props.day.date}`} aria-current={isToday() ? 'date' : undefined}>
        {dayWords(i18n, props.day.date, props.today)}
        <small>{nearWords(i18n, props.day.date, props.today)}</small>
      </h2>
      <Show
        when={lines().length > 0}
        fallback={
          <Show when={props.isLoaded}>
            <p class="cal-nothing">{i18n.t('calendar.day.empty')}</p>
          </Show>
        }
      >
        <ul class="agenda">
          <Keyed each={lines()} by={({ id }) => id}>
            {(line) => (
              <Show
                when={rowOf(line())}
                fallback={<li class="agenda-now">{i18n.t('calendar.now', { time: i18n.dates().time(rows.now()) })}</li>}
              >
                {(row) => (
                  <li>
                    <Slot row={row()} date={props.day.date} titles={props.titles} />
                  </li>
                )}
              </Show>
            )}
          </Keyed>
        </ul>
      </Show>
    </section>
  );
};
