/** Uploads that break off: connections, processes, a row that was not written; and two processes that share a store. Real sockets throughout. */
import { appendFileSync, readFileSync, statSync } from 'node:fs';
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { equalBytes } from '@sanad/model/bytes';
import type { FileId, SpaceId } from '@sanad/model/ids';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { RunningServer } from '../src/server.ts';
import { carry, fetchFile, head, offsetOf, patch, randomFile, reserve } from './support/file-scene.ts';
import { type ServerProcess, startServerProcess } from './support/server-process.ts';
import { temporaryDir } from './support/temporary-dir.ts';
import { createWorld, joinSocket, type SignedInPerson, type TestSocket, type World } from './support/test-client.ts';
import { asMember, makeRecord, newGroup, random, randomLog } from './support/test-device.ts';
import { startTestServer, type TestServer, until } from './support/test-server.ts';

const mebibyte = 1024 * 1024;
const folder = temporaryDir();
let first: TestServer;
let world: World;
let alice: SignedInPerson;
let bob: SignedInPerson;
let carol: SignedInPerson;
let space: SpaceId;
let his: TestSocket;
const processes: ServerProcess[] = [];
const another = async (): Promise<ServerProcess> => {
  const process = await startServerProcess(first.databaseUrl, { FILES_DIR: folder.path });
  processes.push(process);
  return process;
};

beforeAll(async () => {
  first = await startTestServer({ filesDir: folder.path });
  world = await createWorld(first);
  [alice, bob, carol] = [await world.colleague(), await world.colleague(), await world.colleague()];
  space = (await world.direct(alice, bob)).space;
  his = await joinSocket(first, bob);
});
afterAll(async () => {
  his.close();
  for (const process of processes) await process.kill();
  await first.stop();
  folder.remove();
});

async function reserved(bytes: number, where = space): Promise<FileId> {
  const file = randomFile();
  expect((await reserve(first, alice, file, where, bytes)).status).toBe(200);
  const socket = await joinSocket(first, alice);
  expect((await carry(socket, alice, where, randomLog(), [file])).type).toBe('appended');
  socket.close();
  return file;
}
const kept = (file: FileId): number => statSync(join(folder.path, file)).size;

/** A request whose body stays open: `written` of `bytes` are on their way. */
function begin(
  server: Pick<RunningServer, 'url'>,
  file: FileId,
  from: number,
  bytes: Uint8Array,
  written: number,
): ClientRequest {
  const upload = httpRequest(`${server.url}/api/v1/files/${file}`, {
    method: 'PATCH',
    headers: {
      cookie: alice.client.cookie,
      'tus-resumable': '1.0.0',
      'content-type': 'application/offset+octet-stream',
      'upload-offset': from,
      'content-length': bytes.length - from,
    },
  });
  upload.on('error', () => undefined); // it is broken on purpose
  upload.write(bytes.subarray(from, from + written));
  return upload;
}
const isAllThere = async (file: FileId, bytes: Uint8Array): Promise<void> => {
  await his.waitFor((frame) => frame.type === 'file' && frame.file === file);
  expect(equalBytes((await fetchFile(first, bob, file)).bytes, bytes)).toBe(true);
};

it('FILE-6: a connection that breaks loses nothing that was written; the upload goes on from there', async () => {
  const bytes = random(3 * mebibyte);
  const file = await reserved(bytes.length);
  const upload = begin(first, file, 0, bytes, 2 * mebibyte);
  await until(() => kept(file) === 2 * mebibyte);
  upload.destroy();
  const offset = await offsetOf(first, alice, file);
  expect(offset).toBe(2 * mebibyte);
  expect((await patch(first, alice, file, offset, bytes.slice(offset))).status).toBe(204);
  await isAllThere(file, bytes);
});

it('FILE-6: a connection that died unnoticed does not hold up its own resume', async () => {
  const bytes = random(mebibyte);
  const file = await reserved(bytes.length);
  const silent = begin(first, file, 0, bytes, 300_000);
  await until(() => kept(file) === 300_000);
  const startedMs = performance.now();
  const offset = await offsetOf(first, alice, file);
  expect((await patch(first, alice, file, offset, bytes.slice(offset))).status).toBe(204);
  expect(performance.now() - startedMs).toBeLessThan(3000);
  await isAllThere(file, bytes);
  silent.destroy();
});

