/**
 * Rows of a table by unit or by site. A site is the sum of what was told of its units (USAGE-5): where something of them is not told, it is at
 * least that much. Pure.
 */
import type { Usage } from '../../../app/admin/ask.ts';

export type Grouping = 'unit' | 'site';
export interface UsageRow<M extends string> {
  /** Undefined: what stands in no site. */
  readonly name: string | undefined;
  readonly values: Readonly<Partial<Record<M, number | undefined>>>;
  /** Of what is not all of it. */
  readonly atLeast: ReadonlySet<M>;
}
type Told<M extends string> = Readonly<Partial<Record<M, number | undefined>>> & {
  readonly unit: string;
  readonly isPart?: boolean;
};
type Names = Usage['names'];

export const hasSites = (names: Names): boolean => names.some(({ site }) => site !== undefined);
export const unitNames = (names: Names): ReadonlyMap<string, string> =>
  new Map(names.map(({ unit, name, site }) => [unit, site === undefined ? name : `${site} · ${name}`]));

export function rowsBy<M extends string>(
  grouping: Grouping,
  names: Names,
  told: readonly Told<M>[],
  measures: readonly M[],
): readonly UsageRow<M>[] {
  if (grouping === 'site') return rowsBySite(names, told, measures);
  const called = unitNames(names);
  return told.map((row) => ({
    name: called.get(row.unit) ?? row.unit,
    values: row,
    atLeast: new Set(row.isPart === true ? measures : []),
  }));
}

function rowsBySite<M extends string>(names: Names, told: readonly Told<M>[], measures: readonly M[]): readonly UsageRow<M>[] {
  const rows = new Map(told.map((row) => [row.unit, row]));
  const sites = new Set(names.flatMap(({ site }) => site ?? []));
  const members = new Map<string | undefined, string[]>();
  for (const { unit, name, site } of names) {
    // Whoever works in the site itself belongs to it as well.
    const key = site ?? (sites.has(name) ? name : undefined);
    members.set(key, [...(members.get(key) ?? []), unit]);
  }
  return [...members]
    .map(([name, units]): UsageRow<M> => {
      const values: Partial<Record<M, number>> = {};
      const atLeast = new Set<M>();
      for (const measure of measures) {
        const known: readonly number[] = units.flatMap((unit) => rows.get(unit)?.[measure] ?? []);
        if (known.length > 0) values[measure] = known.reduce((sum, count) => sum + count, 0);
        if (known.length < units.length || units.some((unit) => rows.get(unit)?.isPart === true)) atLeast.add(measure);
      }
      return { name, values, atLeast };
    })
    .filter(({ values }) => Object.keys(values).length > 0)
    .sort((a, b) => Number(a.name === undefined) - Number(b.name === undefined) || (a.name ?? '').localeCompare(b.name ?? ''));
}
