/**
 * Reading a file of another calendar (CAL-10; RFC 5545). It is input of anybody: bounded before it is looked at, each event is read for itself, and what
 * cannot be read is named and left out, never the rest with it. Texts stay texts: nothing here is a page.
 */
import ICAL from 'ical.js';
import { isUserId, type UserId } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import {
  type EventFields,
  type EventStart,
  maxDates,
  maxDutyCharacters,
  maxExtraCharacters,
  maxInvited,
  maxLengthS,
  maxNotesCharacters,
  maxPlaceCharacters,
  maxReminderMinutes,
  maxReminders,
  maxTitleCharacters,
  maxUidCharacters,
} from '../schema/event-values.ts';
import { withoutUnseen } from '../unseen.ts';
import { durationS, type Jcal, type Property, splitEvents, textOf } from './ics-text.ts';
import { zoneNamed } from './ics-zones.ts';
import { dayMs, dayOf, formatDate, formatLocal, parseDate, parseLocal } from './local-time.ts';
import { parseRule } from './rule.ts';
import type { Skipped, SkipReason } from './skip-reasons.ts';
import { type Zone, zoneOf, zoneOrUtc } from './zones.ts';

export const maxIcsCharacters = 10 * 1024 * 1024;
export const maxIcsEvents = 10_000;
const maxSkipped = 500;

/** Of one date, or from one on. */
export interface ImportedChange {
  readonly at: string;
  readonly following: boolean;
  readonly fields: Partial<EventFields>;
  /** Who is invited to it and not to the others, or to the others alone. */
  readonly invited: ReadonlyMap<UserId, boolean>;
}
export interface ImportedEvent {
  readonly fields: Partial<EventFields> & Pick<EventFields, 'start' | 'uid'>;
  readonly invited: readonly UserId[];
  readonly changes: readonly ImportedChange[];
}
export interface IcsImport {
  readonly events: readonly ImportedEvent[];
  readonly skipped: readonly Skipped[];
  /** Of all that was skipped; the list has an end. */
  readonly skippedCount: number;
}
export type IcsImportError = { readonly type: 'too-large' } | { readonly type: 'not-a-calendar' };

/** `here`: the zone that is meant where a file names none, or one that nobody knows. */
export function importIcs(text: string, here: string): Result<IcsImport, IcsImportError> {
  if (text.length > maxIcsCharacters) return err({ type: 'too-large' });
  if (!/^\s*BEGIN:VCALENDAR/im.test(text.slice(0, 4096))) return err({ type: 'not-a-calendar' });
  const skipped: Skipped[] = [];
  let skippedCount = 0;
  const skip: Skip = (reason, title, isLost = false) => {
    skippedCount++;
    if (skipped.length < maxSkipped) skipped.push({ reason, title: title.slice(0, 80), isLost });
  };
  const byUid = new Map<string, Read[]>();
  const { events, others, left } = splitEvents(text, maxIcsEvents);
  for (const name of others) skip('not-an-event', name, true);
  if (left > 0) skip('too-many', String(left), true);
  for (const [at, source] of events.entries()) {
    const read = readEvent(source, zoneOrUtc(here), skip, at);
    if (read === undefined) continue;
    const list = byUid.get(read.uid);
    if (list === undefined) byUid.set(read.uid, [read]);
    else list.push(read);
  }
  return ok({ events: [...byUid.values()].flatMap((list) => joined(list, skip)), skipped, skippedCount });
}

type Skip = (reason: SkipReason, title: string, isLost?: boolean) => void;
interface Read {
  readonly uid: string;
  readonly fields: Partial<EventFields> & { readonly start: EventStart };
  readonly invited: readonly UserId[];
  readonly of: { readonly at: EventStart; readonly following: boolean } | undefined;
}

/** A master with the occurrences that were changed; those without a master stand for themselves. What is there twice is as it is told last. */
function joined(list: readonly Read[], skip: Skip): readonly ImportedEvent[] {
  const once = new Map<string, Read>();
  const zoneFrom = list.findLast(({ of }) => of === undefined)?.fields.start;
  const zone = zoneFrom === undefined || 'date' in zoneFrom ? undefined : zoneOf(zoneFrom.zone);
  for (const one of list) {
    const place = one.of === undefined ? '' : `${dateIn(one.of.at, zone)} ${one.of.following}`;
    const before = once.get(place);
    if (before !== undefined && JSON.stringify(before) !== JSON.stringify(one)) skip('twice', before.fields.title ?? '', true);
    once.set(place, one);
  }
  const master = once.get('');
  if (master === undefined)
    return [...once.values()].map(({ uid, fields, invited, of }) => {
      const on = of === undefined ? '' : `#${dateIn(of.at, undefined)}`;
      return { fields: { ...fields, rule: '', uid: `${uid}${on}`.slice(-maxUidCharacters) }, invited, changes: [] };
    });
  const changes = [...once.values()].flatMap(({ of, fields, invited }): readonly ImportedChange[] => {
    if (of === undefined) return [];
    const { uid: _, ...own } = fields;
    const others = Object.entries(own).filter(([field, value]) => {
      const at = field as keyof EventFields; // its own names
      return JSON.stringify(master.fields[at]) !== JSON.stringify(value);
    });
    const isHere = JSON.stringify(fields.start) === JSON.stringify(of.at);
    const kept = others.filter(([field]) => (field !== 'start' || !isHere) && (of.following || !RULED.has(field)));
    // Also where it differs in nothing it is said: the rule may not name its date.
    const said = kept.length === 0 ? { title: fields.title ?? '' } : Object.fromEntries(kept);
    return [{ at: dateIn(of.at, zone), following: of.following, fields: said, invited: differing(master.invited, invited) }];
  });
  if (changes.length > maxDates) skip('date', master.fields.title ?? '');
  return [{ fields: { ...master.fields, uid: master.uid }, invited: master.invited, changes: changes.slice(0, maxDates) }];
}
/** A date that names nobody says nothing of who is invited to it. */
const differing = (all: readonly UserId[], here: readonly UserId[]): ReadonlyMap<UserId, boolean> =>
  new Map(
    here.length === 0
      ? []
      : [
          ...here.filter((user) => !all.includes(user)).map((user) => [user, true] as const),
          ...all.filter((user) => !here.includes(user)).map((user) => [user, false] as const),
        ],
  );
