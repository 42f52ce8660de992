/** Reminders at the relay: handed over with appends, told by her own devices, sent once (CAL-40 … CAL-44). */
import { bytesToBase64Url } from '@sanad/model/bytes';
import { idToBytes, type SpaceId, type UserId } from '@sanad/model/ids';
import type { EventNotice } from '@sanad/model/wire/reminder';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startServer } from '../src/server.ts';
import { type AlarmWorld, makeGroup, makeWriter, minuteMs, startAlarmWorld, type Writer } from './support/alarm-scene.ts';
import { createClient, joinSocket } from './support/test-client.ts';
import { random } from './support/test-device.ts';
import { testConfig } from './support/test-server.ts';

let alarms: AlarmWorld;
let group: SpaceId;
let writer: Writer;
beforeAll(async () => {
  alarms = await startAlarmWorld();
  const [amel, youssef, sami] = alarms.people;
  group = await makeGroup(amel, youssef, sami);
});
beforeEach(async () => {
  await alarms.begin();
  await alarms.tables.query('delete from reminder');
  writer = makeWriter(alarms.socket, alarms.people[0], group);
});
afterAll(() => alarms.stop());

const someEvent = (): Uint8Array => random(16);
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
const inMs = (minutes: number): number => alarms.clock.ms + minutes * minuteMs;
const remindedAfter = async (minutes: number) => {
  alarms.clock.ms += minutes * minuteMs;
  await alarms.server.ringDue(alarms.clock.ms);
  return (await alarms.tables.pushes()).filter(({ kind }) => kind === 'reminder');
};
const own = (
  person: AlarmWorld['people'][number],
  reminders: readonly { event: Uint8Array; atMs: number; space?: SpaceId }[],
  logs: readonly object[] = [],
) => person.client.post('/me/reminders', { reminders, logs });

it('CAL-40, CAL-42: what an append hands over reminds each member once, by name of the event and place, without a word', async () => {
  const [amel, youssef, , outsider] = alarms.people;
  const event = someEvent();
  const atMs = inMs(15);
  const answer = await writer.append([
    notice(event, [amel.user, youssef.user, outsider.user], [atMs], [youssef.user, outsider.user]),
  ]);
  expect(answer).toMatchObject({ type: 'appended', seq: 1 });
  const told = await alarms.tables.pushes();
  expect(told.map(({ user, kind }) => [user, kind])).toEqual([[youssef.user, 'event']]);
  const e = bytesToBase64Url(event);
  expect(told[0]?.payload).toEqual({ k: 'event', s: group, l: writer.log, n: 1, e });
  expect(await remindedAfter(14)).toEqual([]);
  const sent = await remindedAfter(1);
  expect(new Set(sent.map(({ user }) => user))).toEqual(new Set([amel.user, youssef.user]));
  expect(sent[0]?.payload).toEqual({ k: 'reminder', s: group, l: writer.log, n: 1, e, at: atMs });
  await alarms.tables.clearPushes();
  // Told again by her device, or handed over again: it was sent.
  await writer.append([notice(event, [amel.user, youssef.user], [atMs])]);
  expect((await own(youssef, [{ event, atMs }], [{ log: writer.log, seq: 2 }])).status).toBe(200);
  expect(await remindedAfter(1)).toEqual([]);
});

it('CAL-40: a later append about the same event moves what is to come, or ends it; of another event nothing changes', async () => {
  const [, youssef] = alarms.people;
  const [moved, other] = [someEvent(), someEvent()];
  await writer.append([notice(moved, [youssef.user], [inMs(10)]), notice(other, [youssef.user], [inMs(10)])]);
  await writer.append([notice(moved, [youssef.user], [inMs(30)])]);
  expect((await remindedAfter(10)).map(({ payload }) => payload.e)).toEqual([bytesToBase64Url(other)]);
  await alarms.tables.clearPushes();
  await writer.append([notice(moved, [], [])]);
  expect(await remindedAfter(30)).toEqual([]);
});

