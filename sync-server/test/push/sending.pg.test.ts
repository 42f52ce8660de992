import { afterAll, beforeAll, expect, it } from 'vitest';
import { claimJobs, leaseMs } from '../../src/push/job-store.ts';
import { createPushSender } from '../../src/push/push-sender.ts';
import type { RingResult } from '../../src/push/settle-jobs.ts';
import { createVapidSigner, readOrMakeVapidKeys } from '../../src/push/vapid.ts';
import { startServer } from '../../src/server.ts';
import { openPush } from '../support/open-push.ts';
import { startPushService } from '../support/push-service.ts';
import { type PushWorld, someAlarm, somePlace, startPushWorld } from '../support/push-world.ts';
import { createClient } from '../support/test-client.ts';
import { testConfig, until } from '../support/test-server.ts';

let push: PushWorld;
beforeAll(async () => {
  push = await startPushWorld();
});
afterAll(() => push.stop());

it('PUSH-6, PUSH-3: what arrives opens by the reference library and by hand, says who sent it, and has its headers', async () => {
  const { person, phone } = await push.reachable();
  const alarm = someAlarm();
  const place = somePlace();
  await push.wake(person, { kind: 'urgent', alarm, place, ring: 3, ttlSeconds: 120, topic: 'about' });
  await push.send(30_000);
  const [one] = phone.pushes;
  expect(phone.pushes).toHaveLength(1);
  expect(one?.payload).toEqual({
    v: 1,
    d: person.device,
    k: 'urgent',
    s: place.space,
    l: place.log,
    n: place.seq,
    a: alarm,
    r: 3,
  });
  expect(Buffer.from(openPush(phone, one?.sealed ?? new Uint8Array())).toString()).toBe(one?.text);
  expect(one?.headers).toMatchObject({
    'content-encoding': 'aes128gcm',
    'content-type': 'application/octet-stream',
    ttl: '90',
    urgency: 'high',
    topic: expect.stringMatching(/^[\w-]{32}$/),
  });
  const { key } = (await person.client.get('/me/push')).body;
  expect(one?.vapid).toMatchObject({ audience: push.service.origin, subject: 'mailto:it@hospital.example' });
  expect(Buffer.from(one?.vapid?.key ?? []).equals(Buffer.from(key))).toBe(true);
  const livesMs = (one?.vapid?.expiresAtMs ?? 0) - Date.now();
  expect(livesMs > 0 && livesMs <= 24 * 3_600_000).toBe(true); // RFC 8292 §2
  await push.wake(person);
  await push.send();
  expect(phone.pushes[1]?.headers).toMatchObject({ urgency: 'normal', ttl: '3600' });
  expect(phone.pushes[1]?.headers['topic']).toBeUndefined();
  expect(await push.jobs(person)).toEqual([]);
});

it('PUSH-6: push services cannot tell from topic or length who is woken for the same thing, or for what', async () => {
  const [amel, youssef] = [await push.reachable(), await push.reachable()];
  const alarm = someAlarm();
  const about = { alarm, place: somePlace(), topic: alarm };
  for (const { person } of [amel, youssef]) {
    await push.wake(person, { ...about, kind: 'urgent', ring: 1 });
    await push.send();
    await push.wake(person, { ...about, kind: 'unanswered' });
    await push.wake(person, { kind: 'answered' });
    await push.send();
  }
  const topics = ({ phone }: typeof amel) => phone.pushes.map(({ headers }) => headers['topic']);
  expect(topics(amel)[0]).toBe(topics(amel)[1]);
  expect(topics(amel)).not.toContain(topics(youssef)[0]);
  const sent = [...amel.phone.pushes, ...youssef.phone.pushes];
  expect(new Set(sent.map(({ sealed }) => sealed.length)).size).toBe(1);
});

it('PUSH-6: whatever stands in a job, a push holds nothing but the keys of its schema', async () => {
  const { person, phone } = await push.reachable();
  await push.wake(person, { kind: 'urgent', alarm: someAlarm() });
  await push.database.query(
    `update push_job set payload = payload || '{"text": "Kalium 6.8", "name": "Amira", "d": "${'0'.repeat(32)}", "v": 2}'`,
  );
  await push.send();
  expect(Object.keys(phone.pushes[0]?.payload).toSorted()).toEqual(['a', 'd', 'k', 'l', 'n', 's', 'v']);
  expect(phone.pushes[0]?.payload).toMatchObject({ v: 1, d: person.device });
});

