/** What the leader does when the server refuses: the parts are given, each attempt to send is counted. */
import { expect, test } from 'vitest';
import { makeClock, makeRows, makeTabs, settle } from '../../test/support/engine.ts';
import { generateAesKey } from '../crypto/primitives.ts';
import type { MessageId, SpaceId } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import { type EngineContext, makeActivity } from './context.ts';
import { type LeaderParts, makeLeader } from './leader.ts';
import type { LinkListener } from './link.ts';
import type { LogSyncError } from './log-sync.ts';
import type { Outbox } from './outbox.ts';
import { openStore } from './store.ts';

const [refused, open] = ['0a'.repeat(16) as SpaceId, '0b'.repeat(16) as SpaceId];
const row = (space: SpaceId, id: string) => ({
  key: ['pending', space, id] as const,
  value: { id: id as MessageId, space, text: 'x', priority: 'normal', sentAtMs: 1, wallMs: 1, counter: 0 },
});

async function lead(settling: () => Promise<unknown> = async () => ok(undefined)) {
  const clock = makeClock();
  const store = await openStore(makeRows(), await generateAesKey(), makeTabs().open(), new Set());
  const sent: SpaceId[] = [];
  let listener: LinkListener | undefined;
  const flush: Outbox['flush'] = async (_progress, rest) => {
    let failure: Result<void, LogSyncError> = ok(undefined);
    for (const space of [refused, open]) {
      if (rest?.mayTry(space) === false) continue;
      sent.push(space);
      const result = space === refused ? err({ type: 'refused', code: 'chunk/device', body: undefined } as const) : ok(undefined);
      rest?.tried(space, result);
      if (!result.ok) failure = result;
    }
    return failure;
  };
  const nothing = async () => ok(undefined);
  const parts = {
    context: {
      deps: { clock, random: () => 1 },
      http: {
        get: async (path: string) => ok(path === '/me' ? { status: 'active' } : { logs: [], serverTimeMs: 1 }),
        clockOffsetMs: () => undefined,
      },
      store,
      activity: makeActivity(),
    } as unknown as EngineContext,
    people: { syncOrganisation: nothing, syncDirectory: nothing },
    announcements: { sync: nothing },
    auditWatch: { connected: nothing },
    spaces: {
      all: () => [],
      syncList: nothing,
      settle: settling,
      isRegrantDue: () => false,
      dueChange: () => undefined,
      openPrivate: async () => err({ type: 'offline' }),
    },
    documents: { trim: nothing },
    logs: { forget: () => undefined, stoppedByOthers: () => [] },
    logSync: {},
    outbox: { flush, pending: () => [] },
    registers: { stop: () => undefined },
    link: { start: (next: LinkListener) => (listener = next), stop: () => undefined, retryNow: () => undefined },
    events: { connectivity: () => undefined, sending: () => undefined, arrived: () => undefined, session: () => undefined },
    ownDevices: { sync: nothing, isRevoked: () => false, settle: nothing },
    files: { start() {}, connected: nothing, disconnected() {}, poke() {}, stored() {}, isReservingDue: () => false },
    urgency: { alarms: { receive: nothing, catchUp: nothing }, tellSettings: nothing, answerWaiting: nothing },
    lostDocuments: { look: nothing, mendAll: nothing, isNews: () => false },
    settleGroups: nothing,
    settleCalendars: nothing,
    reminders: { connected: async () => undefined, poke: () => undefined, stop: () => undefined },
    indexSearch: nothing,
    onStoreChange: store.onChange,
  } as unknown as LeaderParts;
  const leader = makeLeader(parts);
  leader.start();
  const connect = async () => {
    listener?.connectivity('online', undefined);
    listener?.connected();
    await settle();
  };
  /** How often each was tried since the last time somebody asked. */
  const tries = () => {
    const all = sent.splice(0);
    return { refused: all.filter((one) => one === refused).length, open: all.filter((one) => one === open).length };
  };
  const wait = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 1000) {
      clock.advance(1000);
      await settle(2);
    }
  };
  await connect();
  return { leader, store, connect, tries, wait };
}

test('SYNC-18 a conversation that stays refused is asked ever more rarely, and the others are sent at once', async () => {
  const { leader, store, tries, wait } = await lead();
  expect(tries()).toEqual({ refused: 1, open: 1 });
  await wait(60_000);
  expect(tries().refused).toBe(4); // after 2, 6, 14 and 30 seconds
  await store.commit([row(open, 'AAAAAAAAAAAAAAAA')]);
  await settle();
  expect(tries()).toEqual({ refused: 0, open: 1 });
  leader.stop();
});

test('SYNC-18 a new message there, a person who asks and a new connection begin anew at once', async () => {
  const { leader, store, connect, tries, wait } = await lead();
  await wait(60_000);
  tries();
  await store.commit([row(refused, 'AAAAAAAAAAAAAAAB')]);
  await settle();
  expect(tries().refused).toBe(1);
  leader.retryNow();
  await settle();
  expect(tries().refused).toBe(1);
  await connect();
  expect(tries().refused).toBe(1);
  await wait(2000);
  expect(tries().refused).toBe(1);
  leader.stop();
  await wait(600_000);
  expect(tries()).toEqual({ refused: 0, open: 0 });
});

test('SYNC-18 what the outbox notes on a waiting row is nothing new', async () => {
  const { leader, store, tries } = await lead();
  tries();
  const { key, value } = row(refused, 'AAAAAAAAAAAAAAAC');
  await store.commit([{ key, value: { ...value, entered: '0c'.repeat(16) } }]);
  await settle();
  expect(tries().refused).toBe(0);
  leader.stop();
});

test('SYNC-18 a wish about members that was refused is asked again by itself', async () => {
  let asked = 0;
  const { leader, wait } = await lead(async () => {
    asked++;
    return asked === 1 ? err({ type: 'epoch-fault' }) : ok(undefined);
  });
  expect(asked).toBe(1);
  await wait(2000);
  expect(asked).toBeGreaterThan(1);
  leader.stop();
});
