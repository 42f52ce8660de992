/** What an event of a calendar holds (CAL-1), without the codec: screens import these values too. */
import type { FileId, SpaceId, UserId } from '../ids.ts';
import type { Attachment } from './attachment-values.ts';
import type { Priority } from './message-values.ts';

export const maxTitleCharacters = 300;
export const maxPlaceCharacters = 500;
export const maxNotesCharacters = 16_000;
export const maxRuleCharacters = 500;
export const maxReminders = 5;
/** Of one event; of one change as well. */
export const maxInvited = 200;
export const maxEventAttachments = 20;
/** Single dates that are added to a rule or left out of it, beside those that people changed (CAL-4). */
export const maxDates = 1000;
export const maxLengthS = 366 * 86_400;
export const maxReminderMinutes = 60 * 24 * 60;
export const maxExtraCharacters = 20_000;
export const maxUidCharacters = 255;
export const maxDutyCharacters = 120;
export const maxRsvpCharacters = 500;
/** Changes that one change builds on. */
export const maxBuilds = 8;

/** A whole day, or a wall time with the zone in which it is meant: it stays at 14:30 when the law changes. */
export type EventStart = { readonly date: string } | { readonly local: string; readonly zone: string };

/** `cancelled` is shown as such; `removed` is not shown any more. */
export const EVENT_STATES = ['on', 'cancelled', 'removed'] as const;
export type EventState = (typeof EVENT_STATES)[number];

export const RSVPS = ['yes', 'no', 'maybe', 'none'] as const;
/** `none` takes it back. */
export type Rsvp = (typeof RSVPS)[number];

/** All fields of an event. Each is changed for itself: who changes one does not undo another that somebody else changed. */
export interface EventFields {
  readonly title: string;
  readonly place: string;
  readonly notes: string;
  readonly start: EventStart;
  /** Wall time from start to end in seconds; whole days for a whole day. */
  readonly lengthS: number;
  /** RFC 5545; empty: it happens once. */
  readonly rule: string;
  /** Further dates, and dates that are left out: `2026-10-13`. */
  readonly dates: readonly string[];
  readonly without: readonly string[];
  readonly state: EventState;
  readonly priority: Priority;
  /** Minutes before it begins. */
  readonly reminders: readonly number[];
  readonly conversation: SpaceId | null;
  /** Its conversation holds a call at its time. */
  readonly call: boolean;
  /** A role that is on duty: its name; empty: no duty. Who has it is in `holder`. */
  readonly duty: string;
  readonly holder: UserId | null;
  /** Of iCalendar, so that a file that is imported again changes what it brought before. */
  readonly uid: string;
  /** Properties of iCalendar that SANAD does not know, as jCal (RFC 7265). */
  readonly extra: string;
}
export type FieldName = keyof EventFields;

/** A change of some fields. Who is invited and which files there are is changed one by one. */
export interface EventChange {
  readonly fields: Partial<EventFields>;
  readonly invited: ReadonlyMap<UserId, boolean>;
  readonly files: ReadonlyMap<FileId, Attachment | null>;
  /** The changes of this event that its author had seen and that no other of them builds on (CAL-5). */
  readonly builds: readonly string[];
  /** Of one occurrence: its date by the rule. Undefined: of the event itself. */
  readonly at: string | undefined;
  /** And of those that follow it. */
  readonly following: boolean;
}

/** What somebody answers to an invitation, for one occurrence or for all. */
export interface RsvpValue {
  readonly word: Rsvp;
  readonly comment: string;
  readonly at: string | undefined;
}

/** A shift is offered to somebody, or to anybody who can; taken by whom it was offered to; given by whose it is (CAL-9). */
export const SWAPS = ['ask', 'take', 'give', 'withdraw', 'refuse'] as const;
export type SwapWord = (typeof SWAPS)[number];
export interface SwapValue {
  readonly word: SwapWord;
  /** The request that is answered: the id of its act. */
  readonly request: string | undefined;
  readonly to: UserId | undefined;
  readonly at: string | undefined;
  readonly comment: string;
}
