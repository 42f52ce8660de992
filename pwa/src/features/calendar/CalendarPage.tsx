/** The calendar: which period is shown and how, and beside it the event that is open, or the day that is chosen in a month. */
import type { EventsQuery } from '@sanad/model/engine/api';
import { type RouteSectionProps, useLocation, useNavigate, useParams, useSearchParams } from '@solidjs/router';
import { type Accessor, createMemo, createSignal, lazy, Match, onCleanup, Show, Suspense, Switch, untrack } from 'solid-js';
import { ConnectivityStrip } from '../../app/ConnectivityStrip.tsx';
import { deviceZone } from '../../app/device-zone.ts';
import { createScreenMedia, PHONE, ROOM_BESIDE } from '../../app/media.ts';
import { createNow } from '../../app/now.ts';
import { isSame } from '../../app/projection.ts';
import { useTitle } from '../../app/title.ts';
import { dayKey } from '../../i18n/dates.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { CalendarBar } from './CalendarBar.tsx';
import { createLater } from './create-later.ts';
import { createOccurrences } from './create-occurrences.ts';
import { DayPane } from './DayList.tsx';
import { addDays, addMonths } from './days.ts';
import { createCalendars } from './event/calendar-list.ts';
import { newEventHref } from './event/event-address.ts';
import { createHiddenCalendars } from './filter/hidden-calendars.ts';
import { NewEventButton } from './NewEventButton.tsx';
import { createReturnFocus } from './return-focus.ts';
import { makeRowsLookup, RowsContext } from './rows-context.ts';
import type { ViewName } from './view.ts';
import { lastView, rangeOf, readShown, rememberView, type Shown, searchFor } from './view-address.ts';
import './calendar.css';

const MonthView = lazy(async () => ({ default: (await import('./month/MonthView.tsx')).MonthView }));
const TimeGrid = lazy(async () => ({ default: (await import('./time-grid/TimeGrid.tsx')).TimeGrid }));
const AgendaView = lazy(async () => ({ default: (await import('./agenda/AgendaView.tsx')).AgendaView }));

/** As a month is before it was laid out: the lanes of a laptop. What a larger one has room for is asked for then. */
const usualLanes = 4;

