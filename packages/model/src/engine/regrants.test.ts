/** Whose new identity is given the keys of a space, and how she stands in its records until then. */
import { beforeEach, expect, test } from 'vitest';
import { addDevice, growAll, resetIdentity, rotateUserKey, testUser } from '../../test/support/links.ts';
import type { SpaceId, UserId } from '../ids.ts';
import type { Regrant } from '../schema/message-values.ts';
import type { Member, SpaceKind } from '../wire/epoch-record.ts';
import type { UserChain } from '../wire/user-chain.ts';
import { makeRegrants } from './regrants.ts';

const [amel, me] = [testUser(1), testUser(2)];
let chain: UserChain;
let accepted: number;
let regrant: Regrant;
beforeEach(() => {
  chain = growAll();
  [accepted, regrant] = [0, 'tap'];
});
const regrants = makeRegrants({
  me,
  people: { chainOf: (user) => (user === amel ? chain : undefined) },
  acceptedResets: () => accepted,
  regrantOf: () => regrant,
});
const member = (user: UserId, ukGen = 0, chainN = 0): Member => ({ user, admin: true, ukGen, chainN });
const space = (kind: SpaceKind, ...members: readonly Member[]) => ({
  space: 'ab'.repeat(16) as SpaceId,
  kind,
  peer: kind === 'direct' ? amel : undefined,
  members: [...members],
  records: members.length,
});

test('RESET-6 without a reset the newest key counts', () => {
  chain = growAll(rotateUserKey(1), addDevice(2));
  expect(regrants.target(space('group', member(amel)), amel)).toEqual({ ukGen: 1, chainN: 2 });
  expect(regrants.isConfirmed(space('group'), amel)).toBe(true);
});

test('RESET-6 after a reset that nobody confirmed she stands as the identity of before: its last key, its last place', () => {
  chain = growAll(rotateUserKey(1), resetIdentity(3, 2));
  const group = space('group', member(amel), member(me));
  expect(regrants.target(group, amel)).toEqual({ ukGen: 1, chainN: 1 });
  expect([regrants.isConfirmed(group, amel), regrants.isDue(group)]).toEqual([false, false]);
  // What a record says never goes back, even if her key was renewed since.
  chain = growAll(rotateUserKey(1), resetIdentity(3, 2), resetIdentity(4, 3));
  expect(regrants.target(space('group', member(amel, 2, 2)), amel)).toEqual({ ukGen: 2, chainN: 2 });
});

test('RESET-6 what I confirm is given to her at once, with everything that came since', () => {
  chain = growAll(resetIdentity(3, 1));
  accepted = 1;
  const group = space('group', member(amel), member(me));
  expect(regrants.target(group, amel)).toEqual({ ukGen: 1, chainN: 1 });
  expect(regrants.isDue(group)).toBe(true);
  expect(regrants.isDue(space('group', member(amel, 1, 1), member(me)))).toBe(false);
});

test('RESET-6 a member who confirmed her speaks for the space: the others follow its records', () => {
  chain = growAll(resetIdentity(3, 1), addDevice(4, { by: 'recovery' }));
  const group = space('group', member(amel, 1, 1), member(me));
  expect(regrants.target(group, amel)).toEqual({ ukGen: 1, chainN: 2 });
  expect(regrants.isConfirmed(group, amel)).toBe(true);
});

test('RESET-6 a group may say that nobody has to confirm; a direct conversation may not, nor does it add a stranger', () => {
  chain = growAll(resetIdentity(3, 1));
  regrant = 'automatic';
  expect(regrants.isDue(space('group', member(amel), member(me)))).toBe(true);
  expect(regrants.isDue(space('direct', member(amel), member(me)))).toBe(false);
  expect(regrants.isConfirmed(space('group', member(me)), amel)).toBe(false);
});

test('RESET-6 a conversation that only her new identity has waits for my word', () => {
  chain = growAll(resetIdentity(3, 1));
  const [fresh, begunByHer] = [space('direct'), space('direct', member(amel, 1, 1), member(me))];
  expect([regrants.isHeld(fresh), regrants.isHeld(begunByHer)]).toEqual([true, true]);
  expect(regrants.isHeld(space('direct', member(amel), member(me)))).toBe(false);
  accepted = 1;
  expect([regrants.isHeld(fresh), regrants.isHeld(begunByHer)]).toEqual([false, false]);
});

test('RESET-6 −1: not even her genesis is the one that was accepted', () => {
  chain = growAll(resetIdentity(3, 1));
  accepted = -1;
  expect(regrants.isConfirmed(space('group', member(amel)), amel)).toBe(false);
  expect(regrants.target(space('group', member(amel)), testUser(7))).toBeUndefined();
});
