import { expect, test } from 'vitest';
import { testUser } from '../../test/support/links.ts';
import type { SpaceId } from '../ids.ts';
import { defaultPolicy } from '../wire/policy.ts';
import { forwardTargets, mayForward } from './forwarding.ts';
import type { Session } from './session.ts';

const [me, amel, karim, youssef] = [testUser(1), testUser(2), testUser(3), testUser(4)];
const id = (digits: string) => digits.repeat(16) as SpaceId;
const member = (user: typeof me) => ({ user });
/** A group of three, one of two of them, one with somebody else; a conversation that the server does not know yet. */
const spaces = [
  { space: id('01'), members: [me, amel, karim].map(member) },
  { space: id('02'), members: [me, amel].map(member) },
  { space: id('03'), members: [me, amel, youssef].map(member) },
  { space: id('04'), members: [], peer: karim },
  { space: id('05'), members: [], peer: youssef },
];
const [ward, pair, others, direct, stranger] = spaces.map(({ space }) => space);

function session(forwarding: (typeof defaultPolicy)['forwarding'], ofGroup = true) {
  return {
    identity: { user: me },
    people: { organisation: () => ({ policy: { ...defaultPolicy, forwarding } }) },
    spaces: { get: (space: SpaceId) => spaces.find((each) => each.space === space), all: () => spaces },
    groupViews: { group: () => ({ forwarding: ofGroup }) },
  } as unknown as Session;
}
const reached = (open: Session) =>
  [ward, pair, others, direct, stranger].filter((to) => mayForward(open, ward as SpaceId, to as SpaceId));

test('POLICY-5 anybody, unless the group forbids it: the stricter one holds', () => {
  expect(reached(session('anybody'))).toHaveLength(5);
  expect(reached(session('anybody', false))).toEqual([]);
  expect(forwardTargets(session('members', false), ward as SpaceId)).toEqual({ to: 'nobody' });
});

test('POLICY-5 members: only where everybody reads the original, also in a conversation that the server does not know yet', () => {
  expect(reached(session('members'))).toEqual([ward, pair, direct]);
  expect(forwardTargets(session('members'), ward as SpaceId)).toMatchObject({ to: 'members', people: [me, amel, karim] });
});

test('POLICY-5 nobody: not even there where it was written', () => {
  expect(reached(session('nobody'))).toEqual([]);
});
