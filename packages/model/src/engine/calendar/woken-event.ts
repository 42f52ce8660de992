/**
 * What a push about an event says, found without an engine (CAL-45): what this device has of it, with what was appended since, verified as always. A reminder
 * of an hour that is not the event's any more says so.
 */
import { dateOf, expandEvent, isRecurring, type Occurrence, startOf } from '../../calendar/expand.ts';
import { type FoldedEvent, foldEvent } from '../../calendar/fold-event.ts';
import { isConcerned, remindersOf } from '../../calendar/reminders.ts';
import type { MessageId, SpaceId, UserId } from '../../ids.ts';
import type { EventStart } from '../../schema/event-values.ts';
import { deviceZone } from './device-zone.ts';
import type { Statements } from './statement-rows.ts';

/** `moved`: it reminds of an hour that it had. `gone`: it is not hers any more. */
export type EventNews = 'reminder' | 'moved' | 'cancelled' | 'gone' | 'invited' | 'changed';
export interface WokenEvent {
  readonly news: EventNews;
  readonly calendar: SpaceId;
  readonly event: MessageId;
  readonly at: string | undefined;
  readonly title: string;
  readonly place: string;
  readonly start: EventStart;
  readonly startMs: number;
  readonly endMs: number;
  readonly call: boolean;
  /** Who said what is told; empty: a reminder, or nobody who is known. */
  readonly by: UserId;
}
export interface FoundEvent {
  readonly calendar: SpaceId;
  readonly id: MessageId;
  /** Everything that is known of it. */
  readonly statements: Statements;
  /** What the chunk of the push said of it. */
  readonly said: readonly string[];
}

const dayMs = 86_400_000;
/** A reminder comes at most sixty days before. */
const aheadMs = 62 * dayMs;
const yearMs = 400 * dayMs;

export function wokenEvent(found: FoundEvent, me: UserId, atMs: number | undefined, nowMs: number): WokenEvent | undefined {
  const statements = found.statements.get(found.id) ?? [];
  const event = foldEvent(found.id, statements);
  if (event === undefined) return undefined;
  const tell = (news: EventNews, occurrence: Occurrence | undefined, by: UserId = event.changedBy): WokenEvent | undefined =>
    occurrence && { ...toWoken(found, event, occurrence), news, by };
  if (atMs !== undefined) {
    const due = around(event, atMs - dayMs, atMs + aheadMs).find(
      (one) => isConcerned(event, one, me) && remindersOf(one).some((reminder) => reminder.atMs === atMs),
    );
    if (due !== undefined) return tell('reminder', due);
    const coming = next(event, nowMs, (one) => one.values.state === 'on' && isConcerned(event, one, me));
    if (coming !== undefined) return tell('moved', coming);
    const cancelled = next(event, nowMs - dayMs, ({ values }) => values.state === 'cancelled');
    return cancelled === undefined ? lastKnown(found, event, 'gone') : tell('cancelled', cancelled);
  }
  const news = statements.filter(({ id }) => found.said.includes(id));
  const dates = new Set(news.flatMap(({ value }) => value.at ?? []));
  const meant = dates.size === 1 ? next(event, nowMs - dayMs, (one) => dates.has(dateOf(one))) : undefined;
  const occurrence = meant ?? next(event, nowMs, ({ values }) => values.state === 'on') ?? next(event, nowMs - dayMs, () => true);
  const by = news.at(-1)?.author;
  if (occurrence === undefined) return lastKnown(found, event, 'cancelled', by);
  if (occurrence.values.state !== 'on') return tell('cancelled', occurrence, by);
  const isInvited = news.some(({ id, kind, value }) => id === found.id || (kind === 'event' && value.invited.get(me) === true));
  return tell(isInvited ? 'invited' : 'changed', occurrence, by);
}

const around = (event: FoldedEvent, fromMs: number, toMs: number): readonly Occurrence[] =>
  [...expandEvent(event, { fromMs, toMs, here: deviceZone() })].sort((a, b) => a.startMs - b.startMs);

/** The first that is not over. */
const next = (event: FoldedEvent, nowMs: number, is: (one: Occurrence) => boolean): Occurrence | undefined =>
  around(event, nowMs, nowMs + yearMs).find((one) => one.endMs > nowMs && is(one));

/** Removed altogether: it is told under the words and the hour that it had. */
function lastKnown(found: FoundEvent, event: FoldedEvent, news: EventNews, by = event.changedBy): WokenEvent | undefined {
  const { start } = event.base.fields;
  const day =
    start === undefined ? Number.NaN : Date.parse(`${('date' in start ? start.date : start.local).slice(0, 10)}T00:00:00Z`);
  const shown = {
    ...event,
    contested: [],
    base: { ...event.base, fields: { ...event.base.fields, state: 'cancelled' as const } },
  };
  const [occurrence] = Number.isNaN(day) ? [] : around(shown, day - 2 * dayMs, day + yearMs);
  return occurrence && { ...toWoken(found, event, occurrence), news, by };
}

const toWoken = (found: FoundEvent, event: FoldedEvent, occurrence: Occurrence): Omit<WokenEvent, 'news' | 'by'> => ({
  calendar: found.calendar,
  event: found.id,
  at: isRecurring(event) ? dateOf(occurrence) : undefined,
  title: occurrence.values.title,
  place: occurrence.values.place,
  start: startOf(occurrence),
  startMs: occurrence.startMs,
  endMs: occurrence.endMs,
  call: occurrence.values.call,
});
