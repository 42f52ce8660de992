/** Reminders in the hands of a colleague with a changed app, or of who was removed (CAL-40 … CAL-43, PUSH-4). */
import { idToBytes, type SpaceId, spaceIdFromBytes, type UserId } from '@sanad/model/ids';
import type { EventNotice } from '@sanad/model/wire/reminder';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type AlarmWorld, makeGroup, makeWriter, minuteMs, startAlarmWorld, type Writer } from './support/alarm-scene.ts';
import { random } from './support/test-device.ts';

let alarms: AlarmWorld;
/** What both are in, and a calendar that only the victim is in by now. */
let shared: SpaceId;
let calendar: SpaceId;
let attacker: Writer;
beforeAll(async () => {
  alarms = await startAlarmWorld();
  const [amel, youssef, sami] = alarms.people;
  shared = await makeGroup(amel, youssef);
  calendar = await makeGroup(sami, youssef);
});
beforeEach(async () => {
  await alarms.begin();
  await alarms.tables.query('delete from reminder');
  attacker = makeWriter(alarms.socket, alarms.people[0], shared);
});
afterAll(() => alarms.stop());

const inMs = (minutes: number): number => alarms.clock.ms + minutes * minuteMs;
const notice = (
  event: Uint8Array,
  users: readonly UserId[],
  timesMs: readonly number[],
  wake: readonly UserId[] = [],
): EventNotice => ({
  kind: 'event',
  event,
  wake: [...wake],
  reminders: users.length === 0 ? [] : [{ users: [...users], timesMs: [...timesMs] }],
});
const remindedAfter = async (minutes: number) => {
  alarms.clock.ms += minutes * minuteMs;
  await alarms.server.ringDue(alarms.clock.ms);
  return (await alarms.tables.pushes()).filter(({ kind }) => kind === 'reminder');
};
const own = (event: Uint8Array, atMs: number, space?: SpaceId) =>
  alarms.people[1].client.post('/me/reminders', { reminders: [{ event, atMs, ...(space && { space }) }], logs: [] });

it('CAL-40: who knows what an event is called moves or ends no reminder of it by way of another space', async () => {
  const [, youssef] = alarms.people;
  const [told, handed] = [random(16), random(16)];
  expect((await own(told, inMs(10), calendar)).status).toBe(200);
  await alarms.tables.query(`insert into reminder (user_id, event, at_ms, space_id) values ($1, $2, $3, $4)`, [
    youssef.user,
    handed,
    inMs(10),
    idToBytes(calendar),
  ]);
  await attacker.append([notice(told, [], []), notice(handed, [], [])]);
  expect(await remindedAfter(10)).toHaveLength(2);
});

it('CAL-41: what her device tells stands, also where somebody said the same by way of a space that she is removed from then', async () => {
  const [amel, youssef] = alarms.people;
  const space = await makeGroup(amel, youssef);
  const event = random(16);
  await makeWriter(alarms.socket, amel, space).append([notice(event, [youssef.user], [inMs(10)])]);
  expect((await own(event, inMs(10), calendar)).status).toBe(200);
  await alarms.tables.query('delete from space_member where user_id = $1 and space_id = $2', [youssef.user, idToBytes(space)]);
  expect(await remindedAfter(10)).toHaveLength(1);
});

it('CAL-41: a calendar that is not hers, or that does not exist, counts as none, and the reminder is kept', async () => {
  const foreign = await makeGroup(alarms.people[0]);
  for (const space of [foreign, spaceIdFromBytes(random(16))]) expect((await own(random(16), inMs(10), space)).status).toBe(200);
  expect(await alarms.tables.query('select 1 from reminder where space_id is null')).toHaveLength(1);
});

it('CAL-43: what was sent counts: nobody goes on reminding a colleague of what is over', async () => {
  const [, youssef] = alarms.people;
  const flood = () =>
    Array.from({ length: 60 }, () =>
      notice(
        random(16),
        [youssef.user],
        Array.from({ length: 32 }, (_, at) => inMs(0) - at * 1000),
      ),
    );
  for (let round = 0; round < 3; round++) {
    await attacker.append(flood());
    await alarms.server.ringDue(alarms.clock.ms);
  }
  expect(await remindedAfter(1)).toHaveLength(300);
});

it('PUSH-4: hundreds of invitations at once are four pushes, and eight of one calendar wait for a device, however many names of events somebody makes up', async () => {
  const [, youssef] = alarms.people;
  const waiting = async () =>
    (await alarms.tables.pushes()).filter(({ kind, user }) => kind === 'event' && user === youssef.user).length;
  await attacker.append(Array.from({ length: 100 }, () => notice(random(16), [], [], [youssef.user])));
  expect(await waiting()).toBe(4);
  for (let round = 0; round < 100; round++) await attacker.append([notice(random(16), [], [], [youssef.user])]);
  expect(await waiting()).toBeLessThanOrEqual(8);
});
