/** What the form of an event holds as text, and the fields that it means; what is wrong is named by its field. Pure. */
import {
  EVENT_LIMITS,
  type EventDetails,
  type EventFields,
  type EventStart,
  type Priority,
  zoneOf,
} from '@sanad/model/engine/api';
import type { SpaceId, UserId } from '@sanad/model/ids';
import { noRepeat, type RepeatDraft, type RepeatFault, repeatFrom, ruleFrom } from './repeat-form.ts';
import { localMsOf } from './rule-words.ts';

export const UNITS = ['minutes', 'hours', 'days'] as const;
export type Unit = (typeof UNITS)[number];
export interface ReminderDraft {
  readonly amount: string;
  readonly unit: Unit;
}
export interface EventDraft {
  readonly kind: 'event' | 'shift';
  readonly title: string;
  readonly place: string;
  readonly notes: string;
  readonly isWholeDay: boolean;
  readonly startDate: string;
  readonly startTime: string;
  readonly endDate: string;
  readonly endTime: string;
  readonly zone: string;
  readonly repeat: RepeatDraft;
  readonly reminders: readonly ReminderDraft[];
  readonly priority: Priority;
  readonly call: boolean;
  readonly conversation: SpaceId | undefined;
  readonly duty: string;
  readonly holder: UserId | undefined;
  readonly invited: readonly UserId[];
}
export type FormFault =
  | { readonly field: 'title' | 'duty'; readonly why: 'empty' }
  | { readonly field: 'start' | 'end'; readonly why: 'missing' }
  | { readonly field: 'end'; readonly why: 'before' | 'too-long' }
  | { readonly field: 'zone'; readonly why: 'unknown' }
  | { readonly field: 'repeat'; readonly why: RepeatFault }
  | { readonly field: 'reminders'; readonly why: 'amount'; readonly at: number };

const minuteMs = 60_000;
const dayMs = 86_400_000;
const unitMinutes: Readonly<Record<Unit, number>> = { minutes: 1, hours: 60, days: 1440 };

