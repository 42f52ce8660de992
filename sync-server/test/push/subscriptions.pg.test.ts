import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase } from '../../src/db/database.ts';
import { deviceIdOf, statementHash } from '../../src/devices/signature.ts';
import { createLog } from '../../src/log.ts';
import { readOrMakeVapidKeys } from '../../src/push/vapid.ts';
import { startServer } from '../../src/server.ts';
import { type PushWorld, startPushWorld } from '../support/push-world.ts';
import { createClient, joinSocket } from '../support/test-client.ts';
import { makeKeys, makeUserLink, random, userKeyGrant } from '../support/test-device.ts';
import { startTestPostgres, testConfig } from '../support/test-server.ts';

let push: PushWorld;
beforeAll(async () => {
  push = await startPushWorld();
});
afterAll(() => push.stop());

it('PUSH-1: a subscription belongs to the device of the session; without one nothing is kept', async () => {
  const person = await push.world.colleague();
  const phone = push.service.subscribe();
  for (const answer of [
    await person.client.get('/me/push'),
    await person.client.post('/me/push', phone.subscription),
    await person.client.post('/me/push/remove', {}),
    await person.client.post('/me/push/test', {}),
    await person.client.get('/me/push/test'),
    await person.client.post('/me/push/test/seen', { token: 'x'.repeat(22) }),
    await person.client.post('/me/push/filter', { muted: [], urgentPasses: true, urgentRepeats: true }),
  ])
    expect([answer.status, answer.body]).toEqual([409, { code: 'push/none' }]);

  await joinSocket(push.server, person);
  const before = await person.client.get('/me/push');
  expect(before.body).toEqual({ key: expect.any(Uint8Array), subscribed: false });
  expect(before.body.key).toHaveLength(65);
  expect((await person.client.post('/me/push/filter', { muted: [], urgentPasses: true, urgentRepeats: true })).body).toEqual({
    code: 'push/none',
  });
  expect((await person.client.post('/me/push', phone.subscription)).status).toBe(200);
  expect((await person.client.get('/me/push')).body.subscribed).toBe(true);
  expect((await person.client.post('/me/push/remove', {})).status).toBe(200);
  expect((await person.client.get('/me/push')).body.subscribed).toBe(false);
  expect((await createClient(push.server).get('/me/push')).body).toEqual({ code: 'auth/required' });
});

it('PUSH-1: the newest endpoint of a device counts and its filter stays', async () => {
  const { person, phone } = await push.reachable();
  const quiet = { zone: 'UTC', from: 0, to: 0, days: 127 };
  const filter = { muted: [], quiet, urgentPasses: true, urgentRepeats: false };
  expect((await person.client.post('/me/push/filter', filter)).status).toBe(200);
  const renewed = push.service.subscribe();
  await person.client.post('/me/push', renewed.subscription);
  await push.wake(person);
  await push.wake(person, { kind: 'urgent', ring: 2 });
  await push.wake(person, { kind: 'urgent' });
  await push.send();
  expect(phone.pushes).toEqual([]);
  expect(renewed.pushes.map(({ payload }) => payload.k)).toEqual(['urgent']);
});

it('PUSH-2: what is no push service, no key or too long is refused and asked nothing', async () => {
  const { person, phone } = await push.reachable();
  const { p256dh, auth } = phone.subscription;
  for (const endpoint of ['https://10.0.0.1/', 'http://fcm.googleapis.com/x', 'http://127.0.0.1:1/x'])
    expect((await person.client.post('/me/push', { endpoint, p256dh, auth })).body).toEqual({ code: 'push/endpoint' });
  const bent = new Uint8Array(65).fill(4);
  expect((await person.client.post('/me/push', { ...phone.subscription, p256dh: bent })).body).toEqual({ code: 'push/endpoint' });
  for (const broken of [
    { ...phone.subscription, endpoint: `https://fcm.googleapis.com/${'x'.repeat(2000)}` },
    { ...phone.subscription, auth: random(15) },
    { ...phone.subscription, more: 1 },
    {},
  ])
    expect((await person.client.post('/me/push', broken)).body).toEqual({ code: 'request/malformed' });
  expect((await person.client.post('/me/push/filter', { muted: [], urgentPasses: 1, urgentRepeats: true })).status).toBe(400);
});

it('PUSH-1: it ends with the sign-out of the session, and with the end of the last one of its device', async () => {
  const { person, phone } = await push.reachable();
  await push.wake(person);
  expect(await push.jobs(person)).toHaveLength(1);
  // Another session of the same device keeps it.
  const other = { ...person, client: createClient(push.server) };
  const { email, password } = person.request;
  await other.client.post('/sign-in', { login: email, password });
  await joinSocket(push.server, other);
  await person.client.post('/sign-out', {});
  expect((await other.client.get('/me/push')).body.subscribed).toBe(true);
  await other.client.post('/sign-out', {});
  const count = await push.database.query('select 1 from push_subscription where user_id = $1', [person.user]);
  expect(count.rowCount).toBe(0);
  await push.send();
  expect(phone.pushes).toEqual([]);
});

