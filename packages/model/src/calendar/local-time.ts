/**
 * Dates and wall times without a zone, as numbers (CAL-3): a day is counted from 1970-01-01, a wall time is milliseconds as if it were UTC.
 * Texts are those of RFC 3339 without an offset: `2026-10-13`, `2026-10-13T14:30:00`. Between the years 1900 and 2199: what lies outside is
 * nobody's appointment, and a rule is never followed for longer.
 */
export const dayMs = 86_400_000;
export const firstDay = Date.UTC(1900, 0, 1) / dayMs;
export const lastDay = Date.UTC(2199, 11, 31) / dayMs;

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const LOCAL = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})$/;

export function parseDate(text: string): number | undefined {
  const [, year, month, date] = DATE.exec(text) ?? [];
  if (year === undefined || month === undefined || date === undefined) return undefined;
  const day = Date.UTC(Number(year), Number(month) - 1, Number(date)) / dayMs;
  // 31 April is no day, although the platform makes one of it.
  return day >= firstDay && day <= lastDay && formatDate(day) === text ? day : undefined;
}

export function parseLocal(text: string): number | undefined {
  const [, date, hours, minutes, seconds] = LOCAL.exec(text) ?? [];
  const day = date === undefined ? undefined : parseDate(date);
  const [h, m, s] = [Number(hours), Number(minutes), Number(seconds)];
  return day === undefined || h > 23 || m > 59 || s > 59 ? undefined : day * dayMs + ((h * 60 + m) * 60 + s) * 1000;
}

export const formatDate = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);
export const formatLocal = (localMs: number): string => new Date(localMs).toISOString().slice(0, 19);
export const dayOf = (localMs: number): number => Math.floor(localMs / dayMs);

/** Monday is 0: weeks begin with it here and in RFC 5545. */
export const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;

export interface Civil {
  readonly year: number;
  /** 1 … 12 */
  readonly month: number;
  readonly date: number;
}
/** Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": without an object per day, since rules ask for thousands. */
export function civilOf(day: number): Civil {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * ofYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return { year, month, date: ofYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1 };
}
export const dayFrom = (year: number, month: number, date: number): number => Date.UTC(year, month - 1, date) / dayMs;
const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
export const monthDays = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
export const yearDays = (year: number): number => (isLeap(year) ? 366 : 365);
