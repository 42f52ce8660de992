/** What a month shows reaches it week by week: a press that comes meanwhile does not wait for all of them, and a slow device shows some before the others. */
import type { OccurrenceRow } from '@sanad/model/engine/api';
import { type Accessor, createEffect, createSignal, on } from 'solid-js';
import { createPace } from '../create-pace.ts';

export interface MonthRows {
  readonly rows: readonly OccurrenceRow[];
  readonly totals: Readonly<Record<string, number>>;
}
const mostWeeks = 6;

/** Of the week at this place. */
export function createStages(of: Accessor<MonthRows>): (week: number) => MonthRows {
  const stages = Array.from({ length: mostWeeks }, () => createSignal<MonthRows>({ rows: [], totals: {} }));
  const pace = createPace();
  createEffect(
    on(of, (next) => {
      let week = 0;
      pace.run(() => {
        stages[week++]?.[1](next);
        return week < mostWeeks;
      });
    }),
  );
  return (week) => stages[week]?.[0]() ?? of();
}