it('PUSH-1: it ends when its person leaves a shared computer, whoever is there', async () => {
  const person = await push.world.colleague();
  const shared = createClient(push.server);
  const { email, password } = person.request;
  await shared.post('/sign-in', { login: email, password, computer: 'shared' });
  await joinSocket(push.server, { ...person, client: shared });
  await shared.post('/me/push', push.service.subscribe().subscription);
  expect((await shared.get('/me/push')).body.subscribed).toBe(true);
  expect((await shared.post('/sessions/rest', { keep: [] })).status).toBe(200);
  const { rowCount } = await push.database.query('select 1 from push_subscription where user_id = $1', [person.user]);
  expect(rowCount).toBe(0);
});

it('PUSH-1: it ends with the revocation of its device', async () => {
  const { person, phone } = await push.reachable();
  const keys = makeKeys();
  const device = { id: deviceIdOf(keys), sig: keys.sig, kem: keys.kem, label: 'Second' };
  const own = { keys: person.keys, signer: { by: 'device', device: person.device } as const };
  const added = makeUserLink(person, { type: 'add_device', payload: { device } }, { ...own, coSigner: keys });
  await person.client.post('/me/chain', { link: added, userKeyGrants: [userKeyGrant(0, device.id)] });
  Object.assign(person.chain, { n: 1, head: statementHash('userLink', added) });
  const revoke = makeUserLink(
    person,
    { type: 'revoke_device', payload: { device: person.device } },
    { keys, signer: { by: 'device', device: device.id } },
  );
  await push.wake(person);
  expect((await person.client.post('/me/chain', { link: revoke })).status).toBe(200);
  const { rowCount } = await push.database.query('select 1 from push_subscription where user_id = $1', [person.user]);
  expect(rowCount).toBe(0);
  expect((await person.client.post('/me/push', phone.subscription)).body).toEqual({ code: 'device/revoked' });
  await push.send();
  expect(phone.pushes).toEqual([]);
});

it('PUSH-3: the keys are made at the first start, the same afterwards and in every process', async () => {
  const postgres = await startTestPostgres();
  const start = async () => {
    const started = await startServer(testConfig({ databaseUrl: postgres.url }));
    if (!started.ok) throw new Error(started.error.line);
    return started.value;
  };
  const servers = await Promise.all([start(), start()]);
  const database = openDatabase(postgres.url, () => undefined, 1);
  const stored = async () => (await database.query("select value from setting where name = 'push-keys'")).rows;
  const made = await stored();
  expect(made).toHaveLength(1);
  const { publicKey, privateKey } = JSON.parse(made[0].value);
  expect([publicKey, privateKey].map((text) => Buffer.from(text, 'base64url').length)).toEqual([65, 32]);
  await Promise.all(servers.map((server) => server.close()));
  const again = await start();
  expect(await stored()).toEqual(made);
  expect(Buffer.from((await readOrMakeVapidKeys(database)).publicKey).toString('base64url')).toBe(publicKey);
  await again.close();
  await database.end();
  await postgres.stop();
});

it('PUSH-3: no log line and no metric holds an endpoint, a key of the server or of a device, or what a push says', async () => {
  const lines: string[] = [];
  const log = createLog('debug', { write: (line: string) => void lines.push(line) });
  const own = await startPushWorld({ log });
  const { person, phone } = await own.reachable();
  for (const reply of [503, 403, 410] as const) {
    phone.reply = reply;
    await own.wake(person, { kind: 'urgent' });
    await own.send(60_000);
  }
  const metrics = await own.server.fetch(new Request(`${own.server.url}/metrics`), '127.0.0.1');
  const counted = await metrics.text();
  expect(counted).toContain('sanad_pushes_total{outcome="gone"} 1');
  const { rows } = await own.database.query("select value from setting where name = 'push-keys'");
  const { publicKey, privateKey } = JSON.parse(rows[0].value);
  const base64Url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
  const secrets = [phone.endpoint, own.service.origin, publicKey, privateKey, base64Url(phone.auth), base64Url(phone.p256dh)];
  const { l, s } = phone.pushes[0]?.payload ?? {};
  expect(l).toBeTypeOf('string');
  await own.stop();
  expect(lines.length).toBeGreaterThan(5);
  for (const word of [...secrets, l, s, person.device]) expect(`${lines.join('')}${counted}`).not.toContain(word);
});
