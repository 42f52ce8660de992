/** A message that still waits, as a thread shows it. */
import type { UserId } from '../ids.ts';
import { decodeDetails } from '../schema/message.ts';
import type { MessageRow, UrgentRow } from './api.ts';
import type { AttachmentRows } from './files/attachment-rows.ts';
import type { PendingRow } from './records.ts';

export function pendingToMessageRow(row: PendingRow, me: UserId, urgent?: UrgentRow, files?: AttachmentRows): MessageRow {
  const { replyTo, mentions = [], forwarded = false, card, attachments, call, role } = decodeDetails(row.details, row.text);
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
    role,
    card,
    attachments: files?.of(attachments) ?? [],
    call,
    edited: undefined,
    recalledAtMs: undefined,
    recallable: false,
    reactions: [],
    pinned: false,
    starred: false,
    urgent,
  };
}
