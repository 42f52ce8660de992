/** What screens may ask of calendars and duty (CAL). Times are milliseconds; whole days are days of the zone that a view is opened for. */

import type { Scope } from '../calendar/change-event.ts';
import type { Beside, FieldConflict } from '../calendar/fold-event.ts';
import type { RosterFault, Swap } from '../calendar/roster.ts';
import type { Skipped } from '../calendar/skip-reasons.ts';
import type { FieldsBefore } from '../calendar/undo-change.ts';
import type { FileId, MessageId, SpaceId, UserId } from '../ids.ts';
import type { Attachment } from '../schema/attachment-values.ts';
import type { EventFields, EventStart, EventState, Rsvp, SwapWord } from '../schema/event-values.ts';
import type { Priority } from '../schema/message-values.ts';
import type { AttachmentRow } from './api-files.ts';
import type { CommandResult, Unsubscribe } from './api-result.ts';
import type { ListUpdate } from './api-rows.ts';

/** An event is named by the act that made it. */
export type EventId = MessageId;

export interface EventsQuery {
  /** First day, and the day after the last: `2026-10-01`. */
  readonly from: string;
  readonly to: string;
  /** IANA zone of who looks. */
  readonly zone: string;
  /** Absent: all calendars. */
  readonly calendars?: readonly SpaceId[];
  /** So many of a day at most: bars over several days first, then by hour. Of all of them `EventsMeta.totals` tells. */
  readonly perDay?: number;
  /** The first so many by their start. Of all of them `EventsMeta.total` tells. */
  readonly most?: number;
}

/** One occurrence, as a month, a week and a list show it. */
export interface OccurrenceRow {
  /** Event and date. */
  readonly id: string;
  readonly calendar: SpaceId;
  readonly event: EventId;
  /** Its date by the rule; undefined: it happens once. */
  readonly at: string | undefined;
  readonly title: string;
  readonly place: string;
  readonly start: EventStart;
  readonly startMs: number;
  readonly endMs: number;
  /** Of a series: its rule (RFC 5545), empty where dates stand one by one. */
  readonly rule: string | undefined;
  /** Of a series: on this date alone it is not as the series is, by more than who has the shift or that it was cancelled. */
  readonly isChanged: boolean;
  readonly state: EventState;
  readonly priority: Priority;
  readonly organiser: UserId;
  /** What I answered; `none`: I am invited and did not. Undefined: I am not invited. */
  readonly answer: Rsvp | undefined;
  readonly call: boolean;
  readonly conversation: SpaceId | undefined;
  /** The role of a shift, and who has it. */
  readonly duty: string | undefined;
  readonly holder: UserId | undefined;
  /** Ids of rows of mine at the same time (CAL-7): I am invited and did not decline, I made it, or it is my shift. */
  readonly overlaps: readonly string[];
  /** Something of it was written here and has not left. */
  readonly waiting: boolean;
  /** Two changed the same, or one cancelled what another changed (CAL-5): the details say what. */
  readonly contested: boolean;
}
export interface EventsMeta {
  readonly loading: boolean;
  /** Changes of events that exist only on this device. */
  readonly waiting: number;
  /** Of a query with `perDay`: how many each day has on which there is something. A night counts on the day on which it begins. */
  readonly totals?: Readonly<Record<string, number>>;
  /** Of a query with `most`: how many there are. */
  readonly total?: number;
}

export interface InvitedRow {
  readonly user: UserId;
  readonly invited: boolean;
  readonly word: Rsvp;
  readonly comment: string;
  readonly atMs: number | undefined;
}
/** One occurrence with everything that is known of it. */
export interface EventDetails extends OccurrenceRow {
  readonly notes: string;
  readonly lengthS: number;
  /** Single dates beside the rule, and those that are left out. */
  readonly dates: readonly string[];
  readonly without: readonly string[];
  readonly attachments: readonly AttachmentRow[];
  readonly reminders: readonly number[];
  readonly createdAtMs: number;
  readonly changedAtMs: number;
  readonly changedBy: UserId;
  /** Who is invited, and who answered without it. */
  readonly people: readonly InvitedRow[];
  readonly conflicts: readonly FieldConflict[];
  /** Who changed what somebody else cancelled, neither knowing of the other. */
  readonly cancelledBeside: readonly Beside[];
  readonly swaps: readonly Swap[];
  /** I may change it. */
  readonly editable: boolean;
}

export interface ShiftRow {
  /** Of its `OccurrenceRow`. */
  readonly id: string;
  readonly calendar: SpaceId;
  readonly event: EventId;
  readonly at: string | undefined;
  readonly role: string;
  readonly holder: UserId | undefined;
  readonly startMs: number;
  readonly endMs: number;
  /** Something of it was written here and has not left. */
  readonly waiting: boolean;
  /** CAL-9: what is asked of this date and not settled. */
  readonly swap: Swap | undefined;
}
export interface RoleOnDuty {
  readonly role: string;
  /** More than one: a double booking. None: nobody. */
  readonly now: readonly ShiftRow[];
  readonly next: ShiftRow | undefined;
  readonly untilMs: number | undefined;
}
export interface Roster {
  readonly atMs: number;
  readonly roles: readonly RoleOnDuty[];
  readonly shifts: readonly ShiftRow[];
  /** Within the range that was asked for. */
  readonly faults: readonly RosterFault[];
  /** When this device last heard everything; undefined: never. */
  readonly caughtUpAtMs: number | undefined;
}

