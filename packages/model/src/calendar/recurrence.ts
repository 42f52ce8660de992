/**
 * The days of a recurrence (CAL-4; RFC 5545 §3.3.10), worked out with whole numbers and for the asked range alone. Each period of the
 * frequency offers its days, filters leave some, positions pick of these. A rule that is never true costs what its range costs: the libraries
 * that know RFC 5545 walk from the first occurrence, and search until the year 9999 for one that never comes (docs/adr/0012).
 */
import { type Civil, civilOf, dayFrom, dayMs, dayOf, monthDays, weekdayOf, yearDays } from './local-time.ts';
import type { Rule } from './rule.ts';

/** What was counted of a rule, from its start on: a range is looked for in it. */
const counted = new WeakMap<Rule, { readonly startMs: number; readonly days: readonly number[] }>();
/** Nobody counts on for longer, nor waits longer for the next one: 29 February of one weekday comes back after 40 years at most. */
const maxCountedDays = 366 * 100;
const maxSilentDays = 366 * 40;

/**
 * Days of the occurrences from `fromDay` to `toDay` (inclusive), in order. The start is always the first of them, also where the rule
 * does not name it (RFC 5545 §3.6.1), and counts.
 */
export function occurrenceDays(rule: Rule, startMs: number, fromDay: number, toDay: number): readonly number[] {
  if (rule.count === undefined) return followed(rule, startMs, fromDay, toDay);
  const before = counted.get(rule);
  const startDay = dayOf(startMs);
  const days =
    before?.startMs === startMs ? before.days : followed(rule, startMs, startDay, startDay + maxCountedDays, maxSilentDays);
  counted.set(rule, { startMs, days });
  return days.filter((day) => day >= fromDay && day <= toDay);
}

/** `silentDays`: after so many without an occurrence none is looked for. */
function followed(
  rule: Rule,
  startMs: number,
  fromDay: number,
  toDay: number,
  silentDays = Number.POSITIVE_INFINITY,
): readonly number[] {
  const startDay = dayOf(startMs);
  const lastDay = Math.min(toDay, rule.untilMs === undefined ? toDay : dayOf(rule.untilMs - (startMs - startDay * dayMs)));
  const out: number[] = [];
  let left = rule.count ?? Number.POSITIVE_INFINITY;
  const add = (day: number): void => {
    left--;
    if (day >= fromDay) out.push(day);
  };
  if (startDay <= toDay) add(startDay);
  const beat = beatOf(rule, startDay);
  if (beat !== undefined) {
    const { first, length, offsets } = beat;
    const begin = rule.count === undefined ? Math.max(0, Math.floor((fromDay - first) / length)) : 0;
    for (let base = first + begin * length; base <= lastDay && left > 0; base += length)
      for (const offset of offsets) {
        const day = base + offset;
        if (day > startDay && day <= lastDay && left > 0) add(day);
      }
    return out;
  }
  const offer = OFFERS[rule.frequency](rule, startDay);
  const isLeft = makeFilter(rule, startDay);
  // Counting begins at the start; without a count what lies before the range is stepped over.
  for (let step = rule.count === undefined ? Math.max(0, offer.stepBefore(fromDay)) : 0; left > 0; step++) {
    const { from, to } = offer.period(step);
    if (from > lastDay || from - (out.at(-1) ?? from) > silentDays) break;
    if (rule.positions.length === 0) {
      const end = Math.min(to, lastDay);
      for (let day = Math.max(from, startDay + 1); day <= end && left > 0; ) {
        const next = isLeft(day);
        if (next === day) add(day);
        day = Math.max(next, day + 1);
        // Periods in which nothing is left are stepped over.
        if (day > to) step = Math.max(step, offer.stepBefore(day) - 1);
      }
      continue;
    }
    for (const day of picked(rule.positions, from, to, isLeft)) if (day > startDay && day <= lastDay && left > 0) add(day);
  }
  return out;
}

interface Beat {
  readonly first: number;
  /** Days from one to the next. */
  readonly length: number;
  readonly offsets: readonly number[];
}
/** What nearly all people write, every few days or the same weekdays every few weeks, is counted without looking at the days between. */
function beatOf(given: Rule, startDay: number): Beat | undefined {
  const { months, monthDays: ofMonth, yearDays: ofYear, weeks, positions } = given;
  if (months.length + ofMonth.length + ofYear.length + weeks.length + positions.length > 0) return undefined;
  const { interval, days, frequency, weekStart } = withDefaults(given, startDay);
  if (frequency === 'DAILY' && days.length === 0) return { first: startDay, length: interval, offsets: [0] };
  if (frequency !== 'WEEKLY' || days.some(({ nth }) => nth !== 0)) return undefined;
  const offsets = [...new Set(days.map(({ weekday }) => (weekday - weekStart + 7) % 7))].sort((a, b) => a - b);
  return { first: startDay - ((weekdayOf(startDay) - weekStart + 7) % 7), length: 7 * interval, offsets };
}

/** BYSETPOS: of all days of the period, also of those before the start. */
function picked(positions: readonly number[], from: number, to: number, isLeft: Filter): readonly number[] {
  const days: number[] = [];
  for (let day = from; day <= to; day++) if (isLeft(day) === day) days.push(day);
  const found = positions.flatMap((position) => days.at(position > 0 ? position - 1 : position) ?? []);
  return [...new Set(found)].sort((a, b) => a - b);
}

