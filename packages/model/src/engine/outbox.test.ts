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
import { callIdFromBytes, type LogId, type MessageId, messageIdFromBytes, type SpaceId } from '../ids.ts';
import { err } from '../result.ts';
import { decodeDetails, parseMessage } from '../schema/message.ts';
import { maxTextCharacters } from '../schema/message-values.ts';
import { isoWeek } from '../schema/segment.ts';
import { cardDraftsOf, cardDraftWrites } from './card-drafts.ts';
import { isExpired } from './pending-row.ts';
import { PendingRow } from './records.ts';
import { planFor } from './urgent-plan.ts';

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

test('CALL-11 a call is told under the id that was taken for it, in one commit with the end of its row, and once', async () => {
  const [call, message] = [callIdFromBytes(new Uint8Array(16).fill(3)), messageIdFromBytes(new Uint8Array(12).fill(5))];
  const row = { call, message, space: of.space, video: false, startedAtMs: nowMs, aliveAtMs: nowMs };
  const record = { call, video: false, outcome: 'unanswered', startedAtMs: nowMs, durationMs: 0 } as const;
  await amel.store.commit([{ key: ['call', call], value: row }]);
  for (let i = 0; i < 2; i++)
    expect((await amel.outbox.tellOfCall(row, record, [{ key: ['call', call], value: undefined }])).ok).toBe(true);
  expect(amel.store.all('call')).toEqual([]);
  expect(amel.outbox.pending().map(({ id, text, details }) => [id, decodeDetails(details, text)])).toEqual([
    [message, { call: record }],
  ]);
  expect((await amel.flush()).ok).toBe(true);
  expect([await readByYoussef(), chunkCount()]).toEqual([[''], 1]);
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
  expect((await amel.outbox.edit(of.space, sent.value, '', 'medium', { card })).ok).toBe(true);
  expect(cardDraftsOf(amel.store, of.space)).toEqual([draftFor()]);
  const [row] = amel.outbox.pending();
  expect([row?.text, row?.priority]).toEqual(['lit 5\nvenir', 'medium']);
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

const minuteMs = 60_000;
const urgentPlan = (deadlineMs: number) => {
  const form = { first: undefined, need: 'one', deadlineMs, escalateTo: [of.youssef.user], repliesAnswer: false } as const;
  return planFor(form, of.amel.user, [], { everyMs: 2 * minuteMs, forMs: 20 * minuteMs });
};

test('URGENT-6 an urgent message that could not leave before its deadline waits for a word of its sender; the others go', async () => {
  of.relay.isUp = false;
  const urgent = await amel.outbox.send(of.space, 'lit 12', 'urgent', { urgent: urgentPlan(10 * minuteMs) });
  if (!urgent.ok) throw new Error(urgent.error.type);
  await write(amel, 'après');
  amel.clock.advance(11 * minuteMs);
  of.relay.isUp = true;
  expect((await amel.flush()).ok).toBe(true);
  expect([waiting(amel), await readByYoussef()]).toEqual([['lit 12'], ['après']]);
  expect((await amel.outbox.leaveLate(of.space, urgent.value)).ok).toBe(true);
  expect((await amel.flush()).ok).toBe(true);
  expect([waiting(amel), (await readByYoussef()).toSorted()]).toEqual([[], ['après', 'lit 12']]);
});

test('URGENT-5, URGENT-6 a copy waits with its message, leaves with it however late, and is deleted with it; one that was passed on waits for nothing', async () => {
  of.relay.isUp = false;
  const send = async (text: string) => {
    const plan = urgentPlan(10 * minuteMs);
    const copy = { space: of.space, details: { urgent: { ...plan, standBy: true } } };
    const sent = await amel.outbox.send(of.space, text, 'urgent', { urgent: plan }, [copy]);
    if (!sent.ok) throw new Error(sent.error.type);
    return sent.value;
  };
  const [kept, deleted] = [await send('lit 12'), await send('lit 13')];
  await amel.outbox.send(of.space, 'lit 14', 'urgent', { urgent: { ...urgentPlan(10 * minuteMs), standBy: true } });
  amel.clock.advance(11 * minuteMs);
  of.relay.isUp = true;
  expect((await amel.flush()).ok).toBe(true);
  expect([waiting(amel), await readByYoussef()]).toEqual([['lit 12', 'lit 12', 'lit 13', 'lit 13'], ['lit 14']]);
  expect((await amel.outbox.remove(of.space, deleted)).ok).toBe(true);
  expect((await amel.outbox.leaveLate(of.space, kept)).ok).toBe(true);
  expect((await amel.flush()).ok).toBe(true);
  expect([waiting(amel), (await readByYoussef()).toSorted()]).toEqual([[], ['lit 12', 'lit 12', 'lit 14']]);
});

test('URGENT-5 a copy that waits is changed with its message, and is gone when nobody is asked any more', async () => {
  of.relay.isUp = false;
  const plan = urgentPlan(10 * minuteMs);
  const copy = { space: of.space, details: { urgent: { ...plan, standBy: true } } };
  const sent = await amel.outbox.send(of.space, 'lit 12', 'urgent', { urgent: plan }, [copy]);
  if (!sent.ok) throw new Error(sent.error.type);
  expect((await amel.outbox.edit(of.space, sent.value, 'lit 13', 'urgent')).ok).toBe(true);
  expect(waiting(amel)).toEqual(['lit 13', 'lit 13']);
  const plans = amel.outbox.pending().map((row) => decodeDetails(row.details, row.text).urgent?.standBy);
  expect(plans.toSorted()).toEqual([false, true]);
  expect((await amel.outbox.edit(of.space, sent.value, 'lit 13', 'normal')).ok).toBe(true);
  expect(waiting(amel)).toEqual(['lit 13']);
});

test('URGENT-6 the deadline is that of its plan and at least six minutes; what is on its way does not expire', async () => {
  await amel.outbox.send(of.space, 'lit 12', 'urgent', { urgent: urgentPlan(10 * minuteMs) });
  await amel.outbox.send(of.space, 'lit 13', 'urgent', { urgent: urgentPlan(2 * minuteMs) });
  await amel.outbox.send(of.space, 'lit 14', 'normal');
  const expired = (afterMs: number) =>
    amel.outbox.pending().flatMap((row) => (isExpired(row, nowMs + afterMs) ? [row.text] : []));
  expect([expired(6 * minuteMs), expired(6 * minuteMs + 1), expired(10 * minuteMs + 1)]).toEqual([
    [],
    ['lit 13'],
    ['lit 12', 'lit 13'],
  ]);
  const [row] = amel.outbox.pending();
  expect(row && isExpired({ ...row, entered: log }, nowMs + 60 * minuteMs)).toBe(false);
});

test('URGENT-1, URGENT-2 a waiting message that is made urgent asks everybody as usual, and one that is not urgent any more asks nobody', async () => {
  of.relay.isUp = false;
  const [id] = await write(amel, 'lit 12');
  if (id === undefined) throw new Error('a message');
  const plan = () => amel.outbox.pending().map((row) => decodeDetails(row.details, row.text).urgent)[0];
  expect((await amel.outbox.edit(of.space, id, 'lit 12', 'urgent')).ok).toBe(true);
  const made = plan();
  expect(made).toMatchObject({ first: undefined, need: 'one', stages: [], standBy: false });
  expect((await amel.outbox.edit(of.space, id, 'lit 14', 'urgent')).ok).toBe(true);
  expect(plan()).toEqual(made);
  expect((await amel.outbox.edit(of.space, id, 'lit 14', 'medium')).ok).toBe(true);
  expect(plan()).toBeUndefined();
});

test('TRUST-4 nothing urgent leaves for somebody whose identity changed until it is accepted; the rest does', async () => {
  let isUnaccepted = true;
  const device = await openDevice(of, of.amel, undefined, () => isUnaccepted);
  await device.outbox.send(of.space, 'lit 12', 'urgent');
  await device.outbox.send(of.space, 'bonjour', 'normal');
  expect((await device.flush()).ok).toBe(true);
  expect([waiting(device), await readByYoussef()]).toEqual([['lit 12'], ['bonjour']]);
  isUnaccepted = false;
  expect((await device.flush()).ok).toBe(true);
  expect(waiting(device)).toEqual([]);
  await device.close();
});
