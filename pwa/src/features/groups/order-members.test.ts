import type { GroupMember } from '@sanad/model/engine/api';
import { isUserId, type UserId } from '@sanad/model/ids';
import { expect, test } from 'vitest';
import { orderMembers } from './order-members.ts';

function user(n: number): UserId {
  const id: string = `0000000${n}-0000-7000-8000-000000000000`;
  if (!isUserId(id)) throw new Error('bad fixture');
  return id;
}
const NAMES = ['', 'Sami Gharbi', 'Amel Nour', 'Inès Trabelsi', 'Bilel Nasri'];
const member = (n: number, part: Partial<GroupMember> = {}): GroupMember => ({
  user: user(n),
  admin: false,
  waiting: undefined,
  ...part,
});

test('administrators stand first, those to be added last, the others by name', () => {
  const people = [member(4, { waiting: 'add' }), member(1), member(2), member(3, { admin: true })];
  const ordered = orderMembers(people, (id) => ({ name: NAMES[Number(id[7])] ?? '' }), 'fr');
  expect(ordered.map((one) => NAMES[Number(one.user[7])])).toEqual(['Inès Trabelsi', 'Amel Nour', 'Sami Gharbi', 'Bilel Nasri']);
});
