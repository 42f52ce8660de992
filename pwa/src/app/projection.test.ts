import { createEffect, createRoot } from 'solid-js';
import { expect, test } from 'vitest';
import { createProjection, isSame } from './projection.ts';

interface Row {
  readonly id: string;
  readonly text: string;
}
const row = (id: string, text = id): Row => ({ id, text });

test('a patch changes one row and wakes one effect', async () => {
  const [view, apply] = createProjection<Row, { readonly more: boolean }>();
  apply({ type: 'reset', rows: [row('a'), row('b')], meta: { more: false } });
  const before = view.byId['a'];
  const seen: string[] = [];
  const dispose = createRoot((end) => {
    createEffect(() => seen.push(`a:${view.byId['a']?.text}`));
    createEffect(() => seen.push(`b:${view.byId['b']?.text}`));
    return end;
  });
  await Promise.resolve();
  expect(seen).toEqual(['a:a', 'b:b']);
  apply({ type: 'patch', put: [row('b', 'changed'), row('c')], order: ['a', 'b', 'c'], meta: { more: true } });
  expect(seen).toEqual(['a:a', 'b:b', 'b:changed']);
  expect(view.byId['a']).toBe(before);
  expect(view.order).toEqual(['a', 'b', 'c']);
  expect(view.meta?.more).toBe(true);
  dispose();
});

test('rows that left the order are let go', () => {
  const [view, apply] = createProjection<Row, undefined>();
  apply({ type: 'reset', rows: [row('a'), row('b')], meta: undefined });
  apply({ type: 'patch', put: [], order: ['b'], meta: undefined });
  expect(view.order).toEqual(['b']);
  expect(view.byId['a']).toBeUndefined();
});

test('a reset after a reconnection keeps the identity of what is the same', () => {
  const [view, apply] = createProjection<Row, undefined>();
  apply({ type: 'reset', rows: [row('a'), row('b')], meta: undefined });
  const [before, order] = [view.byId['b'], view.order];
  apply({ type: 'reset', rows: [row('a'), row('b')], meta: undefined });
  expect(view.byId['b']).toBe(before);
  expect(view.order).toBe(order);
});

test('plain data is the same by value, however deep', () => {
  const made = () => ({ id: 'a', at: undefined, people: ['x', { name: 'y' }], bytes: Uint8Array.of(1, 2) });
  expect(isSame(made(), made())).toBe(true);
  expect(isSame(made(), { ...made(), people: ['x', { name: 'z' }] })).toBe(false);
  expect(isSame(made(), { ...made(), people: ['x'] })).toBe(false);
  expect(isSame(made(), { ...made(), bytes: Uint8Array.of(1, 3) })).toBe(false);
  expect(isSame({ a: undefined }, { b: undefined })).toBe(false);
  expect(isSame({ a: 1 }, { a: 1, b: 1 })).toBe(false);
  expect(isSame([], {})).toBe(false);
  expect(isSame({}, [])).toBe(false);
  expect(isSame(Number.NaN, Number.NaN)).toBe(true);
});