export const CalendarPage = (props: RouteSectionProps) => {
  const location = useLocation();
  const navigate = useNavigate();
  const params = useParams();
  const [, setParams] = useSearchParams();
  const now = createNow();
  const isPhone = createScreenMedia(PHONE);
  const isWide = createScreenMedia(ROOM_BESIDE);
  const today = createMemo(() => dayKey(now()));
  const [last, setLast] = createSignal(lastView());
  const shown = createMemo(() => readShown(location.search, today(), last()), undefined, { equals: isSame });
  /** What was chosen just now: it is said and asked for at once, drawn in the next task, and then the address. */
  const wanted = createAhead(shown);
  const drawn = createAhead(shown);
  const view = () => drawn.value().view;
  const date = () => drawn.value().date;
  /** Three columns are what a phone has room for. */
  const weekDays = () => (isPhone() ? 3 : 7);
  const zone = deviceZone();
  const calendars = createCalendars();
  const hidden = createHiddenCalendars();
  const filter = createMemo((): Pick<EventsQuery, 'calendars'> => {
    const ids = hidden.ids();
    const chosen = calendars().flatMap(({ id }) => (ids.has(id) ? [] : [id]));
    return ids.size === 0 ? {} : { calendars: chosen };
  });
  let task: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(task));
  const show = (next: string, how: ViewName = wanted.value().view) => {
    const choice: Shown = { view: how, date: next };
    wanted.choose(choice);
    clearTimeout(task);
    task = setTimeout(() => {
      drawn.choose(choice);
      task = setTimeout(() => {
        rememberView(how);
        setLast(how);
        setParams({ view: how, date: next === today() ? undefined : next }, { replace: true });
      });
    });
  };
  const [lanes, setLanes] = createSignal(usualLanes);
  const isAlone = createMemo(() => location.pathname === '/calendar');
  const noteFocus = createReturnFocus(isAlone);
  const queryOf = (next: Shown): EventsQuery | undefined => {
    if (next.view === 'agenda') return undefined;
    return { ...rangeOf(next, weekDays()), zone, ...filter(), ...(next.view === 'month' ? { perDay: lanes() } : {}) };
  };
  const occurrences = createOccurrences({
    query: () => queryOf(wanted.value()),
    drawn: () => queryOf(drawn.value()),
    // Of a month a screenful is asked for, so its neighbours are little; of weeks everything.
    ahead: () =>
      view() === 'month' ? [1, -1].flatMap((by) => queryOf({ view: 'month', date: addMonths(date(), by) }) ?? []) : [],
  });
  /** The list beside a month is drawn apart from the month. */
  const dayShown = createLater(date);
  const hasDayPane = () => view() === 'month' && isWide() && isAlone();
  const dayOf = (next: Shown): EventsQuery | undefined => {
    if (next.view !== 'month' || !((isWide() && isAlone()) || isPhone())) return undefined;
    return { from: next.date, to: addDays(next.date, 1), zone, ...filter() };
  };
  const day = createOccurrences({ query: () => dayOf(wanted.value()), drawn: () => dayOf(drawn.value()) });
  const open = createMemo(() => {
    const { event } = params;
    const at = new URLSearchParams(location.search).get('at') ?? undefined;
    return event === undefined ? undefined : { event, at };
  });
  const create = (start: string, end?: string) => navigate(newEventHref(location.search, start, end));
  /** As the address will be in a moment: what is drawn now leads back here. */
  const search = createMemo(() =>
    drawn.value() === shown() ? location.search : searchFor(drawn.value(), location.search, today()),
  );
  const lookup = makeRowsLookup({ calendars, open, now, search });
  return (
    <RowsContext.Provider value={lookup}>
      <div class="pane main cal-page" data-view={view()} onFocusIn={noteFocus}>
        <CalendarBar
          shown={wanted.value()}
          weekDays={weekDays()}
          today={today()}
          calendars={calendars()}
          hidden={hidden}
          onShow={show}
        />
        <ConnectivityStrip />
        <Show when={isAlone()}>
          <PageTitle />
        </Show>
        <Suspense fallback={<div class="scroll" aria-busy="true" />}>
          <Switch>
            <Match when={view() === 'agenda'}>
              <AgendaView date={date()} today={today()} zone={zone} filter={filter()} />
            </Match>
            <Match when={view() === 'month'}>
              <MonthView
                date={date()}
                today={today()}
                rows={occurrences.rows()}
                totals={occurrences.meta()?.totals ?? {}}
                isLoaded={occurrences.isLoaded()}
                day={day}
                onRoom={setLanes}
                onDate={show}
                onNew={create}
              />
            </Match>
            <Match when={view() === 'week' || view() === 'day'}>
              <TimeGrid
                date={date()}
                today={today()}
                zone={zone}
                days={view() === 'day' ? 1 : weekDays()}
                rows={occurrences.rows()}
                isLoaded={occurrences.isLoaded()}
                onDate={show}
                onNew={create}
              />
            </Match>
          </Switch>
        </Suspense>
        <NewEventButton class="only-phone cal-fab" date={date()} />
      </div>
      <Show when={hasDayPane()}>
        <DayPane date={dayShown()} today={today()} day={day} />
      </Show>
      {props.children}
    </RowsContext.Provider>
  );
};

/** The address, or what was chosen since it last changed. */
function createAhead(shown: Accessor<Shown>) {
  const [choice, setChoice] = createSignal<{ readonly next: Shown; readonly after: Shown }>();
  const value = createMemo(() => (choice()?.after === shown() ? (choice()?.next ?? shown()) : shown()), undefined, {
    equals: isSame,
  });
  return { value, choose: (next: Shown) => setChoice({ next, after: untrack(shown) }) };
}

/** Again when an event that stood beside it was closed. */
const PageTitle = () => {
  const { t } = useI18n();
  useTitle(() => t('calendar.title'));
  return undefined;
};
