import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Laid, type LaidDay, layoutDay, type More, type Place } from './layout-day.ts';

const least = 30;
const one = (key: string, from: number, to: number, isShift = false): Laid => ({ key, from, to, isShift, isFirst: false });
const hour = 60;
const all = Number.POSITIVE_INFINITY;
const laid = (...items: readonly Laid[]) => layoutDay(items, { least, most: all }).places;
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
  test('a handover that ends as the shift begins stands before it, what comes later does not', () => {
    const places = laid(one('relief', 465, 480), one('duty', 480, 20 * hour, true), one('staff', 600, 615));
    expect(place(places, 'relief')).toEqual({ start: 0.14, width: 0.86, isAbove: true, isBefore: true });
    expect(place(places, 'staff').isBefore).toBeUndefined();
  });
  test('short ones do not lie under one another, however short they are', () => {
    const places = laid(one('a', 540, 541), one('b', 545, 546));
    expect(place(places, 'a').start).not.toBe(place(places, 'b').start);
  });
});

describe('more at one time than can be read', () => {
  const three = [one('a', 540, 600), one('b', 545, 600), one('c', 550, 600)];
  test('as many as have room, and a number in the last column', () => {
    const { places, more } = layoutDay([...three, one('d', 555, 650), one('e', 700, 760)], { least, most: 3 });
    expect([...places.keys()].sort()).toEqual(['a', 'b', 'e']);
    expect(more).toEqual([{ from: 550, to: 650, count: 2, start: 2 / 3, width: 1 / 3, isAbove: false }]);
    expect(place(places, 'e').width).toBe(1);
  });
  test('exactly as many as have room are all there', () => {
    expect(layoutDay(three, { least, most: 3 })).toMatchObject({ places: { size: 3 }, more: [] });
  });
  test('what comes first keeps its place', () => {
    const { places, more } = layoutDay([...three, { ...one('mine', 560, 620), isFirst: true }], { least, most: 2 });
    expect([...places.keys()]).toEqual(['mine']);
    expect(more).toMatchObject([{ count: 3 }]);
  });
  test('counted by the hour, one number below the other', () => {
    const { more } = layoutDay([one('long', 480, 700), ...three, one('d', 610, 700), one('e', 615, 700)], { least, most: 2 });
    expect(more.map(({ from, to, count }) => [from, to, count])).toEqual([
      [540, 600, 3],
      [610, 700, 2],
    ]);
  });
});

const items = fc.uniqueArray(
  fc.record({
    key: fc.string({ minLength: 1, maxLength: 4 }),
    from: fc.integer({ min: 0, max: 1439 }),
    length: fc.integer({ min: 0, max: 1440 }),
    isShift: fc.boolean(),
    isFirst: fc.boolean(),
  }),
  { selector: ({ key }) => key, maxLength: 40 },
);
const hair = 1e-9;

const room = fc.record({ least: fc.constantFrom(30, 50), most: fc.constantFrom(2, 3, 5, all) });
const toLaid = (list: readonly { key: string; from: number; length: number; isShift: boolean; isFirst: boolean }[]) =>
  list.map(({ length, ...item }): Laid => ({ ...item, to: Math.min(1440, item.from + length) }));

test('all of them have a place inside the day or are counted, and none on the same ground covers another', () => {
  fc.assert(
    fc.property(items, room, (list, around) => {
      const given = toLaid(list);
      const { places, more } = layoutDay(given, around);
      expect(places.size + more.reduce((sum, { count }) => sum + count, 0)).toBe(given.length);
      if (around.most === all) expect(more).toEqual([]);
      const shown = given.flatMap((item) => {
        const at = places.get(item.key);
        return at === undefined ? [] : [{ ...at, from: item.from, to: Math.max(item.to, item.from + around.least) }];
      });
      const drawn = [...shown, ...more];
      for (const { start, width } of drawn) {
        expect(width).toBeGreaterThan(0);
        expect(start).toBeGreaterThanOrEqual(0);
        expect(start + width).toBeLessThanOrEqual(1 + hair);
      }
      for (const a of drawn)
        for (const b of drawn) {
          if (a === b || a.isAbove !== b.isAbove || a.from >= b.to || b.from >= a.to) continue;
          expect(a.start + a.width <= b.start + hair || b.start + b.width <= a.start + hair).toBe(true);
        }
    }),
  );
});
test('nothing is narrower than as many columns make it', () => {
  fc.assert(
    fc.property(items, room, (list, around) => {
      const { places, more } = layoutDay(
        toLaid(list).map((item) => ({ ...item, isShift: false })),
        around,
      );
      for (const { width } of [...places.values(), ...more]) expect(width).toBeGreaterThanOrEqual(1 / around.most - hair);
    }),
  );
});
test('in any order the same', () => {
  const sorted = ({ places, more }: LaidDay): readonly unknown[] => [new Map([...places].sort()), more satisfies readonly More[]];
  fc.assert(
    fc.property(items, room, (list, around) => {
      const given = toLaid(list);
      expect(sorted(layoutDay(given.toReversed(), around))).toEqual(sorted(layoutDay(given, around)));
    }),
  );
});
