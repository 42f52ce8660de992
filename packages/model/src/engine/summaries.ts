/**
 * What the inbox shows of a conversation without opening its documents (ENG-3): last message, what is unread, where delivery stands.
 * Written by the leader in the same commit as the cursor, so it never counts a message twice.
 */
import { isMessageId, type MessageId, type SpaceId, type UserId } from '../ids.ts';
import type { Act } from '../schema/act.ts';
import { isCallNews } from '../schema/call-record-values.ts';
import { type ClockReading, maxClockAheadMs } from '../schema/hybrid-clock.ts';
import { comparePositions, type Mark, markCovers, maxExceptions, type ThreadPosition } from '../schema/mark.ts';
import { isoWeek } from '../schema/segment.ts';
import type { Delivery } from './api.ts';
import { correctedNowMs, type EngineContext, serverNowMs } from './context.ts';
import type { Segment } from './documents.ts';
import { filesSummary } from './files/files-summary.ts';
import type { KeptWindows } from './kept-windows.ts';
import type { ArrivalOf } from './log-sync.ts';
import { type MessageState, stateOfMessage } from './message-acts.ts';
import { makeOwnReads } from './own-reads.ts';
import type { Pins } from './pins.ts';
import { ArrivalRow, MarkRow, ReadRow, SummaryRow } from './records.ts';
import { makeRowReader, withoutUndefined } from './row-codec.ts';
import { indexOf, verifiedActsOn } from './segment-index.ts';
import type { SpaceView } from './spaces.ts';
import type { StoreWrite } from './store.ts';
import type { UrgentStore } from './urgent-facts.ts';
import { isAct, isMessage, positionOf, type VerifiedMessage, type VerifiedMessages } from './verified-messages.ts';

export interface Summaries {
  get(space: SpaceId): SummaryRow;
  unread(space: SpaceId): readonly UnreadEntry[];
  readMark(space: SpaceId): Mark | undefined;
  /** The mark after these messages were shown (MARK-3). */
  markAfterShowing(
    space: SpaceId,
    shown: readonly MessageId[],
    positionsOf: (id: MessageId) => ThreadPosition | undefined,
  ): Mark | undefined;
  delivery(space: SpaceView, position: ThreadPosition): Delivery;
  /** How far each of the others is with it; who is absent has not received it. */
  receipts(space: SpaceId, position: ThreadPosition): ReadonlyMap<UserId, 'delivered' | 'read'>;
  /** MARK-8: when a device of hers first said so, by the server's time; as far as it is remembered. */
  receiptTimes(space: SpaceId, position: ThreadPosition): ReadonlyMap<UserId, ReceiptTimes>;
  /** For the leader: new entries of a segment become summary, arrivals and clock. History has no arrival. */
  applied(
    space: SpaceView,
    document: { readonly week: string | undefined; readonly segment: Segment },
    before: ReadonlySet<string>,
    arrivalOf: ArrivalOf,
  ): Promise<readonly StoreWrite[]>;
  /** The same for messages of this device that were just entered. */
  entered(space: SpaceId, messages: readonly VerifiedMessage[]): readonly StoreWrite[];
  /** The same for acts of this device that were just entered: the segment has them. */
  acted(space: SpaceView, segment: Segment, acts: readonly Act[]): Promise<readonly StoreWrite[]>;
  /** For the leader: own messages that the relay has by now. */
  sent(space: SpaceId, messages: readonly { readonly id: MessageId; readonly sentAtMs: number }[]): readonly StoreWrite[];
  /** For the leader, before a commit that replaces the summary: reading elsewhere prunes it. */
  arrivals(space: SpaceId): ReadonlyMap<MessageId, number>;
}

export interface ReceiptTimes {
  readonly deliveredAtMs: number | undefined;
  readonly readAtMs: number | undefined;
}
const earlier = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || (b !== undefined && b < a) ? b : a;

