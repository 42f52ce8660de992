/**
 * Sign-in (AUTH-4, AUTH-5): through better-auth's own handler, so that its database rate limit applies to the real address. Every wrong
 * credential gets the same answer after the same work: for an unknown login the handler hashes the password against nobody.
 */
import type { UserId } from '@sanad/model/ids';
import { err, ok, type Result } from '@sanad/model/result';
import type { SignIn } from '@sanad/model/wire/http';
import * as v from 'valibot';
import { noteFailure } from '../audit/bounded-audit.ts';
import type { Database } from '../db/database.ts';
import { type Refusal, refusal } from '../http/refusal.ts';
import { type Auth, addressHeader } from './auth.ts';
import { onlyCookies } from './cookies.ts';
import { type FactorRuleDeps, factorNeeded } from './factor-rule.ts';
import { cookieNames } from './library.ts';
import { findAccountByLogin, findStatusAndRole } from './people.ts';

// Nobody has it (RFC 2606): the handler does for it what it does for a person.
const nobody = 'nobody@sanad.invalid';
const path = '/api/auth/sign-in/email';

export interface SignInDeps extends FactorRuleDeps {
  readonly auth: Auth;
  readonly database: Database;
  readonly baseUrl: string;
  readonly nowMs: () => number;
  readonly onError: (error: unknown) => void;
}

export interface SignedIn {
  /** `undefined`: the password was right, and a second factor is asked for (AUTH-12). The cookies hold the challenge. */
  readonly user: UserId | undefined;
  /** `Set-Cookie` lines. */
  readonly cookies: readonly string[];
}

/** Of the request's `cookie` only the word that this browser is trusted counts, and on a computer of the ward not even that (SHARED-1). */
export async function signIn(
  deps: SignInDeps,
  { login, password, computer }: SignIn,
  address: string,
  cookie: string | undefined,
): Promise<Result<SignedIn, Refusal>> {
  const account = await findAccountByLogin(deps.database, login);
  const { trust } = await cookieNames(deps.auth);
  const response = await deps.auth.handler(
    new Request(new URL(path, deps.baseUrl), {
      method: 'POST',
      // The real Origin was looked at already (HTTP-4); with a cookie the handler asks for one that it knows.
      headers: {
        'content-type': 'application/json',
        [addressHeader]: address,
        origin: new URL(deps.baseUrl).origin,
        cookie: computer === undefined ? onlyCookies(cookie, [trust]) : '',
      },
      // Who leaves nothing behind has a session of a day.
      body: JSON.stringify({
        email: account?.email ?? nobody,
        password,
        ...(computer === 'passing' ? { rememberMe: false } : {}),
      }),
    }),
  );
  if (response.status !== 200 || account === undefined) {
    const failure = await refusalOf(response);
    if (account !== undefined) noteWrong(deps, account.user, failure, address);
    return err(failure);
  }
  const { twoFactorRedirect, token } = v.parse(Answer, await response.json());
  const cookies = response.headers.getSetCookie();
  if (twoFactorRedirect === true) return ok({ user: undefined, cookies });
  if (!(await needsPasskey(deps, account.user))) return ok({ user: account.user, cookies });
  await deps.database.query('delete from session where token = $1', [token ?? '']);
  return err(refusal('auth/passkey-required'));
}
/** Not waited for: the answer would tell by its time whether there is such an account (AUTH-5). */
function noteWrong({ database, nowMs, onError }: SignInDeps, user: UserId, { type: reason }: Refusal, address: string): void {
  if (reason === 'request/rate-limited' || reason.startsWith('server/')) return;
  noteFailure(database, { user, way: 'password', reason, address }, nowMs()).catch(onError);
}

const Answer = v.object({ twoFactorRedirect: v.optional(v.boolean()), token: v.optional(v.nullable(v.string())) });

/** POLICY-2: her passkey is the second factor; beside it a password would be none. */
async function needsPasskey(deps: SignInDeps, user: UserId): Promise<boolean> {
  const person = await findStatusAndRole(deps.database, user);
  if (person?.status !== 'active' || person.hasTotp || !person.hasPasskey) return false;
  const fromMs = await factorNeeded(deps, deps.database, person.role);
  return fromMs !== undefined && deps.nowMs() >= fromMs;
}

async function refusalOf(response: Response): Promise<Refusal> {
  switch (response.status) {
    case 429:
      return refusal('request/rate-limited', { retryAfterMs: Number(response.headers.get('x-retry-after') ?? 10) * 1000 });
    case 403: {
      const text = await response.text();
      if (text.includes('SUSPENDED')) return refusal('account/suspended');
      return refusal(text.includes('REFUSED') ? 'account/refused' : 'server/defect');
    }
    case 400:
    case 401:
      return refusal('auth/credentials');
    default:
      return refusal('server/unavailable');
  }
}
