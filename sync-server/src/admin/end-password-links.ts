/** Links for a new password that are good for nothing any more (ADMIN-5). */
import type { UserId } from '@sanad/model/ids';
import type { Queryable } from '../db/database.ts';

/** Her account's: another password was set, or it is suspended. */
export async function endLinksOf(client: Queryable, user: UserId): Promise<void> {
  await client.query('delete from password_link where user_id = $1', [user]);
}

/** Of her who may make none any more: whoever keeps one could open accounts as she did. */
export async function endLinksMadeBy(client: Queryable, user: UserId): Promise<void> {
  await client.query('delete from password_link where made_by = $1', [user]);
}
