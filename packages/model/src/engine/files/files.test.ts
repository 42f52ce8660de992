import * as v from 'valibot';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { loadAutomerge } from '../../../test/support/automerge.ts';
import { type Conversation, makeConversation, type OpenDevice, openDevice } from '../../../test/support/conversation.ts';
import { settle } from '../../../test/support/engine.ts';
import { type FilesPlatform, makeFilesPlatform } from '../../../test/support/files.ts';
import { concat } from '../../bytes.ts';
import type { FileId, MessageId } from '../../ids.ts';
import { err, ok } from '../../result.ts';
import type { Act } from '../../schema/act.ts';
import type { Attachment } from '../../schema/attachment-values.ts';
import { decodeDetails, parseMessage } from '../../schema/message.ts';
import { isoWeek } from '../../schema/segment.ts';
import { draftOf, draftWrites } from '../drafts.ts';
import { FileRow } from './file-rows.ts';
import { answerMs, stallMs } from './watch-transfer.ts';

beforeAll(loadAutomerge);

let of: Conversation;
let platform: FilesPlatform;
let isUnaccepted: boolean;
let amel: OpenDevice;
beforeEach(async () => {
  of = await makeConversation();
  platform = makeFilesPlatform();
  isUnaccepted = false;
  amel = await open();
});
const open = () => openDevice(of, of.amel, undefined, () => isUnaccepted, platform);

const sourceOf = (length: number) => new Blob([new Uint8Array(length).fill(7)]);
async function attach(length: number, small?: number): Promise<Attachment> {
  const image = { width: 4, height: 3, thumbnail: new Uint8Array(2), consent: undefined };
  const picture = small === undefined ? {} : { image: { ...image, small: { source: sourceOf(small) } } };
  const attached = await amel.files.attach(
    of.space,
    { source: sourceOf(length), name: 'a.jpg', type: 'image/jpeg', ...picture },
    false,
  );
  if (!attached.ok) throw new Error(attached.error.type);
  return attached.value;
}
async function send(text: string, ...attachments: readonly Attachment[]): Promise<MessageId> {
  const sent = await amel.outbox.send(of.space, text, 'normal', { attachments });
  if (!sent.ok) throw new Error(sent.error.type);
  return sent.value;
}
const stateOf = (file: FileId, device = amel) => {
  const row = v.safeParse(FileRow, device.store.get(['file', file]));
  return row.success ? row.output.state : undefined;
};
const waiting = () => amel.outbox.pending().map(({ text }) => text);
const connected = async () => {
  await amel.files.connected();
  await settle();
};

test('FILE-4 a file that is empty, too large or unreadable is refused before anything is sealed or kept', async () => {
  await amel.store.commit([{ key: ['file-limits'], value: { maxFileBytes: 5000, quotaBytes: 9, usedBytes: 0 } }]);
  const refusal = async (source: Blob | { size: number; slice: () => { arrayBuffer(): Promise<ArrayBuffer> } }) => {
    const attached = await amel.files.attach(of.space, { source, name: 'x', type: '' }, false);
    return attached.ok ? undefined : attached.error;
  };
  expect(await refusal(sourceOf(0))).toEqual({ type: 'file-refused', reason: 'empty' });
  expect(await refusal(sourceOf(6000))).toEqual({ type: 'file-refused', reason: 'too-large', maxContentBytes: 4864 });
  const gone = { size: 10, slice: () => ({ arrayBuffer: () => Promise.reject(new Error('gone')) }) };
  expect(await refusal(gone)).toEqual({ type: 'file-refused', reason: 'unreadable' });
  platform.isFull = true;
  expect(await refusal(sourceOf(10))).toEqual({ type: 'storage-full' });
  expect([platform.stored.size, amel.store.all('file').length, of.relay.fileRequests.length]).toEqual([0, 0, 0]);
});

test('FILE-3 what rests in the store is sealed, and nothing of its key is beside it', async () => {
  const one = await attach(1000);
  const bytes = platform.stored.get(one.file);
  expect(bytes?.length).toBe(1024 + 16);
  expect(bytes?.some((byte, i) => byte === 7 && bytes[i + 1] === 7 && bytes[i + 2] === 7)).toBe(false);
  expect(JSON.stringify(amel.store.get(['file', one.file]))).not.toContain('key');
});

test('FILE-4, FILE-5, FILE-6 the server knows all files before their message leaves, the message names them, their bytes follow', async () => {
  const [picture, plain] = [await attach(5000, 400), await attach(600)];
  await send('', picture, plain);
  await connected();
  expect(platform.started).toEqual([]);
  expect((await amel.flush()).ok).toBe(true);
  const ids = [picture.file, picture.image?.small?.file, plain.file];
  expect(of.relay.fileRequests).toEqual(ids.map((file) => `/files ${file}`));
  expect(new Set(of.relay.named)).toEqual(new Set(ids));
  expect(waiting()).toEqual([]);
  amel.files.poke();
  await settle();
  // The smallest first.
  expect(platform.started).toEqual([ids[1], ids[2], ids[0]].map((file) => `up ${file}`));
  expect(ids.map((file) => stateOf(file as FileId))).toEqual(['stored', 'stored', 'stored']);
});

