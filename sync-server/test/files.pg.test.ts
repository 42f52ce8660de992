import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { equalBytes, hexToBytes } from '@sanad/model/bytes';
import type { FileId, SpaceId } from '@sanad/model/ids';
import { defaultPolicy } from '@sanad/model/wire/policy';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sealedAtMost } from '../src/files/sealed-size.ts';
import { carry, fetchFile, head, offsetOf, patch, randomFile, removeIn, request, reserve } from './support/file-scene.ts';
import { temporaryDir } from './support/temporary-dir.ts';
import { createWorld, joinSocket, type SignedInPerson, type World } from './support/test-client.ts';
import { asMember, makeChunk, makeOrganisationLink, makeRecord, newGroup, random, randomLog } from './support/test-device.ts';
import { startTestServer, type TestServer } from './support/test-server.ts';

const mebibyte = 1024 * 1024;
const dayMs = 86_400_000;
const folder = temporaryDir();
const clock = { ms: Date.now() };
const disk = { free: 1e12 };
let server: TestServer;
let world: World;
let alice: SignedInPerson;
let bob: SignedInPerson;
let carol: SignedInPerson;
let space: SpaceId;

beforeAll(async () => {
  server = await startTestServer(
    { filesDir: folder.path, fileBounds: { maxFileBytes: 4 * mebibyte, quotaBytes: 20 * mebibyte } },
    { nowMs: () => clock.ms, freeBytes: async () => disk.free },
  );
  world = await createWorld(server);
  [alice, bob, carol] = [await world.colleague(), await world.colleague(), await world.colleague()];
  space = (await world.direct(alice, bob)).space;
});
afterAll(async () => {
  await server.stop();
  folder.remove();
});

/** Reserved, carried by a message and sent. */
async function sent(author: SignedInPerson, bytes: Uint8Array<ArrayBuffer>, where = space): Promise<FileId> {
  const file = randomFile();
  expect((await reserve(server, author, file, where, bytes.length)).status).toBe(200);
  const socket = await joinSocket(server, author);
  expect((await carry(socket, author, where, randomLog(), [file])).type).toBe('appended');
  socket.close();
  expect((await patch(server, author, file, 0, bytes)).status).toBe(204);
  return file;
}
async function group(admin: SignedInPerson, ...others: SignedInPerson[]) {
  const { space: id, changes } = newGroup();
  const members = [asMember(admin), ...others.map((person) => asMember(person, false))];
  const made = makeRecord(admin, id, 'group', members, undefined, { changes });
  expect((await admin.client.post(`/spaces/${id}/epochs`, made.request)).status).toBe(200);
  return { space: id, position: made.position };
}

it('FILE-4, FILE-5, FILE-6: reserved, carried by a message, sent in two parts, told to the space, fetched by its members', async () => {
  const file = randomFile();
  const bytes = random(300_000);
  expect((await reserve(server, alice, file, space, bytes.length)).status).toBe(200);
  expect((await reserve(server, alice, file, space, bytes.length)).status).toBe(200);
  const [hers, his] = [await joinSocket(server, alice), await joinSocket(server, bob)];
  expect((await carry(hers, alice, space, randomLog(), [file])).type).toBe('appended');
  expect(await fetchFile(server, bob, file)).toMatchObject({ status: 409, code: 'file/incomplete' });
  const first = await patch(server, alice, file, 0, bytes.slice(0, 100_000));
  expect([first.status, first.headers.get('upload-offset')]).toEqual([204, '100000']);
  expect(await offsetOf(server, alice, file)).toBe(100_000);
  expect(his.frames.some((frame) => frame.type === 'file')).toBe(false);
  expect((await patch(server, alice, file, 100_000, bytes.slice(100_000))).status).toBe(204);
  expect(await his.waitFor((frame) => frame.type === 'file')).toMatchObject({ space, file });
  for (const reader of [alice, bob]) {
    const fetched = await fetchFile(server, reader, file);
    expect([fetched.status, equalBytes(fetched.bytes, bytes)]).toEqual([200, true]);
  }
  const limits = await alice.client.get('/files');
  expect(limits.body).toEqual({ maxFileBytes: 4 * mebibyte, quotaBytes: 20 * mebibyte, usedBytes: 300_000 });
  hers.close();
  his.close();
});

