import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Laid, layoutDay, type Place } from './layout-day.ts';

const least = 30;
const one = (key: string, from: number, to: number, isShift = false): Laid => ({ key, from, to, isShift });
const hour = 60;
const laid = (...items: readonly Laid[]) => layoutDay(items, least);
const place = (places: ReadonlyMap<string, Place>, key: string): Place =>
  places.get(key) ?? { start: -1, width: 0, isAbove: false };

describe('events in the column of a day', () => {
  test('alone it is as wide as the day, beside another one half as wide', () => {
    const places = laid(one('a', 9 * hour, 10 * hour), one('b', 9.5 * hour, 11 * hour), one('c', 12 * hour, 13 * hour));
    expect(place(places, 'a')).toEqual({ start: 0, width: 0.5, isAbove: false });
    expect(place(places, 'b')).toEqual({ start: 0.5, width: 0.5, isAbove: false });
    expect(place(places, 'c')).toEqual({ start: 0, width: 1, isAbove: false });
  });
  test('what is free beside it, it takes', () => {
    const places = laid(one('a', 540, 600), one('b', 540, 570), one('c', 570, 600), one('d', 570, 600), one('e', 600, 660));
    expect(place(places, 'b').width).toBeCloseTo(2 / 3);
    expect(place(places, 'e').width).toBe(1);
  });
  test('a long shift is the ground on which the day stands', () => {
    const places = laid(one('duty', 8 * hour, 20 * hour, true), one('staff', 14.5 * hour, 15.25 * hour));
    expect(place(places, 'duty')).toEqual({ start: 0, width: 1, isAbove: false });
    expect(place(places, 'staff')).toEqual({ start: 0.14, width: 0.86, isAbove: true });
  });
  test('but not where something would lie on its title', () => {
    const places = laid(one('duty', 8 * hour, 20 * hour, true), one('relief', 8 * hour, 8.5 * hour));
    expect(place(places, 'relief').start + place(places, 'relief').width).toBeCloseTo(1);
    expect(place(places, 'duty').width).toBe(0.5);
  });
  test('short ones do not lie under one another, however short they are', () => {
    const places = laid(one('a', 540, 541), one('b', 545, 546));
    expect(place(places, 'a').start).not.toBe(place(places, 'b').start);
  });
});

const items = fc.uniqueArray(
  fc.record({
    key: fc.string({ minLength: 1, maxLength: 4 }),
    from: fc.integer({ min: 0, max: 1439 }),
    length: fc.integer({ min: 0, max: 1440 }),
    isShift: fc.boolean(),
  }),
  { selector: ({ key }) => key, maxLength: 40 },
);
const end = (item: Laid): number => Math.max(item.to, item.from + least);
const crosses = (a: Laid, b: Laid): boolean => a.from < end(b) && b.from < end(a);
const hair = 1e-9;

test('all of them have a place inside the day, and none on the same ground covers another', () => {
  fc.assert(
    fc.property(items, (list) => {
      const all = list.map(({ key, from, length, isShift }) => one(key, from, Math.min(1440, from + length), isShift));
      const places = laid(...all);
      expect(places.size).toBe(all.length);
      for (const { start, width } of places.values()) {
        expect(width).toBeGreaterThan(0);
        expect(start).toBeGreaterThanOrEqual(0);
        expect(start + width).toBeLessThanOrEqual(1 + hair);
      }
      for (const a of all)
        for (const b of all) {
          const [pa, pb] = [place(places, a.key), place(places, b.key)];
          if (a.key === b.key || pa.isAbove !== pb.isAbove || !crosses(a, b)) continue;
          expect(pa.start + pa.width <= pb.start + hair || pb.start + pb.width <= pa.start + hair).toBe(true);
        }
    }),
  );
});
test('in any order the same', () => {
  fc.assert(
    fc.property(items, (list) => {
      const all = list.map(({ key, from, length, isShift }) => one(key, from, Math.min(1440, from + length), isShift));
      expect(laid(...all.toReversed())).toEqual(laid(...all));
    }),
  );
});
