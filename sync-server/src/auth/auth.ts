/**
 * better-auth: passwords, sessions, cookies, the sign-in rate limit (AUTH-1, AUTH-4, AUTH-6), the second factor (AUTH-12) and passkeys
 * (AUTH-16). Its own routes are never exposed: our account routes call it. Telemetry off. Suspended and refused people get no session;
 * pending ones do.
 */
import { passkey } from '@better-auth/passkey';
import { minPasswordCharacters } from '@sanad/model/wire/password';
import { betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import { getMigrations } from 'better-auth/db/migration';
import { twoFactor } from 'better-auth/plugins/two-factor';
import type { RateLimit } from '../config.ts';
import type { Database } from '../db/database.ts';
import { findPersonStatus } from './people.ts';

/** Set by us from the socket; a client's own header of this name is never passed on. */
export const addressHeader = 'x-sanad-client-address';
const sessionSeconds = 30 * 86_400;
const challengeSeconds = 600;
const trustSeconds = 30 * 86_400;

export interface AuthOptions {
  readonly database: Database;
  readonly baseUrl: string;
  readonly secret: string;
  readonly signInLimit: RateLimit;
  readonly passwordHashing?: PasswordHashing | undefined;
}
/** How passwords are kept; the library's scrypt where none is handed in. */
export interface PasswordHashing {
  readonly hash: (password: string) => Promise<string>;
  readonly verify: (stored: { readonly hash: string; readonly password: string }) => Promise<boolean>;
}

export function createAuth({ database, baseUrl, secret, signInLimit, passwordHashing }: AuthOptions) {
  return betterAuth({
    appName: 'SANAD',
    baseURL: baseUrl,
    secret,
    database,
    telemetry: { enabled: false },
    logger: { disabled: true },
    onAPIError: { throw: true },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      // What the rules ask beyond it is checked where passwords are set (POLICY-7).
      minPasswordLength: minPasswordCharacters,
      maxPasswordLength: 128,
      ...(passwordHashing && { password: passwordHashing }),
    },
    // What asks for a fresh proof asks for ours (AUTH-15), not for a young session.
    session: { expiresIn: sessionSeconds, updateAge: 86_400, freshAge: 0 },
    rateLimit: {
      enabled: true,
      storage: 'database',
      customRules: { '/sign-in/email': { window: Math.ceil(signInLimit.windowMs / 1000), max: signInLimit.max } },
    },
    advanced: {
      // By default it is off in tests, which then miss what production refuses.
      disableOriginCheck: false,
      cookiePrefix: 'sanad',
      useSecureCookies: baseUrl.startsWith('https:'),
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true },
      database: { generateId: 'uuid' },
      ipAddress: { ipAddressHeaders: [addressHeader] },
    },
    plugins: [
      // Attempts are limited in second-factor.ts, before the library sees them.
      twoFactor({ accountLockout: { enabled: false }, twoFactorCookieMaxAge: challengeSeconds, trustDeviceMaxAge: trustSeconds }),
      passkey({
        rpID: relyingParty(baseUrl),
        rpName: 'SANAD',
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        // The library takes an authenticator's word without the finger or the PIN: a passkey that counts as both factors needs it.
        registration: {
          afterVerification: ({ verification }) => requireVerified(verification.registrationInfo?.userVerified),
        },
        authentication: {
          afterVerification: ({ verification }) => requireVerified(verification.authenticationInfo.userVerified),
        },
      }),
    ],
    databaseHooks: {
      session: {
        create: {
          before: async (session) => {
            const status = await findPersonStatus(database, session.userId);
            if (status === 'suspended') throw new APIError('FORBIDDEN', { code: 'SUSPENDED', message: 'suspended' });
            if (status !== 'pending' && status !== 'active')
              throw new APIError('FORBIDDEN', { code: 'REFUSED', message: 'refused' });
          },
        },
      },
    },
  });
}
export type Auth = ReturnType<typeof createAuth>;

/** Passkeys belong to a host name: that of PUBLIC_URL, or `localhost` (HTTP-4). */
export const relyingParty = (baseUrl: string): string => new URL(baseUrl).hostname;

async function requireVerified(isVerified: boolean | undefined): Promise<undefined> {
  if (isVerified !== true) throw new APIError('UNAUTHORIZED', { code: 'NOT_VERIFIED', message: 'user verification' });
}

/** DB-4: the tables of migration 1 are still what this version of the library expects. */
export async function hasAuthDrift(auth: Auth): Promise<boolean> {
  const { toBeCreated, toBeAdded } = await getMigrations(auth.options);
  return toBeCreated.length + toBeAdded.length > 0;
}