it('FILE-6: a server that is killed in the middle goes on after its restart, and other processes tell their sockets', async () => {
  const bytes = random(4 * mebibyte);
  const file = await reserved(bytes.length);
  const dying = await another();
  begin(dying, file, 0, bytes, 2 * mebibyte);
  await until(() => kept(file) === 2 * mebibyte);
  await dying.kill();
  const restarted = await another();
  const offset = await offsetOf(restarted, alice, file);
  expect(offset).toBe(2 * mebibyte);
  expect((await patch(restarted, alice, file, offset, bytes.slice(offset))).status).toBe(204);
  await isAllThere(file, bytes);
  expect(equalBytes((await fetchFile(restarted, bob, file)).bytes, bytes)).toBe(true);
  await restarted.kill();
}, 60_000);

it('FILE-6: an upload that goes on at another process is whole, whatever the first one still writes', async () => {
  const bytes = random(2 * mebibyte);
  const file = await reserved(bytes.length);
  const other = await another();
  const stale = begin(first, file, 0, bytes, mebibyte);
  await until(() => kept(file) === mebibyte);
  expect((await patch(other, alice, file, mebibyte, bytes.slice(mebibyte))).status).toBe(204);
  const answered = new Promise<number | undefined>((done) => stale.on('response', ({ statusCode }) => done(statusCode)));
  stale.end(bytes.subarray(mebibyte));
  expect(await answered).toBe(204);
  await isAllThere(file, bytes);
  expect(his.frames.filter((frame) => frame.type === 'file' && frame.file === file)).toHaveLength(1);
  await other.kill();
}, 60_000);

it('FILE-6: when the process ended between the last byte and its row, the next question completes it', async () => {
  const bytes = random(5000);
  const file = await reserved(bytes.length);
  appendFileSync(join(folder.path, file), bytes);
  expect((await fetchFile(first, bob, file)).code).toBe('file/incomplete');
  expect((await head(first, alice, file)).headers.get('upload-offset')).toBe('5000');
  await isAllThere(file, bytes);
  expect(readFileSync(join(folder.path, file))).toHaveLength(5000);
});

/** Asked for, and not read before `read` is called: how many bytes came, and whether they were all. */
async function beginFetch(server: Pick<RunningServer, 'url'>, person: SignedInPerson, file: FileId) {
  const answer = await new Promise<IncomingMessage>((done) =>
    httpRequest(`${server.url}/api/v1/files/${file}`, { headers: { cookie: person.client.cookie } }, done).end(),
  );
  expect(answer.statusCode).toBe(200);
  return {
    read: () =>
      new Promise<{ readonly bytes: number; readonly isWhole: boolean }>((done) => {
        let bytes = 0;
        answer.on('data', (part: Uint8Array) => {
          bytes += part.length;
        });
        answer.on('error', () => undefined); // it is broken on purpose
        answer.on('close', () => done({ bytes, isWhole: answer.complete }));
      }),
  };
}

it('FILE-6: what somebody is fetching breaks off when she is removed, at every process; the others go on', async () => {
  const bytes = 48 * mebibyte; // more than what is on its way in the buffers of a connection
  const { space: ward, changes } = newGroup();
  const made = makeRecord(alice, ward, 'group', [asMember(alice), asMember(bob, false), asMember(carol, false)], undefined, {
    changes,
  });
  expect((await alice.client.post(`/spaces/${ward}/epochs`, made.request)).status).toBe(200);
  const file = await reserved(bytes, ward);
  appendFileSync(join(folder.path, file), new Uint8Array(bytes));
  expect((await head(first, alice, file)).headers.get('upload-offset')).toBe(String(bytes));
  const other = await another();
  const [here, elsewhere, his] = [
    await beginFetch(first, carol, file),
    await beginFetch(other, carol, file),
    await beginFetch(other, bob, file),
  ];
  const complained = vi.spyOn(console, 'error');
  const told = await joinSocket(other, bob);
  const without = makeRecord(alice, ward, 'group', [asMember(alice), asMember(bob, false)], made.position);
  expect((await alice.client.post(`/spaces/${ward}/epochs`, without.request)).status).toBe(200);
  // The other process has heard of it, and has had its look.
  await told.waitFor((frame) => frame.type === 'epoch' && frame.space === ward);
  expect((await fetchFile(other, carol, file)).status).toBe(403);
  told.close();
  const hers = [await here.read(), await elsewhere.read()];
  expect(hers.map(({ isWhole }) => isWhole)).toEqual([false, false]);
  expect(complained).not.toHaveBeenCalled();
  complained.mockRestore();
  expect(await his.read()).toEqual({ bytes, isWhole: true });
  await other.kill();
}, 60_000);