interface Offer {
  /** First and last day of the period after so many steps. */
  period(step: number): { readonly from: number; readonly to: number };
  /** A step that is not after the one with this day. */
  stepBefore(day: number): number;
}
const OFFERS: Readonly<Record<Rule['frequency'], (rule: Rule, startDay: number) => Offer>> = {
  DAILY: ({ interval }, startDay) => ({
    period: (step) => ({ from: startDay + step * interval, to: startDay + step * interval }),
    stepBefore: (day) => Math.floor((day - startDay) / interval),
  }),
  WEEKLY({ interval, weekStart }, startDay) {
    const first = startDay - ((weekdayOf(startDay) - weekStart + 7) % 7);
    return {
      period: (step) => ({ from: first + step * interval * 7, to: first + step * interval * 7 + 6 }),
      stepBefore: (day) => Math.floor((day - first) / (7 * interval)),
    };
  },
  MONTHLY({ interval }, startDay) {
    const { year, month } = civilOf(startDay);
    const first = year * 12 + month - 1;
    return {
      period(step) {
        const at = first + step * interval;
        const [y, m] = [Math.floor(at / 12), (at % 12) + 1];
        const from = dayFrom(y, m, 1);
        return { from, to: from + monthDays(y, m) - 1 };
      },
      stepBefore(day) {
        const { year: y, month: m } = civilOf(day);
        return Math.floor((y * 12 + m - 1 - first) / interval);
      },
    };
  },
  YEARLY({ interval }, startDay) {
    const { year } = civilOf(startDay);
    return {
      period: (step) => ({ from: dayFrom(year + step * interval, 1, 1), to: dayFrom(year + step * interval, 12, 31) }),
      stepBefore: (day) => Math.floor((civilOf(day).year - year) / interval),
    };
  },
};

/** What a rule does not say it takes from the start (RFC 5545 §3.3.10, at its end). */
function withDefaults(rule: Rule, startDay: number): Rule {
  const { weeks, yearDays: ofYear, monthDays: ofMonth, days, months, frequency } = rule;
  const { month, date } = civilOf(startDay);
  const isNamed = ofYear.length + ofMonth.length + days.length > 0;
  if (isNamed || frequency === 'DAILY') return rule;
  if (frequency === 'WEEKLY' || weeks.length > 0) return { ...rule, days: [{ weekday: weekdayOf(startDay), nth: 0 }] };
  return { ...rule, monthDays: [date], months: frequency === 'YEARLY' && months.length === 0 ? [month] : months };
}

/** The day itself: it is left. Another: nothing is left before that one. */
type Filter = (day: number) => number;

function makeFilter(given: Rule, startDay: number): Filter {
  const rule = withDefaults(given, startDay);
  const { months, monthDays: ofMonth, yearDays: ofYear, days, weeks, frequency, weekStart } = rule;
  const isPlain = months.length + ofMonth.length + ofYear.length + weeks.length === 0 && days.every(({ nth }) => nth === 0);
  const weekdays = new Set(days.map(({ weekday }) => weekday));
  if (isPlain) return days.length === 0 ? (day) => day : (day) => (weekdays.has(weekdayOf(day)) ? day : day + 1);
  const areInMonth = frequency === 'MONTHLY' || months.length > 0;
  const [onlyDate] = ofMonth.length === 1 ? ofMonth : [];
  return (day) => {
    const civil = civilOf(day);
    const { year, month, date } = civil;
    if (months.length > 0 && !months.includes(month)) return day - date + 1 + monthDays(year, month);
    if (onlyDate !== undefined && onlyDate > date) return day + Math.min(onlyDate - date, monthDays(year, month) - date + 1);
    if (onlyDate !== undefined && onlyDate > 0 && onlyDate < date) return day - date + 1 + monthDays(year, month);
    if (ofMonth.length > 0 && !counts(ofMonth, date, monthDays(year, month))) return day + 1;
    if (ofYear.length > 0 && !counts(ofYear, day - dayFrom(year, 1, 1) + 1, yearDays(year))) return day + 1;
    if (weeks.length > 0 && !isInWeeks(weeks, day, weekStart)) return day + 1;
    const isOnDay = days.some(({ weekday, nth }) => weekday === weekdayOf(day) && isNth(nth, day, civil, areInMonth));
    return days.length === 0 || isOnDay ? day : day + 1;
  };
}

/** Whether the place, counted from the front or from the end, is named. */
const counts = (named: readonly number[], place: number, length: number): boolean =>
  named.includes(place) || named.includes(place - length - 1);

function isNth(nth: number, day: number, { year, month, date }: Civil, isInMonth: boolean): boolean {
  if (nth === 0) return true;
  const place = isInMonth ? date : day - dayFrom(year, 1, 1) + 1;
  const length = isInMonth ? monthDays(year, month) : yearDays(year);
  return nth > 0 ? Math.ceil(place / 7) === nth : -Math.ceil((length - place + 1) / 7) === nth;
}

/** ISO 8601 weeks, but beginning with any weekday: the first has at least four days in its year. */
function isInWeeks(weeks: readonly number[], day: number, weekStart: number): boolean {
  const beginning = day - ((weekdayOf(day) - weekStart + 7) % 7);
  const { year } = civilOf(beginning + 3);
  const number = Math.floor((beginning + 3 - dayFrom(year, 1, 1)) / 7) + 1;
  const next = firstWeek(year + 1, weekStart);
  return counts(weeks, number, (next - firstWeek(year, weekStart)) / 7);
}
function firstWeek(year: number, weekStart: number): number {
  const fourth = dayFrom(year, 1, 4);
  return fourth - ((weekdayOf(fourth) - weekStart + 7) % 7);
}
