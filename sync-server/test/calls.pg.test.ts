import { createHmac } from 'node:crypto';
import { callIdFromBytes, type UserId, userIdFromBytes } from '@sanad/model/ids';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { turnCredentials } from '../src/calls/turn-credentials.ts';
import { makeGroup } from './support/alarm-scene.ts';
import { type PushWorld, startPushWorld } from './support/push-world.ts';
import { createClient } from './support/test-client.ts';
import { random } from './support/test-device.ts';

let push: PushWorld;
beforeAll(async () => {
  push = await startPushWorld();
});
afterAll(() => push.stop());
const someCall = () => callIdFromBytes(random(16));

async function two() {
  const [caller, callee] = [await push.reachable(), await push.reachable()];
  const { space } = await push.world.direct(caller.person, callee.person);
  return { caller, callee, space };
}

it('CALL-8: who is called is woken, urgently and without a name; the caller is not', async () => {
  const { caller, callee, space } = await two();
  const call = someCall();
  expect((await caller.person.client.post('/calls/ring', { call, space, ring: 1 })).status).toBe(200);
  await push.send();
  const { device } = callee.person;
  expect(callee.phone.pushes.map(({ payload }) => payload)).toEqual([{ v: 1, d: device, k: 'call', s: space, c: call, r: 1 }]);
  expect(caller.phone.pushes).toEqual([]);
});

it('CALL-8: a ring that has not left is replaced by the next one, and by the end', async () => {
  const { caller, callee, space } = await two();
  const call = someCall();
  for (const ring of [1, 2]) await caller.person.client.post('/calls/ring', { call, space, ring });
  await caller.person.client.post('/calls/end', { call, space, user: callee.person.user });
  const jobs = await push.jobs(callee.person);
  expect(jobs.map(({ urgency, ttl_s }) => [urgency, ttl_s])).toEqual([['high', 600]]);
  await push.send();
  expect(callee.phone.pushes.map(({ payload }) => payload.k)).toEqual(['call-over']);
});

it('CALL-8: whoever calls again and again leaves one push that waits, not one for each call', async () => {
  const { caller, callee, space } = await two();
  for (let i = 0; i < 5; i++) await caller.person.client.post('/calls/ring', { call: someCall(), space, ring: 1 });
  const last = someCall();
  await caller.person.client.post('/calls/ring', { call: last, space, ring: 1 });
  expect(await push.jobs(callee.person)).toHaveLength(1);
  await push.send();
  expect(callee.phone.pushes.map(({ payload }) => payload.c)).toEqual([last]);
});

it('CALL-8: who is called may tell her own devices that it is over', async () => {
  const { caller, callee, space } = await two();
  const answer = await callee.person.client.post('/calls/end', { call: someCall(), space, user: callee.person.user });
  await push.send();
  expect([answer.status, callee.phone.pushes.length, caller.phone.pushes.length]).toEqual([200, 1, 0]);
});

it('CALL-8: nobody else is woken: not by strangers, not in groups, not in the name of others', async () => {
  const { caller, callee, space } = await two();
  const stranger = await push.world.colleague();
  const group = await makeGroup(caller.person, callee.person);
  const call = someCall();
  for (const answer of [
    await stranger.client.post('/calls/ring', { call, space, ring: 1 }),
    await caller.person.client.post('/calls/ring', { call, space: group, ring: 1 }),
    await caller.person.client.post('/calls/end', { call, space, user: stranger.user }),
  ])
    expect([answer.status, answer.body.code]).toEqual([403, 'space/not-member']);
  const malformed = await caller.person.client.post('/calls/ring', { call, space, ring: 0 });
  expect([malformed.status, malformed.body.code]).toEqual([400, 'request/malformed']);
  expect((await createClient(push.server).post('/calls/ring', { call, space, ring: 1 })).status).toBe(401);
  await push.send();
  expect(callee.phone.pushes).toEqual([]);
});

it('CALL-8, PUSH-5: a muted colleague and quiet hours keep calls away', async () => {
  const { caller, callee, space } = await two();
  const wide = { urgentPasses: true, urgentRepeats: true };
  const ring = () => caller.person.client.post('/calls/ring', { call: someCall(), space, ring: 1 });
  await callee.person.client.post('/me/push/filter', { ...wide, muted: [{ space, untilMs: push.nowMs + 60_000 }] });
  await ring();
  const quiet = { zone: 'UTC', from: 0, to: 0, days: 127 };
  await callee.person.client.post('/me/push/filter', { ...wide, muted: [], quiet });
  await ring();
  await push.send();
  expect(callee.phone.pushes).toEqual([]);
});

it('CALL-8: a hundred rings in ten minutes are enough', async () => {
  const { caller, space } = await two();
  const statuses: number[] = [];
  for (let i = 0; i < 101; i++)
    statuses.push((await caller.person.client.post('/calls/ring', { call: someCall(), space, ring: 1 })).status);
  expect(statuses.slice(-2)).toEqual([200, 429]);
});

it('CALL-9: without a relay there are none; only active accounts ask', async () => {
  const person = await push.world.colleague();
  const { body } = await person.client.get('/calls/ice');
  expect(body).toEqual({ servers: [], turnOnly: false });
  const pending = await push.world.signUp();
  expect((await pending.client.get('/calls/ice')).body.code).toBe('account/pending');
  expect((await createClient(push.server).get('/calls/ice')).body.code).toBe('auth/required');
});

it('CALL-9: credentials end four hours later, are made with the shared secret, and name nobody', () => {
  const turn = { urls: ['turn:turn.example:3478'], secret: 'a shared secret of both', turnOnly: true };
  const nowMs = 1_800_000_000_000;
  const [user, other] = [1, 2].map((n) => userIdFromBytes(new Uint8Array(16).fill(n))) as [UserId, UserId];
  const { servers, turnOnly } = turnCredentials(turn, user, nowMs);
  const [server] = servers;
  if (server === undefined) throw new Error('a server');
  expect([turnOnly, server.urls]).toEqual([true, turn.urls]);
  expect(server.username).toMatch(/^1800014400:[A-Za-z0-9_-]{12}$/);
  expect(server.credential).toBe(createHmac('sha1', turn.secret).update(server.username).digest('base64'));
  const nameOf = (who: UserId, atMs: number) => turnCredentials(turn, who, atMs).servers[0]?.username.split(':')[1];
  expect(nameOf(user, nowMs + 60_000)).toBe(nameOf(user, nowMs));
  expect(nameOf(other, nowMs)).not.toBe(nameOf(user, nowMs));
});
