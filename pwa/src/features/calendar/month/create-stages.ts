/** What a month shows reaches it week by week, each in a task of its own: a press that comes meanwhile does not wait for all of them. */
import type { OccurrenceRow } from '@sanad/model/engine/api';
import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js';

export interface MonthRows {
  readonly rows: readonly OccurrenceRow[];
  readonly totals: Readonly<Record<string, number>>;
}
const mostWeeks = 6;

/** Of the week at this place. */
export function createStages(of: Accessor<MonthRows>): (week: number) => MonthRows {
  const stages = Array.from({ length: mostWeeks }, () => createSignal<MonthRows>({ rows: [], totals: {} }));
  let timer: ReturnType<typeof setTimeout> | undefined;
  createEffect(
    on(of, (next) => {
      clearTimeout(timer);
      const show = (week: number): void => {
        stages[week]?.[1](next);
        if (week + 1 < mostWeeks) timer = setTimeout(() => show(week + 1));
      };
      show(0);
    }),
  );
  onCleanup(() => clearTimeout(timer));
  return (week) => stages[week]?.[0]() ?? of();
}
