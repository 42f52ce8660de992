import { expect, test } from 'vitest';
import { alarmIdFromBytes, logIdFromBytes, messageIdFromBytes, spaceIdFromBytes, type UserId, userIdFromBytes } from '../ids.ts';
import type { AlarmAnswer, AlarmState } from '../wire/alarm.ts';
import { makeAlarmOf } from './alarm-of.ts';
import type { UrgentFacts } from './urgent-facts.ts';

const user = (n: number): UserId => userIdFromBytes(new Uint8Array(16).fill(n));
const [me, amel, mallory] = [user(1), user(2), user(3)];
const alarmId = alarmIdFromBytes(new Uint8Array(16).fill(2));
const plan = {
  alarm: alarmId,
  need: 'one',
  everyMs: 1,
  forMs: 1,
  stages: [],
  turns: [],
  roles: [],
  repliesAnswer: false,
  standBy: false,
} as const;
const message = (author: UserId, standBy = false): UrgentFacts => ({
  space: spaceIdFromBytes(new Uint8Array(16).fill(3)),
  id: messageIdFromBytes(new Uint8Array(12).fill(author === amel ? 1 : 2)),
  author,
  ...{ sentAtMs: 1, wallMs: 1, counter: 0, text: '', said: [], replied: [], overrated: [], recalled: false },
  plan: { ...plan, stages: [], turns: [], roles: [], standBy },
});
const alarm: AlarmState = {
  ...{ alarm: alarmId, space: message(amel).space, log: logIdFromBytes(new Uint8Array(16)), seq: 1, sender: amel },
  ...{ phase: 'ringing', need: 'one', acceptedAtMs: 1, changedAtMs: 1, stage: 0, asked: 2, answers: [] },
  people: [{ user: me, stage: 0, rings: 1, push: 'sent' }],
};
const passedOn: AlarmState = { ...alarm, answers: [{ user: mallory, word: 'cannot', to: me } as AlarmAnswer] };
/** Whether an answer to each of these is one to the alarm, and whether its state is shown there. */
const told = (state: AlarmState | undefined, ...rows: readonly UrgentFacts[]) => {
  const of = makeAlarmOf({ all: () => rows }, { get: () => state });
  return rows.map((row) => [of.id(row) !== undefined, of.state(row) !== undefined]);
};
const [yes, no] = [
  [true, true],
  [false, false],
];

test('URGENT-11 a message with the id of a colleague’s alarm is answered without answering the alarm', () => {
  expect(told(alarm, message(amel), message(mallory))).toEqual([yes, no]);
  expect(told(alarm, message(mallory))).toEqual([no]);
});

test('URGENT-11 before the relay has told whose alarm it is, two that claim it answer none, and one alone is believed', () => {
  expect(told(undefined, message(amel), message(mallory))).toEqual([no, no]);
  expect(told(undefined, message(amel))).toEqual([[true, false]]);
});

test('URGENT-11 a copy counts from the sender, and from who passed it on, for whom has no message of the sender', () => {
  expect(told(alarm, message(amel, true))).toEqual([yes]);
  expect(told(passedOn, message(mallory, true))).toEqual([yes]);
  expect(told(alarm, message(mallory, true))).toEqual([no]);
  expect(told(passedOn, message(amel), message(mallory, true))).toEqual([yes, no]);
});
