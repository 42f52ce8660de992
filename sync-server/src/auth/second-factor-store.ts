/**
 * The second factor of an account in better-auth's own table and form (AUTH-12): the secret of the app and the reserve codes, encrypted
 * under the server's secret by the library. The server must be able to read them; they open no message.
 */
import { randomBytes } from 'node:crypto';
import { base32 } from '@better-auth/utils/base32';
import { createOTP } from '@better-auth/utils/otp';
import type { UserId } from '@sanad/model/ids';
import { reserveCodeCharacters, reserveCodes } from '@sanad/model/wire/account-security';
import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto';
import * as v from 'valibot';
import type { Queryable } from '../db/database.ts';
import type { Auth } from './auth.ts';
import { forgetTrust } from './trusted-browsers.ts';

export interface SecondFactor {
  readonly secret: Uint8Array;
  readonly reserve: readonly string[];
  /** A first code was seen: it counts. */
  readonly isOn: boolean;
}
const stepMs = 30_000;
/** As long as what HMAC-SHA-1 makes (RFC 4226, 4 R6); 32 characters to type. */
const secretBytes = 20;
/** Says to the library that the secret is bytes, not text. */
const bytesPrefix = 'base32:';
const Reserve = v.array(v.string());

export async function readSecondFactor(auth: Auth, client: Queryable, user: UserId): Promise<SecondFactor | undefined> {
  const { rows } = await client.query<{ secret: string; codes: string; isOn: boolean }>(
    `select t.secret, t."backupCodes" as codes, t.verified is true and u."twoFactorEnabled" is true as "isOn"
       from "twoFactor" t join "user" u on u.id = t."userId" where t."userId" = $1`,
    [user],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  const { secretConfig: key } = await auth.$context;
  const [secret, codes] = [await symmetricDecrypt({ key, data: row.secret }), await symmetricDecrypt({ key, data: row.codes })];
  return { secret: toSecret(secret), reserve: v.parse(Reserve, JSON.parse(codes)), isOn: row.isOn };
}

/** In place of one that never saw a first code. It counts for nothing until `turnOn`. `undefined`: there is one that counts. */
export async function begin(auth: Auth, client: Queryable, user: UserId): Promise<Uint8Array | undefined> {
  const { secretConfig: key } = await auth.$context;
  const secret = new Uint8Array(randomBytes(secretBytes));
  const data = `${bytesPrefix}${base32.encode(secret, { padding: false })}`;
  const begun = await client.query(
    `insert into "twoFactor" (secret, "backupCodes", "userId", verified) values ($1, $2, $3, false)
     on conflict ("userId") do update set secret = excluded.secret where "twoFactor".verified is not true`,
    [await symmetricEncrypt({ key, data }), await symmetricEncrypt({ key, data: '[]' }), user],
  );
  return begun.rowCount === 1 ? secret : undefined;
}

/** The codes are made at the same moment: nobody has one of a factor that does not count. */
export async function turnOn(auth: Auth, client: Queryable, user: UserId): Promise<readonly string[]> {
  const codes = await renewReserve(auth, client, user);
  await client.query('update "twoFactor" set verified = true where "userId" = $1', [user]);
  await client.query('update "user" set "twoFactorEnabled" = true where id = $1', [user]);
  return codes;
}

export async function renewReserve(auth: Auth, client: Queryable, user: UserId): Promise<readonly string[]> {
  const codes = Array.from({ length: reserveCodes }, makeReserveCode);
  const { secretConfig: key } = await auth.$context;
  const data = await symmetricEncrypt({ key, data: JSON.stringify(codes) });
  await client.query('update "twoFactor" set "backupCodes" = $2 where "userId" = $1', [user, data]);
  return codes;
}

/** Who began to sign in with the password of before does not go on with it. */
export async function endChallenges(client: Queryable, user: UserId): Promise<void> {
  await client.query("delete from verification where identifier like '2fa-%' and value = $1", [user]);
}

export async function turnOff(client: Queryable, user: UserId): Promise<void> {
  await client.query('delete from "twoFactor" where "userId" = $1', [user]);
  await client.query('update "user" set "twoFactorEnabled" = false where id = $1', [user]);
  await client.query('delete from totp_step where user_id = $1', [user]);
  await forgetTrust(client, user);
}

/**
 * AUTH-13: the code of this time step or of a neighbour, that is newer than the last one that was taken. Taking it is one statement: of
 * two requests with one code one wins.
 */
export async function takeTotp(
  client: Queryable,
  user: UserId,
  secret: Uint8Array,
  code: string,
  nowMs: number,
): Promise<boolean> {
  const now = Math.floor(nowMs / stepMs);
  const otp = createOTP(secret);
  for (const step of [now - 1, now, now + 1]) {
    if ((await otp.hotp(step)) !== code) continue;
    const taken = await client.query(
      `insert into totp_step as t (user_id, step) values ($1, $2)
       on conflict (user_id) do update set step = excluded.step where t.step < excluded.step`,
      [user, step],
    );
    if (taken.rowCount === 1) return true;
  }
  return false;
}

export const totpUri = (secret: Uint8Array, email: string): string => createOTP(secret).url('SANAD', email);

function toSecret(stored: string): Uint8Array {
  if (!stored.startsWith(bytesPrefix)) throw new Error('a secret that is not ours');
  return base32.decode(stored.slice(bytesPrefix.length));
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const makeReserveCode = (): string => [...randomBytes(reserveCodeCharacters)].map((byte) => alphabet.charAt(byte & 31)).join('');
