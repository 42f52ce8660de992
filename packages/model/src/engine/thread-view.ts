/** The window of one conversation (ENG-2): newest segments until enough messages, with what still waits on this device. */
import type { MessageId, SpaceId, UserId } from '../ids.ts';
import { decodeAct } from '../schema/act.ts';
import { comparePositions, type ThreadPosition } from '../schema/mark.ts';
import { decodeDetails } from '../schema/message.ts';
import type { ConversationRow, Group, ListUpdate, MessageWindowMeta, PinnedRow, ThreadRow, Unsubscribe } from './api.ts';
import { cardDraftsOf } from './card-drafts.ts';
import { correctedNowMs, type EngineContext, serverNowMs } from './context.ts';
import type { Documents, Segment } from './documents.ts';
import { draftOf } from './drafts.ts';
import type { Files } from './files/files.ts';
import { filesSummary } from './files/files-summary.ts';
import type { KeptWindows } from './kept-windows.ts';
import { makeCoalescer, makeListView } from './list-view.ts';
import type { LogStore } from './log-store.ts';
import { groupActs } from './message-acts.ts';
import type { Outbox } from './outbox.ts';
import { pendingToMessageRow } from './pending-message.ts';
import { newestPinFirst, type Pins, pinCharacters } from './pins.ts';
import type { PendingRow } from './records.ts';
import { eventIdOf, type SpaceEvent } from './space-events.ts';
import type { Spaces } from './spaces.ts';
import type { Summaries } from './summaries.ts';
import { messageToRow, quoteOf, type RowFacts } from './thread-rows.ts';
import { collectWindow, placeOf, segmentsOf, type ThreadWindow, type WindowParts, type WindowQuery } from './thread-window.ts';
import type { Urgents } from './urgents.ts';
import { isMessage, positionOf, type VerifiedAct, type VerifiedMessages } from './verified-messages.ts';

/** Bursts of changes become one window. */
const settleMs = 12;
const tables = new Set([
  'pending',
  'summary',
  'pins',
  'mark',
  'own-read',
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
  'urgent',
  'alarm',
  'file',
]);

export interface ThreadParts {
  readonly context: EngineContext;
  readonly spaces: Spaces;
  readonly documents: Documents;
  readonly logs: LogStore;
  readonly verifiedMessages: VerifiedMessages;
  readonly keptWindows: Pick<KeptWindows, 'read' | 'keepSoon'>;
  readonly outbox: Outbox;
  readonly summaries: Summaries;
  readonly pins: Pins;
  readonly conversation: (space: SpaceId) => ConversationRow | undefined;
  readonly typing: (space: SpaceId) => readonly { readonly user: UserId; readonly atMs: number }[];
  readonly onTyping: (listener: (space: SpaceId) => void) => Unsubscribe;
  readonly group: (space: SpaceId) => Group | undefined;
  readonly events: (space: SpaceId) => readonly SpaceEvent[];
  readonly isStarred: (space: SpaceId, id: MessageId) => boolean;
  readonly urgents: Pick<Urgents, 'ofMessage' | 'ofPending'>;
  readonly files: Pick<Files, 'rows' | 'onProgress'>;
  readonly mutedUntilMs: (space: SpaceId) => number | undefined;
  readonly onStoreChange: (listener: (tables: ReadonlySet<string>) => void) => Unsubscribe;
}

