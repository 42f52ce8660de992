import * as v from 'valibot';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { loadAutomerge } from '../../test/support/automerge.ts';
import {
  type Conversation,
  makeConversation,
  makeStorage,
  nowMs,
  type OpenDevice,
  openDevice,
} from '../../test/support/conversation.ts';
import { makeRows } from '../../test/support/engine.ts';
import { type LogId, type MessageId, messageIdFromBytes, type SpaceId } from '../ids.ts';
import { err } from '../result.ts';
import { decodeDetails, parseMessage } from '../schema/message.ts';
import { maxTextCharacters } from '../schema/message-values.ts';
import { isoWeek } from '../schema/segment.ts';
import { cardDraftsOf, cardDraftWrites } from './card-drafts.ts';
import { PendingRow } from './records.ts';

beforeAll(loadAutomerge);

const dayMs = 24 * 3600 * 1000;
let of: Conversation;
let log: LogId;
let amel: OpenDevice;
beforeEach(async () => {
  of = await makeConversation();
  log = await of.logId(isoWeek(nowMs));
  amel = await openDevice(of, of.amel);
});

async function write(device: OpenDevice, ...texts: readonly string[]): Promise<MessageId[]> {
  const ids: MessageId[] = [];
  for (const text of texts) {
    const sent = await device.outbox.send(of.space, text, 'normal');
    if (!sent.ok) throw new Error(sent.error.type);
    ids.push(sent.value);
    device.clock.advance(1000);
  }
  return ids;
}
/** What a colleague reads who fetches everything now, in the thread's order. */
async function readByYoussef(): Promise<readonly string[]> {
  const youssef = await openDevice(of, { ...of.youssef, rows: makeRows(), storage: makeStorage() });
  const messages: { readonly text: string; readonly wallMs: number; readonly counter: number }[] = [];
  for (const one of of.relay.logs.keys()) {
    expect(await youssef.logSync.pull(of.space, one)).toEqual({ ok: true, value: undefined });
    for (const value of Object.values((await youssef.documents.open(one)).entries())) {
      const message = parseMessage(value);
      if (message.ok) messages.push({ text: message.value.text, ...message.value.clock });
    }
  }
  await youssef.close();
  return messages.sort((a, b) => a.wallMs - b.wallMs || a.counter - b.counter).map(({ text }) => text);
}
const chunkCount = () => [...of.relay.logs.values()].reduce((total, chunks) => total + chunks.length, 0);
const waiting = (device: OpenDevice) => device.outbox.pending().map(({ text }) => text);
const offline = { ok: false, error: { type: 'offline' } };

test('SYNC-5, SYNC-8 what was written without a network leaves in the order it was written, together', async () => {
  of.relay.isUp = false;
  await write(amel, 'un', 'deux', 'trois');
  expect(await amel.flush()).toEqual(offline);
  expect([waiting(amel), chunkCount()]).toEqual([['un', 'deux', 'trois'], 0]);
  of.relay.isUp = true;
  expect((await amel.flush()).ok).toBe(true);
  expect([waiting(amel), chunkCount()]).toEqual([[], 1]);
  expect(await readByYoussef()).toEqual(['un', 'deux', 'trois']);
});

test('SYNC-5 two messages of one moment keep their order', async () => {
  for (const text of ['un', 'deux', 'trois']) await amel.outbox.send(of.space, text, 'normal');
  expect(waiting(amel)).toEqual(['un', 'deux', 'trois']);
  await amel.flush();
  expect(await readByYoussef()).toEqual(['un', 'deux', 'trois']);
});

test('DOC-1 messages of two weeks go into two segments, the older first', async () => {
  const next = await of.logId(isoWeek(nowMs + 7 * dayMs));
  await write(amel, 'cette semaine');
  amel.clock.advance(7 * dayMs);
  await write(amel, 'la prochaine');
  await amel.flush();
  expect([...of.relay.logs.keys()]).toEqual([log, next]);
  expect(await readByYoussef()).toEqual(['cette semaine', 'la prochaine']);
});

test('WIRE-2 a backlog of long messages leaves in several chunks, and is told while it does', async () => {
  const texts = Array.from({ length: 9 }, (_, i) => `${i}`.padEnd(maxTextCharacters, '.'));
  await write(amel, ...texts);
  expect((await amel.outbox.send(of.space, 'x'.repeat(maxTextCharacters + 1), 'normal')).ok).toBe(false);
  const told: (readonly [number, number])[] = [];
  await amel.outbox.flush((done, total) => told.push([done, total]));
  expect([told[0], told.at(-1)]).toEqual([
    [0, 9],
    [9, 9],
  ]);
  expect(chunkCount()).toBe(3);
  expect(await readByYoussef()).toEqual(texts);
});

