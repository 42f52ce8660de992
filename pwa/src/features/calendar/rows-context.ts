/** What every row of a view looks up: whose calendar it is in, whether it is the one that stands open beside it, what time it is. */
import type { OccurrenceRow } from '@sanad/model/engine/api';
import { type Accessor, createContext, createMemo, useContext } from 'solid-js';
import type { CalendarChoice } from './event/calendar-list.ts';
import { kindOf, type RowKind } from './row-words.ts';

interface RowsAround {
  readonly calendars: Accessor<readonly CalendarChoice[]>;
  readonly open: Accessor<{ readonly event: string; readonly at: string | undefined } | undefined>;
  readonly now: Accessor<number>;
}
export const RowsContext = createContext<RowsAround>();

export interface RowsLookup {
  readonly kind: (row: OccurrenceRow) => RowKind;
  readonly calendarName: (row: OccurrenceRow) => string | undefined;
  readonly isOpen: (row: OccurrenceRow) => boolean;
  readonly now: Accessor<number>;
}
export function useRows(): RowsLookup {
  const around = useContext(RowsContext);
  if (around === undefined) throw new Error('no calendar above this row');
  const own = createMemo(() => around.calendars().find(({ isOwn }) => isOwn)?.id);
  const names = createMemo(() => new Map(around.calendars().map(({ id, name }) => [id, name])));
  return {
    kind: (row) => kindOf(row, own()),
    calendarName: (row) => names().get(row.calendar),
    isOpen: (row) => {
      const open = around.open();
      return open !== undefined && open.event === row.event && open.at === row.at;
    },
    now: around.now,
  };
}
