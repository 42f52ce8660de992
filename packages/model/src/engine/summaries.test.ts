import { beforeEach, expect, test } from 'vitest';
import { makeClock, makeRows, makeTabs } from '../../test/support/engine.ts';
import { filled, testDeviceId, testUser } from '../../test/support/links.ts';
import { generateAesKey } from '../crypto/primitives.ts';
import { callIdFromBytes, type DeviceId, type MessageId, messageIdFromBytes, type SpaceId, type UserId } from '../ids.ts';
import { type Mark, markCovers, maxExceptions, type ThreadPosition } from '../schema/mark.ts';
import type { Priority as MessagePriority } from '../schema/message-values.ts';
import { isoWeek } from '../schema/segment.ts';
import type { EngineContext } from './context.ts';
import type { Segment } from './documents.ts';
import { makeMessageClock } from './message-clock.ts';
import { ownReadWrite } from './own-reads.ts';
import { makePins } from './pins.ts';
import type { SpaceView } from './spaces.ts';
import { openStore, type Store } from './store.ts';
import { makeSummaries, type Summaries } from './summaries.ts';
import { makeUrgentStore } from './urgent-facts.ts';
import type { VerifiedMessage, VerifiedMessages } from './verified-messages.ts';

const space = '0a'.repeat(16) as SpaceId;
const view = { space, kind: 'direct', members: [{ user: testUser(1) }, { user: testUser(2) }] } as unknown as SpaceView;
const [me, amel] = [testUser(1), testUser(2)];
const nowMs = 1_763_800_000_000;
const minute = 60_000;
const week = isoWeek(nowMs);

let store: Store;
let summaries: Summaries;
let written: Map<MessageId, VerifiedMessage>;
let clockOffsetMs: number | undefined;
let areReadsShown: boolean;
beforeEach(async () => {
  store = await openStore(makeRows(), await generateAesKey(), makeTabs().open(), new Set());
  written = new Map();
  clockOffsetMs = undefined;
  areReadsShown = true;
  const verifiedMessages: VerifiedMessages = {
    parse: () => undefined,
    check: async (_space, id) => {
      const entry = written.get(id);
      return entry && { type: 'message', entry };
    },
  };
  const context = {
    deps: { clock: makeClock(nowMs) },
    http: { clockOffsetMs: () => clockOffsetMs },
    identity: { user: me },
    messageClock: makeMessageClock(store),
    store,
  } as unknown as EngineContext;
  const keptWindows = { changed: (space: SpaceId) => ({ key: ['window', space], value: undefined }) as const };
  const urgents = makeUrgentStore(store, verifiedMessages, () => nowMs);
  const pins = makePins(store, verifiedMessages);
  summaries = makeSummaries(context, verifiedMessages, pins, keptWindows, urgents, undefined, () => areReadsShown);
});

const idOf = (i: number): MessageId => messageIdFromBytes(new Uint8Array([...filled(10, 1), i >> 8, i & 255]));
function message(i: number, atMs: number, priority: MessagePriority = 'normal', author: UserId = amel): VerifiedMessage {
  const made: VerifiedMessage = {
    id: idOf(i),
    author,
    device: testDeviceId(2),
    sentAtMs: atMs,
    clock: { wallMs: atMs, counter: 0 },
    priority,
    text: `message ${i}`,
    details: {},
    signature: new Uint8Array(64),
    body: new Uint8Array(),
  };
  written.set(made.id, made);
  return made;
}
const positionOf = ({ id, clock }: VerifiedMessage): ThreadPosition => ({ ...clock, id });
const segment = (): Segment =>
  ({ entries: () => Object.fromEntries([...written.keys()].map((id) => [id, new Uint8Array()])) }) as unknown as Segment;

