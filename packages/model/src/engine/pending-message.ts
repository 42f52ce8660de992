/** A message that still waits, as a thread shows it. */
import type { UserId } from '../ids.ts';
import { decodeDetails } from '../schema/message.ts';
import type { MessageRow } from './api.ts';
import type { PendingRow } from './records.ts';

export function pendingToMessageRow(row: PendingRow, me: UserId): MessageRow {
  const { replyTo, mentions = [], forwarded = false, card } = decodeDetails(row.details, row.text);
  return {
    type: 'message',
    id: row.id,
    author: me,
    mine: true,
    text: row.text,
    priority: row.priority,
    sentAtMs: row.sentAtMs,
    arrivedAtMs: undefined,
    delivery: 'queued',
    seenBy: undefined,
    editable: row.entered === undefined,
    replyTo: replyTo && { ...replyTo, found: undefined },
    mentions,
    forwarded,
    card,
    edited: undefined,
    recalledAtMs: undefined,
    recallable: false,
    reactions: [],
    pinned: false,
    starred: false,
  };
}
