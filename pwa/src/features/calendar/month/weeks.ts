/** The weeks of a month, Monday first, with the days of its neighbours that fill them. */
import { addDays, monthOf, numberOf } from '../days.ts';
import { rangeOf } from '../view-address.ts';

/** More than a cell of a month has room for on a large screen: what is beyond it is a number. */
export const maxLanes = 8;

export interface DayCell {
  readonly date: string;
  /** It belongs to the month before or after. */
  readonly isOut: boolean;
}

export function weeksOf(date: string): readonly (readonly DayCell[])[] {
  const { from, to } = rangeOf({ view: 'month', date });
  const month = monthOf(date);
  const weeks = (numberOf(to) - numberOf(from)) / 7;
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: 7 }, (_, weekday) => {
      const day = addDays(from, week * 7 + weekday);
      return { date: day, isOut: monthOf(day) !== month };
    }),
  );
}
