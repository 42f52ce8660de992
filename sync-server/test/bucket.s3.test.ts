/** Files in a bucket of a real S3 server: reserved, sent, resumed, fetched, removed, expired. `npm test -- --only s3`. */
import { equalBytes } from '@sanad/model/bytes';
import type { FileId, SpaceId } from '@sanad/model/ids';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createBucketStore } from '../src/files/bucket-store.ts';
import type { FileStore } from '../src/files/file-store.ts';
import { carry, fetchFile, offsetOf, patch, randomFile, removeIn, reserve } from './support/file-scene.ts';
import { type Swift, startSwift } from './support/swift.ts';
import { createWorld, joinSocket, type SignedInPerson } from './support/test-client.ts';
import { random, randomLog } from './support/test-device.ts';
import { startTestServer, type TestServer } from './support/test-server.ts';

const mebibyte = 1024 * 1024;
const dayMs = 86_400_000;
let swift: Swift;
let server: TestServer;
let store: FileStore;
let alice: SignedInPerson;
let bob: SignedInPerson;
let space: SpaceId;

beforeAll(async () => {
  swift = await startSwift();
  store = await createBucketStore(swift.bucket);
  server = await startTestServer({ bucket: swift.bucket });
  const world = await createWorld(server);
  [alice, bob] = [await world.colleague(), await world.colleague()];
  space = (await world.direct(alice, bob)).space;
});
afterAll(async () => {
  await server.stop();
  await swift.stop();
});

async function carried(bytes: number): Promise<FileId> {
  const file = randomFile();
  expect((await reserve(server, alice, file, space, bytes)).status).toBe(200);
  const socket = await joinSocket(server, alice);
  expect((await carry(socket, alice, space, randomLog(), [file])).type).toBe('appended');
  socket.close();
  return file;
}
async function idsInBucket(): Promise<readonly FileId[]> {
  const found = new Set<FileId>();
  for await (const { file } of store.list()) found.add(file);
  return [...found];
}

it('FILE-6 a small file goes into the bucket and comes back, whole and in ranges', async () => {
  const bytes = random(300_000);
  const file = await carried(bytes.length);
  expect(await fetchFile(server, bob, file)).toMatchObject({ status: 409, code: 'file/incomplete' });
  expect((await patch(server, alice, file, 0, bytes)).status).toBe(204);
  const fetched = await fetchFile(server, bob, file);
  expect([fetched.status, equalBytes(fetched.bytes, bytes)]).toEqual([200, true]);
  const part = await fetchFile(server, bob, file, { range: 'bytes=100000-200000' });
  expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 100000-200000/300000']);
  expect(equalBytes(part.bytes, bytes.slice(100_000, 200_001))).toBe(true);
});

it('FILE-6 a large one is sent in parts that break off anywhere, goes on at another process, and comes back from any byte', async () => {
  const bytes = random(19 * mebibyte + 12_345);
  const file = await carried(bytes.length);
  const cuts = [3 * mebibyte + 7, 9 * mebibyte, 9 * mebibyte + 1, 18 * mebibyte];
  let at = 0;
  for (const to of cuts) {
    expect((await patch(server, alice, file, at, bytes.slice(at, to))).status).toBe(204);
    expect(await offsetOf(server, alice, file)).toBe(to);
    at = to;
  }
  // A process that has nothing of it in memory.
  const other = await startTestServer({ bucket: swift.bucket, databaseUrl: server.databaseUrl });
  expect(await offsetOf(other, alice, file)).toBe(at);
  expect((await patch(other, alice, file, at, bytes.slice(at))).status).toBe(204);
  await other.stop();
  expect(await offsetOf(server, alice, file)).toBe(bytes.length);
  const fetched = await fetchFile(server, bob, file);
  expect([fetched.status, equalBytes(fetched.bytes, bytes)]).toEqual([200, true]);
  const rest = await fetchFile(server, bob, file, { range: `bytes=${8 * mebibyte - 5}-` });
  expect(equalBytes(rest.bytes, bytes.slice(8 * mebibyte - 5))).toBe(true);
});

it('FILE-6 more than was reserved is refused, and an offset that is not the present one', async () => {
  const file = await carried(1000);
  expect((await patch(server, alice, file, 500, random(10))).status).toBe(409);
  expect((await patch(server, alice, file, 0, random(1001))).status).toBe(413);
  expect((await patch(server, alice, file, 0, random(1000))).status).toBe(204);
});

it('FILE-7 what is removed is gone from the bucket, complete or not', async () => {
  const [whole, half] = [await carried(1000), await carried(12 * mebibyte)];
  expect((await patch(server, alice, whole, 0, random(1000))).status).toBe(204);
  expect((await patch(server, alice, half, 0, random(7 * mebibyte))).status).toBe(204);
  expect(await idsInBucket()).toEqual(expect.arrayContaining([whole, half]));
  for (const file of [whole, half]) {
    expect((await removeIn(server, alice, file, space)).status).toBe(200);
    expect((await fetchFile(server, bob, file)).code).toBe('file/unknown');
  }
  const left = await idsInBucket();
  expect(left).not.toContain(whole);
  expect(left).not.toContain(half);
  // A second time: of what is not there as well.
  await store.remove(half);
});

it('FILE-7 the sweep takes what no message refers to after a day, and bytes that have no row', async () => {
  const unreferred = randomFile();
  expect((await reserve(server, alice, unreferred, space, 2000)).status).toBe(200);
  expect((await patch(server, alice, unreferred, 0, random(2000))).status).toBe(204);
  const stray = randomFile();
  await store.create(stray, 1000);
  const referred = await carried(1000);
  expect((await patch(server, alice, referred, 0, random(1000))).status).toBe(204);
  await server.keepHouse(Date.now());
  expect(await idsInBucket()).toEqual(expect.arrayContaining([unreferred, stray, referred]));
  await server.keepHouse(Date.now() + dayMs + 60_000);
  const left = await idsInBucket();
  expect(left).toContain(referred);
  for (const gone of [unreferred, stray]) expect(left).not.toContain(gone);
});

it('FILE-3 nothing readable is in the bucket but ids', async () => {
  const ids = await idsInBucket();
  expect(ids.length).toBeGreaterThan(0);
  expect(ids.every((id) => /^[0-9a-f]{32}$/.test(id))).toBe(true);
});
