import { expect, test } from 'vitest';
import { makeTabs } from '../../test/support/engine.ts';
import {
  amel,
  type EphemeralWorld,
  foreign,
  hers,
  makeEphemeralWorld,
  me,
  mine,
  saidBy,
  sealEphemeral,
  spaceAt,
  startMs,
} from '../../test/support/ephemerals.ts';
import { parseSignal, type Signal, signalToPositions } from '../call/signal.ts';
import { callIdFromBytes, messageIdFromBytes } from '../ids.ts';
import type { IceServers } from '../wire/call.ts';
import { defaultPolicy } from '../wire/policy.ts';
import type { CallRow, CallUpdate, MediaEffect } from './api-calls.ts';
import { type Calls, makeCalls } from './calls.ts';
import { makeActivity } from './context.ts';
import type { TabsDep } from './deps.ts';

const space = spaceAt(1);
const call = callIdFromBytes(new Uint8Array(16).fill(9));
const invite: Signal = { type: 'invite', call, video: false };
const sdp = 'v=0\r\na=fingerprint:sha-256 AA:BB\r\n';

const activity = makeActivity();

interface Window {
  readonly calls: Calls;
  /** What the server was asked. */
  readonly asked: (readonly [path: string, value: unknown])[];
  /** What this device learns of others. */
  readonly others: { isSuspended: boolean; change(table: string): void };
  row: CallRow | undefined;
  readonly told: readonly string[];
  readonly media: MediaEffect[];
}
/** What the server answers about relays, and what an administrator signed about them. */
interface Relays {
  readonly answer?: () => IceServers | undefined;
  readonly signed?: () => boolean;
}
function open(
  world: EphemeralWorld,
  isLeader = true,
  tabs: TabsDep = world.context.deps.tabs,
  isUnaccepted = false,
  relays: Relays = {},
): Window {
  const asked: Window['asked'] = [];
  const kept = new Map<string, unknown>();
  const store = {
    get: (key: readonly string[]) => kept.get(key.join(' ')) ?? world.left.find((row) => row['call'] === key[1]),
    all: () => world.left.map((value) => ({ value })),
    commit: async (changes: readonly { readonly key: readonly string[]; readonly value: unknown }[]) => {
      for (const { key, value } of changes) kept.set(key.join(' '), value);
      return { ok: true };
    },
  };
  const http = {
    ...world.context.http,
    get: async (path: string) => {
      asked.push([path, undefined]);
      const value = relays.answer?.();
      return (value === undefined ? { ok: false, error: { type: 'offline' } } : { ok: true, value }) as never;
    },
    send: async (_method: unknown, path: string, value: unknown) => {
      asked.push([path, value]);
      return { ok: true, value: {} } as never;
    },
  };
  const context = { ...world.context, store, http, deps: { ...world.context.deps, tabs }, activity } as never;
  const spaces = {
    get: (id: unknown) => world.views.find((view) => view.space === id),
    ensureWritable: async () => ({ ok: false }) as never,
  };
  const ephemerals = isLeader ? world.ephemerals : { ...world.ephemerals, hear: () => undefined, onForged: () => undefined };
  const told: string[] = [];
  const looks = new Set<(tables: ReadonlySet<string>) => void>();
  const calls = makeCalls({
    ...{ context, spaces, ephemerals, isLeader: () => isLeader, isUnaccepted: () => isUnaccepted },
    people: {
      chainOf: () => ({ devices: new Map([[hers, { revokedN: world.revoked === hers ? 1 : undefined }]]) }) as never,
      organisation: () =>
        ({
          members: new Map([[amel, { suspended: others.isSuspended }]]),
          policy: { ...defaultPolicy, calls: { turnOnly: relays.signed?.() ?? false } },
        }) as never,
    },
    outbox: {
      async tellOfCall(row) {
        const left = world.left.findIndex(({ call: one }) => one === row.call);
        if (left >= 0) world.left.splice(left, 1);
        told.push(row.call);
        return { ok: true, value: undefined };
      },
    },
    onStoreChange(listener) {
      looks.add(listener);
      return () => looks.delete(listener);
    },
  });
  const others = {
    isSuspended: false,
    change: (table: string) => {
      for (const look of looks) look(new Set([table]));
    },
  };
  const window: Window = { calls, asked, told, others, row: undefined, media: [] };
  calls.on((update: CallUpdate) => {
    if (update.type === 'row') window.row = update.row;
    else window.media.push(update.effect);
  });
  tabs.onMessage(calls.tab);
  return window;
}
const seal = (signal: Signal, options: Parameters<typeof sealEphemeral>[2] = {}, from = hers) =>
  sealEphemeral(from, [3, startMs, ...signalToPositions(signal)], options);
