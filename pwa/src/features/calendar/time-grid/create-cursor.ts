/** The keyboard in the grid: where it is, where it goes, and an event that it holds. One tab stop; cells and events take the focus by themselves. */
import type { OccurrenceRow } from '@sanad/model/engine/api';
import { type Accessor, createEffect, createMemo, createSelector, createSignal, on } from 'solid-js';
import { titleOf } from '../../../app/events/row-kind.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { addDays } from '../days.ts';
import { spanWords } from '../event/time-words.ts';
import { type Here, movedTimes, moveTo } from '../move/moved.ts';
import { above, below, type Cursor, heldKeyOf, type Row, type Step, stepOf } from './grid-focus.ts';
import { type Grip, lying, stepMinutes, stepped } from './grip.ts';
import type { Held } from './held.ts';

interface CursorDep {
  readonly grid: () => HTMLElement;
  readonly days: Accessor<readonly string[]>;
  readonly date: Accessor<string>;
  readonly here: Here;
  readonly row: (id: string) => OccurrenceRow | undefined;
  readonly mayMove: (row: OccurrenceRow) => boolean;
  readonly held: Accessor<Held | undefined>;
  readonly setHeld: (held: Held | undefined) => void;
  readonly onDrop: (held: Held) => void;
  readonly onDate: (date: string) => void;
  readonly onNew: (start: string) => void;
  /** Said by the live region. */
  readonly say: (words: string) => void;
}

const firstHour = 8;
type HeldByKeys = Extract<Held, { kind: 'row' }>;

