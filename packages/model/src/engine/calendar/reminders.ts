/**
 * Reminders that reach a closed device (CAL-40, CAL-41). With each append that says something of an event this device hands its times over, for everybody whom
 * it concerns; and it tells what is to remind its own person, from all her calendars, whenever it has read something new. The relay learns times, and names of
 * events that it cannot read.
 */
import * as v from 'valibot';
import { bytesToBase64Url } from '../../bytes.ts';
import type { Range } from '../../calendar/expand.ts';
import { isConcerned, peopleOf, remindersBetween } from '../../calendar/reminders.ts';
import type { LogId, MessageId, SpaceId, UserId } from '../../ids.ts';
import { CALENDAR_KIND } from '../../schema/segment.ts';
import { type EventNotice, maxOwnReminders, maxReminderLogs, type SetReminders } from '../../wire/reminder.ts';
import { type EngineContext, serverNowMs } from '../context.ts';
import { makeCoalescer } from '../list-view.ts';
import type { LogStore } from '../log-store.ts';
import type { Outbox } from '../outbox.ts';
import type { SpaceView } from '../space-rows.ts';
import type { Spaces } from '../spaces.ts';
import type { StoreWrite } from '../store.ts';
import type { CalendarStore, StoredEvent } from './calendar-store.ts';
import { deviceZone } from './device-zone.ts';
import { eventNoticesFor } from './event-notices.ts';

const Nothing = v.object({});

const dayMs = 86_400_000;
/** How far ahead the relay knows; told anew twice a day. */
export const aheadMs = 60 * dayMs;
const renewMs = 12 * 3_600_000;
const settleMs = 3000;
/** What was appended by herself is read a moment later. */
const maxTries = 5;

export interface Reminders {
  /** For an append to this log. */
  notices(space: SpaceView, log: LogId): Promise<readonly EventNotice[]>;
  /** Leader, after it caught up: the relay is told anew. */
  connected(): Promise<void>;
  /** Leader, online: something of a calendar changed. */
  poke(): void;
  stop(): void;
}
export interface RemindersParts {
  readonly context: EngineContext;
  readonly spaces: Pick<Spaces, 'all'>;
  readonly store: Pick<CalendarStore, 'within' | 'events' | 'segments'>;
  readonly logs: Pick<LogStore, 'summary'>;
  readonly outbox: () => Pick<Outbox, 'pending'>;
  /** Calendars that do not remind her (CAL-48). */
  readonly muted: () => readonly SpaceId[];
}

export function makeReminders({ context, spaces, store, logs, outbox, muted }: RemindersParts): Reminders {
  const { http, deps, identity, activity } = context;
  let told: string | undefined;
  let tries = 0;
  let cancelRenewal: (() => void) | undefined;

  const range = (): Range => {
    const fromMs = Math.floor(serverNowMs(context));
    return { fromMs, toMs: fromMs + aheadMs, here: deviceZone() };
  };

  interface Own {
    readonly key: Uint8Array;
    readonly atMs: number;
    readonly of: StoredEvent;
  }
  async function ownReminders(): Promise<readonly Own[]> {
    const asked = range();
    const silent = new Set(muted());
    const found: Own[] = [];
    // A reminder comes at most sixty days before what it is of.
    for (const of of await store.within(asked.fromMs - dayMs, asked.toMs + aheadMs + dayMs)) {
      if (silent.has(of.space.space)) continue;
      const due = remindersBetween(of.event, asked).filter(({ occurrence }) => isConcerned(of.event, occurrence, identity.user));
      const key = due.length === 0 ? undefined : await of.space.keys?.eventKey(idOf(of));
      if (key !== undefined) found.push(...due.map(({ atMs }) => ({ key, atMs, of })));
    }
    return found.sort((a, b) => a.atMs - b.atMs).slice(0, maxOwnReminders);
  }

  /** Up to where the calendars were read from which this was worked out. Those that are stopped are left to who can read them. */
  async function readLogs(): Promise<SetReminders['logs']> {
    const out: { log: LogId; seq: number }[] = [];
    for (const { space, keys, accepted, locked } of spaces.all()) {
      if (!accepted || locked === true) continue;
      for (const segment of store.segments(space)) {
        const log = await keys?.logId(CALENDAR_KIND, segment);
        const summary = log && logs.summary(log);
        if (summary !== undefined && summary.stopped === undefined) out.push({ log: summary.log, seq: summary.cursor });
      }
    }
    return out.slice(-maxReminderLogs);
  }

  async function tell(): Promise<void> {
    // Before the events: what is read meanwhile is then told once more, and never taken as known.
    const known = await readLogs();
    const own = await ownReminders();
    const request: SetReminders = {
      reminders: own.map(({ key, atMs, of: { space } }) => ({ event: key, atMs, space: space.space })),
      logs: known,
    };
    const text = JSON.stringify([own.map(({ key, atMs }) => [bytesToBase64Url(key), atMs]), known]);
    if (text === told) return;
    const sent = await http.send('POST', '/me/reminders', request, Nothing);
    const isBehind = !sent.ok && sent.error.type === 'refused' && sent.error.code === 'reminder/behind';
    if (isBehind && ++tries < maxTries) soon.poke();
    if (!sent.ok) return;
    [told, tries] = [text, 0];
    await context.store.commit(rowsOf(own));
  }

  /** Rows of what the relay knows now, and no others. */
  function rowsOf(own: readonly Own[]): readonly StoreWrite[] {
    const wanted = new Map(own.map(({ key, of }) => [bytesToBase64Url(key), of]));
    const before = new Set(context.store.all('reminder-of').flatMap(({ key }) => key[1] ?? []));
    return [
      ...[...before].filter((key) => !wanted.has(key)).map((key) => ({ key: ['reminder-of', key] as const, value: undefined })),
      ...[...wanted]
        .filter(([key]) => !before.has(key))
        .map(([key, of]) => ({
          key: ['reminder-of', key] as const,
          value: { space: of.space.space, segment: of.segment, event: idOf(of) },
        })),
    ];
  }

  const soon = makeCoalescer(
    (delayMs, task) => deps.clock.schedule(delayMs, task),
    settleMs,
    () => activity.track(tell()),
  );
  const renew = (): void => {
    cancelRenewal?.();
    cancelRenewal = deps.clock.schedule(renewMs, () => {
      soon.poke();
      renew();
    });
  };

  return {
    notices: (space, log) =>
      eventNoticesFor(
        space,
        outbox()
          .pending(space.space)
          .filter(({ entered }) => entered === log),
        {
          me: identity.user,
          events: (ids) => store.events(space.space, ids),
          range: range(),
          concerned: concernedBy,
        },
      ),
    async connected() {
      [told, tries] = [undefined, 0];
      renew();
      await tell();
    },
    poke() {
      tries = 0;
      soon.poke();
    },
    stop() {
      cancelRenewal?.();
      soon.stop();
    },
  };
}

// Only acts make events, and their ids are those of messages.
const idOf = ({ event }: StoredEvent): MessageId => event.id as MessageId;

/** Times in this range of each of these people whom it concerns then. */
function concernedBy(stored: StoredEvent, members: ReadonlySet<UserId>, range: Range): ReadonlyMap<UserId, readonly number[]> {
  const { event } = stored;
  const due = remindersBetween(event, range);
  const out = new Map<UserId, number[]>();
  for (const user of peopleOf(event)) {
    if (!members.has(user)) continue;
    const times = due.filter(({ occurrence }) => isConcerned(event, occurrence, user)).map(({ atMs }) => atMs);
    if (times.length > 0) out.set(user, [...new Set(times)]);
  }
  return out;
}
