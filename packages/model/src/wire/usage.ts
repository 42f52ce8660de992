/**
 * How the service is used, as it is told to administrators and auditors (USAGE). Numbers that stand for fewer than five are not told, nor those
 * from which they could be computed: an absent count is one of these, never zero. There is no count of one person.
 */
import * as v from 'valibot';
import { countField } from './fields.ts';

/** What is smaller is not told (USAGE-3). */
export const smallestCount = 5;
export const maxUsageDays = 400;
const maxUnits = 5000;

/** A day of the hospital's time zone. */
export const dayField = v.pipe(v.string(), v.isoDate());
const unitField = v.pipe(v.string(), v.minLength(1), v.maxLength(240));
const hidden = v.optional(countField);

/** `messages`: appends that told of a message; all of them. `medium`, `urgent`: those of them. `calls`: that rang, between two people. */
const counts = { messages: hidden, medium: hidden, urgent: hidden, calls: hidden };
export const usageCounts = ['messages', 'medium', 'urgent', 'calls'] as const;
export type UsageCount = (typeof usageCounts)[number];

export const UsageDay = v.object({ day: dayField, people: hidden, ...counts });
export type UsageDay = v.InferOutput<typeof UsageDay>;

/** Of the period: the sum of the days that may be told. `isPart`: there are days that may not. */
export const UsageUnit = v.object({ unit: unitField, ...counts, isPart: v.boolean() });
export type UsageUnit = v.InferOutput<typeof UsageUnit>;

/** Urgent messages that are over, by the week (its Monday) in which they began: answered by who was asked first, by others, by nobody. */
export const UsageWeek = v.object({
  week: dayField,
  inTime: hidden,
  late: hidden,
  unanswered: hidden,
  medianMs: hidden,
});
export type UsageWeek = v.InferOutput<typeof UsageWeek>;

export const UsageAnswering = v.object({ unit: unitField, answered: countField, medianMs: countField });
export type UsageAnswering = v.InferOutput<typeof UsageAnswering>;

const standing = { accounts: hidden, devices: hidden, reachable: hidden, fileBytes: hidden };
export const UsageStanding = v.object({ unit: unitField, ...standing });
export type UsageStanding = v.InferOutput<typeof UsageStanding>;

export const Usage = v.object({
  from: dayField,
  to: dayField,
  /** IANA. */
  zone: v.string(),
  /** Of whom `days` tells: of this unit alone. */
  unit: v.optional(unitField),
  /** By name; `unit` is what a query says. */
  names: v.pipe(v.array(v.object({ unit: unitField, name: v.string(), site: v.optional(v.string()) })), v.maxLength(maxUnits)),
  days: v.pipe(v.array(UsageDay), v.maxLength(maxUsageDays)),
  units: v.pipe(v.array(UsageUnit), v.maxLength(maxUnits)),
  weeks: v.pipe(v.array(UsageWeek), v.maxLength(maxUsageDays)),
  /** Of all answers of the period. */
  medianMs: hidden,
  answering: v.pipe(v.array(UsageAnswering), v.maxLength(maxUnits)),
  /** As it is now, of everybody. Different people of today, seven and thirty days. */
  now: v.object({
    ...standing,
    today: hidden,
    week: hidden,
    month: hidden,
    databaseBytes: countField,
    units: v.pipe(v.array(UsageStanding), v.maxLength(maxUnits)),
  }),
});
export type Usage = v.InferOutput<typeof Usage>;

/** One that there is, in years that have four digits however one counts on from there. */
const askedDay = v.pipe(
  dayField,
  v.check((day) => {
    const ms = Date.parse(day);
    return ms >= Date.UTC(2000, 0) && ms < Date.UTC(2200, 0) && new Date(ms).toISOString().startsWith(day);
  }),
);

/** Query of GET /admin/usage and its export: whole days, both included. */
export const UsageQuery = v.pipe(
  v.strictObject({ from: askedDay, to: askedDay, unit: v.optional(unitField) }),
  v.check(({ from, to }) => from <= to && daysBetween(from, to) < maxUsageDays),
);
export type UsageQuery = v.InferOutput<typeof UsageQuery>;

const dayMs = 86_400_000;
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / dayMs);
export const dayAfter = (day: string, count = 1): string => new Date(Date.parse(day) + count * dayMs).toISOString().slice(0, 10);
/** The Monday of its week. */
export const mondayOf = (day: string): string => dayAfter(day, -((new Date(Date.parse(day)).getUTCDay() + 6) % 7));
