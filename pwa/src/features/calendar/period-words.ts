/** What the period that is shown is called: a month, a week, a day. */
import { localeOf } from '../../i18n/language.ts';
import type { I18n } from '../../i18n/use-i18n.ts';
import { addDays, msOf } from './days.ts';
import { type Shown, weekOf } from './view-address.ts';

const formats = new Map<string, Intl.DateTimeFormat>();
/** Days of the calendar, said without anybody's clock; made once, as it takes long. */
export function dayFormat(i18n: Pick<I18n, 'language'>, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const locale = localeOf[i18n.language()];
  const name = `${locale} ${JSON.stringify(options)}`;
  const format = formats.get(name) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  formats.set(name, format);
  return format;
}

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);

/** `today`: days of this year are said without it; they have little room. */
export function periodWords(i18n: Pick<I18n, 'language'>, { view, date }: Shown, weekDays = 7, today?: string): string {
  const isNear = (day: string) => today !== undefined && day.slice(0, 4) === today.slice(0, 4);
  const year = (...days: readonly string[]) => (days.every(isNear) ? {} : ({ year: 'numeric' } as const));
  if (view === 'day')
    return capital(dayFormat(i18n, { weekday: 'long', day: 'numeric', month: 'long', ...year(date) }).format(msOf(date)));
  if (view === 'week') {
    const { from, to } = weekOf(date, weekDays);
    const last = addDays(to, -1);
    return dayFormat(i18n, { day: 'numeric', month: 'short', ...year(from, last) }).formatRange(msOf(from), msOf(last));
  }
  return capital(dayFormat(i18n, { month: 'long', year: 'numeric' }).format(msOf(date)));
}

/** Mardi 13 octobre; with the year when it is not this one. */
export const dayWords = (i18n: Pick<I18n, 'language'>, date: string, today: string): string =>
  dayFormat(i18n, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(date.slice(0, 4) === today.slice(0, 4) ? {} : { year: 'numeric' }),
  }).format(msOf(date));
