import { isMessageId, isSpaceId, isUserId } from '@sanad/model/ids';
import { expect, test } from 'vitest';
import { type LeftSearch, openingOf } from './opening.ts';
import { emptyForm } from './search-form.ts';

const [user, other, space, opened] = [
  '00000001-0000-7000-8000-000000000000',
  '00000002-0000-7000-8000-000000000000',
  '1'.repeat(32),
  'a'.repeat(16),
] as readonly string[];
if (!isUserId(user) || !isUserId(other) || !isSpaceId(space) || !isMessageId(opened)) throw new Error('bad fixture');
const left: LeftSearch = { number: 7, user, form: { ...emptyForm, text: 'potassium' }, limit: 100, opened };

test('coming back finds the search as it was left', () => {
  expect(openingOf({ search: 7 }, left, user)).toEqual({ kind: 'back', left });
});

test('another entry of the history, or another person, begins afresh', () => {
  for (const opening of [
    openingOf({ search: 6 }, left, user),
    openingOf({ search: 7 }, left, other),
    openingOf(null, left, user),
  ])
    expect(opening).toEqual({ kind: 'fresh', form: emptyForm });
});

test('another screen may hand over words and a conversation; what is neither is ignored', () => {
  expect(openingOf({ text: 'lit', conversation: space }, left, user)).toEqual({
    kind: 'fresh',
    form: { ...emptyForm, text: 'lit', conversation: space },
  });
  expect(openingOf({ text: 4, conversation: 'x' }, undefined, user)).toEqual({ kind: 'fresh', form: emptyForm });
});
