/**
 * What the inbox shows of a conversation without opening its documents (ENG-3): last message, what is unread, where delivery stands.
 * Written by the leader in the same commit as the cursor, so it never counts a message twice.
 */
import * as v from 'valibot';
import { isMessageId, type MessageId, type SpaceId, type UserId } from '../ids.ts';
import { maxClockAheadMs } from '../schema/hybrid-clock.ts';
import { comparePositions, type Mark, markCovers, maxExceptions, type ThreadPosition } from '../schema/mark.ts';
import type { Delivery } from './api.ts';
import { correctedNowMs, type EngineContext } from './context.ts';
import type { Segment } from './documents.ts';
import type { ArrivalOf } from './log-sync.ts';
import { ArrivalRow, MarkRow, ReadRow, SummaryRow } from './records.ts';
import { withoutUndefined } from './row-codec.ts';
import type { SpaceView } from './spaces.ts';
import type { StoreWrite } from './store.ts';
import { positionOf, type VerifiedMessage, type VerifiedMessages } from './verified-messages.ts';

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
  delivery(space: SpaceId, position: ThreadPosition): Delivery;
  /** For the leader: new entries of a segment become summary, arrivals and clock. History has no arrival. */
  applied(space: SpaceView, segment: Segment, before: ReadonlySet<string>, arrivalOf: ArrivalOf): Promise<readonly StoreWrite[]>;
  /** The same for messages of this device that were just entered. */
  entered(space: SpaceId, messages: readonly VerifiedMessage[]): readonly StoreWrite[];
  /** For the leader: own messages that the relay has by now. */
  sent(space: SpaceId, messages: readonly { readonly id: MessageId; readonly sentAtMs: number }[]): readonly StoreWrite[];
  /** For the leader, before a commit that replaces the summary: reading elsewhere prunes it. */
  arrivals(space: SpaceId): ReadonlyMap<MessageId, number>;
}

type UnreadEntry = SummaryRow['unread'][number];
const emptySummary: SummaryRow = { unread: [] };
type ArrivalList = readonly (readonly [MessageId, number])[];
type Arrivals = ReadonlyMap<MessageId, number>;
/** Beyond this the moment of arrival is remembered: marks that are older say nothing about the message. */
const lateAfterMs = 2_000;
/** Two devices' ideas of the server's time: the `Date` header counts whole seconds. */
const clockToleranceMs = 1_500;
const keptArrivals = 500;
const previewCharacters = 200;

/** Too many to list: the mark stays back, so that what is not listed does not count as read (MARK-3). */
function markExcept(upTo: ThreadPosition, except: readonly ThreadPosition[]): Mark {
  const sorted = [...except].sort(comparePositions);
  const { wallMs, counter, id } = (sorted.length > maxExceptions ? sorted[maxExceptions - 1] : undefined) ?? upTo;
  return { upTo: { wallMs, counter, id }, except: sorted.slice(0, maxExceptions).map((position) => position.id) };
}

