import { afterAll, beforeAll, expect, it } from 'vitest';
import { deviceIdOf, statementHash } from '../src/devices/signature.ts';
import { createClient, createWorld, joinSocket, type World } from './support/test-client.ts';
import { makeKeys, makeUserLink, userKeyGrant } from './support/test-device.ts';
import { startTestServer, type TestServer } from './support/test-server.ts';

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await createWorld(server);
});
afterAll(() => server.stop());

it('AUTH-11: a revoked device loses its socket and its session, sees why, and can sign out', async () => {
  const person = await world.colleague();
  const before = await person.client.get('/me/devices');
  expect(before.body.devices).toEqual([{ device: person.device }]);
  const socket = await joinSocket(server, person);
  const seen = await person.client.get('/me/devices');
  expect(seen.body.devices[0].seenAtMs).toBeGreaterThan(Date.now() - 60_000);

  // She has another device, which revokes this one.
  const keys = makeKeys();
  const device = { id: deviceIdOf(keys), sig: keys.sig, kem: keys.kem, label: 'Second' };
  const own = { keys: person.keys, signer: { by: 'device', device: person.device } as const };
  const added = makeUserLink(person, { type: 'add_device', payload: { device } }, { ...own, coSigner: keys });
  expect((await person.client.post('/me/chain', { link: added, userKeyGrants: [userKeyGrant(0, device.id)] })).status).toBe(200);
  Object.assign(person.chain, { n: 1, head: statementHash('userLink', added) });
  const other = createClient(server);
  const { email, password } = person.request;
  expect((await other.post('/sign-in', { login: email, password })).status).toBe(200);
  const revoke = makeUserLink(
    person,
    { type: 'revoke_device', payload: { device: person.device } },
    { keys, signer: { by: 'device', device: device.id } },
  );
  expect((await other.post('/me/chain', { link: revoke })).status).toBe(200);
  expect(await socket.closed).toBe(4403);

  for (const path of ['/me', '/spaces', '/heads?sinceMs=0', '/directory', `/users/${world.admin.user}/chain`])
    expect((await person.client.get(path)).body).toEqual({ code: 'device/revoked' });
  const chain = await person.client.get(`/users/${person.user}/chain`);
  expect(chain.body.links).toHaveLength(3);
  expect((await other.get('/me')).status).toBe(200);
  expect((await person.client.post('/sign-out', {})).status).toBe(200);
  expect((await person.client.get('/me')).body).toEqual({ code: 'auth/required' });
});

it('STORE-2: a session says which device proved its key through it, to its owner alone', async () => {
  const person = await world.colleague();
  expect((await person.client.get('/me/session')).body).toEqual({});
  await joinSocket(server, person);
  expect((await person.client.get('/me/session')).body).toEqual({ device: person.device });
  // Another browser of hers, signed in with the password alone.
  const other = createClient(server);
  const { email, password } = person.request;
  await other.post('/sign-in', { login: email, password });
  expect((await other.get('/me/session')).body).toEqual({});
  expect((await createClient(server).get('/me/session')).body).toEqual({ code: 'auth/required' });
});
