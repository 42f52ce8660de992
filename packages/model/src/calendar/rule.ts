/**
 * A recurrence rule of RFC 5545 §3.3.10 as text and as parts (CAL-4). Days and longer alone: what comes every hour is no appointment. Rules are
 * input: every list and number is bounded, and what this does not know is refused with its name, never half followed.
 */
import { err, ok, type Result } from '../result.ts';
import { maxRuleCharacters } from '../schema/event-values.ts';
import { dayMs, dayOf, formatDate, formatLocal, parseDate, parseLocal } from './local-time.ts';
import type { Zone } from './zones.ts';

export const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
export type Frequency = (typeof FREQUENCIES)[number];
const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

export interface RuleDay {
  /** Monday is 0. */
  readonly weekday: number;
  /** The second, or the last (−1), of its month or year; 0: each. */
  readonly nth: number;
}
export interface Rule {
  readonly frequency: Frequency;
  readonly interval: number;
  readonly count: number | undefined;
  /** Last wall time that counts. */
  readonly untilMs: number | undefined;
  readonly months: readonly number[];
  readonly weeks: readonly number[];
  readonly yearDays: readonly number[];
  readonly monthDays: readonly number[];
  readonly days: readonly RuleDay[];
  readonly positions: readonly number[];
  readonly weekStart: number;
}
export type RuleError =
  | { readonly type: 'malformed' }
  /** `part`: the name of the part, or the frequency. */
  | { readonly type: 'unsupported'; readonly part: string };

/** What the rule begins at: `zone` undefined for whole days. */
export interface RuleStart {
  readonly localMs: number;
  readonly zone: Zone | undefined;
}

const maxInterval = 1000;
const maxCount = 10_000;
const UNTIL = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/;
const DAY = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/;

class Refused extends Error {
  readonly error: RuleError;
  constructor(error: RuleError) {
    super(error.type);
    this.error = error;
  }
}
const malformed = (): never => {
  throw new Refused({ type: 'malformed' });
};
const unsupported = (part: string): never => {
  throw new Refused({ type: 'unsupported', part });
};

export function parseRule(text: string, start: RuleStart): Result<Rule, RuleError> {
  try {
    return ok(readRule(text, start));
  } catch (error) {
    if (error instanceof Refused) return err(error.error);
    throw error;
  }
}

function readRule(text: string, start: RuleStart): Rule {
  if (text.length > maxRuleCharacters) malformed();
  const parts = new Map<string, string>();
  for (const part of text
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .replace(/;$/, '')
    .split(';')) {
    const [name = '', value = '', ...more] = part.split('=');
    if (name === '' || value === '' || more.length > 0 || parts.has(name)) malformed();
    parts.set(name, value);
  }
  for (const name of parts.keys()) if (!KNOWN.has(name)) unsupported(name);
  const named = parts.get('FREQ');
  const frequency = FREQUENCIES.find((one) => one === named) ?? unsupported(named ?? 'FREQ');
  sameTime(parts, start);
  const numbers = (name: string, limit: number, isSigned: boolean): readonly number[] =>
    parts
      .get(name)
      ?.split(',')
      .map((item) => number(item, isSigned ? -limit : 1, limit))
      .filter((item, at, all) => all.indexOf(item) === at) ?? [];
  const one = (name: string, limit: number): number | undefined => {
    const value = parts.get(name);
    return value === undefined ? undefined : number(value, 1, limit);
  };
  const rule: Rule = {
    frequency,
    interval: one('INTERVAL', maxInterval) ?? 1,
    count: one('COUNT', maxCount),
    untilMs: until(parts.get('UNTIL'), start),
    months: numbers('BYMONTH', 12, false),
    weeks: numbers('BYWEEKNO', 53, true),
    yearDays: numbers('BYYEARDAY', 366, true),
    monthDays: numbers('BYMONTHDAY', 31, true),
    days: [...new Set(parts.get('BYDAY')?.split(',') ?? [])].map(ruleDay),
    positions: numbers('BYSETPOS', 366, true),
    weekStart: parts.has('WKST') ? weekday(parts.get('WKST') ?? '') : 0,
  };
  return checked(rule);
}

const KNOWN: ReadonlySet<string> = new Set(
  'FREQ INTERVAL COUNT UNTIL BYMONTH BYWEEKNO BYYEARDAY BYMONTHDAY BYDAY BYSETPOS WKST BYHOUR BYMINUTE BYSECOND'.split(' '),
);

