/** The days that are shown, each with its events by the hour in which they begin. What stays the same in one day is not worked out again. */
import type { OccurrenceRow } from '@sanad/model/engine/api';
import { type Accessor, batch, createComputed, createEffect, createMemo, createSignal, indexArray, on, untrack } from 'solid-js';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { createPace } from '../../../ui/create-pace.ts';
import type { Here } from '../move/moved.ts';
import { dayWords } from '../period-words.ts';
import type { LaidSegment } from './EventBlock.tsx';
import { layoutDay, type More, type Room } from './layout-day.ts';
import { type PlacedRows, placeRows, type RowBar, type RowSegment } from './place-rows.ts';

/** Of an hour: an event, or what counts those without a place. */
export type HourItem =
  | { readonly key: string; readonly laid: LaidSegment; readonly more?: undefined }
  | { readonly key: string; readonly laid?: undefined; readonly more: More };
/** What begins in an hour. */
export interface HourRows {
  readonly items: readonly HourItem[];
  /** With those that are only counted. */
  readonly count: number;
}
export interface Column {
  readonly date: Accessor<string>;
  /** Mardi 13 octobre. */
  readonly words: Accessor<string>;
  /** The same for its cells, day by day in the moments after it changed: of a week 168 names do. */
  readonly cellWords: Accessor<string>;
  /** Of the day, 0 … 23. */
  readonly hours: Accessor<readonly HourRows[]>;
  readonly isDrawn: (hour: number) => boolean;
  readonly bars: Accessor<readonly RowBar[]>;
}
export interface Columns {
  readonly all: Accessor<readonly Column[]>;
  readonly placed: Accessor<PlacedRows>;
  /** Some hours are not drawn yet. */
  readonly isFilling: Accessor<boolean>;
  /** Before other days are shown: what stands in these is taken away, all at once or, where it is much, day by day. */
  readonly leave: (gone: () => void) => void;
}

const dayHours = 24;
/** Those that are seen first are drawn first: the working day, of all days that are shown. */
const seenFirst = 7;
export const HOUR_ORDER: readonly number[] = Array.from({ length: dayHours }, (_, place) => (seenFirst + place) % dayHours);
const placeOf = (hour: number): number => (hour - seenFirst + dayHours) % dayHours;
const none: readonly RowSegment[] = [];
export const empty: HourRows = { items: [], count: 0 };
/** So many new ones are drawn at once; more than these in pieces, so that a full week does not stop the page. */
const fewFresh = 8;

/** Of the days that are shown: they stand, they are taken away, others are shown and nothing of theirs has a place yet. */
type Stage = 'stands' | 'leaves' | 'gone';
const nothing: PlacedRows = { byDate: new Map(), bars: [], lanes: 0 };

/** A column and how far it is drawn. */
interface Drawing extends Column {
  readonly segments: Accessor<readonly RowSegment[]>;
  /** So many hours are drawn, in their order. */
  readonly drawn: Accessor<number>;
  readonly draw: (segments: readonly RowSegment[], hours: number) => void;
  /** Its cells say the day that it is by now. */
  readonly name: () => void;
}

