/**
 * Logs that the hospital's rules let go (POLICY-10). The server cannot tell a week of messages from a calendar: an administrator of the
 * conversation names the log, and the newest chunk in it must be as old as the rules say. What it held goes in steps, so that nobody waits.
 */
import { idToBytes, type LogId, type UserId } from '@sanad/model/ids';
import { err, ok, type Result } from '@sanad/model/result';
import { policyOf } from '@sanad/model/wire/policy';
import { type Database, type Queryable, transaction } from '../db/database.ts';
import type { OrganisationStore } from '../devices/organisation-store.ts';
import { type Refusal, refusal } from '../http/refusal.ts';

interface LogRow {
  readonly key: number;
  /** Null: no member. */
  readonly admin: boolean | null;
  readonly isExpired: boolean;
}

const weekMs = 7 * 86_400_000;
/** Chunks of one step. */
const step = 1000;

export async function expireLog(
  { database, organisation }: { readonly database: Database; readonly organisation: OrganisationStore },
  user: UserId,
  log: LogId,
  nowMs: number,
): Promise<Result<object, Refusal>> {
  const { weeks } = policyOf(await organisation.load(database)).retention;
  return transaction<object, Refusal>(database, async (client) => {
    const { rows } = await client.query<LogRow>(
      `select l.key, m.admin, l.expired_at_ms is not null as "isExpired"
         from log l left join space_member m on m.space_id = l.space_id and m.user_id = $2 where l.id = $1 for update of l`,
      [idToBytes(log), user],
    );
    const [row] = rows;
    if (row === undefined) return err(refusal('log/unknown'));
    if (row.admin === null) return err(refusal('space/not-member'));
    if (row.isExpired) return ok({});
    if (!row.admin) return err(refusal('auth/forbidden'));
    // A statement of its own: an append that held the row has committed, and its chunk is seen.
    const newest = await client.query<{ at: number }>(
      'select received_at_ms as at from chunk where log = $1 order by seq desc limit 1',
      [row.key],
    );
    if (weeks === 0 || (newest.rows[0]?.at ?? 0) > nowMs - weeks * weekMs) return err(refusal('log/kept'));
    await client.query('update log set expired_at_ms = $2 where key = $1', [row.key, nowMs]);
    return ok({});
  });
}

/** What expired logs held. Files go with the house-keeping of files: nothing refers to them any more (FILE-7). */
export async function eraseExpired(database: Database, nowMs: number): Promise<void> {
  const { rows } = await database.query<{ key: number }>(
    'select key from log where expired_at_ms is not null and erased_at_ms is null order by key',
  );
  for (const { key } of rows) {
    while ((await eraseStep(database, key)) === step);
    for (const table of ['snapshot', 'file_reference', 'log_author'] as const)
      await database.query(`delete from ${table} where log = $1`, [key]);
    await database.query('update log set erased_at_ms = $2 where key = $1', [key, nowMs]);
  }
}

async function eraseStep(client: Queryable, key: number): Promise<number> {
  const { rowCount } = await client.query(
    'delete from chunk where log = $1 and seq in (select seq from chunk where log = $1 order by seq limit $2)',
    [key, step],
  );
  return rowCount ?? 0;
}