test('SYNC-5 until it leaves a message is edited and deleted; afterwards it is not', async () => {
  const [kept, edited, deleted] = await write(amel, 'un', 'deux', 'trois');
  if (kept === undefined || edited === undefined || deleted === undefined) throw new Error('three messages');
  expect((await amel.outbox.edit(of.space, edited, 'deux, corrigé', 'urgent')).ok).toBe(true);
  expect((await amel.outbox.remove(of.space, deleted)).ok).toBe(true);
  of.relay.answerAppend = async () => err({ type: 'offline' });
  expect(await amel.flush()).toEqual(offline);
  const late = { ok: false, error: { type: 'not-ready' } };
  expect(await amel.outbox.edit(of.space, kept, 'autre chose', 'normal')).toEqual(late);
  expect(await amel.outbox.remove(of.space, kept)).toEqual(late);
  of.relay.answerAppend = (take) => take();
  await amel.flush();
  expect(await readByYoussef()).toEqual(['un', 'deux, corrigé']);
});

test('SYNC-5, DOC-11 a form that waits is changed with its words; what it answers stays, and its draft goes', async () => {
  const answered = { id: messageIdFromBytes(new Uint8Array(12).fill(7)), sentAtMs: nowMs };
  const form = (...texts: readonly string[]) => ({ kind: 'sbar' as const, texts });
  const sent = await amel.outbox.send(of.space, '', 'normal', { replyTo: answered, card: form('lit 4', '', '', 'venir') });
  if (!sent.ok) throw new Error(sent.error.type);
  const draftFor = (message?: MessageId) => ({ ...form('lit 4', '', '', ''), priority: 'normal' as const, message });
  for (const message of [undefined, sent.value])
    await amel.store.commit(cardDraftWrites(amel.store, of.space, draftFor(message)) ?? []);
  expect(amel.outbox.pending()[0]?.text).toBe('lit 4\nvenir');
  const card = form('lit 5', '', '', 'venir');
  expect((await amel.outbox.edit(of.space, sent.value, '', 'urgent', { card })).ok).toBe(true);
  expect(cardDraftsOf(amel.store, of.space)).toEqual([draftFor()]);
  const [row] = amel.outbox.pending();
  expect([row?.text, row?.priority]).toEqual(['lit 5\nvenir', 'urgent']);
  expect(decodeDetails(row?.details, row?.text ?? '')).toEqual({ replyTo: answered, card });
  expect(await amel.outbox.edit(of.space, sent.value, '', 'normal', { card: form('x'.repeat(2001), '', '', '') })).toEqual({
    ok: false,
    error: { type: 'too-long' },
  });
});

test('ENG-1 a copy of a message leaves what is being written where it goes', async () => {
  await amel.store.commit([{ key: ['draft', of.space], value: { text: 'un', priority: 'normal' } }]);
  await amel.outbox.send(of.space, 'transféré', 'normal', { forwarded: true });
  expect(amel.store.get(['draft', of.space])).toBeDefined();
});

test('SYNC-5 flushing at the same time, and again, sends each message once', async () => {
  await write(amel, 'un', 'deux');
  await Promise.all([amel.flush(), amel.flush(), amel.logSync.push(of.space, log)]);
  await amel.flush();
  expect(await readByYoussef()).toEqual(['un', 'deux']);
  expect(chunkCount()).toBe(1);
  expect(amel.store.all('dirty')).toEqual([]);
});

test('SYNC-9 a lost reply costs nothing: the pull brings the own chunk back, and what was written meanwhile follows', async () => {
  await write(amel, 'un');
  of.relay.answerAppend = async (take) => {
    await take();
    return err({ type: 'offline' });
  };
  expect(await amel.flush()).toEqual(offline);
  expect([waiting(amel), chunkCount()]).toEqual([['un'], 1]);
  of.relay.answerAppend = (take) => take();
  await write(amel, 'deux');
  expect((await amel.flush()).ok).toBe(true);
  expect([waiting(amel), chunkCount()]).toEqual([[], 2]);
  expect(await readByYoussef()).toEqual(['un', 'deux']);
});

test('SYNC-9 a reply that was lost before a restart as well', async () => {
  await write(amel, 'un');
  of.relay.answerAppend = async (take) => {
    await take();
    return err({ type: 'offline' });
  };
  await amel.flush();
  await amel.close();
  of.relay.answerAppend = (take) => take();
  const again = await openDevice(of, of.amel);
  expect(waiting(again)).toEqual(['un']);
  expect((await again.flush()).ok).toBe(true);
  expect([waiting(again), chunkCount()]).toEqual([[], 1]);
  expect(await readByYoussef()).toEqual(['un']);
  await again.close();
});

