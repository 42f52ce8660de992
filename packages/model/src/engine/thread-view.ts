/** The window of one conversation (ENG-2): newest segments until enough messages, with what still waits on this device. */
import { isMessageId, type MessageId, type SpaceId, type UserId } from '../ids.ts';
import { decodeAct } from '../schema/act.ts';
import { maxClockAheadMs } from '../schema/hybrid-clock.ts';
import { comparePositions, type ThreadPosition } from '../schema/mark.ts';
import { decodeDetails } from '../schema/message.ts';
import { isoWeek, MESSAGE_SEGMENT_KIND } from '../schema/segment.ts';
import type { ConversationRow, Group, ListUpdate, MessageRow, MessageWindowMeta, ThreadRow, Unsubscribe } from './api.ts';
import { cardDraftsOf } from './card-drafts.ts';
import { correctedNowMs, type EngineContext } from './context.ts';
import type { Documents, Segment } from './documents.ts';
import { draftOf } from './drafts.ts';
import { makeCoalescer, makeListView } from './list-view.ts';
import type { LogStore } from './log-store.ts';
import { groupActs } from './message-acts.ts';
import type { Outbox } from './outbox.ts';
import { pendingToMessageRow } from './pending-message.ts';
import type { PendingRow } from './records.ts';
import type { SpaceEvent } from './space-events.ts';
import type { Spaces, SpaceView } from './spaces.ts';
import type { Summaries } from './summaries.ts';
import { messageToRow, quoteOf, type RowFacts } from './thread-rows.ts';
import { isAct, isMessage, type VerifiedAct, type VerifiedEntry, type VerifiedMessages } from './verified-messages.ts';

/** Bursts of changes become one window. */
const settleMs = 12;
const tables = new Set([
  'pending',
  'summary',
  'mark',
  'read',
  'draft',
  'card-drafts',
  'arrival',
  'space',
  'space-events',
  'intent',
  'group',
  'own',
  'chain',
  'person',
  'log',
]);

export interface ThreadParts {
  readonly context: EngineContext;
  readonly spaces: Spaces;
  readonly documents: Documents;
  readonly logs: LogStore;
  readonly outbox: Outbox;
  readonly summaries: Summaries;
  readonly verifiedMessages: VerifiedMessages;
  readonly conversation: (space: SpaceId) => ConversationRow | undefined;
  readonly typing: (space: SpaceId) => readonly { readonly user: UserId; readonly atMs: number }[];
  readonly onTyping: (listener: (space: SpaceId) => void) => Unsubscribe;
  readonly group: (space: SpaceId) => Group | undefined;
  readonly events: (space: SpaceId) => readonly SpaceEvent[];
  readonly isStarred: (space: SpaceId, id: MessageId) => boolean;
  readonly mutedUntilMs: (space: SpaceId) => number | undefined;
  readonly onStoreChange: (listener: (tables: ReadonlySet<string>) => void) => Unsubscribe;
}

interface Candidate {
  readonly id: MessageId;
  readonly value: unknown;
  readonly order: ThreadPosition;
}
/** What the opened segments hold of a conversation. */
interface Collected {
  readonly entries: readonly (VerifiedEntry & { readonly type: 'message' | 'later' })[];
  /** All of them: an act on what is shown is always in its segment. */
  readonly acts: readonly VerifiedAct[];
  readonly hasOlder: boolean;
}

