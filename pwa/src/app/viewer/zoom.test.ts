import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maxZoom, notZoomed, panBy, swipeOf, zoomAt } from './zoom.ts';

const [shown, room] = [
  { width: 390, height: 290 },
  { width: 390, height: 844 },
];

test('what is under the finger stays there', () => {
  const zoom = zoomAt(notZoomed, 4, { x: 100, y: 0 }, shown, room);
  // The picture's point that was 100 right of the middle is at 4 · 100 from its middle now.
  expect(zoom.x + 4 * 100).toBe(100);
});

test('zooming out ends whole and in the middle', () => {
  const zoom = zoomAt(
    panBy(zoomAt(notZoomed, 4, { x: 0, y: 0 }, shown, room), 300, 90, shown, room),
    0.01,
    { x: 0, y: 0 },
    shown,
    room,
  );
  expect(zoom).toEqual(notZoomed);
});

test('a side that is shorter than the screen does not move; the other never leaves a gap', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.1, max: 20, noNaN: true }),
      fc.integer({ min: -5000, max: 5000 }),
      fc.integer({ min: -5000, max: 5000 }),
      (factor, x, y) => {
        const zoom = panBy(zoomAt(notZoomed, factor, { x: 0, y: 0 }, shown, room), x, y, shown, room);
        expect(zoom.scale).toBeGreaterThanOrEqual(1);
        expect(zoom.scale).toBeLessThanOrEqual(maxZoom);
        expect(Math.abs(zoom.x)).toBeLessThanOrEqual((shown.width * zoom.scale - room.width) / 2 + 1e-9);
        expect(Math.abs(zoom.y)).toBeLessThanOrEqual(Math.max(0, (shown.height * zoom.scale - room.height) / 2) + 1e-9);
      },
    ),
  );
});

test('a swipe follows the reading direction; downwards it closes', () => {
  expect([swipeOf(-80, 5, false), swipeOf(-80, 5, true), swipeOf(80, 5, false)]).toEqual(['next', 'previous', 'previous']);
  expect([swipeOf(10, 120, false), swipeOf(10, -120, false), swipeOf(30, 30, false)]).toEqual(['close', undefined, undefined]);
});
