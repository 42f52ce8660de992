/** Days without a clock: keys like `2026-10-13`, counted from 1970-01-01 where one calculates. No zone, no daylight saving. */

import { daysTouched, type When } from '../../app/events/days-touched.ts';

const dayMs = 86_400_000;

export const isDay = (text: unknown): text is string =>
  typeof text === 'string' && /^\d{4}-\d{2}-\d{2}$/u.test(text) && keyOf(numberOf(text)) === text;

export const numberOf = (key: string): number => Math.floor(Date.parse(`${key}T00:00:00Z`) / dayMs);
export const keyOf = (day: number): string => (Number.isFinite(day) ? new Date(day * dayMs).toISOString().slice(0, 10) : '');
/** For formatters of UTC: days are said without asking the clock of anybody. */
export const msOf = (key: string): number => numberOf(key) * dayMs;

export const addDays = (key: string, days: number): string => keyOf(numberOf(key) + days);
/** Monday is 0. */
export const weekdayOf = (key: string): number => (((numberOf(key) + 3) % 7) + 7) % 7;
export const mondayOf = (key: string): string => addDays(key, -weekdayOf(key));
export const firstOfMonth = (key: string): string => `${key.slice(0, 7)}-01`;
export const monthOf = (key: string): string => key.slice(0, 7);

/** The same date of another month, or its last one: 31 January and a month is 28 February. */
export function addMonths(key: string, months: number): string {
  const [year = 1970, month = 1, date = 1] = key.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

/** Midnight here. */
export const localMsOf = (key: string): number => new Date(`${key}T00:00:00`).getTime();

/** It stands as a bar over its days: a whole day, or longer than a night on duty. */
export const isBar = ({ start, startMs, endMs }: When): boolean => 'date' in start || endMs - startMs >= dayMs;
/** Where it stands in a month: a night stands on the day on which it begins. */
export function daysShown(when: When): readonly [string, string] {
  const [first, last] = daysTouched(when);
  return isBar(when) ? [first, last] : [first, first];
}