const RULED: ReadonlySet<string> = new Set(['rule', 'dates', 'without']);

/** A recurrence id may be told in another zone than the series has. */
function dateIn(start: EventStart, zone: Zone | undefined): string {
  if ('date' in start) return start.date;
  const own = zoneOf(start.zone);
  const localMs = parseLocal(start.local) ?? 0;
  if (zone === undefined || own === undefined || own.name === zone.name) return start.local.slice(0, 10);
  return formatDate(dayOf(zone.toLocal(own.toInstant(localMs))));
}

function readEvent(source: string, here: Zone, skip: Skip, index: number): Read | undefined {
  const component = parseJcal(source);
  if (component === undefined) {
    skip('unreadable', `${index + 1}`, true);
    return undefined;
  }
  const [, properties, alarms] = component;
  const all = (name: string): readonly Property[] => properties.filter(([own]) => own === name);
  const one = (name: string): Property | undefined => all(name)[0];
  const words = (name: string): string =>
    withoutUnseen(textOf(one(name)).replaceAll(/[\r\n]+/g, ' '))
      .normalize('NFC')
      .trim();
  const title = words('summary');
  const cut = (text: string, max: number): string => {
    if (text.length > max) skip('too-long', title);
    return text.slice(0, max);
  };
  const start = startOf(one('dtstart'), here, title, skip);
  if (start === undefined) {
    skip('no-start', title || `${index + 1}`, true);
    return undefined;
  }
  const uid = cut(words('uid') || `sanad-import-${index}-${words('dtstart')}`, maxUidCharacters);
  const localMs = 'date' in start ? (parseDate(start.date) ?? 0) * dayMs : (parseLocal(start.local) ?? 0);
  const zone = 'date' in start ? undefined : zoneOf(start.zone);
  const days = (name: string): readonly string[] => {
    const found = all(name).flatMap((property) => datesOf(property, zone, here));
    if (found.length > maxDates) skip('date', title);
    return [...new Set(found)].slice(0, maxDates);
  };
  const rules = all('rrule').map(ruleText);
  const rule = rules.length === 1 ? parseRule(rules[0] ?? '', { localMs, zone }) : undefined;
  if (rules.length > 1 || rule?.ok === false || all('exrule').length > 0) skip('rule', title);
  const reminders = alarms.flatMap((alarm) => reminderOf(alarm) ?? []);
  const recurrence = one('recurrence-id');
  const recurs = recurrence && startOf(recurrence, here, title, skip);
  const extra = extraOf(properties, alarms);
  if (extra.length > maxExtraCharacters) skip('too-long', title);
  return {
    uid,
    fields: {
      title: cut(title, maxTitleCharacters),
      place: cut(words('location'), maxPlaceCharacters),
      notes: cut(withUnseenLines(textOf(one('description'))), maxNotesCharacters),
      start,
      lengthS: lengthOf(one('dtend'), one('duration'), start, here),
      rule: rule?.ok ? (rules[0] ?? '') : '',
      dates: days('rdate'),
      without: days('exdate'),
      state: words('status').toUpperCase() === 'CANCELLED' ? 'cancelled' : 'on',
      priority: priorityOf(words('priority')),
      reminders: [...new Set(reminders)].slice(0, maxReminders),
      call: words('x-sanad-call') === '1',
      duty: words('x-sanad-duty').slice(0, maxDutyCharacters),
      holder: userOf(one('x-sanad-holder')) ?? null,
      extra: extra.length > maxExtraCharacters ? '' : extra,
    },
    invited: [...new Set(all('attendee').flatMap((property) => userOf(property) ?? []))].slice(0, maxInvited),
    of: recurs && { at: recurs, following: String(recurrence?.[1]['range'] ?? '').toUpperCase() === 'THISANDFUTURE' },
  };
}

