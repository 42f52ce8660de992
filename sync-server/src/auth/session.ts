/** Who is asking (AUTH-1, AUTH-7): the cookie's session and the account's status, checked on every request and at the socket's upgrade. */
import { err, ok, type Result } from '@sanad/model/result';
import { personHeader } from '@sanad/model/wire/computer';
import type { Role } from '@sanad/model/wire/organisation-chain';
import { type Permission, permits } from '@sanad/model/wire/permissions';
import type { MiddlewareHandler } from 'hono';
import type { Database } from '../db/database.ts';
import { isDeviceRevoked } from '../devices/device-sessions.ts';
import { type AppEnv, refuse, type Session } from '../http/context.ts';
import { type Refusal, refusal } from '../http/refusal.ts';
import type { Auth } from './auth.ts';
import { withCookies } from './cookies.ts';
import { type FactorRuleDeps, type Factors, factorColumns, isFactorLacking } from './factor-rule.ts';
import { findStatusAndRole, readRefusal } from './people.ts';

export interface SessionDeps extends FactorRuleDeps {
  readonly auth: Auth;
  readonly database: Database;
}

export interface FoundSession {
  readonly session: Session;
  /** A session in use is prolonged now and then: the cookies to set again. */
  readonly cookies: readonly string[];
}

export async function findSession(deps: SessionDeps, cookie: string | undefined): Promise<Result<FoundSession, Refusal>> {
  if (cookie === undefined) return err(refusal('auth/required'));
  const { response, headers } = await deps.auth.api.getSession({ headers: new Headers({ cookie }), returnHeaders: true });
  if (response === null) return err(refusal('auth/required'));
  const person = await findStatusAndRole(deps.database, response.user.id);
  if (person === undefined) return err(refusal('auth/required'));
  const { user, status, role } = person;
  const lacksFactor = status === 'active' && (await isFactorLacking(deps, deps.database, person));
  if (status === 'suspended') return err(refusal('account/suspended'));
  if (status === 'erased') return err(refusal('auth/required'));
  if (status === 'refused') return err(refusal('account/refused', await readRefusal(deps.database, user)));
  const isRevoked = await isDeviceRevoked(deps.database, response.session.id);
  return ok({
    session: { id: response.session.id, user, status, role, isRevoked, lacksFactor },
    cookies: headers.getSetCookie(),
  });
}

/** Of `sessions`: those that do not stand any more, or whose person may not be here (AUTH-10), without a second factor either (POLICY-2). */
export async function endedSessions(
  deps: Omit<SessionDeps, 'auth'>,
  sessions: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  if (sessions.size === 0) return new Set();
  const { rows } = await deps.database.query<{ id: string; role: Role } & Factors>(
    `select s.id, p.role, ${factorColumns} from session s join person p on p.user_id = s."userId" join "user" u on u.id = p.user_id
      where s.id = any($1::uuid[]) and s."expiresAt" > now() and p.status = 'active'
        and not exists (select 1 from device_session ds join device d on d.key = ds.device_key
                         where ds.session_id = s.id and d.revoked_n is not null)`,
    [[...sessions]],
  );
  const standing = new Set<string>();
  for (const row of rows) if (!(await isFactorLacking(deps, deps.database, row))) standing.add(row.id);
  return new Set([...sessions].filter((id) => !standing.has(id)));
}

export type Access = 'any-session' | 'session' | 'securing' | 'active';

/**
 * AUTH-7: a pending account has a session, and reaches the routes marked `session` only. AUTH-11: the session of a revoked device reaches
 * those marked `any-session`: what it needs to see that its own chain says so, and to sign out. POLICY-2: an account that lacks a second
 * factor reaches those marked `securing` as well: where one is set up.
 */
export const requireAccess =
  (deps: SessionDeps, access: Access, permission?: Permission): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    const found = await findSession(deps, c.req.header('cookie'));
    if (!found.ok) return refuse(c, found.error);
    const { session, cookies } = found.value;
    // SHARED-2: on a shared computer the cookie may be a colleague's by now.
    const person = c.req.header(personHeader) ?? c.req.query(personHeader);
    if (person !== undefined && person !== session.user) return refuse(c, refusal('auth/other-person'));
    if (access !== 'any-session' && session.isRevoked) return refuse(c, refusal('device/revoked'));
    if (access !== 'any-session' && access !== 'session' && session.status === 'pending')
      return refuse(c, refusal('account/pending'));
    if (access === 'active' && session.lacksFactor) return refuse(c, refusal('auth/second-factor-required'));
    if (permission !== undefined && !permits(session.role, permission)) return refuse(c, refusal('auth/forbidden'));
    c.set('session', session);
    await next();
    withCookies(c.res, cookies);
    return undefined;
  };

/** ADMIN-1: an active account whose role has this permission; of a head's unit it says nothing yet (`admin/scope.ts`). */
export const requirePermission = (deps: SessionDeps, permission: Permission): MiddlewareHandler<AppEnv> =>
  requireAccess(deps, 'active', permission);
