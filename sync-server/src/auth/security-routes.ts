/** Routes of `/api/v1` about how somebody proves that it is her (wire/account-security.ts): AUTH-12 … AUTH-18. */
import type { UserId } from '@sanad/model/ids';
import { err, ok } from '@sanad/model/result';
import {
  FirstCode,
  NewPasskey,
  PasskeyAssertion,
  PasskeySignIn,
  PasswordChange,
  PasswordProof,
  RemoveSecondFactor,
  RenamePasskey,
  SecondFactorAnswer,
} from '@sanad/model/wire/account-security';
import type { Role } from '@sanad/model/wire/organisation-chain';
import { Hono } from 'hono';
import * as v from 'valibot';
import { appendAudit, noteAudit } from '../audit/append-audit.ts';
import { transaction } from '../db/database.ts';
import { type AppContext, type AppEnv, answer, answerResult, readBody, refuse } from '../http/context.ts';
import { type Refusal, refusal } from '../http/refusal.ts';
import { relyingParty } from './auth.ts';
import { changePassword, type PasswordDeps } from './change-password.ts';
import { admitComputer } from './computer-rule.ts';
import { withCookies } from './cookies.ts';
import { factorNeeded } from './factor-rule.ts';
import {
  type Asked,
  addPasskey,
  askForPasskey,
  beginPasskey,
  type PasskeyDeps,
  proveWithPasskey,
  readPasskeys,
  removePasskey,
  renamePasskey,
  signInWithPasskey,
} from './passkeys.ts';
import { readMe } from './people.ts';
import { checkPassword, noteProof, provenForMs, requireProof } from './proof.ts';
import { countAttempt } from './rate-limit.ts';
import { answerChallenge, removeSecondFactor, type SecondFactorDeps } from './second-factor.ts';
import { begin, readSecondFactor, renewReserve, takeTotp, totpUri, turnOn } from './second-factor-store.ts';
import { requireAccess } from './session.ts';
import { answerSignedIn } from './signed-in.ts';

export interface SecurityDeps extends SecondFactorDeps, PasskeyDeps, PasswordDeps {
  readonly addressOf: (c: AppContext) => string;
}

const askedBy = (c: AppContext): Asked => ({ cookie: c.req.header('cookie'), origin: c.req.header('origin') });

export function securityRoutes(deps: SecurityDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  routes.route('/', signInRoutes(deps));
  routes.route('/', proofRoutes(deps));
  routes.route('/', secondFactorRoutes(deps));
  routes.route('/', passkeyRoutes(deps));
  return routes;
}

function signInRoutes(deps: SecurityDeps): Hono<AppEnv> {
  const { database } = deps;
  const routes = new Hono<AppEnv>();
  const countPasskey = (c: AppContext) => countAttempt(database, 'passkey', deps.addressOf(c), deps.signInLimit, deps.nowMs());

  routes.post('/sign-in/second-factor', async (c) => {
    const request = await readBody(c, SecondFactorAnswer);
    if (!request.ok) return refuse(c, request.error);
    const here = await admitComputer(deps, database, request.value.computer);
    if (!here.ok) return refuse(c, here.error);
    const done = await answerChallenge(deps, request.value, c.req.header('cookie'), deps.addressOf(c));
    return answerSignedIn(c, deps, done, { way: 'code', computer: request.value.computer });
  });

  routes.post('/sign-in/passkey/options', async (c) => {
    const allowed = await countPasskey(c);
    if (!allowed.ok) return refuse(c, allowed.error);
    const asked = await askForPasskey(deps, askedBy(c), false);
    return asked.ok ? withCookies(answer(c, asked.value.value), asked.value.cookies) : refuse(c, asked.error);
  });

  routes.post('/sign-in/passkey', async (c) => {
    const allowed = await countPasskey(c);
    if (!allowed.ok) return refuse(c, allowed.error);
    const request = await readBody(c, PasskeySignIn);
    if (!request.ok) return refuse(c, request.error);
    const { computer, ...assertion } = request.value;
    const here = await admitComputer(deps, database, computer);
    if (!here.ok) return refuse(c, here.error);
    return answerSignedIn(c, deps, await signInWithPasskey(deps, askedBy(c), assertion), { way: 'passkey', computer });
  });
  return routes;
}

