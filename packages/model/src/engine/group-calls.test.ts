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
import { type GroupSignal, groupSignalToPositions, parseGroupSignal } from '../call/group-signal.ts';
import { callIdFromBytes, type UserId } from '../ids.ts';
import { ok } from '../result.ts';
import type { MessageDetails } from '../schema/message.ts';
import type { GroupCallUpdate, GroupMediaEffect } from './api-group-calls.ts';
import { makeActivity } from './context.ts';
import type { TabsDep } from './deps.ts';
import { type GroupCalls, makeGroupCalls } from './group-calls.ts';

const space = spaceAt(1);
const call = callIdFromBytes(new Uint8Array(16).fill(9));
const sends = { microphone: true, camera: false, screen: false };
const here: GroupSignal = {
  ...{ type: 'here', sinceMs: startMs, call, startedBy: amel, startedAtMs: startMs, sends, handAtMs: undefined },
};
const activity = makeActivity();

interface Window {
  readonly calls: GroupCalls;
  readonly told: MessageDetails[];
  readonly media: GroupMediaEffect[];
  state: Extract<GroupCallUpdate, { type: 'state' }> | undefined;
  isBusy: boolean;
  change(...tables: string[]): void;
}
interface Options {
  readonly isLeader?: boolean;
  readonly tabs?: TabsDep;
  readonly mayTalk?: boolean;
  readonly unaccepted?: Set<UserId>;
  readonly suspended?: Set<UserId>;
}
function makeGroup(): EphemeralWorld {
  const world = makeEphemeralWorld();
  const members = [me, amel].map((user) => ({ user, chainN: 3, admin: user === amel }));
  world.views.splice(0, 1, { ...world.views[0], kind: 'group', members } as never);
  return world;
}
function open(world: EphemeralWorld, options: Options = {}): Window {
  const { isLeader = true, tabs = world.context.deps.tabs, mayTalk = true } = options;
  const { unaccepted = new Set(), suspended = new Set() } = options;
  const context = { ...world.context, deps: { ...world.context.deps, tabs }, activity };
  const hearsNothing = { ...world.ephemerals, hear: () => undefined, onForged: () => undefined };
  let storeListener: (tables: ReadonlySet<string>) => void = () => undefined;
  const told: MessageDetails[] = [];
  const calls = makeGroupCalls({
    context,
    spaces: { get: (id) => world.views.find((view) => view.space === id), ensureWritable: async () => ({ ok: false }) as never },
    people: {
      chainOf: () => ({ devices: new Map([[hers, { revokedN: world.revoked === hers ? 1 : undefined }]]) }) as never,
      organisation: () => ({ members: new Map([...suspended].map((user) => [user, { suspended: true }])) }) as never,
    },
    outbox: {
      async send(_space, _text, _priority, details = {}) {
        told.push(details);
        return ok('' as never);
      },
    },
    calls: {
      mayTalkElsewhere: () => mayTalk,
      setBusy: (isBusy) => {
        window.isBusy = isBusy;
      },
    },
    ephemerals: isLeader ? world.ephemerals : hearsNothing,
    onStoreChange(listener) {
      storeListener = listener;
      return () => undefined;
    },
    isLeader: () => isLeader,
    isUnaccepted: () => unaccepted.size > 0,
    needsAcceptance: (user) => unaccepted.has(user),
    refusal: () => undefined,
  });
  const window: Window = {
    ...{ calls, told, media: [], state: undefined, isBusy: false },
    change: (...tables) => storeListener(new Set(tables)),
  };
  calls.on((update) => {
    if (update.type === 'state') window.state = update;
    else window.media.push(update.effect);
  });
  tabs.onMessage(calls.tab);
  return window;
}
const seal = (signal: GroupSignal, options: Parameters<typeof sealEphemeral>[2] = {}, from = hers) =>
  sealEphemeral(from, [4, startMs, ...groupSignalToPositions(signal)], options);
const saidIn = (world: EphemeralWorld): Promise<readonly GroupSignal[]> => saidBy(world, parseGroupSignal);
function enter(window: Window): void {
  const open = window.media.findLast(({ type }) => type === 'open');
  if (open?.type !== 'open') throw new Error('not opening');
  window.calls.media({ type: 'opened', stay: open.stay });
}

