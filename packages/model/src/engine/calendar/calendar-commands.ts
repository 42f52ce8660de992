/** What people do with calendars (CAL): everything is durable here at once, and leaves when it can. */
import { changesFor, type EventEdit, type Scope } from '../../calendar/change-event.ts';
import { startLocal } from '../../calendar/expand.ts';
import { homeOf } from '../../calendar/home-segment.ts';
import { parseRule } from '../../calendar/rule.ts';
import { fieldsBefore, putBack } from '../../calendar/undo-change.ts';
import { zoneOf } from '../../calendar/zones.ts';
import type { MessageId, SpaceId, UserId } from '../../ids.ts';
import { err, ok, type Result } from '../../result.ts';
import type { Act } from '../../schema/act.ts';
import { eventChangeToShape, readEventChange } from '../../schema/event.ts';
import { type EventChange, type EventFields, maxInvited, maxRsvpCharacters } from '../../schema/event-values.ts';
import { CALENDAR_KIND } from '../../schema/segment.ts';
import { hasUnseen, withoutUnseen } from '../../unseen.ts';
import type { CommandError, CommandResult } from '../api.ts';
import type { CalendarApi, EventUndo } from '../api-calendar.ts';
import type { Session } from '../session.ts';
import { membersOf } from '../urgent-plan.ts';
import { exportCalendar, importCalendar } from './calendar-files.ts';
import { swapOf } from './calendar-rows.ts';
import type { StoredEvent } from './calendar-store.ts';
import { deviceZone } from './device-zone.ts';
import { attachChanges, detachChange, fileOf, refusedFiles } from './event-files.ts';

export type CalendarCommands = Omit<CalendarApi, 'onEvents' | 'onEvent' | 'onRoster' | 'onUpcoming' | 'writeToRole'>;
type Failure = Result<never, CommandError>;
const notReady: Failure = err({ type: 'not-ready' });
const noChange = { invited: new Map(), files: new Map(), builds: [], at: undefined, following: false };

export function makeCalendarCommands(session: () => Session | undefined): CalendarCommands {
  /** Undefined: it may be written there. */
  function refused(open: Session, calendar: SpaceId): Failure | undefined {
    const space = open.spaces.get(calendar);
    if (space === undefined) return err({ type: 'unknown-conversation' });
    if (space.ended !== undefined) return err({ type: 'not-member' });
    const refusal = open.calendars.refusal(calendar);
    return refusal === undefined ? undefined : err({ type: refusal });
  }
  async function act(calendar: SpaceId, { segment }: StoredEvent, acts: readonly Act[], open: Session): CommandResult<void> {
    return open.outbox.act(
      calendar,
      acts.map((one) => ({ act: one, document: { kind: CALENDAR_KIND, segment } })),
    );
  }
  async function found(
    calendar: SpaceId,
    event: MessageId,
  ): Promise<Result<{ readonly open: Session; readonly stored: StoredEvent }, CommandError>> {
    const open = session();
    if (open === undefined) return notReady;
    const stored = await open.calendars.store.event(calendar, event);
    return stored === undefined ? err({ type: 'unknown-conversation' }) : ok({ open, stored });
  }

  async function change(
    calendar: SpaceId,
    event: MessageId,
    edit: EventEdit,
    scope: Scope,
    at: string | undefined,
  ): CommandResult<EventUndo> {
    const there = await found(calendar, event);
    if (!there.ok) return there;
    const { open, stored } = there.value;
    const refusal = refused(open, calendar) ?? (await outsiders(open, calendar, edit.invited));
    if (refusal !== undefined) return refusal;
    const safe = safeFields(edit.fields, stored.event.base.fields.start);
    if (!safe.ok) return safe;
    const changes = changesFor(stored.event, { ...edit, fields: safe.value }, scope, at);
    const written = await write(calendar, stored, changes, open);
    return written.ok ? ok(fieldsBefore(stored.event, changes)) : written;
  }
  async function write(
    calendar: SpaceId,
    stored: StoredEvent,
    changes: readonly EventChange[],
    open: Session,
  ): CommandResult<void> {
    if (!changes.every(isWhole)) return err({ type: 'too-long' });
    // Only acts make events, and their ids are those of messages.
    const target = stored.event.id as MessageId;
    const acts = changes.map((value): Act => ({ kind: 'event', target, value }));
    return act(calendar, stored, acts, open);
  }

  return {
    async ownCalendar() {
      const opened = await session()?.spaces.openPrivate();
      if (opened === undefined) return notReady;
      return opened.ok ? opened : err(opened.error.type === 'storage-full' ? opened.error : { type: 'not-ready' });
    },
    async saveEvent(calendar, { fields, invited = [] }) {
      const open = session();
      if (open === undefined) return notReady;
      const people = new Map(invited.map((user) => [user, true] as const));
      const refusal = refused(open, calendar) ?? (await outsiders(open, calendar, people));
      if (refusal !== undefined) return refusal;
      const safe = safeFields(fields, fields.start);
      if (!safe.ok) return safe;
      const value: EventChange = { ...noChange, fields: safe.value, invited: people };
      if (!isWhole(value)) return err({ type: 'too-long' });
      let id: MessageId | undefined;
      const saved = await open.outbox.act(
        calendar,
        [{ act: { kind: 'event', target: null, value }, document: homeOf(fields) }],
        (rows) => {
          id = rows[0]?.id;
          return [];
        },
      );
      return saved.ok ? (id === undefined ? notReady : ok(id)) : saved;
    },
    changeEvent(calendar, event, { fields = {}, invite = [], uninvite = [] }, scope, at) {
      const invited = new Map([
        ...invite.map((user) => [user, true] as const),
        ...uninvite.map((user) => [user, false] as const),
      ]);
      return change(calendar, event, { fields, invited }, scope, at);
    },
    async undoChange(calendar, event, undo) {
      const there = await found(calendar, event);
      if (!there.ok) return there;
      const { open, stored } = there.value;
      return refused(open, calendar) ?? write(calendar, stored, putBack(stored.event, undo), open);
    },
    async attachToEvent(calendar, event, attachments) {
      const there = await found(calendar, event);
      if (!there.ok) return there;
      const { open, stored } = there.value;
      const refusal = refused(open, calendar) ?? refusedFiles(stored.event, attachments);
      if (refusal !== undefined) return refusal;
      const acts = attachChanges(stored.event, attachments).map((value): Act => ({ kind: 'event', target: event, value }));
      return act(calendar, stored, acts, open);
    },
    async detachFromEvent(calendar, event, file) {
      const there = await found(calendar, event);
      if (!there.ok) return there;
      const { open, stored } = there.value;
      const attachment = fileOf(stored.event, file);
      const refusal = refused(open, calendar);
      if (refusal !== undefined || attachment === undefined) return refusal ?? ok(undefined);
      const left = await open.outbox.leaveOut(file);
      if (!left.ok && left.error.type !== 'not-ready') return left;
      // It never left this device.
      if (left.ok && left.value) return open.files.drop(file);
      const gone: Act = { kind: 'event', target: event, value: detachChange(stored.event, file) };
      const document = { kind: CALENDAR_KIND, segment: stored.segment };
      return open.outbox.act(calendar, [{ act: gone, document }], () => open.files.removed(calendar, [attachment]));
    },
    cancelEvent: (calendar, event, how, scope, at) => change(calendar, event, { fields: { state: how } }, scope, at),
    async answerInvitation(calendar, event, word, comment = '', at) {
      const there = await found(calendar, event);
      if (!there.ok) return there;
      if (comment.length > maxRsvpCharacters) return err({ type: 'too-long' });
      const value = { word, comment: withoutUnseen(comment), at };
      return act(calendar, there.value.stored, [{ kind: 'rsvp', target: event, value }], there.value.open);
    },
    async swapShift(calendar, event, at, { word, request, to, comment = '' }) {
      const there = await found(calendar, event);
      if (!there.ok) return there;
      const { open, stored } = there.value;
      if (comment.length > maxRsvpCharacters) return err({ type: 'too-long' });
      const swap: Act = { kind: 'swap', target: event, value: { word, request, to, at, comment: withoutUnseen(comment) } };
      if (word !== 'give') return act(calendar, stored, [swap], open);
      // CAL-9: the shift is hers when the holder says so, in the same step.
      const asked = swapOf(stored.event, at, request ?? '', deviceZone());
      if (asked?.phase !== 'taken' || asked.taker === undefined || asked.by !== open.identity.user)
        return err({ type: 'not-allowed' });
      const refusal = refused(open, calendar);
      if (refusal !== undefined) return refusal;
      const changes = changesFor(stored.event, { fields: { holder: asked.taker } }, at === undefined ? 'all' : 'this', at);
      return act(calendar, stored, [swap, ...changes.map((value): Act => ({ kind: 'event', target: event, value }))], open);
    },
    async importCalendar(calendar, text, zone) {
      const open = session();
      if (open === undefined) return notReady;
      return refused(open, calendar) ?? importCalendar(open, calendar, text, zone);
    },
    async exportCalendar(calendar, event) {
      const open = session();
      return open === undefined ? notReady : exportCalendar(open, calendar, event);
    },
  };
}

