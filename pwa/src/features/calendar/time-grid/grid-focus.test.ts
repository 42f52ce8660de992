import { expect, test } from 'vitest';
import { above, below, heldKeyOf, stepOf } from './grid-focus.ts';

const key = (name: string, more: Partial<Record<'ctrlKey' | 'altKey' | 'metaKey' | 'shiftKey', boolean>> = {}) => ({
  ...{ key: name, ctrlKey: false, altKey: false, metaKey: false, shiftKey: false },
  ...more,
});

test('arrows go as they point: from right to left the next day is on the left', () => {
  expect(stepOf(key('ArrowRight'), 9, false)).toEqual({ kind: 'cell', days: 1, row: 9 });
  expect(stepOf(key('ArrowRight'), 9, true)).toEqual({ kind: 'cell', days: -1, row: 9 });
  expect(heldKeyOf(key('ArrowLeft'), 15, true)).toEqual({ kind: 'step', grip: 'move', minutes: 0, days: 1 });
});
test('the ends of a row, of the grid, and weeks', () => {
  expect(stepOf(key('Home'), 9, false)).toEqual({ kind: 'edge', edge: 'first', row: 9 });
  expect(stepOf(key('End', { ctrlKey: true }), 9, false)).toEqual({ kind: 'edge', edge: 'last', row: 23 });
  expect(stepOf(key('PageDown'), 9, false)).toEqual({ kind: 'period', by: 1 });
});
test('the whole days are above the first hour', () => {
  expect([below('day'), below(22), below(23)]).toEqual([0, 23, 23]);
  expect([above(1), above(0), above('day')]).toEqual([0, 'day', 'day']);
});
test('keys of the browser stay its own', () => {
  expect(stepOf(key('ArrowLeft', { altKey: true }), 9, false)).toBeUndefined();
  expect(heldKeyOf(key('a'), 15, false)).toBeUndefined();
  expect(heldKeyOf(key('ArrowDown', { metaKey: true }), 15, false)).toBeUndefined();
});
test('what is held is kept, dropped, or made longer', () => {
  expect(heldKeyOf(key('ArrowDown', { shiftKey: true }), 15, false)).toEqual({ kind: 'step', grip: 'end', minutes: 15, days: 0 });
  expect(heldKeyOf(key('Enter'), 15, false)).toEqual({ kind: 'keep' });
  expect(heldKeyOf(key('Tab'), 15, false)).toEqual({ kind: 'drop' });
});
