/** Browsers that are not asked for a second factor for 30 days (AUTH-12): better-auth's signed cookie and its row, and their ends. */
import type { UserId } from '@sanad/model/ids';
import type { Queryable } from '../db/database.ts';
import type { Auth } from './auth.ts';
import { signedValue } from './cookies.ts';
import { cookieNames } from './library.ts';

const rowPrefix = 'trust-device-';

/** All of hers are asked again: the factor was turned off, other sessions were ended, or a device was revoked that may hold the cookie. */
export async function forgetTrust(client: Queryable, user: string): Promise<void> {
  await client.query('delete from verification where identifier like $2 and value = $1', [user, `${rowPrefix}%`]);
}

/** Whoever signs out of a browser is asked there again. The `Set-Cookie` lines that say so. `user`: hers alone, where others stay. */
export async function endTrust(auth: Auth, cookie: string | undefined, user?: UserId): Promise<readonly string[]> {
  const { trust } = await cookieNames(auth);
  const identifier = signedValue(cookie, trust)?.split('!')[1];
  if (identifier === undefined) return [];
  const { internalAdapter } = await auth.$context;
  if (user !== undefined && (await internalAdapter.findVerificationValue(identifier))?.value !== user) return [];
  if (identifier.startsWith(rowPrefix)) await internalAdapter.deleteVerificationByIdentifier(identifier);
  return [`${trust}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax${trust.startsWith('__Secure-') ? '; Secure' : ''}`];
}
