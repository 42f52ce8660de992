/**
 * Writing events as iCalendar (CAL-10): what the app shows of them, and the properties of other products that came with them. A series that was changed
 * from a date on is written as the series that follow one another: other products do not read it otherwise.
 */
import ICAL from 'ical.js';
import type { UserId } from '../ids.ts';
import type { EventFields, EventStart } from '../schema/event-values.ts';
import { datesOf, firstRuled, isLeftOut, type Sequence, sequenceOn, sequencesOf, startIn, startLocal } from './expand.ts';
import { answerOf, type FoldedEvent, type Layer } from './fold-event.ts';
import type { Jcal, Property } from './ics-text.ts';
import { zoneComponent } from './ics-zones.ts';
import { civilOf, dayMs, dayOf, formatDate, formatLocal, parseDate } from './local-time.ts';
import { occurrenceDays } from './recurrence.ts';
import { formatRule, parseRule } from './rule.ts';
import { zoneOf } from './zones.ts';

export interface ExportNames {
  /** Undefined: nobody knows her here. */
  nameOf(user: UserId): string | undefined;
  readonly nowMs: number;
}

export function exportIcs(events: readonly FoldedEvent[], names: ExportNames): string {
  const components = events.flatMap((event) => eventComponents(event, names));
  const zones = new Set<string>();
  let [first, last] = [civilOf(dayOf(names.nowMs)).year, civilOf(dayOf(names.nowMs)).year];
  for (const [, properties] of components) {
    for (const [name, parameters, , value] of properties) {
      if (typeof parameters['tzid'] === 'string') zones.add(parameters['tzid']);
      const year = name === 'dtstart' && typeof value === 'string' ? Number(value.slice(0, 4)) : first;
      first = Math.min(first, year);
      last = Math.max(last, year);
    }
  }
  const calendar: Jcal = [
    'vcalendar',
    [
      ['version', {}, 'text', '2.0'],
      ['prodid', {}, 'text', '-//SANAD//Calendar 1//FR'],
      ['calscale', {}, 'text', 'GREGORIAN'],
    ],
    [...zoneComponents(zones, Math.max(first - 1, last - 20), last + 5), ...components],
  ];
  return `${ICAL.stringify(calendar as unknown as Parameters<typeof ICAL.stringify>[0])}\r\n`; // RFC 7265, as the library takes it
}
const zoneComponents = (names: ReadonlySet<string>, from: number, to: number): readonly Jcal[] =>
  [...names].sort().flatMap((name) => {
    const zone = zoneOf(name);
    return zone === undefined ? [] : [zoneComponent(zone, from, to) as unknown as Jcal]; // the same shape, less exactly told
  });

/** How others name it: by the name that it came with, or by ours. */
export const uidOf = ({ id, base }: FoldedEvent): string => base.fields.uid || `${id}@sanad`;
/** What of it is another series from this day on. */
export const partUid = (event: FoldedEvent, fromDay: number): string => `${uidOf(event)}-${formatDate(fromDay)}`;

function eventComponents(event: FoldedEvent, names: ExportNames): readonly Jcal[] {
  const out: Jcal[] = [];
  const sequences = sequencesOf(event);
  const overrides = [...event.overrides].flatMap(([at, layer]) => {
    const day = parseDate(at);
    const sequence = day === undefined ? undefined : sequenceOn(sequences, day);
    if (day === undefined || sequence === undefined || isLeftOut(sequence, day, layer.fields.state)) return [];
    return [{ at, layer, sequence }];
  });
  for (const [i, sequence] of sequences.entries()) {
    const before = sequences[i - 1];
    const uid = before === undefined ? uidOf(event) : partUid(event, before.toDay);
    const own = overrides.filter((one) => one.sequence === sequence);
    const removed = own.flatMap(({ at, layer }) => (layer.fields.state === 'removed' ? [at] : []));
    const { state, without } = sequence.layer.values;
    // What was moved from a date on to an earlier one has the dates on which it is now.
    const later = sequences
      .slice(i + 1)
      .flatMap((one) => (one.fromDay < sequence.toDay ? datesOf(one, one.fromDay, sequence.toDay) : []));
    const left = [...new Set([...without, ...removed, ...later.map(formatDate)])];
    const fields = state === 'removed' ? undefined : partOf(sequence, new Set(left.flatMap((date) => parseDate(date) ?? [])));
    if (fields !== undefined) out.push(master(event, sequence, uid, { ...fields, without: left }, names));
    for (const { at, layer } of own) {
      if ((layer.fields.state ?? state) !== 'removed') out.push(changed(event, sequence, uid, at, layer, names));
    }
  }
  return out;
}

const at = (like: EventStart, localMs: number): EventStart =>
  'date' in like ? { date: formatDate(dayOf(localMs)) } : { local: formatLocal(localMs), zone: like.zone };