/** Lines stay lines; what is not seen goes. */
const withUnseenLines = (text: string): string =>
  text
    .split(/\r\n|\r|\n/)
    .map(withoutUnseen)
    .join('\n');

function parseJcal(source: string): Jcal | undefined {
  try {
    const parsed: unknown = ICAL.parse(source);
    return Array.isArray(parsed) && parsed[0] === 'vevent' ? (parsed as unknown as Jcal) : undefined; // as RFC 7265 has it
  } catch {
    return undefined;
  }
}
const ruleText = (property: Property): string => {
  const value = property[3];
  if (typeof value === 'string') return value;
  try {
    return new ICAL.Recur(value as ConstructorParameters<typeof ICAL.Recur>[0]).toString(); // its own parse of it
  } catch {
    return '';
  }
};

function startOf(property: Property | undefined, here: Zone, title: string, skip: Skip): EventStart | undefined {
  const value = property?.[3];
  if (property === undefined || typeof value !== 'string') return undefined;
  if (parseDate(value) !== undefined) return { date: value };
  const local = value.endsWith('Z') ? value.slice(0, -1) : value;
  if (parseLocal(local) === undefined) return undefined;
  if (value.endsWith('Z')) return { local, zone: 'UTC' };
  const named = property[1]['tzid'];
  const zone = typeof named === 'string' ? zoneNamed(named) : undefined;
  if (zone === undefined) skip(named === undefined ? 'floating' : 'zone', title);
  return { local, zone: (zone ?? here).name };
}

/** From wall time to wall time in the zone of the start. */
function lengthOf(end: Property | undefined, duration: Property | undefined, start: EventStart, here: Zone): number {
  const bounded = (seconds: number): number => Math.min(maxLengthS, Math.max(0, Math.round(seconds)));
  if ('date' in start) {
    const last = typeof end?.[3] === 'string' ? parseDate(end[3]) : undefined;
    const first = parseDate(start.date) ?? 0;
    const days = last === undefined ? (durationS(duration) ?? 86_400) / 86_400 : last - first;
    return bounded(Math.max(1, days) * 86_400);
  }
  const to = startOf(end, here, '', () => undefined);
  if (to === undefined || 'date' in to) return bounded(durationS(duration) ?? 0);
  const [own, its] = [zoneOf(start.zone) ?? here, zoneOf(to.zone) ?? here];
  const toMs = parseLocal(to.local) ?? 0;
  const inOwn = own.name === its.name ? toMs : own.toLocal(its.toInstant(toMs));
  return bounded((inOwn - (parseLocal(start.local) ?? 0)) / 1000);
}

/** Dates in the zone of the series: an exception is often told in UTC. */
function datesOf([, parameters, , ...values]: Property, zone: Zone | undefined, here: Zone): readonly string[] {
  const named = typeof parameters['tzid'] === 'string' ? zoneNamed(parameters['tzid']) : undefined;
  return values.flatMap((value) => {
    const text = String(Array.isArray(value) ? value[0] : value).split('/')[0] ?? '';
    const date = parseDate(text.slice(0, 10));
    const localMs = parseLocal(text.replace(/Z$/, ''));
    if (date === undefined) return [];
    if (localMs === undefined || zone === undefined) return [formatDate(date)];
    const atMs = text.endsWith('Z') ? localMs : (named ?? zone ?? here).toInstant(localMs);
    return [formatLocal(zone.toLocal(atMs)).slice(0, 10)];
  });
}

function reminderOf([name, properties]: Jcal): number | undefined {
  const trigger = name === 'valarm' ? properties.find(([own]) => own === 'trigger') : undefined;
  const seconds = trigger?.[2] === 'duration' && trigger[1]['related'] === undefined ? durationS(trigger) : undefined;
  if (seconds === undefined || seconds > 0) return undefined;
  const minutes = Math.round(-seconds / 60);
  return minutes > maxReminderMinutes ? undefined : minutes;
}

/** RFC 5545 §3.8.1.9: 5 is what products write where nobody chose. */
function priorityOf(text: string): EventFields['priority'] {
  const level = Number(text);
  if (!Number.isInteger(level) || level < 1 || level > 4) return 'normal';
  return level > 2 ? 'medium' : 'urgent';
}
function userOf(property: Property | undefined): UserId | undefined {
  const id = textOf(property).replace(/^urn:uuid:/, '');
  return isUserId(id) ? id : undefined;
}

const READ: ReadonlySet<string> = new Set(
  'dtstamp summary location description dtstart dtend duration rrule rdate exdate uid status priority recurrence-id x-sanad-call x-sanad-duty x-sanad-holder'.split(
    ' ',
  ),
);
/** What this does not show is kept as it came, and is there again in an export. */
function extraOf(properties: Jcal[1], alarms: Jcal[2]): string {
  const kept = properties.filter(
    (property) => !READ.has(property[0]) && !(property[0] === 'attendee' && userOf(property) !== undefined),
  );
  const others = alarms.filter((alarm) => reminderOf(alarm) === undefined);
  const isNothing = kept.length === 0 && others.length === 0;
  return isNothing ? '' : JSON.stringify([kept, others]);
}