test('FILE-4 what the server refuses for good holds its message, says why, and can be left out or asked for again', async () => {
  const [large, other] = [await attach(5000), await attach(600)];
  const id = await send('avec', large, other);
  of.relay.answerFiles = (path) => (path === '/files' ? err({ type: 'refused', code: 'file/quota', body: undefined }) : ok({}));
  await amel.flush();
  expect(waiting()).toEqual(['avec']);
  const [row] = amel.outbox.pending();
  const shown = amel.files.rows.of(decodeDetails(row?.details, 'avec').attachments);
  expect(shown[0]).toMatchObject({ place: 'local', transfer: { done: 0, state: 'refused', code: 'file/quota' } });
  // Words behind it leave all the same.
  await send('sans');
  await amel.flush();
  expect(waiting()).toEqual(['avec']);
  expect(await amel.outbox.leaveOut(large.file)).toEqual({ ok: true, value: true });
  await amel.files.drop(large.file);
  of.relay.answerFiles = () => ok({});
  await amel.files.pause(other.file, false);
  expect(amel.files.isReservingDue()).toBe(true);
  await amel.flush();
  expect([waiting(), platform.stored.has(large.file)]).toEqual([[], false]);
  const log = await of.logId(isoWeek(amel.clock.nowMs()));
  const entry = parseMessage((await amel.documents.open(log)).entries()[id]);
  expect(entry.ok && entry.value.details.attachments?.map(({ file }) => file)).toEqual([other.file]);
});

test('FILE-4 offline nothing is reserved and nothing is lost; after a restart it leaves', async () => {
  const one = await attach(600);
  of.relay.isUp = false;
  await send('hors ligne', one);
  expect((await amel.flush()).ok).toBe(false);
  await amel.close();
  amel = await open();
  of.relay.isUp = true;
  await connected();
  expect((await amel.flush()).ok).toBe(true);
  amel.files.poke();
  await settle();
  expect([waiting(), stateOf(one.file)]).toEqual([[], 'stored']);
});

test('CAL-20 the files of an event leave like those of a message: reserved first, named with its change, left out when they are refused', async () => {
  const [plan, other] = [await attach(600), await attach(700)];
  const event = 'AAAAAAAAAAAAAAAA' as MessageId;
  const document = { kind: 'calendar', segment: '2026-10' } as const;
  const bring = (file: Attachment): Act => ({
    ...{ kind: 'event', target: event },
    value: { fields: {}, invited: new Map(), files: new Map([[file.file, file]]), builds: [], at: undefined, following: false },
  });
  await amel.outbox.act(of.space, [
    { act: bring(plan), document },
    { act: bring(other), document },
  ]);
  let asked = 0;
  of.relay.answerFiles = () => (asked++ === 0 ? ok({}) : err({ type: 'refused', code: 'file/quota', body: undefined }));
  await connected();
  await amel.flush();
  expect(of.relay.named).toEqual([plan.file]);
  expect(amel.outbox.pending()).toHaveLength(1);
  expect(amel.files.rows.of([other])[0]?.transfer).toMatchObject({ state: 'refused', code: 'file/quota' });
  amel.files.poke();
  await settle();
  expect(stateOf(plan.file)).toBe('stored');
  expect(await amel.outbox.leaveOut(other.file)).toEqual({ ok: true, value: true });
  await amel.files.drop(other.file);
  expect([amel.outbox.pending(), platform.stored.has(other.file)]).toEqual([[], false]);
});

test('FILE-5 a reservation that ended is made again, and a file of others that is gone does not hold the message', async () => {
  const mine = await attach(600);
  const theirs = { ...mine, file: '0f'.repeat(16) as FileId };
  await send('deux', mine, theirs);
  let refusals = 1;
  of.relay.answerAppend = (take) =>
    refusals-- > 0 ? Promise.resolve(err({ type: 'refused', code: 'file/unknown', body: undefined })) : take();
  expect((await amel.flush()).ok).toBe(true);
  expect(of.relay.fileRequests).toEqual([`/files ${mine.file}`, `/files ${mine.file}`]);
  expect(of.relay.named).toEqual([mine.file, theirs.file, mine.file]);
});

