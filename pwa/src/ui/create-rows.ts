/**
 * Which rows of a long list are there: those that are seen, then some before and after them, and the one that has the focus with its neighbours, so
 * that neither scrolling nor the tabulator loses it. They come and go one by one between frames (create-pace.ts): a frame has no more to do for ten
 * thousand rows than for fifty. Where the list stands is looked at once after a frame, when nothing has to be laid out for the answer.
 */
import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup, onMount, untrack } from 'solid-js';
import { createPace } from './create-pace.ts';
import { isIn, listSize, type RowRange, type RowSizes, type RowStarts, type RowView, rangeOf, rowStarts } from './row-range.ts';

/** Before and after what is seen. */
const nearPx = 400;
/** Rows that are far are left to a quiet moment, unless there are as many. */
const maxFar = 30;

export interface HeldRow {
  readonly key: string;
  /** Its place in the list. */
  readonly index: Accessor<number>;
}
interface OwnRow extends HeldRow {
  readonly setIndex: (index: number) => void;
}
interface Rows {
  /** In the order of the list. */
  readonly held: Accessor<readonly HeldRow[]>;
  readonly startOf: (index: number) => number;
  readonly size: Accessor<number>;
}

/** `list`: in something that scrolls (`.scroll`). */
export function createRows(
  list: Accessor<HTMLElement | undefined>,
  keys: Accessor<readonly string[]>,
  isHead: (key: string) => boolean,
  sizes: Accessor<RowSizes>,
): Rows {
  const starts = createMemo<RowStarts>(() => rowStarts(keys(), isHead, sizes()));
  const [held, setHeld] = createSignal<readonly OwnRow[]>([]);
  const pace = createPace('rows');
  let view: RowView = { top: 0, size: 0 };
  let isOld = true;
  let isDrawing = false;

  const near = (): RowRange => rangeOf(untrack(starts), view, nearPx);
  const focused = (): OwnRow | undefined => {
    const at = list()?.contains(document.activeElement) ? document.activeElement?.closest<HTMLElement>('[data-row]') : undefined;
    return at === null || at === undefined ? undefined : held().find(({ key }) => key === at.dataset['row']);
  };
  const isByFocus = (index: number, focus: number | undefined): boolean => focus !== undefined && Math.abs(index - focus) <= 1;

  const draw = (): boolean => {
    if (isOld) look();
    // What fails here is not tried again; scrolling on does.
    isDrawing = false;
    isDrawing = untrack(drawNext) || isOld;
    return isDrawing;
  };
  const run = () => {
    if (!isDrawing) pace.run(draw);
    isDrawing = true;
  };
  const stale = () => {
    isOld = true;
    run();
  };
  const look = () => {
    isOld = false;
    const here = list();
    const page = here?.closest('.scroll')?.getBoundingClientRect();
    if (here !== undefined && page !== undefined) view = { top: page.top - here.getBoundingClientRect().top, size: page.height };
  };

  function drawNext(): boolean {
    const rows = held();
    const have = new Set(rows.map(({ index }) => index()));
    const focus = focused()?.index();
    const [seen, wanted] = [rangeOf(starts(), view), near()];
    const far = rows.filter(({ index }) => !isIn(wanted, index()) && !isByFocus(index(), focus));
    const next = missing(seen, have);
    if (next !== undefined && far.length <= maxFar) return put(next);
    const [gone] = far;
    if (gone !== undefined) return take(gone);
    const more = missing({ from: seen.to, to: wanted.to }, have) ?? missing({ from: wanted.from, to: seen.from }, have, 'last');
    if (more !== undefined) return put(more);
    const beside =
      focus === undefined ? undefined : [focus - 1, focus + 1].find((at) => keys()[at] !== undefined && !have.has(at));
    return beside === undefined ? false : put(beside);
  }
  function put(index: number): boolean {
    const key = keys()[index];
    if (key === undefined) return false;
    const [at, setIndex] = createSignal(index);
    const rows = [...held()];
    const place = rows.findIndex((row) => row.index() > index);
    rows.splice(place < 0 ? rows.length : place, 0, { key, index: at, setIndex });
    setHeld(rows);
    return true;
  }
  function take(gone: OwnRow): boolean {
    setHeld(held().filter((row) => row !== gone));
    return true;
  }

  /** Rows that stand in the new list near what is seen stay; the others go at once, since their places are taken. */
  createEffect(
    on([keys, starts], ([next, placed]) => {
      view = { ...view, top: Math.max(0, Math.min(view.top, listSize(placed) - view.size)) };
      const { from, to } = near();
      const rows = new Map(held().map((row) => [row.key, row]));
      const focus = focused();
      const places = Array.from({ length: to - from }, (_, i) => from + i);
      const apart = focus === undefined ? -1 : next.indexOf(focus.key);
      if (apart >= 0 && apart < from) places.unshift(apart);
      if (apart >= to) places.push(apart);
      const kept = places.flatMap((index) => {
        const row = rows.get(next[index] ?? '');
        row?.setIndex(index);
        return row ?? [];
      });
      setHeld(kept);
      stale();
    }),
  );
  onMount(() => {
    const here = list();
    const page = here?.closest<HTMLElement>('.scroll');
    if (here === undefined || page === null || page === undefined) return;
    page.addEventListener('scroll', stale, { passive: true });
    // So that the neighbours of what has the focus are there before it moves on, and a row that it left may go.
    for (const moved of ['focusin', 'focusout'] as const) here.addEventListener(moved, run);
    onCleanup(() => page.removeEventListener('scroll', stale));
    // The page itself, and what stands above the list and may grow.
    const resized = new ResizeObserver(stale);
    resized.observe(page);
    if (page.firstElementChild !== null) resized.observe(page.firstElementChild);
    onCleanup(() => resized.disconnect());
  });
  return { held, startOf: (index) => starts()[index] ?? 0, size: () => listSize(starts()) };
}

function missing({ from, to }: RowRange, have: ReadonlySet<number>, end: 'first' | 'last' = 'first'): number | undefined {
  if (end === 'first') {
    for (let index = from; index < to; index++) if (!have.has(index)) return index;
  } else for (let index = to - 1; index >= from; index--) if (!have.has(index)) return index;
  return undefined;
}
