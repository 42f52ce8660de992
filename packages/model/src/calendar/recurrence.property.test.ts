/** CAL-4 against two implementations of others: rrule (of python-dateutil) and ical.js (of Mozilla). */
import fc from 'fast-check';
import ICAL from 'ical.js';
import rrule from 'rrule';
import { describe, expect, test } from 'vitest';
import { civilOf, dayMs, dayOf, formatDate, parseDate } from './local-time.ts';
import { occurrenceDays } from './recurrence.ts';
import { formatRule, parseRule } from './rule.ts';

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const from = (date: string): number => parseDate(date) ?? Number.NaN;
const start = fc.integer({ min: from('1995-01-01'), max: from('2035-12-31') });
const some = <T>(value: fc.Arbitrary<T>, max = 4) => fc.uniqueArray(value, { minLength: 1, maxLength: max });
const signed = (max: number) => fc.integer({ min: 1, max }).chain((n) => fc.constantFrom(n, -n));
const weekday = fc.constantFrom(...WEEKDAYS);
const nthWeekday = (max: number) => fc.tuple(signed(max), weekday).map(([n, day]) => `${n}${day}`);
const part = (name: string, values: fc.Arbitrary<readonly unknown[]>) =>
  fc.option(
    values.map((list) => `;${name}=${list.join(',')}`),
    { nil: '' },
  );
const joined = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((texts) => texts.join(''));
const months = part('BYMONTH', some(fc.integer({ min: 1, max: 12 })));
const monthDays = part('BYMONTHDAY', some(signed(31)));
const weekdays = part('BYDAY', some(weekday));
const end = fc.oneof(
  fc.constant(''),
  fc.integer({ min: 1, max: 60 }).map((count) => `;COUNT=${count}`),
);
const weekStart = fc.constantFrom('', ';WKST=SU', ';WKST=MO', ';WKST=SA');

const narrowed = fc.oneof(
  joined(fc.constant('FREQ=DAILY'), months, monthDays, weekdays),
  joined(fc.constant('FREQ=WEEKLY'), months, weekdays, weekStart),
  joined(
    fc.constant('FREQ=MONTHLY'),
    months,
    fc.oneof(monthDays, part('BYDAY', fc.oneof(some(weekday), some(nthWeekday(5))))),
    fc.constant(''),
  ),
  joined(
    fc.constant('FREQ=MONTHLY'),
    part('BYDAY', some(weekday)).filter((text) => text !== ''),
    part('BYSETPOS', some(signed(4), 2)),
  ),
  joined(fc.constant('FREQ=YEARLY'), months, fc.oneof(monthDays, weekdays)),
  joined(fc.constant('FREQ=YEARLY'), part('BYYEARDAY', some(signed(366)))),
);
const rules = fc
  .tuple(narrowed, fc.integer({ min: 1, max: 5 }), end)
  .map(([text, interval, stop]) => `${text};INTERVAL=${interval}${stop}`);
/** Where the two others follow RFC 5545 in different ways, or not at all, one alone is asked. */
const ofYear = fc.oneof(
  joined(
    fc.constant('FREQ=YEARLY;BYDAY='),
    some(nthWeekday(53)).map((list) => list.join(',')),
  ),
  joined(
    fc.constant('FREQ=YEARLY;BYWEEKNO='),
    some(fc.integer({ min: 2, max: 51 })).map(String),
    fc.constant(';BYDAY='),
    some(weekday).map(String),
    weekStart,
  ),
);

const span = 366 * 6;
const endless = (text: string): string => text.replace(/;COUNT=\d+/, '');
const countIn = (text: string): number => Number(/COUNT=(\d+)/.exec(text)?.[1] ?? 400);
/**
 * A day that the rule names: ours counts the start although it does not, the others do not. Undefined: it comes too seldom; the others
 * look for the next one until the year 9999.
 */