it('CAL-40: who is no member any more by then is not reminded', async () => {
  const [amel, youssef] = alarms.people;
  const space = await makeGroup(amel, youssef);
  await makeWriter(alarms.socket, amel, space).append([notice(someEvent(), [amel.user, youssef.user], [inMs(10)])]);
  await alarms.tables.query('delete from space_member where user_id = $1 and space_id = $2', [youssef.user, idToBytes(space)]);
  expect((await remindedAfter(10)).map(({ user }) => user)).toEqual([amel.user]);
});

it('CAL-41: her own device replaces what it knows; what it has not read stays, and what it read too early is refused', async () => {
  const [, youssef] = alarms.people;
  const [known, fresh] = [someEvent(), someEvent()];
  await writer.append([notice(known, [youssef.user], [inMs(10)])]);
  const later = makeWriter(alarms.socket, alarms.people[0], group);
  await later.append([notice(fresh, [youssef.user], [inMs(10)])]);
  const logs = [{ log: writer.log, seq: 1 }];
  expect((await own(youssef, [{ event: known, atMs: inMs(20), space: group }], logs)).status).toBe(200);
  expect((await remindedAfter(10)).map(({ payload }) => payload.e)).toEqual([bytesToBase64Url(fresh)]);
  await alarms.tables.clearPushes();
  await writer.append([notice(known, [youssef.user], [inMs(60)])]);
  const behind = await own(youssef, [{ event: known, atMs: inMs(10), space: group }], logs);
  expect([behind.status, behind.body.code]).toEqual([409, 'reminder/behind']);
  expect(await remindedAfter(10)).toEqual([]);
  expect(await remindedAfter(50)).toHaveLength(1);
});

it('CAL-41: a list is of who tells it, and says nothing of logs that she may not read', async () => {
  const [amel, youssef, , outsider] = alarms.people;
  const event = someEvent();
  await writer.append([notice(event, [youssef.user], [inMs(10)])]);
  // Whoever is no member does not learn how far a log is.
  expect((await own(outsider, [{ event, atMs: inMs(5) }], [{ log: writer.log, seq: 0 }])).status).toBe(200);
  expect((await own(amel, [], [{ log: writer.log, seq: 1 }])).status).toBe(200);
  expect((await remindedAfter(10)).map(({ user }) => user).sort()).toEqual([youssef.user, outsider.user].sort());
});

it('CAL-43: too many, too far ahead, too large or malformed is refused with its code, and nothing is stored', async () => {
  const [amel, youssef] = alarms.people;
  const far = alarms.clock.ms + 401 * 24 * 60 * minuteMs;
  const refusal = async (sent: ReturnType<typeof own>) => {
    const { status, body } = await sent;
    return [status, body.code];
  };
  expect(await refusal(own(amel, [{ event: someEvent(), atMs: far }]))).toEqual([400, 'reminder/time']);
  const many = Array.from({ length: 501 }, () => ({ event: someEvent(), atMs: inMs(1) }));
  expect(await refusal(own(amel, many))).toEqual([400, 'request/malformed']);
  expect(await refusal(own(amel, [{ event: random(17), atMs: inMs(1) }]))).toEqual([400, 'request/malformed']);
  expect(await refusal(own(amel, [{ event: someEvent(), atMs: -1 }]))).toEqual([400, 'request/malformed']);
  expect((await createClient(alarms.server).post('/me/reminders', { reminders: [], logs: [] })).status).toBe(401);
  expect(await writer.append([notice(someEvent(), [youssef.user], [far])])).toMatchObject({
    type: 'refused',
    code: 'reminder/time',
  });
  const times = Array.from({ length: 32 }, (_, at) => inMs(at + 1));
  const flood = Array.from({ length: 63 }, () => notice(someEvent(), [youssef.user], times));
  expect(await writer.append(flood)).toMatchObject({ type: 'refused', code: 'reminder/too-many' });
  expect(await alarms.tables.query('select 1 from reminder')).toEqual([]);
  // One colleague leaves a bounded number with another.
  for (let round = 0; round < 2; round++)
    await writer.append(Array.from({ length: 10 }, () => notice(someEvent(), [youssef.user], times)));
  expect(await alarms.tables.query('select 1 from reminder')).toHaveLength(300);
});

