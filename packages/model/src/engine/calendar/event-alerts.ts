/**
 * Events among the alerts (CAL-47): reminders whose time has come, invitations that wait for her answer, and what others moved or cancelled of what
 * she comes to. From what is stored of calendars; worked out anew when that changed, and each minute.
 */
import { dateOf, expandEvent, isRecurring, type Occurrence } from '../../calendar/expand.ts';
import { answerOf, concerns, type FoldedEvent, type News } from '../../calendar/fold-event.ts';
import { dayOf } from '../../calendar/local-time.ts';
import { isConcerned, remindersBetween } from '../../calendar/reminders.ts';
import type { MessageId, SpaceId, UserId } from '../../ids.ts';
import { readAlertsAtMs } from '../alerts.ts';
import type { AlertRow } from '../api-urgent.ts';
import { serverNowMs } from '../context.ts';
import type { Session } from '../session.ts';
import type { StoredEvent } from './calendar-store.ts';
import { deviceZone } from './device-zone.ts';
import { mutedReminders } from './reminder-settings.ts';

type EventAlert = Extract<AlertRow, { readonly kind: 'event' }>;
type Found = Omit<EventAlert, 'unread'>;

const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;
/** Reminders of before are seen in the calendar. */
const sinceMs = 2 * dayMs;
/** Invitations further ahead stand in the calendar. */
const aheadMs = 90 * dayMs;
/** Changes of before were seen, or come too late. */
const newsMs = 14 * dayMs;

/** Of more the newest: whoever invites a thousand times does not bury what else needs her. */
const maxAsked = 50;
const maxDue = 100;
const maxNews = 50;

const kept = new WeakMap<object, { readonly key: string; readonly alerts: Promise<readonly Found[]> }>();

export async function eventAlerts(session: Session): Promise<readonly EventAlert[]> {
  const { calendars, thread, preferences } = session;
  const muted = mutedReminders(thread.context.store, preferences.word);
  const nowMs = Math.floor(serverNowMs(thread.context));
  const key = `${calendars.version()} ${Math.floor(nowMs / minuteMs)} ${muted.join()}`;
  const before = kept.get(calendars);
  const found = before?.key === key ? before.alerts : find(session, nowMs, new Set(muted));
  kept.set(calendars, { key, alerts: found });
  const readAtMs = readAlertsAtMs(thread.context.store);
  return (await found).map((alert) => ({ ...alert, unread: alert.atMs > readAtMs }));
}

async function find({ calendars, identity }: Session, nowMs: number, muted: ReadonlySet<SpaceId>): Promise<readonly Found[]> {
  return foundIn(await calendars.store.within(nowMs - sinceMs, nowMs + aheadMs), identity.user, nowMs, muted);
}

/** `muted`: calendars that do not remind her (CAL-48). */
export function foundIn(
  stored: readonly StoredEvent[],
  me: UserId,
  nowMs: number,
  muted: ReadonlySet<SpaceId> = new Set(),
): readonly Found[] {
  const here = deviceZone();
  const all = stored.flatMap((of): readonly Found[] => {
    const { event } = of;
    const reminders = muted.has(of.space.space)
      ? []
      : remindersBetween(event, { fromMs: nowMs - sinceMs, toMs: nowMs + 1, here });
    const due = reminders
      .filter(({ occurrence }) => occurrence.endMs > nowMs && isConcerned(event, occurrence, me))
      .map(({ atMs, occurrence }) => alertOf(of, occurrence, 'reminder', atMs));
    const told = newsFor(event, me, nowMs);
    const asked =
      event.organiser === me || event.base.fields.duty
        ? undefined
        : expandEvent(event, { fromMs: nowMs, toMs: nowMs + aheadMs, here }).find(
            (one) => one.values.state === 'on' && one.invited.includes(me) && answerOf(event, me, dateOf(one)) === undefined,
          );
    // Of one date the newest reminder.
    const newest = new Map(due.map((alert) => [alert.at, alert]));
    return [
      ...newest.values(),
      ...(told === undefined ? [] : [{ ...alertOf(of, told.occurrence, told.what, saidAtMs(told.atMs, nowMs)), user: told.by }]),
      ...(asked === undefined ? [] : [alertOf(of, asked, 'invited', saidAtMs(event.createdAtMs, nowMs))]),
    ];
  });
  const newest = (what: Found['what'], max: number): readonly Found[] =>
    all
      .filter((one) => one.what === what)
      .sort((a, b) => b.atMs - a.atMs)
      .slice(0, max);
  return [
    ...newest('reminder', maxDue),
    ...newest('invited', maxAsked),
    ...newest('moved', maxNews),
    ...newest('cancelled', maxNews),
  ];
}

interface Told {
  readonly what: 'moved' | 'cancelled';
  readonly by: UserId;
  readonly atMs: number;
  readonly occurrence: Occurrence;
}
/** The newest that somebody else changed of a date from today on to which she comes, with the first date of which it holds. */
function newsFor(event: FoldedEvent, me: UserId, nowMs: number): Told | undefined {
  const recent = event.news
    .filter(({ what, by, atMs }) => what !== 'given' && by !== me && atMs > nowMs - newsMs)
    .sort((a, b) => b.atMs - a.atMs);
  if (recent.length === 0) return undefined;
  const here = deviceZone();
  const fromMs = here.toInstant(dayOf(here.toLocal(nowMs)) * dayMs);
  const dates = expandEvent(event, { fromMs, toMs: nowMs + aheadMs, here });
  for (const one of recent) {
    const what = one.what === 'cancelled' ? 'cancelled' : 'moved';
    const occurrence = dates.find(
      (date) =>
        (date.values.state === 'cancelled') === (what === 'cancelled') &&
        concerns(one, dateOf(date)) &&
        comesSinceBefore(event, date, me, one),
    );
    if (occurrence !== undefined) return { what, by: one.by, atMs: one.atMs, occurrence };
  }
  return undefined;
}
/** It is her shift, she made it, or said yes or maybe, and not after this: who answers or takes a shift has seen how it is. */
function comesSinceBefore(event: FoldedEvent, occurrence: Occurrence, me: UserId, { atMs }: News): boolean {
  const date = dateOf(occurrence);
  if (occurrence.values.duty !== '') {
    const isGivenSince = event.news.some((one) => one.what === 'given' && one.atMs >= atMs && concerns(one, date));
    return occurrence.values.holder === me && !isGivenSince;
  }
  const answer = answerOf(event, me, date);
  if (answer === undefined) return event.organiser === me;
  return answer.word !== 'no' && answer.atMs < atMs;
}

/** What its author dates ahead is news of today: it would stand above everything, and be unread, for as long. */
export const saidAtMs = (atMs: number, nowMs: number): number => (atMs <= nowMs ? atMs : Math.floor(nowMs / dayMs) * dayMs);

function alertOf({ space, event }: StoredEvent, occurrence: Occurrence, what: EventAlert['what'], atMs: number): Found {
  const { values, startMs, endMs } = occurrence;
  const date = dateOf(occurrence);
  return {
    ...{ id: `event-${what}-${event.id}-${date}-${atMs}`, kind: 'event', what, atMs, needsMe: what === 'invited' },
    // Only acts make events, and their ids are those of messages.
    ...{ calendar: space.space, event: event.id as MessageId, at: isRecurring(event) ? date : undefined },
    ...{ title: values.title, place: values.place, wholeDay: 'date' in values.start, startMs, endMs, call: values.call },
    user: event.organiser,
  };
}
