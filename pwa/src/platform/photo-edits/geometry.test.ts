import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addTurns,
  fitScale,
  HANDLES,
  middleSquareOf,
  moveRect,
  pullHandle,
  pullSquare,
  turnPoint,
  turnRect,
  turnSize,
  unturnPoint,
  unturnRect,
  viewMatrix,
  wholePixels,
  withinPixels,
  withinSide,
} from './geometry.ts';

const side = fc.integer({ min: 1, max: 5000 });
const size = fc.record({ width: side, height: side });
const turns = fc.constantFrom(0 as const, 1 as const, 2 as const, 3 as const);
const step = fc.integer({ min: -6000, max: 6000 });
/** A picture and a frame in it. */
const framed = size.chain((bounds) =>
  fc
    .record({
      x: fc.integer({ min: 0, max: bounds.width - 1 }),
      y: fc.integer({ min: 0, max: bounds.height - 1 }),
      right: fc.integer({ min: 1, max: bounds.width }),
      bottom: fc.integer({ min: 1, max: bounds.height }),
    })
    .map(({ x, y, right, bottom }) => ({
      bounds,
      rect: {
        x: Math.min(x, right - 1),
        y: Math.min(y, bottom - 1),
        width: right - Math.min(x, right - 1),
        height: bottom - Math.min(y, bottom - 1),
      },
    })),
);

test('a quarter turn to the right brings the upper left corner to the upper right', () => {
  expect(turnPoint({ x: 0, y: 0 }, { width: 40, height: 30 }, 1)).toEqual({ x: 30, y: 0 });
  expect(turnSize({ width: 40, height: 30 }, 1)).toEqual({ width: 30, height: 40 });
});

test('turning a point or a frame and turning it back changes nothing', () => {
  fc.assert(
    fc.property(framed, turns, ({ bounds, rect }, by) => {
      expect(unturnPoint(turnPoint(rect, bounds, by), bounds, by)).toEqual({ x: rect.x, y: rect.y });
      expect(unturnRect(turnRect(rect, bounds, by), bounds, by)).toEqual(rect);
    }),
  );
});

test('four quarter turns are none, in either direction', () => {
  fc.assert(
    fc.property(turns, (from) => {
      expect([addTurns(from, 4), addTurns(from, -4), addTurns(addTurns(from, 1), -1)]).toEqual([from, from, from]);
    }),
  );
});

test('whatever is pulled, the frame stays inside and keeps its least size', () => {
  fc.assert(
    fc.property(
      framed,
      fc.constantFrom(...HANDLES),
      step,
      step,
      fc.integer({ min: 1, max: 400 }),
      ({ bounds, rect }, handle, x, y, least) => {
        const pulled = pullHandle(rect, handle, { x, y }, bounds, Math.min(least, rect.width, rect.height));
        expect(pulled.x).toBeGreaterThanOrEqual(0);
        expect(pulled.y).toBeGreaterThanOrEqual(0);
        expect(pulled.x + pulled.width).toBeLessThanOrEqual(bounds.width);
        expect(pulled.y + pulled.height).toBeLessThanOrEqual(bounds.height);
        expect(Math.min(pulled.width, pulled.height)).toBeGreaterThanOrEqual(Math.min(least, rect.width, rect.height));
      },
    ),
  );
});

test('an edge moves alone, a corner moves two', () => {
  const [rect, bounds] = [
    { x: 10, y: 10, width: 50, height: 50 },
    { width: 100, height: 100 },
  ];
  expect(pullHandle(rect, 'e', { x: 5, y: 9 }, bounds, 8)).toEqual({ x: 10, y: 10, width: 55, height: 50 });
  expect(pullHandle(rect, 'nw', { x: 5, y: 9 }, bounds, 8)).toEqual({ x: 15, y: 19, width: 45, height: 41 });
});

test('a frame that is moved keeps its size and stays inside', () => {
  fc.assert(
    fc.property(framed, step, step, ({ bounds, rect }, x, y) => {
      const moved = moveRect(rect, { x, y }, bounds);
      expect([moved.width, moved.height]).toEqual([rect.width, rect.height]);
      expect(
        moved.x >= 0 && moved.y >= 0 && moved.x + moved.width <= bounds.width && moved.y + moved.height <= bounds.height,
      ).toBe(true);
    }),
  );
});

test('whole pixels are inside, and at least one', () => {
  expect(wholePixels({ x: 3.6, y: 9.99, width: 0.2, height: 8 }, { width: 20, height: 10 })).toEqual({
    x: 4,
    y: 9,
    width: 1,
    height: 1,
  });
});

test('a picture is made smaller to fit, never larger', () => {
  expect(fitScale({ width: 4000, height: 3000 }, { width: 400, height: 400 })).toBe(0.1);
  expect(fitScale({ width: 40, height: 30 }, { width: 400, height: 400 })).toBe(1);
  expect(withinPixels({ width: 10_000, height: 10_000 }, 12_000_000)).toEqual({ width: 3464, height: 3464 });
  expect(withinPixels({ width: 640, height: 480 }, 12_000_000)).toEqual({ width: 640, height: 480 });
});

test('a canvas and a finger agree on where a point is', () => {
  fc.assert(
    fc.property(framed, turns, step, step, ({ rect }, by, x, y) => {
      const [a, b, c, d, e, f] = viewMatrix(rect, by, 2);
      const wanted = turnPoint({ x: x - rect.x, y: y - rect.y }, rect, by);
      expect({ x: a * x + c * y + e, y: b * x + d * y + f }).toEqual({ x: wanted.x * 2, y: wanted.y * 2 });
    }),
  );
});

test('a picture is scaled to its longer side, and never made larger', () => {
  expect(withinSide({ width: 4000, height: 3000 }, 1600)).toEqual({ width: 1600, height: 1200 });
  expect(withinSide({ width: 300, height: 4000 }, 1600)).toEqual({ width: 120, height: 1600 });
  expect(withinSide({ width: 640, height: 480 }, 1600)).toEqual({ width: 640, height: 480 });
  expect(withinSide({ width: 9000, height: 1 }, 24)).toEqual({ width: 24, height: 1 });
});

test('the largest square stands in the middle', () => {
  expect(middleSquareOf({ width: 400, height: 300 })).toEqual({ x: 50, y: 0, width: 300, height: 300 });
  expect(middleSquareOf({ width: 3, height: 8 })).toEqual({ x: 0, y: 2, width: 3, height: 3 });
});

test('a square that is pulled stays one, inside the picture, and what is opposite of the handle stands still', () => {
  const bounds = { width: 400, height: 300 };
  const rect = { x: 100, y: 50, width: 100, height: 100 };
  expect(pullSquare(rect, 'se', { x: 40, y: 10 }, bounds, 10)).toEqual({ x: 100, y: 50, width: 140, height: 140 });
  expect(pullSquare(rect, 'nw', { x: -500, y: 0 }, bounds, 10)).toEqual({ x: 50, y: 0, width: 150, height: 150 });
  expect(pullSquare(rect, 'e', { x: -200, y: 0 }, bounds, 10)).toEqual({ x: 100, y: 50, width: 10, height: 10 });
  for (const handle of HANDLES) {
    const pulled = pullSquare(rect, handle, { x: 999, y: -999 }, bounds, 10);
    expect(pulled.width).toBe(pulled.height);
    expect(pulled.x).toBeGreaterThanOrEqual(0);
    expect(pulled.x + pulled.width).toBeLessThanOrEqual(bounds.width);
    expect(pulled.y).toBeGreaterThanOrEqual(0);
    expect(pulled.y + pulled.height).toBeLessThanOrEqual(bounds.height);
  }
});
