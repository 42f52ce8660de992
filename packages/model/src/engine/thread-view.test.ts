import { expect, test } from 'vitest';
import { loadAutomerge } from '../../test/support/automerge.ts';
import { makeConversation, nowMs, openDevice } from '../../test/support/conversation.ts';
import { makeClock, settle } from '../../test/support/engine.ts';
import { testDeviceId, testUser } from '../../test/support/links.ts';
import { type MessageId, messageIdFromBytes, type SpaceId } from '../ids.ts';
import { encodeActBody } from '../schema/act.ts';
import { encodeEntry } from '../schema/entry.ts';
import { encodeMessageBody } from '../schema/message.ts';
import { isoWeek, MESSAGE_SEGMENT_KIND } from '../schema/segment.ts';
import type { MessageWindowMeta, ThreadRow } from './api.ts';
import type { SpaceEvent } from './space-events.ts';
import { openThread, type ThreadParts } from './thread-view.ts';
import { makeVerifiedMessages } from './verified-messages.ts';

const space = '0a'.repeat(16) as SpaceId;
const idOf = (i: number): MessageId => messageIdFromBytes(new Uint8Array(12).fill(i));
const envelope = (atMs: number) => ({ device: testDeviceId(1), sentAtMs: atMs, clock: { wallMs: atMs, counter: 0 } });
/** Who signed is in the first byte: 1 is who the entry says. */
const entry = (body: Uint8Array, signer = 1) => encodeEntry(new Uint8Array(64).fill(signer), body);
const message = (atMs: number, signer = 1) =>
  entry(encodeMessageBody({ ...envelope(atMs), priority: 'normal', text: `message ${atMs}`, details: {} }), signer);

/** A thread over given entries of one week; `checked` collects what was verified. */
function rig(entries: Readonly<Record<string, Uint8Array>>, more: object = {}) {
  const clock = makeClock();
  const { parse } = makeVerifiedMessages({} as never);
  const checked: MessageId[] = [];
  const listeners = new Set<() => void>();
  const segment = {
    log: 'log',
    entries: () => entries,
    onChange(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const parts = {
    context: {
      deps: { clock },
      store: { get: () => undefined },
      identity: { user: testUser(1) },
      http: { clockOffsetMs: () => 0 },
      messageClock: { observe: () => undefined },
    },
    spaces: { get: () => ({ space, kind: 'group', members: [] }) },
    documents: { open: async () => segment },
    logs: { ofSpace: () => [{ kind: 'messages', segment: '1970-W01', log: 'log' }] },
    outbox: { pending: () => [] },
    summaries: { arrivals: () => new Map(), unread: () => [], delivery: () => 'sent' },
    pins: { of: () => [] },
    keptWindows: { read: async () => undefined, keepSoon: () => undefined },
    verifiedMessages: {
      parse,
      async check(_space: unknown, id: MessageId, value: Uint8Array) {
        checked.push(id);
        const parsed = value[0] === 1 ? parse(value) : undefined;
        return parsed && { type: parsed.type, entry: { ...parsed.entry, id, author: testUser(2) } };
      },
    },
    conversation: () => undefined,
    group: () => undefined,
    typing: () => [],
    onTyping: () => () => undefined,
    events: () => [],
    isStarred: () => false,
    urgents: { ofMessage: () => undefined, ofPending: () => undefined },
    files: { rows: { of: () => [] }, onProgress: () => () => undefined },
    mutedUntilMs: () => undefined,
    onStoreChange: () => () => undefined,
    ...more,
  } as unknown as ThreadParts;
  return { parts, checked, refresh: () => show(parts, clock, 10) };
}

/** What a window shows when everything has come to rest. */
async function show(parts: ThreadParts, clock: { advance(ms: number): void }, limit: number) {
  let rows: readonly ThreadRow[] = [];
  let meta: MessageWindowMeta | undefined;
  const stop = openThread(parts, space, limit, (update) => {
    if (update.type === 'reset') rows = update.rows;
    meta = update.meta;
  });
  clock.advance(1000);
  await settle(20);
  // With several documents to open the ciphers' threads may have others to serve.
  for (let i = 0; i < 50 && meta === undefined; i++) await settle(20);
  stop();
  return { rows, meta };
}
const textsOf = (rows: readonly ThreadRow[]) => rows.map((row) => (row.type === 'message' ? row.text : row.type));

test('DOC-4 entries that are signed by nobody do not push messages out of the window', async () => {
  // 40 forgeries that claim to be newer than the three messages.
  const entries = Object.fromEntries(Array.from({ length: 43 }, (_, i) => [idOf(i), message(1000 + i, i < 3 ? 1 : 2)]));
  const { rows } = await rig(entries).refresh();
  expect(textsOf(rows)).toEqual(['message 1000', 'message 1001', 'message 1002']);
});

test('ENG-2 of a long week only what is shown is verified, with the acts on it', async () => {
  const entries: Record<string, Uint8Array> = {};
  for (let i = 0; i < 100; i++) {
    entries[idOf(i)] = message(1000 + i);
    entries[idOf(100 + i)] = entry(encodeActBody(envelope(5000 + i), { kind: 'react', target: idOf(i), value: 'ok' }));
  }
  const { refresh, checked } = rig(entries);
  const { rows, meta } = await refresh();
  expect(rows.length).toBe(10);
  expect(rows.every((row) => row.type === 'message' && row.reactions.length === 1)).toBe(true);
  expect(meta?.hasOlder).toBe(true);
  expect(new Set(checked).size).toBe(20);
});

test('DOC-1, DOC-7 what belongs to another week is not shown, and a clock from the future stands where it arrived', async () => {
  const nextWeek = 10 * 24 * 3600_000;
  const ahead = { ...envelope(1005), clock: { wallMs: 90 * 24 * 3600_000, counter: 0 } };
  const early = entry(encodeMessageBody({ ...ahead, priority: 'normal', text: 'from the future', details: {} }));
  const entries = { [idOf(1)]: message(1000), [idOf(2)]: early, [idOf(3)]: message(2000), [idOf(4)]: message(nextWeek) };
  const arrivals = new Map([[idOf(2), 1500]]);
  const summaries = { arrivals: () => arrivals, unread: () => [], delivery: () => 'sent' };
  const { rows } = await rig(entries, { summaries }).refresh();
  expect(textsOf(rows)).toEqual(['message 1000', 'from the future', 'message 2000']);
});

test('DOC-7 what claims to be of a week to come does not push what is written now out of the window', async () => {
  const future = nowMs + 200 * 24 * 3600_000;
  const many = (from: number, atMs: number) =>
    Object.fromEntries(Array.from({ length: 20 }, (_, i) => [idOf(from + i), message(atMs + i)]));
  // Its week is the present one, and its clock is not.
  const ahead = { ...envelope(1000), clock: { wallMs: future, counter: 0 } };
  const early = entry(encodeMessageBody({ ...ahead, priority: 'normal', text: 'early', details: {} }));
  const byLog: Readonly<Record<string, Readonly<Record<string, Uint8Array>>>> = {
    later: many(100, future),
    log: { ...many(0, 1000), [idOf(90)]: early },
  };
  const documents = { open: async (log: string) => ({ log, entries: () => byLog[log], onChange: () => () => undefined }) };
  const logs = {
    ofSpace: () => [isoWeek(future), '1970-W01'].map((segment, i) => ({ kind: 'messages', segment, log: ['later', 'log'][i] })),
  };
  for (const arrivals of [new Map(), new Map(Array.from({ length: 20 }, (_, i) => [idOf(100 + i), 500]))]) {
    const summaries = { arrivals: () => arrivals, unread: () => [], delivery: () => 'sent' };
    const { rows, meta } = await rig({}, { documents, logs, summaries }).refresh();
    const texts = textsOf(rows);
    expect(texts).toContain('message 1019');
    expect(texts.filter((text) => text.startsWith('message 10'))).toHaveLength(10);
    expect(texts).toContain(`message ${future + 19}`);
    expect(rows).toHaveLength(20);
    expect(meta?.hasOlder).toBe(true);
  }
});

test('DOC-6 that a group was made comes before all that was said in it, also when the server heard of it later', async () => {
  const none = { added: [], removed: [], left: [], promoted: [], demoted: [], rekeyed: false };
  const created: SpaceEvent = { ...none, index: 0, atMs: 86_400_000, by: testUser(1), created: true };
  const added: SpaceEvent = { ...none, index: 1, atMs: 1500, by: testUser(1), created: false, added: [testUser(3)] };
  const events = () => [created, added];
  const { rows } = await rig({ [idOf(1)]: message(1000), [idOf(2)]: message(2000) }, { events }).refresh();
  expect(textsOf(rows)).toEqual(['event', 'message 1000', 'event', 'message 2000']);
  // Its day is the day of the first message: a day is written once.
  expect(rows[0]).toMatchObject({ id: 'event-0', atMs: 1000, event: created });
  const many = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [idOf(i), message(1000 + i)]));
  expect(textsOf((await rig(many, { events }).refresh()).rows).filter((text) => text === 'event').length).toBe(1);
});