function proofRoutes(deps: SecurityDeps): Hono<AppEnv> {
  const { auth, database } = deps;
  const securing = requireAccess(deps, 'securing');
  const routes = new Hono<AppEnv>();

  routes.post('/me/proof', securing, async (c) => {
    const proof = await readBody(c, PasswordProof);
    if (!proof.ok) return refuse(c, proof.error);
    const checked = await checkPassword(auth, database, c.var.session, proof.value.password, deps.nowMs());
    if (!checked.ok) return refuse(c, checked.error);
    await noteProof(database, c.var.session.id);
    return answer(c, {});
  });

  routes.post('/me/proof/passkey/options', securing, async (c) => {
    const asked = await askForPasskey(deps, askedBy(c), true);
    return asked.ok ? withCookies(answer(c, asked.value.value), asked.value.cookies) : refuse(c, asked.error);
  });

  routes.post('/me/proof/passkey', securing, async (c) => {
    const assertion = await readBody(c, PasskeyAssertion);
    if (!assertion.ok) return refuse(c, assertion.error);
    const { id, user } = c.var.session;
    const proven = await proveWithPasskey(deps, askedBy(c), user, assertion.value);
    if (!proven.ok) return refuse(c, proven.error);
    await noteProof(database, id);
    return answer(c, {});
  });

  routes.get('/me/security', securing, async (c) => {
    const { id, user } = c.var.session;
    const factor = await readSecondFactor(auth, database, user);
    return answer(c, {
      secondFactor: factor?.isOn === true,
      reserveCodesLeft: factor?.isOn === true ? factor.reserve.length : 0,
      passkeys: await readPasskeys(database, user),
      relyingParty: relyingParty(deps.baseUrl),
      provenForMs: await provenForMs(database, id),
    });
  });

  routes.post('/me/password', securing, async (c) => {
    const body = await readBody(c, v.unknown());
    if (!body.ok) return refuse(c, body.error);
    const change = v.safeParse(PasswordChange, body.value);
    if (!change.success) {
      const isOnlyNext = change.issues.every((issue) => issue.path?.[0]?.key === 'next');
      return refuse(c, refusal(isOnlyNext ? 'account/password-weak' : 'request/malformed'));
    }
    const changed = await changePassword(deps, c.var.session, change.output);
    return changed.ok ? answer(c, {}) : refuse(c, changed.error);
  });
  return routes;
}

/** Of one account: each of them is an entry of the log (AUDIT-4). */
const factorLimit = { max: 30, windowMs: 3_600_000 };

