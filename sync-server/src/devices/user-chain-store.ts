/** Device chains, devices and sealed user keys in Postgres (CHAIN-2 … CHAIN-7, KEY-4, KEY-5). */
import { hexToBytes } from '@sanad/model/bytes';
import type { DeviceId, UserId } from '@sanad/model/ids';
import { type Result, unwrap } from '@sanad/model/result';
import type { UserKeyBackLink, UserKeyGrant } from '@sanad/model/wire/epoch-record';
import { maxLinkBytes } from '@sanad/model/wire/limits';
import { parseStatementBody, type Statement } from '@sanad/model/wire/statement';
import { applyUserLink, firstGenerationOf, type UserChain, UserLink } from '@sanad/model/wire/user-chain';
import { forgetTrust } from '../auth/trusted-browsers.ts';
import type { Queryable } from '../db/database.ts';
import { statementHash } from './signature.ts';
import { rowToStatement, type StatementRow, statementValues } from './statement-rows.ts';

export const parseUserLink = (statement: Statement): Result<UserLink, { readonly type: 'malformed' | 'too-large' }> =>
  parseStatementBody(UserLink, statement.body, maxLinkBytes);

export async function readUserLinks(client: Queryable, user: UserId, from: number, limit: number): Promise<readonly Statement[]> {
  const { rows } = await client.query<StatementRow>(
    'select body, sig, co_sig from user_link where user_id = $1 and n >= $2 order by n limit $3',
    [user, from, limit],
  );
  return rows.map(rowToStatement);
}

/** Locks the chain until the transaction ends; `undefined` when the user has none. */
export async function loadUserChainForAppend(client: Queryable, user: UserId): Promise<UserChain | undefined> {
  const locked = await client.query('select 1 from user_chain where user_id = $1 for update', [user]);
  return locked.rowCount === 1 ? loadUserChain(client, user) : undefined;
}

export async function loadUserChain(client: Queryable, user: UserId): Promise<UserChain | undefined> {
  let chain: UserChain | undefined;
  for (const statement of await readUserLinks(client, user, 0, 100_000)) {
    // Verified when it was accepted: what is stored and does not fold is a defect.
    chain = unwrap(applyUserLink(chain, unwrap(parseUserLink(statement)), statementHash('userLink', statement)));
  }
  return chain;
}

/**
 * AUTH-11: whether the chain of `signer` is one that verifies the resets of this user: she signed one, or one of somebody who did. Without
 * `signer`: whether there is any.
 */
export async function hasSignedReset(client: Queryable, user: UserId, signer: UserId | undefined): Promise<boolean> {
  const looked = new Set<UserId>();
  const queue = [user];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (looked.has(next)) continue;
    looked.add(next);
    const signers = (await loadUserChain(client, next))?.resetLinks.map(({ by }) => by) ?? [];
    if (signer === undefined ? signers.length > 0 : signers.includes(signer)) return true;
    queue.push(...signers);
  }
  return false;
}

/** Stores a link whose rules and signatures were checked, and what follows from it. `chain` is the chain after it. */
export async function saveUserLink(client: Queryable, chain: UserChain, statement: Statement): Promise<void> {
  await client.query(
    `insert into user_chain (user_id, n, head, genesis_hash, uk_gen, resets) values ($1, $2, $3, $4, $5, $6)
     on conflict (user_id) do update set n = excluded.n, head = excluded.head, uk_gen = excluded.uk_gen, resets = excluded.resets`,
    [chain.user, chain.n, chain.head, chain.genesisHash, chain.userKey.gen, chain.resets],
  );
  await client.query('insert into user_link (user_id, n, body, sig, co_sig) values ($1, $2, $3, $4, $5)', [
    chain.user,
    chain.n,
    ...statementValues(statement),
  ]);
  for (const device of chain.devices.values()) {
    if (device.addedN === chain.n) {
      await client.query('insert into device (id, user_id, sig, added_n, first_gen) values ($1, $2, $3, $4, $5)', [
        hexToBytes(device.id),
        chain.user,
        device.sig,
        device.addedN,
        firstGenerationOf(chain, device.id),
      ]);
    } else if (device.revokedN === chain.n) {
      await client.query('update device set revoked_n = $2 where id = $1', [hexToBytes(device.id), chain.n]);
      await forgetTrust(client, chain.user); // its browser may be one of them
      // PUSH-1
      await client.query('delete from push_subscription where device_key = (select key from device where id = $1)', [
        hexToBytes(device.id),
      ]);
    }
  }
}

export async function isDeviceKnown(client: Queryable, device: DeviceId): Promise<boolean> {
  return (await client.query('select 1 from device where id = $1', [hexToBytes(device)])).rowCount === 1;
}

export interface DeviceRow {
  readonly key: number;
  readonly user: UserId;
  readonly sig: Uint8Array;
  readonly addedN: number;
  readonly revokedN: number | null;
  /** The user key with which its identity began (RESET-5). */
  readonly firstGen: number;
}

export async function findDevice(client: Queryable, device: DeviceId): Promise<DeviceRow | undefined> {
  const { rows } = await client.query<DeviceRow>(
    'select key, user_id as "user", sig, added_n as "addedN", revoked_n as "revokedN", first_gen as "firstGen" from device where id = $1',
    [hexToBytes(device)],
  );
  return rows[0];
}

/** A grant for the same recipient replaces the old one (a new recovery key). */
export async function saveUserKeys(
  client: Queryable,
  user: UserId,
  grants: readonly UserKeyGrant[],
  backLink: UserKeyBackLink | undefined,
): Promise<void> {
  for (const { gen, recipient, enc, sealed } of grants) {
    await client.query(
      `insert into user_key_grant (user_id, gen, recipient, enc, sealed) values ($1, $2, $3, $4, $5)
       on conflict (user_id, gen, recipient) do update set enc = excluded.enc, sealed = excluded.sealed`,
      [user, gen, recipient, enc, sealed],
    );
  }
  if (backLink === undefined) return;
  const { gen, iv, sealed } = backLink;
  await client.query('insert into user_key_back_link (user_id, gen, iv, sealed) values ($1, $2, $3, $4)', [
    user,
    gen,
    iv,
    sealed,
  ]);
}

/**
 * CODE-1: grants of older generations are sealed to codes of before, which would open them for whoever has one and the password. The code
 * that is valid opens its own generation, and the older ones by the back links.
 */
export async function dropOlderRecoveryGrants(client: Queryable, user: UserId, gen: number): Promise<void> {
  await client.query("delete from user_key_grant where user_id = $1 and recipient = 'recovery' and gen < $2", [user, gen]);
}

export async function readUserKeys(
  client: Queryable,
  user: UserId,
  recipient: string,
): Promise<{ readonly grants: readonly UserKeyGrant[]; readonly backLinks: readonly UserKeyBackLink[] }> {
  const grants = await client.query<UserKeyGrant>(
    'select gen, recipient, enc, sealed from user_key_grant where user_id = $1 and recipient = $2 order by gen',
    [user, recipient],
  );
  const backLinks = await client.query<UserKeyBackLink>(
    'select gen, iv, sealed from user_key_back_link where user_id = $1 order by gen',
    [user],
  );
  return { grants: grants.rows, backLinks: backLinks.rows };
}