export function createColumns(dep: {
  readonly rows: Accessor<readonly OccurrenceRow[]>;
  readonly days: Accessor<readonly string[]>;
  readonly today: Accessor<string>;
  readonly here: Here;
  readonly room: Accessor<Room>;
}): Columns {
  const i18n = useI18n();
  const [stage, setStage] = createSignal<Stage>('stands');
  const placed = createMemo<PlacedRows>((before) => {
    const now = stage();
    if (now === 'stands') return placeRows(dep.rows(), dep.days(), dep.here, before);
    return now === 'leaves' ? before : { ...nothing, lanes: before.lanes };
  }, nothing);
  const all = createMemo(
    indexArray(dep.days, (date, column): Drawing => {
      const [segments, setSegments] = createSignal(none);
      const [drawn, setDrawn] = createSignal(dayHours);
      const words = createMemo(() => dayWords(i18n, date(), dep.today()));
      const [cellWords, setCellWords] = createSignal(untrack(words));
      return {
        date,
        segments,
        drawn,
        words,
        cellWords,
        hours: createMemo(() => byHour(segments(), dep.room())),
        isDrawn: (hour) => placeOf(hour) < drawn(),
        bars: createMemo(() => placed().bars.filter(({ first }) => first === column)),
        draw: (next, hours) =>
          batch(() => {
            setSegments(next);
            setDrawn(hours);
          }),
        name: () => setCellWords(untrack(words)),
      };
    }),
  );
  const turn = createTurn();
  createComputed(
    on([placed, all, stage], ([{ byDate }, columns, now]) => {
      if (now !== 'stands') return;
      const wanted = columns.map((column) => byDate.get(untrack(column.date)) ?? none);
      const known = new Set(columns.flatMap((column) => untrack(column.segments).map(({ row }) => row.id)));
      const fresh = wanted.flat().filter(({ row }) => !known.has(row.id)).length;
      if (fresh <= fewFresh) {
        turn.all(columns, wanted);
        return;
      }
      // What stands in a day that is shown no more goes at once.
      for (const [at, column] of columns.entries())
        if (untrack(column.segments)[0]?.date !== wanted[at]?.[0]?.date) column.draw(none, 0);
      turn.begin(columns, wanted);
    }),
  );
  const naming = createPace('names');
  createEffect(() => {
    const late = all().filter((column) => column.words() !== untrack(column.cellWords));
    naming.run(() => {
      late.shift()?.name();
      return late.length > 0;
    });
  });
  return {
    all,
    placed,
    isFilling: createMemo(() => all().some(({ drawn }) => drawn() < dayHours)),
    leave: (gone) => {
      const standing = untrack(all).filter((column) => untrack(column.segments).length > 0);
      const count = standing.reduce((sum, column) => sum + untrack(column.segments).length, 0);
      if (count <= fewFresh && untrack(stage) === 'stands') return gone();
      setStage('leaves');
      turn.empty(
        standing,
        () => {
          batch(() => {
            gone();
            setStage('gone');
          });
        },
        () => setStage('stands'),
      );
    },
  };
}

/** Draws hour by hour of all days, and empties day by day. */
function createTurn() {
  const pace = createPace('events');
  /** The events of one more day, then one more hour in which something begins, of the day that has fewest; false: all of them stand. */
  const step = (columns: readonly Drawing[], wanted: readonly (readonly RowSegment[])[]): boolean => {
    const wantedOf = (column: Drawing): readonly RowSegment[] => wanted[columns.indexOf(column)] ?? none;
    const rank = (column: Drawing): number => (column.segments() === wantedOf(column) ? column.drawn() : -1);
    const [column] = [...columns].sort((a, b) => rank(a) - rank(b));
    if (column === undefined || rank(column) === dayHours) return false;
    const next = wantedOf(column);
    if (rank(column) === -1) {
      column.draw(next, column.segments().length === 0 ? 0 : dayHours);
      return true;
    }
    let hours = column.drawn();
    while (hours < dayHours && column.hours()[HOUR_ORDER[hours] ?? 0]?.items.length === 0) hours++;
    column.draw(next, Math.min(dayHours, hours + 1));
    return true;
  };
  return {
    all(columns: readonly Drawing[], wanted: readonly (readonly RowSegment[])[]) {
      pace.stop();
      for (const [at, column] of columns.entries()) column.draw(wanted[at] ?? none, dayHours);
    },
    /** Day by day, then each of what follows. */
    empty(columns: readonly Drawing[], ...then: readonly (() => void)[]) {
      const left = [...columns.map((column) => () => column.draw(none, dayHours)), ...then];
      pace.run(() => {
        left.shift()?.();
        return left.length > 0;
      });
    },
    begin: (columns: readonly Drawing[], wanted: readonly (readonly RowSegment[])[]) => pace.run(() => step(columns, wanted)),
  };
}
const hourOf = (minutes: number): number => Math.min(dayHours - 1, Math.floor(minutes / 60));

function byHour(segments: readonly RowSegment[], room: Room): readonly HourRows[] {
  const { places, more } = layoutDay(
    segments.map(({ row, from, to }) => {
      const isMine = row.answer !== undefined && row.answer !== 'no';
      return { key: row.id, from, to, isShift: row.duty !== undefined, isFirst: row.duty !== undefined || isMine };
    }),
    room,
  );
  return Array.from({ length: dayHours }, (_, hour) => {
    const own = segments.filter(({ from }) => hourOf(from) === hour);
    if (own.length === 0) return empty;
    const laid = own.flatMap((segment): readonly HourItem[] => {
      const place = places.get(segment.row.id);
      return place === undefined ? [] : [{ key: segment.row.id, laid: { segment, place } }];
    });
    const counts = more.filter(({ from }) => hourOf(from) === hour).map((one): HourItem => ({ key: `+${one.from}`, more: one }));
    return { items: [...laid, ...counts], count: own.length };
  });
}
