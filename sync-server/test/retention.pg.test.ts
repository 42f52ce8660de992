/** What the server removes by the hospital's rule (POLICY-10): which log, on whose word, and that nothing else goes with it. */
import { idToBytes, type LogId, type SpaceId } from '@sanad/model/ids';
import { defaultPolicy } from '@sanad/model/wire/policy';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { carry, fetchFile, patch, randomFile, reserve } from './support/file-scene.ts';
import { createWorld, joinSocket, type Loose, type SignedInPerson, type World } from './support/test-client.ts';
import {
  asMember,
  makeChunk,
  makeChunks,
  makeOrganisationLink,
  makeRecord,
  newGroup,
  random,
  randomLog,
} from './support/test-device.ts';
import { startTestServer, type TestServer } from './support/test-server.ts';

const weekMs = 7 * 86_400_000;
const clock = { ms: Date.now() };
let server: TestServer;
let world: World;
let database: pg.Pool;
let amel: SignedInPerson;
let karim: SignedInPerson;
let stranger: SignedInPerson;
let space: SpaceId;

beforeAll(async () => {
  server = await startTestServer({}, { nowMs: () => clock.ms });
  world = await createWorld(server);
  database = new pg.Pool({ connectionString: server.databaseUrl, max: 2 });
  database.on('error', () => {});
  [amel, karim, stranger] = [await world.colleague(), await world.colleague(), await world.colleague()];
  const { space: id, changes } = newGroup();
  const made = makeRecord(amel, id, 'group', [asMember(amel), asMember(karim, false)], undefined, { changes });
  expect((await amel.client.post(`/spaces/${id}/epochs`, made.request)).status).toBe(200);
  space = id;
});
afterAll(async () => {
  await database.end();
  await server.stop();
});

async function rule(weeks: number): Promise<void> {
  const { n, head } = world.organisationChain;
  const payload = { ...defaultPolicy, retention: { weeks } };
  expect(
    (await world.actAsAdmin(makeOrganisationLink(world.admin, n + 1, head, { type: 'policy', payload }, clock.ms))).status,
  ).toBe(200);
}
async function written(count = 3): Promise<LogId> {
  const log = randomLog();
  const socket = await joinSocket(server, amel);
  for (const { bytes } of makeChunks(amel, log, count)) expect((await socket.append(space, log, bytes)).type).toBe('appended');
  socket.close();
  return log;
}
const expire = async (person: SignedInPerson, log: LogId) => (await person.client.post(`/logs/${log}/expire`)).body;
const logsOf = async (path: string): Promise<readonly LogId[]> =>
  (await amel.client.get(path)).body.logs.map(({ log }: { readonly log: LogId }) => log);
const rowsOf = async (log: LogId): Promise<Loose> => {
  const counted = (table: string) => `(select count(*)::int from ${table} x where x.log = l.key) as ${table}`;
  const tables = ['chunk', 'snapshot', 'log_author', 'file_reference'].map(counted).join(', ');
  const { rows } = await database.query(`select ${tables}, head_seq as head from log l where id = $1`, [idToBytes(log)]);
  return rows[0];
};

it('POLICY-10: without a rule, before its time, and on nobody’s word but an administrator’s of the conversation, a log stays', async () => {
  const log = await written();
  const heldMs = clock.ms;
  clock.ms += 10 * weekMs;
  expect(await expire(amel, log)).toEqual({ code: 'log/kept' });
  clock.ms = heldMs;
  await rule(4);
  clock.ms = heldMs + 4 * weekMs - 1;
  expect(await expire(amel, log)).toEqual({ code: 'log/kept' });
  clock.ms = heldMs + 4 * weekMs + 1;
  expect(await expire(stranger, log)).toEqual({ code: 'space/not-member' });
  expect(await expire(karim, log)).toEqual({ code: 'auth/forbidden' });
  expect(await expire(amel, randomLog())).toEqual({ code: 'log/unknown' });
  // Somebody reacted to it last week: the newest chunk counts, not the first.
  const own = await joinSocket(server, karim);
  expect((await own.append(space, log, makeChunk(karim, log, { n: 1 }).bytes)).type).toBe('appended');
  own.close();
  expect(await expire(amel, log)).toEqual({ code: 'log/kept' });
  expect((await karim.client.get(`/logs/${log}`)).body.chunks).toHaveLength(4);
});

it('POLICY-10: what is let go is gone for everybody, is not begun anew, and is removed with its files; the rest stays', async () => {
  await rule(4);
  const [log, other] = [await written(), await written(2)];
  const file = randomFile();
  const socket = await joinSocket(server, amel);
  const bytes = new Uint8Array(random(1000));
  const fileLog = randomLog();
  expect((await reserve(server, amel, file, space, bytes.length)).status).toBe(200);
  expect((await carry(socket, amel, space, fileLog, [file])).type).toBe('appended');
  expect((await patch(server, amel, file, 0, bytes)).status).toBe(204);
  clock.ms += 4 * weekMs + 1;
  for (const gone of [log, fileLog]) expect(await expire(amel, gone)).toEqual({});
  // Said twice it is the same.
  expect(await expire(amel, log)).toEqual({});
  expect((await karim.client.get(`/logs/${log}`)).body.code).toBe('log/unknown');
  expect((await karim.client.get(`/logs/${log}/snapshot`)).body.code).toBe('log/unknown');
  for (const path of [`/spaces/${space}/logs`, '/heads?sinceMs=0']) {
    const listed = await logsOf(path);
    expect([listed.includes(log), listed.includes(fileLog), listed.includes(other)]).toEqual([false, false, true]);
  }
  const [, , , fourth] = makeChunks(amel, log, 4);
  expect(await socket.append(space, log, fourth?.bytes ?? random(1))).toMatchObject({ type: 'refused', code: 'log/unknown' });
  expect(await socket.append(space, log, makeChunk(amel, log, { n: 1 }).bytes)).toMatchObject({ code: 'log/unknown' });
  socket.close();
  expect((await rowsOf(log)).chunk).toBe(3);
  await server.keepHouse(clock.ms);
  expect(await rowsOf(log)).toEqual({ chunk: 0, snapshot: 0, log_author: 0, file_reference: 0, head: 3 });
  expect((await rowsOf(other)).chunk).toBe(2);
  expect((await fetchFile(server, karim, file)).status).toBe(404);
  // The rule is taken back: what went does not come again, what is here stays.
  await rule(0);
  clock.ms += 50 * weekMs;
  expect(await expire(amel, other)).toEqual({ code: 'log/kept' });
  await server.keepHouse(clock.ms);
  expect((await karim.client.get(`/logs/${other}`)).body.chunks).toHaveLength(2);
});
