/** How many messages the inbox counts as unread, by conversation: what a reconnection brought is the difference. */
import type { Store } from './store.ts';

export type Unread = ReadonlyMap<string, number>;

export const countUnread = (store: Pick<Store, 'all'>): Unread =>
  new Map(store.all('summary').map(({ key, value }) => [key[1] ?? '', unreadIn(value)]));

const unreadIn = (value: unknown): number =>
  typeof value === 'object' && value !== null && 'unread' in value && Array.isArray(value.unread) ? value.unread.length : 0;

/** What came since, and in how many conversations. */
export function arrivedSince(before: Unread, after: Unread): { readonly messages: number; readonly conversations: number } {
  const more = [...after].map(([space, count]) => Math.max(0, count - (before.get(space) ?? 0))).filter((count) => count > 0);
  return { messages: more.reduce((sum, count) => sum + count, 0), conversations: more.length };
}
