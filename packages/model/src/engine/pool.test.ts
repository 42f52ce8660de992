import { expect, test } from 'vitest';
import { makePool } from './pool.ts';

test('RESET-9 a few at a time, in order, and a failure holds nobody back', async () => {
  const pool = makePool(2);
  const ends: (() => void)[] = [];
  const begun: number[] = [];
  const done = [0, 1, 2, 3].map((i) =>
    pool(async () => {
      begun.push(i);
      await new Promise<void>((resolve) => ends.push(resolve));
      if (i === 0) throw new Error('one of them');
      return i;
    }).catch(() => 'failed'),
  );
  await Promise.resolve();
  expect(begun).toEqual([0, 1]);
  ends[0]?.();
  expect(await done[0]).toBe('failed');
  await Promise.resolve();
  expect(begun).toEqual([0, 1, 2]);
  ends[1]?.();
  ends[2]?.();
  expect(await Promise.all(done.slice(1, 3))).toEqual([1, 2]);
  await Promise.resolve();
  ends[3]?.();
  expect(await done[3]).toBe(3);
});
