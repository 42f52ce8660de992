/** Routes of `/api/v1` about an account as a whole (wire/account.ts): ACCOUNT-1 … ACCOUNT-4. */
import { EndSession } from '@sanad/model/wire/account';
import { PasswordProof } from '@sanad/model/wire/account-security';
import { CLOSE_CODES } from '@sanad/model/wire/error-code';
import { Hono } from 'hono';
import { noteAudit } from '../audit/append-audit.ts';
import { checkPassword } from '../auth/proof.ts';
import { countAttempt } from '../auth/rate-limit.ts';
import { requireAccess, type SessionDeps } from '../auth/session.ts';
import { type AppContext, type AppEnv, answer, readBody, refuse } from '../http/context.ts';
import { refusal } from '../http/refusal.ts';
import type { Live } from '../relay/live.ts';
import { eraseAccount } from './erase-account.ts';
import { exportAccount } from './export-account.ts';
import { endSessions, readOwnSessions } from './sessions.ts';

export interface AccountAsWholeDeps extends SessionDeps {
  readonly live: Live;
  readonly nowMs: () => number;
}

/** Of one person: it reads all of hers, and each time is an entry of the log (AUDIT-4). */
const exportLimit = { max: 10, windowMs: 3_600_000 };

export function wholeAccountRoutes(deps: AccountAsWholeDeps): Hono<AppEnv> {
  const { auth, database, live } = deps;
  const session = requireAccess(deps, 'session');
  const active = requireAccess(deps, 'active');
  const routes = new Hono<AppEnv>();

  routes.get('/me/sessions', active, async (c) => answer(c, { sessions: await readOwnSessions(database, c.var.session) }));

  const end = async (c: AppContext, only?: string): Promise<readonly string[]> => {
    const ended = await endSessions(database, c.var.session, only);
    for (const id of ended) live.closeUser(c.var.session.user, CLOSE_CODES.unauthenticated, id);
    return ended;
  };
  routes.post('/me/sessions/end', active, async (c) => {
    const request = await readBody(c, EndSession);
    if (!request.ok) return refuse(c, request.error);
    const ended = await end(c, request.value.id);
    return ended.length === 0 ? refuse(c, refusal('request/not-found')) : answer(c, {});
  });
  routes.post('/me/sessions/end-others', active, async (c) => {
    await end(c);
    return answer(c, {});
  });

  routes.get('/me/export', active, async (c) => {
    const { user } = c.var.session;
    const allowed = await countAttempt(database, 'export', user, exportLimit, deps.nowMs());
    if (!allowed.ok) return refuse(c, allowed.error);
    const all = await exportAccount(database, user, deps.nowMs());
    if (all === undefined) return refuse(c, refusal('auth/required'));
    await noteAudit(database, { actor: user, act: 'account.exported', subject: user });
    return answer(c, all);
  });

  routes.post('/me/erase', session, async (c) => {
    const proof = await readBody(c, PasswordProof);
    if (!proof.ok) return refuse(c, proof.error);
    const { user } = c.var.session;
    const checked = await checkPassword(auth, database, c.var.session, proof.value.password, deps.nowMs());
    if (!checked.ok) return refuse(c, checked.error);
    const erased = await eraseAccount(database, user);
    if (!erased.ok) return refuse(c, erased.error);
    live.closeUser(user, CLOSE_CODES.unauthenticated);
    return answer(c, {});
  });
  return routes;
}