/** What comes for me within a day, and what goes on. */
export interface UpcomingRow extends OccurrenceRow {
  /** Minutes before, of the newest reminder whose time has come; undefined: none has, or it has begun. */
  readonly reminder: number | undefined;
}

export interface NewEvent {
  readonly fields: Partial<EventFields> & Pick<EventFields, 'title' | 'start'>;
  /** Members of the calendar. */
  readonly invited?: readonly UserId[];
}
export interface EventEditForm {
  readonly fields?: Partial<EventFields>;
  readonly invite?: readonly UserId[];
  readonly uninvite?: readonly UserId[];
}
/** What a change took the place of, for `undoChange`. */
export type EventUndo = readonly FieldsBefore[];
export interface ImportReport {
  readonly made: number;
  /** Those that had been imported before and changed since. */
  readonly changed: number;
  /** Those that are here already, as they are in the file. */
  readonly known: number;
  readonly skipped: readonly Skipped[];
  readonly skippedCount: number;
}

export interface RoleMessage {
  readonly conversation: SpaceId;
  readonly to: readonly UserId[];
}

export interface CalendarApi {
  onEvents(query: EventsQuery, listener: (update: ListUpdate<OccurrenceRow, EventsMeta>) => void): Promise<Unsubscribe>;
  /** Undefined: there is no such event here (yet). */
  onEvent(
    calendar: SpaceId,
    event: EventId,
    at: string | undefined,
    zone: string,
    listener: (details: EventDetails | undefined) => void,
  ): Promise<Unsubscribe>;
  /** Who is on duty, now and in this range; also as time goes by. */
  onRoster(query: EventsQuery, listener: (roster: Roster) => void): Promise<Unsubscribe>;

  /** Mine that begins within a day or goes on now; also as time goes by. Local: nothing rings where the app is closed. */
  onUpcoming(zone: string, listener: (rows: readonly UpcomingRow[]) => void): Promise<Unsubscribe>;

  /**
   * CAL-32: to whoever has the role now (of an urgent one also to whoever takes over, URGENT-12), in the direct conversations with them. Nobody now: to
   * whoever comes next. Answers with whom it is for and in which conversation it stands.
   */
  writeToRole(role: string, text: string, priority: Priority): CommandResult<RoleMessage>;

  /** The calendar that is mine alone, on all my devices. */
  ownCalendar(): CommandResult<SpaceId>;
  saveEvent(calendar: SpaceId, event: NewEvent): CommandResult<EventId>;
  /** `at`: the occurrence that was edited; it says where the others move to as well (CAL-6). Answers with what puts its fields back. */
  changeEvent(calendar: SpaceId, event: EventId, edit: EventEditForm, scope: Scope, at?: string): CommandResult<EventUndo>;
  /** Each place has again what it had, where nobody else changed it meanwhile; who was invited stays invited. */
  undoChange(calendar: SpaceId, event: EventId, undo: EventUndo): CommandResult<void>;
  /** `cancelled` stays visible as such, `removed` does not. Answers with what brings it back. */
  cancelEvent(
    calendar: SpaceId,
    event: EventId,
    how: 'cancelled' | 'removed',
    scope: Scope,
    at?: string,
  ): CommandResult<EventUndo>;
  /** `none` takes it back. Without `at` for all of them. */
  answerInvitation(calendar: SpaceId, event: EventId, word: Rsvp, comment?: string, at?: string): CommandResult<void>;
  /** CAL-20. What `attachFile` returned; it leaves when it can. To the event as a whole; opened by `openFile` under the event's id. */
  attachToEvent(calendar: SpaceId, event: EventId, attachments: readonly Attachment[]): CommandResult<void>;
  /** It is shown no more, and goes from the server when it is mine. */
  detachFromEvent(calendar: SpaceId, event: EventId, file: FileId): CommandResult<void>;
  /** CAL-9. Giving changes the holder as well. */
  swapShift(
    calendar: SpaceId,
    event: EventId,
    at: string | undefined,
    swap: { readonly word: SwapWord; readonly request?: string; readonly to?: UserId; readonly comment?: string },
  ): CommandResult<void>;
  /** Local. `zone`: what is meant where the file names none. */
  importCalendar(calendar: SpaceId, text: string, zone: string): CommandResult<ImportReport>;
  /** Local: the whole calendar, or one event. */
  exportCalendar(calendar: SpaceId, event?: EventId): CommandResult<string>;
}