type UnreadEntry = SummaryRow['unread'][number];
const emptySummary: SummaryRow = { unread: [] };
type ArrivalList = readonly (readonly [MessageId, number])[];
type Arrivals = ReadonlyMap<MessageId, number>;
const noArrivals: { readonly rows: ArrivalList; readonly byId: Arrivals } = { rows: [], byId: new Map() };
/** Beyond this the moment of arrival is remembered: marks that are older say nothing about the message. */
const lateAfterMs = 2_000;
/** Two devices' ideas of the server's time: the `Date` header counts whole seconds. */
const clockToleranceMs = 1_500;
const keptArrivals = 500;
const previewCharacters = 200;

/** CALL-11: what she knows, because she talked or declined, is no news. */
const isNews = ({ details, priority }: Pick<VerifiedMessage, 'details' | 'priority'>): boolean =>
  details.call === undefined || isCallNews(details.call) || priority !== 'normal';

/** Too many to list: the mark stays back, so that what is not listed does not count as read (MARK-3). */
function markExcept(upTo: ThreadPosition, except: readonly ThreadPosition[]): Mark {
  const sorted = [...except].sort(comparePositions);
  const { wallMs, counter, id } = (sorted.length > maxExceptions ? sorted[maxExceptions - 1] : undefined) ?? upTo;
  return { upTo: { wallMs, counter, id }, except: sorted.slice(0, maxExceptions).map((position) => position.id) };
}

