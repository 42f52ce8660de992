/**
 * Waking a device whose app is closed (PUSH): Web Push, RFC 8030, 8188, 8291, 8292. A push says where to look and nothing of what is there.
 * A subscription belongs to the device of the session (AUTH-11): one per device, the newest counts.
 */
import * as v from 'valibot';
import {
  alarmIdField,
  callIdField,
  countField,
  deviceIdField,
  exactBytesField,
  logIdField,
  spaceIdField,
  userIdField,
} from './fields.ts';
import { maxMutedSpaces, maxPushEndpointCharacters } from './limits.ts';
import { eventKeyText } from './reminder.ts';

export const PushEndpoint = v.strictObject({
  endpoint: v.pipe(v.string(), v.maxLength(maxPushEndpointCharacters), v.url()),
  /** P-256, uncompressed. */
  p256dh: exactBytesField(65),
  auth: exactBytesField(16),
});
export type PushEndpoint = v.InferOutput<typeof PushEndpoint>;

const minuteField = v.pipe(countField, v.maxValue(24 * 60 - 1));
/** Quiet from one minute of the day to another, over midnight when `to` is not later, on days that begin so (bit 0: Monday). */
export const QuietHours = v.strictObject({
  /** IANA. */
  zone: v.pipe(v.string(), v.maxLength(64)),
  from: minuteField,
  to: minuteField,
  days: v.pipe(countField, v.minValue(1), v.maxValue(127)),
});
export type QuietHours = v.InferOutput<typeof QuietHours>;

export const maxDutyTimes = 64;
/** CAL-34: quiet but in these shifts, [from, to) in order, as long as the list is known to be true. */
export const DutyTimes = v.strictObject({
  untilMs: countField,
  shifts: v.pipe(v.array(v.tuple([countField, countField])), v.minLength(1), v.maxLength(maxDutyTimes)),
});
export type DutyTimes = v.InferOutput<typeof DutyTimes>;

/** What a device does not want to be woken for. Urgent messages pass muted conversations. */
export const PushFilter = v.strictObject({
  muted: v.pipe(v.array(v.strictObject({ space: spaceIdField, untilMs: countField })), v.maxLength(maxMutedSpaces)),
  quiet: v.optional(QuietHours),
  /** As long as it is known, instead of quiet hours. */
  duty: v.optional(DutyTimes),
  /** CAL-48: no reminder of these calendars. */
  noReminders: v.optional(v.pipe(v.array(spaceIdField), v.maxLength(maxMutedSpaces))),
  /** Urgent messages pass quiet hours; and ring again. */
  urgentPasses: v.boolean(),
  urgentRepeats: v.boolean(),
});
export type PushFilter = v.InferOutput<typeof PushFilter>;

export const PushState = v.object({
  /** Of this server, for `pushManager.subscribe` (RFC 8292). */
  key: exactBytesField(65),
  subscribed: v.boolean(),
  /** The newest push to this device: when, and whether its push service took it. */
  last: v.optional(v.object({ atMs: countField, isTaken: v.boolean(), status: countField })),
  /** The newest test that came all the way back. */
  testedAtMs: v.optional(countField),
});
export type PushState = v.InferOutput<typeof PushState>;

/**
 * What a push holds, as JSON: no name, no word, no count. That an alarm rings no more is `answered` to who was rung, `mine` to who answered,
 * `replied` to its sender, `withdrawn`, or `over`: nobody answered. `call` and `call-over` say that a call rings, and that it does not any more.
 * `event`: somebody invited her, or changed what she is invited to; `reminder`: it is time. `announcement`: the
 * hospital says something to everybody or to her unit.
 */
export const PUSH_KINDS = [
  'message',
  'urgent',
  'late',
  'unanswered',
  'answered',
  'mine',
  'replied',
  'withdrawn',
  'over',
  'call',
  'call-over',
  'event',
  'reminder',
  'announcement',
  'test',
] as const;
export const PushPayload = v.object({
  v: v.literal(1),
  /** The device that it is for: a browser may hold profiles of several. */
  d: deviceIdField,
  k: v.picklist(PUSH_KINDS),
  /** Where the chunk is. */
  s: v.optional(spaceIdField),
  l: v.optional(logIdField),
  n: v.optional(countField),
  /** Which alarm rings, and the how-manieth time for this person: a ring that arrives twice is shown once. */
  a: v.optional(alarmIdField),
  r: v.optional(countField),
  /** Which call. */
  c: v.optional(callIdField),
  /** Which event (reminder.ts), and the time of a reminder. */
  e: v.optional(eventKeyText),
  at: v.optional(countField),
  /** Of a test. */
  t: v.optional(v.pipe(v.string(), v.maxLength(32))),
});
export type PushPayload = v.InferOutput<typeof PushPayload>;

const token = v.pipe(v.string(), v.minLength(16), v.maxLength(32));
export const PushTestStarted = v.object({ token });
/** How far the newest test of this device came: made, taken or refused by the push service (status), seen by the device. */
export const PushTest = v.object({
  token: v.optional(token),
  startedAtMs: v.optional(countField),
  answeredAtMs: v.optional(countField),
  /** HTTP status of the push service; 0: it could not be reached. */
  status: v.optional(countField),
  seenAtMs: v.optional(countField),
});
export type PushTest = v.InferOutput<typeof PushTest>;
export const PushTestSeen = v.strictObject({ token });

/** Who can be woken: a test or a push came through within the last eight days. */
export const PushHealth = v.object({
  people: v.pipe(v.array(v.object({ user: userIdField, isReachable: v.boolean() })), v.maxLength(10_000)),
  more: v.boolean(),
});
export type PushHealth = v.InferOutput<typeof PushHealth>;
