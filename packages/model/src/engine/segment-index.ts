/**
 * What a segment holds, by its place and by what acts aim at (DOC-1, DOC-6, DOC-10): read once per entry and kept as long as the document
 * is in memory. Nothing here is verified: a view takes from it what it is about to show, and verifies that.
 */
import { isMessageId, type MessageId } from '../ids.ts';
import { type EntryHead, readEntryHead } from '../schema/entry-head.ts';
import { comparePositions, type ThreadPosition } from '../schema/mark.ts';
import type { Segment } from './documents.ts';
import type { SpaceView } from './spaces.ts';
import { isAct, type VerifiedAct, type VerifiedMessages } from './verified-messages.ts';

export interface IndexedEntry {
  /** By its own clock, and its id. */
  readonly position: ThreadPosition;
  readonly sentAtMs: number;
  readonly value: unknown;
}
export interface SegmentIndex {
  /** Messages and what later versions wrote, oldest first. */
  readonly inOrder: readonly IndexedEntry[];
  message(id: MessageId): IndexedEntry | undefined;
  /** Acts of this document on one of its messages. */
  actsOn(id: MessageId): readonly IndexedEntry[];
}

interface Index extends SegmentIndex {
  /** The state of the document that was read last. */
  entries: Readonly<Record<string, unknown>>;
  inOrder: readonly IndexedEntry[];
  readonly values: Map<string, unknown>;
  readonly messages: Map<MessageId, IndexedEntry>;
  readonly acts: Map<MessageId, IndexedEntry[]>;
}

/** What an index is made of: a document, or what was kept of one. */
export type EntrySource = Pick<Segment, 'entries'>;
const indexes = new WeakMap<EntrySource, Index>();

/** The index of the document as it stands. What was read before is not read again: entries are immutable (DOC-3, DOC-9). */
export function indexOf(segment: EntrySource): SegmentIndex {
  const entries = segment.entries();
  const known = indexes.get(segment);
  if (known?.entries === entries) return known;
  const index = known !== undefined && grow(known, entries) ? known : emptyIndex();
  if (index !== known) grow(index, entries);
  indexes.set(segment, index);
  return index;
}

function emptyIndex(): Index {
  const messages = new Map<MessageId, IndexedEntry>();
  const acts = new Map<MessageId, IndexedEntry[]>();
  return {
    ...{ entries: {}, inOrder: [], values: new Map(), messages, acts },
    message: (id) => messages.get(id),
    actsOn: (id) => acts.get(id) ?? [],
  };
}

/** False: not only more than before. Two devices of one person may enter an id at the same time, and the values are not the same bytes. */
function grow(index: Index, entries: Readonly<Record<string, unknown>>): boolean {
  const { values, messages, acts } = index;
  const ids = Object.keys(entries);
  const fresh = ids.filter((id) => values.get(id) !== entries[id]);
  if (ids.length !== values.size + fresh.length) return false;
  const added: IndexedEntry[] = [];
  for (const id of fresh) {
    const value = entries[id];
    values.set(id, value);
    const head = isMessageId(id) ? readEntryHead(value) : undefined;
    if (head === undefined || !isMessageId(id)) continue;
    const entry = toIndexed(id, head, value);
    if (!head.isAct) {
      messages.set(id, entry);
      added.push(entry);
    } else if (head.target !== undefined) {
      const others = acts.get(head.target);
      if (others === undefined) acts.set(head.target, [entry]);
      else others.push(entry);
    }
  }
  index.inOrder = mergeInOrder(index.inOrder, added);
  index.entries = entries;
  return true;
}

const toIndexed = (id: MessageId, { clock, sentAtMs }: EntryHead, value: unknown): IndexedEntry => ({
  position: { ...clock, id },
  sentAtMs,
  value,
});

const compareEntries = (a: IndexedEntry, b: IndexedEntry): number => comparePositions(a.position, b.position);

/** What is added is mostly newer than all that is there. */
function mergeInOrder(before: readonly IndexedEntry[], added: readonly IndexedEntry[]): readonly IndexedEntry[] {
  if (added.length === 0) return before;
  const sorted = [...added].sort(compareEntries);
  const [last, first] = [before.at(-1), sorted[0]];
  if (last === undefined || first === undefined || compareEntries(last, first) < 0) return [...before, ...sorted];
  return [...before, ...sorted].sort(compareEntries);
}

/** Acts on one message that are signed by who may sign them. */
export async function verifiedActsOn(
  verifiedMessages: VerifiedMessages,
  space: SpaceView,
  index: SegmentIndex,
  id: MessageId,
): Promise<readonly VerifiedAct[]> {
  const checked = await Promise.all(
    index.actsOn(id).map(({ position, value }) => verifiedMessages.check(space, position.id, value)),
  );
  return checked.filter(isAct).map(({ entry }) => entry);
}