/**
 * A sequence as a series of its own: from its first date on, with what is left of its rule and of its dates. Undefined: it has none. `left`: days that
 * were left out.
 */
function partOf(sequence: Sequence, left: ReadonlySet<number>): EventFields | undefined {
  const { fromDay, toDay, startMs, rule, layer } = sequence;
  const { values } = layer;
  const startDay = dayOf(startMs);
  const further = values.dates.flatMap((date) => parseDate(date) ?? []).filter((day) => day >= fromDay && day < toDay);
  const first = rule === undefined ? undefined : firstRuled(sequence, fromDay);
  if (first !== undefined)
    return { ...values, start: startIn(sequence, first), dates: further.map(formatDate), rule: ruleOfPart(sequence, first) };
  const own = startDay >= fromDay && startDay < toDay && rule === undefined ? [startDay] : [];
  const [day, ...more] = [...new Set([...own, ...further])].filter((one) => !left.has(one)).sort((a, b) => a - b);
  return day === undefined ? undefined : { ...values, start: startIn(sequence, day), dates: more.map(formatDate), rule: '' };
}

/** A count goes on being counted; without one it ends before the next part. */
function ruleOfPart({ rule, startMs, toDay, layer }: Sequence, first: number): string {
  const { start, rule: text } = layer.values;
  if (rule === undefined || (rule.count === undefined && toDay === Number.POSITIVE_INFINITY)) return text;
  const zone = 'date' in start ? undefined : zoneOf(start.zone);
  if (rule.count !== undefined)
    return formatRule({ ...rule, count: occurrenceDays(rule, startMs, first, toDay - 1).length }, zone);
  return formatRule({ ...rule, untilMs: Math.min(rule.untilMs ?? Number.POSITIVE_INFINITY, toDay * dayMs - 1000) }, zone);
}

function master(event: FoldedEvent, { layer: { people } }: Sequence, uid: string, fields: EventFields, names: ExportNames): Jcal {
  const time = startLocal(fields.start) - dayOf(startLocal(fields.start)) * dayMs;
  const on = (name: string, dates: readonly string[]): readonly Property[] =>
    dates.map((date) => moment(name, at(fields.start, (parseDate(date) ?? 0) * dayMs + time)));
  const properties = [
    ...common(uid, fields, names),
    ...ruleOf(fields),
    ...on('rdate', fields.dates),
    ...on('exdate', fields.without),
    ...attendees(event, people, '', names),
  ];
  return withExtra('vevent', properties, fields);
}
function changed(event: FoldedEvent, sequence: Sequence, uid: string, date: string, layer: Layer, names: ExportNames): Jcal {
  const { values, invited } = sequence.layer;
  const people = [...new Map([...invited, ...layer.invited])].flatMap(([user, isIn]) => (isIn ? [user] : []));
  const ruled = startIn(sequence, parseDate(date) ?? 0);
  const fields = { ...values, ...layer.fields, start: layer.fields.start ?? ruled };
  const own = [
    ...common(uid, fields, names),
    moment('recurrence-id', ruled),
    ...attendees(event, people, date, names),
    ...peopleOfSeries(values, fields),
  ];
  return withExtra('vevent', own, fields);
}
/** People of another product whom the date that came from it does not name: it stands for the whole date, so it names those of the series. */
function peopleOfSeries(series: EventFields, date: EventFields): readonly Property[] {
  if (date.extra === series.extra) return [];
  const named = new Set(parseExtra(date.extra)[0].map(([name]) => name));
  return parseExtra(series.extra)[0].filter(([name]) => (name === 'attendee' || name === 'organizer') && !named.has(name));
}
/** What is no rule here is none there. */
function ruleOf({ rule, start }: EventFields): readonly Property[] {
  const zone = 'date' in start ? undefined : zoneOf(start.zone);
  const read = rule === '' ? undefined : parseRule(rule, { localMs: startLocal(start), zone });
  return read?.ok ? [['rrule', {}, 'recur', ICAL.Recur.fromString(formatRule(read.value, zone)).toJSON()]] : [];
}
const urn = (user: UserId): string => `urn:uuid:${user}`;
const stamp = (atMs: number): string => `${formatLocal(atMs)}Z`;

function common(uid: string, fields: EventFields, { nowMs }: ExportNames): readonly Property[] {
  // The library writes a line end of its own kind as text, and leaves the other one as it is.
  const text = (name: string, value: string | undefined): readonly Property[] =>
    value ? [[name, {}, 'text', value.replaceAll(/\r\n?/g, '\n')]] : [];
  const { lengthS } = fields;
  const endMs = startLocal(fields.start) + ('date' in fields.start ? Math.max(86_400, lengthS) : lengthS) * 1000;
  return [
    ['uid', {}, 'text', uid],
    ['dtstamp', {}, 'date-time', stamp(nowMs)],
    moment('dtstart', fields.start),
    moment('dtend', at(fields.start, endMs)),
    ...text('summary', fields.title),
    ...text('location', fields.place),
    ...text('description', fields.notes),
    ...text('status', fields.state === 'cancelled' ? 'CANCELLED' : undefined),
    ...(fields.priority === 'urgent' || fields.priority === 'medium'
      ? [['priority', {}, 'integer', fields.priority === 'urgent' ? 1 : 3] as Property]
      : []),
    ...(fields.call ? [['x-sanad-call', {}, 'unknown', '1'] as Property] : []),
    ...(fields.duty ? [['x-sanad-duty', {}, 'text', fields.duty] as Property] : []),
    ...(fields.holder ? [['x-sanad-holder', {}, 'uri', urn(fields.holder)] as Property] : []),
  ];
}