/** What RFC 5545 forbids to be combined. */
function checked(rule: Rule): Rule {
  const { frequency, count, untilMs, weeks, yearDays, monthDays, days, positions, months } = rule;
  if (count !== undefined && untilMs !== undefined) malformed();
  if (weeks.length > 0 && frequency !== 'YEARLY') malformed();
  if (yearDays.length > 0 && frequency !== 'YEARLY') malformed();
  if (monthDays.length > 0 && frequency === 'WEEKLY') malformed();
  const isCounted = days.some(({ nth }) => nth !== 0);
  if (isCounted && (frequency === 'DAILY' || frequency === 'WEEKLY' || weeks.length > 0)) malformed();
  const isNarrowed = [months, weeks, yearDays, monthDays, days].some((list) => list.length > 0);
  if (positions.length > 0 && !isNarrowed) malformed();
  return rule;
}

function number(text: string, min: number, max: number): number {
  if (!/^[+-]?\d{1,6}$/.test(text)) malformed();
  const value = Number(text);
  if (value === 0 || value < min || value > max) malformed();
  return value;
}
function weekday(text: string): number {
  const at: number = (WEEKDAYS as readonly string[]).indexOf(text);
  return at < 0 ? malformed() : at;
}
function ruleDay(text: string): RuleDay {
  const [, nth, name = ''] = DAY.exec(text) ?? malformed();
  return { weekday: weekday(name), nth: nth === undefined ? 0 : number(nth, -53, 53) };
}

/** Every occurrence has the time of the first: a rule that says that once more is understood, one that says another is not. */
function sameTime(parts: ReadonlyMap<string, string>, { localMs, zone }: RuleStart): void {
  const at = new Date(localMs);
  const own = { BYHOUR: at.getUTCHours(), BYMINUTE: at.getUTCMinutes(), BYSECOND: at.getUTCSeconds() };
  for (const [name, value] of Object.entries(own)) {
    const said = parts.get(name);
    if (said !== undefined && (zone === undefined || Number(said) !== value || !/^\d{1,2}$/.test(said))) unsupported(name);
  }
}

/** A date alone counts to its end; UTC is turned into the wall time of the rule's own zone. */
function until(text: string | undefined, { zone }: RuleStart): number | undefined {
  if (text === undefined) return undefined;
  const [, year, month, date, hour, minute, second, isUtc] = UNTIL.exec(text) ?? malformed();
  const day = parseDate(`${year}-${month}-${date}`);
  if (day === undefined) return Number(year) > 2199 ? undefined : malformed();
  if (hour === undefined || zone === undefined) return (day + 1) * dayMs - 1;
  const atMs = parseLocal(`${year}-${month}-${date}T${hour}:${minute}:${second}`) ?? malformed();
  return isUtc === 'Z' ? zone.toLocal(atMs) : atMs;
}

/** The same rule as text: parts in one order, `UNTIL` in UTC as RFC 5545 wants it where there is a zone. */
export function formatRule(rule: Rule, zone: Zone | undefined): string {
  const list = (name: string, values: readonly (number | string)[]) =>
    values.length === 0 ? [] : [`${name}=${values.join(',')}`];
  const { frequency, interval, count, untilMs, weekStart } = rule;
  return [
    `FREQ=${frequency}`,
    ...(interval === 1 ? [] : [`INTERVAL=${interval}`]),
    ...(count === undefined ? [] : [`COUNT=${count}`]),
    ...(untilMs === undefined ? [] : [`UNTIL=${untilText(untilMs, zone)}`]),
    ...list('BYMONTH', rule.months),
    ...list('BYWEEKNO', rule.weeks),
    ...list('BYYEARDAY', rule.yearDays),
    ...list('BYMONTHDAY', rule.monthDays),
    ...list(
      'BYDAY',
      rule.days.map(({ weekday: at, nth }) => `${nth === 0 ? '' : nth}${WEEKDAYS[at]}`),
    ),
    ...list('BYSETPOS', rule.positions),
    ...(weekStart === 0 ? [] : [`WKST=${WEEKDAYS[weekStart]}`]),
  ].join(';');
}
const untilText = (untilMs: number, zone: Zone | undefined): string =>
  zone === undefined
    ? formatDate(dayOf(untilMs)).replaceAll('-', '')
    : `${formatLocal(zone.toInstant(untilMs)).replaceAll(/[-:]/g, '')}Z`;
