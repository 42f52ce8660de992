import { describe, expect, test } from 'vitest';
import { edgeSpeed, type Geometry, spotAt } from './geometry.ts';

const days = ['2026-10-12', '2026-10-13', '2026-10-14'];
const box: Geometry = { top: 100, bottom: 700, left: 60, right: 360, headHeight: 90, hourHeight: 50, isRightToLeft: false };

describe('a place under a pointer', () => {
  test('its day and its minute, with what is scrolled away', () => {
    expect(spotAt({ x: 170, y: 240 }, box, 400, days)).toEqual({ date: '2026-10-13', minute: 540 });
    expect(spotAt({ x: 170, y: 240 }, { ...box, isRightToLeft: true }, 400, days)).toEqual({ date: '2026-10-13', minute: 540 });
    expect(spotAt({ x: 70, y: 240 }, { ...box, isRightToLeft: true }, 400, days).date).toBe('2026-10-14');
  });
  test('above the hours the whole days, unless they are no place for it', () => {
    expect(spotAt({ x: 70, y: 150 }, box, 400, days)).toEqual({ date: '2026-10-12', minute: undefined });
    expect(spotAt({ x: 70, y: 150 }, box, 400, days, true)).toEqual({ date: '2026-10-12', minute: 480 });
  });
  test('beyond an edge it is at the edge', () => {
    expect(spotAt({ x: 900, y: 5000 }, box, 0, days)).toEqual({ date: '2026-10-14', minute: 1440 });
    expect(spotAt({ x: 0, y: 300 }, box, 0, days).date).toBe('2026-10-12');
  });
});
test('at an edge it scrolls, faster the nearer it is, and not over the whole days', () => {
  expect(edgeSpeed(400, box, false)).toBe(0);
  expect(edgeSpeed(195, box, false)).toBeLessThan(edgeSpeed(230, box, false));
  expect(edgeSpeed(150, box, false)).toBe(0);
  expect(edgeSpeed(150, box, true)).toBeLessThan(0);
  expect(edgeSpeed(699, box, false)).toBeGreaterThan(edgeSpeed(670, box, false));
});
