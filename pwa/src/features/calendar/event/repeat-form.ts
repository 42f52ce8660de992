/** Recurrence as a form holds it, and as a rule (RFC 5545). What a form cannot say is kept as it is until somebody chooses another. */
import { type EventStart, formatRule, type Rule, zoneOf } from '@sanad/model/engine/api';
import { localMsOf, ruleOf } from './rule-words.ts';

export type RepeatEvery = 'none' | 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY' | 'kept';
export type MonthlyBy = 'date' | 'nth' | 'last';
export interface RepeatDraft {
  readonly every: RepeatEvery;
  readonly interval: string;
  /** Of a week; Monday is 0. Empty: the one of the start. */
  readonly days: readonly number[];
  readonly by: MonthlyBy;
  readonly end: 'never' | 'until' | 'count';
  readonly until: string;
  readonly count: string;
  /** The rule as it came. */
  readonly kept: string;
}
export type RepeatFault = 'interval' | 'until' | 'count' | 'until-before';

export const noRepeat: RepeatDraft = {
  every: 'none',
  interval: '1',
  days: [],
  by: 'date',
  end: 'never',
  until: '',
  count: '10',
  kept: '',
};
const plain: Rule = {
  frequency: 'DAILY',
  interval: 1,
  count: undefined,
  untilMs: undefined,
  months: [],
  weeks: [],
  yearDays: [],
  monthDays: [],
  days: [],
  positions: [],
  weekStart: 0,
};
const dayMs = 86_400_000;
const maxInterval = 1000;
const maxCount = 10_000;

export const weekdayOf = (start: EventStart): number => (new Date(localMsOf(start)).getUTCDay() + 6) % 7;
/** Which of its kind in its month: the second Tuesday. */
export const nthOf = (start: EventStart): number => Math.ceil(new Date(localMsOf(start)).getUTCDate() / 7);
export function isLastOf(start: EventStart): boolean {
  const at = localMsOf(start);
  return new Date(at).getUTCMonth() !== new Date(at + 7 * dayMs).getUTCMonth();
}

export function repeatFrom(rule: string, start: EventStart): RepeatDraft {
  if (rule === '') return noRepeat;
  const parsed = ruleOf(rule, start);
  const made = parsed === undefined ? undefined : draftOf(parsed);
  // Only what the form says back in the same words is the form's.
  const again = made === undefined ? undefined : ruleFrom(made, start);
  const isSame = parsed !== undefined && again?.ok === true && canonical(again.rule, start) === canonical(rule, start);
  return made !== undefined && isSame ? { ...made, kept: rule } : { ...noRepeat, every: 'kept', kept: rule };
}

/** What a rule leaves unsaid is said, so that two ways of writing the same are the same. */
function canonical(text: string, start: EventStart): string {
  const rule = ruleOf(text, start);
  if (rule === undefined) return text;
  const at = new Date(localMsOf(start));
  const days = rule.frequency === 'WEEKLY' && rule.days.length === 0 ? [{ weekday: weekdayOf(start), nth: 0 }] : rule.days;
  const isBare = rule.days.length + rule.monthDays.length === 0;
  const monthDays = isBare && (rule.frequency === 'MONTHLY' || rule.frequency === 'YEARLY') ? [at.getUTCDate()] : rule.monthDays;
  const months = isBare && rule.frequency === 'YEARLY' && rule.months.length === 0 ? [at.getUTCMonth() + 1] : rule.months;
  // A last day counts to its end, whatever hour was written.
  const untilMs = rule.untilMs === undefined ? undefined : Math.floor(rule.untilMs / dayMs) * dayMs;
  return JSON.stringify({
    ...rule,
    days: [...days].sort((a, b) => a.weekday - b.weekday),
    monthDays,
    months,
    untilMs,
    weekStart: 0,
  });
}

function draftOf({ frequency, interval, count, untilMs, days, monthDays }: Rule): RepeatDraft {
  const nth = days[0]?.nth ?? 0;
  return {
    every: frequency,
    interval: String(interval),
    days: frequency === 'WEEKLY' ? days.map(({ weekday }) => weekday) : [],
    by: nth > 0 ? 'nth' : nth === -1 || monthDays[0] === -1 ? 'last' : 'date',
    end: count !== undefined ? 'count' : untilMs !== undefined ? 'until' : 'never',
    until: untilMs === undefined ? '' : new Date(untilMs).toISOString().slice(0, 10),
    count: String(count ?? noRepeat.count),
    kept: '',
  };
}

export function ruleFrom(
  draft: RepeatDraft,
  start: EventStart,
): { readonly ok: true; readonly rule: string } | { readonly ok: false; readonly fault: RepeatFault } {
  if (draft.every === 'none') return { ok: true, rule: '' };
  if (draft.every === 'kept') return { ok: true, rule: draft.kept };
  const interval = whole(draft.interval, maxInterval);
  if (interval === undefined) return { ok: false, fault: 'interval' };
  const count = draft.end === 'count' ? whole(draft.count, maxCount) : undefined;
  if (draft.end === 'count' && count === undefined) return { ok: false, fault: 'count' };
  const untilDay = draft.end === 'until' ? Date.parse(`${draft.until}T00:00:00Z`) : undefined;
  if (untilDay !== undefined && Number.isNaN(untilDay)) return { ok: false, fault: 'until' };
  if (untilDay !== undefined && untilDay + dayMs <= localMsOf(start)) return { ok: false, fault: 'until-before' };
  const untilMs = untilDay === undefined ? undefined : untilDay + dayMs - 1000;
  const rule: Rule = { ...plain, frequency: draft.every, interval, count, untilMs, ...daysFrom(draft, start) };
  return { ok: true, rule: formatRule(rule, 'date' in start ? undefined : zoneOf(start.zone)) };
}

function daysFrom({ every, days, by }: RepeatDraft, start: EventStart): Partial<Rule> {
  if (every === 'WEEKLY') {
    const named = days.length === 0 ? [weekdayOf(start)] : [...days].sort((a, b) => a - b);
    return { days: named.map((weekday) => ({ weekday, nth: 0 })) };
  }
  const inMonth = every === 'MONTHLY' ? inMonthFrom(by, start) : {};
  return inMonth;
}
function inMonthFrom(by: MonthlyBy, start: EventStart): Partial<Rule> {
  if (by === 'nth') return { days: [{ weekday: weekdayOf(start), nth: nthOf(start) }] };
  return by === 'last' ? { days: [{ weekday: weekdayOf(start), nth: -1 }] } : {};
}

function whole(text: string, max: number): number | undefined {
  const value = Number(text);
  return /^\d{1,5}$/.test(text.trim()) && value >= 1 && value <= max ? value : undefined;
}
