/**
 * What an append says of the events in it (CAL-40): whom it wakes, and the reminders that take the place of those that stand. The event is taken as it is once
 * everything that this device knows was said, so whoever carries in a change says what follows from all of them.
 */
import { type Range, reachOf } from '../../calendar/expand.ts';
import { answerOf, type FoldedEvent } from '../../calendar/fold-event.ts';
import { peopleOf } from '../../calendar/reminders.ts';
import type { MessageId, UserId } from '../../ids.ts';
import { type Act, decodeAct } from '../../schema/act.ts';
import type { EventChange, EventFields } from '../../schema/event-values.ts';
import { CALENDAR_KIND } from '../../schema/segment.ts';
import { maxNoticesPerAppend } from '../../wire/limits.ts';
import {
  type EventNotice,
  maxEventReminders,
  maxReminderGroups,
  maxRemindersPerAppend,
  maxReminderUsers,
} from '../../wire/reminder.ts';
import type { PendingRow } from '../records.ts';
import type { SpaceView } from '../space-rows.ts';
import { membersOf } from '../urgent-plan.ts';
import type { StoredEvent } from './calendar-store.ts';

export interface EventNoticeParts {
  readonly me: UserId;
  readonly events: (ids: ReadonlySet<MessageId>) => Promise<ReadonlyMap<MessageId, StoredEvent>>;
  readonly range: Range;
  readonly concerned: (stored: StoredEvent, members: ReadonlySet<UserId>, range: Range) => ReadonlyMap<UserId, readonly number[]>;
}

/** A change of these is told to whoever is invited; others are seen when she looks. */
const TOLD: readonly (keyof EventFields)[] = ['title', 'start', 'lengthS', 'rule', 'dates', 'without', 'place', 'state', 'call'];
const slackMs = 2 * 86_400_000;

export async function eventNoticesFor(
  space: SpaceView,
  rows: readonly PendingRow[],
  parts: EventNoticeParts,
): Promise<readonly EventNotice[]> {
  const said = new Map<MessageId, Act[]>();
  for (const { id, act: bytes, document } of rows) {
    const act = document?.kind === CALENDAR_KIND && bytes !== undefined ? decodeAct(bytes) : undefined;
    if (act?.kind !== 'event' && act?.kind !== 'rsvp' && act?.kind !== 'swap') continue;
    const event = act.target ?? id;
    said.set(event, [...(said.get(event) ?? []), act]);
  }
  const members = new Set([parts.me, ...membersOf(space)]);
  const found: {
    readonly key: Uint8Array;
    readonly wake: readonly UserId[];
    readonly times: ReadonlyMap<UserId, readonly number[]>;
  }[] = [];
  const events = said.size === 0 ? new Map<MessageId, StoredEvent>() : await parts.events(new Set(said.keys()));
  for (const [id, acts] of said) {
    const stored = events.get(id);
    const key = stored === undefined ? undefined : await space.keys?.eventKey(id);
    if (stored === undefined || key === undefined) continue;
    const wake = wokenBy(stored.event, acts, parts).filter((user) => members.has(user));
    found.push({ key, wake, times: parts.concerned(stored, members, parts.range) });
  }
  // Of hundreds at once those that concern others come first: her own devices tell the rest.
  const isOfOthers = ({ wake, times }: (typeof found)[number]): boolean =>
    wake.length > 0 || [...times.keys()].some((user) => user !== parts.me);
  const kept = [...found.filter(isOfOthers), ...found.filter((one) => !isOfOthers(one))].slice(0, maxNoticesPerAppend);
  const room = Math.floor(maxRemindersPerAppend / Math.max(1, kept.length));
  return kept.map(({ key, wake, times }) => ({
    kind: 'event',
    event: key,
    wake: wake.slice(0, maxReminderUsers),
    reminders: grouped(times, room),
  }));
}

/** People with the same times together; those that come first, as many as there is room for. */
function grouped(times: ReadonlyMap<UserId, readonly number[]>, room: number): EventNotice['reminders'] {
  const users = [...times].slice(0, Math.min(maxReminderUsers, room));
  const each = Math.min(maxEventReminders, Math.max(1, Math.floor(room / Math.max(1, users.length))));
  const groups = new Map<string, { users: UserId[]; timesMs: number[] }>();
  for (const [user, all] of users) {
    const timesMs = all.slice(0, each);
    const group = groups.get(timesMs.join()) ?? { users: [], timesMs };
    group.users.push(user);
    groups.set(timesMs.join(), group);
  }
  return [...groups.values()].slice(0, maxReminderGroups);
}

/** Who is invited and did not decline, where something was said that changes her day. Shifts are told by their reminders alone (CAL-31). */
function wokenBy(event: FoldedEvent, acts: readonly Act[], { me, range }: EventNoticeParts): readonly UserId[] {
  const changes = acts.flatMap((act) => (act.kind === 'event' ? [act.value] : []));
  const { toMs } = reachOf(event, range.here);
  const isOver = toMs !== undefined && toMs - slackMs < range.fromMs;
  if (isOver || changes.length === 0 || event.base.fields.duty) return [];
  const isInvited = (user: UserId): boolean =>
    [event.base, ...event.eras, ...event.overrides.values()].some(({ invited }) => invited.get(user) === true);
  const hasDeclined = (user: UserId): boolean => answerOf(event, user, '')?.word === 'no';
  const isTold = (user: UserId): boolean =>
    changes.some((change) => change.invited.get(user) === true || (isNews(change) && !hasDeclined(user)));
  return [...peopleOf(event)].filter((user) => user !== me && isInvited(user) && isTold(user));
}
const isNews = ({ fields }: EventChange): boolean => TOLD.some((name) => fields[name] !== undefined);
