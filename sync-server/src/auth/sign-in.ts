/**
 * Sign-in (AUTH-4, AUTH-5): through better-auth's own handler, so that its database rate limit applies to the real address. Every wrong
 * credential gets the same answer after the same work: for an unknown login the handler hashes the password against nobody.
 */
import type { UserId } from '@sanad/model/ids';
import { err, ok, type Result } from '@sanad/model/result';
import type { SignIn } from '@sanad/model/wire/http';
import type { Database } from '../db/database.ts';
import { type Refusal, refusal } from '../http/refusal.ts';
import { type Auth, addressHeader } from './auth.ts';
import { findAccountByLogin } from './people.ts';
import { cookieNames, personLine, sessionValue } from './person-cookies.ts';

// Nobody has it (RFC 2606): the handler does for it what it does for a person.
const nobody = 'nobody@sanad.invalid';
const path = '/api/auth/sign-in/email';

export interface SignInDeps {
  readonly auth: Auth;
  readonly database: Database;
  readonly baseUrl: string;
}

export interface SignedIn {
  readonly user: UserId;
  /** `Set-Cookie` lines. */
  readonly cookies: readonly string[];
}

export async function signIn(
  deps: SignInDeps,
  { login, password, computer }: SignIn,
  address: string,
): Promise<Result<SignedIn, Refusal>> {
  const account = await findAccountByLogin(deps.database, login);
  const response = await deps.auth.handler(
    new Request(new URL(path, deps.baseUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json', [addressHeader]: address },
      // Who leaves nothing behind has a cookie that ends with the browser, and a session of a day.
      body: JSON.stringify({
        email: account?.email ?? nobody,
        password,
        ...(computer === 'passing' ? { rememberMe: false } : {}),
      }),
    }),
  );
  if (response.status === 200 && account !== undefined) {
    const cookies = response.headers.getSetCookie();
    const names = await cookieNames(deps.auth);
    const value = computer === 'shared' ? sessionValue(names, cookies) : undefined;
    return ok({
      user: account.user,
      cookies: value === undefined ? cookies : [...cookies, personLine(names, account.user, value)],
    });
  }
  return err(await refusalOf(response));
}

async function refusalOf(response: Response): Promise<Refusal> {
  switch (response.status) {
    case 429:
      return refusal('request/rate-limited', { retryAfterMs: Number(response.headers.get('x-retry-after') ?? 10) * 1000 });
    case 403:
      return refusal((await response.text()).includes('SUSPENDED') ? 'account/suspended' : 'account/refused');
    case 400:
    case 401:
      return refusal('auth/credentials');
    default:
      return refusal('server/unavailable');
  }
}