test('GROUPCALL-1 GROUPCALL-2 what is heard, sealed and signed by a member, is shown to whoever is not in, and joined', async () => {
  const world = makeGroup();
  const window = open(world);
  await world.ephemerals.receive(space, await seal(here));
  expect(window.state?.goingOn).toEqual([{ conversation: space, call, startedBy: amel, startedAtMs: startMs, people: [amel] }]);
  expect(window.calls.join(space, false)).toEqual({ ok: true, value: undefined });
  expect(window.isBusy).toBe(true);
  enter(window);
  await activity.settled();
  expect(window.state?.row).toMatchObject({ id: call, phase: 'in', people: [{ user: amel, device: hers }] });
  expect((await saidIn(world)).map(({ type }) => type)).toContain('here');
  expect(window.told).toEqual([]);
});

test('GROUPCALL-2 who starts it tells the group by a message', () => {
  const world = makeGroup();
  const window = open(world);
  window.calls.join(space, true);
  expect(window.told).toEqual([]);
  enter(window);
  expect(window.told).toMatchObject([{ call: { outcome: 'started', call: window.state?.row?.id } }]);
  window.calls.act({ type: 'leave' });
  expect([window.isBusy, window.state?.row]).toEqual([false, undefined]);
});

test('GROUPCALL-2 who starts it again within ten minutes does not tell everybody again', async () => {
  const world = makeGroup();
  const window = open(world);
  const startOnce = async (): Promise<number> => {
    window.calls.join(space, false);
    enter(window);
    await activity.settled();
    window.calls.act({ type: 'leave' });
    return window.told.length;
  };
  expect([await startOnce(), await startOnce()]).toEqual([1, 1]);
  world.clock.advance(11 * 60_000);
  expect(await startOnce()).toBe(2);
});

test('GROUPCALL-1 what is replayed, of a stranger, of no group or not whole is not heard', async () => {
  const world = makeGroup();
  const window = open(world);
  await world.ephemerals.receive(space, await seal(here, {}, foreign));
  await world.ephemerals.receive(spaceAt(2), await seal(here));
  await world.ephemerals.receive(space, await sealEphemeral(hers, [4, startMs, 1, 'nonsense'], { atMs: startMs + 1 }));
  expect(window.state?.goingOn).toEqual([]);
  const sealed = await seal(here, { atMs: startMs + 2 });
  await world.ephemerals.receive(space, sealed);
  await world.ephemerals.receive(space, await seal({ type: 'leave', sinceMs: startMs }, { atMs: startMs + 3 }));
  await world.ephemerals.receive(space, sealed);
  expect(window.state?.goingOn).toEqual([]);
  world.views.splice(0, 1, { ...world.views[0], kind: 'direct' } as never);
  await world.ephemerals.receive(space, await seal(here, { atMs: startMs + 4 }));
  expect(window.state?.goingOn).toEqual([]);
});

test('GROUPCALL-4 a signal that was altered closes the connection to whose name it bears, and she is marked', async () => {
  const world = makeGroup();
  const window = open(world);
  await world.ephemerals.receive(space, await seal(here));
  window.calls.join(space, false);
  enter(window);
  const forged = await seal(here, { atMs: startMs + 1 });
  forged[60] = (forged[60] ?? 0) ^ 1;
  await world.ephemerals.receive(space, forged);
  expect(window.state?.row?.people).toMatchObject([{ user: amel, link: 'forged' }]);
  expect(window.media.map(({ type }) => type)).toContain('link-close');
});

