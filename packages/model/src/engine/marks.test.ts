import { expect, test } from 'vitest';
import { makeClock, makeRows, makeTabs, settle } from '../../test/support/engine.ts';
import { testUser } from '../../test/support/links.ts';
import { makeDevice } from '../../test/support/signed-chains.ts';
import { deriveLogSecret, deriveSubKey } from '../crypto/key-wrap.ts';
import { generateAesKey, importVerifyKey } from '../crypto/primitives.ts';
import type { MessageId, SpaceId, UserId } from '../ids.ts';
import { encodeMarks, type Mark, parseMarks, type ThreadPosition } from '../schema/mark.ts';
import { openRegister, sealRegister } from '../sync/register-sealing.ts';
import { makeSpaceKeys } from '../sync/space-keys.ts';
import { type EngineContext, makeActivity } from './context.ts';
import { makeDrafts } from './drafts.ts';
import type { Link } from './link.ts';
import { makeMarks, markDelayMs } from './marks.ts';
import type { People } from './people.ts';
import type { MarkRow } from './records.ts';
import { makeRegisters } from './registers.ts';
import { makeSealedValues } from './sealed-values.ts';
import type { Spaces } from './spaces.ts';
import { openStore } from './store.ts';
import type { Summaries } from './summaries.ts';

const space = '0a'.repeat(16) as SpaceId;
const [me, amel] = [testUser(1), testUser(2)];
const epochKey = new Uint8Array(32).fill(5);
const [mine, hers] = await Promise.all([makeDevice('mine'), makeDevice('hers')]);
const markAt = (wallMs: number): Mark => ({ upTo: { wallMs, counter: 0, id: 'AAAAAAAAAAAAAAAA' as MessageId }, except: [] });

async function makeWorld({ members = [me, amel], revokedN }: { members?: readonly UserId[]; revokedN?: number } = {}) {
  const store = await openStore(makeRows(), await generateAesKey(), makeTabs().open(), new Set());
  const keys = makeSpaceKeys(new Map([[0, epochKey]]), await deriveLogSecret(epochKey));
  const clock = makeClock(1000);
  const sent: Uint8Array[] = [];
  let read: Mark | undefined;
  let unread: readonly ThreadPosition[] = [];
  const choice = { areReadsShown: true };
  const people = {
    userOf: (device: string) => (device === hers.id ? amel : device === mine.id ? me : undefined),
    chainOf: (user: UserId) => ({
      n: 9,
      resetLinks: [],
      devices: new Map([
        [
          user === amel ? hers.id : mine.id,
          { id: user === amel ? hers.id : mine.id, revokedN: user === amel ? revokedN : undefined },
        ],
      ]),
    }),
    verifyKeyOf: (device: string) => importVerifyKey(device === hers.id ? hers.keys.sig : mine.keys.sig),
  } as unknown as People;
  const spaces = {
    get: () => ({ space, accepted: true, epoch: 0, keys, members: members.map((user) => ({ user, chainN: 0 })) }),
  } as unknown as Spaces;
  const summaries = { get: () => ({ newest: undefined, unread }), readMark: () => read } as unknown as Summaries;
  const link = {
    async setMark(_space: SpaceId, bytes: Uint8Array) {
      sent.push(bytes);
      return { ok: true, value: undefined };
    },
  } as unknown as Link;
  const identity = { user: me, device: mine.id, keys: { signing: mine.signing } };
  const activity = makeActivity();
  const context = {
    store,
    identity,
    activity,
    http: { clockOffsetMs: () => undefined },
    deps: { clock },
  } as unknown as EngineContext;
  return {
    clock,
    sent,
    choice,
    activity,
    exchange: makeRegisters({
      context,
      sealed: makeSealedValues('mark', context, people, spaces),
      link,
      spaces,
      marks: makeMarks(summaries, spaces, () => choice.areReadsShown),
      drafts: makeDrafts(context),
    }),
    stored: () => store.all('mark').map(({ value }) => value),
    /** `passed`: what lies before the mark and was not shown. */
    shown(mark: Mark, passed: readonly ThreadPosition[] = []) {
      read = { ...mark, except: passed.map(({ id }) => id) };
      unread = passed;
    },
  };
}
const sealedMark = async (counter: number, read: Mark, { key = epochKey, by = hers } = {}) =>
  sealRegister(
    'mark',
    space,
    { epoch: 0, device: hers.id, counter },
    encodeMarks({ delivered: undefined, read }),
    await deriveSubKey(key, 'mark'),
    by.signing,
  );

test('MARK-1, MARK-4 a newer mark of a member replaces an older one, never the other way round', async () => {
  const { exchange, stored } = await makeWorld();
  for (const counter of [5, 4, 5, 7, 6]) await exchange.receive(space, await sealedMark(counter, markAt(counter)));
  expect(stored()).toMatchObject([{ user: amel, device: hers.id, counter: 7, read: markAt(7) }]);
});

test('MARK-8 each mark that says something new is remembered with its time, the newest of many', async () => {
  const { exchange, stored } = await makeWorld();
  const timesOf = () => (stored()[0] as MarkRow).times?.map(({ atMs, read }) => [atMs, read?.upTo.wallMs]);
  for (const [counter, at] of [
    [5, 1],
    [6, 1],
    [7, 2],
  ] as const)
    await exchange.receive(space, await sealedMark(counter, markAt(at)));
  expect(timesOf()).toEqual([
    [5, 1],
    [7, 2],
  ]);
  for (let i = 0; i < 600; i += 1) await exchange.receive(space, await sealedMark(10 + i, markAt(10 + i)));
  expect(timesOf()?.length).toBe(500);
  expect(timesOf()?.at(-1)).toEqual([609, 609]);
});

