/** Reading logs (LOG-5, SYNC-14): pulls, heads and lists. Head and chunks always come from one statement. */
import { idToBytes, type LogId, logIdFromBytes, type SpaceId, spaceIdFromBytes, type UserId } from '@sanad/model/ids';
import { err, ok, type Result } from '@sanad/model/result';
import type { LogHead, Pull } from '@sanad/model/wire/http';
import { maxPullBytes } from '@sanad/model/wire/limits';
import type { Queryable } from '../db/database.ts';
import { type Refusal, refusal } from '../http/refusal.ts';
import { storedToChunk } from './stored-chunk.ts';

interface PullRow {
  readonly isMember: boolean;
  readonly head: number;
  readonly hash: Uint8Array;
  readonly first: number;
  readonly covers: number | null;
  readonly snapshotHash: Uint8Array;
  readonly attested: boolean;
  readonly seq: number | null;
  readonly receivedAtMs: number;
  readonly body: Uint8Array;
}

/** Chunks after `after`, at most `limit` of them and about `maxPullBytes`; always at least one when there is one. */
export async function pull(
  client: Queryable,
  user: UserId,
  log: LogId,
  after: number,
  limit: number,
): Promise<Result<Pull, Refusal>> {
  const { rows } = await client.query<PullRow>({
    name: 'pull',
    text: `select m.user_id is not null as "isMember", l.head_seq as head, l.head_hash as hash, l.first_seq as first,
                  s.covers, s.hash as "snapshotHash", s.attested, c.seq, c.received_at_ms as "receivedAtMs", c.body
             from log l
             left join space_member m on m.space_id = l.space_id and m.user_id = $2
             left join lateral (select covers, hash, attested from snapshot where log = l.key order by covers desc limit 1) s on true
             left join lateral (
               select * from (
                 select seq, received_at_ms, body, sum(length(body)) over (order by seq) - length(body) as before
                   from chunk where log = l.key and seq > $3 and m.user_id is not null order by seq limit $4
               ) t where before < $5
             ) c on true
            where l.id = $1 and l.expired_at_ms is null order by c.seq`,
    values: [idToBytes(log), user, after, limit, maxPullBytes],
  });
  const [row] = rows;
  if (row === undefined) return err(refusal('log/unknown'));
  if (!row.isMember) return err(refusal('space/not-member'));
  const { head, hash, first, covers, snapshotHash, attested } = row;
  const chunks = rows.flatMap(({ seq, receivedAtMs, body }) =>
    seq === null ? [] : { seq, receivedAtMs, body: storedToChunk(log, body) },
  );
  const snapshot = covers === null ? {} : { snapshot: { covers, hash: snapshotHash, attested } };
  return ok({ seq: head, hash, first, chunks, ...snapshot });
}

interface HeadRow {
  readonly space: Uint8Array;
  readonly log: Uint8Array;
  readonly seq: number;
  readonly hash: Uint8Array;
}
const rowToHead = ({ space, log, seq, hash }: HeadRow): LogHead => ({
  space: spaceIdFromBytes(space),
  log: logIdFromBytes(log),
  seq,
  hash,
});

// A commit may become visible some seconds after the time it carries.
const headsOverlapMs = 15_000;

/** SYNC-14: the logs of my spaces that changed since then, with an overlap: some that did not change may be among them. */
export async function readHeads(client: Queryable, user: UserId, sinceMs: number): Promise<readonly LogHead[]> {
  const { rows } = await client.query<HeadRow>(
    `select l.space_id as space, l.id as log, l.head_seq as seq, l.head_hash as hash
       from space_member m join log l on l.space_id = m.space_id
      where m.user_id = $1 and l.updated_at >= to_timestamp($2::float8 / 1000) and l.expired_at_ms is null limit 100000`,
    [user, Math.max(0, sinceMs - headsOverlapMs)],
  );
  return rows.map(rowToHead);
}

export async function readLogsOf(client: Queryable, space: SpaceId): Promise<readonly LogHead[]> {
  const { rows } = await client.query<HeadRow>(
    'select space_id as space, id as log, head_seq as seq, head_hash as hash from log where space_id = $1 and expired_at_ms is null order by id limit 10000',
    [idToBytes(space)],
  );
  return rows.map(rowToHead);
}
