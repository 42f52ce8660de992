import { equalBytes } from '@sanad/model/bytes';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../src/server.ts';
import { createClient, createWorld, joinSocket, type SignedInPerson, type World } from './support/test-client.ts';
import { asMember, makeChunk, makeChunks, makeOrganisationLink, makeRecord, random, randomLog } from './support/test-device.ts';
import { startTestServer, type TestServer, testConfig } from './support/test-server.ts';

let first: TestServer;
let second: RunningServer;
let world: World;
let alice: SignedInPerson;
let bob: SignedInPerson;
beforeAll(async () => {
  first = await startTestServer();
  world = await createWorld(first);
  alice = await world.colleague();
  bob = await world.colleague();
  const started = await startServer(testConfig({ databaseUrl: first.databaseUrl, allowedOrigins: [first.url] }));
  if (!started.ok) throw new Error(started.error.line);
  second = started.value;
});
afterAll(async () => {
  await second.close();
  await first.stop();
});

it('DB-5: what one process commits reaches the sockets of another: chunks, marks, ephemerals, epochs', async () => {
  const { space, position } = await world.direct(alice, bob);
  const [here, there] = [await joinSocket(first, alice), await joinSocket(second, bob)];
  const log = randomLog();
  const chunks = makeChunks(alice, log, 50);
  await Promise.all(chunks.map(({ bytes }) => here.append(space, log, bytes)));
  await there.waitFor((frame) => frame.type === 'chunk' && frame.seq === 50);
  const live = there.frames.filter((frame) => frame.type === 'chunk' && frame.log === log);
  expect(live.map((frame) => frame.seq)).toEqual(chunks.map((_, index) => index + 1));
  expect(equalBytes(live[49].body, chunks[49]?.bytes ?? random(1))).toBe(true);
  expect(here.frames.some((frame) => frame.type === 'chunk')).toBe(false);

  await here.ask({ type: 'mark', space, mark: random(3000) });
  expect((await there.waitFor((frame) => frame.type === 'mark')).mark).toHaveLength(3000);
  const data = random(30_000);
  here.send({ type: 'ephemeral', space, data });
  expect(equalBytes((await there.waitFor((frame) => frame.type === 'ephemeral')).data, data)).toBe(true);

  const rotated = makeRecord(alice, space, 'direct', [asMember(alice), asMember(bob)], position);
  expect((await alice.client.post(`/spaces/${space}/epochs`, rotated.request)).status).toBe(200);
  await there.waitFor((frame) => frame.type === 'epoch' && frame.epoch === 1);
  expect((await there.append(space, log, makeChunk(bob, log, { epoch: 1, seenSeq: 50 }).bytes)).seq).toBe(51);
  await here.waitFor((frame) => frame.type === 'chunk' && frame.seq === 51);
  here.close();
  there.close();
});

it('DB-5: appends to one log through two processes leave no gap', async () => {
  const carol = await world.colleague();
  const { space } = await world.direct(carol, alice);
  const [a, b] = [await joinSocket(first, carol), await joinSocket(second, alice)];
  const log = randomLog();
  const answers = await Promise.all([
    ...makeChunks(carol, log, 60).map(({ bytes }) => a.append(space, log, bytes)),
    ...makeChunks(alice, log, 60).map(({ bytes }) => b.append(space, log, bytes)),
  ]);
  expect(answers.map((answer) => answer.seq).sort((x, y) => x - y)).toEqual(Array.from({ length: 120 }, (_, index) => index + 1));
  a.close();
  b.close();
});

it('SYNC-2: a device that connects to another process supersedes its older socket here', async () => {
  const here = await joinSocket(first, bob);
  const there = await joinSocket(second, bob);
  expect(await here.closed).toBe(4409);
  expect((await there.ask({ type: 'ping' })).type).toBe('pong');
  there.close();
});

it('ORG-6: a suspension closes the sockets of every process; sign-out closes those of its session', async () => {
  const person = await world.colleague();
  const socket = await joinSocket(second, person);
  const { n, head } = world.organisationChain;
  await world.actAsAdmin(makeOrganisationLink(world.admin, n + 1, head, { type: 'suspend', payload: { user: person.user } }));
  expect(await socket.closed).toBe(4403);

  const carol = await world.colleague();
  const other = { ...carol, client: createClient(first) };
  await other.client.post('/sign-in', { login: carol.request.email, password: carol.request.password });
  const open = await joinSocket(second, carol);
  await other.client.post('/sign-out');
  expect((await open.ask({ type: 'ping' })).type).toBe('pong');
  await carol.client.post('/sign-out');
  expect(await open.closed).toBe(4401);
});
