/** ACCOUNT: sessions that are ended, everything that the server holds of somebody, and the end of an account. */
import { parseStatementBody } from '@sanad/model/wire/statement';
import { UserLink } from '@sanad/model/wire/user-chain';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createClient, createWorld, joinSocket, type SignedInPerson, type World } from './support/test-client.ts';
import { makeChunk, makeOrganisationLink, makePerson, random, randomLog } from './support/test-device.ts';
import { startTestServer, type TestServer } from './support/test-server.ts';

let server: TestServer;
let world: World;
let database: pg.Client;
beforeAll(async () => {
  server = await startTestServer();
  world = await createWorld(server);
  database = new pg.Client({ connectionString: server.databaseUrl });
  await database.connect();
});
afterAll(async () => {
  await database.end();
  await server.stop();
});

const signInAgain = async ({ request }: SignedInPerson) => {
  const client = createClient(server);
  const answer = await client.post('/sign-in', { login: request.email, password: request.password });
  return { client, answer };
};
const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, ...random(100)]);

it('ACCOUNT-1: somebody sees where she is signed in, ends one session or all others, and never this one', async () => {
  const person = await world.colleague();
  const socket = await joinSocket(server, person);
  const [{ client: phone }, { client: desk }] = [await signInAgain(person), await signInAgain(person)];
  const { sessions } = (await person.client.get('/me/sessions')).body;
  expect(sessions).toHaveLength(3);
  expect(sessions[0]).toMatchObject({ isThis: true, device: person.device });
  expect(sessions[1].device).toBeUndefined();
  expect(JSON.stringify(sessions)).not.toMatch(/token|address/i);
  expect((await person.client.post('/me/sessions/end', { id: sessions[0].id })).body.code).toBe('request/not-found');
  expect((await person.client.post('/me/sessions/end', { id: 'x' })).body.code).toBe('request/malformed');
  const stranger = await world.colleague();
  expect((await stranger.client.post('/me/sessions/end', { id: sessions[1].id })).body.code).toBe('request/not-found');
  const phoneId = (await phone.get('/me/sessions')).body.sessions[0].id;
  expect((await person.client.post('/me/sessions/end', { id: phoneId })).status).toBe(200);
  expect((await phone.get('/me')).body.code).toBe('auth/required');
  expect((await desk.get('/me')).status).toBe(200);
  // From the desk all others, with their sockets.
  expect((await desk.post('/me/sessions/end-others')).status).toBe(200);
  expect(await socket.closed).toBe(4401);
  expect((await person.client.get('/me')).body.code).toBe('auth/required');
  expect((await desk.get('/me/sessions')).body.sessions).toHaveLength(1);
});

it('ACCOUNT-2: the export holds her rows and counts what is sealed, of nobody else, and is written down', async () => {
  const [person, other] = [await world.colleague(), await world.colleague()];
  await person.client.patch('/me', { extension: '4312', specialities: ['Cardiologie'], photo: jpeg });
  const { space } = await world.direct(person, other);
  const socket = await joinSocket(server, person);
  const log = randomLog();
  await socket.append(space, log, makeChunk(person, log).bytes);
  socket.close();
  const { status, body } = await person.client.get('/me/export');
  expect(status).toBe(200);
  expect(body.account).toMatchObject({
    user: person.user,
    email: person.request.email,
    staffNumber: person.request.staffNumber,
    extension: '4312',
    specialities: ['Cardiologie'],
    status: 'active',
  });
  expect(body.photo).toEqual({ type: 'image/jpeg', body: jpeg });
  expect(body.devices).toMatchObject([{ device: person.device, isRevoked: false }]);
  expect(body.spaces).toMatchObject([{ space, kind: 'direct' }]);
  expect(body.sealed).toMatchObject({ chunks: 1, files: 0 });
  expect(body.links).toHaveLength(1);
  expect(parseStatementBody(UserLink, body.links[0].body, 65_536).ok).toBe(true);
  expect(body.sessions).toHaveLength(1);
  const text = JSON.stringify(body);
  for (const word of [other.request.email, other.request.name, other.user]) expect(text).not.toContain(word);
  const { rows } = await database.query("select act from audit where actor = $1 and act = 'account.exported'", [person.user]);
  expect(rows).toHaveLength(1);
  expect((await createClient(server).get('/me/export')).body.code).toBe('auth/required');
});

