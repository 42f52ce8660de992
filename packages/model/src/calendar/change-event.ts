/**
 * What is written when somebody changes one occurrence, this one and those that follow, or all (CAL-6). The event stays one event: a change from a
 * date on is an era of it, so that an answer, a link and a change that somebody else makes meanwhile still find it.
 */
import type { EventChange, EventFields, EventStart } from '../schema/event-values.ts';
import { startLocal } from './expand.ts';
import type { FoldedEvent, Layer } from './fold-event.ts';
import { dayMs, dayOf, formatDate, formatLocal, parseDate } from './local-time.ts';
import { moveRule } from './move-rule.ts';
import { occurrenceDays } from './recurrence.ts';
import { formatRule, parseRule } from './rule.ts';
import { zoneOf } from './zones.ts';

export const SCOPES = ['this', 'following', 'all'] as const;
export type Scope = (typeof SCOPES)[number];
export type EventEdit = Pick<EventChange, 'fields'> & Partial<Pick<EventChange, 'invited' | 'files'>>;

/** `at`: the date of the occurrence that was edited. The first change of the list builds on what is known; all of them do. */
export function changesFor(event: FoldedEvent, edit: EventEdit, scope: Scope, at: string | undefined): readonly EventChange[] {
  const build = (fields: Partial<EventFields>, on: string | undefined, following: boolean, isWhole = true): EventChange => ({
    fields,
    invited: (isWhole && edit.invited) || new Map(),
    files: (isWhole && edit.files) || new Map(),
    builds: event.heads,
    at: on,
    following,
  });
  if (at === undefined || scope === 'all') return forAll(event, edit.fields, at, build);
  if (scope === 'this') {
    // One date has no rule of its own.
    const { rule: _, dates: _dates, without: _without, ...fields } = edit.fields;
    return [build(fields, at, false)];
  }
  const isFirst = dayOf(startLocal(event.base.fields.start ?? { date: at })) === parseDate(at) && event.eras.length === 0;
  if (isFirst) return forAll(event, edit.fields, at, build);
  const era = movedBefore(event, at);
  return [build(fromThere(event, edit.fields, at, era), era?.at ?? at, true)];
}
/** The era that was moved to an earlier day than the one from which it is told, and begins with this date: it is that one which goes on. */
const movedBefore = (event: FoldedEvent, at: string): Era | undefined =>
  event.eras.findLast(
    (era) => era.at > at && era.fields.start !== undefined && dayOf(startLocal(era.fields.start)) === parseDate(at),
  );

type Era = FoldedEvent['eras'][number];
type Build = (fields: Partial<EventFields>, on: string | undefined, following: boolean, isWhole?: boolean) => EventChange;

/**
 * All of them: where an era has a word of its own on a field, that one is changed as well. A start is the one of the occurrence that was
 * edited: the series moves by as much as it was moved.
 */
function forAll(event: FoldedEvent, fields: Partial<EventFields>, at: string | undefined, build: Build): readonly EventChange[] {
  const { start, ...rest } = fields;
  const layers = [event.base, ...event.eras];
  const own = at === undefined ? event.base : (event.eras.findLast((era) => era.at <= at) ?? event.base);
  const moved = start === undefined ? undefined : moveOf(lastStart(layers, own), start, at);
  const first = event.base.fields.start;
  const firstNow = first === undefined || moved === undefined ? first : moved(first);
  /** A count is of all of them, whichever parts they come in. */
  const goingOn = (date: string): Partial<EventFields> => {
    const day = parseDate(date);
    if (rest.rule === undefined || firstNow === undefined || day === undefined) return {};
    return { rule: remaining(rest.rule, firstNow, day) };
  };
  return layers.flatMap((layer, i) => {
    const era = event.eras[i - 1];
    const named = Object.fromEntries(Object.entries(rest).filter(([field]) => era === undefined || field in layer.fields));
    const startNow = layer.fields.start;
    const moving = moved === undefined || startNow === undefined ? undefined : { start: moved(startNow) };
    const rule = layer.fields.rule;
    const ruled =
      moving === undefined || startNow === undefined || rule === undefined || 'rule' in rest
        ? {}
        : changedRule(rule, moveRule(rule, startNow, moving.start));
    const next = { ...named, ...moving, ...ruled, ...(era !== undefined && 'rule' in named && goingOn(era.at)) };
    const isNothing = Object.keys(next).length === 0 && era !== undefined;
    return isNothing ? [] : [build(next, era?.at, era !== undefined, era === undefined)];
  });
}
const changedRule = (before: string, after: string): Partial<EventFields> => (before === after ? {} : { rule: after });
const lastStart = (layers: readonly Layer[], until: Layer): EventStart | undefined =>
  layers.slice(0, layers.indexOf(until) + 1).findLast(({ fields }) => fields.start !== undefined)?.fields.start;

/** From a start to the moved one: by days, and to the new time of day and zone. What is moved by days alone keeps its own hour, in each part. */
function moveOf(before: EventStart | undefined, after: EventStart, at: string | undefined): (start: EventStart) => EventStart {
  const editedDay = at === undefined ? undefined : parseDate(at);
  const fromDay = editedDay ?? (before === undefined ? dayOf(startLocal(after)) : dayOf(startLocal(before)));
  const days = dayOf(startLocal(after)) - fromDay;
  const isSameHour = before !== undefined && zoneName(before) === zoneName(after) && timeOf(before) === timeOf(after);
  return (start) => startOn(isSameHour ? start : after, dayOf(startLocal(start)) + days);
}
const zoneName = (start: EventStart): string | undefined => ('date' in start ? undefined : start.zone);
const timeOf = (start: EventStart): number => startLocal(start) - dayOf(startLocal(start)) * dayMs;
/** On that day as this one: a whole day, or at its hour and in its zone. */
const startOn = (like: EventStart, day: number): EventStart =>
  'date' in like ? { date: formatDate(day) } : { local: formatLocal(day * dayMs + timeOf(like)), zone: like.zone };

/** A sequence of its own where start or rule change: what is left of a count goes on being counted. */
function fromThere(event: FoldedEvent, fields: Partial<EventFields>, at: string, until: Era | undefined): Partial<EventFields> {
  if (fields.start === undefined && fields.rule === undefined) return fields;
  const layers = [event.base, ...event.eras.filter((era) => era.at <= (until?.at ?? at))];
  const last = <K extends 'start' | 'rule'>(name: K) =>
    layers.findLast((layer) => layer.fields[name] !== undefined)?.fields[name];
  const [start, rule] = [last('start'), last('rule') ?? ''];
  const day = parseDate(at);
  if (start === undefined || day === undefined) return fields;
  const there = startOn(start, day);
  const left = remaining(rule, start, day);
  const moved = fields.start === undefined ? left : moveRule(left, there, fields.start);
  return { start: there, rule: fields.rule ?? moved, ...withoutUndefined(fields) };
}
const withoutUndefined = (fields: Partial<EventFields>): Partial<EventFields> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** What is left of a count from this day on. */
export function remaining(text: string, start: EventStart, day: number): string {
  const zone = 'date' in start ? undefined : zoneOf(start.zone);
  const rule = parseRule(text, { localMs: startLocal(start), zone });
  if (!rule.ok || rule.value.count === undefined) return text;
  const before = occurrenceDays(rule.value, startLocal(start), dayOf(startLocal(start)), day - 1).length;
  return formatRule({ ...rule.value, count: Math.max(1, rule.value.count - before) }, zone);
}
