import type { ConversationRow } from '@sanad/model/engine/api';
import { isSpaceId, isUserId } from '@sanad/model/ids';
import { expect, test } from 'vitest';
import { type Filter, listConversations } from './filter-conversations.ts';

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
      specialities: [],
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
    locked: false,
    reachable: false,
    atMs: n,
  };
}
const rows = [row(1, 'Inès Trabelsi', 2, 1), row(2, 'Sami Gharbi', 0, 0), row(3, 'Olfa Dridi', 3, 0)];
const byId = Object.fromEntries(rows.map((one) => [one.id, one]));
const order = rows.map((one) => one.id);
const list = (among: readonly string[], rowsById: typeof byId, filter: Filter, query: string) =>
  listConversations(among, rowsById, { filter, query });
const ids = (...at: number[]) => at.map((n) => String(n).repeat(32));

test('what has an unread urgent message stands first, whatever the filter', () => {
  expect(list(order, byId, 'all', '')).toEqual({ list: ids(1, 2, 3), archived: [] });
  expect(list(order, byId, 'unread', '')).toEqual({ list: ids(1, 3), archived: [] });
  expect(list(order, byId, 'urgent', '')).toEqual({ list: ids(1), archived: [] });
});

test('a search looks at all of them, whatever the filter', () => {
  expect(list(order, byId, 'urgent', 'ines')).toEqual({ list: ids(1), archived: [] });
  expect(list(order, byId, 'all', 'maternite')).toEqual({ list: ids(1, 2, 3), archived: [] });
});

test('a draft without a time stands first, not below the oldest', () => {
  const draft = { ...row(4, 'Leila Sellami', 0, 0), draft: 'Bonjour', atMs: 0 };
  const all = { ...byId, [draft.id]: draft };
  expect(list([...order, draft.id], all, 'all', '').list).toEqual(ids(1, 4, 2, 3));
});

test('a group is found by its name, and the groups stand together', () => {
  const group = {
    name: 'Réa\u200banimation – équipe',
    kind: 'team',
    picture: undefined,
    members: 4,
    ended: undefined,
    next: undefined,
    mayPost: true,
    origin: row(5, 'x', 0, 0).id,
  } as const;
  const made: ConversationRow = { ...row(5, 'x', 0, 0), kind: 'group', group };
  const all = { ...byId, [made.id]: made };
  expect(list([...order, made.id], all, 'groups', '').list).toEqual(ids(5));
  expect(list([...order, made.id], all, 'all', 'reaanimation').list).toEqual(ids(5));
});

test('EPOCH-16 a group that goes on elsewhere is not listed, unless something in it waits', () => {
  const next = row(9, 'x', 0, 0).id;
  const group = {
    name: 'Cas 12',
    kind: 'case',
    picture: undefined,
    members: 4,
    ended: undefined,
    next,
    mayPost: false,
    origin: next,
  } as const;
  const behind: ConversationRow = { ...row(5, 'x', 0, 0), kind: 'group', group };
  const listed = (one: ConversationRow) => list([one.id], { [one.id]: one }, 'all', '');
  expect(listed(behind)).toEqual({ list: [], archived: [] });
  expect(listed({ ...behind, unread: 1 }).list).toEqual(ids(5));
  expect(listed({ ...behind, unread: 1, unreadUrgent: 1 }).list).toEqual(ids(5));
  expect(listed({ ...behind, draft: 'à finir' }).list).toEqual(ids(5));
});

test('what is archived stands apart, is found by a search, and an urgent message brings it to the top', () => {
  const away = { ...row(6, 'Hatem Zouari', 1, 0), archived: true };
  const pressing = { ...row(7, 'Olfa Dridi', 1, 1), archived: true };
  const all = { ...byId, [away.id]: away, [pressing.id]: pressing };
  const among = [...order, away.id, pressing.id];
  expect(list(among, all, 'all', '')).toEqual({ list: ids(1, 7, 2, 3), archived: ids(6) });
  expect(list(among, all, 'unread', '').list).toEqual(ids(1, 7, 3));
  expect(list(among, all, 'all', 'hatem').list).toEqual(ids(6));
});
