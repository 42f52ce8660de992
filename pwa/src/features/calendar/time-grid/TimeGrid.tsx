// biome-ignore-all lint/a11y/useSemanticElements: a table cannot hold events that reach over its cells
// biome-ignore-all lint/a11y/useFocusableInteractive: in a grid the cells have the focus
// biome-ignore-all lint/a11y/noNoninteractiveElementInteractions: cells and events in it are what is pressed
/**
 * A week or a day by the hour (ARIA Authoring Practices, "grid"): whole days above, hours below, events in the hour in which they begin. They are moved
 * and made longer by a mouse, a finger or keys; empty ground becomes an event.
 */
import type { OccurrenceRow } from '@sanad/model/engine/api';
import {
  createComputed,
  createEffect,
  createMemo,
  createSelector,
  createSignal,
  createUniqueId,
  on,
  onCleanup,
  onMount,
} from 'solid-js';
import { createMedia } from '../../../app/media.ts';
import { isSame } from '../../../app/projection.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { msOf } from '../days.ts';
import { MoveSheet } from '../move/MoveSheet.tsx';
import { hereOf } from '../move/moved.ts';
import { useMove } from '../move/use-move.ts';
import { periodWords } from '../period-words.ts';
import { useRows } from '../rows-context.ts';
import type { ViewProps } from '../view.ts';
import { weekOf } from '../view-address.ts';
import { createColumns } from './create-columns.ts';
import { createCursor, cursorOf, startOf } from './create-cursor.ts';
import { createDrag } from './create-drag.ts';
import { createHold } from './create-hold.ts';
import { GridHead } from './GridHead.tsx';
import { createHours, GridHours } from './GridHours.tsx';
import { measure, spotAt } from './geometry.ts';
import { localText } from './grip.ts';
import { HeldShape } from './HeldShape.tsx';
import { NowLine } from './NowLine.tsx';
import { shownDays } from './place-rows.ts';
import './time-grid.css';
import './events.css';

interface TimeGridProps extends Pick<ViewProps, 'date' | 'zone' | 'rows' | 'onDate'> {
  readonly today: string;
  readonly days: number;
  readonly isLoaded: boolean;
  readonly onNew: (start: string, end?: string) => void;
}

/** Minutes that the shortest event has on the screen: as high as a line of text, or as a finger. */
const leastMouse = 30;
const leastFinger = 50;
/** A press on empty ground begins something at this part of the hour. */
const pressMinutes = 30;
const workdayHour = 7.5;
/** A column of less than this says nothing; in one of less than that there is no room for a second word. */
const leastColumnPx = 36;
const narrowPx = 84;
/** Narrower than this a word would be broken at each second letter. */
const slimPx = 64;
/** As long as nobody has measured. */
const usualColumnPx = 110;
const none: readonly OccurrenceRow[] = [];