export function openThread(
  parts: ThreadParts,
  spaceId: SpaceId,
  limit: number,
  deliver: (update: ListUpdate<ThreadRow, MessageWindowMeta>) => void,
): Unsubscribe {
  const { context, spaces, documents, logs, outbox, summaries, verifiedMessages } = parts;
  const { deps, store, identity } = context;
  const view = makeListView(deliver);
  const listening = new Map<string, () => void>();
  let firstUnread: MessageId | undefined | null = null;
  let stopped = false;

  async function segmentsNewestFirst(): Promise<readonly { readonly week: string | undefined; open(): Promise<Segment> }[]> {
    return logs
      .ofSpace(spaceId)
      .filter(({ kind }) => kind === MESSAGE_SEGMENT_KIND)
      .sort((a, b) => ((a.segment ?? '') < (b.segment ?? '') ? 1 : -1))
      .map(({ log, segment: week }) => ({
        week,
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

  async function collect(
    space: SpaceView,
    arrivals: ReadonlyMap<MessageId, number>,
    waiting: ReadonlySet<string>,
  ): Promise<Collected> {
    const entries: Collected['entries'][number][] = [];
    const acts: VerifiedAct[] = [];
    let hasOlder = false;
    for (const { open, week } of await segmentsNewestFirst()) {
      if (entries.length >= limit) {
        hasOlder = true;
        break;
      }
      const segment = await open();
      const candidates: Candidate[] = [];
      const aimed: Candidate[] = [];
      for (const [id, value] of Object.entries(segment.entries())) {
        const parsed = isMessageId(id) && !waiting.has(id) ? verifiedMessages.parse(value) : undefined;
        if (parsed === undefined || !isMessageId(id)) continue;
        const candidate = { id, value, order: orderOf(id, parsed.entry.clock, arrivals) };
        // An act counts where its target is, a message in its own week (DOC-1, DOC-10): elsewhere they would hide others.
        if (parsed.type === 'act') {
          const { target } = parsed.entry.act;
          if (target !== null && Object.hasOwn(segment.entries(), target)) aimed.push(candidate);
        } else if (isoWeek(parsed.entry.sentAtMs) === week) candidates.push(candidate);
      }
      candidates.sort((a, b) => comparePositions(b.order, a.order));
      let taken = 0;
      // Entries that only look like messages take nobody's place: a colleague could hide a week behind them (DOC-4).
      while (entries.length < limit && taken < candidates.length) {
        const next = candidates.slice(taken, taken + limit - entries.length);
        taken += next.length;
        const checked = await Promise.all(next.map(({ id, value }) => verifiedMessages.check(space, id, value)));
        for (const entry of checked) if (entry !== undefined && entry.type !== 'act') entries.push(entry);
      }
      const verified = await Promise.all(aimed.map(({ id, value }) => verifiedMessages.check(space, id, value)));
      acts.push(...verified.filter(isAct).map(({ entry }) => entry));
      hasOlder ||= candidates.length > taken;
    }
    return { entries, acts, hasOlder };
  }

  /** Acts that wait change what is shown at once. */
  const waitingAct = (row: PendingRow): readonly VerifiedAct[] => {
    const act = row.act && decodeAct(row.act);
    const { id, sentAtMs, wallMs, counter } = row;
    const nothing = new Uint8Array();
    const envelope = { device: identity.device, sentAtMs, clock: { wallMs, counter }, signature: nothing, body: nothing };
    return act ? [{ ...envelope, id, author: identity.user, act }] : [];
  };

  async function refresh(): Promise<void> {
    const space = spaces.get(spaceId);
    if (space === undefined || stopped) return;
    const arrivals = summaries.arrivals(spaceId);
    const pending = outbox.pending(spaceId);
    const collected = await collect(space, arrivals, new Set(pending.map(({ id }) => id)));
    if (stopped) return;
    const { entries, hasOlder } = collected;
    const nowMs = correctedNowMs(context);
    context.messageClock.observe(
      entries.map(({ entry }) => entry.clock),
      nowMs,
    );
    if (firstUnread === null) firstUnread = [...summaries.unread(spaceId)].sort(comparePositions)[0]?.id;
    const byId = new Map(entries.filter(isMessage).map(({ entry }) => [entry.id, entry]));
    const facts: RowFacts = {
      space,
      acts: groupActs([...collected.acts, ...pending.flatMap(waitingAct)]),
      arrivals,
      nowMs,
      find: (id) => byId.get(id),
      isStarred: parts.isStarred,
    };
    const shown = entries.map((entry): Placed => {
      const order = orderOf(entry.entry.id, entry.entry.clock, arrivals);
      if (entry.type === 'message') return { order, row: messageToRow(entry.entry, facts, summaries, identity) };
      const { id, author, sentAtMs } = entry.entry;
      return { order, row: { type: 'later', id, author, sentAtMs } };
    });
    const waiting = pending
      .filter(({ act }) => act === undefined)
      .map((row): Placed => {
        const details = decodeDetails(row.details, row.text);
        const shownRow = { ...pendingToMessageRow(row, identity.user), replyTo: quoteOf({ details }, facts) };
        return { row: shownRow, order: { wallMs: row.wallMs, counter: row.counter, id: row.id } };
      });
    const oldestMs = hasOlder ? Math.min(...shown.map(({ order }) => order.wallMs)) : 0;
    const rows = [...shown, ...waiting, ...eventRows(oldestMs)]
      .sort((a, b) => comparePositions(a.order, b.order))
      .map(({ row }) => row);
    const { text = '', priority = 'normal', details = {}, isElsewhere = false } = draftOf(store, spaceId) ?? {};
    view.show(rows, {
      conversation: parts.conversation(spaceId),
      hasOlder,
      firstUnread: firstUnread ?? undefined,
      draft: { text, priority, replyTo: quoteOf({ details }, facts), mentions: details.mentions ?? [], isElsewhere },
      cardDrafts: cardDraftsOf(store, spaceId),
      typing: stillTyping(parts.typing(spaceId), entries),
      group: parts.group(spaceId),
      pinned: rows.filter((row): row is MessageRow => row.type === 'message' && row.pinned).reverse(),
      mutedUntilMs: parts.mutedUntilMs(spaceId),
    });
  }

  interface Placed {
    readonly row: ThreadRow;
    readonly order: ThreadPosition;
  }
  /** System lines stand where their record was written; of what is older than the window, nothing. */
  function eventRows(oldestMs: number): readonly Placed[] {
    return parts.events(spaceId).flatMap((event): readonly Placed[] => {
      const id = `event-${event.index}`;
      const isShown = event.atMs >= oldestMs && (!event.created || spaces.get(spaceId)?.kind === 'group');
      // An event has no message id; as the last part of an order it only has to be stable.
      const order = { wallMs: event.atMs, counter: 0, id: id as MessageId };
      return isShown ? [{ order, row: { type: 'event', id, atMs: event.atMs, event } }] : [];
    });
  }

  const coalescer = makeCoalescer((delayMs, task) => deps.clock.schedule(delayMs, task), settleMs, refresh);
  const stopTyping = parts.onTyping((space) => {
    if (space === spaceId) coalescer.poke();
  });
  const stopStore = parts.onStoreChange((changed) => {
    if ([...changed].some((table) => tables.has(table))) coalescer.poke();
  });
  coalescer.poke();
  return () => {
    stopped = true;
    stopStore();
    stopTyping();
    coalescer.stop();
    for (const stop of listening.values()) stop();
    listening.clear();
  };
}

/** Who has sent what she was writing is not writing it any more. */
const stillTyping = (
  typing: readonly { readonly user: UserId; readonly atMs: number }[],
  entries: Collected['entries'],
): readonly UserId[] =>
  typing
    .filter(({ user, atMs }) => !entries.some(({ entry }) => entry.author === user && entry.sentAtMs >= atMs))
    .map(({ user }) => user);
