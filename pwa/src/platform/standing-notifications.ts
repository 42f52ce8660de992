/** Notifications that stand in the system outlive the app: whoever leaves takes along what they say, and what was read is said no more. */

/** `words`: those alone that show what somebody wrote (sw/notification.ts notes the message of these). */
export const closeNotifications = (which: 'all' | 'words'): Promise<void> =>
  closeThose((one) => which === 'all' || noteOf(one, 'message') !== undefined);

/** NOTIFY-10. `isAll`: nothing is unread any more. Neither an alarm nor a call that rings is over because somebody read. */
export const closeRead = (spaces: ReadonlySet<unknown>, isAll: boolean): Promise<void> =>
  closeThose((one) => {
    if (noteOf(one, 'alarm') !== undefined) return false;
    // What could not be read stands for all conversations.
    if (one.tag === 'messages') return isAll;
    return noteOf(one, 'message') !== undefined && spaces.has(noteOf(one, 'space'));
  });

/** NOTIFY-10: what was told of an event that she looks at. */
export const closeThoseOfEvent = (event: string): Promise<void> => closeThose((one) => noteOf(one, 'message') === event);

/** NOTIFY-10: every announcement was read. */
export const closeAnnouncement = (): Promise<void> => closeThose(({ tag }) => tag === 'announcement');

async function closeThose(isOver: (one: Notification) => boolean): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const registration = await navigator.serviceWorker.getRegistration();
  const standing = (await registration?.getNotifications?.()) ?? [];
  const closing = standing.filter(isOver);
  for (const one of closing) one.close();
  if (closing.length === 0) return;
  await navigator.setAppBadge?.(standing.length - closing.length);
}

function noteOf({ data }: Notification, name: 'message' | 'alarm' | 'space'): unknown {
  return typeof data === 'object' && data !== null && name in data ? Reflect.get(data, name) : undefined;
}