function aligned(text: string, startDay: number): number | undefined {
  const days = ours(endless(text), startDay);
  return days.length < 6 ? undefined : days[1];
}
function withRrule(text: string, startDay: number, limit = countIn(text)): readonly number[] {
  const options = {
    ...rrule.RRule.parseString(endless(text)),
    dtstart: new Date(startDay * dayMs),
    until: new Date((startDay + span) * dayMs),
  };
  const out: number[] = [];
  new rrule.RRule(options, true).all((date) => out.push(dayOf(date.getTime())) < 500);
  // Two positions that name the same day are one day.
  return [...new Set(out)].slice(0, limit);
}
function withIcal(text: string, startDay: number, limit = countIn(text)): readonly number[] {
  const { year, month, date } = civilOf(startDay);
  const iterator = ICAL.Recur.fromString(endless(text)).iterator(ICAL.Time.fromData({ year, month, day: date, isDate: true }));
  const out: number[] = [];
  for (let next = iterator.next(); next !== null && next !== undefined && out.length < 500; next = iterator.next()) {
    const day = Date.UTC(next.year, next.month - 1, next.day) / dayMs;
    if (day > startDay + span) break;
    out.push(day);
  }
  return [...new Set(out)].slice(0, limit);
}
function ours(text: string, startDay: number): readonly number[] {
  const rule = parseRule(text, { localMs: startDay * dayMs, zone: undefined });
  if (!rule.ok) throw new Error(`${text}: ${JSON.stringify(rule.error)}`);
  return occurrenceDays(rule.value, startDay * dayMs, startDay, startDay + span).slice(0, 400);
}
const shown = (days: readonly number[]): readonly string[] => days.map(formatDate);

describe('CAL-4: recurrence as others have it', () => {
  test('as rrule', () => {
    fc.assert(
      fc.property(fc.oneof(rules, ofYear), start, (text, day) => {
        const first = aligned(text, day);
        fc.pre(first !== undefined);
        if (first !== undefined) expect(shown(ours(text, first))).toEqual(shown(withRrule(text, first)));
      }),
      { numRuns: 150 },
    );
  });
  test('as ical.js', () => {
    fc.assert(
      fc.property(rules, start, (text, day) => {
        // It steps one month after a month that is left out, whatever the interval, knows a day of each month by its own name alone, and
        // misses the first of a month that is named from its end. The 31st of a month with 30 days is to it the first of the next one.
        fc.pre(!/MONTHLY.*BYMONTH=|DAILY.*BYMONTHDAY|YEARLY.*BYMONTHDAY|BYSETPOS=[^;]*-/.test(text));
        const first = aligned(text, day);
        fc.pre(first !== undefined && !(/YEARLY;BYMONTH=[\d,]+;INTERVAL/.test(text) && civilOf(first).date > 28));
        if (first !== undefined) expect(shown(ours(text, first))).toEqual(shown(withIcal(text, first)));
      }),
      { numRuns: 80 },
    );
  });
  test('a part of the range is that part of the whole', () => {
    fc.assert(
      fc.property(fc.oneof(rules, ofYear), start, fc.nat(span), fc.nat(200), (text, day, skip, length) => {
        const rule = parseRule(text, { localMs: day * dayMs, zone: undefined });
        if (!rule.ok) return;
        const [low, high] = [day + skip, day + skip + length];
        const whole = occurrenceDays(rule.value, day * dayMs, day, high);
        expect(occurrenceDays(rule.value, day * dayMs, low, high)).toEqual(whole.filter((one) => one >= low));
      }),
    );
  });
  test('text of a rule reads as the rule; no text throws', () => {
    fc.assert(
      fc.property(fc.oneof(rules, ofYear), start, (text, day) => {
        const at = { localMs: day * dayMs, zone: undefined };
        const rule = parseRule(text, at);
        if (rule.ok) expect(parseRule(formatRule(rule.value, undefined), at)).toEqual(rule);
      }),
    );
    fc.assert(fc.property(fc.string({ maxLength: 600 }), (text) => void parseRule(text, { localMs: 0, zone: undefined })));
  });
});