test('DOC-10 what is pinned is known although its week is older than the window, on every device', async () => {
  await loadAutomerge();
  const of = await makeConversation();
  const [amel, youssef] = [await openDevice(of, of.amel), await openDevice(of, of.youssef)];
  const say = async (text: string): Promise<MessageId> => {
    const sent = await amel.outbox.send(of.space, text, 'normal');
    if (!sent.ok) throw new Error(sent.error.type);
    await amel.flush();
    return sent.value;
  };
  const first = await say('protocole de garde');
  const pin = async (kind: 'pin', value: boolean) =>
    amel.outbox.act(of.space, [
      { act: { kind, target: first, value }, document: { kind: MESSAGE_SEGMENT_KIND, segment: isoWeek(nowMs) } },
    ]);
  await pin('pin', true);
  await amel.flush();
  for (const { clock } of [amel, youssef]) clock.advance(21 * 24 * 3600_000);
  for (let i = 0; i < 5; i++) await say(`plus tard ${i}`);
  for (const week of [isoWeek(nowMs), isoWeek(amel.clock.nowMs())]) await youssef.logSync.pull(of.space, await of.logId(week));
  for (const device of [amel, youssef]) {
    const { rows, meta } = await show(device.thread, device.clock, 3);
    expect(rows.some(({ id }) => id === first)).toBe(false);
    expect(meta?.pinned).toMatchObject([{ id: first, text: 'protocole de garde', sentAtMs: nowMs, mine: device === amel }]);
  }
  // Taken back here and not sent yet.
  await pin('pin', false);
  expect((await show(amel.thread, amel.clock, 3)).meta?.pinned).toEqual([]);
  await amel.flush();
  await youssef.logSync.pull(of.space, await of.logId(isoWeek(nowMs)));
  for (const device of [amel, youssef]) expect((await show(device.thread, device.clock, 3)).meta?.pinned).toEqual([]);
  await amel.close();
  await youssef.close();
});