export const TimeGrid = (props: TimeGridProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const rows = useRows();
  const mover = useMove();
  const here = hereOf(props.zone);
  const isCoarse = createMedia('(pointer: coarse)');
  const hintId = createUniqueId();
  const [said, say] = createSignal('');
  const [headHeight, setHeadHeight] = createSignal(0);
  const [dayPx, setDayPx] = createSignal(usualColumnPx);
  const wanted = createMemo(() => shownDays(weekOf(props.date, props.days).from, props.days), undefined, { equals: isSame });
  const [days, setDays] = createSignal(wanted());
  const hours = createHours();
  // What they hold is placed when the hours are there.
  const [isUp, setUp] = createSignal(false);
  onMount(() => {
    const task = setTimeout(() => setUp(true));
    onCleanup(() => clearTimeout(task));
  });
  const columns = createColumns({
    rows: () => (isUp() ? props.rows : none),
    days,
    today: () => props.today,
    here,
    room: createMemo(
      () => ({
        least: isCoarse() ? leastFinger : leastMouse,
        most: Math.max(2, Math.floor(dayPx() / leastColumnPx)),
      }),
      undefined,
      { equals: isSame },
    ),
  });
  createComputed(on(wanted, () => columns.leave(() => setDays(wanted())), { defer: true }));
  const byId = createMemo(() => new Map(props.rows.map((row) => [row.id, row])));
  const hold = createHold({ rows: () => props.rows, here, mover, onNew: (start, end) => props.onNew(start, end) });
  const isHeld = createSelector(() => {
    const held = hold.held();
    return held?.kind === 'row' ? held.row.id : undefined;
  });
  /** The event under the mouse: it alone has edges, hundreds have none. A finger finds them without having been there before. */
  const [under, setUnder] = createSignal<string>();
  const isUnder = createSelector(under);
  const isEdged = (id: string): boolean => isCoarse() || isUnder(id);
  const hovered = (event: PointerEvent) => {
    const block = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-id]') : null;
    if (hold.held() === undefined) setUnder(block?.dataset['id']);
  };
  const movable = (id: string): OccurrenceRow | undefined => {
    const row = byId().get(id);
    return row !== undefined && mover.mayMove(row) ? row : undefined;
  };

  const [scroller, setScroller] = createSignal<HTMLDivElement>();
  let grid!: HTMLDivElement;
  let head!: HTMLDivElement;
  let body!: HTMLDivElement;
  const box = (): HTMLDivElement => scroller() ?? grid;
  const geometry = () => measure(box(), head, body, body.querySelector<HTMLElement>('.tg-hour') ?? body);
  const drag = createDrag({
    ...{ scroller: box, measure: geometry, days, here, movable },
    ...{ held: hold.held, setHeld: hold.setHeld, onDrop: hold.drop },
  });
  const cursor = createCursor({
    ...{ grid: () => grid, days, date: () => props.date, here },
    row: (id) => byId().get(id),
    mayMove: mover.mayMove,
    ...{ held: hold.held, setHeld: hold.setHeld, onDrop: hold.drop, say },
    onDate: (date) => props.onDate(date),
    onNew: (start) => props.onNew(start),
  });
  createEffect(
    on(hold.held, (now, before) => {
      if (now === undefined && before?.kind === 'row' && before.isByKeys) cursor.focusBack(before);
      return now;
    }),
  );

  // A finger that presses chooses an hour first, and begins something with the second press.
  let wasChosen = false;
  const pressed = (event: PointerEvent) => {
    const cell = event.target instanceof Element ? event.target.closest('[data-cell]') : null;
    wasChosen = event.pointerType !== 'touch' || cell === document.activeElement;
    drag.down(event);
  };
  const clicked = (event: MouseEvent) => {
    // By keys nothing is dragged.
    if (event.detail !== 0 && drag.wasDragged()) {
      event.preventDefault();
      return event.stopPropagation();
    }
    if (!(event.target instanceof HTMLElement) || event.target.closest('a, button') !== null) return;
    const cell = event.target.closest<HTMLElement>('[data-cell]');
    const at = cell === null ? undefined : cursorOf(cell, days());
    if (cell === null || at === undefined) return;
    cell.focus({ preventScroll: true });
    if (!wasChosen) return;
    if (at.row === 'day') return props.onNew(at.date);
    const { minute = 0 } = spotAt({ x: event.clientX, y: event.clientY }, geometry(), box().scrollTop, days(), true);
    const start = at.row * 60 + Math.floor((minute % 60) / pressMinutes) * pressMinutes;
    return props.onNew(event.detail === 0 ? startOf(at) : localText(msOf(at.date) + start * 60_000));
  };

  const openMore = (date: string) => props.onDate(date, props.days === 1 ? 'agenda' : 'day');

  const [hasBegun, setBegun] = createSignal(false);
  let hasScrolled = false;
  const scrollTo = (minutes: number) => {
    box().scrollTop = (minutes / 60) * geometry().hourHeight;
  };
  onMount(() => {
    const element = scroller();
    if (element === undefined) return;
    const watch = new ResizeObserver(() => {
      setHeadHeight(head.offsetHeight);
      setDayPx(head.querySelector<HTMLElement>('.tg-day')?.offsetWidth ?? usualColumnPx);
      begin(element);
    });
    watch.observe(head);
    // Passive listeners could not keep the page from scrolling under what is held.
    element.addEventListener('touchmove', drag.touched, { passive: false });
    onCleanup(() => watch.disconnect());
  });
  /** In the frame that shows it first: before, all of it would be laid out for this alone. */
  const begin = (element: HTMLElement) => {
    if (hasBegun()) return;
    setBegun(true);
    if (!days().includes(props.today)) return scrollTo(workdayHour * 60);
    const now = (here.toLocal(Date.now()) / 60_000) % 1440;
    scrollTo(now - (element.clientHeight / 3 / geometry().hourHeight) * 60);
    hasScrolled = true;
  };
  createEffect(() => {
    if (!hasBegun() || !isUp() || !props.isLoaded || hasScrolled) return;
    const first = Math.min(...days().flatMap((date) => columns.placed().byDate.get(date)?.[0]?.from ?? []));
    if (Number.isFinite(first)) scrollTo(Math.max(0, first - 30));
    hasScrolled = true;
  });
  const part = {
    columns,
    rows,
    mayMove: mover.mayMove,
    isEdged,
    isHeld,
    isStop: cursor.isStop,
  };
  return (
    <>
      <div
        class="scroll tg"
        data-days={props.days}
        data-filling={columns.isFilling() ? '' : undefined}
        style={{ '--days': props.days, '--head': `${headHeight()}px` }}
        ref={setScroller}
        onScroll={(event) => drag.scrolled(event.currentTarget.scrollTop)}
      >
        <div
          class="tg-grid"
          role="grid"
          aria-label={periodWords(i18n, { view: props.days === 1 ? 'day' : 'week', date: props.date }, props.days)}
          aria-describedby={hintId}
          aria-busy={!props.isLoaded}
          ref={grid}
          onKeyDown={cursor.press}
          onFocusIn={cursor.focused}
          onPointerDown={pressed}
          onPointerOver={hovered}
          onClick={clicked}
          onContextMenu={drag.menu}
        >
          <div class="tg-head" role="rowgroup" ref={head}>
            <GridHead {...part} today={props.today} onDay={props.days === 1 ? undefined : (date) => props.onDate(date, 'day')} />
            <HeldShape held={hold.held()} days={days()} here={here} rows={rows} isAmongDays={true} />
          </div>
          <div class="tg-body" role="rowgroup" ref={body}>
            <GridHours
              {...part}
              hours={hours}
              today={props.today}
              narrow={() => narrowPx / dayPx()}
              slim={() => slimPx / dayPx()}
              onMore={openMore}
            />
            <NowLine column={days().indexOf(props.today)} now={rows.now()} here={here} />
            <HeldShape held={hold.held()} days={days()} here={here} rows={rows} isAmongDays={false} />
          </div>
        </div>
      </div>
      <p class="sr" id={hintId}>
        {t('grid.hint')}
      </p>
      <p class="sr" aria-live="polite" data-said="grid">
        {said()}
      </p>
      <MoveSheet mover={mover} />
    </>
  );
};
