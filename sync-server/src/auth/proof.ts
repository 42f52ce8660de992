/**
 * Fresh proof (AUTH-15): who changes a factor has shown within five minutes, in this session, that it is her: by the password or a passkey.
 * A stolen cookie alone changes nothing.
 */
import { err, ok, type Result } from '@sanad/model/result';
import type { MiddlewareHandler } from 'hono';
import { noteFailure } from '../audit/bounded-audit.ts';
import type { RateLimit } from '../config.ts';
import type { Database, Queryable } from '../db/database.ts';
import { type AppEnv, refuse, type Session } from '../http/context.ts';
import { type Refusal, refusal } from '../http/refusal.ts';
import type { Auth } from './auth.ts';
import { clearAttempts, countAttempt } from './rate-limit.ts';

const freshMs = 5 * 60_000;
/** Of one account; a browser that is signed in has no other way to guess its password. */
const attempts: RateLimit = { max: 10, windowMs: 15 * 60_000 };

export async function noteProof(client: Queryable, session: string): Promise<void> {
  await client.query(
    `insert into session_proof (session_id) select id from session where id = $1::uuid
     on conflict (session_id) do update set proved_at = now()`,
    [session],
  );
}

export async function provenForMs(client: Queryable, session: string): Promise<number> {
  const { rows } = await client.query<{ ms: string }>(
    `select greatest(0, $2 - extract(epoch from now() - proved_at) * 1000)::bigint as ms from session_proof where session_id = $1::uuid`,
    [session, freshMs],
  );
  return Number(rows[0]?.ms ?? 0);
}

/** After `requireAccess`. */
export const requireProof =
  (client: Queryable): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    if ((await provenForMs(client, c.var.session.id)) === 0) return refuse(c, refusal('auth/proof'));
    await next();
    return undefined;
  };

export async function checkPassword(
  auth: Auth,
  database: Database,
  { user }: Session,
  password: string,
  nowMs: number,
): Promise<Result<undefined, Refusal>> {
  const allowed = await countAttempt(database, 'password', user, attempts, nowMs);
  if (!allowed.ok) return allowed;
  const { internalAdapter, password: passwords } = await auth.$context;
  const hash = (await internalAdapter.findCredentialAccount(user))?.password;
  if (typeof hash !== 'string' || !(await passwords.verify({ hash, password }))) {
    await noteFailure(database, { user, way: 'proof', reason: 'auth/credentials' }, nowMs);
    return err(refusal('auth/credentials'));
  }
  await clearAttempts(database, 'password', user);
  return ok(undefined);
}