test('GROUPCALL-5 removed, revoked, suspended or with an identity that was not accepted: she is out at once', async () => {
  const members = [{ user: me, chainN: 3, admin: false }];
  type Known = { readonly suspended: Set<UserId>; readonly unaccepted: Set<UserId> };
  const ways: readonly ((world: EphemeralWorld, known: Known) => string)[] = [
    (world) => {
      world.views.splice(0, 1, { ...world.views[0], members } as never);
      return 'space';
    },
    (world) => {
      world.revoked = hers;
      return 'chain';
    },
    (_world, { suspended }) => {
      suspended.add(amel);
      return 'organisation';
    },
    (_world, { unaccepted }) => {
      unaccepted.add(amel);
      return 'chain';
    },
  ];
  for (const way of ways) {
    const world = makeGroup();
    const known: Known = { suspended: new Set(), unaccepted: new Set() };
    const window = open(world, known);
    await world.ephemerals.receive(space, await seal(here));
    window.calls.join(space, false);
    enter(window);
    expect(window.state?.row?.people.length).toBe(1);
    window.change(way(world, known));
    expect(window.state?.row?.people).toEqual([]);
    expect(window.media.at(-1)?.type).toBe('link-close');
    await world.ephemerals.receive(space, await seal(here, { atMs: startMs + 9 }));
    expect(window.state?.row?.people).toEqual([]);
  }
});

test('GROUPCALL-5 who is no member any more does not stay', async () => {
  const world = makeGroup();
  const window = open(world);
  window.calls.join(space, false);
  enter(window);
  world.views.splice(0, 1, { ...world.views[0], ended: 'removed' } as never);
  window.change('space');
  expect(window.state).toMatchObject({ row: undefined, left: { conversation: space, reason: 'removed' } });
  expect(window.media.at(-1)).toMatchObject({ type: 'close' });
});

test('GROUPCALL-6 not from within another call, nor with somebody whose identity was not accepted', () => {
  const refused = (type: string) => ({ ok: false, error: { type } });
  expect(open(makeGroup(), { mayTalk: false }).calls.join(space, false)).toEqual(refused('in-call'));
  expect(open(makeGroup(), { unaccepted: new Set([amel]) }).calls.join(space, false)).toEqual(refused('identity-changed'));
  expect(open(makeEphemeralWorld()).calls.join(space, false)).toEqual(refused('not-allowed'));
  expect(open(makeGroup()).calls.join(spaceAt(9), false)).toEqual(refused('unknown-conversation'));
});

test('GROUPCALL-5 another window of the same device sees the call, and takes it over', async () => {
  const tabs = makeTabs();
  const world = makeGroup();
  const leading = open(world, { tabs: tabs.open() });
  const other = open(world, { tabs: tabs.open(), isLeader: false, mayTalk: false });
  leading.calls.join(space, false);
  enter(leading);
  await activity.settled();
  expect(other.state?.goingOn).toMatchObject([{ conversation: space, people: [me] }]);
  world.clock.advance(2_000);
  expect(other.calls.join(space, false).ok).toBe(true);
  enter(other);
  await activity.settled();
  expect(leading.state).toMatchObject({ row: undefined, left: { reason: 'elsewhere' } });
  expect(other.state?.row).toMatchObject({ phase: 'in' });
  // The leader says it for the window that is in.
  const said = (await saidIn(world)).filter(({ type }) => type === 'here');
  expect(new Set(said.map((one) => 'sinceMs' in one && one.sinceMs)).size).toBe(2);
});

test('GROUPCALL-7 an administrator of the group makes this device silent', async () => {
  const world = makeGroup();
  const window = open(world);
  await world.ephemerals.receive(space, await seal({ ...here, startedBy: me }));
  window.calls.join(space, false);
  enter(window);
  const stay = startMs;
  window.calls.media({ type: 'sends', stay, sends });
  await activity.settled();
  const since = (await saidIn(world)).findLast((one) => one.type === 'here');
  const itsSinceMs = since?.type === 'here' ? since.sinceMs : 0;
  await world.ephemerals.receive(space, await seal({ type: 'mute', device: mine, itsSinceMs }, { atMs: startMs + 5 }));
  expect(window.media.at(-1)).toEqual({ type: 'silence', stay });
  window.calls.media({ type: 'sends', stay, sends: { ...sends, microphone: false } });
  expect(window.state?.row).toMatchObject({ mutedBy: amel, sends: { microphone: false } });
});

test('GROUPCALL-2 closing a window leaves', async () => {
  const world = makeGroup();
  const window = open(world);
  window.calls.join(space, false);
  enter(window);
  await window.calls.close();
  expect((await saidIn(world)).map(({ type }) => type)).toEqual(['here', 'leave']);
});
