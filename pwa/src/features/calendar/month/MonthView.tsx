// biome-ignore-all lint/a11y/useSemanticElements: a table cannot be a month whose bars reach over days
// biome-ignore-all lint/a11y/useFocusableInteractive: in a grid the cells have the focus
/**
 * A month as a grid of days (ARIA Authoring Practices, "grid"): one tab stop, arrows go from day to day. On a desk a day shows what happens in it;
 * on a phone it shows marks, and the day that is chosen is listed under the grid.
 */
import type { OccurrenceRow } from '@sanad/model/engine/api';
import { type Accessor, createEffect, createMemo, createSignal, For, Index, on, onCleanup, onMount, Show } from 'solid-js';
import { createMedia, PHONE, ROOM_BESIDE } from '../../../app/media.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import type { Occurrences } from '../create-occurrences.ts';
import { DayList, focusDayList } from '../DayList.tsx';
import { monthOf, msOf } from '../days.ts';
import { MoveSheet } from '../move/MoveSheet.tsx';
import { moveByDays } from '../move/moved.ts';
import { useMove } from '../move/use-move.ts';
import { dayFormat, periodWords } from '../period-words.ts';
import type { ViewName } from '../view.ts';
import { createStages } from './create-stages.ts';
import { type HeldChip, listenForDrag } from './drag-chips.ts';
import { dayAfterKey } from './grid-keys.ts';
import { MonthCell } from './MonthCell.tsx';
import { MonthLegend } from './MonthLegend.tsx';
import { maxLanes, weeksOf } from './weeks.ts';
import './month.css';

interface MonthViewProps {
  readonly date: string;
  readonly today: string;
  readonly rows: readonly OccurrenceRow[];
  /** How many each day has: not all of them are among `rows`. */
  readonly totals: Readonly<Record<string, number>>;
  readonly isLoaded: boolean;
  /** Of the day that is chosen. */
  readonly day: Occurrences;
  readonly onDate: (date: string, view?: ViewName) => void;
  /** So many of a day have room. */
  readonly onRoom: (lanes: number) => void;
  /** A new event on this day. */
  readonly onNew: (date: string) => void;
}

/** Height of a chip with the gap under it, and of the number above them. */
const laneHeight = 27;
const numberHeight = 40;
const weekdays = ['2026-01-05', '2026-01-06', '2026-01-07', '2026-01-08', '2026-01-09', '2026-01-10', '2026-01-11'];

