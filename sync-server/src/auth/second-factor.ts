/**
 * The second step of a sign-in (AUTH-12): the challenge that the right password left in a cookie, and a code of the app or a reserve code.
 * Attempts are counted before anything is looked at, by account and by real address (AUTH-14).
 */
import { isUserId, type UserId } from '@sanad/model/ids';
import { err, ok, type Result } from '@sanad/model/result';
import type { FactorCode, SecondFactorAnswer } from '@sanad/model/wire/account-security';
import { appendAudit } from '../audit/append-audit.ts';
import { noteFailure } from '../audit/bounded-audit.ts';
import type { RateLimit } from '../config.ts';
import { type Database, type Queryable, transaction } from '../db/database.ts';
import { type Refusal, refusal } from '../http/refusal.ts';
import type { Auth } from './auth.ts';
import { onlyCookies, signedValue } from './cookies.ts';
import { callLibrary, cookieNames } from './library.ts';
import { clearAttempts, countAttempt } from './rate-limit.ts';
import { readSecondFactor, takeTotp, turnOff } from './second-factor-store.ts';
import type { SignedIn } from './sign-in.ts';

/** Three codes fit at any time: who has the password and guesses codes finds one in about two years. */
const attempts: RateLimit = { max: 5, windowMs: 15 * 60_000 };

export interface SecondFactorDeps {
  readonly auth: Auth;
  readonly database: Database;
  readonly signInLimit: RateLimit;
  readonly nowMs: () => number;
}

export async function answerChallenge(
  deps: SecondFactorDeps,
  { answer, trust, computer }: SecondFactorAnswer,
  cookie: string | undefined,
  address: string,
): Promise<Result<SignedIn, Refusal>> {
  const { auth, database } = deps;
  const byAddress = await countAttempt(database, 'second-factor', address, deps.signInLimit, deps.nowMs());
  if (!byAddress.ok) return byAddress;
  const names = await cookieNames(auth);
  const user = await challengedUser(auth, signedValue(cookie, names.challenge), deps.nowMs());
  if (user === undefined) return err(refusal('auth/code-expired'));
  const allowed = await countAttempt(database, 'second-factor', user, attempts, deps.nowMs());
  if (!allowed.ok) return allowed;
  const headers = new Headers({ cookie: onlyCookies(cookie, [names.challenge]) });
  // Whoever sits there next would need her password alone.
  const body = { code: answer.code, trustDevice: trust && computer === undefined };
  if (answer.kind === 'totp') {
    const factor = await readSecondFactor(auth, database, user);
    if (!factor?.isOn || !(await takeTotp(database, user, factor.secret, answer.code, deps.nowMs())))
      return wrongCode(deps, user, address);
  }
  const done = await callLibrary('auth/code', () =>
    answer.kind === 'totp'
      ? auth.api.verifyTOTP({ body, headers, returnHeaders: true })
      : auth.api.verifyBackupCode({ body, headers, returnHeaders: true }),
  );
  if (!done.ok) return done.error.type === 'auth/code' ? wrongCode(deps, user, address) : done;
  await clearAttempts(database, 'second-factor', user);
  return ok({ user, cookies: done.value.cookies });
}

async function wrongCode(deps: SecondFactorDeps, user: UserId, address: string): Promise<Result<never, Refusal>> {
  await noteFailure(deps.database, { user, way: 'code', reason: 'auth/code', address }, deps.nowMs());
  return err(refusal('auth/code'));
}

/** Off, by whoever is signed in and says again that she has the factor (AUTH-15). */
export async function removeSecondFactor(
  deps: SecondFactorDeps,
  user: UserId,
  answer: FactorCode,
): Promise<Result<object, Refusal>> {
  const { database } = deps;
  // Outside of the transaction: an attempt counts also when nothing comes of it, and nobody holds one connection while she waits for another.
  const allowed = await countAttempt(database, 'second-factor', user, attempts, deps.nowMs());
  if (!allowed.ok) return allowed;
  const removed = await transaction(database, async (client) => {
    const checked = await checkFactorCode(deps, client, user, answer);
    if (!checked.ok) return checked;
    await turnOff(client, user);
    await appendAudit(client, { actor: user, act: 'second-factor.off', subject: user });
    return ok({});
  });
  if (removed.ok) await clearAttempts(database, 'second-factor', user);
  else if (removed.error.type === 'auth/code')
    await noteFailure(database, { user, way: 'proof', reason: 'auth/code' }, deps.nowMs());
  return removed;
}

async function checkFactorCode(
  deps: SecondFactorDeps,
  client: Queryable,
  user: UserId,
  answer: FactorCode,
): Promise<Result<undefined, Refusal>> {
  const factor = await readSecondFactor(deps.auth, client, user);
  if (!factor?.isOn) return err(refusal('request/not-found'));
  const isRight =
    answer.kind === 'totp'
      ? await takeTotp(client, user, factor.secret, answer.code, deps.nowMs())
      : factor.reserve.includes(answer.code);
  return isRight ? ok(undefined) : err(refusal('auth/code'));
}

async function challengedUser(auth: Auth, identifier: string | undefined, nowMs: number): Promise<UserId | undefined> {
  if (identifier === undefined || !identifier.startsWith('2fa-') || identifier.startsWith('2fa-attempts-')) return undefined;
  const { internalAdapter } = await auth.$context;
  const challenge = await internalAdapter.findVerificationValue(identifier);
  if (challenge === null || challenge.expiresAt.getTime() <= nowMs) return undefined;
  return isUserId(challenge.value) ? challenge.value : undefined;
}
