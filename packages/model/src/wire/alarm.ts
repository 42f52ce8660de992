/**
 * What the relay is told beside who, when and how much (NOTICE, ALARM): whom a chunk concerns, and the alarms that ring until somebody
 * answers. No word of a message stands here. An answer is signed by the device that gives it: the relay can withhold one, not make one.
 */
import * as v from 'valibot';
import { ANSWERS, NEEDS } from '../answers.ts';
import { type Bytes, concat, u64, utf8 } from '../bytes.ts';
import { idToBytes, userIdToBytes } from '../ids.ts';
import { alarmIdField, countField, deviceIdField, exactBytesField, logIdField, spaceIdField, userIdField } from './fields.ts';
import { maxAlarmsPerAnswer, maxMembers, maxReported, maxStages, maxStageUsers, maxTurns } from './limits.ts';
import { EventNotice } from './reminder.ts';

const users = (max: number) => v.pipe(v.array(userIdField), v.maxLength(max));
const between = (min: number, max: number) => v.pipe(countField, v.minValue(min), v.maxValue(max));
const secondMs = 1000;
const hourMs = 3600 * secondMs;

/** ALARM-11: a handover. From this moment on, by the relay's clock, these are asked at this stage instead of those. */
export const AlarmTurn = v.strictObject({
  atMs: countField,
  stage: between(0, maxStages),
  users: users(maxStageUsers),
  relieves: users(maxStageUsers),
});
export type AlarmTurn = v.InferOutput<typeof AlarmTurn>;

/** All durations count from the moment in which the relay stored the chunk. */
const Plan = v.strictObject({
  /** Random, made by the sender; also in the message. */
  id: alarmIdField,
  /** Who is asked first: members of the space. Absent: all of them but the sender. */
  first: v.optional(v.pipe(users(maxMembers), v.minLength(1))),
  need: v.picklist(NEEDS),
  /** Between two rings of one person, and for how long she is rung from her first ring on; 0: once. */
  everyMs: between(10 * secondMs, hourMs),
  forMs: between(0, 4 * hourMs),
  /** Who is asked as well when nobody answered until then, in order of time. */
  stages: v.pipe(
    v.array(
      v.strictObject({
        afterMs: between(10 * secondMs, 24 * hourMs),
        users: v.pipe(users(maxStageUsers), v.minLength(1)),
      }),
    ),
    v.maxLength(maxStages),
    v.check((stages) => stages.every((stage, at) => at === 0 || stage.afterMs > (stages[at - 1]?.afterMs ?? 0))),
  ),
  /** Who is told, beside the sender, that nobody answered. */
  report: users(maxReported),
  /** Of roles: who is on duty when, in order of time. */
  turns: v.optional(v.pipe(v.array(AlarmTurn), v.maxLength(maxTurns))),
});
/** Where each of the first must answer, they are people and no role: nobody takes the place of one. */
export const AlarmPlan = v.pipe(
  Plan,
  v.check(({ turns = [], stages, need }) =>
    turns.every(
      ({ atMs, stage }, at) => atMs >= (turns[at - 1]?.atMs ?? 0) && stage <= stages.length && (need === 'one' || stage > 0),
    ),
  ),
);
export type AlarmPlan = v.InferOutput<typeof AlarmPlan>;

/** Signed by the device of who answers: Ed25519 over `answerInput`. Of several of one person the newest counts (`atMs`). */
export const AlarmAnswer = v.strictObject({
  alarm: alarmIdField,
  user: userIdField,
  device: deviceIdField,
  word: v.picklist(ANSWERS),
  /** To whom it is passed on; with `cannot` alone. She is rung at once. */
  to: v.optional(userIdField),
  atMs: countField,
  sig: exactBytesField(64),
});
export type AlarmAnswer = v.InferOutput<typeof AlarmAnswer>;

export const answerInput = ({ alarm, user, device, word, to, atMs }: Omit<AlarmAnswer, 'sig'>): Bytes =>
  concat(
    utf8('sanad/answer/v1\0'),
    idToBytes(alarm),
    userIdToBytes(user),
    idToBytes(device),
    new Uint8Array([ANSWERS.indexOf(word)]),
    to === undefined ? new Uint8Array(16) : userIdToBytes(to),
    u64(atMs),
  );

/** Who is mentioned in the messages of one append, all together. */
export const maxNamed = 100;

/** With an append, in one transaction with it. */
export const Notice = v.variant('kind', [
  /** A message: its recipients' devices are woken unless they do not want it. `named`: who is mentioned, and woken all the same. */
  v.strictObject({
    kind: v.literal('message'),
    level: v.picklist(['normal', 'medium']),
    named: v.optional(users(maxNamed)),
  }),
  /** An urgent message: starts an alarm. */
  v.strictObject({ kind: v.literal('urgent'), plan: AlarmPlan }),
  /** The copy of an urgent message for the other member of this direct conversation, who may not read the original (ALARM-8). */
  v.strictObject({ kind: v.literal('stand-by'), alarm: alarmIdField }),
  v.strictObject({ kind: v.literal('answer'), answer: AlarmAnswer }),
  /** Of an event: whom it concerns, and when it reminds them (reminder.ts). */
  EventNotice,
]);
export type Notice = v.InferOutput<typeof Notice>;

/**
 * `ringing`: nobody answered yet. `paused`: answered, and may still be taken back. `answered`, `unanswered`, `withdrawn`: over, and it
 * stays so.
 */
export const ALARM_PHASES = ['ringing', 'paused', 'answered', 'unanswered', 'withdrawn'] as const;
export type AlarmPhase = (typeof ALARM_PHASES)[number];
/** What became of the newest ring: no device of hers can be woken; it waits; a push service took it; all of them refused it. */
export const PUSH_RESULTS = ['none', 'waiting', 'sent', 'failed'] as const;
export type PushResult = (typeof PUSH_RESULTS)[number];

export const AlarmPerson = v.object({
  user: userIdField,
  /** 0: asked first. 1 …: of that stage. A person to whom it was passed on has the stage of who did. */
  stage: countField,
  rings: countField,
  lastRingAtMs: v.optional(countField),
  nextRingAtMs: v.optional(countField),
  push: v.picklist(PUSH_RESULTS),
  /** When a device of hers was connected last; for the sender alone. */
  seenAtMs: v.optional(countField),
});
export type AlarmPerson = v.InferOutput<typeof AlarmPerson>;

/** An alarm as the relay tells it. Who is neither sender nor told at the end sees herself in `people`, and those who answered. */
export const AlarmState = v.object({
  alarm: alarmIdField,
  space: spaceIdField,
  log: logIdField,
  seq: countField,
  sender: userIdField,
  phase: v.picklist(ALARM_PHASES),
  need: v.picklist(NEEDS),
  acceptedAtMs: countField,
  changedAtMs: countField,
  /** The stage that was reached; the next one, or the end, comes at `nextAtMs`. Absent when it is over. */
  stage: countField,
  nextAtMs: v.optional(countField),
  /** How many were asked first. */
  asked: countField,
  answers: v.pipe(v.array(AlarmAnswer), v.maxLength(maxMembers)),
  people: v.pipe(v.array(AlarmPerson), v.maxLength(maxMembers + maxStages * maxStageUsers)),
});
export type AlarmState = v.InferOutput<typeof AlarmState>;

/** Those that I sent, am named in or am told of: all that are not over, and those that changed since. Oldest change first. */
export const Alarms = v.object({ alarms: v.pipe(v.array(AlarmState), v.maxLength(maxAlarmsPerAnswer)), more: v.boolean() });
