import { expect, test } from 'vitest';
import { listSize, rangeOf, rowStarts } from './row-range.ts';

const sizes = { row: 60, head: 40 };
const starts = rowStarts(['#A', 'a', 'b', '#C', 'c'], (key) => key.startsWith('#'), sizes);

test('rows and headings stand one below the other', () => {
  expect([...starts]).toEqual([0, 40, 100, 160, 200, 260]);
  expect(listSize(starts)).toBe(260);
});

test('a row is near of which one pixel is seen, and none more', () => {
  expect(rangeOf(starts, { top: 0, size: 39 })).toEqual({ from: 0, to: 1 });
  expect(rangeOf(starts, { top: 0, size: 40 })).toEqual({ from: 0, to: 2 });
  expect(rangeOf(starts, { top: 99, size: 1 })).toEqual({ from: 1, to: 3 });
  expect(rangeOf(starts, { top: 100, size: 60 }, 1)).toEqual({ from: 1, to: 4 });
});

test('outside of the list its end is near, and of an empty list nothing', () => {
  expect(rangeOf(starts, { top: -500, size: 100 })).toEqual({ from: 0, to: 1 });
  expect(rangeOf(starts, { top: 900, size: 100 })).toEqual({ from: 4, to: 5 });
  expect(
    rangeOf(
      rowStarts([], () => false, sizes),
      { top: 0, size: 100 },
      400,
    ),
  ).toEqual({ from: 0, to: 0 });
});
