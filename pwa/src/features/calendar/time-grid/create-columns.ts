/** The days that are shown, each with its events by the hour in which they begin. What stays the same in one day is not worked out again. */
import type { OccurrenceRow } from '@sanad/model/engine/api';
import { type Accessor, createMemo, indexArray } from 'solid-js';
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
  const known = () => placed() ?? { byDate: new Map(), bars: [], lanes: 0 };
  const all = createMemo(
    indexArray(dep.days, (date, column): Column => {
      const segments = createMemo(() => placed()?.byDate.get(date()) ?? none);
      return {
        date,
        words: createMemo(() => dayWords(i18n, date(), dep.today())),
        byHour: createMemo(() => byHour(segments(), dep.least())),
        bars: createMemo(() => (placed()?.bars ?? []).filter(({ first }) => first === column)),
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
