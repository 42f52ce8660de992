/** Accounts and directory rows in Postgres (AUTH-2, HTTP-6). */
import type { UnitId, UserId } from '@sanad/model/ids';
import { type DirectoryEntry, emailHashInput, type Me, type PendingAccount, type ProfileChange } from '@sanad/model/wire/http';
import type { Role } from '@sanad/model/wire/organisation-chain';
import type { Profession } from '@sanad/model/wire/profession';
import { unitsBelow } from '../admin/scope.ts';
import { unitNamed } from '../admin/unit-names.ts';
import type { Queryable } from '../db/database.ts';
import { sha256 } from '../devices/signature.ts';
import { toInvited } from '../invitations/invitation-store.ts';
import { type FactorRuleDeps, type Factors, factorColumns, factorLackingFrom } from './factor-rule.ts';

export type PersonStatus = 'pending' | 'active' | 'suspended' | 'refused' | 'erased';

export async function findPersonStatus(client: Queryable, user: string): Promise<PersonStatus | undefined> {
  const { rows } = await client.query<{ status: PersonStatus }>('select status from person where user_id = $1', [user]);
  return rows[0]?.status;
}

interface StatusAndRole extends Factors {
  readonly user: UserId;
  readonly status: PersonStatus;
  readonly role: Role;
}

export async function findStatusAndRole(client: Queryable, user: string): Promise<StatusAndRole | undefined> {
  const { rows } = await client.query<StatusAndRole>(
    `select p.user_id as "user", p.status, p.role, ${factorColumns} from person p join "user" u on u.id = p.user_id where p.user_id = $1`,
    [user],
  );
  return rows[0];
}

/** ADMIN-7. */
export async function readRefusal(client: Queryable, user: UserId): Promise<{ readonly reason?: string }> {
  const { rows } = await client.query<{ refusal: string | null }>('select refusal from person where user_id = $1', [user]);
  const reason = rows[0]?.refusal ?? undefined;
  return reason === undefined ? {} : { reason };
}

/** The account behind an e-mail address or a staff number (compared without case). */
export async function findAccountByLogin(
  client: Queryable,
  login: string,
): Promise<{ readonly user: UserId; readonly email: string } | undefined> {
  const { rows } = await client.query<{ user: UserId; email: string }>(
    'select u.id as "user", u.email from "user" u join person p on p.user_id = u.id where u.email = lower($1) or p.staff_number = upper($1)',
    [login],
  );
  return rows[0];
}

interface PersonRow {
  readonly user: UserId;
  readonly name: string;
  readonly email: string;
  readonly staffNumber: string;
  readonly profession: Profession;
  readonly unit: string;
  readonly extension: string;
  readonly languages: string[];
  readonly specialities: string[];
  readonly role: Role;
  readonly salt: Uint8Array;
  readonly photo: Uint8Array | null;
}
const personColumns = `p.user_id as "user", u.name, u.email, p.staff_number as "staffNumber", p.profession, p.unit, p.extension,
  p.languages, p.specialities, p.role, p.salt, p.photo_hash as photo`;

