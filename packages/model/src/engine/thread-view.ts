/** The window of one conversation (ENG-2): newest segments until enough messages, with what still waits on this device. */
import * as v from 'valibot';
import { isMessageId, type MessageId, type SpaceId } from '../ids.ts';
import { maxClockAheadMs } from '../schema/hybrid-clock.ts';
import { comparePositions, type ThreadPosition } from '../schema/mark.ts';
import { MESSAGE_SEGMENT_KIND } from '../schema/segment.ts';
import type { ConversationRow, ListUpdate, MessageRow, MessageWindowMeta, Unsubscribe } from './api.ts';
import { correctedNowMs, type EngineContext } from './context.ts';
import type { Documents, Segment } from './documents.ts';
import { makeCoalescer, makeListView } from './list-view.ts';
import type { LogStore } from './log-store.ts';
import type { Outbox } from './outbox.ts';
import { pendingToMessageRow } from './pending-message.ts';
import { DraftRow } from './records.ts';
import type { Spaces, SpaceView } from './spaces.ts';
import type { Summaries } from './summaries.ts';
import { positionOf, type VerifiedMessage, type VerifiedMessages } from './verified-messages.ts';

/** Bursts of changes become one window. */
const settleMs = 12;
const tables = new Set(['pending', 'summary', 'mark', 'read', 'draft', 'arrival', 'space', 'chain', 'person', 'log']);

export interface ThreadParts {
  readonly context: EngineContext;
  readonly spaces: Spaces;
  readonly documents: Documents;
  readonly logs: LogStore;
  readonly outbox: Outbox;
  readonly summaries: Summaries;
  readonly verifiedMessages: VerifiedMessages;
  readonly conversation: (space: SpaceId) => ConversationRow | undefined;
  readonly onStoreChange: (listener: (tables: ReadonlySet<string>) => void) => Unsubscribe;
}

interface Candidate {
  readonly id: MessageId;
  readonly value: unknown;
  readonly order: ThreadPosition;
}

export function openThread(
  parts: ThreadParts,
  spaceId: SpaceId,
  limit: number,
  deliver: (update: ListUpdate<MessageRow, MessageWindowMeta>) => void,
): Unsubscribe {
  const { context, spaces, documents, logs, outbox, summaries, verifiedMessages } = parts;
  const { deps, store, identity } = context;
  const view = makeListView(deliver);
  const listening = new Map<string, () => void>();
  let firstUnread: MessageId | undefined | null = null;
  let stopped = false;

  async function segmentsNewestFirst(): Promise<readonly { open(): Promise<Segment> }[]> {
    return logs
      .ofSpace(spaceId)
      .filter(({ kind }) => kind === MESSAGE_SEGMENT_KIND)
      .sort((a, b) => ((a.segment ?? '') < (b.segment ?? '') ? 1 : -1))
      .map(({ log }) => ({
        async open() {
          const segment = await documents.open(log);
          if (!listening.has(log) && !stopped) listening.set(log, segment.onChange(coalescer.poke));
          return segment;
        },
      }));
  }

  /** A clock far ahead does not keep its message at the bottom for ever: it is shown by arrival (DOC-7). */
  function orderOf(
    id: MessageId,
    clock: { readonly wallMs: number; readonly counter: number },
    arrivals: ReadonlyMap<MessageId, number>,
  ): ThreadPosition {
    const arrivedAtMs = arrivals.get(id);
    const isOutlier = arrivedAtMs !== undefined && clock.wallMs > arrivedAtMs + maxClockAheadMs;
    return isOutlier ? { wallMs: arrivedAtMs, counter: 0, id } : { ...clock, id };
  }

  async function collect(space: SpaceView, arrivals: ReadonlyMap<MessageId, number>, waiting: ReadonlySet<string>) {
    const messages: VerifiedMessage[] = [];
    let hasOlder = false;
    for (const { open } of await segmentsNewestFirst()) {
      if (messages.length >= limit) {
        hasOlder = true;
        break;
      }
      const segment = await open();
      const candidates: Candidate[] = [];
      for (const [id, value] of Object.entries(segment.entries())) {
        const parsed = isMessageId(id) && !waiting.has(id) ? verifiedMessages.parse(value) : undefined;
        if (parsed && isMessageId(id)) candidates.push({ id, value, order: orderOf(id, parsed.clock, arrivals) });
      }
      candidates.sort((a, b) => comparePositions(b.order, a.order));
      let taken = 0;
      // Entries that only look like messages take nobody's place: a colleague could hide a week behind them (DOC-4).
      while (messages.length < limit && taken < candidates.length) {
        const next = candidates.slice(taken, taken + limit - messages.length);
        taken += next.length;
        const checked = await Promise.all(next.map(({ id, value }) => verifiedMessages.check(space, id, value)));
        messages.push(...checked.filter((message) => message !== undefined));
      }
      hasOlder ||= candidates.length > taken;
    }
    return { messages, hasOlder };
  }

  async function refresh(): Promise<void> {
    const space = spaces.get(spaceId);
    if (space === undefined || stopped) return;
    const arrivals = summaries.arrivals(spaceId);
    const pending = outbox.pending(spaceId);
    const { messages, hasOlder } = await collect(space, arrivals, new Set(pending.map(({ id }) => id)));
    if (stopped) return;
    context.messageClock.observe(
      messages.map(({ clock }) => clock),
      correctedNowMs(context),
    );
    if (firstUnread === null) firstUnread = [...summaries.unread(spaceId)].sort(comparePositions)[0]?.id;
    const rows = [
      ...messages.map((message) => ({ row: messageRow(message, arrivals), order: orderOf(message.id, message.clock, arrivals) })),
      ...pending.map((row) => ({
        row: pendingToMessageRow(row, identity.user),
        order: { wallMs: row.wallMs, counter: row.counter, id: row.id },
      })),
    ].sort((a, b) => comparePositions(a.order, b.order));
    const draft = v.safeParse(DraftRow, store.get(['draft', spaceId]));
    view.show(
      rows.map(({ row }) => row),
      {
        conversation: parts.conversation(spaceId),
        hasOlder,
        firstUnread: firstUnread ?? undefined,
        draft: draft.success ? { text: draft.output.text, priority: draft.output.priority } : { text: '', priority: 'normal' },
      },
    );
  }

  function messageRow(message: VerifiedMessage, arrivals: ReadonlyMap<MessageId, number>): MessageRow {
    const mine = message.author === identity.user;
    return {
      id: message.id,
      author: message.author,
      mine,
      text: message.text,
      priority: message.priority,
      sentAtMs: message.sentAtMs,
      arrivedAtMs: lateArrival(message.sentAtMs, arrivals.get(message.id)),
      delivery: mine ? summaries.delivery(spaceId, positionOf(message)) : undefined,
      editable: false,
    };
  }

  const coalescer = makeCoalescer((delayMs, task) => deps.clock.schedule(delayMs, task), settleMs, refresh);
  const stopStore = parts.onStoreChange((changed) => {
    if ([...changed].some((table) => tables.has(table))) coalescer.poke();
  });
  coalescer.poke();
  return () => {
    stopped = true;
    stopStore();
    coalescer.stop();
    for (const stop of listening.values()) stop();
    listening.clear();
  };
}

/** "Written at …, arrived at …" when they differ by more than a minute. */
const lateAfterMs = 60_000;
const lateArrival = (sentAtMs: number, arrivedAtMs: number | undefined): number | undefined =>
  arrivedAtMs !== undefined && arrivedAtMs - sentAtMs > lateAfterMs ? arrivedAtMs : undefined;
