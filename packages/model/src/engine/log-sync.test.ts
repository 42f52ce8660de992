import { beforeAll, beforeEach, expect, test } from 'vitest';
import { loadAutomerge } from '../../test/support/automerge.ts';
import {
  type Conversation,
  makeConversation,
  makeStorage,
  nowMs,
  type OpenDevice,
  openDevice,
  type Profile,
} from '../../test/support/conversation.ts';
import { sayIn } from '../../test/support/say.ts';
import { concat } from '../bytes.ts';
import type { LogId } from '../ids.ts';
import { isoWeek } from '../schema/segment.ts';
import { sealChunk } from '../sync/chunk-sealing.ts';
import { zeroHash } from '../wire/fields.ts';
import type { ReceivedChunk } from './chunk-reader.ts';
import { openDocuments } from './documents.ts';
import { longTail, maxSnapshotDelayMs } from './snapshots.ts';

beforeAll(loadAutomerge);

const week = isoWeek(nowMs);
let of: Conversation;
let log: LogId;
beforeEach(async () => {
  of = await makeConversation();
  log = await of.logId(week);
});

const say = (device: OpenDevice, ...texts: readonly string[]): Promise<void> => sayIn(of, device, ...texts);
const flipped = (chunks: readonly ReceivedChunk[]): readonly ReceivedChunk[] =>
  chunks.map((chunk) => ({ ...chunk, body: chunk.body.map((byte, i) => (i === 150 ? byte ^ 1 : byte)) }));
const stopOf = (device: OpenDevice) => device.logs.summary(log)?.stopped;

test('SYNC-17 a stopped log is taken up again when somebody asks, and what was shown wrongly is verified anew', async () => {
  const amel = await openDevice(of, of.amel);
  await say(amel, 'lit 4', 'lit 5');
  const youssef = await openDevice(of, of.youssef);
  of.relay.show = flipped;
  expect(await youssef.logSync.pull(of.space, log)).toEqual({ ok: false, error: { type: 'stopped', fault: 'signature' } });
  // Nothing asks the relay again by itself.
  const before = of.relay.asked.length;
  expect((await youssef.logSync.pull(of.space, log)).ok).toBe(false);
  expect(of.relay.asked.length).toBe(before);

  expect(await youssef.logSync.retry(of.space, log)).toEqual({ ok: false, error: { type: 'stopped', fault: 'signature' } });
  expect(stopOf(youssef)).toBe('signature');
  of.relay.show = (chunks) => chunks;
  expect((await youssef.logSync.retry(of.space, log)).ok).toBe(true);
  expect([stopOf(youssef), (await youssef.entries(log)).length]).toEqual([undefined, 2]);
  await say(youssef, 'merci');
  await amel.close();
  await youssef.close();
});

test('SYNC-17 what another version stopped is known, also after a restart; what this one stopped stays stopped', async () => {
  const amel = await openDevice(of, of.amel);
  await say(amel, 'lit 4');
  await amel.close();
  const older = await openDevice(of, of.youssef, '0.0.9');
  of.relay.show = flipped;
  await older.logSync.pull(of.space, log);
  expect(older.logs.stoppedByOthers()).toEqual([]);
  await older.close();
  const newer = await openDevice(of, of.youssef);
  expect(newer.logs.stoppedByOthers()).toEqual([of.space]);
  expect((await newer.logSync.retry(of.space, log)).ok).toBe(false);
  expect([newer.logs.stoppedByOthers(), stopOf(newer)]).toEqual([[], 'signature']);
  await newer.close();
});

test('SYNC-12, LOG-7 changes that depend on what nobody wrote are malformed: no chunk is missing', async () => {
  const documents = openDocuments(makeStorage(), []);
  const segment = await documents.open(log);
  const id = 'AAAAAAAAAAAAAAAA' as Parameters<typeof segment.has>[0];
  segment.put([[id, new Uint8Array([1])]]);
  const first = segment.heads();
  segment.put([['BBBBBBBBBBBBBBBB' as typeof id, new Uint8Array([2])]]);
  const header = {
    kind: 'changes',
    logId: log,
    epoch: 0,
    device: of.amel.device.id,
    n: 1,
    prev: zeroHash,
    seenSeq: 0,
    seenHash: zeroHash,
  } as const;
  const payload = { kind: 'messages', segment: week, snapshot: undefined, data: concat(...segment.changesSince(first)) };
  const key = await of.view.keys?.subKey(0, 'chunk');
  if (key === undefined) throw new Error('the conversation has a key');
  await of.relay.append(log, await sealChunk(header, payload, key, of.amel.device.signing), nowMs);
  const youssef = await openDevice(of, of.youssef);
  await youssef.logSync.pull(of.space, log);
  expect(stopOf(youssef)).toBe('malformed');
  await documents.close();
  await youssef.close();
});

