/** Another password, whoever's word it is set on (ADMIN-5, AUTH-18): in the caller's transaction, which ends sessions and writes it down. */
import type { UserId } from '@sanad/model/ids';
import { endLinksOf } from '../admin/end-password-links.ts';
import type { Queryable } from '../db/database.ts';
import { endChallenges } from './second-factor-store.ts';

/** What the password of before began, and what would give the account another one, comes to nothing. */
export async function setPassword(client: Queryable, user: UserId, passwordHash: string): Promise<void> {
  await client.query(
    `update account set password = $2, "updatedAt" = now() where "userId" = $1 and "providerId" = 'credential'`,
    [user, passwordHash],
  );
  await endLinksOf(client, user);
  await endChallenges(client, user);
}