it('FILE-4, ORG-10: administrators sign how large a file is, and how much a person brings; the server carries no more than it can', async () => {
  const { n, head } = world.organisationChain;
  const sign = (position: number, before: Uint8Array, maxMb: number) =>
    makeOrganisationLink(world.admin, position, before, {
      type: 'policy',
      payload: { ...defaultPolicy, files: { maxMb, quotaMb: 100 } },
    });
  await world.actAsAdmin(sign(n + 1, head, 1));
  const limits = await alice.client.get('/files');
  expect(limits.body).toMatchObject({ maxFileBytes: sealedAtMost(1_000_000), quotaBytes: 20 * mebibyte });
  const ask = (bytes: number) => reserve(server, bob, randomFile(), space, bytes);
  expect(await ask(sealedAtMost(1_000_000) + 1)).toMatchObject({ status: 413, code: 'file/too-large' });
  expect((await ask(sealedAtMost(1_000_000))).status).toBe(200);
  const now = world.organisationChain;
  await world.actAsAdmin(sign(now.n + 1, now.head, 100));
  expect((await alice.client.get('/files')).body).toMatchObject({ maxFileBytes: 4 * mebibyte });
});

it('FILE-6: what is fetched is bytes to a browser and never a page; one range at a time', async () => {
  const bytes = random(1000);
  const file = await sent(alice, bytes);
  const whole = await fetchFile(server, bob, file);
  expect(Object.fromEntries(whole.headers)).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-disposition': 'attachment',
    'content-security-policy': "sandbox; default-src 'none'",
    'cache-control': 'private, immutable',
    'x-content-type-options': 'nosniff',
    'content-length': '1000',
  });
  expect([...whole.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  const part = await fetchFile(server, bob, file, { range: 'bytes=100-199' });
  expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 100-199/1000']);
  expect(equalBytes(part.bytes, bytes.slice(100, 200))).toBe(true);
  expect(equalBytes((await fetchFile(server, bob, file, { range: 'bytes=-10' })).bytes, bytes.slice(990))).toBe(true);
  const behind = await fetchFile(server, bob, file, { range: 'bytes=1000-' });
  expect([behind.status, behind.headers.get('content-range'), behind.bytes.length]).toEqual([416, 'bytes */1000', 0]);
  expect((await fetchFile(server, bob, file, { range: 'bytes=0-1,5-6' })).status).toBe(200);
});

it('FILE-4: too large, above the quota, in a space that is not hers, a full disk: refused before a byte is sent', async () => {
  const dora = await world.colleague();
  const hers = (await world.direct(dora, alice)).space;
  const ask = (bytes: number, where = hers) => reserve(server, dora, randomFile(), where, bytes);
  expect(await ask(4 * mebibyte + 1)).toMatchObject({ status: 413, code: 'file/too-large' });
  expect(await ask(10, space)).toMatchObject({ status: 403, code: 'space/not-member' });
  expect(await ask(0)).toMatchObject({ status: 400, code: 'request/malformed' });
  disk.free = 200 * mebibyte;
  expect(await ask(mebibyte)).toMatchObject({ status: 507, code: 'file/quota' });
  disk.free = 1e12;
  const all = await Promise.all(Array.from({ length: 7 }, () => ask(4 * mebibyte)));
  expect(all.map(({ status }) => status).toSorted()).toEqual([200, 200, 200, 200, 200, 507, 507]);
  expect((await dora.client.get('/files')).body.usedBytes).toBe(20 * mebibyte);
});

it('FILE-4: the id of another reservation is refused, also by the same person for something else', async () => {
  const file = randomFile();
  expect((await reserve(server, alice, file, space, 100)).status).toBe(200);
  expect((await reserve(server, bob, file, space, 100)).code).toBe('request/malformed');
  expect((await reserve(server, alice, file, space, 101)).code).toBe('request/malformed');
});

it('FILE-5: an append that names what its author neither brought nor may read is refused alone; nothing of it is stored', async () => {
  const secret = await sent(alice, random(50), (await world.direct(alice, carol)).space);
  const [hers, his] = [await joinSocket(server, alice), await joinSocket(server, bob)];
  const file = randomFile();
  await reserve(server, alice, file, space, 10);
  const log = randomLog();
  const [good, foreign, unknown] = await Promise.all([
    carry(hers, alice, space, log, [file]),
    carry(his, bob, space, log, [secret]),
    carry(his, bob, space, randomLog(), [randomFile()]),
  ]);
  expect([good.type, foreign.code, unknown.code]).toEqual(['appended', 'file/unknown', 'file/unknown']);
  expect((await his.append(space, log, makeChunk(bob, log).bytes)).seq).toBe(2);
  expect(await fetchFile(server, bob, secret)).toMatchObject({ status: 403, code: 'space/not-member' });
  // LOG-4: the same append again is answered the same, whatever became of its file.
  const again = randomLog();
  const append = { type: 'append', space, log: again, chunk: makeChunk(alice, again).bytes, files: [file] };
  const once = await hers.ask(append);
  expect((await removeIn(server, alice, file, space)).status).toBe(200);
  expect(await hers.ask(append)).toMatchObject({ type: 'appended', seq: once.seq });
  hers.close();
  his.close();
});

