/** Invitations in Postgres (INVITE-1 … INVITE-5): made, listed, revoked, and used once. */
import { randomBytes, randomUUID } from 'node:crypto';
import { bytesToBase64Url, utf8 } from '@sanad/model/bytes';
import type { UserId } from '@sanad/model/ids';
import { err, ok, type Result } from '@sanad/model/result';
import {
  type InvitationLine,
  type InvitationLook,
  type InvitationMade,
  type InvitationState,
  type InvitationsPage,
  type InvitationsQuery,
  type Invited,
  type MakeInvitation,
  maxInvitationsPage,
  maxOpenInvitations,
} from '@sanad/model/wire/invitation';
import type { Profession } from '@sanad/model/wire/profession';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, type Queryable, transaction } from '../db/database.ts';
import { sha256 } from '../devices/signature.ts';
import { type Refusal, refusal } from '../http/refusal.ts';

const dayMs = 24 * 3_600_000;
const isOpen = 'i.used_by is null and i.revoked_at is null and i.expires_at > now()';
const hashOf = (token: string): Uint8Array => sha256(utf8(token));

export interface InvitedRow {
  readonly name: string | null;
  readonly email: string | null;
  readonly staffNumber: string | null;
  readonly profession: Profession | null;
  readonly unit: string | null;
}
export const invitedColumns = 'i.name, i.email, i.staff_number as "staffNumber", i.profession, i.unit';
/** What is there. */
export const toInvited = ({ name, email, staffNumber, profession, unit }: InvitedRow): Invited => ({
  ...(name === null ? {} : { name }),
  ...(email === null ? {} : { email }),
  ...(staffNumber === null ? {} : { staffNumber }),
  ...(profession === null ? {} : { profession }),
  ...(unit === null ? {} : { unit }),
});

export interface NewInvitation {
  readonly invitation: string;
  readonly token: string;
  readonly invited: Invited;
}
export const newInvitation = (invited: Invited): NewInvitation => ({
  invitation: randomUUID(),
  token: bytesToBase64Url(new Uint8Array(randomBytes(32))),
  invited,
});

export async function insertInvitations(
  client: Queryable,
  madeBy: UserId,
  made: readonly NewInvitation[],
  expiresAtMs: number,
): Promise<void> {
  const column = (read: (one: NewInvitation) => unknown) => made.map((one) => read(one) ?? null);
  await client.query(
    `insert into invitation (id, token_hash, made_by, expires_at, name, email, staff_number, profession, unit)
     select id, token_hash, $1, to_timestamp($2::float8 / 1000), name, email, staff_number, profession, unit
       from unnest($3::uuid[], $4::bytea[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[])
         as made (id, token_hash, name, email, staff_number, profession, unit)`,
    [
      madeBy,
      expiresAtMs,
      column((one) => one.invitation),
      column((one) => hashOf(one.token)),
      column((one) => one.invited.name),
      column((one) => one.invited.email),
      column((one) => one.invited.staffNumber),
      column((one) => one.invited.profession),
      column((one) => one.invited.unit),
    ],
  );
}

/** INVITE-5. What was not used is forgotten a month after it could have been; with the lock, so that the bound holds. */
export async function makeRoom(client: Queryable, wanted: number): Promise<boolean> {
  await client.query('lock table invitation in share row exclusive mode');
  await client.query(
    "delete from invitation where used_by is null and least(revoked_at, expires_at) < now() - interval '30 days'",
  );
  const { rows } = await client.query<{ open: number }>(`select count(*)::int as open from invitation i where ${isOpen}`);
  return (rows[0]?.open ?? 0) + wanted <= maxOpenInvitations;
}

export function makeInvitation(
  database: Database,
  madeBy: UserId,
  { days, ...invited }: MakeInvitation,
  nowMs: number,
): Promise<Result<InvitationMade, Refusal>> {
  return transaction(database, async (client) => {
    if (!(await makeRoom(client, 1))) return err(refusal('invitation/too-many'));
    const made = newInvitation(invited);
    const expiresAtMs = nowMs + days * dayMs;
    await insertInvitations(client, madeBy, [made], expiresAtMs);
    const { invitation, token } = made;
    await appendAudit(client, { actor: madeBy, act: 'invite.make', subject: invitation, facts: { toMs: expiresAtMs } });
    return ok({ invitation, token, expiresAtMs });
  });
}