/** Whoever is invited can read it: she is a member of the calendar. */
async function outsiders(
  open: Session,
  calendar: SpaceId,
  invited: ReadonlyMap<UserId, boolean> | undefined,
): Promise<Failure | undefined> {
  const space = open.spaces.get(calendar);
  if (invited === undefined || invited.size === 0 || space === undefined) return undefined;
  if (invited.size > maxInvited) return err({ type: 'too-long' });
  const members = new Set([open.identity.user, ...membersOf(space)]);
  return [...invited].every(([user, isIn]) => !isIn || members.has(user)) ? undefined : err({ type: 'unknown-person' });
}

/** What is written reads as it was written: nothing unseen in a line, a rule and a zone that exist. */
function safeFields(
  fields: Partial<EventFields>,
  start: EventFields['start'] | undefined,
): Result<Partial<EventFields>, CommandError> {
  const lines = { title: fields.title, place: fields.place, duty: fields.duty };
  const clean = Object.fromEntries(
    Object.entries(lines).flatMap(([name, line]) =>
      line === undefined ? [] : [[name, hasUnseen(line) ? withoutUnseen(line) : line]],
    ),
  );
  const at = fields.start ?? start;
  const zone = at === undefined || 'date' in at ? undefined : zoneOf(at.zone);
  if (at !== undefined && !('date' in at) && zone === undefined) return err({ type: 'not-allowed' });
  const isRule = !fields.rule || at === undefined || parseRule(fields.rule, { localMs: startLocal(at), zone }).ok;
  return isRule ? ok({ ...fields, ...clean }) : err({ type: 'not-allowed' });
}
/** Everything of it survives the way through the codec: nothing is too long or out of bounds. */
const isWhole = (change: EventChange): boolean => {
  const read = readEventChange(eventChangeToShape(change));
  const given = Object.values(change.fields).filter((value) => value !== undefined);
  return read !== undefined && Object.keys(read.fields).length === given.length && read.invited.size === change.invited.size;
};
