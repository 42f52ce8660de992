import type { MessageRow } from '@sanad/model/engine/api';
import { isMessageId, isUserId, type MessageId, type UserId } from '@sanad/model/ids';

export const amel = userId('00000000-0000-7000-8000-000000000001');
export const karim = userId('00000000-0000-7000-8000-000000000002');

/** A plain message that karim sent and everybody may see, with whatever is different about it. */
export const messageRow = (change: Partial<MessageRow> = {}): MessageRow => ({
  type: 'message',
  id: messageId('a'),
  author: karim,
  mine: false,
  call: undefined,
  text: 'x',
  priority: 'normal',
  sentAtMs: 0,
  arrivedAtMs: undefined,
  delivery: undefined,
  seenBy: undefined,
  editable: false,
  replyTo: undefined,
  mentions: [],
  forwarded: false,
  role: undefined,
  card: undefined,
  attachments: [],
  edited: undefined,
  recalledAtMs: undefined,
  recallable: false,
  reactions: [],
  pinned: false,
  starred: false,
  urgent: undefined,
  ...change,
});

/** `name`: a few letters of base64url. */
export function messageId(name: string): MessageId {
  const id: string = name.padEnd(16, '0');
  if (!isMessageId(id)) throw new Error('bad fixture');
  return id;
}

function userId(text: string): UserId {
  if (!isUserId(text)) throw new Error('bad fixture');
  return text;
}
