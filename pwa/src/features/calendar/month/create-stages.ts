/**
 * What a month shows reaches it day by day: a press that comes meanwhile does not wait for all of them, and a slow device shows some before the
 * others. What another month had stays in its cells, unseen, until the new one takes its place: it is taken away in the same small pieces.
 */
import type { OccurrenceRow } from '@sanad/model/engine/api';
import { type Accessor, batch, createEffect, createSignal, on } from 'solid-js';
import { createPace } from '../../../ui/create-pace.ts';
import { lanesOf, layWeek, type Placed, type Week } from './lanes.ts';
import type { DayCell } from './weeks.ts';

export interface MonthRows {
  readonly weeks: readonly (readonly DayCell[])[];
  readonly rows: readonly OccurrenceRow[];
  readonly totals: Readonly<Record<string, number>>;
  /** Lanes that a day has room for. */
  readonly capacity: number;
}
export interface DrawnDay {
  readonly date: string;
  readonly placed: readonly Placed[];
  readonly more: number;
}
interface Stages {
  /** In this week and column, of whichever day it was drawn last. */
  readonly day: (week: number, column: number) => DrawnDay;
  readonly lanes: (week: number) => number;
}
const weekDays = 7;
const mostDays = 6 * weekDays;

/** `of` undefined: it is not known yet. */
export function createStages(of: Accessor<MonthRows | undefined>): Stages {
  const days = Array.from({ length: mostDays }, () => createSignal<DrawnDay>({ date: '', placed: [], more: 0 }));
  const lanes = Array.from({ length: mostDays / weekDays }, () => createSignal(0));
  const pace = createPace('month');
  createEffect(
    on(of, (next) => {
      if (next === undefined) return pace.stop();
      let place = 0;
      let laid: Week = { placed: [], more: [] };
      pace.run(() => {
        const [week, column] = [Math.floor(place / weekDays), place % weekDays];
        const cells = next.weeks[week] ?? [];
        if (column === 0) laid = layWeek(next.rows, cells[0]?.date ?? '', next.capacity, totalsOf(cells, next));
        batch(() => {
          lanes[week]?.[1](lanesOf(laid));
          days[place]?.[1]({ date: cells[column]?.date ?? '', placed: laid.placed[column] ?? [], more: laid.more[column] ?? 0 });
        });
        place++;
        return place < next.weeks.length * weekDays;
      });
    }),
  );
  return {
    day: (week, column) => days[week * weekDays + column]?.[0]() ?? { date: '', placed: [], more: 0 },
    lanes: (week) => lanes[week]?.[0]() ?? 0,
  };
}

const totalsOf = (cells: readonly DayCell[], { totals }: MonthRows) => cells.map(({ date }) => totals[date]);
