/** Reading the audit log (AUDIT-7 … AUDIT-9): pages newest first by keyset, runs of digests, the head. */
import { isUserId, type UserId } from '@sanad/model/ids';
import { ok, type Result } from '@sanad/model/result';
import {
  type AuditHashes,
  type AuditHead,
  type AuditLine,
  type AuditPage,
  type AuditQuery,
  auditDigestInput,
  maxAuditHashes,
  maxAuditPage,
  parseAuditBody,
} from '@sanad/model/wire/audit';
import { actsOfGroup } from '@sanad/model/wire/audit-acts';
import { zeroHash } from '@sanad/model/wire/fields';
import { type Database, type Queryable, transaction } from '../db/database.ts';
import { sha256 } from '../devices/signature.ts';

export async function readHead(client: Queryable): Promise<AuditHead> {
  const { rows } = await client.query<AuditHead>('select n, hash from audit order by n desc limit 1');
  return rows[0] === undefined ? { n: 0, hash: zeroHash } : { n: rows[0].n, hash: new Uint8Array(rows[0].hash) };
}

interface LineRow {
  readonly n: number;
  readonly body: string;
  readonly prev: Uint8Array;
  readonly hash: Uint8Array;
}
const columns = 'n, body, prev_hash as prev, hash';

const toLine = ({ body, prev, hash }: LineRow): AuditLine => ({ body, prev: new Uint8Array(prev), hash: new Uint8Array(hash) });

/** One moment of the log: the head belongs to the page. */
const oneMoment = async <T>(database: Database, run: (client: Queryable) => Promise<T>): Promise<T> => {
  const read: Result<T, never> = await transaction<T, never>(database, async (client) => {
    await client.query('set transaction isolation level repeatable read read only');
    return ok(await run(client));
  });
  if (!read.ok) throw new Error('reading does not fail');
  return read.value;
};

export const readAuditPage = (database: Database, query: AuditQuery): Promise<AuditPage> =>
  oneMoment(database, async (client) => {
    const rows = await readLines(client, query, maxAuditPage + 1);
    const page = toPage(rows, await readHead(client));
    return { ...page, names: await readNames(client, page.lines) };
  });

/** Names are looked up when somebody reads: in the log there is none. */
async function readNames(client: Queryable, lines: readonly AuditLine[]): Promise<NonNullable<AuditPage['names']>> {
  const users = lines.flatMap(({ body }) => {
    const { actor, subject } = parseAuditBody(body) ?? {};
    return [actor, subject].filter(isUserId);
  });
  const { rows } = await client.query<{ user: UserId; name: string }>(
    'select id as "user", name from "user" where id = any($1::uuid[])',
    [[...new Set(users)]],
  );
  return rows;
}

/** AUDIT-8: what she did, and what was done to her. */
export const readOwnAudit = (database: Database, user: string, before: number | undefined): Promise<AuditPage> =>
  oneMoment(database, async (client) => {
    const { rows } = await client.query<LineRow>(
      `select ${columns} from audit where (actor = $1::uuid or subject = $1::text) and n < $2 order by n desc limit $3`,
      [user, before ?? Number.MAX_SAFE_INTEGER, maxAuditPage + 1],
    );
    return toPage(rows, await readHead(client));
  });

function toPage(rows: readonly LineRow[], head: AuditHead): AuditPage {
  const shown = rows.slice(0, maxAuditPage);
  const last = shown.at(-1);
  const next = rows.length > maxAuditPage && last !== undefined ? { next: last.n } : {};
  return { lines: shown.map(toLine), ...next, head };
}

/** Newest first. */
export async function readLines(client: Queryable, query: AuditQuery, limit: number): Promise<readonly LineRow[]> {
  const { group, person, actor, subject, fromMs, toMs, before } = query;
  const { rows } = await client.query<LineRow>(
    `select ${columns} from audit
      where n < $1 and ($2::text[] is null or act = any($2)) and ($3::uuid is null or actor = $3) and ($4::text is null or subject = $4)
        and at_ms >= $5 and at_ms < $6 and ($8::text is null or actor::text = $8 or subject = $8)
      order by n desc limit $7`,
    [
      before ?? Number.MAX_SAFE_INTEGER,
      group === undefined ? null : actsOfGroup(group),
      actor ?? null,
      subject ?? null,
      fromMs ?? 0,
      toMs ?? Number.MAX_SAFE_INTEGER,
      limit,
      person ?? null,
    ],
  );
  return rows;
}

/** AUDIT-9: from `from` to `to`, both included, no more than one answer holds. `undefined`: there is no such run. */
export async function readHashes(client: Queryable, from: number, to: number): Promise<AuditHashes | undefined> {
  const { rows } = await client.query<LineRow>(`select ${columns} from audit where n between $1 and $2 order by n limit $3`, [
    from,
    to,
    maxAuditHashes,
  ]);
  const [first] = rows;
  if (first === undefined) return undefined;
  return { prev: new Uint8Array(first.prev), digests: rows.map(({ body }) => sha256(auditDigestInput(body))) };
}