export function makeSummaries(context: EngineContext, verifiedMessages: VerifiedMessages): Summaries {
  const { store, identity } = context;

  const parse = <const S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> | undefined => {
    const parsed = v.safeParse(schema, value);
    return parsed.success ? parsed.output : undefined;
  };
  const get = (space: SpaceId): SummaryRow => parse(SummaryRow, store.get(['summary', space])) ?? emptySummary;
  const readMark = (space: SpaceId): Mark | undefined => parse(ReadRow, store.get(['read', space]));
  const arrivalRows = (space: SpaceId): v.InferOutput<typeof ArrivalRow> =>
    parse(ArrivalRow, store.get(['arrival', space])) ?? [];

  const marksOf = (space: SpaceId, isWanted: (user: UserId) => boolean): readonly MarkRow[] =>
    store.all('mark').flatMap(({ key, value }) => {
      const row = key[1] === space ? parse(MarkRow, value) : undefined;
      return row && isWanted(row.user) ? [row] : [];
    });

  /**
   * MARK-5: a mark speaks of what its device had. One that was made before the relay had the message says nothing about it, although
   * its position may lie behind: written offline, sent late.
   */
  const knew = (mark: MarkRow, arrivedAtMs: number | undefined): boolean =>
    arrivedAtMs === undefined || mark.counter >= arrivedAtMs - clockToleranceMs;

  /** Shown here or on another device of mine. */
  function isRead(space: SpaceId, entry: ThreadPosition, arrivals: Arrivals = new Map(arrivalRows(space))): boolean {
    if (markCovers(readMark(space), entry)) return true;
    return marksOf(space, (user) => user === identity.user).some(
      (mark) => markCovers(mark.read, entry) && knew(mark, arrivals.get(entry.id)),
    );
  }
  const unread = (space: SpaceId): readonly UnreadEntry[] => {
    const { unread: entries } = get(space);
    if (entries.length === 0) return entries;
    const arrivals = new Map(arrivalRows(space));
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

  function delivery(space: SpaceId, position: ThreadPosition): Delivery {
    const arrivedAtMs = new Map(arrivalRows(space)).get(position.id);
    const marks = marksOf(space, (user) => user !== identity.user).filter((mark) => knew(mark, arrivedAtMs));
    if (marks.some(({ read }) => markCovers(read, position))) return 'read';
    return marks.some(({ delivered }) => markCovers(delivered, position)) ? 'delivered' : 'sent';
  }

  function lastOf(summary: SummaryRow, messages: readonly VerifiedMessage[]): SummaryRow['last'] {
    let last = summary.last;
    for (const message of messages) {
      if (last !== undefined && comparePositions(positionOf(message), last) < 0) continue;
      last = {
        id: message.id,
        mine: message.author === identity.user,
        text: message.text.slice(0, previewCharacters),
        priority: message.priority,
        wallMs: message.clock.wallMs,
        counter: message.clock.counter,
        sentAtMs: message.sentAtMs,
      };
    }
    return last;
  }

  function summaryWrite(space: SpaceId, messages: readonly VerifiedMessage[], arrivals: Arrivals): StoreWrite {
    const summary = get(space);
    const read = readMark(space);
    const added = messages
      .filter(({ author }) => author !== identity.user)
      .map((message): UnreadEntry => {
        const position = positionOf(message);
        const late = read !== undefined && comparePositions(position, read.upTo) <= 0;
        const urgent =
          message.priority === 'urgent' ? { text: message.text.slice(0, previewCharacters), sentAtMs: message.sentAtMs } : {};
        return { ...position, ...urgent, priority: message.priority, late };
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
      (message) => message.author !== identity.user && comparePositions(positionOf(message), read.upTo) <= 0,
    );
    if (late.length === 0) return [];
    // An exception that the summary no longer counts was shown on another device of mine.
    const listed = get(space).unread.filter(({ id }) => read.except.includes(id));
    return [{ key: ['read', space], value: markExcept(read.upTo, [...listed, ...late.map(positionOf)]) }];
  }

  function lateArrivals(messages: readonly VerifiedMessage[], arrivalOf: ArrivalOf): ArrivalList {
    const nowMs = correctedNowMs(context);
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
    late.length === 0 ? [] : [{ key: ['arrival', space], value: [...arrivalRows(space), ...late].slice(-keptArrivals) }];

  function clockWrites(messages: readonly VerifiedMessage[]): readonly StoreWrite[] {
    context.messageClock.observe(
      messages.map(({ clock }) => clock),
      correctedNowMs(context),
    );
    return context.messageClock.writes();
  }

  return {
    get,
    unread,
    readMark,
    markAfterShowing,
    delivery,
    async applied(space, segment, before, arrivalOf) {
      const fresh = Object.entries(segment.entries()).filter(([id]) => !before.has(id));
      const checked = await Promise.all(
        fresh.map(([id, value]) => (isMessageId(id) ? verifiedMessages.check(space, id, value) : undefined)),
      );
      const messages = checked.filter((message) => message !== undefined);
      if (messages.length === 0) return [];
      const late = lateArrivals(messages, arrivalOf);
      return [
        summaryWrite(space.space, messages, new Map([...arrivalRows(space.space), ...late])),
        ...lateExceptions(space.space, messages),
        ...arrivalWrites(space.space, late),
        ...clockWrites(messages),
      ];
    },
    entered: (space, messages) => (messages.length === 0 ? [] : [summaryWrite(space, messages, new Map(arrivalRows(space)))]),
    sent(space, messages) {
      const nowMs = Math.floor(correctedNowMs(context));
      const late = messages.filter(({ sentAtMs }) => nowMs - sentAtMs > lateAfterMs);
      return arrivalWrites(
        space,
        late.map(({ id }) => [id, nowMs] as const),
      );
    },
    arrivals: (space) => new Map(arrivalRows(space)),
  };
}