it('PUSH-4, CAL-43: whoever speaks of ever more events does not pile up pushes for a device that is away', async () => {
  const [, youssef] = alarms.people;
  for (let round = 0; round < 4; round++)
    await writer.append(Array.from({ length: 100 }, () => notice(someEvent(), [], [], [youssef.user])));
  const waiting = await alarms.tables.pushes();
  expect(waiting.length).toBeGreaterThan(0);
  expect(waiting.length).toBeLessThanOrEqual(8);
});

it('CAL-42: two processes send each reminder once, a thousand of one second; what was due while no server ran comes late, and not after an hour', async () => {
  const started = await startServer(testConfig({ databaseUrl: alarms.server.databaseUrl, allowedOrigins: [alarms.server.url] }), {
    nowMs: () => alarms.clock.ms,
    alarmPollMs: 0,
  });
  if (!started.ok) throw new Error(started.error.line);
  const [, youssef, sami] = alarms.people;
  const at = inMs(5);
  for (const { user } of [youssef, sami])
    await alarms.tables.query(
      `insert into reminder (user_id, event, at_ms)
       select $1::uuid, decode(md5($1::text || i), 'hex'), $2::bigint from generate_series(1, 500) as i`,
      [user, at],
    );
  alarms.clock.ms = at + 50 * minuteMs;
  const ring = (server: { ringDue: (nowMs: number) => Promise<void> }) => server.ringDue(alarms.clock.ms);
  await Promise.all([ring(alarms.server), ring(started.value), ring(started.value), ring(alarms.server)]);
  const sent = (await alarms.tables.pushes()).filter(({ kind }) => kind === 'reminder');
  expect(sent).toHaveLength(1000);
  expect(new Set(sent.map(({ user, payload }) => `${user} ${payload.e}`)).size).toBe(1000);
  await alarms.tables.clearPushes();
  await own(sami, [{ event: someEvent(), atMs: inMs(1) }]);
  expect(await remindedAfter(62)).toEqual([]);
  await started.value.close();
});

it('CAL-42: what was sent is kept for two days, then nothing is left of it', async () => {
  const [, youssef] = alarms.people;
  await own(youssef, [{ event: someEvent(), atMs: inMs(1) }]);
  expect(await remindedAfter(1)).toHaveLength(1);
  await alarms.server.keepHouse(inMs(2 * 24 * 60 - 1));
  expect(await alarms.tables.query('select 1 from reminder')).toHaveLength(1);
  await alarms.server.keepHouse(inMs(2 * 24 * 60 + 1));
  expect(await alarms.tables.query('select 1 from reminder')).toEqual([]);
});

it('CAL-44, PUSH-5: quiet hours by the clock hold a reminder back, being off duty and a muted calendar do not', async () => {
  const [, youssef] = alarms.people;
  (await joinSocket(alarms.server, youssef)).close();
  const filter = { muted: [{ space: group, untilMs: inMs(600) }], urgentPasses: true, urgentRepeats: true };
  const always = { zone: 'UTC', from: 0, to: 0, days: 127 };
  const remindWith = async (more: object) => {
    await alarms.tables.clearPushes();
    expect((await youssef.client.post('/me/push/filter', { ...filter, ...more })).status).toBe(200);
    await writer.append([notice(someEvent(), [youssef.user], [inMs(1)], [youssef.user])]);
    alarms.clock.ms += minuteMs;
    await alarms.server.ringDue(alarms.clock.ms);
    return (await alarms.tables.pushes()).map(({ kind }) => kind);
  };
  expect(await remindWith({})).toEqual(['event', 'reminder']);
  expect(await remindWith({ quiet: always })).toEqual([]);
  const duty = { untilMs: inMs(600), shifts: [[inMs(300), inMs(400)]] };
  expect(await remindWith({ quiet: always, duty })).toEqual(['reminder']);
  await youssef.client.post('/me/push/filter', { muted: [], urgentPasses: true, urgentRepeats: true });
});
