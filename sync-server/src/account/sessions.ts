/** Where somebody is signed in, and an end to it (ACCOUNT-1). A session is named by its id, which opens nothing. */
import { deviceIdFromBytes } from '@sanad/model/ids';
import { ok } from '@sanad/model/result';
import type { OwnSession } from '@sanad/model/wire/account';
import { appendAudit } from '../audit/append-audit.ts';
import { forgetTrust } from '../auth/trusted-browsers.ts';
import { type Database, type Queryable, transaction } from '../db/database.ts';
import type { Session } from '../http/context.ts';

interface SessionRow {
  readonly id: string;
  readonly device: Uint8Array | null;
  readonly createdAtMs: number;
  readonly seenAtMs: number;
}

/** This one first, then the newest. */
export async function readOwnSessions(client: Queryable, { id, user }: Session): Promise<readonly OwnSession[]> {
  const { rows } = await client.query<SessionRow>(
    `select s.id, d.id as device, (extract(epoch from s."createdAt") * 1000)::bigint as "createdAtMs",
            (extract(epoch from greatest(s."updatedAt", d.seen_at)) * 1000)::bigint as "seenAtMs"
       from session s left join device_session ds on ds.session_id = s.id left join device d on d.key = ds.device_key
      where s."userId" = $1 and s."expiresAt" > now() order by s.id <> $2::uuid, greatest(s."updatedAt", d.seen_at) desc limit 1000`,
    [user, id],
  );
  return rows.map((row) => ({
    id: row.id,
    isThis: row.id === id,
    createdAtMs: Number(row.createdAtMs),
    seenAtMs: Number(row.seenAtMs),
    ...(row.device === null ? {} : { device: deviceIdFromBytes(row.device) }),
  }));
}

/** `only`: this one of hers; absent: all but her own. What ended; browsers that were trusted are asked for the second factor again. */
export async function endSessions(database: Database, { id, user }: Session, only?: string): Promise<readonly string[]> {
  const ended = await transaction(database, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      'delete from session where "userId" = $1 and id <> $2::uuid and ($3::uuid is null or id = $3) returning id',
      [user, id, only ?? null],
    );
    if (rows.length > 0) {
      await forgetTrust(client, user);
      await appendAudit(client, { actor: user, act: 'session.revoke', subject: user, facts: { count: rows.length } });
    }
    return ok(rows.map((row) => row.id));
  });
  return ended.ok ? ended.value : [];
}