it('FILE-5, FILE-7: a forwarded file is read in the second space, and stays there when the first no longer needs it', async () => {
  const bytes = random(5000);
  const file = await sent(alice, bytes);
  const there = (await world.direct(bob, carol)).space;
  expect((await fetchFile(server, carol, file)).code).toBe('space/not-member');
  const his = await joinSocket(server, bob);
  expect((await carry(his, bob, there, randomLog(), [file])).type).toBe('appended');
  expect(equalBytes((await fetchFile(server, carol, file)).bytes, bytes)).toBe(true);
  expect((await removeIn(server, bob, file, space)).code).toBe('auth/forbidden');
  expect((await removeIn(server, carol, file, space)).code).toBe('space/not-member');
  expect((await removeIn(server, alice, file, space)).status).toBe(200);
  expect((await fetchFile(server, carol, file)).status).toBe(200);
  expect((await removeIn(server, bob, file, there)).status).toBe(200);
  expect((await fetchFile(server, carol, file)).code).toBe('file/unknown');
  expect(existsSync(join(folder.path, file))).toBe(false);
  his.close();
});

it('FILE-6, FILE-7: a member who was removed fetches nothing more; an administrator of the group removes a file, a member does not', async () => {
  const { space: ward, position } = await group(alice, bob, carol);
  const file = await sent(bob, random(700), ward);
  expect((await fetchFile(server, carol, file)).status).toBe(200);
  const other = await sent(alice, random(10), ward);
  const without = makeRecord(alice, ward, 'group', [asMember(alice), asMember(bob, false)], position);
  expect((await alice.client.post(`/spaces/${ward}/epochs`, without.request)).status).toBe(200);
  expect(await fetchFile(server, carol, file)).toMatchObject({ status: 403, code: 'space/not-member' });
  expect((await removeIn(server, bob, other, ward)).code).toBe('auth/forbidden');
  expect((await removeIn(server, alice, file, ward)).status).toBe(200);
  expect((await fetchFile(server, bob, file)).code).toBe('file/unknown');
});

it('FILE-6: only who reserved it sends; a wrong offset is a conflict; longer than declared is refused, and others are not affected', async () => {
  const file = await sent(alice, random(10));
  expect((await patch(server, alice, file, 10, random(1))).status).toBe(413);
  const open = randomFile();
  await reserve(server, alice, open, space, 100);
  expect(await patch(server, bob, open, 0, random(10))).toMatchObject({ status: 403, code: 'space/not-member' });
  expect(await head(server, bob, open)).toMatchObject({ status: 403 });
  expect((await patch(server, alice, open, 5, random(10))).status).toBe(409);
  expect(await patch(server, alice, open, 0, random(101))).toMatchObject({ status: 413, code: 'file/too-large' });
  expect(await offsetOf(server, alice, open)).toBe(0);
  // Without a length of its own: what is too much is not taken.
  const endless = new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(random(40)) });
  expect((await patch(server, alice, open, 0, endless)).status).toBe(413);
  expect(await offsetOf(server, alice, open)).toBeLessThanOrEqual(100);
  expect(readFileSync(join(folder.path, open)).length).toBeLessThanOrEqual(100);
  expect(await fetchFile(server, bob, file)).toMatchObject({ status: 200 });
});

