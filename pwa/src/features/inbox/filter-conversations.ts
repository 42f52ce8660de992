/** What the inbox lists below the urgent lane. */
import type { ConversationRow } from '@sanad/model/engine/api';
import { matches } from '../../app/fold.ts';
import { visibleName } from '../../app/visible-name.ts';

export const FILTERS = ['all', 'urgent', 'unread', 'groups'] as const;
export type Filter = (typeof FILTERS)[number];

export interface Listed {
  readonly list: readonly string[];
  readonly archived: readonly string[];
}

interface Question {
  readonly filter: Filter;
  readonly query: string;
}

/**
 * The order of the engine is kept: a list that is being read does not move under a finger more than it must. A row without a time has
 * something begun and nothing sent: it stands first, where it was begun, and not below the oldest. What has an unread urgent message stands
 * above all and is never in the archive; a search looks everywhere.
 */
export function listConversations(
  order: readonly string[],
  byId: Readonly<Record<string, ConversationRow | undefined>>,
  { filter, query }: Question,
): Listed {
  const isSearching = query.trim() !== '';
  const urgent: string[] = [];
  const list: string[] = [];
  const begun: string[] = [];
  const archived: string[] = [];
  for (const id of order) {
    const row = byId[id];
    if (row === undefined || isBehind(row)) continue;
    if (isSearching) {
      if (matches(query, namesOf(row))) list.push(id);
    } else if (row.unreadUrgent > 0) {
      if (filter !== 'groups' || row.kind === 'group') urgent.push(id);
    } else if (row.archived) archived.push(id);
    else if (filter === 'all' && row.atMs === 0) begun.push(id);
    else if (passes(row, filter)) list.push(id);
  }
  return { list: [...urgent, ...begun, ...list], archived };
}

/** EPOCH-16: the group goes on in another one, and nothing in this one waits for anybody. */
const isBehind = (row: ConversationRow): boolean =>
  row.kind === 'group' && row.group.next !== undefined && row.unread === 0 && row.draft === '' && row.last?.delivery !== 'queued';

const namesOf = (row: ConversationRow): readonly string[] =>
  row.kind === 'group' ? [visibleName(row.group.name)] : [row.with.name, row.with.unit];

const passes = (row: ConversationRow, filter: Filter): boolean =>
  filter === 'all' || (filter === 'unread' && row.unread > 0) || (filter === 'groups' && row.kind === 'group');
