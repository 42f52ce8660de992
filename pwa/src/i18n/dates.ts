/** Times and days as the wards write them: 24 hours, Western digits, the week from Monday, months as said in Tunisia. */
import { type Language, localeOf } from './language.ts';

export interface Dates {
  /** 14:02 */
  time(ms: number): string;
  /** mardi 13 octobre, with the year when it is not this one. */
  day(ms: number, nowMs: number): string;
  /** For a list: the time today, `yesterday`, a weekday within the week, else a short date. */
  recent(ms: number, nowMs: number, yesterday: string): string;
  /** mardi 13 octobre, 10:42 */
  moment(ms: number, nowMs: number): string;
}

/** Local calendar day, as a key that sorts. */
export function dayKey(ms: number): string {
  const date = new Date(ms);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Whole calendar days between two moments; not 24-hour periods, so that yesterday evening is one. */
export function daysBetween(ms: number, nowMs: number): number {
  const midnight = (value: number) => {
    const date = new Date(value);
    return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  };
  return Math.round((midnight(nowMs) - midnight(ms)) / 86_400_000);
}

export function makeDates(language: Language): Dates {
  const format = (options: Intl.DateTimeFormatOptions) => {
    const formatter = new Intl.DateTimeFormat(localeOf[language], options);
    return (ms: number) => formatter.format(ms);
  };
  const time = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const dayThisYear = format({ weekday: 'long', day: 'numeric', month: 'long' });
  const dayOtherYear = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const weekday = format({ weekday: 'short' });
  const short = format({ day: 'numeric', month: 'short' });
  const shortOtherYear = format({ day: '2-digit', month: '2-digit', year: 'numeric' });
  const sameYear = (ms: number, nowMs: number) => new Date(ms).getFullYear() === new Date(nowMs).getFullYear();

  const comma = language === 'ar' ? '،' : ',';
  const day = (ms: number, nowMs: number) => (sameYear(ms, nowMs) ? dayThisYear(ms) : dayOtherYear(ms));
  return {
    time,
    day,
    recent: (ms, nowMs, yesterday) => {
      const days = daysBetween(ms, nowMs);
      if (days <= 0) return time(ms);
      if (days === 1) return yesterday;
      if (days < 7) return weekday(ms);
      return sameYear(ms, nowMs) ? short(ms) : shortOtherYear(ms);
    },
    moment: (ms, nowMs) => `${day(ms, nowMs)}${comma} ${time(ms)}`,
  };
}
