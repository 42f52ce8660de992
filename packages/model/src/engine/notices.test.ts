import { expect, test } from 'vitest';
import { makeDevice } from '../../test/support/signed-chains.ts';
import { importVerifyKey, verify } from '../crypto/primitives.ts';
import {
  alarmIdFromBytes,
  callIdFromBytes,
  logIdFromBytes,
  messageIdFromBytes,
  type SpaceId,
  spaceIdFromBytes,
  type UserId,
  userIdFromBytes,
} from '../ids.ts';
import { type Act, encodeAct } from '../schema/act.ts';
import type { CallOutcome } from '../schema/call-record-values.ts';
import { encodeDetails, type MessageDetails } from '../schema/message.ts';
import { answerInput } from '../wire/alarm.ts';
import { maxNoticesPerAppend } from '../wire/limits.ts';
import type { Identity } from './context.ts';
import { noticesFor } from './notices.ts';
import type { PendingRow } from './records.ts';
import type { SpaceView } from './space-rows.ts';
import { planFor } from './urgent-plan.ts';

const user = (n: number): UserId => userIdFromBytes(new Uint8Array(16).fill(n));
const [me, amel, youssef, gone] = [user(1), user(2), user(3), user(4)];
const space: SpaceId = spaceIdFromBytes(new Uint8Array(16).fill(9));
const log = logIdFromBytes(new Uint8Array(16).fill(8));
const alarm = alarmIdFromBytes(new Uint8Array(16).fill(7));
const member = (who: UserId, admin = false) => ({ user: who, admin, ukGen: 0, chainN: 0 });
// What of a conversation notices are made from.
const group = { space, kind: 'group', members: [member(me), member(amel, true), member(youssef)] } as unknown as SpaceView;
const device = await makeDevice('phone');
const identity = { user: me, device: device.id, keys: { signing: device.signing } } as unknown as Identity;

let made = 0;
const row = (priority: PendingRow['priority'], details: MessageDetails = {}, more: Partial<PendingRow> = {}): PendingRow => ({
  space,
  id: messageIdFromBytes(new Uint8Array(12).fill(++made)),
  sentAtMs: 1000 + made,
  wallMs: 1000,
  counter: made,
  priority,
  text: 'lit 12',
  details: encodeDetails(details),
  entered: log,
  ...more,
});
const acts = (act: Act): PendingRow => row('normal', {}, { text: '', act: encodeAct(act) });
const told = (rows: readonly PendingRow[], of = group) =>
  noticesFor(of, log, { identity, pending: () => rows, alarmOf: () => alarm, nowMs: () => 2000 });
const form = { first: [amel], need: 'one', deadlineMs: 60_000, escalateTo: [youssef], repliesAnswer: false } as const;
const plan = planFor(form, me, [], { everyMs: 120_000, forMs: 1_200_000 });

test('NOTICE-1 calm messages are told once together, with the highest level and who is mentioned', async () => {
  expect(await told([row('normal'), row('medium', { mentions: [amel] }), row('normal', { mentions: [amel, youssef] })])).toEqual([
    { kind: 'message', level: 'medium', named: [amel, youssef] },
  ]);
  expect(await told([row('normal')])).toEqual([{ kind: 'message', level: 'normal' }]);
  const unsent = row('normal', {}, { entered: undefined });
  expect(await told([unsent, acts({ kind: 'pin', target: unsent.id, value: true })])).toEqual([]);
});

test('CALL-11 a missed call wakes, and nobody is woken for one that she knows of', async () => {
  const call = (outcome: CallOutcome) =>
    row(
      'normal',
      { call: { call: callIdFromBytes(new Uint8Array(16)), outcome, video: false, startedAtMs: 1, durationMs: 2 } },
      { text: '' },
    );
  expect(await told([call('unanswered')])).toEqual([{ kind: 'message', level: 'normal' }]);
  expect(await told([call('talked'), call('declined')])).toEqual([]);
});

