import { expect, test } from 'vitest';
import { stepOf } from './move-between.ts';

test('from the field, down and Enter go to the first result, where there is one', () => {
  expect(stepOf('ArrowDown', undefined, 3)).toEqual({ to: 'hit', at: 0 });
  expect(stepOf('Enter', undefined, 3)).toEqual({ to: 'hit', at: 0 });
  expect(stepOf('ArrowDown', undefined, 0)).toBeUndefined();
  expect(stepOf('Home', undefined, 3)).toBeUndefined();
});

test('between results the arrows stop at the last, and go back to the field before the first', () => {
  expect(stepOf('ArrowDown', 1, 3)).toEqual({ to: 'hit', at: 2 });
  expect(stepOf('ArrowDown', 2, 3)).toEqual({ to: 'hit', at: 2 });
  expect(stepOf('ArrowUp', 1, 3)).toEqual({ to: 'hit', at: 0 });
  expect(stepOf('ArrowUp', 0, 3)).toEqual({ to: 'field' });
  expect(stepOf('End', 0, 3)).toEqual({ to: 'hit', at: 2 });
  expect(stepOf('Home', 2, 3)).toEqual({ to: 'hit', at: 0 });
});

test('Escape goes back to the field; Enter is the link’s own', () => {
  expect(stepOf('Escape', 2, 3)).toEqual({ to: 'field' });
  expect(stepOf('Enter', 2, 3)).toBeUndefined();
});
