/** What somebody wants for herself, from several devices of hers. */
import { beforeEach, expect, test } from 'vitest';
import { makeClock, makeRows, makeTabs } from '../../test/support/engine.ts';
import { filled, testDeviceId, testUser } from '../../test/support/links.ts';
import { generateAesKey } from '../crypto/primitives.ts';
import { type MessageId, messageIdFromBytes, type SpaceId, type UserId } from '../ids.ts';
import { encodeAct } from '../schema/act.ts';
import { OWN_SETTINGS } from '../schema/segment.ts';
import type { EngineContext } from './context.ts';
import type { Segment } from './documents.ts';
import { archiveAct, favouriteAct, makePreferences, type Preferences } from './preferences.ts';
import type { SpaceView } from './spaces.ts';
import { openStore, type Store } from './store.ts';
import type { VerifiedAct, VerifiedMessages } from './verified-messages.ts';

const space = '0a'.repeat(16) as SpaceId;
const [me, amel] = [testUser(1), testUser(2)];
const nowMs = 1_763_800_000_000;
const dayMs = 24 * 3600 * 1000;

let store: Store;
let clock: ReturnType<typeof makeClock>;
let preferences: Preferences;
let written: Map<MessageId, VerifiedAct>;
beforeEach(async () => {
  store = await openStore(makeRows(), await generateAesKey(), makeTabs().open(), new Set());
  clock = makeClock(nowMs);
  written = new Map();
  const context = {
    deps: { clock },
    http: { clockOffsetMs: () => undefined },
    identity: { user: me },
    store,
  } as unknown as EngineContext;
  const check: VerifiedMessages['check'] = async (_space, id) => {
    const entry = written.get(id);
    return entry && { type: 'act', entry };
  };
  preferences = makePreferences(context, { parse: () => undefined, check });
});

const idOf = (i: number): MessageId => messageIdFromBytes(new Uint8Array([...filled(11, 1), i]));
function said(i: number, archived: boolean, wallMs: number, sentAtMs = wallMs, author = me): void {
  const act = archiveAct(space, archived);
  const rest = { device: testDeviceId(2), signature: new Uint8Array(64), body: new Uint8Array() };
  written.set(idOf(i), { ...rest, id: idOf(i), author, sentAtMs, clock: { wallMs, counter: 0 }, act });
}
async function follow(): Promise<boolean> {
  const entries = () => Object.fromEntries([...written.keys()].map((id) => [id, new Uint8Array()]));
  await store.commit(await preferences.applied({} as SpaceView, { entries } as unknown as Segment));
  return preferences.of(space).archived;
}

test('DOC-13 the newest word of my own devices counts, in any order', async () => {
  said(2, false, nowMs);
  said(1, true, nowMs - 1000);
  expect(await follow()).toBe(false);
  said(3, true, nowMs + 1000, nowMs + 1000, amel);
  expect(await follow()).toBe(false);
});

test.each([
  ['its own time', nowMs + 400 * dayMs, nowMs],
  ["the server's time", nowMs + 400 * dayMs, nowMs + 400 * dayMs],
])('DOC-13 a word whose clock is far ahead of %s does not win for ever', async (_what, wallMs, sentAtMs) => {
  said(1, true, wallMs, sentAtMs);
  said(2, false, nowMs);
  expect(await follow()).toBe(false);
  said(3, true, nowMs + 1000);
  expect(await follow()).toBe(true);
});

test('DOC-13 what was chosen here under a clock that was years ahead gives way to the next word', async () => {
  const place = { id: idOf(1), space, text: '', priority: 'normal', sentAtMs: 0, counter: 0 } as const;
  const act = encodeAct(archiveAct(space, true));
  await store.commit(preferences.pending([{ ...place, wallMs: nowMs + 400 * dayMs, act, document: OWN_SETTINGS }]));
  expect(preferences.of(space).archived).toBe(true);
  said(2, false, nowMs);
  expect(await follow()).toBe(false);
});

test('DIR-3 favourites are words of mine alone, the newest counts, and what is no user’s id is none', async () => {
  const words = [favouriteAct(amel, true), favouriteAct(testUser(3), true), favouriteAct('nobody' as UserId, true)];
  const write = (i: number, act: VerifiedAct['act'], author = me, wallMs = nowMs + i) =>
    written.set(idOf(i), {
      ...{ device: testDeviceId(2), signature: new Uint8Array(64), body: new Uint8Array() },
      ...{ id: idOf(i), author, sentAtMs: wallMs, clock: { wallMs, counter: 0 }, act },
    });
  for (const [i, act] of words.entries()) write(i, act);
  write(4, favouriteAct(testUser(4), true), amel);
  await follow();
  expect([...preferences.favourites()].sort()).toEqual([amel, testUser(3)].sort());
  write(5, favouriteAct(amel, false));
  await follow();
  expect(preferences.favourites()).toEqual([testUser(3)]);
});