/** The relay brings these now: what the leader derives is committed. */
const arrive = (...messages: readonly VerifiedMessage[]): Promise<void> => arriveIn(week, ...messages);
async function arriveIn(week: string, ...messages: readonly VerifiedMessage[]): Promise<void> {
  const fresh = new Set(messages.map(({ id }) => id));
  const before = new Set([...written.keys()].filter((id) => !fresh.has(id)));
  await store.commit(await summaries.applied(view, { week, segment: segment() }, before, () => nowMs));
}
async function show(...messages: readonly VerifiedMessage[]): Promise<void> {
  const mark = summaries.markAfterShowing(
    space,
    messages.map(({ id }) => id),
    (id) => {
      const found = written.get(id);
      return found && positionOf(found);
    },
  );
  if (mark !== undefined) await store.commit([{ key: ['read', space], value: mark }]);
}
const unreadIds = () => summaries.unread(space).map(({ id }) => id);
/** `madeAtMs` is the mark's counter: server time. */
const markOf = (
  device: DeviceId,
  user: UserId,
  marks: { readonly delivered?: Mark; readonly read?: Mark },
  madeAtMs = nowMs + minute,
) => store.commit([{ key: ['mark', space, device], value: { user, device, counter: madeAtMs, ...marks } }]);

test('ENG-3 what arrives is the last message and unread, once; what I wrote is not unread', async () => {
  const [a, b] = [message(1, nowMs - 2000), message(2, nowMs - 1000, 'urgent')];
  await arrive(a, b);
  await arrive();
  const mine = message(3, nowMs, 'normal', me);
  await arrive(mine);
  expect(unreadIds()).toEqual([a.id, b.id]);
  expect(summaries.get(space)).toMatchObject({
    last: { id: mine.id, mine: true, text: 'message 3' },
    newest: { id: mine.id },
  });
});

test('CALL-11 a missed call is unread, and is the last message; whoever talked or declined knows', async () => {
  const calls = (['talked', 'declined', 'failed', 'unanswered', 'cancelled', 'busy'] as const).map((outcome, i) => {
    const call = { call: callIdFromBytes(new Uint8Array(16).fill(i)), outcome, video: false, startedAtMs: nowMs, durationMs: 0 };
    const told = { ...message(i, nowMs - 1000 + i), text: '', details: { call } };
    written.set(told.id, told);
    return told;
  });
  await arrive(...calls);
  expect(summaries.unread(space).map(({ call, author }) => [call?.outcome, author])).toEqual([
    ['unanswered', amel],
    ['cancelled', amel],
    ['busy', amel],
  ]);
  expect(summaries.get(space).last).toMatchObject({ text: '', call: { outcome: 'busy' } });
});

test('ENG-3 a message that sorts earlier does not become the last one', async () => {
  const later = message(1, nowMs);
  await arrive(later);
  await arrive(message(2, nowMs - minute));
  expect(summaries.get(space)).toMatchObject({ last: { id: later.id }, newest: { id: later.id } });
});

test('ENG-3 what does not verify is not counted', async () => {
  const a = message(1, nowMs);
  const forged = idOf(9);
  const entries = { entries: () => ({ [a.id]: new Uint8Array(), [forged]: new Uint8Array(), 'not an id': new Uint8Array() }) };
  await store.commit(await summaries.applied(view, { week, segment: entries as unknown as Segment }, new Set(), () => nowMs));
  expect(unreadIds()).toEqual([a.id]);
});

test('URGENT-9 of a message that mentions me its author and its beginning are kept for the alerts', async () => {
  const made = { ...message(1, nowMs - 2_000), details: { mentions: [me] } };
  written.set(made.id, made);
  await arrive(made, message(2, nowMs - 1_000));
  const kept = summaries.unread(space).map(({ author, text, mentioned }) => ({ author, text, mentioned }));
  expect(kept).toContainEqual({ author: amel, text: 'message 1', mentioned: true });
  expect(kept).toContainEqual({ author: undefined, text: undefined, mentioned: undefined });
});

