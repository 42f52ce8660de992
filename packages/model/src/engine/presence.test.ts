import { expect, test } from 'vitest';
import { makeTabs, settle } from '../../test/support/engine.ts';
import {
  foreign,
  hers,
  makeEphemeralWorld,
  openEphemeral,
  sealEphemeral,
  spaceAt,
  startMs,
} from '../../test/support/ephemerals.ts';
import { decodeCbor } from '../cbor.ts';
import type { SpaceId } from '../ids.ts';
import type { TabsDep } from './deps.ts';
import { goneAfterMs, makePresence, presenceEveryMs, presenceShownMs } from './presence.ts';

const space = spaceAt(1);
const [gone, here, come] = [0, 1, 2];

function makeWorld({
  spaces = 3,
  isLeader = true,
  tabs = makeTabs().open(),
}: {
  spaces?: number;
  isLeader?: boolean;
  tabs?: TabsDep;
} = {}) {
  const world = makeEphemeralWorld(spaces, tabs);
  const changed: SpaceId[] = [];
  const choice = { isShown: true };
  const news = new Set<SpaceId>();
  const presence = makePresence({
    context: world.context,
    spaces: { get: (id) => world.views.find((view) => view.space === id), all: () => world.views },
    // The higher its number, the newer what stands in a space; in the last one nobody ever wrote.
    summaries: {
      get: (id) => {
        const at = world.views.findIndex((view) => view.space === id);
        return at === spaces - 1 && !news.has(id) ? { unread: [] } : ({ last: { sentAtMs: at }, unread: [] } as never);
      },
    },
    preferences: { isPresenceShown: () => choice.isShown },
    ephemerals: world.ephemerals,
    isLeader: () => isLeader,
    onChange: (id) => void changed.push(id),
  });
  tabs.onMessage(presence.tab);
  let saidAtMs = startMs;
  return {
    ...world,
    presence,
    changed,
    choice,
    news,
    setConnected(isConnected: boolean) {
      world.connected = isConnected;
    },
    async says(state: number, { from = hers, at = space } = {}) {
      saidAtMs = Math.max(saidAtMs + 1, world.clock.nowMs());
      await world.ephemerals.receive(at, await sealEphemeral(from, [2, saidAtMs, state], { space: at, atMs: saidAtMs }));
      await settle();
    },
    async wait(ms: number) {
      world.clock.advance(ms);
      await settle();
    },
    /** What was said since the last call: where, and what. What is said in several places at once leaves in any order. */
    async said() {
      await settle();
      // However long sealing takes on a busy machine.
      await world.context.activity.settled();
      const opened = await Promise.all(
        world.sent.splice(0).map(async (one) => {
          const decoded = decodeCbor((await openEphemeral(one)).value, 100);
          const [, kind, , state] = decoded.ok ? (decoded.value as number[]) : [];
          return kind === 2 ? [one.space, state] : [];
        }),
      );
      return opened.sort(([a = ''], [b = '']) => String(b).localeCompare(String(a)));
    },
  };
}

test('EPH-3 a colleague who says that she is here is reachable for a while, or until she says that it ended', async () => {
  const { presence, says, wait } = makeWorld();
  expect(presence.isReachable(space)).toBe(false);
  await says(come);
  expect(presence.isReachable(space)).toBe(true);
  expect(presence.isReachable(spaceAt(2))).toBe(false);
  await wait(presenceShownMs - 1);
  await says(here);
  await wait(presenceShownMs - 1);
  expect(presence.isReachable(space)).toBe(true);
  await wait(1);
  expect(presence.isReachable(space)).toBe(false);
  await says(here);
  await says(gone);
  expect(presence.isReachable(space)).toBe(false);
});

test('EPH-3 not from a stranger, not in a group, and no state of a later version', async () => {
  const { presence, says, views } = makeWorld();
  await says(here, { from: foreign });
  await says(7);
  const [first] = views;
  views[0] = { ...first, kind: 'group' } as never;
  await says(here);
  expect(presence.isReachable(space)).toBe(false);
});

test('EPH-3 it is said in the conversations with something in them when attention begins, every minute, and when it ends', async () => {
  const { presence, said, wait, sent } = makeWorld();
  presence.connected();
  presence.attend(true);
  presence.attend(true);
  expect(await said()).toEqual([
    [spaceAt(2), come],
    [spaceAt(1), come],
  ]);
  await wait(presenceEveryMs);
  expect((await said()).map(([, state]) => state)).toEqual([here, here]);
  presence.attend(false);
  // From one window to the next.
  await wait(goneAfterMs - 1);
  presence.attend(true);
  expect((await said()).map(([, state]) => state)).toEqual([here, here]);
  presence.attend(false);
  await wait(goneAfterMs);
  expect((await said()).map(([, state]) => state)).toEqual([gone, gone]);
  await wait(5 * presenceEveryMs);
  expect(sent).toEqual([]);
});

test('EPH-3 of many conversations the newest thirty hear of it', async () => {
  const { presence, said } = makeWorld({ spaces: 45 });
  presence.connected();
  presence.attend(true);
  const where = (await said()).map(([at]) => at);
  expect(where.length).toBe(30);
  expect(where).toContain(spaceAt(44));
  expect(where).not.toContain(spaceAt(14));
});

test('EPH-3 where the first words were just written it is said at once, and not again with the next', async () => {
  const { presence, said, news } = makeWorld();
  const quiet = spaceAt(3);
  presence.connected();
  presence.written([quiet]);
  presence.attend(true);
  await said();
  presence.written([quiet]);
  expect(await said()).toEqual([]);
  news.add(quiet);
  presence.written([quiet, space]);
  presence.written([quiet]);
  expect(await said()).toEqual([[quiet, come]]);
});