test('FILE-6 a transfer that broke off is tried again after a while, a paused one is not', async () => {
  const one = await attach(600);
  await send('x', one);
  await amel.flush();
  platform.answer = () => ({ type: 'offline' });
  await connected();
  expect([platform.started.length, stateOf(one.file)]).toEqual([1, 'reserved']);
  await amel.files.pause(one.file, true);
  platform.answer = () => undefined;
  amel.clock.advance(60_000);
  await settle();
  expect(platform.started.length).toBe(1);
  await amel.files.pause(one.file, false);
  amel.files.poke();
  await settle();
  expect([platform.started.length, stateOf(one.file)]).toEqual([2, 'stored']);
});

const never = new Promise<void>(() => undefined);

test('FILE-6 an upload on which nothing moves is broken off and tried again, one that moves goes on', async () => {
  const one = await attach(600);
  await send('x', one);
  await amel.flush();
  platform.hold = never;
  await connected();
  amel.clock.advance(stallMs - 1);
  platform.last?.onProgress(100);
  amel.clock.advance(stallMs - 1);
  await settle();
  expect(amel.files.rows.of([one])[0]?.transfer).toMatchObject({ state: 'running', done: 100 });
  amel.clock.advance(1);
  await settle();
  expect(amel.files.rows.of([one])[0]?.transfer?.state).toBe('waiting');
  platform.hold = undefined;
  amel.clock.advance(10_000);
  await settle();
  expect([platform.started.length, stateOf(one.file)]).toEqual([2, 'stored']);
});

test('FILE-6 what was handed over whole is given longer to be answered', async () => {
  const one = await attach(600);
  await send('x', one);
  await amel.flush();
  platform.hold = never;
  await connected();
  platform.last?.onProgress(platform.last.bytes);
  amel.clock.advance(answerMs - 1);
  await settle();
  expect(amel.files.rows.of([one])[0]?.transfer?.state).toBe('running');
  amel.clock.advance(1);
  await settle();
  expect(amel.files.rows.of([one])[0]?.transfer?.state).toBe('waiting');
});

test('FILE-6 when the link goes what is on its way stops, and goes on with the next one', async () => {
  const one = await attach(600);
  await send('x', one);
  await amel.flush();
  platform.hold = never;
  await connected();
  amel.files.disconnected();
  await settle();
  expect(amel.files.rows.of([one])[0]?.transfer?.state).toBe('waiting');
  platform.hold = undefined;
  await connected();
  expect([platform.started.length, stateOf(one.file)]).toEqual([2, 'stored']);
});

test('FILE-6 screens hear that a transfer ended, also when no row changed with it', async () => {
  const one = await attach(600);
  await send('x', one);
  await amel.flush();
  platform.hold = never;
  await connected();
  platform.last?.onProgress(100);
  amel.clock.advance(1000);
  await settle();
  let heard: string | undefined;
  const stop = amel.files.onProgress(() => {
    heard = amel.files.rows.of([one])[0]?.transfer?.state;
  });
  amel.files.disconnected();
  await settle();
  amel.clock.advance(1000);
  await settle();
  stop();
  expect(heard).toBe('waiting');
});

test.each([
  ['nothing moves', (device: OpenDevice) => device.clock.advance(stallMs)],
  ['the link goes', (device: OpenDevice) => device.files.disconnected()],
])('FILE-6 a download ends when %s, and says that there is no network', async (_what, happen) => {
  const one = await attach(600);
  const youssefs = makeFilesPlatform();
  const youssef = await openDevice(of, of.youssef, undefined, undefined, youssefs);
  youssefs.hold = never;
  const opened = youssef.files.open({ space: of.space, message: 'AAAAAAAAAAAAAAAA' as MessageId, sealed: one });
  await settle();
  happen(youssef);
  expect(await opened).toEqual({ ok: false, error: { type: 'offline' } });
  await youssef.close();
});

test('FILE-6 a message that is deleted while it waits takes its files along', async () => {
  const one = await attach(600);
  const id = await send('x', one);
  expect((await amel.outbox.remove(of.space, id)).ok).toBe(true);
  expect([platform.stored.size, amel.store.all('file').length]).toEqual([0, 0]);
});

test('TRUST-4 files wait for an accepted identity, words do not', async () => {
  isUnaccepted = true;
  await send('avec', await attach(600));
  await send('sans');
  await amel.flush();
  expect([waiting(), of.relay.fileRequests]).toEqual([['avec'], []]);
  isUnaccepted = false;
  await amel.flush();
  expect(waiting()).toEqual([]);
});

