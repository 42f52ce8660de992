/** The statements of an append batch (LOG-14). Named, so that each connection plans them once. */
import { concat } from '@sanad/model/bytes';
import { idToBytes, type LogId, type SpaceId, spaceIdFromBytes } from '@sanad/model/ids';
import type { Queryable } from '../db/database.ts';
import type { AppendRequest, StoredChunk } from './append-types.ts';
import type { LogState } from './decide-append.ts';
import type { LogEntry } from './log-directory.ts';
import type { SpaceVersion } from './member-cache.ts';
import { chunkToStored } from './stored-chunk.ts';

interface SpaceRow extends SpaceVersion {
  readonly id: Uint8Array;
}

/** Share-locks what is free; `blocked` is what an epoch writer holds; absent: there is no such space. */
export async function lockSpaces(
  client: Queryable,
  requests: readonly AppendRequest[],
  wait: boolean,
): Promise<ReadonlyMap<SpaceId, SpaceVersion | 'blocked'>> {
  const wanted = new Set(requests.map(({ space }) => space));
  const spaces = new Map<SpaceId, SpaceVersion | 'blocked'>();
  const { rows } = await client.query<SpaceRow>({
    name: wait ? 'append-spaces-wait' : 'append-spaces',
    text: `select id, epoch, rev from space where id = any($1::bytea[]) order by id for share ${wait ? '' : 'skip locked'}`,
    values: [[...wanted].map(idToBytes)],
  });
  for (const { id, epoch, rev } of rows) spaces.set(spaceIdFromBytes(id), { epoch, rev });
  const rest = [...wanted].filter((space) => !spaces.has(space));
  if (rest.length === 0 || wait) return spaces;
  const exist = await client.query<{ id: Uint8Array }>('select id from space where id = any($1::bytea[])', [rest.map(idToBytes)]);
  for (const { id } of exist.rows) spaces.set(spaceIdFromBytes(id), 'blocked');
  return spaces;
}

interface LogRow {
  readonly key: number;
  readonly seq: number;
  readonly hash: Uint8Array;
}

export async function lockLogs(client: Queryable, found: ReadonlyMap<LogId, LogEntry>): Promise<ReadonlyMap<number, LogState>> {
  const { rows } = await client.query<LogRow>({
    name: 'append-logs',
    text: 'select key, head_seq as seq, head_hash as hash from log where key = any($1::int[]) and expired_at_ms is null order by id for update',
    values: [[...found.values()].map(({ key }) => key)],
  });
  return new Map(rows.map((row): [number, LogState] => [row.key, { ...row, authors: new Map() }]));
}

export interface AuthorRow {
  readonly log: number;
  readonly isMember: boolean;
  readonly isDeviceActive: boolean;
  readonly n: number | null;
  readonly hash: Uint8Array;
  readonly seq: number;
  readonly head: Uint8Array;
}
/** Per request, in order: may its author write there (LOG-2, RESET-5), and where does her chain in the log stand? Sent after the locks, so that it holds. */
export async function readAuthors(
  client: Queryable,
  requests: readonly AppendRequest[],
  found: ReadonlyMap<LogId, LogEntry>,
): Promise<readonly AuthorRow[]> {
  const keys = requests.map(({ log }) => found.get(log)?.key ?? 0);
  const { rows } = await client.query<AuthorRow>({
    name: 'append-authors',
    text: `select r.log, m.user_id is not null and m.uk_gen >= d.first_gen as "isMember", d.key is not null and d.revoked_n is null as "isDeviceActive",
                  a.last_n as n, a.last_hash as hash, a.last_seq as seq, a.last_head as head
             from unnest($1::int[], $2::bytea[], $3::int[]) with ordinality as r (log, space, device, place)
             left join device d on d.key = r.device
             left join space_member m on m.space_id = r.space and m.user_id = d.user_id
             left join log_author a on a.log = r.log and a.device = r.device
            order by r.place`,
    values: [keys, requests.map(({ space }) => idToBytes(space)), requests.map(({ deviceKey }) => deviceKey)],
  });
  return rows;
}

/** Fills each log's authors with what `readAuthors` found. */
export function takeAuthors(
  states: ReadonlyMap<number, LogState>,
  requests: readonly AppendRequest[],
  rows: readonly AuthorRow[],
): void {
  for (const [index, { log, n, hash, seq, head }] of rows.entries()) {
    const deviceKey = requests[index]?.deviceKey;
    if (n !== null && deviceKey !== undefined) states.get(log)?.authors.set(deviceKey, { n, hash, seq, head });
  }
}

/** Chunks, heads and authors in one statement. Bodies travel as one binary parameter that Postgres cuts up: no hexadecimal, no copies. */
export async function write(
  client: Queryable,
  stored: readonly StoredChunk[],
  states: ReadonlyMap<number, LogState>,
): Promise<void> {
  const parts: Uint8Array[] = [];
  const starts: number[] = [];
  const lengths: number[] = [];
  let at = 1;
  for (const { request } of stored) {
    const [before, after] = chunkToStored(request.bytes);
    parts.push(before, after);
    starts.push(at);
    lengths.push(before.length + after.length);
    at += before.length + after.length;
  }
  const heads = [...new Set(stored.map(({ logKey }) => logKey))].flatMap((key) => states.get(key) ?? []);
  const authors = new Map<string, StoredChunk>();
  for (const chunk of stored) authors.set(`${chunk.logKey} ${chunk.request.deviceKey}`, chunk); // the newest of each stays
  const newest = [...authors.values()];
  await client.query({
    name: 'append-write',
    text: `with chunks as (
             insert into chunk (log, seq, received_at_ms, body)
             select log, seq, $3, substring($4::bytea from start for length)
               from unnest($1::int[], $2::int[], $5::int[], $6::int[]) as x (log, seq, start, length)
           ), heads as (
             update log set head_seq = x.seq, head_hash = substring($9::bytea from (x.place::int - 1) * 32 + 1 for 32),
                            updated_at = clock_timestamp()
               from unnest($7::int[], $8::int[]) with ordinality as x (key, seq, place) where log.key = x.key
           )
           insert into log_author (log, device, last_n, last_seq, last_hash, last_head)
           select log, device, n, seq, substring($14::bytea from (place::int - 1) * 64 + 1 for 32),
                  substring($14::bytea from (place::int - 1) * 64 + 33 for 32)
             from unnest($10::int[], $11::int[], $12::bigint[], $13::int[]) with ordinality as x (log, device, n, seq, place)
           on conflict (log, device) do update set last_n = excluded.last_n, last_seq = excluded.last_seq,
             last_hash = excluded.last_hash, last_head = excluded.last_head`,
    values: [
      stored.map(({ logKey }) => logKey),
      stored.map(({ seq }) => seq),
      stored[0]?.receivedAtMs ?? 0,
      concat(...parts),
      starts,
      lengths,
      heads.map(({ key }) => key),
      heads.map(({ seq }) => seq),
      concat(...heads.map(({ hash }) => hash)),
      newest.map(({ logKey }) => logKey),
      newest.map(({ request }) => request.deviceKey),
      newest.map(({ request }) => request.chunk.n),
      newest.map(({ seq }) => seq),
      concat(...newest.flatMap(({ request, head }) => [request.hash, head])),
    ],
  });
}