it('FILE-6: uploads are made by reserving alone; an id is taken from the path, and metadata from nobody', async () => {
  const file = randomFile();
  await reserve(server, alice, file, space, 10);
  const foreign = randomFile();
  await reserve(server, bob, foreign, space, 10);
  const tus = { 'tus-resumable': '1.0.0', 'upload-length': '10' };
  expect((await request(server, alice, 'POST', '/files', tus)).code).toBe('request/malformed');
  expect((await request(server, alice, 'POST', `/files/${randomFile()}`, tus)).status).toBe(404);
  for (const path of ['..%2f..%2fetc%2fpasswd', '%2e%2e', `${file}%00`, `${file}/../${foreign}%2f`, 'A'.repeat(32), '.']) {
    expect([path, (await patch(server, alice, path, 0, random(10))).status]).toEqual([path, expect.toSatisfy((s) => s >= 400)]);
  }
  for (const trick of [`${file}?/${foreign}`, `${file}?x=/${foreign}`, `${file}#/${foreign}`]) {
    await patch(server, alice, trick, 0, random(1)).catch(() => undefined);
    expect(await offsetOf(server, bob, foreign)).toBe(0);
  }
  expect((await patch(server, alice, file, '1e1', random(1))).status).toBe(400);
  expect((await patch(server, alice, file, 0, random(1), { 'tus-resumable': '0.2.0' })).status).toBe(400);
  const at = await offsetOf(server, alice, file);
  const metadata = { 'upload-metadata': `filename ${btoa('../../secret')},type ${btoa('text/html')}`, 'upload-length': '999' };
  expect((await patch(server, alice, file, at, random(1), metadata)).status).toBeGreaterThanOrEqual(400);
  expect((await patch(server, alice, file, at, random(1), { 'upload-metadata': metadata['upload-metadata'] })).status).toBe(204);
  expect((await head(server, alice, file)).headers.get('upload-metadata')).toBeNull();
});

it('HTTP-4, AUTH-7: a foreign page, nobody and a pending person reach no file', async () => {
  const file = await sent(alice, random(10));
  const foreign = { origin: 'https://evil.example' };
  for (const method of ['GET', 'PATCH', 'DELETE', 'OPTIONS']) {
    expect((await request(server, alice, method, `/files/${file}`, foreign)).code).toBe('request/origin');
    expect((await request(server, { client: { ...alice.client, cookie: undefined } }, method, `/files/${file}`)).status).toBe(
      401,
    );
  }
  const pending = await world.signUp();
  expect((await fetchFile(server, pending, file)).code).toBe('account/pending');
});

it('FILE-6: three at once; a seventh of the same person waits; a newer request takes over from one that hangs', async () => {
  const dora = await world.colleague();
  const where = (await world.direct(dora, alice)).space;
  const three = [randomFile(), randomFile(), randomFile()];
  await Promise.all(three.map((file) => reserve(server, dora, file, where, 500_000)));
  const socket = await joinSocket(server, dora);
  expect((await carry(socket, dora, where, randomLog(), three)).type).toBe('appended');
  socket.close();
  await Promise.all(three.map((file) => patch(server, dora, file, 0, random(500_000))));
  expect((await Promise.all(three.map((file) => fetchFile(server, alice, file)))).map(({ status }) => status)).toEqual([
    200, 200, 200,
  ]);

  const hanging = await Promise.all(
    Array.from({ length: 7 }, async () => {
      const file = randomFile();
      await reserve(server, dora, file, where, 100);
      return file;
    }),
  );
  const begun: Promise<unknown>[] = [];
  for (const file of hanging.slice(0, 6)) {
    const stalled = new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(random(30)) });
    begun.push(patch(server, dora, file, 0, stalled));
  }
  await expect.poll(() => hanging.slice(0, 6).every((file) => readFileSync(join(folder.path, file)).length === 30)).toBe(true);
  const [first = randomFile(), , , , , , last = randomFile()] = hanging;
  expect(await patch(server, dora, last, 0, random(100))).toMatchObject({ status: 429, code: 'request/rate-limited' });
  expect(await offsetOf(server, dora, first)).toBe(30);
  expect((await patch(server, dora, first, 30, random(70))).status).toBe(204);
  // ORG-6: who is suspended is cut off in the middle.
  const { n, head: at } = world.organisationChain;
  await world.actAsAdmin(makeOrganisationLink(world.admin, n + 1, at, { type: 'suspend', payload: { user: dora.user } }));
  await Promise.all(begun);
  expect((await fetchFile(server, dora, first)).status).toBe(401);
});

it('FILE-7: what nothing refers to goes after a day, what stopped coming after thirty, bytes without a row after an hour', async () => {
  const carried = await sent(alice, random(10));
  const alone = randomFile();
  await reserve(server, alice, alone, space, 10);
  await patch(server, alice, alone, 0, random(10));
  const broken = randomFile();
  await reserve(server, alice, broken, space, 10);
  const socket = await joinSocket(server, alice);
  await carry(socket, alice, space, randomLog(), [broken]);
  await patch(server, alice, broken, 0, random(4));
  const orphan = randomFile();
  writeFileSync(join(folder.path, orphan), 'x');
  const fresh = randomFile();
  writeFileSync(join(folder.path, fresh), 'x');
  utimesSync(join(folder.path, orphan), new Date(clock.ms - 2 * 3_600_000), new Date(clock.ms - 2 * 3_600_000));
  const there = (): boolean[] => [carried, alone, broken, orphan, fresh].map((file) => existsSync(join(folder.path, file)));

  await server.keepHouse(clock.ms);
  expect(there()).toEqual([true, true, true, false, true]);
  await server.keepHouse(clock.ms + dayMs + 1000);
  expect(there()).toEqual([true, false, true, false, false]);
  expect((await carry(socket, alice, space, randomLog(), [alone])).code).toBe('file/unknown');
  await server.keepHouse(clock.ms + 30 * dayMs + 1000);
  expect(there()).toEqual([true, false, false, false, false]);
  expect((await fetchFile(server, bob, broken)).code).toBe('file/unknown');
  expect((await fetchFile(server, bob, carried)).status).toBe(200);
  socket.close();
});

