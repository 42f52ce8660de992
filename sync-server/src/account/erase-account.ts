/**
 * The end of an account (ACCOUNT-3, ACCOUNT-4), by whoever knows its password. Every word of hers goes, with what opens and what wakes; the
 * signed chain of her devices stays, so that colleagues can go on verifying what she wrote to them. The organisation's chain keeps a salted
 * hash of her name: without the salt, which goes, it says nothing.
 */
import type { UserId } from '@sanad/model/ids';
import { err, ok, type Result } from '@sanad/model/result';
import { appendAudit } from '../audit/append-audit.ts';
import { forgetTrust } from '../auth/trusted-browsers.ts';
import { type Database, type Queryable, transaction } from '../db/database.ts';
import { erasePrivateSpace } from '../devices/append-user-link.ts';
import { type Refusal, refusal } from '../http/refusal.ts';

/** The password was proved. The caller closes her sockets. */
export function eraseAccount(database: Database, user: UserId): Promise<Result<undefined, Refusal>> {
  return transaction(database, async (client) => {
    // All of them in one order: two administrators who leave at the same moment are counted one after the other.
    const { rows: administrators } = await client.query<{ user: UserId }>(
      `select user_id as "user" from person where role = 'administrator' and status = 'active' order by user_id for update`,
    );
    if (administrators.length === 1 && administrators[0]?.user === user) return err(refusal('account/last-administrator'));
    const { rows } = await client.query<{ status: string }>('select status from person where user_id = $1 for update', [user]);
    const status = rows[0]?.status;
    if (status === undefined || status === 'erased') return err(refusal('auth/required'));
    await forgetTrust(client, user);
    if (status === 'pending') {
      // Nobody has seen anything signed by her.
      await client.query('delete from "user" where id = $1', [user]);
    } else {
      await eraseTraces(client, user);
      await eraseOwnUnit(client, user);
      await eraseWords(client, user);
    }
    await appendAudit(client, { actor: user, act: 'account.erased', subject: user });
    return ok(undefined);
  });
}

/** What opens, what wakes, and what was hers alone. */
async function eraseTraces(client: Queryable, user: UserId): Promise<void> {
  await erasePrivateSpace(client, user);
  for (const [table, column] of TABLES) await client.query(`delete from ${table} where ${column} = $1`, [user]);
}
const TABLES = [
  ['push_subscription', 'user_id'],
  ['session', '"userId"'],
  ['account', '"userId"'],
  ['"twoFactor"', '"userId"'],
  ['passkey', '"userId"'],
  ['totp_step', 'user_id'],
  ['photo', 'user_id'],
  ['reminder', 'user_id'],
  ['device_link', 'user_id'],
  ['reset_request', 'user_id'],
  ['password_link', 'user_id'],
  // Whoever has one that she made could still open an account with it.
  ['password_link', 'made_by'],
  // What it said of her stands there as well.
  ['invitation', 'used_by'],
  ['announcement_told', 'user_id'],
  ['user_key_grant', 'user_id'],
  ['user_key_back_link', 'user_id'],
  ['epoch_grant', 'user_id'],
] as const;

/** What she typed as her unit names counts of usage, if nobody else typed the same. */
async function eraseOwnUnit(client: Queryable, user: UserId): Promise<void> {
  const { rows } = await client.query<{ unit: string }>(
    `select distinct unit from (select unit from person where user_id = $1 and unit_id is null
                                union select unit from person_day where user_id = $1) own
      where unit <> '' and not exists (select 1 from unit u where u.id::text = own.unit)
        and not exists (select 1 from person p where p.user_id <> $1 and p.unit = own.unit)`,
    [user],
  );
  const words = rows.map(({ unit }) => unit);
  if (words.length === 0) return;
  await client.query(
    `with gone as (delete from usage_day where unit = any($1) returning day, kind, count)
     insert into usage_day (day, unit, kind, count) select day, '', kind, sum(count) from gone group by day, kind
     on conflict (day, unit, kind) do update set count = usage_day.count + excluded.count`,
    [words],
  );
  await client.query("update usage_alarm set unit = '' where unit = any($1)", [words]);
  await client.query("update person_day set unit = '' where unit = any($1)", [words]);
}

async function eraseWords(client: Queryable, user: UserId): Promise<void> {
  await client.query(
    `update "user" set name = '', email = id || '@erased.invalid', image = null, "updatedAt" = now() where id = $1`,
    [user],
  );
  // A staff number is at most 32 characters: nobody else can ever ask for this one.
  await client.query(
    `update person set status = 'erased', erased_at = now(), role = 'member', staff_number = 'ERASED-' || user_id, unit = '', extension = '',
            languages = '{}', specialities = '{}', salt = '', photo_hash = null, refusal = null, unit_id = null, heads_unit = null
      where user_id = $1`,
    [user],
  );
}