export function createCursor(dep: CursorDep) {
  const i18n = useI18n();
  const [cursor, setCursor] = createSignal<Cursor>({ date: dep.date(), row: firstHour });
  const stop = createMemo(() => {
    const { date, row } = cursor();
    const column = [date, dep.date()].map((day) => dep.days().indexOf(day)).find((found) => found !== -1) ?? 0;
    return `${column}:${row}`;
  });
  const isRightToLeft = () => document.documentElement.dir === 'rtl';
  const cellOf = (column: number, row: Row): HTMLElement | null =>
    dep.grid().querySelector<HTMLElement>(`[data-cell="${column}:${row}"]`);

  let travel: Cursor | undefined;
  function focusCell(next: Cursor) {
    const cell = cellOf(dep.days().indexOf(next.date), next.row);
    if (cell === null) return;
    const isThere = cell === document.activeElement;
    cell.focus();
    // The same place of another week: a screen reader would not notice.
    if (isThere) dep.say(cell.getAttribute('aria-label') ?? '');
  }
  function go(next: Cursor, isPeriod = false) {
    setCursor(next);
    if (!isPeriod && dep.days().includes(next.date)) return focusCell(next);
    travel = next;
    dep.onDate(next.date);
  }
  createEffect(
    on(dep.days, () => {
      if (travel !== undefined) focusCell(travel);
      travel = undefined;
    }),
  );

  function lift(row: OccurrenceRow) {
    if (!dep.mayMove(row)) return dep.say(i18n.t('grid.fixed'));
    dep.setHeld({ kind: 'row', row, grip: 'move', drop: lying(row, dep.here), isByKeys: true, isSettling: false });
    dep.say(i18n.t('grid.lifted', { title: titleOf(i18n, row) }));
  }
  function stepHeld(held: HeldByKeys, grip: Grip & ('move' | 'end'), minutes: number, days: number) {
    const drop = stepped(held.row, held.drop, grip, minutes, days, dep.here);
    dep.setHeld({ ...held, drop });
    const times = movedTimes(held.row, moveTo(held.row, drop, dep.here), dep.here);
    dep.say(spanWords(i18n, times, Date.now()));
    const local = new Date(dep.here.toLocal(grip === 'end' ? times.endMs : times.startMs)).toISOString();
    const at: Cursor = { date: local.slice(0, 10), row: drop.kind === 'day' ? 'day' : Number(local.slice(11, 13)) };
    if (dep.days().includes(at.date)) cellOf(dep.days().indexOf(at.date), at.row)?.scrollIntoView({ block: 'nearest' });
    // The page turns under what is held: the focus waits in the grid, its event may stand in no day that is shown.
    else if (grip === 'move') go(at);
  }
  function pressHeld(event: KeyboardEvent, held: HeldByKeys) {
    const key = heldKeyOf(event, stepMinutes, isRightToLeft());
    if (key === undefined) return;
    if (event.key !== 'Tab') event.preventDefault();
    event.stopPropagation();
    if (key.kind === 'step') return stepHeld(held, key.grip, key.minutes, key.days);
    if (key.kind === 'keep') return dep.onDrop(held);
    dep.setHeld(undefined);
    dep.say(i18n.t('grid.left'));
  }

  function take(step: Step, cell: HTMLElement, at: Cursor, block: HTMLElement | null) {
    if (step.kind === 'cell') return go({ date: addDays(at.date, step.days), row: step.row });
    if (step.kind === 'edge') return go({ date: dep.days().at(step.edge === 'first' ? 0 : -1) ?? at.date, row: step.row });
    if (step.kind === 'period') return go({ date: addDays(at.date, 7 * step.by), row: at.row }, true);
    const inside = blocksIn(cell);
    const place = block === null ? -1 : inside.indexOf(block);
    if (step.kind === 'down') {
      const next = inside[place + 1];
      return next === undefined ? (at.row === 23 ? undefined : go({ ...at, row: below(at.row) })) : next.focus();
    }
    if (place > 0) return inside[place - 1]?.focus();
    if (place === 0) return cell.focus();
    if (at.row === 'day') return;
    const before = cellOf(dep.days().indexOf(at.date), above(at.row));
    const last = before === null ? undefined : blocksIn(before).at(-1);
    return last === undefined ? go({ ...at, row: above(at.row) }) : last.focus();
  }
  function press(event: KeyboardEvent) {
    const held = dep.held();
    if (held?.kind === 'row' && held.isByKeys && !held.isSettling) return pressHeld(event, held);
    if (!(event.target instanceof HTMLElement) || held !== undefined) return;
    const cell = event.target.closest<HTMLElement>('[data-cell]');
    const at = cell === null ? undefined : cursorOf(cell, dep.days());
    if (cell === null || at === undefined) return;
    const block = event.target.closest<HTMLElement>(BLOCKS);
    if (event.target !== cell && event.target !== block) return;
    const step = stepOf(event, at.row, isRightToLeft());
    if (step !== undefined) {
      event.preventDefault();
      return take(step, cell, at, block);
    }
    if (block?.dataset['more'] !== undefined) return undefined;
    if (event.key !== ' ' && (event.key !== 'Enter' || block !== null)) return;
    event.preventDefault();
    const row = block === null ? undefined : dep.row(block.dataset['id'] ?? '');
    if (block === null) dep.onNew(startOf(at));
    else if (row !== undefined) lift(row);
  }
  return {
    isStop: createSelector(stop),
    press,
    /** The tab stop is where the focus was. */
    focused: (event: FocusEvent) => {
      const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-cell]') : null;
      const at = cell === null ? undefined : cursorOf(cell, dep.days());
      if (at !== undefined) setCursor(at);
    },
    /** The event, where it lies now, or the hour at which it would. */
    focusBack: ({ row, drop }: HeldByKeys) => {
      const start = movedTimes(row, moveTo(row, drop, dep.here), dep.here).startMs;
      // What happens once is called by its day, and has another name on another day.
      const isIt = (one: OccurrenceRow | undefined) => one?.event === row.event && (one.id === row.id || one.startMs === start);
      const there = blocksIn(dep.grid()).find((block) => isIt(dep.row(block.dataset['id'] ?? '')));
      if (there !== undefined) return there.focus();
      const local = new Date(dep.here.toLocal(start)).toISOString();
      focusCell({ date: local.slice(0, 10), row: drop.kind === 'day' ? 'day' : Number(local.slice(11, 13)) });
    },
  };
}

/** Events, and what says how many more there are. */
const BLOCKS = '[data-id], [data-more]';
const blocksIn = (cell: HTMLElement): readonly HTMLElement[] => [...cell.querySelectorAll<HTMLElement>(BLOCKS)];
export function cursorOf(cell: HTMLElement, days: readonly string[]): Cursor | undefined {
  const [column = '', row = ''] = cell.dataset['cell']?.split(':') ?? [];
  const date = days[Number(column)];
  return date === undefined ? undefined : { date, row: row === 'day' ? 'day' : Number(row) };
}
/** As the address of a new event says it. */
export const startOf = ({ date, row }: Cursor): string => (row === 'day' ? date : `${date}T${String(row).padStart(2, '0')}:00`);