test('MARK-2 showing a message reads what is before it', async () => {
  const [a, b, c] = [message(1, nowMs - 3000), message(2, nowMs - 2000), message(3, nowMs - 1000)];
  await arrive(a, b, c);
  await show(b);
  expect(unreadIds()).toEqual([c.id]);
  expect(summaries.readMark(space)).toEqual({ upTo: positionOf(b), except: [] });
  await show(a);
  expect(summaries.readMark(space)?.upTo).toEqual(positionOf(b));
});

test('MARK-3 an urgent message stays unread until it was shown itself', async () => {
  const [urgent, after] = [message(1, nowMs - 3000, 'urgent'), message(2, nowMs - 1000)];
  await arrive(urgent, after);
  await show(after);
  expect(unreadIds()).toEqual([urgent.id]);
  expect(summaries.readMark(space)).toEqual({ upTo: positionOf(after), except: [urgent.id] });
  await show(urgent);
  expect(unreadIds()).toEqual([]);
  expect(summaries.readMark(space)).toEqual({ upTo: positionOf(after), except: [] });
});

test('MARK-3 a message that arrives after later ones were shown stays unread until it was shown itself', async () => {
  const shown = message(1, nowMs - 1000);
  await arrive(shown);
  await show(shown);
  const late = message(2, nowMs - minute);
  await arrive(late);
  expect(unreadIds()).toEqual([late.id]);
  expect(summaries.readMark(space)).toEqual({ upTo: positionOf(shown), except: [late.id] });
  const next = message(3, nowMs);
  await arrive(next);
  await show(next);
  expect(unreadIds()).toEqual([late.id]);
  await show(late);
  expect(unreadIds()).toEqual([]);
});

test('MARK-3 more exceptions than a mark can list keep it back', async () => {
  const urgents = Array.from({ length: maxExceptions + 44 }, (_, i) => message(i, nowMs - 500_000 + i, 'urgent'));
  const last = message(999, nowMs);
  await arrive(...urgents, last);
  await show(last);
  const mark = summaries.readMark(space);
  expect(mark?.except.length).toBe(maxExceptions);
  for (const urgent of urgents) expect(markCovers(mark, positionOf(urgent))).toBe(false);
  expect(unreadIds().length).toBe(urgents.length + 1);
});

test('MARK-3 more late messages than a mark can list stay unread, every one of them', async () => {
  const shown = message(0, nowMs);
  await arrive(shown);
  await show(shown);
  const week = Array.from({ length: maxExceptions + 44 }, (_, i) => message(i + 1, nowMs - 500_000 + i));
  await arrive(...week.slice(0, 200));
  await arrive(...week.slice(200));
  const mark = summaries.readMark(space);
  expect(mark?.except.length).toBeLessThanOrEqual(maxExceptions);
  for (const late of week) expect(markCovers(mark, positionOf(late))).toBe(false);
  expect(unreadIds().length).toBe(week.length);
});

test('MARK-2 what another device of mine showed is read here', async () => {
  const [a, b] = [message(1, nowMs - 2000), message(2, nowMs - 1000)];
  await arrive(a, b);
  await markOf(testDeviceId(1), me, { read: { upTo: positionOf(b), except: [a.id] } });
  expect(unreadIds()).toEqual([a.id]);
  await markOf(testDeviceId(3), amel, { read: { upTo: positionOf(b), except: [] } });
  expect(unreadIds()).toEqual([a.id]);
});

test('MARK-2 delivered and read are separate, and only what others say counts', async () => {
  const mine = message(1, nowMs, 'normal', me);
  const at = positionOf(mine);
  expect(summaries.delivery(view, at)).toBe('sent');
  await markOf(testDeviceId(1), me, { read: { upTo: at, except: [] } });
  expect(summaries.delivery(view, at)).toBe('sent');
  await markOf(testDeviceId(2), amel, { delivered: { upTo: at, except: [] } });
  expect(summaries.delivery(view, at)).toBe('delivered');
  await markOf(testDeviceId(2), amel, { delivered: { upTo: at, except: [] }, read: { upTo: at, except: [mine.id] } });
  expect(summaries.delivery(view, at)).toBe('delivered');
  await markOf(testDeviceId(2), amel, { delivered: { upTo: at, except: [] }, read: { upTo: at, except: [] } });
  expect(summaries.delivery(view, at)).toBe('read');
});