it('PUSH-4: 404 and 410 end the subscription and everything that waits for it', async () => {
  for (const status of [404, 410]) {
    const { person, phone } = await push.reachable();
    phone.reply = status;
    await push.wake(person);
    await push.wake(person, { kind: 'urgent' });
    await push.send();
    expect((await person.client.get('/me/push')).body.subscribed).toBe(false);
    await push.send(3_600_000);
    expect(phone.pushes.length).toBeLessThanOrEqual(2);
  }
});

it('PUSH-4: a subscription that was renewed meanwhile is not ended by its older endpoint', async () => {
  const { person, phone } = await push.reachable();
  phone.reply = 'hang';
  await push.wake(person);
  const sending = push.send();
  await until(() => phone.pushes.length === 1);
  const renewed = push.service.subscribe();
  await person.client.post('/me/push', renewed.subscription);
  phone.answerHanging(410);
  await sending;
  await push.send(1000);
  expect(renewed.pushes).toHaveLength(1);
  expect((await person.client.get('/me/push')).body).toMatchObject({ subscribed: true, last: { status: 201, isTaken: true } });
});

it('PUSH-4: 413 and 400 end the job alone', async () => {
  const { person, phone } = await push.reachable();
  for (const status of [413, 400, 302]) {
    phone.reply = status;
    await push.wake(person);
    await push.send();
    expect(await push.jobs(person)).toEqual([]);
    expect((await person.client.get('/me/push')).body).toMatchObject({ subscribed: true, last: { status, isTaken: false } });
  }
  expect(phone.pushes).toHaveLength(3); // a redirect is not followed
});

it('PUSH-4: 429 waits as long as the service says', async () => {
  const { person, phone } = await push.reachable();
  phone.reply = { status: 429, headers: { 'retry-after': '600' } };
  await push.wake(person);
  await push.send();
  await push.send(599_000);
  expect(phone.pushes).toHaveLength(1);
  phone.reply = 201;
  await push.send(10_000);
  expect(phone.pushes).toHaveLength(2);
  expect(phone.pushes[1]?.headers['ttl']).toMatch(/^29[89]\d$/); // what is left of an hour
  expect(await push.jobs(person)).toEqual([]);
});

it('PUSH-4: a service that is down is asked again, later each time, until nobody wants the push any more', async () => {
  const { person, phone } = await push.reachable();
  phone.reply = 503;
  await push.wake(person, { ttlSeconds: 120 });
  const startedAtMs = push.nowMs;
  await push.send();
  expect((await person.client.get('/me/push')).body.last).toMatchObject({ status: 503, isTaken: false });
  const triedAfter: number[] = [];
  while ((await push.jobs(person)).length > 0 && push.nowMs < startedAtMs + 600_000) {
    const before = phone.pushes.length;
    await push.send(500);
    if (phone.pushes.length > before) triedAfter.push(push.nowMs - startedAtMs);
  }
  const gaps = triedAfter.map((at, index) => at - (triedAfter[index - 1] ?? 0));
  for (const [index, gap] of gaps.entries()) {
    expect(gap).toBeGreaterThanOrEqual(1000 * 2 ** index);
    expect(gap).toBeLessThanOrEqual(2000 * 2 ** index + 5000);
  }
  expect(gaps.length).toBeGreaterThanOrEqual(4);
  expect(triedAfter.at(-1)).toBeLessThan(120_000);
});

it('PUSH-4: a service that cannot be reached is one that is down; what nobody wants any more is not sent', async () => {
  const { person, phone } = await push.reachable();
  await push.database.query('update push_subscription set endpoint = $2 where user_id = $1', [
    person.user,
    'http://127.0.0.1:9/nobody',
  ]);
  await push.wake(person, { ttlSeconds: 60 });
  await push.send();
  expect((await person.client.get('/me/push')).body.last).toMatchObject({ status: 0, isTaken: false });
  expect(await push.jobs(person)).toMatchObject([{ attempts: 1, lease_until_ms: null }]);
  await push.database.query('update push_subscription set endpoint = $2 where user_id = $1', [person.user, phone.endpoint]);
  await push.send(61_000);
  expect(await push.jobs(person)).toEqual([]);
  expect(phone.pushes).toEqual([]);
});

it('PUSH-4: a process that is killed between claim and answer loses nothing: the lease runs out and another one sends', async () => {
  const { person, phone } = await push.reachable();
  await push.wake(person);
  expect(await claimJobs(push.database, push.nowMs, 10)).toHaveLength(1); // and nothing more is heard of it
  await push.send();
  await push.send(leaseMs - 1000);
  expect(phone.pushes).toEqual([]);
  await push.send(1000);
  expect(phone.pushes).toHaveLength(1);
  expect(await push.jobs(person)).toEqual([]);
});

