import { expect, test } from 'vitest';
import { makeClock, makeRows, makeTabs, settle } from '../../test/support/engine.ts';
import { testUser } from '../../test/support/links.ts';
import { generateAesKey } from '../crypto/primitives.ts';
import type { SpaceId } from '../ids.ts';
import type { ConversationRow } from './api.ts';
import { makeCommands } from './commands.ts';
import type { EngineContext } from './context.ts';
import { makeConversations } from './conversations-view.ts';
import type { Session } from './session.ts';
import { openStore } from './store.ts';

const spaceOf = (byte: string): SpaceId => byte.repeat(16) as SpaceId;
const [written, early, late] = [spaceOf('0a'), spaceOf('0b'), spaceOf('0c')];
const nowMs = 1_763_800_000_000;
const minute = 60_000;

/** Three conversations; in the first one the colleague wrote a minute from now, in the others nobody ever wrote. */
async function makeInbox() {
  const clock = makeClock(nowMs);
  const store = await openStore(makeRows(), await generateAesKey(), makeTabs().open(), new Set());
  const context = {
    deps: { clock },
    store,
    http: { clockOffsetMs: () => undefined },
    identity: { user: testUser(1) },
  } as unknown as EngineContext;
  const views = [written, early, late].map((space, i) => ({ space, kind: 'direct', peer: testUser(i + 2), epochStartedAtMs: 0 }));
  const last = { text: 'bonjour', mine: false, sentAtMs: nowMs + minute, wallMs: nowMs + minute, counter: 0, priority: 'normal' };
  const reachable = new Set<SpaceId>();
  const presenceListeners = new Set<(space: SpaceId) => void>();
  const spaces = { all: () => views, get: (id: SpaceId) => views.find(({ space }) => space === id) };
  const conversations = makeConversations({
    context,
    people: { person: () => undefined },
    spaces,
    outbox: { pending: () => [] },
    summaries: { get: (space: SpaceId) => (space === written ? { last, unread: [] } : { unread: [] }), unread: () => [] },
    groupViews: { summary: () => undefined },
    preferences: { of: () => ({ mutedUntilMs: undefined, archived: false }) },
    presence: { isReachable: (space: SpaceId) => reachable.has(space) },
    onPresence(listener: (space: SpaceId) => void) {
      presenceListeners.add(listener);
      return () => presenceListeners.delete(listener);
    },
    onStoreChange: () => () => undefined,
  } as unknown as Parameters<typeof makeConversations>[0]);
  const session = { spaces, thread: { context } } as unknown as Session;
  const commands = makeCommands(
    () => session,
    () => store,
  );
  return {
    clock,
    commands,
    row: conversations.row,
    open: conversations.open,
    reach(space: SpaceId) {
      reachable.add(space);
      for (const listener of presenceListeners) listener(space);
    },
    async rows(): Promise<readonly ConversationRow[]> {
      let shown: readonly ConversationRow[] = [];
      const stop = conversations.open((update) => {
        if (update.type === 'reset') shown = update.rows;
      });
      clock.advance(1000);
      await settle();
      stop();
      return shown;
    },
  };
}

test('ENG-2 a conversation that has only a draft stands where its draft was changed last', async () => {
  const { clock, commands, rows, row } = await makeInbox();
  await commands.saveDraft(early, 'lit 4', 'normal');
  clock.advance(2 * minute);
  await commands.saveDraft(late, 'lit 5', 'urgent');
  expect((await rows()).map(({ id, atMs }) => [id, atMs])).toEqual([
    [late, nowMs + 2 * minute],
    [written, nowMs + minute],
    [early, nowMs],
  ]);
  // Looking at a draft does not change it.
  await commands.saveDraft(early, 'lit 4', 'normal');
  expect(row(early)?.atMs).toBe(nowMs);
  await commands.saveDraft(early, 'lit 4', 'urgent');
  expect((await rows())[0]).toMatchObject({ id: early, draft: 'lit 4' });
  await commands.saveDraft(early, '', 'normal');
  expect((await rows()).map(({ id }) => id)).toEqual([late, written]);
});

test('ENG-2 a draft does not move a conversation that has messages', async () => {
  const { clock, commands, row } = await makeInbox();
  clock.advance(5 * minute);
  await commands.saveDraft(written, 'oui', 'normal');
  expect(row(written)).toMatchObject({ draft: 'oui', atMs: nowMs + minute });
});

test('EPH-3 a colleague who becomes reachable changes her row alone', async () => {
  const { clock, commands, open, reach, row } = await makeInbox();
  await commands.saveDraft(early, 'lit 4', 'normal');
  const patches: (readonly string[])[] = [];
  const stop = open((update) => void (update.type === 'patch' && patches.push(update.put.map(({ id }) => id))));
  clock.advance(1000);
  await settle();
  expect(row(written)?.reachable).toBe(false);
  reach(written);
  clock.advance(1000);
  await settle();
  expect([patches, row(written)?.reachable]).toEqual([[[written]], true]);
  stop();
});