test('DOC-7 a message from the future is counted, and does not move the clock of this device', async () => {
  const far = message(1, nowMs + 48 * 3600 * 1000);
  await arriveIn(isoWeek(far.sentAtMs), far);
  expect(unreadIds()).toEqual([far.id]);
  expect(summaries.arrivals(space)).toEqual(new Map([[far.id, nowMs]]));
  expect(store.get(['clock'])).toBeUndefined();
});

test('DOC-7 a message from the future is the last one until something else comes', async () => {
  const year = 365 * 24 * 60 * minute;
  const early: VerifiedMessage = { ...message(1, nowMs), clock: { wallMs: nowMs + year, counter: 0 } };
  written.set(early.id, early);
  await arrive(early);
  expect(summaries.get(space).last?.id).toBe(early.id);
  const next = message(2, nowMs, 'urgent');
  await arrive(next);
  expect(summaries.get(space).last?.id).toBe(next.id);
  await arrive(message(3, nowMs - 1000));
  expect(summaries.get(space).last?.id).toBe(next.id);
});

test('DOC-7 what is of the future is told by the time of the server, whatever this device believes', async () => {
  const hour = 60 * minute;
  clockOffsetMs = -20 * hour;
  const ahead = message(1, nowMs + 10 * hour);
  await arriveIn(isoWeek(ahead.sentAtMs), ahead);
  await arrive(message(2, nowMs - 20 * hour));
  expect(summaries.get(space).last?.id).toBe(idOf(2));
  clockOffsetMs = 20 * hour;
  const present = message(3, nowMs + 30 * hour);
  await arriveIn(isoWeek(present.sentAtMs), present);
  await arrive(message(4, nowMs + 20 * hour));
  expect(summaries.get(space).last?.id).toBe(present.id);
});

test('MARK-5 who read a message from the future has not read what is written after it', async () => {
  const future = { wallMs: nowMs + 365 * 24 * 60 * minute, counter: 0, id: idOf(9) };
  const readAtMs = nowMs - 10 * minute;
  const marks = { delivered: { upTo: future, except: [] }, read: { upTo: future, except: [] } };
  await markOf(testDeviceId(1), me, marks, readAtMs);
  await markOf(testDeviceId(2), amel, marks, readAtMs);
  const urgent = message(1, nowMs, 'urgent');
  await arrive(urgent);
  expect(unreadIds()).toEqual([urgent.id]);
  expect(summaries.delivery(view, positionOf(message(3, nowMs, 'urgent', me)))).toBe('sent');
  expect(summaries.delivery(view, positionOf(message(4, readAtMs - minute, 'normal', me)))).toBe('read');
});

test('ENG-3 what was written more than some seconds before it arrived has a time of arrival', async () => {
  const [late, prompt] = [message(1, nowMs - 3 * minute), message(2, nowMs - 1000)];
  await arrive(late, prompt);
  expect(summaries.arrivals(space)).toEqual(new Map([[late.id, nowMs]]));
});

test('MARK-5 a message that was sent late is not shown as read by somebody who has not received it', async () => {
  const mine = message(1, nowMs - 3 * minute, 'urgent', me);
  const upTo: ThreadPosition = { wallMs: nowMs - minute, counter: 0, id: idOf(9) };
  const covering: Mark = { upTo, except: [] };
  await markOf(testDeviceId(2), amel, { delivered: covering, read: covering }, nowMs - minute);
  await store.commit(summaries.sent(space, [mine]));
  expect(summaries.delivery(view, positionOf(mine))).toBe('sent');
  await markOf(testDeviceId(2), amel, { delivered: covering, read: { upTo, except: [mine.id] } }, nowMs + 300);
  expect(summaries.delivery(view, positionOf(mine))).toBe('delivered');
  await markOf(testDeviceId(2), amel, { delivered: covering, read: covering }, nowMs + 9_000);
  expect(summaries.delivery(view, positionOf(mine))).toBe('read');
});

