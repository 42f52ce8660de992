/** What appends say of events (CAL-40): judged before they are stored, written in their transaction, and whom it concerns is woken. */
import { bytesToBase64Url } from '@sanad/model/bytes';
import type { SpaceId } from '@sanad/model/ids';
import type { ErrorCode } from '@sanad/model/wire/error-code';
import { type EventNotice, maxReminderAheadMs, maxRemindersPerAppend } from '@sanad/model/wire/reminder';
import type { Wake } from '../push/enqueue-wakes.ts';
import type { AppendRequest, StoredChunk } from '../relay/append-types.ts';
import type { HandedOver } from './reminder-store.ts';

const wakeTtlSeconds = 7 * 24 * 3600;
/** Of one calendar no more of them wait for a device that nobody reaches: names of events cost whoever makes them up nothing. */
const maxWaiting = 8;

export const eventNotices = (request: Pick<AppendRequest, 'notices'>): readonly EventNotice[] =>
  (request.notices ?? []).filter((notice) => notice.kind === 'event');

export function judgeEvents(request: Pick<AppendRequest, 'notices'>, nowMs: number): ErrorCode | undefined {
  const groups = eventNotices(request).flatMap(({ reminders }) => reminders);
  const count = groups.reduce((sum, { users, timesMs }) => sum + users.length * timesMs.length, 0);
  if (count > maxRemindersPerAppend) return 'reminder/too-many';
  return groups.some(({ timesMs }) => timesMs.some((atMs) => atMs > nowMs + maxReminderAheadMs)) ? 'reminder/time' : undefined;
}

export const handedOver = ({ request, logKey, seq }: StoredChunk): readonly HandedOver[] =>
  eventNotices(request).map(({ event, reminders }) => ({
    ...{ author: request.user, space: request.space, logKey, seq, event },
    reminders: reminders.flatMap(({ users, timesMs }) => users.flatMap((user) => timesMs.map((atMs) => ({ user, atMs })))),
  }));

/** Members alone; being invited is being named: a muted conversation does not keep it from her. Of the same person and topic the newest. */
export function eventWakes(
  chunks: readonly StoredChunk[],
  membersOf: (space: SpaceId) => ReadonlySet<string> | undefined,
): readonly Wake[] {
  const wakes = new Map<string, Wake>();
  for (const { request, seq } of chunks)
    for (const { event, wake } of eventNotices(request)) {
      const { space, log } = request;
      const key = bytesToBase64Url(event);
      const topic = `event ${space} ${(event[0] ?? 0) % maxWaiting}`;
      for (const user of new Set(wake)) {
        if (user === request.user || membersOf(space)?.has(user) !== true) continue;
        const place = { space, log, seq };
        wakes.set(`${user} ${topic}`, {
          ...{ user, kind: 'event', place, event: { key }, isNamed: true, ttlSeconds: wakeTtlSeconds, topic },
        });
      }
    }
  return [...wakes.values()];
}
