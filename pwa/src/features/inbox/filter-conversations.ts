/** What the inbox lists, and which of it stands in the urgent lane above. */
import type { ConversationRow } from '@sanad/model/engine/api';
import { matches } from '../../app/fold.ts';

export const FILTERS = ['all', 'urgent', 'unread'] as const;
export type Filter = (typeof FILTERS)[number];

export interface Listed {
  /** Unread urgents, newest first; not repeated below. */
  readonly lane: readonly string[];
  readonly list: readonly string[];
}

/**
 * The order of the engine is kept: a list that is being read does not move under a finger more than it must. A row without a time has
 * something begun and nothing sent: it stands first, where it was begun, and not below the oldest.
 */
export function listConversations(
  order: readonly string[],
  byId: Readonly<Record<string, ConversationRow | undefined>>,
  filter: Filter,
  query: string,
): Listed {
  const isSearching = query.trim() !== '';
  const lane: string[] = [];
  const list: string[] = [];
  const begun: string[] = [];
  for (const id of order) {
    const row = byId[id];
    if (row === undefined) continue;
    if (isSearching) {
      if (matches(query, row.kind === 'group' ? [row.group.name] : [row.with.name, row.with.unit])) list.push(id);
    } else if (row.unreadUrgent > 0) lane.push(id);
    else if (filter === 'all' && row.atMs === 0) begun.push(id);
    else if (filter === 'all' || (filter === 'unread' && row.unread > 0)) list.push(id);
  }
  return { lane, list: [...begun, ...list] };
}
