/**
 * Where people work, as a tree (UNIT-1 … UNIT-4): sites, and units in them or in one another. Names are the organisation's own words and no
 * secret: whoever asks for access chooses among them before anybody knows her.
 */
import * as v from 'valibot';
import type { UnitId } from '../ids.ts';
import { countField, lineField, unitIdField } from './fields.ts';

export const UNIT_KINDS = ['site', 'unit'] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];
export const maxUnits = 2000;
/** A site that stands in nothing has depth 1. */
export const maxUnitDepth = 6;

export const UnitNameField = v.pipe(lineField(80), v.minLength(1));

export const Unit = v.object({
  unit: unitIdField,
  kind: v.picklist(UNIT_KINDS),
  /** What it is part of. */
  parent: v.optional(unitIdField),
  name: v.string(),
});
export type Unit = v.InferOutput<typeof Unit>;
/** GET /units: parents before what is in them. */
export const Units = v.object({ units: v.pipe(v.array(Unit), v.maxLength(maxUnits)) });
export type Units = v.InferOutput<typeof Units>;

export const AdminUnit = v.object({
  ...Unit.entries,
  /** Who work in it, without what stands below. */
  people: countField,
  heads: countField,
});
export type AdminUnit = v.InferOutput<typeof AdminUnit>;
/** GET /admin/units: of a head of unit hers and what stands below it. */
export const AdminUnits = v.object({ units: v.pipe(v.array(AdminUnit), v.maxLength(maxUnits)) });
export type AdminUnits = v.InferOutput<typeof AdminUnits>;

const place = v.nullable(unitIdField);
export const AddUnit = v.strictObject({ kind: v.picklist(UNIT_KINDS), parent: place, name: UnitNameField });
export type AddUnit = v.InferOutput<typeof AddUnit>;
export const ChangeUnitPlace = v.strictObject({ parent: place, name: UnitNameField });
export type ChangeUnitPlace = v.InferOutput<typeof ChangeUnitPlace>;
/** People whose own words named it and who belong to it from now on. */
export const UnitAdded = v.object({ unit: unitIdField, matched: countField });
/** Not removed while anybody or anything is in it: then how many. */
export const UnitRemoval = v.object({ removed: v.boolean(), people: countField, heads: countField, units: countField });
export type UnitRemoval = v.InferOutput<typeof UnitRemoval>;

/** As much of a unit as its place asks for. */
export interface Placed {
  readonly unit: UnitId;
  readonly kind: UnitKind;
  readonly parent?: UnitId | undefined;
}

/** What stands below each unit, by itself; `undefined`: at the top. */
export function childrenOf<T extends Placed>(units: readonly T[]): ReadonlyMap<UnitId | undefined, readonly T[]> {
  const found = new Map<UnitId | undefined, T[]>();
  for (const unit of units) {
    const siblings = found.get(unit.parent);
    if (siblings === undefined) found.set(unit.parent, [unit]);
    else siblings.push(unit);
  }
  return found;
}

/** A unit and everything below it. */
export function withBelow(units: readonly Placed[], unit: UnitId): ReadonlySet<UnitId> {
  const children = childrenOf(units);
  const found = new Set<UnitId>([unit]);
  for (const one of found) for (const child of children.get(one) ?? []) found.add(child.unit);
  return found;
}

const heightOf = (children: ReadonlyMap<UnitId | undefined, readonly Placed[]>, unit: UnitId, left = maxUnitDepth): number =>
  left === 0 ? 1 : 1 + Math.max(0, ...(children.get(unit) ?? []).map((child) => heightOf(children, child.unit, left - 1)));

function depthOf(units: readonly Placed[], unit: UnitId | undefined): number {
  const byId = new Map(units.map((one) => [one.unit, one]));
  let depth = 0;
  for (let at = unit; at !== undefined && depth <= maxUnits; at = byId.get(at)?.parent) depth += 1;
  return depth;
}

/** UNIT-2. `moving` undefined: it is new. Sites stand in sites or in nothing; nothing stands in itself, or too deep. */
export function mayStand(
  units: readonly Placed[],
  kind: UnitKind,
  moving: UnitId | undefined,
  parent: UnitId | undefined,
): boolean {
  const above = units.find((one) => one.unit === parent);
  if (parent !== undefined && above === undefined) return false;
  if (kind === 'site' && above !== undefined && above.kind !== 'site') return false;
  if (moving !== undefined && parent !== undefined && withBelow(units, moving).has(parent)) return false;
  const height = moving === undefined ? 1 : heightOf(childrenOf(units), moving);
  return depthOf(units, parent) + height <= maxUnitDepth;
}
