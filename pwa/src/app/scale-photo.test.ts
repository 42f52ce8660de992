import { expect, test } from 'vitest';
import { middleSquare } from './scale-photo.ts';

test('a photo is cut to the square in its middle', () => {
  expect(middleSquare(4000, 3000)).toEqual({ x: 500, y: 0, side: 3000 });
  expect(middleSquare(300, 401)).toEqual({ x: 0, y: 50, side: 300 });
});