export function revokeInvitation(database: Database, actor: UserId, invitation: string): Promise<Result<object, Refusal>> {
  return transaction(database, async (client) => {
    const { rowCount } = await client.query(
      'update invitation set revoked_at = now() where id = $1 and used_by is null and revoked_at is null',
      [invitation],
    );
    if (rowCount !== 1) return err(refusal('request/not-found'));
    await appendAudit(client, { actor, act: 'invite.revoke', subject: invitation });
    return ok({});
  });
}

/** `undefined`: there is none such, or it cannot be used any more. */
export async function lookAtInvitation(client: Queryable, token: string): Promise<InvitationLook | undefined> {
  const { rows } = await client.query<InvitedRow & { readonly expiresAtMs: number }>(
    `select ${invitedColumns}, floor(extract(epoch from i.expires_at) * 1000)::bigint as "expiresAtMs"
       from invitation i where i.token_hash = $1 and ${isOpen}`,
    [hashOf(token)],
  );
  const [row] = rows;
  return row && { ...toInvited(row), expiresAtMs: row.expiresAtMs };
}

/**
 * INVITE-3: marks it as used by `user`, in the transaction that makes her account; whoever asks at the same time waits, and finds it used.
 * False: it is none, was used or revoked, or its time is over.
 */
export async function takeInvitation(client: Queryable, token: string, user: UserId): Promise<boolean> {
  const { rows } = await client.query<{ id: string }>(
    `update invitation i set used_by = $2, used_at = now() where i.token_hash = $1 and ${isOpen} returning i.id`,
    [hashOf(token), user],
  );
  const [taken] = rows;
  if (taken === undefined) return false;
  await appendAudit(client, { actor: user, act: 'invite.use', subject: user, facts: { way: taken.id } });
  return true;
}

const states = {
  open: isOpen,
  used: 'i.used_by is not null',
  revoked: 'i.used_by is null and i.revoked_at is not null',
  expired: 'i.used_by is null and i.revoked_at is null and i.expires_at <= now()',
} as const satisfies Record<InvitationState, string>;

interface LineRow extends InvitedRow {
  readonly invitation: string;
  readonly state: InvitationState;
  readonly madeBy: string | null;
  readonly madeAtMs: number;
  readonly expiresAtMs: number;
  readonly usedBy: UserId | null;
  readonly usedByName: string | null;
}

export async function readInvitations(client: Queryable, { state, page }: InvitationsQuery): Promise<InvitationsPage> {
  const where = state === undefined ? 'true' : states[state];
  const counted = await client.query<{ total: number }>(`select count(*)::int as total from invitation i where ${where}`);
  const { rows } = await client.query<LineRow>(
    `select i.id as invitation, ${invitedColumns}, maker.name as "madeBy", i.used_by as "usedBy", taker.name as "usedByName",
            case when ${states.used} then 'used' when ${states.revoked} then 'revoked' when ${states.open} then 'open' else 'expired' end as state,
            floor(extract(epoch from i.made_at) * 1000)::bigint as "madeAtMs",
            floor(extract(epoch from i.expires_at) * 1000)::bigint as "expiresAtMs"
       from invitation i left join "user" maker on maker.id = i.made_by left join "user" taker on taker.id = i.used_by
      where ${where} order by i.made_at desc, i.id limit ${maxInvitationsPage} offset $1`,
    [page * maxInvitationsPage],
  );
  return { invitations: rows.map(toLine), total: counted.rows[0]?.total ?? 0 };
}

const toLine = (row: LineRow): InvitationLine => {
  const { invitation, state, madeBy, madeAtMs, expiresAtMs, usedBy, usedByName } = row;
  return {
    invitation,
    state,
    ...toInvited(row),
    ...(madeBy === null ? {} : { madeBy }),
    madeAtMs,
    expiresAtMs,
    ...(usedBy === null ? {} : { usedBy: { user: usedBy, name: usedByName ?? '' } }),
  };
};