function moment(name: string, start: EventStart): Property {
  if ('date' in start) return [name, {}, 'date', start.date];
  if (start.zone === 'UTC') return [name, {}, 'date-time', `${start.local}Z`];
  return [name, { tzid: start.zone }, 'date-time', start.local];
}

const PARTSTAT = { yes: 'ACCEPTED', no: 'DECLINED', maybe: 'TENTATIVE', none: 'NEEDS-ACTION' } as const;
/** `date`: of that one; empty: of all. */
function attendees(event: FoldedEvent, invited: readonly UserId[], date: string, { nameOf }: ExportNames): readonly Property[] {
  return invited.map((user): Property => {
    const said = answerOf(event, user, date);
    const name = nameOf(user);
    const parameters = {
      ...(name === undefined ? {} : { cn: name.replaceAll('"', '') }),
      partstat: PARTSTAT[said?.word ?? 'none'],
    };
    return ['attendee', parameters, 'cal-address', urn(user)];
  });
}

/** What came with it, with line ends as text: a value is no place for another property. */
function withExtra(name: string, own: readonly Property[], { reminders, extra }: EventFields): Jcal {
  const [properties, alarms] = parseExtra(extra);
  const known = new Set(own.map(([one]) => one));
  const triggers = reminders.map(
    (minutes): Jcal => [
      'valarm',
      [
        ['action', {}, 'text', 'DISPLAY'],
        ['description', {}, 'text', 'SANAD'],
        ['trigger', {}, 'duration', minutes === 0 ? 'PT0S' : `-PT${minutes}M`],
      ],
      [],
    ],
  );
  return [name, [...own, ...properties.filter(([one]) => !known.has(one) || one === 'attendee')], [...triggers, ...alarms]];
}

function parseExtra(extra: string): readonly [readonly Property[], readonly Jcal[]] {
  if (extra === '') return [[], []];
  try {
    const parsed: unknown = JSON.parse(extra);
    if (!Array.isArray(parsed) || parsed.length !== 2) return [[], []];
    const [properties, alarms] = parsed as readonly unknown[];
    const components = list(alarms).flatMap((one): Jcal[] =>
      Array.isArray(one) && one[0] === 'valarm' ? [['valarm', list(one[1]).flatMap(plain), []]] : [],
    );
    return [list(properties).flatMap(plain), components];
  } catch {
    return [[], []];
  }
}
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const oneLine = (value: unknown, isText: boolean): unknown =>
  typeof value === 'string'
    ? value.replaceAll(isText ? /[\u0000-\u0009\u000b-\u001f\u007f]/g : /[\u0000-\u001f\u007f]/g, ' ')
    : value;

/** Undefined: no property, or one that could not be written back as it came. */
function plain(value: unknown): readonly Property[] {
  if (!Array.isArray(value) || value.length < 4) return [];
  const [name, parameters, type, ...values] = value as readonly unknown[];
  if (typeof name !== 'string' || !/^[a-z0-9-]{1,60}$/.test(name) || typeof type !== 'string') return [];
  const kept = typeof parameters === 'object' && parameters !== null ? Object.entries(parameters) : [];
  const safe = kept.filter(([key]) => /^[a-z0-9-]{1,60}$/.test(key)).map(([key, one]) => [key, parameterOf(one)]);
  const property: Property = [name, Object.fromEntries(safe), type, ...values.map((one) => oneLine(one, type === 'text'))];
  return isOneLine(property) ? [property] : [];
}
/** Tried as it would be written: a colleague's app may have put anything there, and one value that cannot be written would keep the whole calendar in. */
function isOneLine(property: Property): boolean {
  const [name] = property;
  if (name === 'begin' || name === 'end') return false;
  try {
    const written = ICAL.stringify.property(
      property as unknown as Parameters<typeof ICAL.stringify.property>[0],
      ICAL.design.icalendar,
      true,
    );
    return !/[\u0000-\u0008\u000a-\u001f\u007f]/.test(written);
  } catch {
    return false;
  }
}
const parameterOf = (value: unknown): unknown =>
  Array.isArray(value) ? value.map((one) => String(oneLine(one, false))) : String(oneLine(value, false));
