/**
 * Pinned messages of a conversation (DOC-10), in a row: they are known without opening the weeks in which they stand. Written by the leader
 * in the same commit as the cursor of the document that changed them.
 */
import type { MessageId, SpaceId } from '../ids.ts';
import type { Act } from '../schema/act.ts';
import { comparePositions, type ThreadPosition } from '../schema/mark.ts';
import { isoWeek, MESSAGE_SEGMENT_KIND } from '../schema/segment.ts';
import type { Segment } from './documents.ts';
import { filesSummary } from './files/files-summary.ts';
import { stateOfMessage } from './message-acts.ts';
import { type PinRow, PinsRow } from './records.ts';
import { makeRowReader } from './row-codec.ts';
import { indexOf, verifiedActsOn } from './segment-index.ts';
import type { SpaceView } from './spaces.ts';
import type { Store, StoreWrite } from './store.ts';
import { isMessage, positionOf, type VerifiedMessages } from './verified-messages.ts';

export interface Pins {
  /** Newest message first. */
  of(space: SpaceId): readonly PinRow[];
  /** For the leader: what these acts, and these messages that came after acts on them, change. */
  writes(
    space: SpaceView,
    segment: Segment,
    acts: readonly Act[],
    messages: readonly MessageId[],
  ): Promise<readonly StoreWrite[]>;
}

/** More are kept in their documents and shown where they stand. */
const maxPins = 100;
export const pinCharacters = 200;

export const newestPinFirst = (a: ThreadPosition, b: ThreadPosition): number => comparePositions(b, a);

export function makePins(store: Pick<Store, 'get'>, verifiedMessages: VerifiedMessages): Pins {
  const read = makeRowReader(PinsRow, (rows) => rows);
  const of = (space: SpaceId): readonly PinRow[] => read(store.get(['pins', space])) ?? [];

  /** As the message reads now; undefined: it is not pinned. */
  async function pinOf(space: SpaceView, segment: Segment, id: MessageId): Promise<PinRow | undefined> {
    const index = indexOf(segment);
    const message = await verifiedMessages.check(space, id, index.message(id)?.value);
    if (!isMessage(message)) return undefined;
    const { author, priority, sentAtMs } = message.entry;
    // A message counts in its own week, and so do acts on it.
    if ((await space.keys?.logId(MESSAGE_SEGMENT_KIND, isoWeek(sentAtMs))) !== segment.log) return undefined;
    const state = stateOfMessage(message.entry, await verifiedActsOn(verifiedMessages, space, index, id));
    const text = state.text.slice(0, pinCharacters);
    if (!state.pinned) return undefined;
    const files = filesSummary(message.entry.details.attachments);
    return { ...positionOf(message.entry), author, priority, sentAtMs, text, ...(files && { files }) };
  }

  return {
    of,
    async writes(space, segment, acts, messages) {
      const before = of(space.space);
      const known = new Set(before.map(({ id }) => id));
      const index = indexOf(segment);
      const touched = new Set(messages.filter((id) => index.actsOn(id).length > 0));
      for (const act of acts) {
        const isOnPin = (act.kind === 'edit' || act.kind === 'recall') && known.has(act.target);
        if (act.kind === 'pin' || isOnPin) touched.add(act.target);
      }
      if (touched.size === 0) return [];
      const judged = await Promise.all([...touched].map((id) => pinOf(space, segment, id)));
      const kept = before.filter(({ id }) => !touched.has(id));
      const next = [...kept, ...judged.filter((pin) => pin !== undefined)].sort(newestPinFirst).slice(0, maxPins);
      const isSame = JSON.stringify(next) === JSON.stringify(before);
      return isSame ? [] : [{ key: ['pins', space.space], value: next.map((pin) => ({ ...pin })) }];
    },
  };
}