export async function readMe(client: Queryable, user: UserId): Promise<Me | undefined> {
  const { rows } = await client.query<PersonRow & { readonly unitId: UnitId | null; readonly status: 'pending' | 'active' }>(
    `select ${personColumns}, p.unit_id as "unitId", p.status from person p join "user" u on u.id = p.user_id
      where p.user_id = $1 and p.status in ('pending', 'active')`,
    [user],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  const { unitId, ...rest } = row;
  return withPhoto(unitId === null ? rest : { ...rest, unitId });
}

/** With what the rules ask of her account (POLICY-2). */
export async function readMeUnderRules(deps: FactorRuleDeps, client: Queryable, user: UserId): Promise<Me | undefined> {
  const [me, person] = [await readMe(client, user), await findStatusAndRole(client, user)];
  if (me === undefined || person === undefined || me.status !== 'active') return me;
  const factorFromMs = await factorLackingFrom(deps, client, person);
  return factorFromMs === undefined ? me : { ...me, factorFromMs };
}

function withPhoto<Row extends { readonly photo: Uint8Array | null }>(
  row: Row,
): Omit<Row, 'photo'> & { readonly photo?: Uint8Array } {
  const { photo, ...rest } = row;
  return photo === null ? rest : { ...rest, photo };
}

export async function readDirectory(client: Queryable): Promise<readonly DirectoryEntry[]> {
  const { rows } = await client.query<Omit<PersonRow, 'staffNumber' | 'role'> & { readonly chainN: number }>(
    `select p.user_id as "user", u.name, u.email, p.profession, p.unit, p.extension, p.languages, p.specialities, p.salt,
            p.photo_hash as photo, c.n as "chainN"
       from person p join "user" u on u.id = p.user_id join user_chain c on c.user_id = p.user_id
      where p.status = 'active' order by u.name, p.user_id limit 20000`,
  );
  return rows.map(({ email, ...row }) => ({ ...withPhoto(row), emailHash: sha256(emailHashInput(row.salt, email)) }));
}

interface PendingRow {
  readonly user: UserId;
  readonly name: string;
  readonly email: string;
  readonly staffNumber: string;
  readonly profession: Profession;
  readonly unit: string;
  readonly salt: Uint8Array;
  readonly body: Uint8Array;
  readonly sig: Uint8Array;
  readonly createdAtMs: number;
}
interface InvitationOfPending {
  readonly isInvited: boolean;
  readonly invitedBy: string | null;
  readonly invitedName: string | null;
  readonly invitedEmail: string | null;
  readonly invitedNumber: string | null;
  readonly invitedProfession: Profession | null;
  readonly invitedUnit: string | null;
}

export async function readPending(
  client: Queryable,
  reach: { readonly all: boolean; readonly unit: string | null },
): Promise<readonly PendingAccount[]> {
  const { rows } = await client.query<PendingRow & InvitationOfPending>(
    `select p.user_id as "user", u.name, u.email, p.staff_number as "staffNumber", p.profession, p.unit, p.salt, l.body, l.sig,
            floor(extract(epoch from p.created_at) * 1000)::bigint as "createdAtMs", i.id is not null as "isInvited", maker.name as "invitedBy",
            i.name as "invitedName", i.email as "invitedEmail", i.staff_number as "invitedNumber", i.profession as "invitedProfession", i.unit as "invitedUnit"
       from person p join "user" u on u.id = p.user_id join user_link l on l.user_id = p.user_id and l.n = 0
       left join invitation i on i.used_by = p.user_id left join "user" maker on maker.id = i.made_by
      where p.status = 'pending' and ($1 or p.unit_id in ${unitsBelow('$2')}) order by p.created_at limit 1000`,
    [reach.all, reach.unit],
  );
  return rows.map(({ user, name, email, staffNumber, profession, unit, salt, body, sig, createdAtMs, ...invitation }) => ({
    ...{ user, name, email, staffNumber, profession, unit, salt, genesis: { body, sig }, createdAtMs },
    ...invitationOf(invitation),
  }));
}

function invitationOf(row: InvitationOfPending): Pick<PendingAccount, 'invitation'> {
  if (!row.isInvited) return {};
  const invited = toInvited({
    name: row.invitedName,
    email: row.invitedEmail,
    staffNumber: row.invitedNumber,
    profession: row.invitedProfession,
    unit: row.invitedUnit,
  });
  return { invitation: { ...(row.invitedBy === null ? {} : { by: row.invitedBy }), ...invited } };
}

/**
 * False when the account is not pending (any more). Its session stays and reaches nothing: every request says `account/refused`, so that
 * the waiting page can tell the person.
 */
export async function refusePending(client: Queryable, user: UserId, reason: string | undefined): Promise<boolean> {
  const refused = await client.query(
    "update person set status = 'refused', refusal = $2 where user_id = $1 and status = 'pending'",
    [user, reason ?? null],
  );
  return refused.rowCount === 1;
}

export async function changeProfile(client: Queryable, user: UserId, change: ProfileChange): Promise<void> {
  const { unit, unitId, extension, languages, specialities, photo } = change;
  // UNIT-6: the one that she chose, as it is called now; one that is gone is what she typed.
  await client.query(
    `with chosen as (select id, name from unit where id = $6::uuid and kind = 'unit')
     update person set unit = coalesce((select name from chosen), $2, unit),
                       unit_id = case when $2::text is null then unit_id else coalesce((select id from chosen), ${unitNamed('$2::text')}) end,
                       extension = coalesce($3, extension), languages = coalesce($4, languages),
                       specialities = coalesce($5, specialities)
      where user_id = $1`,
    [
      user,
      unit ?? null,
      extension ?? null,
      languages ?? null,
      specialities ?? null,
      unit === undefined ? null : (unitId ?? null),
    ],
  );
  if (photo === undefined) return;
  await client.query('update person set photo_hash = $2 where user_id = $1', [user, photo === null ? null : sha256(photo)]);
  if (photo === null) await client.query('delete from photo where user_id = $1', [user]);
  else {
    await client.query(
      `insert into photo (user_id, type, body) values ($1, $2, $3)
       on conflict (user_id) do update set type = excluded.type, body = excluded.body`,
      [user, photoType(photo), photo],
    );
  }
}

export type PhotoType = 'image/jpeg' | 'image/webp';

/** By its first bytes; `undefined` is neither of the two that we keep. */
export function photoType(photo: Uint8Array): PhotoType | undefined {
  const starts = (at: number, ...bytes: readonly number[]): boolean => bytes.every((byte, index) => photo[at + index] === byte);
  if (starts(0, 0xff, 0xd8, 0xff)) return 'image/jpeg';
  return starts(0, 0x52, 0x49, 0x46, 0x46) && starts(8, 0x57, 0x45, 0x42, 0x50) ? 'image/webp' : undefined;
}

export async function readPhoto(
  client: Queryable,
  user: UserId,
): Promise<{ readonly type: PhotoType; readonly body: Uint8Array } | undefined> {
  const { rows } = await client.query<{ type: PhotoType; body: Uint8Array }>(
    `select f.type, f.body from photo f join person p using (user_id) where user_id = $1 and p.status = 'active'`,
    [user],
  );
  return rows[0];
}
