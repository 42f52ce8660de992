/**
 * What a service worker asks of an engine that is open (NOTIFY-9). With an app lock the key of the profile is in the engine's memory alone; what the
 * engine answers is what the worker would have found itself, and no key.
 */
import * as v from 'valibot';
import type { AlarmId, CallId, MessageId, SpaceId, UserId } from '../ids.ts';
import type { Priority } from '../schema/message-values.ts';
import { alarmIdField, countField, deviceIdField, logIdField, messageIdField, spaceIdField } from '../wire/fields.ts';
import type { Preview } from '../wire/policy-values.ts';
import type { PushPayload } from '../wire/push.ts';
import { eventKeyText } from '../wire/reminder.ts';
import type { FilesSummary } from './api-files.ts';
import type { WokenEvent } from './calendar/woken-event.ts';

/** Where the chunk is that a push speaks of. */
const Place = v.object({ space: spaceIdField, log: logIdField, seq: countField });
export type Place = v.InferOutput<typeof Place>;

export const WakeRequest = v.object({
  device: deviceIdField,
  ask: v.variant('type', [
    /** Whether it can answer for this device. */
    v.object({ type: v.literal('hello') }),
    v.object({ type: v.literal('look'), place: Place, alarm: v.optional(alarmIdField) }),
    v.object({ type: v.literal('event'), key: eventKeyText, atMs: v.optional(countField), place: v.optional(Place) }),
    v.object({ type: v.literal('take'), alarm: alarmIdField }),
    v.object({ type: v.literal('mark'), space: spaceIdField, message: messageIdField }),
  ]),
});
export type WakeRequest = v.InferOutput<typeof WakeRequest>;

export interface WakeAnswer {
  /** To `look`. */
  readonly looked?: Looked | undefined;
  /** To `event`. */
  readonly event?: LookedEvent | undefined;
  /** To `take`: the relay has it. */
  readonly isTold?: boolean;
}
export interface Looked {
  readonly message: WokenMessage;
  /** What notifications of this device show: what she wants, and no more than the hospital allows (POLICY-4). */
  readonly shows: Preview;
}
export interface LookedEvent extends Pick<Looked, 'shows'> {
  readonly event: WokenEvent;
  /** Of a change: who made it. */
  readonly byName: string;
}
/** Which event a push is about: what the relay calls it, of a reminder its time, and where it was said. */
export interface EventQuestion {
  readonly key: string;
  readonly atMs?: number | undefined;
  readonly place?: Place | undefined;
}
export interface WokenMessage {
  /** What it carries: it may have no words. */
  readonly files?: FilesSummary | undefined;
  /** It tells of this call, which was missed. */
  readonly call?: CallId | undefined;
  /** It tells that a call of the group began (GROUPCALL-2). */
  readonly isGroupCall?: boolean | undefined;
  readonly conversation: SpaceId;
  readonly message: MessageId;
  readonly author: UserId;
  readonly authorName: string;
  /** Undefined: a direct conversation. Empty: its settings are not here yet. */
  readonly group: string | undefined;
  readonly text: string;
  readonly priority: Priority;
  readonly alarm: AlarmId | undefined;
  readonly mentionsMe: boolean;
}

export const eventQuestionOf = (payload: PushPayload): EventQuestion | undefined =>
  payload.e === undefined ? undefined : { key: payload.e, atMs: payload.at, place: placeOf(payload) };

export const placeOf = ({ s, l, n }: PushPayload): Place | undefined =>
  s === undefined || l === undefined || n === undefined ? undefined : { space: s, log: l, seq: n };
