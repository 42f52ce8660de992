// @vitest-environment jsdom
import type { ConversationPeer, GroupSummary, Person } from '@sanad/model/engine/api';
import type { SpaceId } from '@sanad/model/ids';
import { expect, test } from 'vitest';
import { isWritable } from './PeerChoice.tsx';

const team: GroupSummary = {
  ...{ name: 'Réanimation', kind: 'team', picture: undefined, members: 4, ended: undefined, next: undefined },
  ...{ mayPost: true, origin: '0a'.repeat(16) as SpaceId },
};
const group = (facts: Partial<GroupSummary> = {}): ConversationPeer => ({ kind: 'group', group: { ...team, ...facts } });
const direct = (trust: Person['trust']): ConversationPeer => ({ kind: 'direct', with: { trust } as unknown as Person });

test('what is shared or forwarded is not offered to a group where only administrators write', () => {
  expect(isWritable(group())).toBe(true);
  expect(isWritable(group({ mayPost: false }))).toBe(false);
  expect(isWritable(direct('bound'))).toBe(true);
  expect(isWritable(direct('unverified'))).toBe(false);
});
