/** The hospital's units, for who may choose among them (UNIT-1): asked once, none without a network. */
import type { Unit } from '@sanad/model/engine/api';
import type { UnitId } from '@sanad/model/ids';
import { createResource } from 'solid-js';
import { answered } from '../ui/answered.ts';
import { useEngine } from './engine-client.ts';

export function createUnits(): () => readonly Unit[] {
  const { api } = useEngine();
  const [units] = createResource(async () => {
    const answer = await api.units();
    return answer.ok ? answer.value : [];
  });
  return () => answered(units) ?? [];
}

type Named = Pick<Unit, 'unit' | 'kind' | 'name' | 'parent'>;

/** "Site › Department › Unit". */
export const pathOf = (units: readonly Named[], unit: Named): string => {
  const parent = units.find((one) => one.unit === unit.parent);
  return parent === undefined ? unit.name : `${pathOf(units, parent)} › ${unit.name}`;
};

const folded = (name: string): string => name.trim().toLowerCase();

/** By name; those that are called the same each say where they stand (UNIT-6). */
export const labelOf = (units: readonly Named[], unit: Named): string => {
  const isAlone = units.every(
    (one) => one.unit === unit.unit || one.kind !== unit.kind || folded(one.name) !== folded(unit.name),
  );
  return isAlone ? unit.name : pathOf(units, unit);
};

/** Of somebody who may be of none: then her own words. */
export const labelOfId = (units: readonly Named[], id: UnitId | undefined, words: string): string => {
  const unit = units.find((one) => one.unit === id);
  return unit === undefined ? words : labelOf(units, unit);
};

/** Those that a person may be in. */
export const unitsToChoose = (units: readonly Unit[]): readonly Unit[] => units.filter(({ kind }) => kind === 'unit');

/** The unit that is meant by its name, if one alone has it (UNIT-3). */
export const unitCalled = (units: readonly Unit[], name: string): Unit | undefined => {
  const [found, ...more] = unitsToChoose(units).filter((one) => folded(one.name) === folded(name));
  return more.length === 0 ? found : undefined;
};

/** For words that are typed, each name once. */
export const namesOfUnits = (units: readonly Unit[]): readonly string[] => [
  ...new Set(unitsToChoose(units).map(({ name }) => name)),
];
