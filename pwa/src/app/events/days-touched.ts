/** On which days an event stands. */
import { dayKey } from '../../i18n/dates.ts';

export interface When {
  readonly start: { readonly date: string } | object;
  readonly startMs: number;
  readonly endMs: number;
}
/** First and last day that it touches, here. What ends at midnight does not touch the next day. */
export const daysTouched = ({ startMs, endMs }: When): readonly [string, string] => [
  dayKey(startMs),
  dayKey(Math.max(startMs, endMs - 1)),
];
