/** The hospital's units, for who may choose among them (UNIT-1): asked once, none without a network. */
import type { Unit } from '@sanad/model/engine/api';
import { createResource } from 'solid-js';
import { useEngine } from './engine-client.ts';

export function createUnits(): () => readonly Unit[] {
  const { api } = useEngine();
  const [units] = createResource(async () => {
    const answer = await api.units();
    return answer.ok ? answer.value : [];
  });
  return () => units.latest ?? [];
}

/** Of units that are called the same each says where it stands. */
export const pathOf = (units: readonly Unit[], unit: Unit): string => {
  const parent = units.find((one) => one.unit === unit.parent);
  return parent === undefined ? unit.name : `${unit.name} · ${pathOf(units, parent)}`;
};

/** Those that a person may be in, each name once: what she writes is the unit of that name, if one alone has it (UNIT-3). */
export const namesOfUnits = (units: readonly Unit[]): readonly string[] => [
  ...new Set(units.filter(({ kind }) => kind === 'unit').map(({ name }) => name)),
];
