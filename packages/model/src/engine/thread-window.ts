/**
 * Which entries a window of a conversation shows: from the newest week back until there are enough. Weeks are opened one after the other,
 * and of a week only what is shown is verified, with the acts on it (DOC-4, DOC-10).
 */
import type { MessageId, SpaceId } from '../ids.ts';
import { maxClockAheadMs } from '../schema/hybrid-clock.ts';
import { comparePositions, type ThreadPosition } from '../schema/mark.ts';
import { isoWeek, MESSAGE_SEGMENT_KIND } from '../schema/segment.ts';
import type { LogStore } from './log-store.ts';
import { type EntrySource, type IndexedEntry, indexOf, type SegmentIndex, verifiedActsOn } from './segment-index.ts';
import type { SpaceView } from './spaces.ts';
import type { VerifiedAct, VerifiedEntry, VerifiedMessages } from './verified-messages.ts';

/** A week of messages; its source is opened when the window reaches it. */
export interface WindowWeek {
  readonly segment: string | undefined;
  open(): Promise<EntrySource>;
}
export interface WindowParts {
  /** Newest first. */
  readonly weeks: readonly WindowWeek[];
  readonly verifiedMessages: VerifiedMessages;
}
export interface WindowQuery {
  readonly space: SpaceView;
  readonly limit: number;
  /** The server's time, as this device knows it. */
  readonly serverMs: number;
  readonly arrivals: ReadonlyMap<MessageId, number>;
  /** Entries that stand in pending rows: shown from there. */
  readonly waiting: ReadonlySet<string>;
}
export type ShownEntry = VerifiedEntry & { readonly type: 'message' | 'later' };
export interface ThreadWindow {
  readonly entries: readonly ShownEntry[];
  /** On the entries, in their documents. */
  readonly acts: readonly VerifiedAct[];
  readonly hasOlder: boolean;
}

/** A clock far ahead does not keep its message at the bottom for ever: it is shown by arrival (DOC-7). */
export function placeOf(position: ThreadPosition, arrivals: ReadonlyMap<MessageId, number>): ThreadPosition {
  const arrivedAtMs = arrivals.get(position.id);
  const isOutlier = arrivedAtMs !== undefined && position.wallMs > arrivedAtMs + maxClockAheadMs;
  return isOutlier ? { wallMs: arrivedAtMs, counter: 0, id: position.id } : position;
}

/** Newest first. */
export const segmentsOf = (logs: Pick<LogStore, 'ofSpace'>, space: SpaceId) =>
  logs
    .ofSpace(space)
    .filter(({ kind }) => kind === MESSAGE_SEGMENT_KIND)
    .sort((a, b) => ((a.segment ?? '') < (b.segment ?? '') ? 1 : -1));

/**
 * What claims to be of more than a day ahead takes nobody's place (DOC-7): it is the newest for ever, and what is written now would never
 * be in the window. As much of it as the window holds is shown beside the others.
 */
export async function collectWindow(parts: WindowParts, query: WindowQuery): Promise<ThreadWindow> {
  const { weeks, verifiedMessages } = parts;
  const { space, limit, serverMs } = query;
  const lastWeek = isoWeek(serverMs + maxClockAheadMs);
  const entries: ShownEntry[] = [];
  const acts: VerifiedAct[] = [];
  let hasOlder = false;
  const room = { ahead: limit, present: limit };
  for (const { open, segment: week } of weeks) {
    const isToCome = week !== undefined && week > lastWeek;
    if (room.present === 0 || (isToCome && room.ahead === 0)) {
      hasOlder = true;
      if (isToCome) continue;
      break;
    }
    const index = indexOf(await open());
    for (const of of ['ahead', 'present'] as const) {
      const candidates = candidatesIn(index, week, query, of === 'ahead');
      let next = take(candidates, room[of]);
      // Entries that only look like messages take nobody's place: a colleague could hide a week behind them (DOC-4).
      while (next.length > 0) {
        const checked = await Promise.all(next.map(({ position, value }) => verifiedMessages.check(space, position.id, value)));
        const shown = checked.filter((entry): entry is ShownEntry => entry !== undefined && entry.type !== 'act');
        room[of] -= shown.length;
        entries.push(...shown);
        const onThem = await Promise.all(shown.map(({ entry }) => verifiedActsOn(verifiedMessages, space, index, entry.id)));
        acts.push(...onThem.flat());
        next = take(candidates, room[of]);
      }
      hasOlder ||= candidates.next().done !== true;
    }
  }
  return { entries, acts, hasOlder };
}

function take<T>(from: Iterator<T>, count: number): readonly T[] {
  const taken: T[] = [];
  while (taken.length < count) {
    const next = from.next();
    if (next.done === true) break;
    taken.push(next.value);
  }
  return taken;
}

/** Of a kind, newest first. A message counts in its own week alone (DOC-10): elsewhere it would be shown twice. */
function* candidatesIn(
  index: SegmentIndex,
  week: string | undefined,
  { arrivals, waiting, serverMs }: WindowQuery,
  wantsAhead: boolean,
): Generator<IndexedEntry, void> {
  const inOrder = inPlace(index, arrivals);
  for (let i = inOrder.length - 1; i >= 0; i--) {
    const entry = inOrder[i];
    if (entry === undefined || isAhead(entry, serverMs) !== wantsAhead) continue;
    if (!waiting.has(entry.position.id) && isoWeek(entry.sentAtMs) === week) yield entry;
  }
}

const isAhead = ({ position, sentAtMs }: IndexedEntry, serverMs: number): boolean =>
  Math.max(position.wallMs, sentAtMs) > serverMs + maxClockAheadMs;

/** The index goes by clocks; the few that are shown by arrival are moved. */
function inPlace(index: SegmentIndex, arrivals: ReadonlyMap<MessageId, number>): readonly IndexedEntry[] {
  const moved = [...arrivals.keys()].flatMap((id) => {
    const entry = index.message(id);
    return entry !== undefined && placeOf(entry.position, arrivals) !== entry.position ? [entry] : [];
  });
  if (moved.length === 0) return index.inOrder;
  const isMoved = new Set(moved);
  const placed = moved.map((entry): IndexedEntry => ({ ...entry, position: placeOf(entry.position, arrivals) }));
  const others = index.inOrder.filter((entry) => !isMoved.has(entry));
  return [...others, ...placed].sort((a, b) => comparePositions(a.position, b.position));
}