const saidIn = (world: EphemeralWorld): Promise<readonly Signal[]> => saidBy(world, parseSignal);
/** Signals are sealed side by side with what goes on here. */
const settle = () => activity.settled();

test('CALL-1 CALL-3 a sealed invitation rings, and is answered with a sealed word', async () => {
  const world = makeEphemeralWorld();
  const window = open(world);
  await world.ephemerals.receive(space, await seal(invite));
  await settle();
  expect(window.row).toMatchObject({ phase: 'incoming', peer: amel, conversation: space, isCaller: false });
  expect(await saidIn(world)).toEqual([{ type: 'ready', call }]);
  window.calls.act({ type: 'answer', video: false });
  await settle();
  expect(window.media).toEqual([{ type: 'open', call, video: false }]);
  expect((await saidIn(world)).at(-1)).toEqual({ type: 'accept', call });
});

test('CALL-2 a signal that was altered, or sealed by somebody else in her name, ends the call as not secure', async () => {
  for (const kind of ['altered', 'other-signer']) {
    const world = makeEphemeralWorld();
    const window = open(world);
    await world.ephemerals.receive(space, await seal(invite));
    window.calls.act({ type: 'answer', video: false });
    const offer: Signal = {
      ...{ type: 'exchange', call, device: mine, ack: 0, from: 0 },
      items: [{ type: 'description', description: { type: 'answer', sdp } }],
    };
    const bytes = await seal(offer, { atMs: startMs + 1, ...(kind === 'altered' ? {} : { signer: foreign }) });
    if (kind === 'altered') bytes[60] = (bytes[60] ?? 0) ^ 1;
    await world.ephemerals.receive(space, bytes);
    expect(window.row).toMatchObject({ phase: 'ended', reason: 'forged' });
    expect(window.media.map(({ type }) => type)).toEqual(['open', 'close']);
  }
});

test('CALL-2, EPH-6 what is replayed, of a stranger, of another space, of no call or not understood says nothing, and is counted', async () => {
  const world = makeEphemeralWorld(2);
  const window = open(world);
  const sealed = await seal(invite);
  await world.ephemerals.receive(spaceAt(2), sealed);
  await world.ephemerals.receive(space, await seal(invite, {}, foreign));
  expect(window.row).toBeUndefined();
  await world.ephemerals.receive(space, sealed);
  window.calls.act({ type: 'decline' });
  window.calls.act({ type: 'dismiss' });
  await world.ephemerals.receive(space, sealed);
  expect(window.row).toBeUndefined();
  await world.ephemerals.receive(space, await sealEphemeral(hers, [3, startMs, 'nonsense'], { atMs: startMs + 5 }));
  await world.ephemerals.receive(space, await sealEphemeral(hers, ['nothing'], { atMs: startMs + 6 }));
  const other = callIdFromBytes(new Uint8Array(16).fill(8));
  await world.ephemerals.receive(space, await seal({ type: 'ready', call: other }, { atMs: startMs + 7 }));
  expect(window.row).toBeUndefined();
  // In another space it was not made for, and so forged there; of this call it was heard twice.
  expect(window.calls.unheard()).toEqual({ old: 1, stranger: 1, forged: 1, malformed: 2, unknown: 1 });
});

