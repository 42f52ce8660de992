/**
 * What every row of a view looks up: whose calendar it is in, whether it is the one that stands open beside it, where it leads, what time it is. Made once
 * for all of them: a month has hundreds.
 */
import type { OccurrenceRow } from '@sanad/model/engine/api';
import { type Accessor, createContext, createMemo, useContext } from 'solid-js';
import { kindOf, type RowKind } from '../../app/events/row-kind.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { type CalendarChoice, usePeopleNames } from './event/calendar-list.ts';
import { eventHrefIn, keptQuery } from './event/event-address.ts';

interface RowsAround {
  readonly calendars: Accessor<readonly CalendarChoice[]>;
  readonly open: Accessor<{ readonly event: string; readonly at: string | undefined } | undefined>;
  readonly now: Accessor<number>;
  /** Query of the address of what is shown. */
  readonly search: Accessor<string>;
}
export interface RowsLookup {
  readonly kind: (row: OccurrenceRow) => RowKind;
  readonly calendarName: (row: OccurrenceRow) => string | undefined;
  /** Of a shift: who has it, or that nobody does. */
  readonly holder: (row: OccurrenceRow) => string | undefined;
  readonly isOpen: (row: OccurrenceRow) => boolean;
  /** Address of the event beside what is shown now. */
  readonly href: (row: OccurrenceRow) => string;
  readonly now: Accessor<number>;
}
export const RowsContext = createContext<RowsLookup>();

export function makeRowsLookup({ calendars, open, now, search }: RowsAround): RowsLookup {
  const { t } = useI18n();
  const people = usePeopleNames();
  const own = createMemo(() => calendars().find(({ isOwn }) => isOwn)?.id);
  const query = createMemo(() => keptQuery(search()));
  const names = createMemo(() => new Map(calendars().map(({ id, name }) => [id, name])));
  return {
    kind: (row) => kindOf(row, own()),
    calendarName: (row) => names().get(row.calendar),
    holder: ({ duty, holder }) => {
      if (duty === undefined) return undefined;
      return holder === undefined ? t('event.shift.nobody') : people.name(holder);
    },
    isOpen: (row) => {
      const one = open();
      return one !== undefined && one.event === row.event && one.at === row.at;
    },
    href: (row) => eventHrefIn(query(), row.calendar, row.event, row.at),
    now,
  };
}

export function useRows(): RowsLookup {
  const rows = useContext(RowsContext);
  if (rows === undefined) throw new Error('no calendar above this row');
  return rows;
}
