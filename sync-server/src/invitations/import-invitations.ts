/** A file of people to invite (INVITE-6): each line is judged by itself, so that a bad one stops no good one. */
import type { UserId } from '@sanad/model/ids';
import { err, ok, type Result } from '@sanad/model/result';
import {
  type ImportedRow,
  type ImportedRows,
  type ImportInvitations,
  type Invited,
  parseImportRow,
  type RowFault,
} from '@sanad/model/wire/invitation';
import type * as v from 'valibot';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, type Queryable, transaction } from '../db/database.ts';
import { type Refusal, refusal } from '../http/refusal.ts';
import { insertInvitations, makeRoom, type NewInvitation, newInvitation } from './invitation-store.ts';

const dayMs = 24 * 3_600_000;
type Judged = { readonly fault: RowFault } | { readonly invited: Invited };

export function importInvitations(
  database: Database,
  actor: UserId,
  { check, days, rows }: v.InferOutput<typeof ImportInvitations>,
  nowMs: number,
): Promise<Result<ImportedRows, Refusal>> {
  const expiresAtMs = nowMs + days * dayMs;
  return transaction(database, async (client) => {
    const hasRoom = await makeRoom(client, rows.length);
    if (!hasRoom) return err(refusal('invitation/too-many'));
    const judged = await judge(client, rows.map(parseImportRow));
    const made: NewInvitation[] = [];
    const answer = judged.map((row): ImportedRow => {
      if ('fault' in row) return { fault: row.fault };
      if (check) return {};
      const invitation = newInvitation(row.invited);
      made.push(invitation);
      return { token: invitation.token };
    });
    if (made.length > 0) {
      await insertInvitations(client, actor, made, expiresAtMs);
      await appendAudit(client, { actor, act: 'invite.import', facts: { count: made.length, toMs: expiresAtMs } });
    }
    return ok({ rows: answer, expiresAtMs });
  });
}

/** Whom these lines name twice, who has an account, and who was invited already. */
async function judge(client: Queryable, rows: readonly Judged[]): Promise<readonly Judged[]> {
  const invited = rows.flatMap((row) => ('invited' in row ? [row.invited] : []));
  const emails = invited.flatMap(({ email }) => email ?? []);
  const numbers = invited.flatMap(({ staffNumber }) => staffNumber ?? []);
  const accounts = await found(
    client,
    `select u.email as name from "user" u where u.email = any($1)
     union select p.staff_number from person p where p.staff_number = any($2)`,
    emails,
    numbers,
  );
  const open = 'used_by is null and revoked_at is null and expires_at > now()';
  const waiting = await found(
    client,
    `select email as name from invitation where email = any($1) and ${open}
     union select staff_number from invitation where staff_number = any($2) and ${open}`,
    emails,
    numbers,
  );
  const seen = new Set<string>();
  return rows.map((row) => {
    if ('fault' in row) return row;
    const names = [row.invited.email, row.invited.staffNumber].filter((name) => name !== undefined);
    const isTwice = names.some((name) => seen.has(name));
    for (const name of names) seen.add(name);
    if (isTwice) return { fault: 'duplicate' };
    if (names.some((name) => accounts.has(name))) return { fault: 'account' };
    return names.some((name) => waiting.has(name)) ? { fault: 'invited' } : row;
  });
}

/** E-mail addresses have an @ that no staff number has: one set holds both. */
async function found(
  client: Queryable,
  sql: string,
  emails: readonly string[],
  numbers: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ name: string }>(sql, [emails, numbers]);
  return new Set(rows.map(({ name }) => name));
}