export function makeSummaries(
  context: EngineContext,
  verifiedMessages: VerifiedMessages,
  pins: Pins,
  keptWindows: Pick<KeptWindows, 'changed'>,
  urgents: Pick<UrgentStore, 'writes' | 'entered'>,
  arrived: (space: SpaceId, messages: readonly VerifiedMessage[], arrivalOf: ArrivalOf) => void = () => undefined,
  areReadsShown: () => boolean = () => true,
): Summaries {
  const { store, identity } = context;
  const ownReads = makeOwnReads(context, areReadsShown);

  // A window asks for these once per message: each row is parsed once.
  const parseSummary = makeRowReader(SummaryRow, (row) => row);
  const parseRead = makeRowReader(ReadRow, (row) => row);
  const parseMark = makeRowReader(MarkRow, (row) => row);
  const parseArrivals = makeRowReader(ArrivalRow, (rows) => ({ rows, byId: new Map(rows) }));
  const get = (space: SpaceId): SummaryRow => parseSummary(store.get(['summary', space])) ?? emptySummary;
  const readMark = (space: SpaceId): Mark | undefined => parseRead(store.get(['read', space]));
  const arrivalsOf = (space: SpaceId) => parseArrivals(store.get(['arrival', space])) ?? noArrivals;

  const marksOf = (space: SpaceId, isWanted: (user: UserId) => boolean): readonly MarkRow[] =>
    store.all('mark').flatMap(({ key, value }) => {
      const row = key[1] === space ? parseMark(value) : undefined;
      return row && isWanted(row.user) ? [row] : [];
    });

  /**
   * MARK-5: a mark speaks of what its device had. One that was made before the relay had the message says nothing about it, although
   * its position may lie behind: written offline, sent late, or the mark stands on a message from the future, which is after all others.
   */
  function says(madeAtMs: number, mark: Mark | undefined, position: ThreadPosition, arrivals: Arrivals): boolean {
    if (mark === undefined || !markCovers(mark, position)) return false;
    const isAhead = mark.upTo.wallMs > madeAtMs + maxClockAheadMs;
    const arrivedAtMs = arrivals.get(position.id) ?? (isAhead ? position.wallMs : undefined);
    return arrivedAtMs === undefined || madeAtMs >= arrivedAtMs - clockToleranceMs;
  }

  /** Shown here or on another device of mine. */
  function isRead(space: SpaceId, entry: ThreadPosition, arrivals: Arrivals = arrivalsOf(space).byId): boolean {
    if (markCovers(readMark(space), entry)) return true;
    const isSaid = marksOf(space, (user) => user === identity.user).some((row) => says(row.counter, row.read, entry, arrivals));
    return isSaid || ownReads.of(space).some(({ atMs, read }) => says(atMs, read, entry, arrivals));
  }
  const unread = (space: SpaceId): readonly UnreadEntry[] => {
    const { unread: entries } = get(space);
    if (entries.length === 0) return entries;
    const arrivals = arrivalsOf(space).byId;
    return entries.filter((entry) => !isRead(space, entry, arrivals));
  };

  function markAfterShowing(
    space: SpaceId,
    shown: readonly MessageId[],
    positionsOf: (id: MessageId) => ThreadPosition | undefined,
  ): Mark | undefined {
    const positions = shown.flatMap((id) => positionsOf(id) ?? []);
    const before = readMark(space);
    const upTo = [...positions, ...(before ? [before.upTo] : [])].sort(comparePositions).at(-1);
    if (upTo === undefined) return undefined;
    const wasShown = new Set<string>(shown);
    const except = unread(space)
      .filter((entry) => comparePositions(entry, upTo) <= 0 && !wasShown.has(entry.id))
      .filter((entry) => entry.late || entry.priority === 'urgent');
    return markExcept(upTo, except);
  }

  function receipts(space: SpaceId, position: ThreadPosition): ReadonlyMap<UserId, 'delivered' | 'read'> {
    const arrivals = arrivalsOf(space).byId;
    const found = new Map<UserId, 'delivered' | 'read'>();
    for (const { user, counter, read, delivered } of marksOf(space, (one) => one !== identity.user)) {
      const isRead = says(counter, read, position, arrivals);
      // MARK-9: who does not show what she read does not see it of others.
      if (isRead && areReadsShown()) found.set(user, 'read');
      else if ((isRead || says(counter, delivered, position, arrivals)) && !found.has(user)) found.set(user, 'delivered');
    }
    return found;
  }

  function receiptTimes(space: SpaceId, position: ThreadPosition): ReadonlyMap<UserId, ReceiptTimes> {
    const arrivals = arrivalsOf(space).byId;
    const found = new Map<UserId, ReceiptTimes>();
    for (const { user, times = [] } of marksOf(space, (one) => one !== identity.user)) {
      const first = (kind: 'delivered' | 'read'): number | undefined =>
        times.find((mark) => says(mark.atMs, mark[kind], position, arrivals))?.atMs;
      const before = found.get(user);
      found.set(user, {
        deliveredAtMs: earlier(before?.deliveredAtMs, first('delivered')),
        readAtMs: areReadsShown() ? earlier(before?.readAtMs, first('read')) : undefined,
      });
    }
    return found;
  }

  /** In a group: what is true of everybody who is in it now. */
  function delivery({ space, members }: SpaceView, position: ThreadPosition): Delivery {
    const found = receipts(space, position);
    const others = members.filter(({ user }) => user !== identity.user);
    if (others.length === 0) return 'sent';
    if (others.every(({ user }) => found.get(user) === 'read')) return 'read';
    return others.every(({ user }) => found.has(user)) ? 'delivered' : 'sent';
  }

  function lastOf(summary: SummaryRow, messages: readonly VerifiedMessage[]): SummaryRow['last'] {
    let last = summary.last;
    const latestMs = serverNowMs(context) + maxClockAheadMs;
    for (const message of messages) {
      // DOC-7: one from the future would be the last for ever. It makes room for whatever comes.
      const isFollowed = last === undefined || Math.max(last.wallMs, last.sentAtMs) > latestMs;
      if (last !== undefined && !isFollowed && comparePositions(positionOf(message), last) < 0) continue;
      last = {
        id: message.id,
        mine: message.author === identity.user,
        author: message.author,
        text: message.text.slice(0, previewCharacters),
        priority: message.priority,
        wallMs: message.clock.wallMs,
        counter: message.clock.counter,
        sentAtMs: message.sentAtMs,
        ...(message.details.attachments && { files: filesSummary(message.details.attachments) }),
        ...(message.details.call && { call: message.details.call }),
      };
    }
    return last;
  }

  function summaryWrite(
    space: SpaceId,
    messages: readonly VerifiedMessage[],
    arrivals: Arrivals,
    summary: SummaryRow = get(space),
  ): StoreWrite {
    const read = readMark(space);
    const added = messages
      .filter((message) => message.author !== identity.user && isNews(message))
      .map((message): UnreadEntry => {
        const position = positionOf(message);
        const late = read !== undefined && comparePositions(position, read.upTo) <= 0;
        const { author, priority, sentAtMs } = message;
        const mentioned = message.details.mentions?.includes(identity.user) === true ? { mentioned: true, author } : {};
        const isToldOf = priority === 'urgent' || 'mentioned' in mentioned;
        const text = message.text.slice(0, previewCharacters);
        const files = text === '' ? filesSummary(message.details.attachments) : undefined;
        const words = isToldOf ? { text, sentAtMs, ...(files && { files }) } : {};
        const { call } = message.details;
        return { ...position, ...words, ...mentioned, ...(call && { call, author, sentAtMs }), priority, late };
      })
      // A late arrival is unread although it sorts before what was read; on a device that fetches history, marks decide.
      .filter((entry) => entry.late || !isRead(space, entry, arrivals));
    const newest = [...messages.map(positionOf), ...(summary.newest ? [summary.newest] : [])].sort(comparePositions).at(-1);
    const kept = summary.unread.filter((entry) => !isRead(space, entry, arrivals));
    return {
      key: ['summary', space],
      value: withoutUndefined({ last: lastOf(summary, messages), newest, unread: [...kept, ...added] }),
    };
  }

  function lateExceptions(space: SpaceId, messages: readonly VerifiedMessage[]): readonly StoreWrite[] {
    const read = readMark(space);
    if (read === undefined) return [];
    const late = messages.filter(
      (message) => message.author !== identity.user && isNews(message) && comparePositions(positionOf(message), read.upTo) <= 0,
    );
    if (late.length === 0) return [];
    // An exception that the summary no longer counts was shown on another device of mine.
    const listed = get(space).unread.filter(({ id }) => read.except.includes(id));
    return [{ key: ['read', space], value: markExcept(read.upTo, [...listed, ...late.map(positionOf)]) }];
  }

  function lateArrivals(messages: readonly VerifiedMessage[], arrivalOf: ArrivalOf): ArrivalList {
    const nowMs = serverNowMs(context);
    const late: [MessageId, number][] = [];
    for (const { id, sentAtMs, clock } of messages) {
      if (Math.abs(nowMs - sentAtMs) <= lateAfterMs && clock.wallMs <= nowMs + maxClockAheadMs) continue;
      const arrivedAtMs = arrivalOf(id);
      if (arrivedAtMs === undefined) continue;
      if (arrivedAtMs - sentAtMs > lateAfterMs || clock.wallMs > arrivedAtMs + maxClockAheadMs) late.push([id, arrivedAtMs]);
    }
    return late;
  }

  const arrivalWrites = (space: SpaceId, late: ArrivalList): readonly StoreWrite[] =>
    late.length === 0 ? [] : [{ key: ['arrival', space], value: [...arrivalsOf(space).rows, ...late].slice(-keptArrivals) }];

  function clockWrites(messages: readonly { readonly clock: ClockReading }[]): readonly StoreWrite[] {
    context.messageClock.observe(
      messages.map(({ clock }) => clock),
      serverNowMs(context),
    );
    return context.messageClock.writes();
  }

  /** DOC-10: an edit changes the preview of the last message; what was recalled is no preview and not unread. */
  async function withActs(space: SpaceView, segment: Segment, summary: SummaryRow, acts: readonly Act[]): Promise<SummaryRow> {
    const { last } = summary;
    // A message that comes after its own edit or recall in one batch is among the targets as well: acts are judged with what is there.
    const touched = new Set(acts.flatMap((act) => (act.kind === 'edit' || act.kind === 'recall' ? [act.target] : [])));
    if (touched.size === 0) return summary;
    const index = indexOf(segment);
    const stateOf = async (id: MessageId): Promise<MessageState | undefined> => {
      const message = await verifiedMessages.check(space, id, segment.entries()[id]);
      return isMessage(message)
        ? stateOfMessage(message.entry, await verifiedActsOn(verifiedMessages, space, index, id))
        : undefined;
    };
    const states = new Map<string, MessageState | undefined>();
    for (const id of touched) states.set(id, await stateOf(id));
    const state = last && states.get(last.id);
    const isRecalled = (id: string): boolean => states.get(id)?.recalledAtMs !== undefined;
    const textNow = ({ id, text }: UnreadEntry) =>
      text === undefined ? {} : { text: states.get(id)?.text.slice(0, previewCharacters) ?? text };
    return {
      ...summary,
      unread: summary.unread.filter(({ id }) => !isRecalled(id)).map((entry) => ({ ...entry, ...textNow(entry) })),
      last:
        last && state
          ? {
              ...last,
              text: state.text.slice(0, previewCharacters),
              ...(state.recalledAtMs === undefined ? {} : { recalled: true }),
            }
          : last,
    };
  }

  return {
    get,
    unread,
    readMark,
    markAfterShowing,
    delivery,
    receipts,
    receiptTimes,
    async applied(space, { week, segment }, before, arrivalOf) {
      const fresh = Object.entries(segment.entries()).filter(([id]) => !before.has(id));
      const checked = await Promise.all(
        fresh.map(([id, value]) => (isMessageId(id) ? verifiedMessages.check(space, id, value) : undefined)),
      );
      // DOC-1: what stands in a week that is not its own is not shown, and nothing follows from it.
      const messages = checked.flatMap((one) => (isMessage(one) && isoWeek(one.entry.sentAtMs) === week ? [one.entry] : []));
      const acts = checked.filter(isAct).map(({ entry }) => entry);
      if (messages.length + acts.length === 0) return [];
      arrived(space.space, messages, arrivalOf);
      const late = lateArrivals(messages, arrivalOf);
      const arrivals = new Map([...arrivalsOf(space.space).rows, ...late]);
      const write = summaryWrite(space.space, messages, arrivals);
      const made = acts.map(({ act }) => act);
      const changed = await withActs(space, segment, parseSummary(write.value) ?? emptySummary, made);
      const ids = messages.map(({ id }) => id);
      return [
        { ...write, value: withoutUndefined(changed) },
        ...(await pins.writes(space, segment, made, ids)),
        ...(await urgents.writes(space, segment, made, messages)),
        ...lateExceptions(space.space, messages),
        ...arrivalWrites(space.space, late),
        ...clockWrites([...messages, ...acts]),
        keptWindows.changed(space.space),
      ];
    },
    async acted(space, segment, acts) {
      const summary = get(space.space);
      const changed = await withActs(space, segment, summary, acts);
      const pinned = await pins.writes(space, segment, acts, []);
      const answered = await urgents.writes(space, segment, acts, []);
      const writes = [...pinned, ...answered, keptWindows.changed(space.space)];
      return changed === summary ? writes : [{ key: ['summary', space.space], value: withoutUndefined(changed) }, ...writes];
    },
    entered: (space, messages) =>
      messages.length === 0
        ? []
        : [
            summaryWrite(space, messages, arrivalsOf(space).byId),
            ...urgents.entered(space, messages),
            keptWindows.changed(space),
          ],
    sent(space, messages) {
      const arrivedAtMs = Math.floor(serverNowMs(context));
      // By the clock that dated them it waited here; by the server's it came after marks that already cover its place.
      const latestMs = Math.max(arrivedAtMs, correctedNowMs(context));
      const late = messages.filter(({ sentAtMs }) => latestMs - sentAtMs > lateAfterMs);
      return arrivalWrites(
        space,
        late.map(({ id }) => [id, arrivedAtMs] as const),
      );
    },
    arrivals: (space) => arrivalsOf(space).byId,
  };
}
