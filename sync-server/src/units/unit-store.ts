/** The tree of sites and units in Postgres (UNIT-1 … UNIT-4). One change at a time: each is judged by the whole tree. */
import { randomUUID } from 'node:crypto';
import { isUnitId, type UnitId, type UserId } from '@sanad/model/ids';
import { err, ok, type Result } from '@sanad/model/result';
import {
  type AddUnit,
  type AdminUnit,
  type ChangeUnitPlace,
  maxUnits,
  mayStand,
  type Unit,
  type UnitRemoval,
} from '@sanad/model/wire/unit';
import { unitsBelow } from '../admin/scope.ts';
import { unitNamed } from '../admin/unit-names.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, type Queryable, type Transaction, transaction } from '../db/database.ts';
import { type Refusal, refusal } from '../http/refusal.ts';

interface UnitRow extends Omit<Unit, 'parent'> {
  readonly parent: UnitId | null;
}
const toUnit = <Row extends UnitRow>({ parent, ...row }: Row): Omit<Row, 'parent'> & { readonly parent?: UnitId } =>
  parent === null ? row : { ...row, parent };

/** Parents before what is in them, then by name. */
const treeOrder = `with recursive tree as (
    select id, 0 as depth from unit where parent_id is null
    union all select u.id, t.depth + 1 from unit u join tree t on u.parent_id = t.id
  )`;

export async function readUnits(client: Queryable): Promise<readonly Unit[]> {
  const { rows } = await client.query<UnitRow>(
    `${treeOrder} select u.id as unit, u.kind, u.parent_id as parent, u.name from unit u join tree t using (id)
      order by t.depth, lower(u.name), u.id limit ${maxUnits}`,
  );
  return rows.map(toUnit);
}

/** With how many are in each; of a head of unit hers and what stands below it. */
export async function readAdminUnits(
  client: Queryable,
  reach: { readonly all: boolean; readonly unit: string | null },
): Promise<readonly AdminUnit[]> {
  const { rows } = await client.query<UnitRow & Pick<AdminUnit, 'people' | 'heads'>>(
    `${treeOrder} select u.id as unit, u.kind, u.parent_id as parent, u.name,
        (select count(*)::int from person p where p.unit_id = u.id) as people,
        (select count(*)::int from person p where p.heads_unit = u.id) as heads
       from unit u join tree t using (id) where $1 or u.id in ${unitsBelow('$2')}
      order by t.depth, lower(u.name), u.id limit ${maxUnits}`,
    [reach.all, reach.unit],
  );
  return rows.map(toUnit);
}

const changing = <T>(
  database: Database,
  run: (client: Transaction) => Promise<Result<T, Refusal>>,
): Promise<Result<T, Refusal>> =>
  transaction(database, async (client) => {
    await client.query('lock table unit in share row exclusive mode');
    return run(client);
  });

/** People whose own words name it belong to it, if no other unit has that name. */
async function matchPeople(client: Queryable, unit: UnitId): Promise<number> {
  const { rowCount } = await client.query(
    `update person p set unit_id = u.id, unit = u.name from unit u
      where u.id = $1 and p.unit_id is null and lower(p.unit) = lower(u.name) and ${unitNamed('p.unit')} = u.id`,
    [unit],
  );
  return rowCount ?? 0;
}

const isNameTaken = async (client: Queryable, parent: UnitId | null, name: string, but: UnitId | null): Promise<boolean> =>
  (
    await client.query(
      'select 1 from unit where parent_id is not distinct from $1::uuid and lower(name) = lower($2) and id is distinct from $3::uuid',
      [parent, name, but],
    )
  ).rowCount !== 0;

export function addUnit(
  database: Database,
  actor: UserId,
  { kind, parent, name }: AddUnit,
): Promise<Result<{ readonly unit: UnitId; readonly matched: number }, Refusal>> {
  return changing(database, async (client) => {
    const units = await readUnits(client);
    if (units.length >= maxUnits) return err(refusal('unit/too-many'));
    if (!mayStand(units, kind, undefined, parent ?? undefined)) return err(refusal('unit/place'));
    if (await isNameTaken(client, parent, name, null)) return err(refusal('unit/name-taken'));
    const unit = randomUUID();
    if (!isUnitId(unit)) throw new Error('a unit has an id');
    await client.query('insert into unit (id, kind, parent_id, name) values ($1, $2, $3, $4)', [unit, kind, parent, name]);
    const matched = await matchPeople(client, unit);
    await appendAudit(client, { actor, act: 'unit.add', subject: unit, facts: { count: matched, after: parent ?? 'top' } });
    return ok({ unit, matched });
  });
}

export function changeUnit(
  database: Database,
  actor: UserId,
  unit: UnitId,
  { parent, name }: ChangeUnitPlace,
): Promise<Result<object, Refusal>> {
  return changing(database, async (client) => {
    const units = await readUnits(client);
    const before = units.find((one) => one.unit === unit);
    if (before === undefined) return err(refusal('unit/unknown'));
    if (before.name === name && (before.parent ?? null) === parent) return ok({});
    if (!mayStand(units, before.kind, unit, parent ?? undefined)) return err(refusal('unit/place'));
    if (await isNameTaken(client, parent, name, unit)) return err(refusal('unit/name-taken'));
    await client.query('update unit set parent_id = $2, name = $3 where id = $1', [unit, parent, name]);
    // UNIT-3: what everybody reads of where she works follows.
    await client.query('update person set unit = $2 where unit_id = $1 and unit <> $2', [unit, name]);
    const matched = await matchPeople(client, unit);
    const facts = { count: matched, before: before.parent ?? 'top', after: parent ?? 'top', reason: reasonOf(before, name) };
    await appendAudit(client, { actor, act: 'unit.change', subject: unit, facts });
    return ok({});
  });
}
const reasonOf = (before: Unit, name: string): string => (before.name === name ? 'moved' : 'named');

export function removeUnit(database: Database, actor: UserId, unit: UnitId): Promise<Result<UnitRemoval, Refusal>> {
  return changing<UnitRemoval>(database, async (client) => {
    const { rows } = await client.query<Omit<UnitRemoval, 'removed'>>(
      `select (select count(*)::int from person where unit_id = u.id) as people,
              (select count(*)::int from person where heads_unit = u.id) as heads,
              (select count(*)::int from unit below where below.parent_id = u.id) as units
         from unit u where u.id = $1`,
      [unit],
    );
    const [inside] = rows;
    if (inside === undefined) return err(refusal('unit/unknown'));
    if (inside.people + inside.heads + inside.units > 0) return ok({ removed: false, ...inside });
    await client.query('delete from unit where id = $1', [unit]);
    await appendAudit(client, { actor, act: 'unit.remove', subject: unit });
    return ok({ removed: true, ...inside });
  });
}