it('ACCOUNT-3: an account that is erased leaves no word of hers on the server, and opens nothing any more', async () => {
  const marked = 'Zeineb Motmarqué';
  const person = await world.colleague({
    name: marked,
    staffNumber: 'ZEIN-77',
    email: 'zeineb.mark@chu.tn',
    unit: 'Unité-Marquée',
  });
  const other = await world.colleague();
  await person.client.patch('/me', { extension: '77-99', specialities: ['Spécialité-Marquée'], photo: jpeg });
  const { space } = await world.direct(person, other);
  const socket = await joinSocket(server, person);
  const log = randomLog();
  expect((await socket.append(space, log, makeChunk(person, log).bytes)).type).toBe('appended');
  const { client: phone } = await signInAgain(person);

  expect((await person.client.post('/me/erase', { password: 'not this one' })).body.code).toBe('auth/credentials');
  expect((await person.client.post('/me/erase', {})).body.code).toBe('request/malformed');
  expect((await person.client.post('/me/erase', { password: person.request.password })).status).toBe(200);

  expect(await socket.closed).toBe(4401);
  for (const client of [person.client, phone]) expect((await client.get('/me')).body.code).toBe('auth/required');
  expect((await signInAgain(person)).answer.body.code).toBe('auth/credentials');
  const { people } = (await other.client.get('/directory')).body;
  expect(people.map((one: { readonly user: string }) => one.user)).not.toContain(person.user);
  expect((await other.client.get(`/users/${person.user}/photo`)).status).toBe(404);
  // What she signed can still be verified, and what she wrote is others' to keep.
  expect((await other.client.get(`/users/${person.user}/chain`)).body.links).toHaveLength(1);
  expect((await other.client.get(`/logs/${log}?after=0`)).status).toBe(200);

  const words = [marked, 'ZEIN-77', 'zeineb.mark', 'Unité-Marquée', 'Spécialité-Marquée', '77-99'];
  const tables = (
    await database.query<{ t: string }>("select quote_ident(tablename) as t from pg_tables where schemaname = 'public'")
  ).rows;
  for (const { t } of tables) {
    const { rows } = await database.query<{ line: string }>(`select x::text as line from ${t} x`);
    for (const word of words) expect(rows.filter(({ line }) => line.includes(word))).toEqual([]);
  }
  const { rows: row } = await database.query('select status, length(salt) as salt, role from person where user_id = $1', [
    person.user,
  ]);
  expect(row).toEqual([{ status: 'erased', salt: 0, role: 'member' }]);
  for (const table of ['session', 'account', 'passkey', '"twoFactor"'])
    expect((await database.query(`select 1 from ${table} where "userId" = $1`, [person.user])).rowCount).toBe(0);
  for (const table of ['photo', 'push_subscription', 'user_key_grant', 'reminder'])
    expect((await database.query(`select 1 from ${table} where user_id = $1`, [person.user])).rowCount).toBe(0);
  const { rows: noted } = await database.query("select act from audit where subject = $1 and act = 'account.erased'", [
    person.user,
  ]);
  expect(noted).toHaveLength(1);

  // Nobody brings her back, and her addresses are free again.
  const { n, head } = world.organisationChain;
  const suspend = makeOrganisationLink(world.admin, n + 1, head, { type: 'suspend', payload: { user: person.user } });
  expect((await world.actAsAdmin(suspend)).status).toBe(200);
  const back = makeOrganisationLink(world.admin, n + 2, world.organisationChain.head, {
    type: 'reinstate',
    payload: { user: person.user },
  });
  expect((await world.actAsAdmin(back)).body.code).toBe('chain/invalid');
  expect((await other.client.get('/directory')).body.people.map((one: { user: string }) => one.user)).not.toContain(person.user);
  const successor = makePerson(world.organisation, { staffNumber: 'ZEIN-77', email: 'zeineb.mark@chu.tn' });
  expect((await createClient(server).post('/sign-up', successor.request)).status).toBe(201);
});

it('ACCOUNT-3: where a leave cannot be taken nothing is erased', async () => {
  const person = await world.colleague();
  const { password } = person.request;
  const leaves = [{ body: random(80), sig: random(64) }];
  expect((await person.client.post('/me/erase', { password, leaves })).body.code).toBe('epoch/invalid');
  expect((await person.client.post('/me/erase', { password, leaves: [{}] })).body.code).toBe('request/malformed');
  expect((await person.client.get('/me')).body.user).toBe(person.user);
});

it('ACCOUNT-3: who was never approved leaves no row at all', async () => {
  const person = await world.signUp();
  expect((await person.client.post('/me/erase', { password: person.request.password })).status).toBe(200);
  expect((await database.query('select 1 from person where user_id = $1', [person.user])).rowCount).toBe(0);
});

it('ACCOUNT-4: the last administrator cannot erase herself', async () => {
  const { client, request, user } = world.admin;
  expect((await client.post('/me/erase', { password: request.password })).body.code).toBe('account/last-administrator');
  expect((await client.get('/me')).body.user).toBe(user);
});

it('ACCOUNT-4: of two administrators who leave at the same moment one stays', async () => {
  const second = await world.colleague();
  const { n, head } = world.organisationChain;
  const promote = makeOrganisationLink(world.admin, n + 1, head, {
    type: 'set_role',
    payload: { user: second.user, role: 'administrator' },
  });
  expect((await world.actAsAdmin(promote)).status).toBe(200);
  const leave = ({ client, request }: SignedInPerson) => client.post('/me/erase', { password: request.password });
  const answers = await Promise.all([leave(world.admin), leave(second)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
});
