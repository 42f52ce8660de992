import { beforeAll, beforeEach, expect, test } from 'vitest';
import { loadAutomerge } from '../../test/support/automerge.ts';
import { type Conversation, makeConversation, makeStorage, nowMs, openDevice } from '../../test/support/conversation.ts';
import type { LogId } from '../ids.ts';
import { isoWeek } from '../schema/segment.ts';
import { makeDocumentWrites } from './document-writes.ts';

beforeAll(loadAutomerge);

/** As a browser says it. */
class QuotaExceededError extends Error {
  override name = 'QuotaExceededError';
}

let of: Conversation;
let log: LogId;
beforeEach(async () => {
  of = await makeConversation();
  log = await of.logId(isoWeek(nowMs));
});
/** No space from now on, or space again. */
function makeFullness(storage: Conversation['amel']['storage']) {
  const { save } = storage;
  return (isFull: boolean): void => {
    storage.save = isFull ? () => Promise.reject(new QuotaExceededError('full')) : save;
  };
}

test('STORE-5 what could not be saved is tried again before anything is built on it, and nothing is removed for it meanwhile', async () => {
  const storage = makeStorage();
  const full = makeFullness(storage);
  const told: boolean[] = [];
  const writes = makeDocumentWrites(storage, (isFull) => told.push(isFull));
  const [old, fresh] = [new Uint8Array([1]), new Uint8Array([2])];
  await writes.storage.save(['a', 'incremental', '1'], old);
  full(true);
  await writes.storage.save(['a', 'snapshot', '2'], fresh);
  await writes.storage.remove(['a', 'incremental', '1']);
  expect(await writes.settled('a')).toEqual({ ok: false, error: { type: 'storage-full' } });
  expect(await writes.settled('b')).toEqual({ ok: true, value: undefined });
  expect(await storage.load(['a', 'incremental', '1'])).toEqual(old);
  full(false);
  expect(await writes.settled('a')).toEqual({ ok: true, value: undefined });
  expect(await storage.load(['a', 'snapshot', '2'])).toEqual(fresh);
  await writes.storage.remove(['a', 'incremental', '1']);
  expect(await storage.load(['a', 'incremental', '1'])).toBeUndefined();
  expect([told.at(0), told.at(-1), told.includes(true)]).toEqual([false, false, true]);
});

test('STORE-5 another failure of the storage is not taken for want of space', async () => {
  const storage = makeStorage();
  storage.save = () => Promise.reject(new Error('closed'));
  const writes = makeDocumentWrites(storage, () => undefined);
  await expect(writes.storage.save(['a'], new Uint8Array())).rejects.toThrow('closed');
});

test('STORE-5 a full device stops nothing: what came is read again when there is space, and is there after a restart', async () => {
  const amel = await openDevice(of, of.amel);
  for (const text of ['lit 4', 'lit 5']) await amel.outbox.send(of.space, text, 'normal');
  await amel.flush();
  const youssef = await openDevice(of, of.youssef);
  const full = makeFullness(of.youssef.storage);
  full(true);
  expect(await youssef.logSync.pull(of.space, log)).toEqual({ ok: false, error: { type: 'storage-full' } });
  expect([youssef.store.isFull(), youssef.logs.summary(log)?.cursor ?? 0]).toEqual([true, 0]);
  // A row that fits says that there is space; the document says again that there is none.
  await youssef.store.commit([{ key: ['read', of.space], value: undefined }]);
  expect(youssef.store.isFull()).toBe(false);
  expect((await youssef.logSync.pull(of.space, log)).ok).toBe(false);
  full(false);
  expect((await youssef.logSync.pull(of.space, log)).ok).toBe(true);
  expect([youssef.store.isFull(), youssef.logs.summary(log)?.cursor]).toEqual([false, 1]);
  await youssef.close();
  const again = await openDevice(of, of.youssef);
  expect((await again.entries(log)).length).toBe(2);
  for (const device of [amel, again]) await device.close();
});
