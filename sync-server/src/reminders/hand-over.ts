/** What appends say of events (CAL-40): judged before they are stored, written in their transaction, and whom it concerns is woken. */
import { bytesToBase64Url } from '@sanad/model/bytes';
import type { SpaceId } from '@sanad/model/ids';
import type { ErrorCode } from '@sanad/model/wire/error-code';
import { type EventNotice, maxReminderAheadMs, maxRemindersPerAppend } from '@sanad/model/wire/reminder';
import type { Wake } from '../push/enqueue-wakes.ts';
import type { AppendRequest, StoredChunk } from '../relay/append-types.ts';
import type { HandedOver } from './reminder-store.ts';

const wakeTtlSeconds = 7 * 24 * 3600;

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

/** Members alone; being invited is being named: a muted conversation does not keep it from her. */
export const eventWakes = ({ request, seq }: StoredChunk, members: ReadonlySet<string>): readonly Wake[] =>
  eventNotices(request).flatMap(({ event, wake }) =>
    [...new Set(wake)]
      .filter((user) => user !== request.user && members.has(user))
      .map((user): Wake => {
        const key = bytesToBase64Url(event);
        const place = { space: request.space, log: request.log, seq };
        return {
          user,
          kind: 'event',
          place,
          event: { key },
          isNamed: true,
          ttlSeconds: wakeTtlSeconds,
          topic: topicOf(request.space, key),
        };
      }),
  );

/**
 * Names of events are whatever their author says: by the first of their characters at most 64 pushes of one calendar wait for a device that no push
 * service knows (PUSH-4). Two events seldom share one, and what is overtaken stands among the alerts.
 */
const topicOf = (space: SpaceId, key: string): string => `event ${space} ${key.slice(0, 1)}`;
