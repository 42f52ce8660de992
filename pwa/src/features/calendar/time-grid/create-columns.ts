/** The days that are shown, each with its events by the hour in which they begin. What stays the same in one day is not worked out again. */
import type { OccurrenceRow } from '@sanad/model/engine/api';
import { type Accessor, createMemo, createSignal, indexArray, onCleanup, untrack } from 'solid-js';
import { useI18n } from '../../../i18n/use-i18n.ts';
import type { Here } from '../move/moved.ts';
import { dayWords } from '../period-words.ts';
import type { LaidSegment } from './EventBlock.tsx';
import { layoutDay } from './layout-day.ts';
import { type PlacedRows, placeRows, type RowBar, type RowSegment } from './place-rows.ts';

export interface Column {
  readonly date: Accessor<string>;
  /** Mardi 13 octobre. */
  readonly words: Accessor<string>;
  readonly byHour: Accessor<readonly (readonly LaidSegment[])[]>;
  readonly bars: Accessor<readonly RowBar[]>;
}
export interface Columns {
  readonly all: Accessor<readonly Column[]>;
  readonly placed: Accessor<PlacedRows>;
}

const none: readonly RowSegment[] = [];
/** So many new ones are drawn at once; more of them day by day, so that a full week does not stop the page. */
const fewFresh = 24;

const nothing: PlacedRows = { byDate: new Map(), bars: [], lanes: 0 };

interface Drawn {
  readonly placed: PlacedRows;
  /** The columns before this one are drawn. */
  readonly until: Accessor<number>;
}
/** What is placed, and how far it is drawn. */
function drawInTurn(placed: PlacedRows, before: Drawn | undefined, columns: number): Drawn {
  const begun = before === undefined ? columns : untrack(before.until);
  const isGoingOn = begun < columns;
  const isMany = freshCount(placed, before?.placed) > fewFresh;
  const [until, setUntil] = createSignal(isMany ? 1 : isGoingOn ? begun : columns);
  let frame: number | undefined;
  const next = () => {
    frame = undefined;
    if (setUntil(until() + 1) < columns) frame = requestAnimationFrame(next);
  };
  if (isMany || isGoingOn) frame = requestAnimationFrame(next);
  onCleanup(() => frame !== undefined && cancelAnimationFrame(frame));
  return { placed, until };
}
function freshCount(placed: PlacedRows, before: PlacedRows | undefined): number {
  const known = new Set([...(before?.byDate.values() ?? [])].flatMap((list) => list.map(({ row }) => row.id)));
  return [...placed.byDate.values()].reduce((sum, list) => sum + list.filter(({ row }) => !known.has(row.id)).length, 0);
}

export function createColumns(dep: {
  readonly rows: Accessor<readonly OccurrenceRow[]>;
  readonly days: Accessor<readonly string[]>;
  readonly today: Accessor<string>;
  readonly here: Here;
  /** How many minutes the shortest event has on the screen. */
  readonly least: Accessor<number>;
}): Columns {
  const i18n = useI18n();
  const placed = createMemo<PlacedRows | undefined>((before) => placeRows(dep.rows(), dep.days(), dep.here, before));
  const known = (): PlacedRows => placed() ?? nothing;
  const drawn = createMemo<Drawn | undefined>((before) => drawInTurn(known(), before, dep.days().length));
  const all = createMemo(
    indexArray(dep.days, (date, column): Column => {
      const isDrawn = createMemo(() => column < (drawn()?.until() ?? 0));
      const segments = createMemo(() => (isDrawn() ? drawn()?.placed.byDate.get(date()) : undefined) ?? none);
      return {
        date,
        words: createMemo(() => dayWords(i18n, date(), dep.today())),
        byHour: createMemo(() => byHour(segments(), dep.least())),
        bars: createMemo(() => known().bars.filter(({ first }) => first === column)),
      };
    }),
  );
  return { all, placed: known };
}

function byHour(segments: readonly RowSegment[], least: number): readonly (readonly LaidSegment[])[] {
  const places = layoutDay(
    segments.map(({ row, from, to }) => ({ key: row.id, from, to, isShift: row.duty !== undefined })),
    least,
  );
  const hours: LaidSegment[][] = Array.from({ length: 24 }, () => []);
  for (const segment of segments) {
    const place = places.get(segment.row.id);
    if (place !== undefined) hours[Math.min(23, Math.floor(segment.from / 60))]?.push({ segment, place });
  }
  return hours;
}
