/** A rule of recurrence in words (CAL-4): what most people choose is said exactly, what a form of another calendar can say besides is said as such. */
import { type EventStart, parseRule, type Rule, zoneOf } from '@sanad/model/engine/api';
import { type Language, localeOf } from '../../../i18n/language.ts';
import type { Translate } from '../../../i18n/translate.ts';
import { dayFormat } from '../period-words.ts';

type Words = Translate & { language(): Language };
export interface RuleWords {
  readonly main: string;
  /** Until when, and what is left out. */
  readonly more: string;
}

const dayMs = 86_400_000;
/** 5 January 1970 was a Monday. */
const mondayMs = 4 * dayMs;

export const localMsOf = (start: EventStart): number =>
  Date.parse('date' in start ? `${start.date}T00:00:00Z` : `${start.local}Z`);
export const ruleOf = (rule: string, start: EventStart): Rule | undefined => {
  const parsed = parseRule(rule, { localMs: localMsOf(start), zone: 'date' in start ? undefined : zoneOf(start.zone) });
  return parsed.ok ? parsed.value : undefined;
};

export const weekdayName = (words: Words, weekday: number, style: 'long' | 'short' = 'long'): string =>
  dayFormat(words, { weekday: style }).format(mondayMs + weekday * dayMs);
export const dateName = (words: Words, ms: number): string =>
  dayFormat(words, { day: 'numeric', month: 'long', year: 'numeric' }).format(ms);
const monthName = (words: Words, month: number): string =>
  dayFormat(words, { month: 'long' }).format(Date.UTC(2026, month - 1, 1));
const listed = (words: Words, items: readonly string[]): string =>
  new Intl.ListFormat(localeOf[words.language()], { type: 'conjunction' }).format(items);

export function ruleWords(
  words: Words,
  {
    rule,
    start,
    dates,
    without,
  }: {
    readonly rule: string;
    readonly start: EventStart;
    readonly dates: readonly string[];
    readonly without: readonly string[];
  },
): RuleWords {
  const parsed = rule === '' ? undefined : ruleOf(rule, start);
  const main = parsed === undefined ? undefined : mainWords(words, parsed, localMsOf(start));
  const more = [
    parsed?.untilMs === undefined ? undefined : words.t('event.rule.until', { date: dateName(words, parsed.untilMs) }),
    parsed?.count === undefined ? undefined : words.n('event.rule.count', parsed.count),
    dates.length === 0 || rule === '' ? undefined : words.n('event.rule.dates', dates.length),
    without.length === 0 ? undefined : exceptWords(words, without),
  ];
  return {
    main: rule === '' ? words.n('event.rule.single', dates.length + 1) : (main ?? words.t('event.rule.other')),
    more: more.filter((part) => part !== undefined).join(' · '),
  };
}

const maxNamed = 3;
function exceptWords(words: Words, without: readonly string[]): string {
  if (without.length > maxNamed) return words.n('event.rule.except', without.length);
  const day = dayFormat(words, { day: 'numeric', month: 'long' });
  return words.t('event.rule.except-dates', {
    dates: listed(
      words,
      without.map((date) => day.format(Date.parse(`${date}T00:00:00Z`))),
    ),
  });
}

/** Undefined: it says more than there are words for. */
function mainWords(words: Words, rule: Rule, startMs: number): string | undefined {
  const { frequency, interval, months, weeks, yearDays, monthDays, days, positions } = rule;
  if (weeks.length + yearDays.length + positions.length > 0) return undefined;
  const at = new Date(startMs);
  const weekday = (at.getUTCDay() + 6) % 7;
  switch (frequency) {
    case 'DAILY':
      return months.length + monthDays.length + days.length > 0 ? undefined : words.n('event.rule.daily', interval);
    case 'WEEKLY': {
      if (months.length > 0) return undefined;
      const named = days.length === 0 ? [weekday] : days.map((day) => day.weekday).sort((a, b) => a - b);
      if (interval === 1 && named.length === 1)
        return words.t('event.rule.each-weekday', { day: weekdayName(words, named[0] ?? 0) });
      return words.n('event.rule.weekly', interval, {
        days: listed(
          words,
          named.map((day) => weekdayName(words, day)),
        ),
      });
    }
    case 'MONTHLY': {
      const day = months.length > 0 ? undefined : dayInMonth(words, rule, at.getUTCDate());
      return day === undefined ? undefined : words.n('event.rule.monthly', interval, { day });
    }
    case 'YEARLY': {
      const [month = at.getUTCMonth() + 1, ...others] = months;
      if (others.length > 0 || (days.length > 0 && months.length === 0)) return undefined;
      const day = dayInMonth(words, rule, at.getUTCDate(), monthName(words, month));
      return day === undefined ? undefined : words.n('event.rule.yearly', interval, { day });
    }
  }
}

/** "le 13", "le deuxième mardi", "le dernier jour"; of a year with its month. */
function dayInMonth(words: Words, { monthDays, days }: Rule, date: number, month?: string): string | undefined {
  const [monthDay = date, ...moreDates] = monthDays;
  const [day, ...moreDays] = days;
  if (moreDates.length + moreDays.length > 0 || (day !== undefined && monthDays.length > 0)) return undefined;
  const of = (key: 'event.rule.of-month' | 'event.rule.nth-of-month') => (month === undefined ? '' : words.t(key, { month }));
  if (day === undefined) {
    if (monthDay < -1) return undefined;
    const said = monthDay === -1 ? words.t('event.rule.last-day') : words.t('event.rule.date', { date: monthDay });
    return `${said}${of('event.rule.of-month')}`;
  }
  const nth = NTH[String(day.nth)];
  return nth === undefined
    ? undefined
    : `${words.t(nth, { day: weekdayName(words, day.weekday) })}${of('event.rule.nth-of-month')}`;
}
const NTH: Readonly<Record<string, `event.rule.nth-${'1' | '2' | '3' | '4' | '5' | 'last'}`>> = {
  '1': 'event.rule.nth-1',
  '2': 'event.rule.nth-2',
  '3': 'event.rule.nth-3',
  '4': 'event.rule.nth-4',
  '5': 'event.rule.nth-5',
  '-1': 'event.rule.nth-last',
};
export const nthWords = (words: Words, nth: number, weekday: number): string => {
  const key = NTH[String(nth)];
  return key === undefined ? '' : words.t(key, { day: weekdayName(words, weekday) });
};
