/** What goes to the server before its message does (FILE-8). */
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { loadAutomerge } from '../../../test/support/automerge.ts';
import { type Conversation, makeConversation, type OpenDevice, openDevice } from '../../../test/support/conversation.ts';
import { settle } from '../../../test/support/engine.ts';
import { type FilesPlatform, makeFilesPlatform } from '../../../test/support/files.ts';
import { equalOptionalBytes } from '../../bytes.ts';
import { contentBlockBytes, type FileSource, sealedBlockBytes } from '../../crypto/file-seal.ts';
import type { FileId } from '../../ids.ts';
import { err, ok } from '../../result.ts';
import { makeFileRows } from './file-rows.ts';

beforeAll(loadAutomerge);

let of: Conversation;
let platform: FilesPlatform;
let amel: OpenDevice;
beforeEach(async () => {
  of = await makeConversation();
  platform = makeFilesPlatform();
  amel = await openDevice(of, of.amel, undefined, undefined, platform);
  await amel.files.connected();
});
afterEach(async () => {
  amel.files.stop();
  await amel.close();
});

const rowOf = (file: FileId) => makeFileRows(amel.store).get(file);
const plain = (length: number): FileSource => new Blob([new Uint8Array(length).fill(7)]);
/** Its second block is read when the test says so. */
function slowSource(length: number) {
  let go: (isThere: boolean) => void = () => undefined;
  const second = new Promise<boolean>((done) => {
    go = done;
  });
  const source: FileSource = {
    size: length,
    slice: (from, to) => ({
      async arrayBuffer() {
        if (from > 0 && !(await second)) throw new Error('gone');
        return new ArrayBuffer(to - from);
      },
    }),
  };
  return { source, go };
}
async function attach(source: FileSource, ahead = true) {
  const attached = await amel.files.attach(of.space, { source, name: 'a.bin', type: '' }, ahead);
  if (!attached.ok) throw new Error(attached.error.type);
  return attached.value;
}
async function send(...attachments: readonly Awaited<ReturnType<typeof attach>>[]) {
  const sent = await amel.outbox.send(of.space, 'x', 'normal', { attachments });
  expect([sent.ok, (await amel.flush()).ok]).toEqual([true, true]);
  amel.files.poke();
  await settle();
}

test('FILE-8 a file is on its way to the server while it is being sealed, and is reserved before', async () => {
  const { source, go } = slowSource(2 * contentBlockBytes);
  const attaching = attach(source);
  await expect.poll(() => platform.last?.file).toBeDefined();
  const file = platform.last?.file as FileId;
  expect(of.relay.fileRequests).toEqual([`/files ${file}`]);
  await expect.poll(() => platform.stored.get(file)?.length).toBe(sealedBlockBytes);
  expect([platform.server.has(file), rowOf(file)?.state]).toEqual([false, 'attached']);
  go(true);
  const one = await attaching;
  await settle();
  expect(equalOptionalBytes(platform.server.get(file), platform.stored.get(file))).toBe(true);
  // No row knows: a reservation may end before its message is written.
  expect(rowOf(file)?.state).toBe('attached');
  await send(one);
  expect([platform.started, rowOf(file)?.state]).toEqual([[`up ${file}`, `up ${file}`], 'stored']);
});

test('FILE-8 sent while it is still on its way, it is not begun twice', async () => {
  let arrive: () => void = () => undefined;
  platform.hold = new Promise((done) => {
    arrive = done;
  });
  const one = await attach(plain(600));
  await send(one);
  expect([platform.started.length, rowOf(one.file)?.state]).toEqual([1, 'reserved']);
  expect(amel.files.rows.of([one])[0]?.transfer?.state).toBe('running');
  arrive();
  await settle();
  expect([platform.started.length, rowOf(one.file)?.state]).toEqual([1, 'stored']);
});

test('FILE-8 what cannot be read to its end stops, and the server is told that it is not wanted', async () => {
  const { source, go } = slowSource(2 * contentBlockBytes);
  const attaching = amel.files.attach(of.space, { source, name: 'a.bin', type: '' }, true);
  await expect.poll(() => platform.last?.file).toBeDefined();
  const file = platform.last?.file as FileId;
  go(false);
  expect(await attaching).toEqual({ ok: false, error: { type: 'file-refused', reason: 'unreadable' } });
  await settle();
  expect([platform.server.size, platform.stored.size, rowOf(file)]).toEqual([0, 0, undefined]);
  expect(of.relay.fileRequests).toEqual([`/files ${file}`, `/files/${file}/remove`]);
});

test('FILE-8 taken off again, it stops and goes from the server, at the latest with the next connection', async () => {
  platform.hold = new Promise(() => undefined);
  const one = await attach(plain(600));
  of.relay.answerFiles = () => err({ type: 'offline' });
  expect((await amel.files.drop(one.file)).ok).toBe(true);
  amel.files.poke();
  await settle();
  expect(amel.files.rows.of([one])[0]?.transfer).toBeUndefined();
  of.relay.answerFiles = () => ok({});
  await amel.files.connected();
  expect(of.relay.fileRequests.filter((path) => path.includes('remove'))).toHaveLength(2);
  expect(amel.store.all('file-removal')).toEqual([]);
});

test('FILE-8 taken off again while the server makes it, it goes from there as well', async () => {
  let answer = (): void => undefined;
  of.relay.answerFiles = (path) =>
    path === '/files'
      ? new Promise((done) => {
          answer = () => done(ok({}));
        })
      : ok({});
  const one = await attach(plain(600));
  expect((await amel.files.drop(one.file)).ok).toBe(true);
  answer();
  await settle();
  expect(of.relay.fileRequests).toEqual([`/files ${one.file}`, `/files/${one.file}/remove`]);
  expect([platform.started, amel.store.all('file-removal')]).toEqual([[], []]);
});

test('FILE-8 when the link goes it stops, and goes on with the next one', async () => {
  platform.hold = new Promise(() => undefined);
  const one = await attach(plain(600));
  amel.files.disconnected();
  await settle();
  platform.hold = undefined;
  await amel.files.connected();
  await settle();
  expect([platform.started.length, platform.server.has(one.file)]).toEqual([2, true]);
});

test('FILE-8 nothing goes ahead offline, where it may not, or when the server refuses it; it is asked for again with its message', async () => {
  await attach(plain(600), false);
  of.relay.answerFiles = () => err({ type: 'refused', code: 'file/quota', body: undefined });
  const refused = await attach(plain(600));
  await settle();
  expect([platform.started, rowOf(refused.file)?.state]).toEqual([[], 'attached']);
  of.relay.answerFiles = () => ok({});
  amel.files.disconnected();
  await attach(plain(600));
  await settle();
  expect(platform.started).toEqual([]);
  await amel.files.connected();
  await send(refused);
  expect([platform.started, rowOf(refused.file)?.state]).toEqual([[`up ${refused.file}`], 'stored']);
});

test('FILE-8 what was sent goes first', async () => {
  amel.files.disconnected();
  const sent = await Promise.all([1, 2, 3].map((i) => attach(plain(600 + i))));
  await send(...sent);
  platform.hold = new Promise(() => undefined);
  await amel.files.connected();
  const ahead = await attach(plain(600));
  await settle();
  expect(platform.started).toEqual(sent.map(({ file }) => `up ${file}`));
  expect(rowOf(ahead.file)?.state).toBe('attached');
});
