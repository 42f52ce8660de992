import { expect, test } from 'vitest';
import { makeClock, settle } from '../../test/support/engine.ts';
import { testDeviceId, testUser } from '../../test/support/links.ts';
import { type MessageId, messageIdFromBytes, type SpaceId } from '../ids.ts';
import type { ThreadRow } from './api.ts';
import { openThread, type ThreadParts } from './thread-view.ts';

const space = '0a'.repeat(16) as SpaceId;
const idOf = (i: number): MessageId => messageIdFromBytes(new Uint8Array(12).fill(i));

test('DOC-4 entries that are signed by nobody do not push messages out of the window', async () => {
  const clock = makeClock();
  // 40 forgeries that claim to be newer than the three messages.
  const entries = Object.fromEntries(Array.from({ length: 43 }, (_, i) => [idOf(i), { at: i, isReal: i < 3 }]));
  const message = ({ at }: { readonly at: number }) => ({
    device: testDeviceId(1),
    clock: { wallMs: 1000 + at, counter: 0 },
    sentAtMs: 1000 + at,
    priority: 'normal',
    text: `message ${at}`,
    details: {},
  });
  const parts = {
    context: {
      deps: { clock },
      store: { get: () => undefined },
      identity: { user: testUser(1) },
      http: { clockOffsetMs: () => 0 },
      messageClock: { observe: () => undefined },
    },
    spaces: { get: () => ({ space, kind: 'direct', members: [] }) },
    documents: { open: async () => ({ entries: () => entries, onChange: () => () => undefined }) },
    logs: { ofSpace: () => [{ kind: 'messages', segment: '1970-W01', log: 'log' }] },
    outbox: { pending: () => [] },
    summaries: { arrivals: () => new Map(), unread: () => [], delivery: () => 'sent' },
    verifiedMessages: {
      parse: (value: { readonly at: number }) => ({ type: 'message', entry: message(value) }),
      check: async (_space: unknown, id: MessageId, value: { readonly at: number; readonly isReal: boolean }) =>
        value.isReal ? { type: 'message', entry: { ...message(value), id, author: testUser(2) } } : undefined,
    },
    conversation: () => undefined,
    group: () => undefined,
    typing: () => [],
    onTyping: () => () => undefined,
    events: () => [],
    isStarred: () => false,
    mutedUntilMs: () => undefined,
    onStoreChange: () => () => undefined,
  } as unknown as ThreadParts;
  let shown: readonly ThreadRow[] = [];
  const stop = openThread(parts, space, 10, (update) => {
    if (update.type === 'reset') shown = update.rows;
  });
  clock.advance(1000);
  await settle(20);
  expect(shown.map((row) => row.type === 'message' && row.text)).toEqual(['message 0', 'message 1', 'message 2']);
  stop();
});