export const MonthView = (props: MonthViewProps) => {
  const i18n = useI18n();
  const isPhone = createMedia(PHONE);
  const isWide = createMedia(ROOM_BESIDE);
  const isPrinted = createMedia('print');
  const month = createMemo(() => `${monthOf(props.date)}-01`);
  const weeks = createMemo(() => weeksOf(month()));
  const [height, setHeight] = createSignal(0);
  const isMarked = () => isPhone() && !isPrinted();
  const capacity = createMemo(() => {
    // A phone has marks in their place: all of them are wanted.
    if (isPrinted() || isPhone()) return maxLanes;
    const room = Math.floor((height() / weeks().length - numberHeight) / laneHeight);
    return Math.min(maxLanes, Math.max(1, room));
  });
  createEffect(() => height() > 0 && props.onRoom(capacity()));
  let grid: HTMLDivElement | undefined;
  let body: HTMLDivElement | undefined;
  onMount(() => {
    if (body === undefined) return;
    const watch = new ResizeObserver(([entry]) => setHeight(entry?.contentRect.height ?? 0));
    watch.observe(body);
    onCleanup(() => watch.disconnect());
  });

  /** Where the keyboard is: apart from what is chosen, as going through a month must not write an address at each step. */
  const [cursor, setCursor] = createSignal(props.date);
  createEffect(on(() => props.date, setCursor, { defer: true }));
  /** Where the focus goes as soon as that day is in the grid. */
  let goal: string | undefined;
  createEffect(
    on([cursor, weeks], ([date]) => {
      if (goal !== date) return;
      goal = undefined;
      grid?.querySelector<HTMLElement>(`[data-date="${date}"]`)?.focus();
    }),
  );
  const drawn = createStages(() =>
    props.isLoaded ? { weeks: weeks(), rows: props.rows, totals: props.totals, capacity: capacity() } : undefined,
  );
  const mover = useMove();
  const [held, setHeld] = createSignal<Accessor<HeldChip | undefined>>();
  const rowOf = (id: string) => props.rows.find((row) => row.id === id);
  onMount(() => {
    if (grid === undefined) return;
    const listened = listenForDrag(grid, {
      mayMove: (id) => {
        const row = rowOf(id);
        return row !== undefined && mover.mayMove(row);
      },
      onDrop: (id, days) => {
        const row = rowOf(id);
        if (row !== undefined) void mover.move(row, moveByDays(row, days));
      },
    });
    setHeld(() => listened);
  });
  const countOf = (date: string) => props.totals[date] ?? 0;
  const press = (event: KeyboardEvent) => {
    if (!(event.target instanceof HTMLElement) || event.target.role !== 'gridcell') return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      return open(cursor());
    }
    const next = dayAfterKey(event, cursor(), document.documentElement.dir === 'rtl');
    if (next === undefined) return;
    event.preventDefault();
    goal = next;
    if (monthOf(next) === monthOf(month())) setCursor(next);
    else props.onDate(next);
  };
  /** By the keyboard: what is in the day; a day with nothing in it begins something. */
  const open = (date: string) => {
    if (countOf(date) === 0 && props.isLoaded) return props.onNew(date);
    props.onDate(date, isPhone() || isWide() ? 'month' : 'day');
    if (isPhone() || isWide()) focusDayList(date);
  };
  const choose = (date: string, event: MouseEvent) => {
    if (event.target instanceof Element && event.target.closest('a, button') !== null) return;
    if (!isPhone() && countOf(date) === 0 && props.isLoaded) props.onNew(date);
    else props.onDate(date);
  };
  return (
    <div class="scroll cal-month-page">
      <div
        class="month"
        role="grid"
        aria-label={periodWords(i18n, { view: 'month', date: props.date })}
        aria-busy={!props.isLoaded}
        ref={grid}
        onKeyDown={press}
      >
        <div class="month-head" role="row">
          <For each={weekdays}>
            {(day) => (
              <span class="dow" role="columnheader" aria-label={dayFormat(i18n, { weekday: 'long' }).format(msOf(day))}>
                <span class="only-wide">{dayFormat(i18n, { weekday: 'short' }).format(msOf(day))}</span>
                <span class="only-phone">{dayFormat(i18n, { weekday: 'narrow' }).format(msOf(day))}</span>
              </span>
            )}
          </For>
        </div>
        <div class="month-weeks" role="rowgroup" ref={body}>
          <Index each={weeks()}>
            {(week, place) => (
              <div class="month-week" role="row" style={{ '--lanes': drawn.lanes(place) }}>
                <Index each={week()}>
                  {(cell, column) => (
                    <MonthCell
                      cell={cell()}
                      drawn={drawn.day(place, column)}
                      moreLane={capacity() - 1}
                      count={countOf(cell().date)}
                      isMarked={isMarked()}
                      today={props.today}
                      isOver={held()?.()?.over === cell().date}
                      isChosen={cell().date === props.date}
                      isTabStop={cell().date === cursor()}
                      onChoose={choose}
                      onMore={(date) => props.onDate(date, isWide() ? 'month' : 'day')}
                    />
                  )}
                </Index>
              </div>
            )}
          </Index>
        </div>
      </div>
      <MonthLegend />
      <MoveSheet mover={mover} />
      <Show when={isPhone() && !isPrinted()}>
        <section class="cal-day-under">
          <DayList date={props.date} today={props.today} day={props.day} />
        </section>
      </Show>
    </div>
  );
};
