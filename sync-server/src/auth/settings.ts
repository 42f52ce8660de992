/** Settings kept in the database: the cookie secret and the hash of the first-administrator token (AUTH-3). */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { bytesToHex, hexToBytes } from '@sanad/model/bytes';
import type { Queryable } from '../db/database.ts';

const secretName = 'auth-secret';
const tokenName = 'first-admin-token';

/** Made at the first start; the same for every process. */
export async function readOrMakeSecret(client: Queryable): Promise<string> {
  const made = randomBytes(48).toString('base64url');
  await client.query('insert into setting (name, value) values ($1, $2) on conflict do nothing', [secretName, made]);
  const { rows } = await client.query<{ value: string }>('select value from setting where name = $1', [secretName]);
  return rows[0]?.value ?? made;
}

const digest = (token: string): Uint8Array => createHash('sha256').update(token).digest();

/** A new token, of which only the hash is kept; older ones are void. `undefined` when the organisation stands already. */
export async function renewFirstAdminToken(client: Queryable): Promise<string | undefined> {
  if ((await client.query('select 1 from organisation_link limit 1')).rowCount !== 0) return undefined;
  const token = randomBytes(24).toString('base64url');
  await client.query(
    'insert into setting (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value',
    [tokenName, bytesToHex(digest(token))],
  );
  return token;
}

/** Locks the token until the transaction ends, so that it makes one organisation. */
export async function isFirstAdminToken(client: Queryable, token: string): Promise<boolean> {
  const { rows } = await client.query<{ value: string }>('select value from setting where name = $1 for update', [tokenName]);
  const [row] = rows;
  if (row === undefined) return false;
  return timingSafeEqual(digest(token), hexToBytes(row.value));
}

export async function dropFirstAdminToken(client: Queryable): Promise<void> {
  await client.query('delete from setting where name = $1', [tokenName]);
}
