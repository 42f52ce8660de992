import { expect, test } from 'vitest';
import { type UserId, userIdFromBytes } from '../../ids.ts';
import { withHolder } from './calendar-files.ts';

const [amel, stranger]: readonly UserId[] = [1, 2].map((n) => userIdFromBytes(new Uint8Array(16).fill(n))) as [UserId, UserId];

test('CAL-10, CAL-32: a file gives a shift to a member of the calendar alone; to whom it is given otherwise is left out', () => {
  const isMember = (user: UserId) => user === amel;
  expect(withHolder({ duty: 'Garde', holder: amel }, isMember)).toEqual({ duty: 'Garde', holder: amel });
  expect(withHolder({ duty: 'Garde', holder: stranger }, isMember)).toEqual({ duty: 'Garde' });
  expect(withHolder({ holder: null, title: 'Staff' }, isMember)).toEqual({ holder: null, title: 'Staff' });
});
