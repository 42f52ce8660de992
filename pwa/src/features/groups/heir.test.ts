import type { GroupMember, SpaceEvent } from '@sanad/model/engine/api';
import { isUserId, type UserId } from '@sanad/model/ids';
import { expect, test } from 'vitest';
import { heirOf } from './heir.ts';

function user(n: number): UserId {
  const id: string = `0000000${n}-0000-7000-8000-000000000000`;
  if (!isUserId(id)) throw new Error('bad fixture');
  return id;
}
const member = (n: number, admin = false): GroupMember => ({ user: user(n), admin, waiting: undefined });
const event = (index: number, by: number, added: readonly number[]): SpaceEvent => ({
  index,
  atMs: index,
  by: user(by),
  created: index === 0,
  added: added.map(user),
  removed: [],
  left: [],
  promoted: [],
  demoted: [],
  rekeyed: false,
});
const events = [event(0, 1, [4]), event(1, 1, [2, 3])];

test('EPOCH-12: the member who joined first becomes administrator, then the smaller id', () => {
  expect(heirOf([member(1, true), member(2), member(3), member(4)], user(1), events, true)).toBe(user(4));
  expect(heirOf([member(1, true), member(3), member(2)], user(1), events, true)).toBe(user(2));
});

test('while another administrator remains nobody has to', () => {
  expect(heirOf([member(1, true), member(2, true), member(3)], user(1), events, true)).toBeUndefined();
});

test('what is not known is not said', () => {
  expect(heirOf([member(1, true), member(2), member(3)], user(1), [], false)).toBe('longest');
  expect(heirOf([member(1, true), member(3)], user(1), [], false)).toBe(user(3));
  expect(heirOf([member(1, true), { ...member(3), waiting: 'add' }], user(1), [], false)).toBe('none');
});
