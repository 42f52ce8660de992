import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { UnitId } from '../ids.ts';
import { maxUnitDepth, mayStand, type Placed, withBelow } from './unit.ts';

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}` as UnitId;
const unit = (n: number, parent?: number, kind: 'site' | 'unit' = 'unit'): Placed => ({
  unit: id(n),
  kind,
  parent: parent === undefined ? undefined : id(parent),
});

test('UNIT-2 sites stand in sites or in nothing, nothing stands in itself, and nothing too deep', () => {
  const chain = [unit(0, undefined, 'site'), ...[1, 2, 3, 4, 5].map((n) => unit(n, n - 1))];
  expect(mayStand(chain, 'unit', undefined, id(4))).toBe(true);
  expect(mayStand(chain, 'unit', undefined, id(5))).toBe(false);
  expect(mayStand(chain, 'site', undefined, id(0))).toBe(true);
  expect(mayStand(chain, 'site', undefined, id(1))).toBe(false);
  expect(mayStand(chain, 'unit', undefined, id(77))).toBe(false);
  expect(mayStand(chain, 'unit', id(2), id(2))).toBe(false);
  expect(mayStand(chain, 'unit', id(2), id(4))).toBe(false);
  expect(mayStand(chain, 'unit', id(2), undefined)).toBe(true);
  // It takes along what is in it.
  expect(mayStand([...chain, unit(9, 0), unit(10, 9)], 'unit', id(2), id(10))).toBe(false);
  expect([...withBelow(chain, id(3))]).toEqual([id(3), id(4), id(5)]);
});

test('UNIT-2 whatever is added and moved where it may stand stays a tree of bounded depth', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(12), fc.nat(12)), { maxLength: 60 }), (steps) => {
      let units: readonly Placed[] = [];
      steps.forEach(([isMove, a, b], step) => {
        const parent = b % 4 === 0 ? undefined : units[b % Math.max(1, units.length)]?.unit;
        const moved = isMove ? units[a % Math.max(1, units.length)] : undefined;
        if (!mayStand(units, moved?.kind ?? 'unit', moved?.unit, parent)) return;
        units =
          moved === undefined
            ? [...units, { unit: id(step), kind: 'unit', parent }]
            : units.map((one) => (one.unit === moved.unit ? { ...one, parent } : one));
      });
      const byId = new Map(units.map((one) => [one.unit, one]));
      for (const one of units) {
        let depth = 0;
        for (let at: Placed | undefined = one; at !== undefined; at = at.parent && byId.get(at.parent)) {
          depth += 1;
          expect(depth).toBeLessThanOrEqual(maxUnitDepth);
        }
      }
    }),
  );
});
