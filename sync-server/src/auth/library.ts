/** How our routes call better-auth: what its cookies are called, and its failures as refusals (HTTP-3). */

import { err, ok, type Result } from '@sanad/model/result';
import type { ErrorCode } from '@sanad/model/wire/error-code';
import { APIError } from 'better-auth/api';
import { type Refusal, refusal } from '../http/refusal.ts';
import type { Auth } from './auth.ts';

export interface Called<T> {
  readonly value: T;
  /** `Set-Cookie` lines. */
  readonly cookies: readonly string[];
}

/** `wrong`: what a refused proof is called; it says nothing of why. */
export async function callLibrary<T>(
  wrong: ErrorCode,
  call: () => Promise<{ readonly response: T; readonly headers: Headers }>,
): Promise<Result<Called<T>, Refusal>> {
  try {
    const { response, headers } = await call();
    return ok({ value: response, cookies: headers.getSetCookie() });
  } catch (error) {
    // The registration of a passkey hides every malformed answer behind a 500 of its own; any other is a defect, or Postgres is away.
    const isDefect = !(error instanceof APIError) || (error.statusCode >= 500 && error.body?.code !== hidden);
    if (isDefect) throw error;
    return err(refusal(codeOf(error, wrong)));
  }
}

const hidden = 'FAILED_TO_VERIFY_REGISTRATION';

function codeOf(error: APIError, wrong: ErrorCode): ErrorCode {
  switch (error.body?.code) {
    case 'SUSPENDED':
      return 'account/suspended';
    case 'REFUSED':
      return 'account/refused';
    case 'INVALID_TWO_FACTOR_COOKIE':
    case 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE':
      return 'auth/code-expired';
    default:
      return wrong;
  }
}

/** Names of the library's cookies, as they stand in a request (`__Secure-` on HTTPS). */
export async function cookieNames(auth: Auth) {
  const { createAuthCookie } = await auth.$context;
  return {
    challenge: createAuthCookie('two_factor').name,
    trust: createAuthCookie('trust_device').name,
    passkey: createAuthCookie('better-auth-passkey').name,
  };
}