test('SYNC-5 an append that the relay refuses keeps the message, which goes when it is taken', async () => {
  const refused = err({ type: 'refused', code: 'request/rate-limited', body: undefined } as const);
  await write(amel, 'un');
  of.relay.answerAppend = async () => refused;
  expect(await amel.flush()).toEqual(refused);
  expect(waiting(amel)).toEqual(['un']);
  expect(amel.store.get(['dirty', log])).toBe(of.space);
  of.relay.answerAppend = (take) => take();
  expect((await amel.flush()).ok).toBe(true);
  expect([waiting(amel), await readByYoussef()]).toEqual([[], ['un']]);
});

test('SYNC-7 a restart finds what waited, what was entered and what was half entered, and sends each once, in order', async () => {
  of.relay.answerAppend = async () => err({ type: 'offline' });
  await write(amel, 'un');
  await amel.flush();
  await amel.close();
  // The rows say that it was entered, the document does not have it: the process died between the two.
  const dead = await openDevice(of, { ...of.amel, storage: makeStorage() });
  expect(await dead.entries(log)).toEqual([]);
  await write(dead, 'deux');
  expect(waiting(dead)).toEqual(['un', 'deux']);
  await dead.flush();
  await dead.close();

  const again = await openDevice(of, { ...of.amel, storage: makeStorage() });
  await write(again, 'trois');
  of.relay.answerAppend = (take) => take();
  expect((await again.logSync.push(of.space, log)).ok).toBe(true);
  expect((await again.flush()).ok).toBe(true);
  expect([waiting(again), again.store.all('dirty')]).toEqual([[], []]);
  expect(await readByYoussef()).toEqual(['un', 'deux', 'trois']);
  await again.close();
});

test('SYNC-12 to a log that was stopped nothing is sent, and nothing is lost', async () => {
  const other = await openDevice(of, of.youssef);
  await other.outbox.send(of.space, 'de Youssef', 'normal');
  await other.flush();
  await other.close();
  of.relay.show = (chunks) => chunks.map((chunk) => ({ ...chunk, body: chunk.body.slice(0, 100) }));
  await amel.logSync.pull(of.space, log);
  await write(amel, 'un');
  expect(await amel.flush()).toEqual({ ok: false, error: { type: 'stopped', fault: 'malformed' } });
  expect([waiting(amel), chunkCount()]).toEqual([['un'], 1]);
  of.relay.show = (chunks) => chunks;
  await amel.logSync.retry(of.space, log);
  expect((await amel.flush()).ok).toBe(true);
  expect((await readByYoussef()).toSorted()).toEqual(['de Youssef', 'un']);
});

test('DOC-5 what was written under a clock that is wrong by years leaves under the time of the server', async () => {
  await write(amel, 'un');
  of.relay.clockOffsetMs = 400 * dayMs;
  await amel.flush();
  const [segment] = [...of.relay.logs.keys()];
  expect(segment).toBe(await of.logId(isoWeek(nowMs + 400 * dayMs)));
});

test('ENG-1 without space nothing is taken, and the draft stays', async () => {
  await amel.store.commit([{ key: ['draft', of.space], value: { text: 'un', priority: 'normal' } }]);
  of.amel.rows.full(true);
  expect(await amel.outbox.send(of.space, 'un', 'normal')).toEqual({ ok: false, error: { type: 'storage-full' } });
  expect([waiting(amel), amel.store.get(['draft', of.space]) === undefined]).toEqual([[], false]);
  of.amel.rows.full(false);
  await write(amel, 'un');
  // Nothing is left of its words, but that they are gone (MARK-7).
  expect(amel.store.get(['draft', of.space])).toMatchObject({ text: '', priority: 'normal' });
  expect(await amel.outbox.send('0e'.repeat(16) as SpaceId, 'un', 'normal')).toEqual({
    ok: false,
    error: { type: 'unknown-conversation' },
  });
});

test('SYNC-12 a row that this version cannot read is kept, is told, and never becomes a message', async () => {
  const [id] = await write(amel, 'avant');
  const key = ['pending', of.space, id ?? ''] as const;
  await amel.store.commit([
    { key, value: { ...v.parse(PendingRow, amel.store.get(key)), text: '', act: new Uint8Array([255, 1]) } },
  ]);
  await write(amel, 'après');
  expect(await amel.flush()).toEqual({ ok: false, error: { type: 'stopped', fault: 'unreadable' } });
  expect(await readByYoussef()).toEqual(['après']);
  expect(amel.outbox.pending().map((row) => row.id)).toEqual([id]);
  expect(amel.outbox.unreadable()).toEqual([of.space]);
});
