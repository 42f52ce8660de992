/** The table of accounts (ADMIN-3): looked for, sorted and cut into pages by Postgres. */
import type { AccountLine, AccountsPage, AccountsQuery } from '@sanad/model/wire/admin';
import type { Queryable } from '../db/database.ts';
import { unitsBelow } from './scope.ts';

/** Without case and the accents of French: "ines" finds "Inès". */
const folded = (expression: string): string =>
  `translate(lower(${expression}), 'àâäáãéèêëíîïóôöõúùûüçñ', 'aaaaaeeeeiiioooouuuucn')`;
const orders = {
  name: folded('u.name'),
  unit: folded('p.unit'),
  role: 'p.role',
  status: 'p.status',
  seen: 'd."seenAtMs"',
} as const satisfies Record<AccountsQuery['order'], string>;

export const accountColumns = `p.user_id as "user", u.name, p.staff_number as "staffNumber", u.email, p.profession, p.unit,
  p.unit_id as "unitId", p.role, p.status, d."seenAtMs", coalesce(d.devices, 0)::int as devices`;
export const accountTables = `person p join "user" u on u.id = p.user_id left join lateral (
    select count(*) as devices, floor(extract(epoch from max(seen_at)) * 1000)::bigint as "seenAtMs"
      from device where user_id = p.user_id and revoked_n is null) d on true`;

export type AccountRow = Omit<AccountLine, 'unitId' | 'seenAtMs'> & {
  readonly unitId: AccountLine['unitId'] | null;
  readonly seenAtMs: number | null;
};
export const toAccountLine = ({ unitId, seenAtMs, ...row }: AccountRow): AccountLine => ({
  ...row,
  ...(unitId === null ? {} : { unitId }),
  ...(seenAtMs === null ? {} : { seenAtMs: Number(seenAtMs) }),
});

/** `%` and `_` of what was typed are themselves. */
const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

export async function readAccounts(client: Queryable, query: AccountsQuery): Promise<AccountsPage> {
  const { text, role, status, profession, unit, order, descending, page, limit } = query;
  // ACCOUNT-3: of an account that was erased there is nothing to see.
  const where = `p.status <> 'erased' and ($1::text is null or ${folded('u.name')} like ${folded('$1')} or lower(p.staff_number) like lower($1) or u.email like lower($1))
     and ($2::text is null or p.role = $2) and ($3::text is null or p.status = $3) and ($4::text is null or p.profession = $4)
     and ($5::uuid is null or p.unit_id in ${unitsBelow('$5')})`;
  const values = [
    text === undefined || text === '' ? null : containing(text),
    role ?? null,
    status ?? null,
    profession ?? null,
    unit ?? null,
  ];
  const counted = await client.query<{ total: number }>(
    `select count(*)::int as total from person p join "user" u on u.id = p.user_id where ${where}`,
    values,
  );
  const direction = descending ? 'desc nulls last' : 'asc nulls last';
  const { rows } = await client.query<AccountRow>(
    `select ${accountColumns} from ${accountTables} where ${where}
      order by ${orders[order]} ${direction}, ${orders.name}, p.user_id limit $6 offset $7`,
    [...values, limit, page * limit],
  );
  return { accounts: rows.map(toAccountLine), total: counted.rows[0]?.total ?? 0 };
}
