import { beforeAll, beforeEach, expect, test } from 'vitest';
import { loadAutomerge } from '../../test/support/automerge.ts';
import { type Conversation, makeConversation, nowMs, type OpenDevice, openDevice } from '../../test/support/conversation.ts';
import { sayIn } from '../../test/support/say.ts';
import type { LogId } from '../ids.ts';
import { isoWeek, weekEndMs } from '../schema/segment.ts';
import { defaultPolicy } from '../wire/policy.ts';
import { makeRetention } from './retention.ts';
import { makeSerial } from './serial.ts';

beforeAll(loadAutomerge);

const week = isoWeek(nowMs);
const weekMs = 7 * 86_400_000;
/** The first moment at which a rule of four weeks lets this week go. */
const overMs = weekEndMs(week) + 4 * weekMs;

let of: Conversation;
let log: LogId;
let weeks: number;
beforeEach(async () => {
  of = await makeConversation();
  log = await of.logId(week);
  weeks = 4;
});

/** At this moment by the server's time; undefined: it was not heard. */
function settle(device: OpenDevice, atMs: number | undefined): Promise<void> {
  const offsetMs = atMs === undefined ? undefined : atMs - device.clock.nowMs();
  of.relay.clockOffsetMs = offsetMs ?? 0;
  const { documents, logs, summaries, pins, files, thread } = device;
  const people = { organisation: () => ({ policy: { ...defaultPolicy, retention: { weeks } } }) } as never;
  const { http } = thread.context;
  const context = { ...thread.context, http: { ...http, clockOffsetMs: () => offsetMs } };
  const keptWindows = { changed: () => ({ key: ['window', of.space] as const, value: undefined }) };
  return makeRetention({
    ...{ context, people, documents, logs, summaries, pins, files, keptWindows },
    spaces: thread.spaces,
    serial: makeSerial(),
  }).settle();
}
const expireRequests = () => of.relay.fileRequests.filter((path) => path.endsWith('/expire'));
const isHere = (device: OpenDevice): boolean => device.logs.ofSpace(of.space).some((summary) => summary.log === log);
/** Beside the name that the library gives its storage. */
const onDisk = (): number => [...of.youssef.storage.stored.keys()].filter((key) => !key.includes('storage-adapter-id')).length;

test('POLICY-10 a week goes as a whole when its time is over, with what was made of it, and is not fetched again', async () => {
  const amel = await openDevice(of, of.amel);
  await sayIn(of, amel, 'lit 4', 'lit 5');
  const youssef = await openDevice(of, of.youssef);
  await youssef.logSync.pull(of.space, log);
  await youssef.store.commit([{ key: ['search', log], value: { any: true } }]);
  expect(youssef.summaries.get(of.space).last?.text).toBe('lit 5');
  await settle(youssef, overMs - 1);
  expect(isHere(youssef)).toBe(true);
  await settle(youssef, overMs);
  expect(isHere(youssef)).toBe(false);
  expect(youssef.summaries.get(of.space)).toMatchObject({ unread: [] });
  expect(youssef.summaries.get(of.space).last).toBeUndefined();
  expect([youssef.store.get(['search', log]), onDisk()]).toEqual([undefined, 0]);
  // What still arrives there, or would be sent there, is none of this device's business any more.
  await sayIn(of, amel, 'en retard');
  expect((await youssef.logSync.pull(of.space, log)).ok).toBe(true);
  expect((await youssef.logSync.push(of.space, log)).ok).toBe(true);
  expect([isHere(youssef), onDisk(), youssef.store.get(['lost', log])]).toEqual([false, 0, undefined]);
  expect(expireRequests()).toEqual([`/logs/${log}/expire`]);
  await settle(youssef, overMs + weekMs);
  expect(expireRequests()).toHaveLength(1);
  await amel.close();
  await youssef.close();
});

test('POLICY-10 what a later week says stays, in the inbox as well; no rule, and a clock that nobody compared, let nothing go', async () => {
  const amel = await openDevice(of, of.amel);
  await sayIn(of, amel, 'ancien');
  const later = weekEndMs(week) + weekMs;
  amel.clock.advance(later - nowMs);
  await sayIn(of, amel, 'récent');
  weeks = 0;
  await settle(amel, overMs + 100 * weekMs);
  weeks = 4;
  await settle(amel, undefined);
  expect(isHere(amel)).toBe(true);
  await settle(amel, overMs);
  expect(isHere(amel)).toBe(false);
  expect(amel.summaries.get(of.space).last?.text).toBe('récent');
  expect(amel.logs.ofSpace(of.space).map(({ segment }) => segment)).toEqual([isoWeek(later)]);
  await amel.close();
});

test('POLICY-10 an urgent message that was not read holds its week; read, it goes', async () => {
  const amel = await openDevice(of, of.amel);
  await amel.outbox.send(of.space, 'venez', 'urgent');
  await amel.flush();
  const youssef = await openDevice(of, of.youssef);
  await youssef.logSync.pull(of.space, log);
  const [entry] = youssef.summaries.unread(of.space);
  expect(entry?.priority).toBe('urgent');
  await settle(youssef, overMs + 50 * weekMs);
  expect(isHere(youssef)).toBe(true);
  const mark = entry && youssef.summaries.markAfterShowing(of.space, [entry.id], () => entry);
  await youssef.store.commit([{ key: ['read', of.space], value: mark }]);
  await settle(youssef, overMs + 50 * weekMs);
  expect(isHere(youssef)).toBe(false);
  await amel.close();
  await youssef.close();
});

test('POLICY-10 what has not left yet holds its week, and nobody is told of it', async () => {
  const amel = await openDevice(of, of.amel);
  await sayIn(of, amel, 'parti');
  of.relay.isUp = false;
  await amel.outbox.send(of.space, 'pas parti', 'normal');
  await settle(amel, overMs);
  expect(isHere(amel)).toBe(true);
  expect(expireRequests()).toEqual([]);
  of.relay.isUp = true;
  await amel.flush();
  await settle(amel, overMs);
  expect(isHere(amel)).toBe(false);
  await amel.close();
});

test('POLICY-10 a device that went down after the rows, and before the document was gone, ends it the next time', async () => {
  const amel = await openDevice(of, of.amel);
  await sayIn(of, amel, 'lit 4');
  const youssef = await openDevice(of, of.youssef);
  await youssef.logSync.pull(of.space, log);
  const row = { space: of.space, segment: week, erased: false, told: false };
  await youssef.store.commit([{ key: ['expired', log], value: row }]);
  expect(onDisk()).toBeGreaterThan(0);
  await settle(youssef, overMs);
  expect(onDisk()).toBe(0);
  expect(youssef.store.get(['expired', log])).toMatchObject({ erased: true, told: true });
  await amel.close();
  await youssef.close();
});