test('EPH-3 nothing is said before the device is level with the server, and all of it after each connection', async () => {
  const { presence, said } = makeWorld();
  presence.attend(true);
  expect(await said()).toEqual([]);
  presence.connected();
  expect((await said()).map(([, state]) => state)).toEqual([come, come]);
});

test('EPH-4 who comes is answered once, in her conversation; an answer is not answered', async () => {
  const { presence, says, said, wait } = makeWorld();
  presence.connected();
  await says(come);
  expect(await said()).toEqual([]);
  presence.attend(true);
  await settle(60);
  expect(await said()).toHaveLength(2);
  await says(come);
  expect(await said()).toEqual([[space, here]]);
  // A page that is loaded anew, twice: one answer, a little later.
  await says(come);
  await says(come);
  await says(here);
  expect(await said()).toEqual([]);
  await wait(5_000);
  expect(await said()).toEqual([[space, here]]);
  await wait(5_000);
  expect(await said()).toEqual([]);
});

test('EPH-3 who began a conversation and wrote nothing in it does not learn when somebody is there', async () => {
  const { presence, says, said, news, wait } = makeWorld();
  const quiet = spaceAt(3);
  presence.connected();
  await says(come, { at: quiet });
  presence.attend(true);
  expect((await said()).map(([at]) => at)).not.toContain(quiet);
  await says(come, { at: quiet });
  await wait(presenceEveryMs);
  expect((await said()).map(([at]) => at)).not.toContain(quiet);
  // What she shows of herself is seen.
  expect(presence.isReachable(quiet)).toBe(true);
  news.add(quiet);
  presence.written([quiet]);
  expect(await said()).toEqual([[quiet, come]]);
});

test('EPH-2 what is no word says nothing, whatever it is', async () => {
  const { presence, ephemerals } = makeWorld();
  for (const [i, word] of [{ valueOf: 1, toString: 1 }, '1', [1], null, 0.5, -1].entries()) {
    const atMs = startMs + i + 1;
    await ephemerals.receive(space, await sealEphemeral(hers, [2, atMs, word], { atMs }));
  }
  expect(presence.isReachable(space)).toBe(false);
});

test('EPH-4 two who come at the same moment both see it, and then there is silence', async () => {
  const first = makeWorld();
  const second = makeWorld();
  for (const { presence } of [first, second]) {
    presence.connected();
    presence.attend(true);
  }
  await first.said();
  await second.said();
  let messages = 0;
  const states = [[come], [come]];
  for (let round = 0; round < 10; round++) {
    const [toFirst = [], toSecond = []] = states.map((all) => all.splice(0));
    for (const state of toFirst) await first.says(state);
    for (const state of toSecond) await second.says(state);
    for (const [, state] of await first.said()) states[1]?.push(state as number);
    for (const [, state] of await second.said()) states[0]?.push(state as number);
    messages += toFirst.length + toSecond.length;
  }
  expect([first, second].map(({ presence }) => presence.isReachable(space))).toEqual([true, true]);
  expect(messages).toBe(4);
});

test('EPH-5 who does not show it says nothing, and sees nobody', async () => {
  const { presence, choice, says, said, changed } = makeWorld();
  presence.connected();
  presence.attend(true);
  await says(here);
  await said();
  choice.isShown = false;
  presence.look();
  expect((await said()).map(([, state]) => state)).toEqual([gone, gone]);
  expect(presence.isReachable(space)).toBe(false);
  expect(changed.at(-1)).toBe(space);
  await says(come);
  presence.attend(false);
  presence.attend(true);
  expect(await said()).toEqual([]);
  expect(presence.isReachable(space)).toBe(false);
  choice.isShown = true;
  presence.look();
  expect((await said()).map(([, state]) => state)).toEqual([come, come]);
});

test('EPH-5 switched off before it said anything, it takes back what an earlier run may have said', async () => {
  const { presence, choice, said } = makeWorld();
  presence.attend(true);
  choice.isShown = false;
  presence.look();
  expect(await said()).toEqual([]);
  presence.connected();
  expect((await said()).map(([, state]) => state)).toEqual([gone, gone]);
  presence.connected();
  expect(await said()).toEqual([]);
});

test('EPH-5 switched off while the socket was gone, it takes back what it said as soon as it is connected again', async () => {
  const { presence, choice, said, setConnected } = makeWorld();
  presence.connected();
  presence.attend(true);
  await said();
  setConnected(false);
  choice.isShown = false;
  presence.look();
  expect(await said()).toEqual([]);
  setConnected(true);
  presence.connected();
  expect((await said()).map(([, state]) => state)).toEqual([gone, gone]);
  presence.connected();
  expect(await said()).toEqual([]);
});

test('EPH-3 the attention of another tab counts, the leader speaks for it, and tells it who is reachable', async () => {
  const profile = makeTabs();
  const leader = makeWorld({ tabs: profile.open() });
  const tab = makeWorld({ tabs: profile.open(), isLeader: false });
  leader.presence.connected();
  await leader.says(here);
  tab.presence.attend(true);
  expect(tab.presence.isReachable(space)).toBe(true);
  expect(tab.sent).toEqual([]);
  expect((await leader.said()).map(([, state]) => state)).toEqual([come, come]);
  await leader.says(gone);
  expect(tab.presence.isReachable(space)).toBe(false);
  // From one tab to the other.
  leader.presence.attend(true);
  tab.presence.attend(false);
  await leader.wait(goneAfterMs);
  expect((await leader.said()).map(([, state]) => state)).toEqual([here, here]);
  await leader.presence.close();
  expect((await leader.said()).map(([, state]) => state)).toEqual([gone, gone]);
});
