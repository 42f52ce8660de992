import { beforeAll, expect, test, vi } from 'vitest';
import { loadAutomerge } from '../../test/support/automerge.ts';
import { type Conversation, makeConversation, nowMs, type OpenDevice, openDevice } from '../../test/support/conversation.ts';
import { settle } from '../../test/support/engine.ts';
import type { MessageId } from '../ids.ts';
import { isoWeek, MESSAGE_SEGMENT_KIND } from '../schema/segment.ts';
import type { MessageWindowMeta, ThreadRow } from './api.ts';
import { openThread } from './thread-view.ts';

beforeAll(loadAutomerge);

const document = { kind: MESSAGE_SEGMENT_KIND, segment: isoWeek(nowMs) };
async function say({ outbox, flush }: OpenDevice, { space }: Conversation, text: string): Promise<MessageId> {
  const sent = await outbox.send(space, text, 'normal');
  if (!sent.ok) throw new Error(sent.error.type);
  await flush();
  return sent.value;
}

/** What is on screen; documents come when `arrive` is called, not before. */
function look(device: OpenDevice, { space }: Conversation, limit = 60) {
  let arrive: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const documents = {
    ...device.thread.documents,
    isOpen: device.documents.isOpen,
    open: async (log: Parameters<OpenDevice['documents']['open']>[0]) => {
      await gate;
      return device.documents.open(log);
    },
  };
  const shown: { rows: readonly ThreadRow[]; meta: MessageWindowMeta | undefined; updates: number } = {
    rows: [],
    meta: undefined,
    updates: 0,
  };
  const stop = openThread({ ...device.thread, documents }, space, limit, (update) => {
    const byId = new Map(shown.rows.map((row) => [row.id as string, row]));
    if (update.type === 'reset') byId.clear();
    for (const row of update.type === 'reset' ? update.rows : update.put) byId.set(row.id, row);
    const order = update.type === 'reset' ? update.rows.map(({ id }) => id as string) : update.order;
    shown.rows = order.flatMap((id) => byId.get(id) ?? []);
    shown.meta = update.meta;
    shown.updates += 1;
  });
  const rest = async (): Promise<void> => {
    device.clock.advance(100);
    await settle(30);
  };
  /** Until it is so on screen. */
  const shows = async (isSo: () => boolean): Promise<void> => {
    device.clock.advance(100);
    await vi.waitFor(
      () => {
        if (!isSo()) throw new Error(`shown: ${JSON.stringify(texts().slice(-3))}, ${shown.rows.length} rows`);
      },
      { timeout: 10_000, interval: 5 },
    );
  };
  const texts = () => shown.rows.map((row) => (row.type === 'message' ? row.text : row.type));
  return { shown, texts, rest, shows, stop, arrive };
}

test('ENG-5 the end of a conversation is there before its document, as it reads now, and the document takes over', async () => {
  const of = await makeConversation();
  const before = await openDevice(of, of.amel);
  const ids: MessageId[] = [];
  for (let i = 0; i < 70; i++) ids.push(await say(before, of, `message ${i}`));
  const last = ids.at(-1);
  if (last === undefined) throw new Error('seventy');
  await before.outbox.act(of.space, [
    { act: { kind: 'edit', target: last, value: { text: 'corrigé', mentions: [] } }, document },
  ]);
  await before.flush();
  await before.close();

  const device = await openDevice(of, of.amel);
  const view = look(device, of);
  await view.shows(() => view.shown.rows.length === 60);
  expect(view.texts().slice(-2)).toEqual(['message 68', 'corrigé']);
  expect(view.shown.meta?.hasOlder).toBe(true);
  view.arrive();
  await view.rest();
  expect(view.texts().slice(-2)).toEqual(['message 68', 'corrigé']);
  // In memory now: nothing older is shown first any more.
  await say(device, of, 'nouveau');
  await view.shows(() => view.texts().at(-1) === 'nouveau');
  view.stop();
  // More than what is kept waits for the documents.
  const larger = look(device, of, 65);
  await larger.rest();
  expect(larger.shown.updates).toBe(0);
  larger.arrive();
  await larger.shows(() => larger.shown.rows.length === 65);
  larger.stop();
  await device.close();
});

test('ENG-5 what changes a conversation forgets what was kept of it, until it is quiet', async () => {
  const of = await makeConversation();
  const [amel, youssef] = [await openDevice(of, of.amel), await openDevice(of, of.youssef)];
  await say(amel, of, 'un');
  await youssef.logSync.pull(of.space, await of.logId(isoWeek(nowMs)));
  const kept = () => youssef.store.fetch(['window', of.space]);
  youssef.clock.advance(2_000);
  await settle(30);
  expect(await kept()).toMatchObject({ entries: 1, hasOlder: false });
  await say(amel, of, 'deux');
  await youssef.logSync.pull(of.space, await of.logId(isoWeek(nowMs)));
  expect(await kept()).toBeUndefined();
  youssef.clock.advance(2_000);
  await settle(30);
  expect(await kept()).toMatchObject({ entries: 2 });
  await amel.close();
  await youssef.close();
});

test('ENG-5, DOC-4 what is kept is verified like everything else', async () => {
  const of = await makeConversation();
  const before = await openDevice(of, of.amel);
  await say(before, of, 'vrai');
  await before.close();
  const device = await openDevice(of, of.amel);
  const row = await device.store.fetch(['window', of.space]);
  const { weeks } = row as { weeks: [string, [string, Uint8Array][]][] };
  const [week, entries] = weeks[0] ?? ['', []];
  const [id, value] = entries[0] ?? ['', new Uint8Array()];
  const forged = value.map((byte, i) => (i === value.length - 1 ? byte ^ 1 : byte));
  await device.store.commit([
    { key: ['window', of.space], value: { entries: 1, hasOlder: false, weeks: [[week, [[id, forged]]]] } },
  ]);
  const view = look(device, of);
  await view.rest();
  expect(view.texts()).toEqual([]);
  view.arrive();
  await view.shows(() => view.texts().join() === 'vrai');
  view.stop();
  // A row of another shape is none.
  await device.close();
  const again = await openDevice(of, of.amel);
  await again.store.commit([{ key: ['window', of.space], value: { entries: 'x' } }]);
  const waiting = look(again, of);
  await waiting.rest();
  expect(waiting.shown.updates).toBe(0);
  waiting.stop();
  await again.close();
});
