/** A message that still waits, as a thread shows it. */
import type { UserId } from '../ids.ts';
import type { MessageRow } from './api.ts';
import type { PendingRow } from './records.ts';

export const pendingToMessageRow = (row: PendingRow, me: UserId): MessageRow => ({
  id: row.id,
  author: me,
  mine: true,
  text: row.text,
  priority: row.priority,
  sentAtMs: row.sentAtMs,
  arrivedAtMs: undefined,
  delivery: 'queued',
  editable: row.entered === undefined,
});
