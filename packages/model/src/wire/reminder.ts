/**
 * Reminders as the relay knows them (CAL-40 … CAL-45): for whom, of which event (a name that only members of its calendar can make) and when. Whose device
 * knows an event hands its times over with the append that changes it; her own devices replace what stands of her with what they know.
 */
import * as v from 'valibot';
import { countField, exactBytesField, logIdField, spaceIdField, userIdField } from './fields.ts';

/** Of one person, from now on; more come when these are nearer. */
export const maxOwnReminders = 500;
/** Calendars' logs that a list knows. */
export const maxReminderLogs = 400;
/** Of one event: those that come first. */
export const maxEventReminders = 32;
/** Of one event: people with the same times are one of them. */
export const maxReminderGroups = 64;
/** Of one append: people times reminders. */
export const maxRemindersPerAppend = 2000;
export const maxReminderUsers = 200;
/** That one person's appends leave waiting for another one. */
export const maxRemindersFromOne = 300;
/** How far ahead a reminder may be, by the relay's clock. */
export const maxReminderAheadMs = 400 * 86_400_000;

export const eventKeyBytes = 16;
export const eventKeyField = exactBytesField(eventKeyBytes);
/** base64url, in a push. */
export const eventKeyText = v.pipe(v.string(), v.regex(/^[\w-]{22}$/));

/** With an append: what it says of an event makes these reminders, instead of all that stand of it. */
export const EventNotice = v.strictObject({
  kind: v.literal('event'),
  event: eventKeyField,
  /** Whose devices are woken now: invited, or what they are invited to changed. */
  wake: v.pipe(v.array(userIdField), v.maxLength(maxReminderUsers)),
  reminders: v.pipe(
    v.array(
      v.strictObject({
        users: v.pipe(v.array(userIdField), v.minLength(1), v.maxLength(maxReminderUsers)),
        timesMs: v.pipe(v.array(countField), v.minLength(1), v.maxLength(maxEventReminders)),
      }),
    ),
    v.maxLength(maxReminderGroups),
  ),
});
export type EventNotice = v.InferOutput<typeof EventNotice>;

/**
 * POST /me/reminders: everything that is to remind her, as one of her devices knows it. `space`: of which calendar; what is appended there moves or ends it,
 * and nothing else; without it no append does. `logs`: up to where it read them.
 */
export const SetReminders = v.strictObject({
  reminders: v.pipe(
    v.array(v.strictObject({ event: eventKeyField, atMs: countField, space: v.optional(spaceIdField) })),
    v.maxLength(maxOwnReminders),
  ),
  logs: v.pipe(v.array(v.strictObject({ log: logIdField, seq: countField })), v.maxLength(maxReminderLogs)),
});
export type SetReminders = v.InferOutput<typeof SetReminders>;
