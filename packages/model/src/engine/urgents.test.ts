import { expect, test } from 'vitest';
import {
  alarmIdFromBytes,
  logIdFromBytes,
  type MessageId,
  messageIdFromBytes,
  type SpaceId,
  spaceIdFromBytes,
  type UserId,
  userIdFromBytes,
} from '../ids.ts';
import type { AlarmState } from '../wire/alarm.ts';
import type { ConversationPeer } from './api.ts';
import type { UrgentItem } from './api-urgent.ts';
import type { EngineContext } from './context.ts';
import type { PendingRow } from './records.ts';
import type { SpaceView } from './spaces.ts';
import type { UrgentFacts } from './urgent-facts.ts';
import { makeUrgents, type UrgentsParts } from './urgents.ts';

const user = (n: number): UserId => userIdFromBytes(new Uint8Array(16).fill(n));
const [me, amel, youssef, sami] = [user(1), user(2), user(3), user(4)];
const nowMs = 1_763_800_000_000;
const minuteMs = 60_000;
const id = messageIdFromBytes(new Uint8Array(12).fill(1));
const alarmId = alarmIdFromBytes(new Uint8Array(16).fill(2));
const space = spaceIdFromBytes(new Uint8Array(16).fill(3));
const member = (who: UserId) => ({ user: who, admin: false, ukGen: 0, chainN: 0 });
// What of a conversation is asked for.
const view = { space, kind: 'group', members: [me, amel, youssef].map(member) } as unknown as SpaceView;
const facts: UrgentFacts = {
  space,
  id,
  author: me,
  sentAtMs: nowMs - 5 * minuteMs,
  wallMs: nowMs - 5 * minuteMs,
  counter: 0,
  text: 'lit 12',
  plan: {
    alarm: alarmId,
    need: 'one',
    everyMs: 2 * minuteMs,
    forMs: 20 * minuteMs,
    stages: [{ afterMs: 10 * minuteMs, users: [sami] }],
    turns: [],
    roles: [],
    repliesAnswer: false,
    standBy: false,
  },
  said: [{ user: youssef, word: 'cannot', atMs: nowMs - minuteMs }],
  replied: [],
  overrated: [],
  recalled: false,
};
const person = { stage: 0, rings: 3, lastRingAtMs: nowMs - minuteMs, push: 'sent' as const };
const alarm: AlarmState = {
  alarm: alarmId,
  space,
  log: logIdFromBytes(new Uint8Array(16)),
  seq: 1,
  sender: me,
  phase: 'ringing',
  need: 'one',
  acceptedAtMs: facts.sentAtMs,
  changedAtMs: nowMs,
  stage: 0,
  asked: 2,
  answers: [],
  people: [
    { user: amel, ...person, seenAtMs: nowMs - 10 * minuteMs },
    { user: youssef, ...person, rings: 1, push: 'failed', seenAtMs: nowMs - 1000 },
  ],
};

const urgentsWith = (told: AlarmState | undefined, pending: readonly PendingRow[] = [], all: readonly UrgentFacts[] = [facts]) =>
  makeUrgents({
    context: {
      identity: { user: me },
      deps: { clock: { nowMs: () => nowMs } },
      http: { clockOffsetMs: () => 0 },
    } as unknown as EngineContext,
    spaces: { get: (of) => (of === space ? view : undefined) },
    outbox: { pending: () => pending },
    summaries: {
      receipts: () => new Map([[amel, 'delivered']]),
      receiptTimes: () => new Map([[amel, { deliveredAtMs: nowMs - 4 * minuteMs, readAtMs: undefined }]]),
      delivery: () => 'sent',
    } as unknown as UrgentsParts['summaries'],
    facts: {
      get: (_space: SpaceId, of: MessageId) => (of === id ? facts : undefined),
      all: () => all,
    } as unknown as UrgentsParts['facts'],
    alarmOf: { state: () => told },
    peerOf: () => ({ kind: 'direct', with: { user: amel } }) as unknown as ConversationPeer,
  });

test('URGENT-7 the ladder: who was reached how, who answered what, whose devices are silent, and who is next', () => {
  const rows = new Map(
    urgentsWith(alarm)
      .ladder(space, id)
      ?.map((row) => [row.user, row]),
  );
  expect([...rows.keys()].sort()).toEqual([amel, youssef, sami].sort());
  expect(rows.get(amel)).toMatchObject({
    stage: 0,
    state: 'delivered',
    deliveredAtMs: nowMs - 4 * minuteMs,
    rings: 3,
    push: 'sent',
    silentSinceMs: nowMs - 10 * minuteMs,
  });
  expect(rows.get(youssef)).toMatchObject({
    state: 'cannot',
    answer: { word: 'cannot' },
    push: 'failed',
    silentSinceMs: undefined,
  });
  expect(rows.get(sami)).toMatchObject({ stage: 1, state: 'sent', rings: 0, push: undefined });
});

test('URGENT-7 without a word of the relay it holds what the document and the receipts say', () => {
  const rows = urgentsWith(undefined).ladder(space, id);
  expect(rows?.map(({ user: who, stage, rings }) => [who, stage, rings])).toEqual([
    [amel, 0, 0],
    [youssef, 0, 0],
    [sami, 1, 0],
  ]);
});

test('URGENT-6 one that could not leave in time stands in the lane and in the alerts of its sender, who decides', () => {
  const late: PendingRow = {
    id: messageIdFromBytes(new Uint8Array(12).fill(9)),
    space,
    text: 'lit 7',
    priority: 'urgent',
    sentAtMs: nowMs - 7 * minuteMs,
    wallMs: nowMs - 7 * minuteMs,
    counter: 0,
  };
  const urgents = urgentsWith(undefined, [late]);
  const phases = (items: readonly UrgentItem[]) => items.map(({ message }) => message.urgent?.phase);
  expect(phases(urgents.lane())).toContain('expired');
  expect(phases(urgents.history())).toContain('expired');
});

test('URGENT-8 a copy that she sent to who stands by is not shown beside its original; one that somebody sent her is', () => {
  const copy = messageIdFromBytes(new Uint8Array(12).fill(5));
  const standBy = facts.plan && { ...facts.plan, standBy: true };
  const shown = (author: UserId) =>
    urgentsWith(alarm, [], [facts, { ...facts, id: copy, author, plan: standBy }])
      .lane()
      .map(({ message }) => message.id);
  expect(shown(me)).toEqual([id]);
  expect(shown(amel)).toContain(copy);
});