test('CALL-2 what is meant for another device of mine is not taken by this one', async () => {
  const world = makeEphemeralWorld();
  const window = open(world);
  await world.ephemerals.receive(space, await seal(invite));
  window.calls.act({ type: 'answer', video: false });
  const items = [{ type: 'description', description: { type: 'answer', sdp } }] as const;
  await world.ephemerals.receive(
    space,
    await seal({ type: 'exchange', call, device: foreign, ack: 0, from: 0, items }, { atMs: startMs + 1 }),
  );
  expect(window.row).toMatchObject({ phase: 'answering' });
  expect(window.media.map(({ type }) => type)).toEqual(['open']);
});

test('CALL-3 all windows of a profile ring, one answers, and whoever talks in one is not rung in another', async () => {
  const tabs = makeTabs();
  const world = makeEphemeralWorld(1, tabs.open());
  const [leading, other] = [open(world), open(world, false, tabs.open())];
  await world.ephemerals.receive(space, await seal(invite));
  await settle();
  expect([leading.row?.phase, other.row?.phase]).toEqual(['incoming', 'incoming']);
  other.calls.act({ type: 'answer', video: false });
  await settle();
  expect(leading.row).toMatchObject({ phase: 'ended', reason: 'elsewhere' });
  expect(leading.media).toEqual([]);
  // The leader says it for the window that answered.
  expect((await saidIn(world)).filter(({ type }) => type === 'accept').length).toBe(1);
  leading.calls.act({ type: 'dismiss' });
  const later = callIdFromBytes(new Uint8Array(16).fill(10));
  await world.ephemerals.receive(space, await seal({ ...invite, call: later }, { atMs: startMs + 2 }));
  await settle();
  expect(leading.row).toBeUndefined();
  expect((await saidIn(world)).at(-1)).toEqual({ type: 'end', call: later, reason: 'busy' });
});

test('CALL-3 only in a direct conversation, and not with somebody whose identity was not accepted', () => {
  const world = makeEphemeralWorld();
  const { calls } = open(world);
  expect(calls.start(spaceAt(9), false)).toEqual({ ok: false, error: { type: 'unknown-conversation' } });
  expect(open(world, true, world.context.deps.tabs, true).calls.start(space, false)).toEqual({
    ok: false,
    error: { type: 'identity-changed' },
  });
  world.views.splice(0, 1, { ...world.views[0], kind: 'group' } as never);
  expect(calls.start(space, false)).toEqual({ ok: false, error: { type: 'not-allowed' } });
});

test('CALL-8 the server is asked to wake who is called, every ten seconds, and told when it is over', () => {
  const world = makeEphemeralWorld();
  const window = open(world);
  window.calls.start(space, false);
  const rung = window.row?.id;
  for (let i = 0; i < 25; i++) world.clock.advance(1_000);
  window.calls.act({ type: 'hang-up' });
  const ring = (n: number) => ['/calls/ring', { call: rung, space, ring: n }];
  expect(window.asked).toEqual([ring(1), ring(2), ring(3), ['/calls/end', { call: rung, space, user: amel }]]);
});

test('CALL-8 declining tells the other devices of who declined', async () => {
  const world = makeEphemeralWorld();
  const window = open(world);
  await world.ephemerals.receive(space, await seal(invite));
  window.calls.act({ type: 'decline' });
  expect(window.asked).toEqual([['/calls/end', { call, space, user: me }]]);
});

test('CALL-9 without an answer there are no relays, and calls on one network work', async () => {
  const window = open(makeEphemeralWorld());
  expect(await window.calls.iceServers()).toEqual({ servers: [], turnOnly: false, isAnswered: false });
  expect(window.asked).toEqual([['/calls/ice', undefined]]);
});

test('CALL-9, ORG-10 addresses are hidden where the server or an administrator says so; a server that says otherwise reveals none', async () => {
  const world = makeEphemeralWorld();
  let answer: IceServers | undefined = { servers: [], turnOnly: false };
  let signed = false;
  const { calls } = open(world, true, world.context.deps.tabs, false, { answer: () => answer, signed: () => signed });
  const isTurnOnly = async (): Promise<boolean> => (await calls.iceServers()).turnOnly;
  expect(await isTurnOnly()).toBe(false);
  signed = true;
  expect(await isTurnOnly()).toBe(true);
  answer = undefined;
  expect(await isTurnOnly()).toBe(true);
  signed = false;
  expect(await isTurnOnly()).toBe(false);
  answer = { servers: [], turnOnly: true };
  expect(await isTurnOnly()).toBe(true);
  // As it said last, when it cannot be asked.
  answer = undefined;
  expect(await isTurnOnly()).toBe(true);
});

