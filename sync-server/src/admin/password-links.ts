/** Links with which somebody gives herself a new password (ADMIN-5). They open an account, and no message: keys are elsewhere. */
import { randomBytes } from 'node:crypto';
import { bytesToBase64Url, utf8 } from '@sanad/model/bytes';
import type { UserId } from '@sanad/model/ids';
import { err, ok, type Result } from '@sanad/model/result';
import { type NewPasswordByLink, type PasswordLink, passwordLinkMs } from '@sanad/model/wire/admin';
import { policyOf } from '@sanad/model/wire/policy';
import { appendAudit } from '../audit/append-audit.ts';
import { isWeak } from '../auth/guessable.ts';
import { setPassword } from '../auth/set-password.ts';
import { forgetTrust } from '../auth/trusted-browsers.ts';
import { type Database, type Queryable, transaction } from '../db/database.ts';
import type { OrganisationStore } from '../devices/organisation-store.ts';
import { sha256 } from '../devices/signature.ts';
import { type Refusal, refusal } from '../http/refusal.ts';

const tokenBytes = 32;
const hashOf = (token: string): Uint8Array => sha256(utf8(`sanad/password-link/v1\0${token}`));

/** In the caller's transaction. An account that waits or was refused has no use for one. */
export async function makePasswordLink(
  client: Queryable,
  madeBy: UserId | undefined,
  user: UserId,
): Promise<Result<PasswordLink, Refusal>> {
  const token = bytesToBase64Url(randomBytes(tokenBytes));
  const { rows } = await client.query<{ expiresAtMs: number }>(
    `insert into password_link (token_hash, user_id, made_by, expires_at)
     select $1, user_id, $2, now() + make_interval(secs => $4) from person where user_id = $3 and status in ('active', 'suspended')
     returning floor(extract(epoch from expires_at) * 1000)::bigint as "expiresAtMs"`,
    [hashOf(token), madeBy ?? null, user, passwordLinkMs / 1000],
  );
  const [made] = rows;
  if (made === undefined) return err(refusal('request/not-found'));
  await appendAudit(client, { actor: madeBy, act: 'account.password-link', subject: user });
  return ok({ token, expiresAtMs: Number(made.expiresAtMs) });
}

export interface PasswordLinkDeps {
  readonly database: Database;
  readonly organisation: OrganisationStore;
  readonly hashPassword: (password: string) => Promise<string>;
}

/** Whose it was; her sessions are gone, the caller closes sockets. */
export async function usePasswordLink(
  { database, organisation, hashPassword }: PasswordLinkDeps,
  { token, password }: NewPasswordByLink,
): Promise<Result<UserId, Refusal>> {
  const hash = hashOf(token);
  const found = await findLink(database, hash);
  if (found === undefined) return err(refusal('account/password-link'));
  if (isWeak(password, found, policyOf(await organisation.load(database)))) return err(refusal('account/password-weak'));
  const passwordHash = await hashPassword(password);
  return transaction(database, async (client) => {
    const used = await client.query('delete from password_link where token_hash = $1 and expires_at > now()', [hash]);
    if (used.rowCount !== 1) return err<Refusal>(refusal('account/password-link'));
    const { user } = found;
    await setPassword(client, user, passwordHash);
    await client.query('delete from session where "userId" = $1', [user]);
    await forgetTrust(client, user);
    await appendAudit(client, { actor: user, act: 'account.password-reset', subject: user });
    return ok(user);
  });
}

interface LinkOwner {
  readonly user: UserId;
  readonly name: string;
  readonly email: string;
  readonly staffNumber: string;
}
async function findLink(client: Queryable, hash: Uint8Array): Promise<LinkOwner | undefined> {
  const { rows } = await client.query<LinkOwner>(
    `select l.user_id as "user", u.name, u.email, p.staff_number as "staffNumber"
       from password_link l join person p using (user_id) join "user" u on u.id = l.user_id
      where l.token_hash = $1 and l.expires_at > now()`,
    [hash],
  );
  return rows[0];
}

export async function dropOldPasswordLinks(client: Queryable): Promise<void> {
  await client.query('delete from password_link where expires_at < now()');
}
