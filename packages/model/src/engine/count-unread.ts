/** How many messages the inbox counts as unread, over all conversations: what a reconnection brought is the difference. */
import type { Store } from './store.ts';

export const countUnread = (store: Pick<Store, 'all'>): number =>
  store.all('summary').reduce((total, { value }) => total + unreadIn(value), 0);

const unreadIn = (value: unknown): number =>
  typeof value === 'object' && value !== null && 'unread' in value && Array.isArray(value.unread) ? value.unread.length : 0;
