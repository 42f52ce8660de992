/**
 * better-auth: passwords, sessions, cookies and the sign-in rate limit (AUTH-1, AUTH-4, AUTH-6). Its own routes are never exposed: our
 * account routes call it. Telemetry off. Suspended and refused people get no session; pending ones do.
 */
import { betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import { getMigrations } from 'better-auth/db/migration';
import type { RateLimit } from '../config.ts';
import type { Database } from '../db/database.ts';
import { findPersonStatus } from './people.ts';

/** Set by us from the socket; a client's own header of this name is never passed on. */
export const addressHeader = 'x-sanad-client-address';
const sessionSeconds = 30 * 86_400;

export interface AuthOptions {
  readonly database: Database;
  readonly baseUrl: string;
  readonly secret: string;
  readonly signInLimit: RateLimit;
}

export function createAuth({ database, baseUrl, secret, signInLimit }: AuthOptions) {
  return betterAuth({
    appName: 'SANAD',
    baseURL: baseUrl,
    secret,
    database,
    telemetry: { enabled: false },
    logger: { disabled: true },
    onAPIError: { throw: true },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10, maxPasswordLength: 128 },
    session: { expiresIn: sessionSeconds, updateAge: 86_400 },
    rateLimit: {
      enabled: true,
      storage: 'database',
      customRules: { '/sign-in/email': { window: Math.ceil(signInLimit.windowMs / 1000), max: signInLimit.max } },
    },
    advanced: {
      cookiePrefix: 'sanad',
      useSecureCookies: baseUrl.startsWith('https:'),
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true },
      database: { generateId: 'uuid' },
      ipAddress: { ipAddressHeaders: [addressHeader] },
    },
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

/** DB-4: the tables of migration 1 are still what this version of the library expects. */
export async function hasAuthDrift(auth: Auth): Promise<boolean> {
  const { toBeCreated, toBeAdded } = await getMigrations(auth.options);
  return toBeCreated.length + toBeAdded.length > 0;
}