/** Long enough for a snapshot, made by one of them; the chunks are all still there. */
async function withSnapshot(author: Profile): Promise<void> {
  const device = await openDevice(of, author);
  for (let i = 0; i <= longTail; i++) await say(device, `message ${i}`);
  device.clock.advance(maxSnapshotDelayMs);
  await device.activity.settled();
  await device.close();
  if (!of.relay.snapshots.has(log)) throw new Error('a long tail gets a snapshot');
}
/** What a new device asks for when it catches up, and how much is there then. */
async function catchUp(profile: Profile) {
  const device = await openDevice(of, profile);
  const before = of.relay.asked.length;
  expect((await device.logSync.pull(of.space, log)).ok).toBe(true);
  const asked = of.relay.asked.slice(before);
  const count = (await device.entries(log)).length;
  const isFromSnapshot = asked.some((path) => path.includes(`after=${of.relay.snapshots.get(log)?.covers}`));
  await device.close();
  return { count, isFromSnapshot };
}
/** A colleague's snapshot that leaves everything out, made with everything else in order. */
async function emptySnapshot(): Promise<void> {
  const documents = openDocuments(makeStorage(), []);
  const segment = await documents.open(log);
  const honest = await openDevice(of, of.youssef);
  const state = await honest.logs.load(log, of.space);
  const key = await of.view.keys?.subKey(0, 'snapshot');
  if (key === undefined) throw new Error('the conversation has a key');
  const { cursor, hash, authors } = state;
  const header = {
    kind: 'snapshot',
    logId: log,
    epoch: 0,
    device: of.youssef.device.id,
    n: cursor,
    prev: hash,
    seenSeq: cursor,
    seenHash: hash,
  } as const;
  const clocks = [...authors].map(([device, position]) => ({ device, ...position }));
  const snapshot = { covers: cursor, hash, clocks, heads: segment.heads() };
  const payload = { kind: 'messages', segment: week, snapshot, data: segment.saveAt(segment.heads()) };
  of.relay.put(log, await sealChunk(header, payload, key, of.youssef.device.signing));
  await documents.close();
  await honest.close();
}

test('SNAP-5 a new device reads the chunks and not the snapshot of a colleague that nobody attested', async () => {
  await withSnapshot(of.youssef);
  expect(await catchUp(of.tablet)).toEqual({ count: longTail + 1, isFromSnapshot: false });
  await emptySnapshot();
  expect(await catchUp(of.amel)).toEqual({ count: longTail + 1, isFromSnapshot: false });
});

test('SNAP-4, SNAP-5 an attested snapshot is read, and one of an own device', async () => {
  await withSnapshot(of.amel);
  expect(await catchUp(of.tablet)).toEqual({ count: longTail + 1, isFromSnapshot: true });
  const snapshot = of.relay.snapshots.get(log);
  if (snapshot) snapshot.attested = true;
  expect(await catchUp(of.youssef)).toEqual({ count: longTail + 1, isFromSnapshot: true });
});

/** The device reads while there is no space for its rows, and goes away: the document has what nothing else knows of. */
async function readAndVanish(profile: Profile): Promise<void> {
  const device = await openDevice(of, profile);
  profile.rows.full(true);
  expect(await device.logSync.pull(of.space, log)).toEqual({ ok: false, error: { type: 'storage-full' } });
  expect((await device.entries(log)).length).toBeGreaterThan(0);
  await device.close();
  profile.rows.full(false);
}
async function unreadAfterPull(profile: Profile): Promise<number> {
  const device = await openDevice(of, profile);
  expect((await device.logSync.pull(of.space, log)).ok).toBe(true);
  const { unread } = device.summaries.get(of.space);
  await device.close();
  return unread.length;
}

test('SYNC-19 what reached the document and not the cursor before the app ended is told of at the next start, once', async () => {
  const amel = await openDevice(of, of.amel);
  await say(amel, 'lit 4');
  expect(await unreadAfterPull(of.youssef)).toBe(1);
  await say(amel, 'lit 5', 'lit 6');
  await readAndVanish(of.youssef);
  expect(await unreadAfterPull(of.youssef)).toBe(3);
  expect(await unreadAfterPull(of.youssef)).toBe(3);
  await amel.close();
});

test('SYNC-19 the very first message, and one beside a message of his own that has not left', async () => {
  const amel = await openDevice(of, of.amel);
  await say(amel, 'lit 4');
  const youssef = await openDevice(of, of.youssef);
  of.relay.isUp = false;
  await youssef.outbox.send(of.space, 'je monte', 'normal');
  await youssef.flush();
  await youssef.close();
  of.relay.isUp = true;
  await readAndVanish(of.youssef);
  expect(await unreadAfterPull(of.youssef)).toBe(1);
  await amel.close();
});

test('SYNC-19 what came as a snapshot', async () => {
  await withSnapshot(of.amel);
  const snapshot = of.relay.snapshots.get(log);
  if (snapshot) snapshot.attested = true;
  await readAndVanish(of.youssef);
  expect(await unreadAfterPull(of.youssef)).toBe(longTail + 1);
});
