/**
 * My user keys (KEY-4, KEY-5): one 32-byte secret per generation, opened from the grant to this device (or to the recovery key) and
 * the back links below it.
 */
import * as v from 'valibot';
import { type Bytes, copyBytes } from '../bytes.ts';
import { openUserKey, openUserKeyBackLink } from '../crypto/key-wrap.ts';
import { type KemKey, kemKeyFromSecret } from '../crypto/primitives.ts';
import { type UserId, userIdToBytes } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import { UserKeys } from '../wire/http.ts';
import type { HttpClient, RequestError } from './http-client.ts';
import { UserKeysRow } from './records.ts';
import type { Store } from './store.ts';

export interface UserKeyring {
  /** Fetches newer generations when this one is not known. Undefined: it cannot be opened by this device. */
  kem(gen: number): Promise<KemKey | undefined>;
  /** The same, to seal it under the next one (KEY-5). */
  secret(gen: number): Promise<Bytes | undefined>;
}

export type FetchUserKeysError = RequestError | { readonly type: 'cannot-open' };

/** All my user keys, given a key that one of the grants is sealed to. `recipient`: this device's id or `recovery`. */
export async function fetchUserKeys(
  http: HttpClient,
  user: UserId,
  recipient: string,
  key: KemKey,
): Promise<Result<ReadonlyMap<number, Bytes>, FetchUserKeysError>> {
  const answer = await http.get(`/me/user-keys?recipient=${recipient}`, UserKeys);
  if (!answer.ok) return answer;
  const userId = userIdToBytes(user);
  const keys = new Map<number, Bytes>();
  for (const grant of [...answer.value.grants].sort((a, b) => b.gen - a.gen)) {
    if (keys.has(grant.gen)) continue;
    const opened = await openUserKey(key, grant, userId, grant.gen, recipient);
    if (!opened.ok) continue;
    keys.set(grant.gen, opened.value);
    let newer: Uint8Array = opened.value;
    for (let gen = grant.gen; gen > 0 && !keys.has(gen - 1); gen--) {
      const link = answer.value.backLinks.find((candidate) => candidate.gen === gen);
      const older = link && (await openUserKeyBackLink(newer, link, userId, gen));
      if (!older?.ok) break;
      keys.set(gen - 1, older.value);
      newer = older.value;
    }
  }
  return keys.size === 0 ? err({ type: 'cannot-open' }) : ok(keys);
}

export const userKeysToRow = (keys: ReadonlyMap<number, Bytes>): unknown => [...keys];

export function makeUserKeyring(
  store: Store,
  http: HttpClient,
  identity: { readonly user: UserId; readonly device: string; readonly keys: { readonly kem: KemKey } },
): UserKeyring {
  const kems = new Map<number, Promise<KemKey>>();
  const stored = (gen: number): Bytes | undefined => {
    const row = v.safeParse(UserKeysRow, store.get(['user-keys']));
    const found = row.success ? row.output.find(([known]) => known === gen)?.[1] : undefined;
    return found && copyBytes(found);
  };
  async function secret(gen: number): Promise<Bytes | undefined> {
    const known = stored(gen);
    if (known !== undefined) return known;
    const fetched = await fetchUserKeys(http, identity.user, identity.device, identity.keys.kem);
    if (!fetched.ok) return undefined;
    await store.commit([{ key: ['user-keys'], value: userKeysToRow(fetched.value) }]);
    return fetched.value.get(gen);
  }
  return {
    secret,
    async kem(gen) {
      const known = kems.get(gen);
      if (known !== undefined) return known;
      const found = await secret(gen);
      if (found === undefined) return undefined;
      const kem = kemKeyFromSecret(found);
      kems.set(gen, kem);
      return kem;
    },
  };
}