it('PUSH-4: what a newer push replaces is not sent after it', async () => {
  const { person, phone } = await push.reachable();
  phone.reply = 503;
  await push.wake(person, { kind: 'urgent', topic: 'same' });
  await push.send();
  phone.reply = 201;
  await push.wake(person, { kind: 'answered', topic: 'same' });
  await push.send();
  await push.send(60_000);
  expect(phone.pushes.map(({ payload }) => payload.k)).toEqual(['urgent', 'answered']);
  expect(await push.jobs(person)).toEqual([]);
});

it('PUSH-4: what waits for a service that never answers does not pile up, however much is written, and keeps nobody waiting', async () => {
  const { person, phone } = await push.reachable();
  phone.reply = 503;
  for (let count = 0; count < 60; count++) await push.wake(person, { topic: `conversation ${count % 3}` });
  expect(await push.jobs(person)).toHaveLength(3);
  const other = await push.reachable();
  await push.wake(other.person, { topic: 'conversation 0' });
  await push.send();
  expect(other.phone.pushes).toHaveLength(1);
  expect(await push.jobs(person)).toHaveLength(3);
});

it('PUSH-4: a push service that hangs keeps those of other services from nobody', async () => {
  const { person, phone } = await push.reachable();
  phone.reply = 'hang';
  for (let ring = 1; ring <= 60; ring++) await push.wake(person, { kind: 'urgent', ring });
  const elsewhere = await startPushService();
  const other = elsewhere.subscribe();
  const { person: colleague } = await push.reachable();
  await push.database.query('update push_subscription set endpoint = $2, p256dh = $3, auth = $4 where user_id = $1', [
    colleague.user,
    ...[other.endpoint, other.p256dh, other.auth],
  ]);
  await push.wake(colleague, { kind: 'urgent', ring: 1 });
  const sender = await lonelySender();
  const ticking = sender.tick(push.nowMs);
  await until(() => other.pushes.length === 1);
  expect(phone.pushes.length).toBeLessThan(48);
  // What answers makes room for the next of its own.
  phone.reply = 201;
  phone.answerHanging(201);
  await ticking;
  expect(phone.pushes).toHaveLength(60);
  await sender.stop(50);
  await elsewhere.stop();
});

it('PUSH-4: several processes send each push once', async () => {
  const started = await startServer(testConfig({ databaseUrl: push.server.databaseUrl, pushServices: [push.service.origin] }), {
    nowMs: () => push.nowMs,
    pushPollMs: 0,
  });
  if (!started.ok) throw new Error(started.error.line);
  const { person, phone } = await push.reachable();
  for (let ring = 1; ring <= 150; ring++) await push.wake(person, { kind: 'urgent', ring });
  await Promise.all([push.server.sendPushes(push.nowMs), started.value.sendPushes(push.nowMs)]);
  const rings = phone.pushes.map(({ payload }) => payload.r).toSorted((a, b) => a - b);
  expect(rings).toEqual(Array.from({ length: 150 }, (_, index) => index + 1));
  expect(phone.pushes.every(({ vapid }) => vapid !== undefined)).toBe(true);
  await started.value.close();
});

it('PUSH-4: somebody who may not be here any more is not woken', async () => {
  const { person, phone } = await push.reachable();
  await push.wake(person);
  await push.database.query("update person set status = 'suspended' where user_id = $1", [person.user]);
  await push.send();
  expect(phone.pushes).toEqual([]);
  expect(await push.jobs(person)).toEqual([]);
});

it('PUSH-4: ending a server waits for what is under way, and leaves what does not answer to the next one', async () => {
  const { person, phone } = await push.reachable();
  const sender = await lonelySender();
  phone.reply = 'hang';
  await push.wake(person);
  const ticking = sender.tick(push.nowMs);
  await until(() => phone.pushes.length === 1);
  await sender.stop(50);
  await ticking;
  phone.reply = 201;
  await push.send(5000);
  expect(phone.pushes).toHaveLength(2);
});

const heard: RingResult[] = [];
const told: string[] = [];
async function lonelySender() {
  return createPushSender({
    database: push.database,
    signer: createVapidSigner(await readOrMakeVapidKeys(push.database), 'mailto:it@hospital.example'),
    nowMs: () => push.nowMs,
    noteRings: async (_client, results) => {
      heard.push(...results);
      return results.map(({ alarm }) => alarm);
    },
    onAlarms: (alarms) => void told.push(...alarms),
    onOutcome: () => undefined,
    onError: (error) => {
      throw error;
    },
    pollMs: 0,
  });
}

