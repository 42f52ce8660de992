/** Accounts as they are administered (ADMIN-3 … ADMIN-6; wire/admin.ts). What a device signs goes through the organisation's chain instead. */
import { isUserId, type UserId } from '@sanad/model/ids';
import { err, ok, type Result } from '@sanad/model/result';
import { AccountsQuery, ChangeUnit, NewPasswordByLink } from '@sanad/model/wire/admin';
import { CLOSE_CODES } from '@sanad/model/wire/error-code';
import { Hono } from 'hono';
import * as v from 'valibot';
import { appendAudit } from '../audit/append-audit.ts';
import { countAttempt } from '../auth/rate-limit.ts';
import { requirePermission, type SessionDeps } from '../auth/session.ts';
import { forgetTrust } from '../auth/trusted-browsers.ts';
import type { RateLimit } from '../config.ts';
import { type Queryable, transaction } from '../db/database.ts';
import { type AppContext, type AppEnv, answer, answerResult, readBody, refuse } from '../http/context.ts';
import { type Refusal, refusal } from '../http/refusal.ts';
import type { Live } from '../relay/live.ts';
import { readAccount } from './account-detail.ts';
import { readAccounts } from './accounts-table.ts';
import { makePasswordLink, usePasswordLink } from './password-links.ts';

export interface AdminDeps extends SessionDeps {
  readonly live: Live;
  readonly signInLimit: RateLimit;
  readonly addressOf: (c: AppContext) => string;
  readonly nowMs: () => number;
}
const linkLimit = { max: 30, windowMs: 3_600_000 };
const isUuid = (value: string): boolean => v.safeParse(v.pipe(v.string(), v.uuid()), value).success;

/** The address's words as the schema wants them. */
function readAccountsQuery(query: Readonly<Record<string, string>>): AccountsQuery | undefined {
  const { descending, page, limit, ...rest } = query;
  const number = (text: string | undefined) =>
    text === undefined ? undefined : /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  const parsed = v.safeParse(AccountsQuery, {
    ...rest,
    ...(descending === undefined ? {} : { descending: descending === 'true' }),
    ...(page === undefined ? {} : { page: number(page) }),
    ...(limit === undefined ? {} : { limit: number(limit) }),
  });
  return parsed.success ? parsed.output : undefined;
}

export function adminRoutes(deps: AdminDeps): Hono<AppEnv> {
  const { auth, database, live } = deps;
  const routes = new Hono<AppEnv>();

  routes.get('/admin/accounts', requirePermission(deps, 'accounts.read'), async (c) => {
    const query = readAccountsQuery(c.req.query());
    return query === undefined ? refuse(c, refusal('request/malformed')) : answer(c, await readAccounts(database, query));
  });

  routes.get('/admin/accounts/:id', requirePermission(deps, 'accounts.read'), async (c) => {
    const user = c.req.param('id');
    const found = isUserId(user) ? await readAccount(database, user) : undefined;
    return found === undefined ? refuse(c, refusal('request/not-found')) : answer(c, found);
  });

  /** Runs it for the account of the address, never for one's own. */
  const act = async <T>(
    c: AppContext,
    run: (client: Queryable, user: UserId, by: UserId) => Promise<Result<T, Refusal>>,
  ): Promise<Result<T, Refusal>> => {
    const user = c.req.param('id');
    if (!isUserId(user)) return err(refusal('request/not-found'));
    if (user === c.var.session.user) return err(refusal('auth/forbidden'));
    return transaction(database, (client) => run(client, user, c.var.session.user));
  };

  routes.post('/admin/accounts/:id/unit', requirePermission(deps, 'accounts.unit'), async (c) => {
    const change = await readBody(c, ChangeUnit);
    if (!change.ok) return refuse(c, change.error);
    const { unit } = change.value;
    const user = c.req.param('id');
    if (!isUserId(user)) return refuse(c, refusal('request/not-found'));
    return answerResult(
      c,
      await transaction(database, async (client) => {
        const changed = await client.query(
          `update person p set unit_id = $2, unit = coalesce((select name from unit where id = $2), p.unit)
            where user_id = $1 and status <> 'erased' and ($2::uuid is null or exists (select 1 from unit where id = $2))`,
          [user, unit],
        );
        if (changed.rowCount !== 1) return err<Refusal>(refusal('request/not-found'));
        await appendAudit(client, {
          actor: c.var.session.user,
          act: 'account.unit',
          subject: user,
          facts: unit === null ? {} : { unit },
        });
        return ok({});
      }),
    );
  });

  routes.post('/admin/accounts/:id/password-link', requirePermission(deps, 'accounts.password'), async (c) => {
    const { user: by } = c.var.session;
    const allowed = await countAttempt(database, 'password-link', by, linkLimit, deps.nowMs());
    if (!allowed.ok) return refuse(c, allowed.error);
    return answerResult(c, await act(c, (client, user) => makePasswordLink(client, by, user)));
  });

  routes.post('/admin/accounts/:id/sign-out', requirePermission(deps, 'sessions.end'), async (c) => {
    const ended = await act(c, async (client, user, by) => {
      const { rowCount } = await client.query('delete from session where "userId" = $1', [user]);
      await forgetTrust(client, user);
      await appendAudit(client, { actor: by, act: 'session.revoke', subject: user, facts: { count: rowCount ?? 0 } });
      return ok(user);
    });
    if (!ended.ok) return refuse(c, ended.error);
    live.closeUser(ended.value, CLOSE_CODES.unauthenticated);
    return answer(c, {});
  });

  routes.post('/admin/accounts/:id/sessions/:session/end', requirePermission(deps, 'sessions.end'), async (c) => {
    const session = c.req.param('session');
    if (!isUuid(session)) return refuse(c, refusal('request/not-found'));
    const ended = await act(c, async (client, user, by) => {
      const { rowCount } = await client.query('delete from session where "userId" = $1 and id = $2::uuid', [user, session]);
      if (rowCount !== 1) return err<Refusal>(refusal('request/not-found'));
      await appendAudit(client, { actor: by, act: 'session.revoke', subject: user, facts: { count: 1 } });
      return ok(user);
    });
    if (!ended.ok) return refuse(c, ended.error);
    live.closeUser(ended.value, CLOSE_CODES.unauthenticated, session);
    return answer(c, {});
  });

  routes.post('/password-link', async (c) => {
    const allowed = await countAttempt(database, 'password-link', deps.addressOf(c), deps.signInLimit, deps.nowMs());
    if (!allowed.ok) return refuse(c, allowed.error);
    const body = await readBody(c, NewPasswordByLink);
    if (!body.ok) return refuse(c, body.error);
    const hashPassword = async (password: string) => (await auth.$context).password.hash(password);
    const used = await usePasswordLink({ ...deps, hashPassword }, body.value);
    if (!used.ok) return refuse(c, used.error);
    live.closeUser(used.value, CLOSE_CODES.unauthenticated);
    return answer(c, {});
  });
  return routes;
}
