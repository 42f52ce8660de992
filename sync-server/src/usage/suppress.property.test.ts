import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Part, suppress } from './suppress.ts';

const rows = fc.uniqueArray(
  fc.record({ key: fc.string({ minLength: 1, maxLength: 4 }), count: fc.nat({ max: 30 }), people: fc.nat({ max: 12 }) }),
  { maxLength: 12, selector: ({ key }) => key },
);
const sum = (parts: readonly Part[], of: 'count' | 'people') => parts.reduce((total, part) => total + part[of], 0);

it('USAGE-3: no number is told that counts fewer than five or that fewer than five people made', () => {
  fc.assert(
    fc.property(rows, (parts) => {
      const { parts: told, total } = suppress(parts);
      for (const part of parts.filter(({ key }) => told.has(key)))
        expect(Math.min(part.count, part.people)).toBeGreaterThanOrEqual(5);
      if (total) expect(Math.min(sum(parts, 'count'), sum(parts, 'people'))).toBeGreaterThanOrEqual(5);
    }),
  );
});

it('USAGE-4: what the told parts leave of a told total is nothing at all, or five and more, of five people, in at least two parts', () => {
  fc.assert(
    fc.property(rows, (parts) => {
      const { parts: told, total } = suppress(parts);
      const kept = parts.filter(({ key }) => !told.has(key));
      if (!total) expect(told.size).toBe(0);
      if (!total || kept.length === 0) return;
      expect(kept.length).toBeGreaterThan(1);
      expect(sum(kept, 'count')).toBeGreaterThanOrEqual(5);
      expect(sum(kept, 'people')).toBeGreaterThanOrEqual(5);
    }),
  );
});

it('USAGE-4: a total that hides nothing is told with all of its parts, whatever their order', () => {
  const parts = [
    { key: 'a', count: 9, people: 6 },
    { key: 'b', count: 40, people: 20 },
    { key: 'c', count: 7, people: 5 },
  ];
  expect(suppress(parts)).toEqual({ parts: new Set(['a', 'b', 'c']), total: true });
  const small = [...parts, { key: 'd', count: 2, people: 1 }];
  expect(suppress(small)).toEqual({ parts: new Set(['a', 'b']), total: true });
  expect(suppress([...small].reverse())).toEqual(suppress(small));
  expect(suppress([])).toEqual({ parts: new Set(), total: false });
});