const two = (value: number): string => String(value).padStart(2, '0');
const dateText = (at: Date): string => `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
const timeText = (at: Date): string => `${two(at.getHours())}:${two(at.getMinutes())}`;
const utcDate = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const utcTime = (ms: number): string => new Date(ms).toISOString().slice(11, 16);

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const LOCAL = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2})?$/;

/** From the address: `2026-10-13` a whole day, `2026-10-13T14:30` an hour of it; otherwise the next full hour. */
export function newDraft(
  asked: { readonly start?: string | undefined; readonly end?: string | undefined },
  zone: string,
  now: Date,
): EventDraft {
  const nextHour = new Date(Math.ceil((now.getTime() + minuteMs) / (60 * minuteMs)) * 60 * minuteMs);
  const empty: Omit<EventDraft, 'isWholeDay' | 'startDate' | 'startTime' | 'endDate' | 'endTime'> = {
    kind: 'event',
    title: '',
    place: '',
    notes: '',
    zone,
    repeat: noRepeat,
    reminders: [{ amount: '15', unit: 'minutes' }],
    priority: 'normal',
    call: false,
    conversation: undefined,
    duty: '',
    holder: undefined,
    invited: [],
  };
  if (asked.start !== undefined && DATE.test(asked.start)) {
    const end = asked.end !== undefined && DATE.test(asked.end) && asked.end >= asked.start ? asked.end : asked.start;
    // Hours of one day, should it become one of them: at ten in the evening the hour from eleven on would end before it began.
    const from = Math.min(nextHour.getHours(), 22);
    const hours = { startTime: `${two(from)}:00`, endTime: `${two(from + 1)}:00` };
    return { ...empty, isWholeDay: true, startDate: asked.start, endDate: end, ...hours };
  }
  const [, date, time] = LOCAL.exec(asked.start ?? '') ?? [];
  const startMs = date === undefined ? undefined : Date.parse(`${date}T${time}Z`);
  const from =
    startMs === undefined || Number.isNaN(startMs) ? Date.parse(`${dateText(nextHour)}T${timeText(nextHour)}Z`) : startMs;
  const [, endDate, endTime] = LOCAL.exec(asked.end ?? '') ?? [];
  const endMs = endDate === undefined ? Number.NaN : Date.parse(`${endDate}T${endTime}Z`);
  const to = endMs > from ? endMs : from + 60 * minuteMs;
  return {
    ...empty,
    isWholeDay: false,
    startDate: utcDate(from),
    startTime: utcTime(from),
    endDate: utcDate(to),
    endTime: utcTime(to),
  };
}

export function draftOf(details: EventDetails): EventDraft {
  const { start, lengthS, rule, duty, holder, conversation, reminders, people } = details;
  const fromMs = localMsOf(start);
  const isWholeDay = 'date' in start;
  const toMs = isWholeDay ? fromMs + Math.max(0, Math.ceil(lengthS / 86_400) - 1) * dayMs : fromMs + lengthS * 1000;
  return {
    ...{ title: details.title, place: details.place, notes: details.notes, priority: details.priority, call: details.call },
    kind: duty === undefined ? 'event' : 'shift',
    isWholeDay,
    startDate: utcDate(fromMs),
    startTime: isWholeDay ? '09:00' : utcTime(fromMs),
    endDate: utcDate(toMs),
    endTime: isWholeDay ? '10:00' : utcTime(toMs),
    zone: isWholeDay ? '' : start.zone,
    repeat: repeatFrom(rule ?? '', start),
    reminders: reminders.map(reminderDraft),
    conversation,
    duty: duty ?? '',
    holder,
    invited: people.filter(({ invited }) => invited).map(({ user }) => user),
  };
}
export function reminderDraft(minutes: number): ReminderDraft {
  const unit = minutes > 0 && minutes % 1440 === 0 ? 'days' : minutes > 0 && minutes % 60 === 0 ? 'hours' : 'minutes';
  return { amount: String(minutes / unitMinutes[unit]), unit };
}

/** A later start takes the end along: an event keeps its length while it is moved. */
export function withStart(draft: EventDraft, part: Partial<Pick<EventDraft, 'startDate' | 'startTime'>>): EventDraft {
  const [before, after] = [atMs(draft, 'start'), atMs({ ...draft, ...part }, 'start')];
  const end = atMs(draft, 'end');
  if (before === undefined || after === undefined || end === undefined) return { ...draft, ...part };
  const moved = end + (after - before);
  const repeat = { ...draft.repeat, days: movedDays(draft.repeat.days, before, after) };
  return { ...draft, ...part, repeat, endDate: utcDate(moved), ...(!draft.isWholeDay && { endTime: utcTime(moved) }) };
}
/** The one weekday of a weekly series is that of its start, and goes along. */
function movedDays(days: readonly number[], before: number, after: number): readonly number[] {
  const weekday = (ms: number): number => (new Date(ms).getUTCDay() + 6) % 7;
  return days.length === 1 && days[0] === weekday(before) ? [weekday(after)] : days;
}
/** Somebody chose another recurrence: not only another day to begin on. */
export const isRepeatChanged = (first: EventDraft, { repeat, startDate, startTime }: EventDraft): boolean =>
  JSON.stringify(withStart(first, { startDate, startTime }).repeat) !== JSON.stringify(repeat);
function atMs(draft: EventDraft, which: 'start' | 'end'): number | undefined {
  const [date, time] = which === 'start' ? [draft.startDate, draft.startTime] : [draft.endDate, draft.endTime];
  const ms = Date.parse(`${date}T${draft.isWholeDay ? '00:00' : time}Z`);
  return Number.isNaN(ms) || date < '1900' || date > '2199-12-31' ? undefined : ms;
}
export const startOfDraft = (draft: EventDraft, zone: string): EventStart | undefined => {
  const ms = atMs(draft, 'start');
  if (ms === undefined) return undefined;
  return draft.isWholeDay ? { date: utcDate(ms) } : { local: new Date(ms).toISOString().slice(0, 19), zone };
};

export type FormFields = Pick<
  EventFields,
  | 'title'
  | 'place'
  | 'notes'
  | 'start'
  | 'lengthS'
  | 'rule'
  | 'reminders'
  | 'priority'
  | 'call'
  | 'conversation'
  | 'duty'
  | 'holder'
>;
export function readDraft(
  draft: EventDraft,
  zone: string,
): { readonly fields?: FormFields; readonly faults: readonly FormFault[] } {
  const faults: FormFault[] = [];
  const isShift = draft.kind === 'shift';
  const duty = isShift ? draft.duty.trim() : '';
  const title = draft.title.trim() || duty;
  if (isShift && duty === '') faults.push({ field: 'duty', why: 'empty' });
  else if (title === '') faults.push({ field: 'title', why: 'empty' });
  const start = startOfDraft(draft, draft.zone === '' ? zone : draft.zone);
  const [from, to] = [atMs(draft, 'start'), atMs(draft, 'end')];
  if (start === undefined) faults.push({ field: 'start', why: 'missing' });
  if (to === undefined) faults.push({ field: 'end', why: 'missing' });
  if (start !== undefined && !('date' in start) && zoneOf(start.zone) === undefined)
    faults.push({ field: 'zone', why: 'unknown' });
  const lengthS = from === undefined || to === undefined ? 0 : (to - from) / 1000 + (draft.isWholeDay ? 86_400 : 0);
  if (lengthS < 0 || (draft.isWholeDay && lengthS <= 0)) faults.push({ field: 'end', why: 'before' });
  if (lengthS > EVENT_LIMITS.lengthS) faults.push({ field: 'end', why: 'too-long' });
  const rule = start === undefined ? undefined : ruleFrom(draft.repeat, start);
  if (rule?.ok === false) faults.push({ field: 'repeat', why: rule.fault });
  const reminders = draft.reminders.map(minutesOf);
  reminders.forEach((minutes, at) => {
    if (minutes === undefined) faults.push({ field: 'reminders', why: 'amount', at });
  });
  if (faults.length > 0 || start === undefined || rule?.ok !== true) return { faults };
  const fields: FormFields = {
    ...{ title, start, lengthS, rule: rule.rule, duty },
    place: draft.place.trim(),
    notes: draft.notes.trim(),
    reminders: [...new Set(reminders.flatMap((minutes) => minutes ?? []))].sort((a, b) => a - b),
    priority: draft.priority,
    call: !isShift && draft.call,
    conversation: draft.conversation ?? null,
    holder: isShift ? (draft.holder ?? null) : null,
  };
  return { fields, faults };
}
function minutesOf({ amount, unit }: ReminderDraft): number | undefined {
  const value = Number(amount);
  const minutes = value * unitMinutes[unit];
  return /^\d{1,5}$/.test(amount.trim()) && minutes <= EVENT_LIMITS.reminderMinutes ? minutes : undefined;
}

/** What is different: nothing else is written, so that what somebody else changed meanwhile stays (CAL-5). */
export function changedFields(before: FormFields, after: FormFields): Partial<FormFields> {
  const differing = Object.entries(after).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof FormFields]), // its own names
  );
  return Object.fromEntries(differing);
}
