/**
 * The answer to every way of signing in: who she is with the session's cookie, or that a second factor is asked for (AUTH-12). By what she
 * said of the computer she is remembered there as one of several (SHARED-3), or not at all (SHARED-6).
 */
import type { Result } from '@sanad/model/result';
import type { SharedComputer } from '@sanad/model/wire/computer';
import { noteAudit } from '../audit/append-audit.ts';
import type { Database } from '../db/database.ts';
import { type AppContext, answer, refuse } from '../http/context.ts';
import { type Refusal, refusal } from '../http/refusal.ts';
import type { Auth } from './auth.ts';
import { withCookies } from './cookies.ts';
import type { FactorRuleDeps } from './factor-rule.ts';
import { readMeUnderRules } from './people.ts';
import { passingLines, personLine, sessionCookieNames, sessionValue } from './person-cookies.ts';
import type { SignedIn } from './sign-in.ts';

export async function answerSignedIn(
  c: AppContext,
  deps: FactorRuleDeps & { readonly auth: Auth; readonly database: Database },
  signedIn: Result<SignedIn, Refusal>,
  { way, computer }: SigningIn,
  status: 200 | 201 = 200,
): Promise<Response> {
  const { auth, database } = deps;
  if (!signedIn.ok) return refuse(c, signedIn.error);
  const { user, cookies } = signedIn.value;
  if (user === undefined) return withCookies(answer(c, { next: 'second-factor' }), cookies);
  const me = await readMeUnderRules(deps, database, user);
  if (me === undefined) return refuse(c, refusal('auth/required'));
  await noteAudit(database, { actor: user, act: 'sign-in.ok', subject: user, facts: { way } });
  const names = await sessionCookieNames(auth);
  const value = sessionValue(names, cookies);
  if (computer === 'passing') {
    await shortenSession(database, value);
    return withCookies(answer(c, me, status), await passingLines(auth, names, cookies));
  }
  const isStaying = computer === 'shared' && value !== undefined;
  const lines = isStaying ? [...cookies, await personLine(auth, names, user, value)] : cookies;
  return withCookies(answer(c, me, status), lines);
}

export interface SigningIn {
  readonly way: 'password' | 'code' | 'passkey';
  readonly computer: SharedComputer | undefined;
}

/** SHARED-6: the library knows of it at the password alone, and makes 30 days of a passkey or a code. */
async function shortenSession(database: Database, value: string | undefined): Promise<void> {
  const token = decodeURIComponent(value ?? '').split('.')[0];
  await database.query(`update session set "expiresAt" = least("expiresAt", now() + interval '1 day') where token = $1`, [token]);
}
