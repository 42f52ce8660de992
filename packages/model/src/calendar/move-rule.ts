/**
 * A series that is moved to another day takes its rule along (CAL-6): weekly on Tuesdays becomes weekly on Wednesdays, the second Tuesday of the
 * month becomes the second Wednesday. What a rule says of other days than the start's is left as it is.
 */
import type { EventStart } from '../schema/event-values.ts';
import { startLocal } from './expand.ts';
import { civilOf, dayOf, monthDays, weekdayOf } from './local-time.ts';
import { formatRule, parseRule, type Rule, type RuleDay } from './rule.ts';
import { zoneOf } from './zones.ts';

export function moveRule(text: string, from: EventStart, to: EventStart): string {
  const [before, after] = [dayOf(startLocal(from)), dayOf(startLocal(to))];
  if (text === '' || before === after) return text;
  const zone = 'date' in from ? undefined : zoneOf(from.zone);
  const parsed = parseRule(text, { localMs: startLocal(from), zone });
  if (!parsed.ok) return text;
  const moved = movedRule(parsed.value, before, after);
  return moved === undefined ? text : formatRule(moved, 'date' in to ? undefined : zoneOf(to.zone));
}

function movedRule(rule: Rule, before: number, after: number): Rule | undefined {
  const { frequency, days, monthDays: dates, months, positions, weeks, yearDays } = rule;
  if (positions.length + weeks.length + yearDays.length > 0) return undefined;
  const [day, ...moreDays] = days;
  if (frequency === 'WEEKLY')
    return day === undefined ? undefined : { ...rule, days: days.map((one) => byDays(one, after - before)) };
  if (frequency === 'DAILY') return undefined;
  const [was, is] = [civilOf(before), civilOf(after)];
  // Of a year with one month the month goes along.
  const isOwnMonth = months.length === 1 && months[0] === was.month;
  const own = frequency === 'YEARLY' && isOwnMonth ? { months: [is.month] } : {};
  if (dates.length === 1 && days.length === 0 && dates[0] === was.date) return { ...rule, ...own, monthDays: [is.date] };
  if (day !== undefined && moreDays.length === 0 && dates.length === 0 && day.nth !== 0 && isNthOf(day, before))
    return { ...rule, ...own, days: [nthOf(after, day.nth < 0)] };
  return days.length + dates.length === 0 && isOwnMonth ? { ...rule, ...own } : undefined;
}
const byDays = ({ weekday, nth }: RuleDay, days: number): RuleDay => ({ weekday: (((weekday + days) % 7) + 7) % 7, nth });
const nthFrom = (day: number): number => Math.ceil(civilOf(day).date / 7);
const isLast = (day: number): boolean => {
  const { year, month, date } = civilOf(day);
  return date + 7 > monthDays(year, month);
};
const isNthOf = ({ weekday, nth }: RuleDay, day: number): boolean =>
  weekday === weekdayOf(day) && (nth === -1 ? isLast(day) : nth === nthFrom(day));
/** Counted from the end where it was before, if that is true of the new day as well. */
const nthOf = (day: number, fromEnd: boolean): RuleDay => ({
  weekday: weekdayOf(day),
  nth: fromEnd && isLast(day) ? -1 : nthFrom(day),
});