function secondFactorRoutes(deps: SecurityDeps): Hono<AppEnv> {
  const { auth, database } = deps;
  const securing = requireAccess(deps, 'securing');
  const proven = requireProof(database);
  const routes = new Hono<AppEnv>();

  routes.post('/me/second-factor', securing, proven, async (c) => {
    const { user } = c.var.session;
    const [me, secret] = [await readMe(database, user), await begin(auth, database, user)];
    if (me === undefined || secret === undefined) return refuse(c, refusal('request/not-found'));
    const uri = totpUri(secret, me.email);
    return answer(c, { secret: new URL(uri).searchParams.get('secret') ?? '', uri });
  });

  routes.post('/me/second-factor/confirm', securing, proven, async (c) => {
    const first = await readBody(c, FirstCode);
    if (!first.ok) return refuse(c, first.error);
    const { user } = c.var.session;
    return answerResult(
      c,
      await transaction(database, async (client) => {
        const factor = await readSecondFactor(auth, client, user);
        if (factor === undefined || factor.isOn) return err<Refusal>(refusal('request/not-found'));
        const isRight = await takeTotp(client, user, factor.secret, first.value.code, deps.nowMs());
        if (!isRight) return err<Refusal>(refusal('auth/code'));
        const codes = await turnOn(auth, client, user);
        await appendAudit(client, { actor: user, act: 'second-factor.on', subject: user });
        return ok({ codes });
      }),
    );
  });

  routes.post('/me/second-factor/codes', securing, proven, async (c) => {
    const { user } = c.var.session;
    const allowed = await countAttempt(database, 'factors', user, factorLimit, deps.nowMs());
    if (!allowed.ok) return refuse(c, allowed.error);
    return answerResult(
      c,
      await transaction(database, async (client) => {
        const factor = await readSecondFactor(auth, client, user);
        if (!factor?.isOn) return err<Refusal>(refusal('request/not-found'));
        const codes = await renewReserve(auth, client, user);
        await appendAudit(client, { actor: user, act: 'second-factor.codes', subject: user });
        return ok({ codes });
      }),
    );
  });

  routes.post('/me/second-factor/remove', securing, proven, async (c) => {
    const request = await readBody(c, RemoveSecondFactor);
    if (!request.ok) return refuse(c, request.error);
    const { user, role } = c.var.session;
    if (await isLastFactor(deps, user, role)) return refuse(c, refusal('auth/second-factor-required'));
    return answerResult(c, await removeSecondFactor(deps, user, request.value.answer));
  });
  return routes;
}

function passkeyRoutes(deps: SecurityDeps): Hono<AppEnv> {
  const { database } = deps;
  const securing = requireAccess(deps, 'securing');
  const proven = requireProof(database);
  const routes = new Hono<AppEnv>();
  const found = (c: AppContext, isFound: boolean) => (isFound ? answer(c, {}) : refuse(c, refusal('request/not-found')));

  routes.post('/me/passkeys/options', securing, proven, async (c) => {
    const allowed = await countAttempt(database, 'factors', c.var.session.user, factorLimit, deps.nowMs());
    if (!allowed.ok) return refuse(c, allowed.error);
    const begun = await beginPasskey(deps, askedBy(c), c.var.session.user);
    return begun.ok ? withCookies(answer(c, begun.value.value), begun.value.cookies) : refuse(c, begun.error);
  });

  routes.post('/me/passkeys', securing, proven, async (c) => {
    const request = await readBody(c, NewPasskey);
    if (!request.ok) return refuse(c, request.error);
    const added = await addPasskey(deps, askedBy(c), request.value);
    if (!added.ok) return refuse(c, added.error);
    await noteAudit(database, { actor: c.var.session.user, act: 'passkey.add', subject: c.var.session.user });
    return answer(c, {});
  });

  routes.post('/me/passkeys/:id/rename', securing, proven, async (c) => {
    const request = await readBody(c, RenamePasskey);
    if (!request.ok) return refuse(c, request.error);
    return found(c, await renamePasskey(database, c.var.session.user, c.req.param('id'), request.value.name));
  });

  routes.post('/me/passkeys/:id/remove', securing, proven, async (c) => {
    const { user, role } = c.var.session;
    if (await isLastFactor(deps, user, role)) return refuse(c, refusal('auth/second-factor-required'));
    return answerResult(
      c,
      await transaction(database, async (client) => {
        if (!(await removePasskey(client, user, c.req.param('id')))) return err<Refusal>(refusal('request/not-found'));
        await appendAudit(client, { actor: user, act: 'passkey.remove', subject: user });
        return ok({});
      }),
    );
  });
  return routes;
}

/** POLICY-2: the last one that the rules ask for stays. */
async function isLastFactor(deps: SecurityDeps, user: UserId, role: Role): Promise<boolean> {
  if ((await factorNeeded(deps, deps.database, role)) === undefined) return false;
  const factor = await readSecondFactor(deps.auth, deps.database, user);
  const passkeys = await readPasskeys(deps.database, user);
  return (factor?.isOn === true ? 1 : 0) + passkeys.length === 1;
}
