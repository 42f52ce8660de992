import { beforeAll, beforeEach, expect, test } from 'vitest';
import { loadAutomerge } from '../../test/support/automerge.ts';
import { type Conversation, makeConversation, nowMs, type OpenDevice, openDevice } from '../../test/support/conversation.ts';
import { settle } from '../../test/support/engine.ts';
import { sayIn } from '../../test/support/say.ts';
import type { LogId } from '../ids.ts';
import { isoWeek } from '../schema/segment.ts';

beforeAll(loadAutomerge);

const week = isoWeek(nowMs);
let of: Conversation;
let log: LogId;
beforeEach(async () => {
  of = await makeConversation();
  log = await of.logId(week);
});

const say = (device: OpenDevice, ...texts: readonly string[]): Promise<void> => sayIn(of, device, ...texts);
const pull = async (device: OpenDevice): Promise<void> => {
  const pulled = await device.logSync.pull(of.space, log);
  if (!pulled.ok) throw new Error(JSON.stringify(pulled.error));
};
/** Closed, its documents dropped, and opened again: what a browser does that makes room. */
async function evicted(device: OpenDevice, profile: Conversation['amel']): Promise<OpenDevice> {
  await device.close();
  profile.storage.stored.clear();
  const again = await openDevice(of, profile);
  await again.lostDocuments.look();
  return again;
}
const isLost = (device: OpenDevice): boolean => device.store.get(['lost', log]) !== undefined;

test('STORE-4 documents that the browser dropped are read anew, and nothing of it is news', async () => {
  const amel = await openDevice(of, of.amel);
  await say(amel, 'lit 4', 'lit 5');
  const youssef = await openDevice(of, of.youssef);
  await pull(youssef);
  const before = { summary: youssef.store.get(['summary', of.space]), summaryOfLog: youssef.logs.summary(log) };
  const shown = Object.keys((await youssef.documents.open(log)).entries());
  const mark = youssef.summaries.markAfterShowing(
    of.space,
    youssef.summaries.unread(of.space).map(({ id }) => id),
    (id) => youssef.summaries.unread(of.space).find((entry) => entry.id === id),
  );
  await youssef.store.commit([{ key: ['read', of.space], value: mark }]);

  const again = await evicted(youssef, of.youssef);
  expect(isLost(again)).toBe(true);
  await say(amel, 'lit 6');
  // What came meanwhile is read with the rest: the row alone would have asked for nothing older.
  await pull(again);
  expect(isLost(again)).toBe(false);
  expect((await again.entries(log)).length).toBe(3);
  expect(await again.entries(log)).toEqual(expect.arrayContaining(shown));
  expect(again.logs.summary(log)).toEqual({ ...before.summaryOfLog, cursor: 3 });
  expect(again.summaries.unread(of.space).map(({ id }) => shown.includes(id))).toEqual([false]);
  await say(again, 'merci');
  await pull(amel);
  expect((await amel.entries(log)).length).toBe(4);
  for (const device of [amel, again]) await device.close();
});

test('STORE-4, SYNC-5 what was entered and had not left is entered again', async () => {
  const amel = await openDevice(of, of.amel);
  await say(amel, 'lit 4');
  await amel.outbox.send(of.space, 'écrit sans réseau', 'normal');
  // Entered into the document, and the append is lost.
  of.relay.answerAppend = async () => ({ ok: false, error: { type: 'offline' } });
  expect((await amel.flush()).ok).toBe(false);
  of.relay.answerAppend = (append) => append();
  const again = await evicted(amel, of.amel);
  expect((await again.flush()).ok).toBe(true);
  expect(again.outbox.pending()).toEqual([]);
  const youssef = await openDevice(of, of.youssef);
  await pull(youssef);
  expect((await youssef.entries(log)).length).toBe(2);
  for (const device of [again, youssef]) await device.close();
});

test('STORE-4 one document alone is missed when somebody opens it, and by whoever writes in it', async () => {
  const amel = await openDevice(of, of.amel);
  await amel.lostDocuments.look();
  await say(amel, 'lit 4');
  await amel.close();
  for (const key of of.amel.storage.stored.keys()) if (!key.includes('sanad-marker')) of.amel.storage.stored.delete(key);
  const again = await openDevice(of, of.amel);
  await again.lostDocuments.look();
  expect(isLost(again)).toBe(false);
  await again.documents.open(log);
  await settle();
  expect(isLost(again)).toBe(true);
  await say(again, 'lit 5');
  expect([isLost(again), (await again.entries(log)).length]).toEqual([false, 2]);
  await again.close();
});

test('STORE-4 a document that is there after all is not read again', async () => {
  const amel = await openDevice(of, of.amel);
  await say(amel, 'lit 4');
  await amel.store.commit([{ key: ['lost', log], value: { space: of.space } }]);
  const before = of.relay.asked.length;
  expect((await amel.logSync.mend(of.space, log)).ok).toBe(true);
  expect([isLost(amel), of.relay.asked.length, amel.logs.summary(log)?.cursor]).toEqual([false, before, 1]);
  await amel.close();
});

test('STORE-4, LOG-12 a server that uses the loss to show another or a shorter history is found', async () => {
  const amel = await openDevice(of, of.amel);
  await say(amel, 'lit 4', 'lit 5', 'lit 6');
  const youssef = await openDevice(of, of.youssef);
  await pull(youssef);
  const again = await evicted(youssef, of.youssef);
  const whole = of.relay.show;
  of.relay.show = (chunks) => chunks.slice(0, 2);
  const mended = await again.logSync.mend(of.space, log);
  expect(mended.ok).toBe(false);
  expect(again.logs.summary(log)?.stopped).toBeDefined();
  of.relay.show = whole;
  expect((await again.logSync.retry(of.space, log)).ok).toBe(true);
  expect((await again.entries(log)).length).toBe(3);
  for (const device of [amel, again]) await device.close();
});
