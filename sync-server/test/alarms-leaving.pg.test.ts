/** Who was asked and is here no more: removed from the group, or suspended. */
import { idToBytes } from '@sanad/model/ids';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type AlarmWorld, makeGroup, makeWriter, minuteMs, startAlarmWorld, type Tables } from './support/alarm-scene.ts';
import type { SignedInPerson } from './support/test-client.ts';
import type { TestServer } from './support/test-server.ts';

let alarms: AlarmWorld;
let clock: AlarmWorld['clock'];
let server: TestServer;
let tables: Tables;
let alice: SignedInPerson;
let bob: SignedInPerson;
let carol: SignedInPerson;
let deputy: SignedInPerson;

beforeAll(async () => {
  alarms = await startAlarmWorld();
  ({ server, tables, clock } = alarms);
  [alice, bob, carol, deputy] = alarms.people;
});
beforeEach(() => alarms.begin());
afterAll(() => alarms.stop());

const passMinutes = async (minutes: number): Promise<void> => {
  for (let minute = 0; minute < minutes; minute++) {
    clock.ms += minuteMs;
    await server.ringDue(clock.ms);
  }
};
/** A group of these three, and how one of them is out of it. */
const makeLeaving = async () => {
  const space = await makeGroup(alice, bob, carol);
  const leave = ({ user }: SignedInPerson) =>
    tables.query('delete from space_member where space_id = $1 and user_id = $2', [idToBytes(space), user]);
  return { writer: makeWriter(alarms.socket, alice, space), leave };
};

it('ALARM-6: who was asked first and is no member any more rings and answers no more, and nobody waits for her', async () => {
  const { writer, leave } = await makeLeaving();
  const plan = await alarms.send(writer, { stages: [{ afterMs: 6 * minuteMs, users: [deputy.user] }] });
  await leave(carol);
  for (const word of ['taken', 'call', 'cannot'] as const)
    expect((await alarms.say(carol, plan.id, word)).body.code).toBe('alarm/forbidden');
  await tables.clearPushes();
  await passMinutes(2);
  expect(await alarms.kinds()).toEqual([[bob.user, 'urgent']]);
  await tables.clearPushes();
  await alarms.say(bob, plan.id, 'cannot');
  expect((await alarms.kinds()).sort()).toEqual(
    [
      [alice.user, 'late'],
      [deputy.user, 'urgent'],
    ].sort(),
  );
  // Passed on to her, she is asked again as somebody outside.
  await tables.clearPushes();
  await alarms.say(deputy, plan.id, 'cannot', carol.user);
  expect(await alarms.kinds()).toEqual([[carol.user, 'urgent']]);
  expect((await alarms.say(carol, plan.id, 'taken')).body.phase).toBe('paused');
});

it('ALARM-6: what she said while she was asked stands when she has left', async () => {
  const { writer, leave } = await makeLeaving();
  const plan = await alarms.send(writer);
  expect((await alarms.say(carol, plan.id, 'taken')).body.phase).toBe('paused');
  await leave(carol);
  await passMinutes(6);
  expect((await tables.alarm(plan.id)).phase).toBe('answered');
});

it('ALARM-5: each must answer: of those who are still asked; when all have left, nobody has answered', async () => {
  const { writer, leave } = await makeLeaving();
  const plan = await alarms.send(writer, { need: 'each' });
  const other = await alarms.send(writer, {
    need: 'each',
    first: [carol.user],
    stages: [{ afterMs: 6 * minuteMs, users: [deputy.user] }],
  });
  await leave(carol);
  expect((await alarms.say(bob, plan.id, 'taken')).body.phase).toBe('paused');
  await passMinutes(2);
  expect((await tables.rings(other.id)).get(deputy.user)).toBe(1);
  await alarms.say(deputy, other.id, 'cannot');
  expect((await tables.alarm(other.id)).phase).toBe('unanswered');
});

it('ALARM-1: nobody waits for an account that was suspended meanwhile', async () => {
  const plan = await alarms.send((await makeLeaving()).writer, { stages: [{ afterMs: 6 * minuteMs, users: [deputy.user] }] });
  await tables.query("update person set status = 'suspended' where user_id = $1", [carol.user]);
  await alarms.say(bob, plan.id, 'cannot');
  await tables.query("update person set status = 'active' where user_id = $1", [carol.user]);
  expect((await tables.rings(plan.id)).get(deputy.user)).toBe(1);
});
