/** Account, directory and administration routes of `/api/v1` (wire/http.ts). */
import { isUserId } from '@sanad/model/ids';
import { err, ok } from '@sanad/model/result';
import { RefuseAccess } from '@sanad/model/wire/admin';
import { CLOSE_CODES } from '@sanad/model/wire/error-code';
import { ProfileChange, SignIn, SignUp } from '@sanad/model/wire/http';
import { Hono } from 'hono';
import * as v from 'valibot';
import { reaches, reachOf } from '../admin/scope.ts';
import { appendAudit, noteAudit } from '../audit/append-audit.ts';
import type { RateLimit } from '../config.ts';
import { transaction } from '../db/database.ts';
import { type AppContext, type AppEnv, answer, answerResult, readBody, refuse } from '../http/context.ts';
import { type Refusal, refusal } from '../http/refusal.ts';
import type { Live } from '../relay/live.ts';
import { admitComputer } from './computer-rule.ts';
import { withCookies } from './cookies.ts';
import { changeProfile, photoType, readDirectory, readMeUnderRules, readPending, readPhoto, refusePending } from './people.ts';
import { countAttempt } from './rate-limit.ts';
import { requireAccess, requirePermission, type SessionDeps } from './session.ts';
import { signIn } from './sign-in.ts';
import { signUp } from './sign-up.ts';
import { answerSignedIn } from './signed-in.ts';
import { endTrust } from './trusted-browsers.ts';

export interface AccountDeps extends SessionDeps {
  readonly live: Live;
  readonly baseUrl: string;
  readonly signUpLimit: RateLimit;
  readonly addressOf: (c: AppContext) => string;
  readonly onError: (error: unknown) => void;
}

export function accountRoutes(deps: AccountDeps): Hono<AppEnv> {
  const { auth, database } = deps;
  const anySession = requireAccess(deps, 'any-session');
  const session = requireAccess(deps, 'session');
  const active = requireAccess(deps, 'active');
  const approver = requirePermission(deps, 'accounts.approve');
  const routes = new Hono<AppEnv>();

  const letIn = async (c: AppContext, request: SignIn, status: 200 | 201): Promise<Response> => {
    const here = await admitComputer(deps, database, request.computer);
    if (!here.ok) return refuse(c, here.error);
    const signedIn = await signIn(deps, request, deps.addressOf(c), c.req.header('cookie'));
    return answerSignedIn(c, deps, signedIn, { way: 'password', computer: request.computer }, status);
  };

  routes.post('/sign-up', async (c) => {
    const allowed = await countAttempt(database, 'sign-up', deps.addressOf(c), deps.signUpLimit, deps.nowMs());
    if (!allowed.ok) return refuse(c, allowed.error);
    const body = await readBody(c, v.unknown());
    if (!body.ok) return refuse(c, body.error);
    const request = v.safeParse(SignUp, body.value);
    if (!request.success)
      return refuse(c, refusal(isOnlyPassword(request.issues) ? 'account/password-weak' : 'request/malformed'));
    const here = await admitComputer(deps, database, request.output.computer);
    if (!here.ok) return refuse(c, here.error);
    const hashPassword = async (password: string) => (await auth.$context).password.hash(password);
    const made = await signUp({ database, organisation: deps.organisation, hashPassword }, request.output);
    if (!made.ok) return refuse(c, made.error);
    const { email, password, computer } = request.output;
    return letIn(c, { login: email, password, ...(computer === undefined ? {} : { computer }) }, 201);
  });

  routes.post('/sign-in', async (c) => {
    const request = await readBody(c, SignIn);
    return request.ok ? letIn(c, request.value, 200) : refuse(c, request.error);
  });

  routes.post('/sign-out', anySession, async (c) => {
    const { headers } = await auth.api.signOut({
      headers: new Headers({ cookie: c.req.header('cookie') ?? '' }),
      returnHeaders: true,
    });
    const { id, user } = c.var.session;
    deps.live.closeUser(user, CLOSE_CODES.unauthenticated, id);
    await noteAudit(database, { actor: user, act: 'sign-out', subject: user });
    return withCookies(answer(c, {}), [...headers.getSetCookie(), ...(await endTrust(auth, c.req.header('cookie')))]);
  });

  routes.get('/me', session, async (c) => {
    const me = await readMeUnderRules(deps, database, c.var.session.user);
    return me === undefined ? refuse(c, refusal('auth/required')) : answer(c, me);
  });

  routes.patch('/me', session, async (c) => {
    const change = await readBody(c, ProfileChange);
    if (!change.ok) return refuse(c, change.error);
    const { photo } = change.value;
    if (photo !== undefined && photo !== null && photoType(photo) === undefined) return refuse(c, refusal('request/malformed'));
    const { user } = c.var.session;
    return answerResult(
      c,
      await transaction(database, async (client) => {
        await changeProfile(client, user, change.value);
        const me = await readMeUnderRules(deps, client, user);
        return me === undefined ? err<Refusal>(refusal('auth/required')) : ok(me);
      }),
    );
  });

  routes.get('/directory', active, async (c) => answer(c, { people: await readDirectory(database) }));

  routes.get('/users/:id/photo', active, async (c) => {
    const user = c.req.param('id');
    const photo = isUserId(user) ? await readPhoto(database, user) : undefined;
    if (photo === undefined) return refuse(c, refusal('request/not-found'));
    // SHARED-6: the address of a photo says where nothing may be kept.
    const cache = c.req.query('at') === 'nowhere' ? 'no-store' : 'private, max-age=86400';
    return c.body(new Uint8Array(photo.body), 200, { 'content-type': photo.type, 'cache-control': cache });
  });

  routes.get('/admin/pending', approver, async (c) =>
    answer(c, { accounts: await readPending(database, await reachOf(database, c.var.session, 'accounts.approve')) }),
  );

  routes.post('/admin/pending/:id/refuse', approver, async (c) => {
    const user = c.req.param('id');
    const { session } = c.var;
    if (!isUserId(user)) return refuse(c, refusal('request/not-found'));
    const request = await readBody(c, RefuseAccess);
    if (!request.ok) return refuse(c, request.error);
    return answerResult(
      c,
      await transaction(database, async (client) => {
        if (!(await reaches(client, session, 'accounts.approve', user))) return err<Refusal>(refusal('request/not-found'));
        if (!(await refusePending(client, user, request.value.reason))) return err<Refusal>(refusal('request/not-found'));
        await appendAudit(client, { actor: session.user, act: 'account.refuse', subject: user });
        return ok({});
      }),
    );
  });
  return routes;
}

const isOnlyPassword = (issues: readonly v.BaseIssue<unknown>[]): boolean =>
  issues.every((issue) => issue.path?.[0]?.key === 'password');
