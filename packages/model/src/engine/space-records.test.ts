import { expect, test } from 'vitest';
import { testUser } from '../../test/support/links.ts';
import type { UserId } from '../ids.ts';
import { openWriters } from './space-records.ts';

const [amel, youssef] = [testUser(1), testUser(2)];
const member = (user: UserId, chainN = 0) => ({ user, admin: false, ukGen: 0, chainN });

test('LOG-13 who may write is kept as runs of epochs: absence and a moved chain begin a new one', () => {
  const writers = openWriters([]);
  for (const epoch of [0, 1, 2]) writers.add(epoch, member(amel));
  writers.add(0, member(youssef));
  writers.add(2, member(youssef));
  writers.add(3, member(amel, 4));
  // A later record of the same epoch changes nothing: the first one that lists her counts.
  writers.add(3, member(amel, 9));
  expect(writers.runs).toEqual([
    [amel, 0, 2, 0],
    [youssef, 0, 0, 0],
    [youssef, 2, 2, 0],
    [amel, 3, 3, 4],
  ]);
  const again = openWriters(writers.runs);
  again.add(4, member(amel, 4));
  expect(again.runs.at(-1)).toEqual([amel, 3, 4, 4]);
});