test('URGENT-2 an urgent message is told with its plan: who is asked, when, and who is told at the end', async () => {
  const [notice, ...rest] = await told([row('urgent', { urgent: { ...plan, first: undefined } })]);
  expect([notice?.kind, rest]).toEqual(['urgent', []]);
  expect((await told([row('urgent', { urgent: plan })]))[0]).toEqual({
    kind: 'urgent',
    plan: {
      id: plan.alarm,
      first: [amel],
      need: 'one',
      everyMs: plan.everyMs,
      forMs: plan.forMs,
      stages: [{ afterMs: 60_000, users: [youssef] }],
      report: [amel],
    },
  });
});

test('URGENT-2 the same rows are told the same again: a crash loses no alarm and makes no second one', async () => {
  const rows = [row('urgent', { urgent: plan }), row('normal')];
  expect(await told(rows)).toEqual(await told(rows));
});

test('URGENT-2 who left meanwhile is not asked; when nobody is left nothing is', async () => {
  const [notice] = await told([row('urgent', { urgent: { ...plan, first: [gone, amel] } })]);
  expect(notice).toMatchObject({ plan: { first: [amel] } });
  expect(await told([row('urgent', { urgent: { ...plan, first: [gone] } })])).toEqual([{ kind: 'message', level: 'medium' }]);
});

test('NOTICE-1 who is not asked by an urgent message is woken as by any other', async () => {
  const [, ...rest] = await told([row('urgent', { urgent: plan, mentions: [youssef] })]);
  expect(rest).toEqual([{ kind: 'message', level: 'medium', named: [youssef] }]);
  const all = { ...plan, first: [amel, youssef] };
  expect((await told([row('urgent', { urgent: all })])).map(({ kind }) => kind)).toEqual(['urgent']);
});

test('URGENT-6 entered in time and appended too late, it rings nobody', async () => {
  const late = 1000 + 24 * 3_600_000;
  const rows = [row('urgent', { urgent: plan })];
  const parts = { identity, pending: () => rows, alarmOf: () => alarm, nowMs: () => late };
  expect(await noticesFor(group, log, parts)).toEqual([{ kind: 'message', level: 'medium' }]);
  // A copy rings nobody by itself: it is a place of its alarm, however late.
  const copies = [row('urgent', { urgent: { ...plan, standBy: true } })];
  const later = { ...parts, pending: () => copies };
  expect(await noticesFor(group, log, later)).toEqual([{ kind: 'stand-by', alarm: plan.alarm }]);
});

test('URGENT-5 a copy for stand-by is told as a place of its alarm', async () => {
  expect(await told([row('urgent', { urgent: { ...plan, standBy: true } })])).toEqual([{ kind: 'stand-by', alarm: plan.alarm }]);
});

test('URGENT-3 an answer is told signed, with the time of its act', async () => {
  const answer = acts({ kind: 'answer', target: messageIdFromBytes(new Uint8Array(12)), value: { word: 'cannot', to: youssef } });
  const [notice] = await told([answer]);
  if (notice?.kind !== 'answer') throw new Error('an answer');
  const { sig, ...said } = notice.answer;
  expect(said).toEqual({ alarm, user: me, device: device.id, word: 'cannot', to: youssef, atMs: answer.sentAtMs });
  const key = await importVerifyKey(device.keys.sig);
  expect(key !== undefined && (await verify(key, sig, answerInput(said)))).toBe(true);
});

test('URGENT-3 an answer to a message whose alarm is not known is no notice', async () => {
  const answer = acts({ kind: 'answer', target: messageIdFromBytes(new Uint8Array(12)), value: { word: 'taken' } });
  expect(
    await noticesFor(group, log, { identity, pending: () => [answer], alarmOf: () => undefined, nowMs: () => 2000 }),
  ).toEqual([]);
});

test('NOTICE-1 of a private space nothing is told, and never more than an append may hold', async () => {
  expect(await told([row('urgent', { urgent: plan })], { ...group, kind: 'private' })).toEqual([]);
  const many = Array.from({ length: maxNoticesPerAppend + 5 }, () => row('urgent', { urgent: plan }));
  expect(await told(many)).toHaveLength(maxNoticesPerAppend);
});
