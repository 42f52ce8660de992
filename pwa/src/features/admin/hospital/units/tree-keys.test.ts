import { isUnitId, type UnitId } from '@sanad/model/ids';
import { expect, test } from 'vitest';
import { linesOf, stepAfterKey } from './tree-keys.ts';
import { branchesOf } from './unit-tree.ts';

const id = (n: number): UnitId => {
  const unit = `00000000-0000-4000-8000-00000000000${n}`;
  if (!isUnitId(unit)) throw new Error('no unit');
  return unit;
};
const unit = (n: number, name: string, parent?: number) => ({
  ...{ unit: id(n), kind: 'unit' as const, name, people: 0, heads: 0 },
  ...(parent === undefined ? {} : { parent: id(parent) }),
});
// Farhat › Bloc, Réanimation › Soins; Sahloul
const tree = branchesOf(
  [unit(1, 'Farhat'), unit(2, 'Sahloul'), unit(3, 'Bloc', 1), unit(4, 'Réanimation', 1), unit(5, 'Soins', 4)],
  '',
);
const lines = linesOf(tree, new Set());
const press = (key: string, at: number, isRightToLeft = false, of = lines, more = {}) =>
  stepAfterKey({ key, ctrlKey: false, altKey: false, metaKey: false, ...more }, of, at, isRightToLeft);
const go = (to: number) => ({ type: 'go', to });

test('lines say where they stand; what is below a folded one is not among them', () => {
  expect(lines.map(({ unit: { name }, level, place, siblings, isOpen }) => [name, level, place, siblings, isOpen])).toEqual([
    ['Farhat', 1, 1, 2, true],
    ['Bloc', 2, 1, 2, undefined],
    ['Réanimation', 2, 2, 2, true],
    ['Soins', 3, 1, 1, undefined],
    ['Sahloul', 1, 2, 2, undefined],
  ]);
  expect(linesOf(tree, new Set([id(1)])).map(({ unit: { name } }) => name)).toEqual(['Farhat', 'Sahloul']);
});

test('a line counts who is in it and in all that is below it, also while one looks for something else', () => {
  const people = (n: number, name: string, count: number, parent?: number) => ({ ...unit(n, name, parent), people: count });
  const units = [people(1, 'Farhat', 0), people(3, 'Bloc', 2, 1), people(4, 'Réanimation', 1, 1), people(5, 'Soins', 4, 4)];
  const counts = (words: string) => linesOf(branchesOf(units, words), new Set()).map((line) => [line.unit.name, line.people]);
  expect(counts('')).toEqual([
    ['Farhat', 7],
    ['Bloc', 2],
    ['Réanimation', 5],
    ['Soins', 4],
  ]);
  expect(counts('bloc')).toEqual([
    ['Farhat', 7],
    ['Bloc', 2],
  ]);
});

test('up, down, first and last; nowhere beyond the ends', () => {
  expect([press('ArrowDown', 0), press('ArrowUp', 2), press('Home', 3), press('End', 0)]).toEqual([go(1), go(1), go(0), go(4)]);
  expect([press('ArrowUp', 0), press('ArrowDown', 4), press('Home', 0)]).toEqual([undefined, undefined, undefined]);
});

test('inward opens, then goes below; outward folds, then goes to what it stands in; mirrored from right to left', () => {
  const folded = linesOf(tree, new Set([id(1)]));
  for (const [isRightToLeft, inward, outward] of [
    [false, 'ArrowRight', 'ArrowLeft'],
    [true, 'ArrowLeft', 'ArrowRight'],
  ] as const) {
    expect(press(inward, 0, isRightToLeft, folded)).toEqual({ type: 'unfold', unit: id(1) });
    expect([press(inward, 0, isRightToLeft), press(inward, 1, isRightToLeft)]).toEqual([go(1), undefined]);
    expect(press(outward, 2, isRightToLeft)).toEqual({ type: 'fold', unit: id(4) });
    expect([press(outward, 3, isRightToLeft), press(outward, 4, isRightToLeft)]).toEqual([go(2), undefined]);
  }
});

test('a letter goes to the next name that begins with it, without accents, and around; with another key held it means nothing', () => {
  expect([press('s', 0), press('S', 3), press('r', 3), press('é', 0)]).toEqual([go(3), go(4), go(2), undefined]);
  expect([press('x', 0), press(' ', 0), press('Enter', 0), press('Tab', 0)]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect(press('s', 0, false, lines, { ctrlKey: true })).toBeUndefined();
});