it('PUSH-8: the alarm hears that a service took its ring, or that it failed for good, and nothing while it is tried', async () => {
  const sender = await lonelySender();
  const [taken, gone, refused] = [await push.reachable(), await push.reachable(), await push.reachable()];
  gone.phone.reply = 410;
  refused.phone.reply = 503;
  const [one, other] = [someAlarm(), someAlarm()];
  await push.wake(taken.person, { kind: 'urgent', alarm: one });
  await push.wake(gone.person, { kind: 'urgent', alarm: one });
  await push.wake(gone.person, { kind: 'urgent', alarm: other });
  await push.wake(refused.person, { kind: 'urgent', alarm: one, ttlSeconds: 20 });
  heard.length = 0;
  await sender.tick(push.nowMs);
  const sorted = () => heard.map(({ alarm, user, result }) => `${user} ${alarm} ${result}`).toSorted();
  const expected = [
    `${taken.person.user} ${one} sent`,
    `${gone.person.user} ${one} failed`,
    `${gone.person.user} ${other} failed`,
  ];
  expect(sorted()).toEqual(expected.toSorted());
  expect(new Set(told)).toEqual(new Set([one, other]));
  push.nowMs += 30_000;
  await sender.tick(push.nowMs);
  expect(sorted()).toEqual([...expected, `${refused.person.user} ${one} failed`].toSorted());
  await sender.stop(0);
});

it('PUSH-7: a test goes to this device and back, and says how far it came', async () => {
  const { person, phone } = await push.reachable();
  const { token } = (await person.client.post('/me/push/test', {})).body;
  expect(token.length).toBeGreaterThanOrEqual(16);
  await push.send();
  expect(phone.pushes[0]?.payload).toEqual({ v: 1, d: person.device, k: 'test', t: token });
  expect(phone.pushes[0]?.headers['urgency']).toBe('high');
  const before = (await person.client.get('/me/push/test')).body;
  expect(before).toMatchObject({ token, startedAtMs: push.nowMs, status: 201 });
  expect(before.seenAtMs).toBeUndefined();
  await person.client.post('/me/push/test/seen', { token: 'another-token-of-before' });
  expect((await person.client.get('/me/push/test')).body.seenAtMs).toBeUndefined();
  push.nowMs += 1500;
  await person.client.post('/me/push/test/seen', { token });
  expect((await person.client.get('/me/push/test')).body.seenAtMs).toBe(push.nowMs);
  expect((await person.client.get('/me/push')).body.testedAtMs).toBe(push.nowMs);
  // Another one forgets the steps, not that one came back.
  const testedAtMs = push.nowMs;
  phone.reply = 503;
  push.nowMs += 60_000;
  await person.client.post('/me/push/test', {});
  expect((await person.client.get('/me/push')).body).toMatchObject({ testedAtMs });
});

it('PUSH-7: a test says what the service answered; many are limited; administrators see yes or no', async () => {
  const { person, phone } = await push.reachable();
  const { person: other, phone: otherPhone } = await push.reachable();
  phone.reply = 403;
  await person.client.post('/me/push/test', {});
  await push.send();
  expect((await person.client.get('/me/push/test')).body.status).toBe(403);
  otherPhone.reply = 201;
  await push.wake(other);
  await push.send();
  const health = await push.world.admin.client.get('/admin/push');
  const reachableOf = (user: string) => health.body.people.find((one: { user: string }) => one.user === user);
  expect(reachableOf(person.user)).toEqual({ user: person.user, isReachable: false });
  expect(reachableOf(other.user)).toEqual({ user: other.user, isReachable: true });
  expect(health.body.more).toBe(false);
  expect((await other.client.get('/admin/push')).body).toEqual({ code: 'auth/forbidden' });
  push.nowMs += 9 * 86_400_000;
  const later = await push.world.admin.client.get('/admin/push');
  expect(later.body.people.every(({ isReachable }: { isReachable: boolean }) => !isReachable)).toBe(true);
  const answers = [];
  for (let i = 0; i < 21; i++) answers.push((await other.client.post('/me/push/test', {})).status);
  expect(answers.filter((status) => status === 429)).toHaveLength(1);
});

it('PUSH-4: nobody waits for the next look: a job that is written is sent at once', async () => {
  const started = await startServer(testConfig({ databaseUrl: push.server.databaseUrl, pushServices: [push.service.origin] }), {
    nowMs: () => push.nowMs,
    pushPollMs: 3_600_000,
  });
  if (!started.ok) throw new Error(started.error.line);
  const { person, phone } = await push.reachable();
  const client = createClient(started.value);
  client.cookie = person.client.cookie;
  expect((await client.post('/me/push/test', {})).status).toBe(200);
  await until(async () => (await client.get('/me/push/test')).body.status === 201);
  expect(phone.pushes).toHaveLength(1);
  await started.value.close();
});
