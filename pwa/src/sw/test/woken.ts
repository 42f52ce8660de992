/** What a push speaks of, and the message that was read there. */
import type { WokenMessage } from '@sanad/model/engine/wake-request';
import {
  alarmIdFromBytes,
  deviceIdFromBytes,
  logIdFromBytes,
  messageIdFromBytes,
  spaceIdFromBytes,
  userIdFromBytes,
} from '@sanad/model/ids';

const bytes = (length: number, value: number) => new Uint8Array(length).fill(value);
export const [space, otherSpace] = [spaceIdFromBytes(bytes(16, 1)), spaceIdFromBytes(bytes(16, 2))];
export const [alarm, otherAlarm] = [alarmIdFromBytes(bytes(16, 3)), alarmIdFromBytes(bytes(16, 9))];
export const message = messageIdFromBytes(bytes(12, 6));
export const device = deviceIdFromBytes(bytes(16, 5));
export const place = { s: space, l: logIdFromBytes(bytes(16, 7)), n: 3 };

export const woken = (changes: Partial<WokenMessage> = {}): WokenMessage => ({
  conversation: space,
  message,
  author: userIdFromBytes(bytes(16, 0)),
  authorName: 'Amel Nour',
  group: undefined,
  text: 'Lit 12 : hypotension',
  priority: 'urgent',
  alarm,
  mentionsMe: false,
  ...changes,
});