test('MARK-5 what waited on a device whose clock is an hour fast counts as read when it was read', async () => {
  clockOffsetMs = -60 * minute;
  const mine = message(1, nowMs - 3 * minute, 'urgent', me);
  const serverMs = nowMs - 60 * minute;
  const covering: Mark = { upTo: positionOf(mine), except: [] };
  await store.commit(summaries.sent(space, [mine]));
  await markOf(testDeviceId(2), amel, { delivered: covering, read: covering }, serverMs - minute);
  expect(summaries.delivery(view, positionOf(mine))).toBe('sent');
  await markOf(testDeviceId(2), amel, { delivered: covering, read: covering }, serverMs + minute);
  expect(summaries.delivery(view, positionOf(mine))).toBe('read');
});

test('MARK-5 what a device whose clock is an hour slow sent is not read before it was sent', async () => {
  clockOffsetMs = 60 * minute;
  const mine = message(1, nowMs, 'urgent', me);
  const before: Mark = { upTo: { wallMs: nowMs + 30 * minute, counter: 0, id: idOf(9) }, except: [] };
  await markOf(testDeviceId(2), amel, { delivered: before, read: before }, nowMs + 30 * minute);
  await store.commit(summaries.sent(space, [mine]));
  expect(summaries.delivery(view, positionOf(mine))).toBe('sent');
});

test('MARK-5 a late message stays unread here although an older mark of another device of mine covers its place', async () => {
  const upTo: ThreadPosition = { wallMs: nowMs - minute, counter: 0, id: idOf(9) };
  await markOf(testDeviceId(3), me, { read: { upTo, except: [] } }, nowMs - minute);
  const late = message(1, nowMs - 3 * minute, 'urgent');
  await arrive(late);
  expect(unreadIds()).toEqual([late.id]);
  await markOf(testDeviceId(3), me, { read: { upTo, except: [] } }, nowMs + minute);
  expect(unreadIds()).toEqual([]);
});

test('DOC-1 what stands in a week that is not its own is neither the last message nor unread', async () => {
  await arrive(message(1, nowMs), message(2, nowMs + 8 * 24 * 60 * minute, 'urgent'));
  expect(unreadIds()).toEqual([idOf(1)]);
  expect(summaries.get(space).last?.id).toBe(idOf(1));
});

test('MARK-9 who does not show what she reads sees of others that they received it, and no times of reading', async () => {
  const mine = message(1, nowMs - 1000, 'normal', me);
  await arrive(mine);
  await markOf(testDeviceId(2), amel, { read: { upTo: positionOf(mine), except: [] } });
  expect(summaries.receipts(space, positionOf(mine)).get(amel)).toBe('read');
  areReadsShown = false;
  expect(summaries.receipts(space, positionOf(mine)).get(amel)).toBe('delivered');
  expect(summaries.delivery(view, positionOf(mine))).toBe('delivered');
  expect(summaries.receiptTimes(space, positionOf(mine)).get(amel)?.readAtMs).toBeUndefined();
});

test('MARK-9 what another device of mine showed is read here too, also where nobody else is told', async () => {
  const [a, b] = [message(1, nowMs - 2000), message(2, nowMs - 1000)];
  await arrive(a, b);
  areReadsShown = false;
  await store.commit([ownReadWrite(space, testDeviceId(3), nowMs + minute, { upTo: positionOf(b), except: [a.id] })]);
  expect(unreadIds()).toEqual([a.id]);
});