it('FILE-7: a file goes with the last log that refers to it, and stays while another one does', async () => {
  const { space: ward } = await group(alice, bob, carol);
  const [alone, shared] = [await sent(alice, random(10)), await sent(alice, random(10))];
  const socket = await joinSocket(server, alice);
  expect((await carry(socket, alice, ward, randomLog(), [shared])).type).toBe('appended');
  socket.close();
  const database = new pg.Client({ connectionString: server.databaseUrl });
  await database.connect();
  await database.query(
    'delete from log where key in (select x.log from file_reference x join log l on l.key = x.log where l.space_id = $1)',
    [hexToBytes(space)],
  );
  await database.end();
  expect((await fetchFile(server, bob, alone)).code).toBe('space/not-member');
  await server.keepHouse(clock.ms + dayMs + 1000);
  expect([alone, shared].map((file) => existsSync(join(folder.path, file)))).toEqual([false, true]);
  expect((await fetchFile(server, bob, alone)).code).toBe('file/unknown');
  expect((await fetchFile(server, carol, shared)).status).toBe(200);
});

it('FILE-6: an upload that was given up is gone, one that others may read is not', async () => {
  const file = randomFile();
  await reserve(server, alice, file, space, 10);
  const carried = await sent(alice, random(10));
  expect((await request(server, bob, 'DELETE', `/files/${file}`)).code).toBe('space/not-member');
  expect((await request(server, alice, 'DELETE', `/files/${file}`)).status).toBe(204);
  expect((await head(server, alice, file)).status).toBe(404);
  expect((await request(server, alice, 'DELETE', `/files/${carried}`)).code).toBe('auth/forbidden');
});

it('FILE-1: the store holds the bytes that were sent under the id, and nothing else', async () => {
  const bytes = random(2 * mebibyte + 17);
  const file = await sent(alice, bytes);
  expect(equalBytes(new Uint8Array(readFileSync(join(folder.path, file))), bytes)).toBe(true);
  expect(readdirSync(folder.path).filter((name) => !/^[0-9a-f]{32}$/.test(name))).toEqual([]);
});

it('FILE-4: what was reserved while there was room does not take the last of it from the database', async () => {
  const file = randomFile();
  await reserve(server, alice, file, space, 4 * mebibyte);
  expect((await patch(server, alice, file, 0, random(mebibyte))).status).toBe(204);
  disk.free = 200 * mebibyte;
  expect(await patch(server, alice, file, mebibyte, random(mebibyte))).toMatchObject({ status: 507, code: 'file/quota' });
  disk.free = 1e12;
  expect(await offsetOf(server, alice, file)).toBe(mebibyte);
  expect((await patch(server, alice, file, mebibyte, random(3 * mebibyte))).status).toBe(204);
});

it('FILE-6, FILE-7: nothing but the method of a request says what it does; no upload is made, joined or ended by a header', async () => {
  const file = await sent(alice, random(10));
  const before = readdirSync(folder.path).length;
  for (const method of ['DELETE', 'POST', 'GET']) {
    const trick = { 'x-http-method-override': method, 'x-method-override': method, 'upload-length': '10' };
    expect((await patch(server, alice, file, 10, random(1), trick)).status).toBeGreaterThanOrEqual(400);
  }
  const open = randomFile();
  await reserve(server, alice, open, space, 10);
  for (const trick of [
    { 'upload-defer-length': '1' },
    { 'upload-concat': `final;/api/v1/files/${file}` },
    { 'upload-offset': '-1' },
  ])
    await patch(server, alice, open, 0, random(20), trick);
  expect((await patch(server, alice, open, '9007199254740993', random(1))).status).toBeGreaterThanOrEqual(400);
  expect(await offsetOf(server, alice, open)).toBe(0);
  expect((await fetchFile(server, bob, file)).status).toBe(200);
  expect(readdirSync(folder.path).length).toBe(before + 1);
});
