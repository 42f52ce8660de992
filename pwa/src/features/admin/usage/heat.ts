/** Hours of a week as a map of heat: which of three steps a number is in, and where the steps begin. Pure. */
import type { Usage } from '../../../app/admin/ask.ts';

/** Of a weekday (0: Monday) its hours; undefined: not told. */
export function weekOf(hours: Usage['hours']): readonly (readonly (number | undefined)[])[] {
  const told = new Map(hours.map(({ weekday, hour, messages }) => [weekday * 24 + hour, messages]));
  return Array.from({ length: 7 }, (_, weekday) => Array.from({ length: 24 }, (__, hour) => told.get(weekday * 24 + hour)));
}

/** A third of the largest, as a number that reads well: 5, 10, 20, 50, 100 … */
export function heatStep(hours: Usage['hours']): number {
  const third = Math.max(5, ...hours.map(({ messages }) => messages / 3));
  const power = 10 ** Math.floor(Math.log10(third));
  return [1, 2, 5, 10].map((times) => times * power).find((step) => step >= third) ?? third;
}

export const heatOf = (messages: number | undefined, step: number): 0 | 1 | 2 | 3 =>
  messages === undefined ? 0 : messages <= step ? 1 : messages <= 2 * step ? 2 : 3;
