/** NOTIFY-10: what was read, here or on another device of hers, stands in the system no longer. */
import { createEffect, createMemo, on } from 'solid-js';
import { closeAnnouncement, closeRead, closeThoseOfEvent } from '../../platform/standing-notifications.ts';
import { createAnnouncements, unread } from '../announcements/create-announcements.ts';
import { useEngine } from '../engine-client.ts';

export function closeReadNotifications(): void {
  const { conversations } = useEngine();
  const unread = createMemo(() => new Map(conversations.order.map((id) => [id, conversations.byId[id]?.unread ?? 0])));
  createEffect(
    on(unread, (now, before = new Map<string, number>()) => {
      // That it was unread here is seen first: a push may be faster than the message.
      const read = [...before].flatMap(([id, count]) => (count > 0 && now.get(id) === 0 ? [id] : []));
      if (read.length === 0) return;
      const isAll = [...now.values()].every((count) => count === 0);
      // A browser that cannot list them has none to close.
      void closeRead(new Set(read), isAll).catch(() => undefined);
    }),
  );
}

/** No announcement waits for her any more. */
export function closeReadAnnouncements(): void {
  const announcements = createAnnouncements();
  createEffect(
    on(
      () => unread(announcements()).length,
      (now, before = 0) => {
        if (now === 0 && before > 0) void closeAnnouncement().catch(() => undefined);
      },
    ),
  );
}

/** She looks at this event. */
export const closeEventNotifications = (event: string): void => void closeThoseOfEvent(event).catch(() => undefined);
