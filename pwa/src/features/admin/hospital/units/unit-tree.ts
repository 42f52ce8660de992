/** The tree as the page shows it. */
import { type AdminUnit, childrenOf, mayStand, type UnitKind } from '../../../../app/admin/ask.ts';
import { matches } from '../../../../app/fold.ts';

export interface Branch {
  readonly unit: AdminUnit;
  readonly below: readonly Branch[];
  /** In it and in all that is below it, also where that is not shown. */
  readonly people: number;
}

/** Everything, or what the words name with what is above it. */
export function branchesOf(units: readonly AdminUnit[], words: string): readonly Branch[] {
  const children = childrenOf(units);
  const peopleIn = (unit: AdminUnit): number =>
    (children.get(unit.unit) ?? []).reduce((sum, below) => sum + peopleIn(below), unit.people);
  const grow = (parent: AdminUnit['parent']): readonly Branch[] =>
    (children.get(parent) ?? []).flatMap((unit) => {
      const below = grow(unit.unit);
      return below.length > 0 || matches(words, [unit.name]) ? [{ unit, below, people: peopleIn(unit) }] : [];
    });
  // What a head of unit sees begins in the middle of the tree.
  const known = new Set(units.map(({ unit }) => unit));
  const tops = new Set(units.map(({ parent }) => parent).filter((parent) => parent === undefined || !known.has(parent)));
  return [...tops].flatMap(grow);
}

/** "Site › Department › Unit" of each. */
export function pathsOf(units: readonly AdminUnit[]): readonly { readonly unit: AdminUnit; readonly path: string }[] {
  const list = (branches: readonly Branch[], above: string): readonly { unit: AdminUnit; path: string }[] =>
    branches.flatMap(({ unit, below }) => {
      const path = above === '' ? unit.name : `${above} › ${unit.name}`;
      return [{ unit, path }, ...list(below, path)];
    });
  return list(branchesOf(units, ''), '');
}

/** Where it may stand, by name. */
export const placesFor = (units: readonly AdminUnit[], kind: UnitKind, moving: AdminUnit | undefined) =>
  pathsOf(units).filter(({ unit }) => mayStand(units, kind, moving?.unit, unit.unit));
