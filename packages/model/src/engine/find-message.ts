/** A message in its document, with the acts on it. */
import type { MessageId, SpaceId } from '../ids.ts';
import { isoWeek, MESSAGE_SEGMENT_KIND } from '../schema/segment.ts';
import type { DocumentName } from './outbox.ts';
import { indexOf, verifiedActsOn } from './segment-index.ts';
import type { Session } from './session.ts';
import { segmentsOf } from './thread-window.ts';
import { isMessage, type VerifiedAct, type VerifiedMessage } from './verified-messages.ts';

export interface Found {
  readonly message: VerifiedMessage;
  readonly document: DocumentName;
  readonly acts: readonly VerifiedAct[];
}

/** Looks through the weeks, newest first: people act on what they see. */
export async function findMessage(
  { thread }: { readonly thread: Pick<Session['thread'], 'spaces' | 'logs' | 'documents' | 'verifiedMessages'> },
  spaceId: SpaceId,
  id: MessageId,
): Promise<Found | undefined> {
  const space = thread.spaces.get(spaceId);
  if (space === undefined) return undefined;
  for (const { log, segment: week = '' } of segmentsOf(thread.logs, spaceId)) {
    const segment = await thread.documents.open(log);
    const entries = segment.entries();
    if (!Object.hasOwn(entries, id)) continue;
    const found = await thread.verifiedMessages.check(space, id, entries[id]);
    // The id may stand in another week as well, under another name: what is shown is the message in its own week.
    if (!isMessage(found) || isoWeek(found.entry.sentAtMs) !== week) continue;
    const acts = await verifiedActsOn(thread.verifiedMessages, space, indexOf(segment), id);
    return { message: found.entry, document: { kind: MESSAGE_SEGMENT_KIND, segment: week }, acts };
  }
  return undefined;
}
