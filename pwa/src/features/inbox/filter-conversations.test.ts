import type { ConversationRow } from '@sanad/model/engine/api';
import { isSpaceId, isUserId } from '@sanad/model/ids';
import { expect, test } from 'vitest';
import { listConversations } from './filter-conversations.ts';

function row(n: number, name: string, unread: number, unreadUrgent: number): ConversationRow {
  const id: string = String(n).repeat(32);
  const user: string = `0000000${n}-0000-7000-8000-000000000000`;
  if (!isSpaceId(id) || !isUserId(user)) throw new Error('bad fixture');
  return {
    id,
    kind: 'direct',
    with: {
      user,
      name,
      profession: 'nurse',
      unit: 'Maternité',
      extension: '',
      languages: [],
      photoUrl: undefined,
      trust: 'bound',
    },
    last: undefined,
    unread,
    unreadUrgent,
    unreadMentions: 0,
    muted: false,
    archived: false,
    urgent: undefined,
    draft: '',
    atMs: n,
  };
}
const rows = [row(1, 'Inès Trabelsi', 2, 1), row(2, 'Sami Gharbi', 0, 0), row(3, 'Olfa Dridi', 3, 0)];
const byId = Object.fromEntries(rows.map((one) => [one.id, one]));
const order = rows.map((one) => one.id);
const ids = (...at: number[]) => at.map((n) => String(n).repeat(32));

test('unread urgents stand in the lane and not in the list', () => {
  expect(listConversations(order, byId, 'all', '')).toEqual({ lane: ids(1), list: ids(2, 3) });
  expect(listConversations(order, byId, 'unread', '')).toEqual({ lane: ids(1), list: ids(3) });
  expect(listConversations(order, byId, 'urgent', '')).toEqual({ lane: ids(1), list: [] });
});

test('a search looks at all of them, whatever the filter', () => {
  expect(listConversations(order, byId, 'urgent', 'ines')).toEqual({ lane: [], list: ids(1) });
  expect(listConversations(order, byId, 'all', 'maternite')).toEqual({ lane: [], list: ids(1, 2, 3) });
});

test('a draft without a time stands first, not below the oldest', () => {
  const draft = { ...row(4, 'Leila Sellami', 0, 0), draft: 'Bonjour', atMs: 0 };
  const all = { ...byId, [draft.id]: draft };
  expect(listConversations([...order, draft.id], all, 'all', '').list).toEqual(ids(4, 2, 3));
});