test('MARK-1 marks that come at the same moment leave the newest', async () => {
  for (const order of [
    [7, 5, 6],
    [5, 7, 6],
  ]) {
    const { exchange, stored } = await makeWorld();
    const marks = await Promise.all(order.map((counter) => sealedMark(counter, markAt(counter))));
    await Promise.all(marks.map((mark) => exchange.receive(space, mark)));
    expect(stored()).toMatchObject([{ counter: 7 }]);
  }
});

test('MARK-4 a mark of somebody who is no member is not believed', async () => {
  const { exchange, stored } = await makeWorld({ members: [me] });
  await exchange.receive(space, await sealedMark(5, markAt(5)));
  expect(stored()).toEqual([]);
});

test('MARK-4 a mark of a revoked device is not believed', async () => {
  const { exchange, stored } = await makeWorld({ revokedN: 3 });
  await exchange.receive(space, await sealedMark(5, markAt(5)));
  expect(stored()).toEqual([]);
});

test('MARK-4 a mark that another device signed, that another key sealed, or that is none, is not believed', async () => {
  const { exchange, stored } = await makeWorld();
  await exchange.receive(space, await sealedMark(5, markAt(5), { by: mine }));
  await exchange.receive(space, await sealedMark(5, markAt(5), { key: new Uint8Array(32) }));
  await exchange.receive(space, new Uint8Array(300).fill(1));
  await exchange.receive(space, new Uint8Array());
  expect(stored()).toEqual([]);
});

test('MARK-1 several showings become one sealed mark with a growing counter', async () => {
  const { exchange, clock, sent, shown } = await makeWorld();
  const key = await deriveSubKey(epochKey, 'mark');
  const verifyKey = await importVerifyKey(mine.keys.sig);
  for (const at of [10, 20]) {
    shown(markAt(at));
    for (let i = 0; i < 4; i++) exchange.publishSoon(space, false);
    clock.advance(markDelayMs);
    await settle();
  }
  expect(sent.length).toBe(2);
  const opened = verifyKey && (await openRegister('mark', space, sent[1] ?? new Uint8Array(), verifyKey, key));
  expect(opened?.ok && parseMarks(opened.value)).toMatchObject({ ok: true, value: { read: markAt(20) } });
  exchange.publishSoon(space, false);
  clock.advance(markDelayMs);
  await settle();
  expect(sent.length).toBe(2);
});

/** What is said of reading; `nothing`: no mark was sent. */
async function makeSpeaker({ exchange, clock, sent, activity }: Awaited<ReturnType<typeof makeWorld>>) {
  const key = await deriveSubKey(epochKey, 'mark');
  const verifyKey = await importVerifyKey(mine.keys.sig);
  return async (hasNews: boolean) => {
    const before = sent.length;
    exchange.publishSoon(space, hasNews);
    clock.advance(markDelayMs);
    await settle();
    // However long sealing takes on a busy machine.
    await activity.settled();
    if (sent.length === before) return 'nothing';
    const opened = verifyKey && (await openRegister('mark', space, sent.at(-1) ?? new Uint8Array(), verifyKey, key));
    const marks = opened?.ok ? parseMarks(opened.value) : undefined;
    return marks?.ok ? marks.value.read : undefined;
  };
}
const messageAt = (wallMs: number): ThreadPosition => ({ wallMs, counter: 0, id: 'BBBBBBBBBBBBBBBB' as MessageId });

test('MARK-9 who does not show what she reads says nothing new of it; what was said stands, and what came late into it is excepted', async () => {
  const world = await makeWorld();
  const { shown, choice } = world;
  const say = await makeSpeaker(world);
  shown(markAt(10));
  expect(await say(false)).toEqual(markAt(10));
  choice.areReadsShown = false;
  shown(markAt(20));
  expect(await say(false)).toBe('nothing');
  const late = messageAt(5);
  shown(markAt(20), [late]);
  expect(await say(true)).toEqual({ ...markAt(10), except: [late.id] });
  // Shown since: nobody learns of it.
  shown(markAt(20));
  expect(await say(true)).toEqual({ ...markAt(10), except: [late.id] });
  choice.areReadsShown = true;
  expect(await say(false)).toEqual(markAt(20));
});

test('MARK-9 what she passed over since is not told either: it would say how far she is', async () => {
  const world = await makeWorld();
  const say = await makeSpeaker(world);
  world.shown(markAt(10));
  await say(false);
  world.choice.areReadsShown = false;
  world.shown(markAt(20), [messageAt(15)]);
  expect(await say(false)).toBe('nothing');
  expect(await say(true)).toEqual(markAt(10));
});

test('MARK-9 who never said what she read says nothing of it', async () => {
  const { exchange, clock, sent, shown, choice } = await makeWorld();
  choice.areReadsShown = false;
  shown(markAt(10));
  exchange.publishSoon(space, false);
  clock.advance(markDelayMs);
  await settle();
  expect(sent).toEqual([]);
});