test('FILE-2, FILE-3 what was fetched opens whole or not at all, and altered bytes are fetched anew', async () => {
  const one = await attach(3000, 400);
  const sealed = platform.stored.get(one.file) ?? new Uint8Array();
  const youssefs = makeFilesPlatform();
  const youssef = await openDevice(of, of.youssef, undefined, undefined, youssefs);
  const wanted = { space: of.space, message: 'AAAAAAAAAAAAAAAA' as MessageId, sealed: one };
  expect(await youssef.files.open(wanted)).toEqual({ ok: false, error: { type: 'unsent' } });
  expect(stateOf(one.file, youssef)).toBe('unsent');
  const altered = sealed.slice();
  altered[100] = (altered[100] ?? 0) ^ 1;
  youssefs.server.set(one.file, altered);
  expect(await youssef.files.open(wanted)).toEqual({ ok: false, error: { type: 'damaged' } });
  expect(youssefs.stored.has(one.file)).toBe(false);
  youssefs.server.set(one.file, sealed);
  await youssef.files.askAgain(wanted.message, one);
  const opened = await youssef.files.open(wanted);
  expect(opened.ok && concat(...opened.value)).toEqual(new Uint8Array(3000).fill(7));
  // Whoever names it with another length does not take its place.
  const lie = { ...wanted, sealed: { ...one, bytes: 9000 } };
  expect(await youssef.files.open(lie)).toEqual({ ok: false, error: { type: 'damaged' } });
  expect(stateOf(one.file, youssef)).toBe('stored');
  await youssef.close();
});

test('FILE-3 what does not open for a message is fetched once, and again when somebody asks', async () => {
  const one = await attach(3000);
  const sealed = platform.stored.get(one.file) ?? new Uint8Array();
  const youssefs = makeFilesPlatform();
  const youssef = await openDevice(of, of.youssef, undefined, undefined, youssefs);
  youssefs.server.set(one.file, sealed);
  const wanted = (digest: Uint8Array, key = one.key) => {
    const message = (digest === one.digest ? 'AAAAAAAAAAAAAAAA' : 'BBBBBBBBBBBBBBBB') as MessageId;
    return { space: of.space, message, sealed: { ...one, digest, key } };
  };
  const damaged = { ok: false, error: { type: 'damaged' } };
  const other = new Uint8Array(32).fill(1);
  // The bytes are what was declared: no others will come, and what they are to another message they stay.
  const wrongKey = wanted(one.digest, other);
  expect([await youssef.files.open(wrongKey), await youssef.files.open(wrongKey)]).toEqual([damaged, damaged]);
  expect([youssefs.started.length, youssefs.stored.has(one.file)]).toEqual([1, true]);
  const wrongDigest = wanted(other);
  expect([await youssef.files.open(wrongDigest), youssefs.stored.has(one.file)]).toEqual([damaged, false]);
  expect([await youssef.files.open(wrongDigest), youssefs.started.length]).toEqual([damaged, 1]);
  await youssef.files.askAgain(wrongDigest.message, wrongDigest.sealed);
  expect([await youssef.files.open(wrongDigest), youssefs.started.length]).toEqual([damaged, 2]);
  expect([await youssef.files.open(wrongDigest), youssefs.started.length]).toEqual([damaged, 2]);
  // Of another message that carries the same file it is not believed.
  await youssef.files.askAgain(wrongKey.message, wrongKey.sealed);
  expect((await youssef.files.open(wanted(one.digest))).ok).toBe(true);
  await youssef.close();
});

test('FILE-6 the small picture of a message that came is fetched unasked, as soon as the server has it', async () => {
  const one = await attach(900_000, 400);
  await send('x', one);
  await amel.flush();
  const youssefs = makeFilesPlatform();
  const youssef = await openDevice(of, of.youssef, undefined, undefined, youssefs);
  await youssef.logSync.pull(of.space, await of.logId(isoWeek(amel.clock.nowMs())));
  await settle();
  const small = one.image?.small?.file as FileId;
  expect(youssefs.started).toEqual([`down ${small}`]);
  youssefs.server.set(small, platform.stored.get(small) ?? new Uint8Array());
  youssef.files.stored(small);
  await settle();
  expect([youssefs.started.length, stateOf(small, youssef)]).toEqual([2, 'stored']);
  await youssef.close();
});

test('FILE-7 what was attached and belongs to nothing any more is removed at the next start, a draft keeps its files', async () => {
  const [loose, drafted] = [await attach(600), await attach(700)];
  await amel.store.commit(
    draftWrites(amel.thread.context, of.space, {
      text: '',
      priority: 'normal',
      details: { attachments: [drafted] },
    }),
  );
  await amel.close();
  platform.stored.set('ee'.repeat(16) as FileId, new Uint8Array(3));
  amel = await open();
  amel.clock.advance(2 * 3_600_000);
  amel.files.start();
  await settle();
  expect([...platform.stored.keys()]).toEqual([drafted.file]);
  expect(stateOf(loose.file)).toBeUndefined();
  expect(draftOf(amel.store, of.space)?.details.attachments).toEqual([drafted]);
});