test('CALL-9 a server that is away for a moment, or was asked too often, leaves the relays that it named', async () => {
  const world = makeEphemeralWorld();
  const servers = [{ urls: ['turn:turn.example:3478'], username: '1:a', credential: 'b' }];
  let answer: IceServers | undefined = { servers, turnOnly: false };
  const { calls } = open(world, true, world.context.deps.tabs, false, { answer: () => answer });
  expect(await calls.iceServers()).toEqual({ servers, turnOnly: false, isAnswered: true });
  answer = undefined;
  expect(await calls.iceServers()).toEqual({ servers, turnOnly: false, isAnswered: false });
  world.clock.advance(2 * 3_600_000);
  expect(await calls.iceServers()).toEqual({ servers: [], turnOnly: false, isAnswered: false });
});

test('CALL-3 closing a window hangs up', async () => {
  const world = makeEphemeralWorld();
  const window = open(world);
  window.calls.start(space, true);
  expect(window.row).toMatchObject({ phase: 'outgoing', isCaller: true, video: true });
  await window.calls.close();
  await settle();
  expect((await saidIn(world)).map(({ type }) => type)).toEqual(['invite', 'end']);
});

test('CALL-14 who was suspended does not ring, whatever the relay passes on, and is not called', async () => {
  const world = makeEphemeralWorld();
  const window = open(world);
  window.others.isSuspended = true;
  await world.ephemerals.receive(space, await seal(invite));
  expect(window.row).toBe(undefined);
  expect(window.calls.start(space, false)).toEqual({ ok: false, error: { type: 'not-allowed' } });
});

test('CALL-14 the call ends when the other person was suspended, or the device that talks was removed', async () => {
  for (const table of ['organisation', 'chain'] as const) {
    const world = makeEphemeralWorld();
    const window = open(world);
    await world.ephemerals.receive(space, await seal(invite));
    window.calls.act({ type: 'answer', video: false });
    window.others.change(table);
    expect(window.row?.phase).toBe('answering');
    if (table === 'organisation') window.others.isSuspended = true;
    else world.revoked = hers;
    window.others.change(table);
    expect(window.row).toMatchObject({ phase: 'ended', reason: 'barred' });
    expect(window.media.at(-1)).toEqual({ type: 'close', call });
  }
});

test('CALL-3 a window does not call while another one of this device is in a call, and says so', async () => {
  const tabs = makeTabs();
  const world = makeEphemeralWorld(1, tabs.open());
  const [first, second] = [open(world), open(world, false, tabs.open())];
  expect(first.calls.start(space, false).ok).toBe(true);
  expect(second.calls.start(space, false)).toEqual({ ok: false, error: { type: 'in-call' } });
  first.calls.act({ type: 'hang-up' });
  expect(second.calls.start(space, false).ok).toBe(true);
});

test('CALL-11 a call of a window that is gone is told by the leader, and not while a window says that it is in one', async () => {
  const tabs = makeTabs();
  const world = makeEphemeralWorld(1, tabs.open());
  const aliveAtMs = startMs;
  world.left.push({
    call,
    message: messageIdFromBytes(new Uint8Array(12)),
    space,
    video: false,
    startedAtMs: startMs,
    aliveAtMs,
  });
  const [leading, other] = [open(world), open(world, false, tabs.open())];
  other.calls.start(space, false);
  world.clock.advance(20_000);
  await settle();
  expect([leading.told, other.told]).toEqual([[], []]);
  other.calls.act({ type: 'hang-up' });
  world.clock.advance(30_000);
  await settle();
  expect(leading.told).toEqual([call]);
  expect(other.told).not.toContain(call);
});