export function openThread(
  parts: ThreadParts,
  spaceId: SpaceId,
  limit: number,
  deliver: (update: ListUpdate<ThreadRow, MessageWindowMeta>) => void,
): Unsubscribe {
  const { context, spaces, outbox, summaries } = parts;
  const { deps, store, identity } = context;
  const view = makeListView(deliver);
  const listening = new Map<string, () => void>();
  let firstUnread: MessageId | undefined | null = null;
  let stopped = false;

  function listen(segment: Segment): void {
    if (!listening.has(segment.log) && !stopped) listening.set(segment.log, segment.onChange(coalescer.poke));
  }

  /** Acts that wait change what is shown at once. */
  const waitingAct = (row: PendingRow): readonly VerifiedAct[] => {
    const act = row.act && decodeAct(row.act);
    const { id, sentAtMs, wallMs, counter } = row;
    const nothing = new Uint8Array();
    const envelope = { device: identity.device, sentAtMs, clock: { wallMs, counter }, signature: nothing, body: nothing };
    return act ? [{ ...envelope, id, author: identity.user, act }] : [];
  };

  const documentParts = (): WindowParts => ({
    verifiedMessages: parts.verifiedMessages,
    weeks: segmentsOf(parts.logs, spaceId).map(({ log, segment }) => ({
      segment,
      async open() {
        const opened = await parts.documents.open(log);
        listen(opened);
        return opened;
      },
    })),
  });
  /** ENG-5: once, at the beginning; the documents follow. */
  let isFirst = true;
  async function keptPart(query: WindowQuery): Promise<ThreadWindow | undefined> {
    if (!isFirst) return undefined;
    isFirst = false;
    const kept = await parts.keptWindows.read(spaceId, limit);
    if (kept === undefined) {
      parts.keptWindows.keepSoon(spaceId);
      return undefined;
    }
    coalescer.poke();
    const shown = await collectWindow({ weeks: kept.weeks, verifiedMessages: parts.verifiedMessages }, query);
    return { ...shown, hasOlder: shown.hasOlder || kept.hasOlder };
  }

  async function refresh(): Promise<void> {
    const space = spaces.get(spaceId);
    if (space === undefined || stopped) return;
    const arrivals = summaries.arrivals(spaceId);
    const pending = outbox.pending(spaceId);
    const waitingIds = new Set(pending.map(({ id }) => id));
    const serverMs = serverNowMs(context);
    const query = { space, limit, serverMs, arrivals, waiting: waitingIds };
    const collected = (await keptPart(query)) ?? (await collectWindow(documentParts(), query));
    if (stopped) return;
    const { entries, hasOlder } = collected;
    context.messageClock.observe(
      entries.map(({ entry }) => entry.clock),
      serverMs,
    );
    if (firstUnread === null) firstUnread = [...summaries.unread(spaceId)].sort(comparePositions)[0]?.id;
    const byId = new Map(entries.filter(isMessage).map(({ entry }) => [entry.id, entry]));
    const facts: RowFacts = {
      space,
      acts: groupActs([...collected.acts, ...pending.flatMap(waitingAct)]),
      arrivals,
      nowMs: correctedNowMs(context),
      find: (id) => byId.get(id),
      isStarred: parts.isStarred,
      urgentOf: parts.urgents.ofMessage,
      files: parts.files.rows,
    };
    const shown = entries.map((entry): Placed => {
      const order = placeOf(positionOf(entry.entry), arrivals);
      if (entry.type === 'message') return { order, row: messageToRow(entry.entry, facts, summaries, identity) };
      const { id, author, sentAtMs } = entry.entry;
      return { order, row: { type: 'later', id, author, sentAtMs } };
    });
    const waiting = pending
      .filter(({ act }) => act === undefined)
      .map((row): Placed => {
        const details = decodeDetails(row.details, row.text);
        const waitingRow = pendingToMessageRow(row, identity.user, parts.urgents.ofPending(space, row), parts.files.rows);
        const shownRow = { ...waitingRow, replyTo: quoteOf({ details }, facts) };
        return { row: shownRow, order: { wallMs: row.wallMs, counter: row.counter, id: row.id } };
      });
    const said = [...shown, ...waiting].sort((a, b) => comparePositions(a.order, b.order));
    const oldestMs = hasOlder ? Math.min(...shown.map(({ order }) => order.wallMs)) : 0;
    const rows = [...said, ...(hasOlder ? [] : createdRow(said[0]?.row)), ...eventRows(oldestMs)]
      .sort((a, b) => comparePositions(a.order, b.order))
      .map(({ row }) => row);
    const { text = '', priority = 'normal', details = {}, isElsewhere = false } = draftOf(store, spaceId) ?? {};
    view.show(rows, {
      conversation: parts.conversation(spaceId),
      hasOlder,
      firstUnread: firstUnread ?? undefined,
      draft: {
        text,
        priority,
        replyTo: quoteOf({ details: { replyTo: details.replyTo } }, facts),
        mentions: details.mentions ?? [],
        attachments: details.attachments ?? [],
        urgent: details.urgent,
        isElsewhere,
      },
      cardDrafts: cardDraftsOf(store, spaceId),
      typing: stillTyping(parts.typing(spaceId), entries),
      group: parts.group(spaceId),
      pinned: pinnedRows(shown, pending),
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
      const id = eventIdOf(event);
      // An event has no message id; as the last part of an order it only has to be stable.
      const order = { wallMs: event.atMs, counter: 0, id: id as MessageId };
      const isShown = event.atMs >= oldestMs && !event.created;
      return isShown ? [{ order, row: { type: 'event', id, atMs: event.atMs, event } }] : [];
    });
  }

  /** Before all that was said: of a group that was made without a network the first record is younger than the first messages. */
  function createdRow(first: ThreadRow | undefined): readonly Placed[] {
    const event = parts.events(spaceId).find(({ created }) => created);
    if (event === undefined || spaces.get(spaceId)?.kind !== 'group') return [];
    const id = eventIdOf(event);
    const atMs = first === undefined || first.type === 'event' ? event.atMs : Math.min(event.atMs, first.sentAtMs);
    return [{ order: { wallMs: -1, counter: 0, id: id as MessageId }, row: { type: 'event', id, atMs, event } }];
  }

  /** What is in the window is pinned or not as its row says; of what is older the stored row tells, and acts that wait. */
  function pinnedRows(shown: readonly Placed[], pending: readonly PendingRow[]): readonly PinnedRow[] {
    const pinned = new Map<MessageId, PinnedRow & ThreadPosition>();
    for (const pin of parts.pins.of(spaceId)) pinned.set(pin.id, { ...pin, mine: pin.author === identity.user });
    for (const { act } of pending.flatMap(waitingAct)) if (act.kind === 'pin' && !act.value) pinned.delete(act.target);
    for (const { row, order } of shown) {
      if (row.type !== 'message') continue;
      const { id, author, mine, priority, sentAtMs } = row;
      const [text, files] = [row.text.slice(0, pinCharacters), filesSummary(row.attachments)];
      if (row.pinned) pinned.set(id, { ...order, id, author, mine, text, files, priority, sentAtMs });
      else pinned.delete(id);
    }
    return [...pinned.values()]
      .sort(newestPinFirst)
      .map(({ id, author, mine, text, files, priority, sentAtMs }) => ({ id, author, mine, text, files, priority, sentAtMs }));
  }

  const coalescer = makeCoalescer((delayMs, task) => deps.clock.schedule(delayMs, task), settleMs, refresh);
  const stopTyping = parts.onTyping((space) => {
    if (space === spaceId) coalescer.poke();
  });
  const stopProgress = parts.files.onProgress(coalescer.poke);
  const stopStore = parts.onStoreChange((changed) => {
    if ([...changed].some((table) => tables.has(table))) coalescer.poke();
  });
  coalescer.poke();
  return () => {
    stopped = true;
    stopStore();
    stopProgress();
    stopTyping();
    coalescer.stop();
    for (const stop of listening.values()) stop();
    listening.clear();
  };
}

/** Who has sent what she was writing is not writing it any more. */
const stillTyping = (
  typing: readonly { readonly user: UserId; readonly atMs: number }[],
  entries: ThreadWindow['entries'],
): readonly UserId[] =>
  typing
    .filter(({ user, atMs }) => !entries.some(({ entry }) => entry.author === user && entry.sentAtMs >= atMs))
    .map(({ user }) => user);
