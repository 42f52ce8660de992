/** For whom a permission holds (ADMIN-1): everybody, or those of the unit that a head was given and of what stands below it. */
import type { UserId } from '@sanad/model/ids';
import { type Permission, scopeOf } from '@sanad/model/wire/permissions';
import type { Queryable } from '../db/database.ts';
import type { Session } from '../http/context.ts';

/** Ids of the unit `$n` and of everything below it. */
export const unitsBelow = (parameter: string): string =>
  `(with recursive below as (
     select id from unit where id = ${parameter}::uuid union select u.id from unit u join below b on u.parent_id = b.id
   ) select id from below)`;

/** The unit that a head of unit answers for; null: none, or her role is another one. */
export async function headedUnit(client: Queryable, user: UserId): Promise<string | null> {
  const { rows } = await client.query<{ unit: string | null }>(
    "select heads_unit as unit from person where user_id = $1 and role = 'unit_head'",
    [user],
  );
  return rows[0]?.unit ?? null;
}

/** What a list is restricted to: `all`, or one unit (a head without one sees nobody). */
export async function reachOf(
  client: Queryable,
  session: Pick<Session, 'user' | 'role'>,
  permission: Permission,
): Promise<{ readonly all: boolean; readonly unit: string | null }> {
  const all = scopeOf(session.role, permission) === 'all';
  return { all, unit: all ? null : await headedUnit(client, session.user) };
}

/** She may do it to this person. */
export async function reaches(
  client: Queryable,
  session: Pick<Session, 'user' | 'role'>,
  permission: Permission,
  person: UserId,
): Promise<boolean> {
  const scope = scopeOf(session.role, permission);
  if (scope !== 'unit') return scope === 'all';
  const { rowCount } = await client.query(`select 1 from person where user_id = $1 and unit_id in ${unitsBelow('$2')}`, [
    person,
    await headedUnit(client, session.user),
  ]);
  return rowCount === 1;
}
