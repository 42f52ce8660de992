/**
 * The answer to every way of signing in: who she is with the session's cookie, or that a second factor is asked for (AUTH-12). By what she
 * said of the computer she is remembered there as one of several (SHARED-3), or not at all (SHARED-6).
 */
import type { Result } from '@sanad/model/result';
import type { SharedComputer } from '@sanad/model/wire/computer';
import type { Database } from '../db/database.ts';
import { type AppContext, answer, refuse } from '../http/context.ts';
import { type Refusal, refusal } from '../http/refusal.ts';
import type { Auth } from './auth.ts';
import { withCookies } from './cookies.ts';
import { readMe } from './people.ts';
import { endingLine, personLine, sessionCookieNames, sessionValue } from './person-cookies.ts';
import type { SignedIn } from './sign-in.ts';

export async function answerSignedIn(
  c: AppContext,
  { auth, database }: { readonly auth: Auth; readonly database: Database },
  signedIn: Result<SignedIn, Refusal>,
  computer: SharedComputer | undefined,
  status: 200 | 201 = 200,
): Promise<Response> {
  if (!signedIn.ok) return refuse(c, signedIn.error);
  const { user, cookies } = signedIn.value;
  if (user === undefined) return withCookies(answer(c, { next: 'second-factor' }), cookies);
  const me = await readMe(database, user);
  if (me === undefined) return refuse(c, refusal('auth/required'));
  const names = await sessionCookieNames(auth);
  const kept = computer === 'passing' ? cookies.map((cookie) => endingLine(names, cookie)) : cookies;
  const value = computer === 'shared' ? sessionValue(names, cookies) : undefined;
  const lines = value === undefined ? kept : [...kept, personLine(names, user, value)];
  return withCookies(answer(c, me, status), lines);
}
