/** The answer to every way of signing in: who she is with the session's cookie, or that a second factor is asked for (AUTH-12). */
import type { Result } from '@sanad/model/result';
import type { Database } from '../db/database.ts';
import { type AppContext, answer, refuse } from '../http/context.ts';
import { type Refusal, refusal } from '../http/refusal.ts';
import { readMe } from './people.ts';
import type { SignedIn } from './sign-in.ts';

export async function answerSignedIn(
  c: AppContext,
  database: Database,
  signedIn: Result<SignedIn, Refusal>,
  status: 200 | 201 = 200,
): Promise<Response> {
  if (!signedIn.ok) return refuse(c, signedIn.error);
  const { user, cookies } = signedIn.value;
  if (user === undefined) return withCookies(answer(c, { next: 'second-factor' }), cookies);
  const me = await readMe(database, user);
  return me === undefined ? refuse(c, refusal('auth/required')) : withCookies(answer(c, me, status), cookies);
}

export function withCookies(response: Response, cookies: readonly string[]): Response {
  for (const cookie of cookies) response.headers.append('set-cookie', cookie);
  return response;
}
