/** When an event is, in words: days and hours of who looks, and the hours of its own zone when they are others. */
import type { EventStart, OccurrenceRow } from '@sanad/model/engine/api';
import { deviceZone } from '../../../app/device-zone.ts';
import { dayKey } from '../../../i18n/dates.ts';
import { localeOf } from '../../../i18n/language.ts';
import type { I18n } from '../../../i18n/use-i18n.ts';

type When = Pick<OccurrenceRow, 'start' | 'startMs' | 'endMs'>;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

export function spanWords(i18n: I18n, { start, startMs, endMs }: When, nowMs: number): string {
  const { t } = i18n;
  const dates = i18n.dates();
  if ('date' in start) {
    const last = endMs - 1;
    return dayKey(startMs) === dayKey(last)
      ? t('event.all-day', { day: dates.day(startMs, nowMs) })
      : t('event.all-days', { first: dates.day(startMs, nowMs), last: dates.day(last, nowMs) });
  }
  if (dayKey(startMs) === dayKey(endMs) || endMs === startMs)
    return endMs === startMs
      ? dates.moment(startMs, nowMs)
      : t('event.span', { day: dates.day(startMs, nowMs), from: dates.time(startMs), to: dates.time(endMs) });
  return t('event.span-days', { from: dates.moment(startMs, nowMs), to: dates.moment(endMs, nowMs) });
}

/** In 26 minutes, in 2 days; going on; over. Minutes to an hour, hours to a day. */
export function relativeWords(i18n: I18n, { start, startMs, endMs }: When, nowMs: number): string {
  if (nowMs >= endMs) return i18n.t('event.over');
  if (nowMs >= startMs) return i18n.t('event.going-on');
  const format = new Intl.RelativeTimeFormat(localeOf[i18n.language()], { numeric: 'auto', style: 'long' });
  const left = startMs - nowMs;
  if (!('date' in start) && left < hourMs) return format.format(Math.max(1, Math.round(left / minuteMs)), 'minute');
  if (!('date' in start) && left < dayMs) return format.format(Math.round(left / hourMs), 'hour');
  const midnight = new Date(nowMs).setHours(0, 0, 0, 0);
  return format.format(Math.round((new Date(startMs).setHours(0, 0, 0, 0) - midnight) / dayMs), 'day');
}

/** Undefined: its hours are those of who looks. */
export function zoneWords(i18n: I18n, { start, startMs, endMs }: When): string | undefined {
  if ('date' in start || start.zone === deviceZone()) return undefined;
  const there = timesIn(start.zone, i18n);
  if (there === undefined) return i18n.t('event.zone-unknown', { zone: start.zone });
  const dates = i18n.dates();
  const isSame = there(startMs) === dates.time(startMs) && there(endMs) === dates.time(endMs);
  return isSame ? undefined : i18n.t('event.in-zone', { zone: zoneName(start.zone), from: there(startMs), to: there(endMs) });
}
function timesIn(zone: string, i18n: I18n): ((ms: number) => string) | undefined {
  try {
    const format = new Intl.DateTimeFormat(localeOf[i18n.language()], {
      timeZone: zone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    return (ms) => format.format(ms);
  } catch {
    return undefined;
  }
}
/** Africa/Tunis is called Tunis. */
export const zoneName = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');

export function startWords(i18n: I18n, start: EventStart, nowMs: number): string {
  const ms = new Date('date' in start ? `${start.date}T00:00:00` : start.local).getTime();
  const dates = i18n.dates();
  if ('date' in start) return dates.day(ms, nowMs);
  const zone = start.zone === deviceZone() ? '' : ` (${zoneName(start.zone)})`;
  return `${dates.moment(ms, nowMs)}${zone}`;
}

export function lengthWords(i18n: I18n, lengthS: number): string {
  const minutes = Math.round(lengthS / 60);
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  const parts = [
    days > 0 ? i18n.n('event.length.days', days) : undefined,
    hours > 0 ? i18n.n('event.length.hours', hours) : undefined,
    rest > 0 || minutes === 0 ? i18n.n('event.length.minutes', rest) : undefined,
  ];
  return parts.filter((part) => part !== undefined).join(' ');
}
