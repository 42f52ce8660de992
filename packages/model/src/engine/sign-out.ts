/**
 * Ending the session of this browser (AUTH-9). Who signs out without a network leaves a cookie behind that no script can delete: it is
 * owed to the server and paid before anything else is asked, so that the next person at a shared computer does not find it.
 */
import type { UserId } from '../ids.ts';
import { Empty } from '../wire/http.ts';
import type { RowKey } from './deps.ts';
import type { HttpClient } from './http-client.ts';
import type { Store } from './store.ts';

const owed: RowKey = ['sign-out-owed'];

/** Hers alone, whoever's is open: of this person, on any computer (SHARED-5). False: the server could not be told. */
export const endSessionOf = async (http: HttpClient, user: UserId): Promise<boolean> =>
  (await http.send('POST', '/sessions/end', { user }, Empty)).ok;

/** False: the server could not be told. */
export async function endServerSession(http: HttpClient): Promise<boolean> {
  const told = await http.send('POST', '/sign-out', {}, Empty);
  // Another person's is open here: hers is none any more.
  return told.ok || (told.error.type === 'refused' && ['auth/required', 'auth/other-person'].includes(told.error.code));
}

export const oweSignOut = (store: Store): Promise<unknown> => store.commit([{ key: owed, value: true }]);

/** Another person's cookie has taken the place of the one that was owed. */
export async function forgiveSignOut(store: Store): Promise<void> {
  if (store.get(owed) !== undefined) await store.commit([{ key: owed, value: undefined }]);
}

/** False: it is still owed. */
export async function paySignOut(store: Store, http: HttpClient): Promise<boolean> {
  if (store.get(owed) === undefined) return true;
  if (!(await endServerSession(http))) return false;
  await forgiveSignOut(store);
  return true;
}
