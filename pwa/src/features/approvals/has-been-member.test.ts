import type { Person } from '@sanad/model/engine/api';
import { isUserId } from '@sanad/model/ids';
import { expect, test } from 'vitest';
import { hasBeenMember } from './has-been-member.ts';

function person(n: number): Person {
  const user: string = `0000000${n}-0000-7000-8000-000000000000`;
  if (!isUserId(user)) throw new Error('bad fixture');
  const rest = { profession: 'nurse', unit: '', extension: '', languages: [], photoUrl: undefined, trust: 'unverified' } as const;
  return { user, name: `Personne ${n}`, ...rest };
}
const [suspended, colleague, stranger] = [person(1), person(2), person(3)];

test('somebody who is in the directory, or with whom there is a conversation, comes back', () => {
  expect(hasBeenMember(colleague.user, [colleague], [])).toBe(true);
  expect(hasBeenMember(suspended.user, [colleague], [{ kind: 'direct', with: suspended }])).toBe(true);
});

test('somebody whom nobody met is new', () => {
  expect(hasBeenMember(stranger.user, [colleague], [{ kind: 'direct', with: suspended }, undefined])).toBe(false);
});
