/** Spaces, members, epoch records and grants in Postgres (EPOCH-1, EPOCH-5). */
import type { SpaceId, UserId } from '@sanad/model/ids';
import { idToBytes } from '@sanad/model/ids';
import type { EpochRecord, Grant, Member, SpaceKind, SpaceMember, SpaceState } from '@sanad/model/wire/epoch-record';
import type { Statement } from '@sanad/model/wire/statement';
import type { Queryable } from '../db/database.ts';
import { rowToStatement, type StatementRow } from '../devices/statement-rows.ts';

interface SpaceRow {
  readonly kind: SpaceKind;
  readonly epoch: number;
  readonly rev: number;
  readonly records: number;
  readonly head: Uint8Array;
  readonly keyCommit: Uint8Array;
  readonly epochStartedAtMs: number;
}
interface MemberRow extends Member {
  readonly epoch: number;
  readonly rev: number;
}
export interface LockedSpace {
  readonly state: SpaceState;
  readonly records: number;
}

/** Locks the space until the transaction ends; `undefined` when there is none. Appends share-lock the same row. */
export async function lockSpaceForRecord(client: Queryable, space: SpaceId): Promise<LockedSpace | undefined> {
  const { rows } = await client.query<SpaceRow>(
    // Not `for update`: making a log of this space takes a key lock on the row, which must not wait.
    `select kind, epoch, rev, records, head, key_commit as "keyCommit", epoch_started_at_ms as "epochStartedAtMs"
       from space where id = $1 for no key update`,
    [idToBytes(space)],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  const members = await client.query<MemberRow>(
    `select user_id as "user", admin, uk_gen as "ukGen", chain_n as "chainN", joined_epoch as epoch, joined_rev as rev
       from space_member where space_id = $1`,
    [idToBytes(space)],
  );
  const { records, ...rest } = row;
  const byUser = members.rows.map(({ epoch, rev, ...member }): [UserId, SpaceMember] => [
    member.user,
    { ...member, joined: { epoch, rev } },
  ]);
  return { state: { ...rest, space, members: new Map(byUser) }, records };
}

/** False when somebody made it first. */
export async function insertSpace(client: Queryable, state: SpaceState): Promise<boolean> {
  const result = await client.query(
    `insert into space (id, kind, epoch, rev, records, head, key_commit, epoch_started_at_ms) values ($1, $2, $3, $4, 0, $5, $6, $7)
     on conflict do nothing`,
    [idToBytes(state.space), state.kind, state.epoch, state.rev, state.head, state.keyCommit, state.epochStartedAtMs],
  );
  return result.rowCount === 1;
}

/** Stores the record as number `index`, the space after it, and its grants. */
export async function saveRecord(
  client: Queryable,
  state: SpaceState,
  index: number,
  record: EpochRecord,
  statement: Statement,
  grants: readonly Grant[],
): Promise<void> {
  const id = idToBytes(state.space);
  await client.query(
    'update space set epoch = $2, rev = $3, records = $4, head = $5, key_commit = $6, epoch_started_at_ms = $7 where id = $1',
    [id, state.epoch, state.rev, index + 1, state.head, state.keyCommit, state.epochStartedAtMs],
  );
  await client.query('insert into epoch_record (space_id, idx, body, sig) values ($1, $2, $3, $4)', [
    id,
    index,
    statement.body,
    statement.sig,
  ]);
  await client.query('delete from space_member where space_id = $1 and not (user_id = any($2::uuid[]))', [
    id,
    [...state.members.keys()],
  ]);
  await client.query(
    // What stands there of a member who stays keeps the place where she joined.
    `insert into space_member (space_id, user_id, admin, uk_gen, chain_n, joined_epoch, joined_rev)
     select $1, user_id, admin, uk_gen, chain_n, $6, $7
       from unnest($2::uuid[], $3::boolean[], $4::int[], $5::int[]) as x (user_id, admin, uk_gen, chain_n)
     on conflict (space_id, user_id) do update set admin = excluded.admin, uk_gen = excluded.uk_gen, chain_n = excluded.chain_n`,
    [
      id,
      record.members.map(({ user }) => user),
      record.members.map(({ admin }) => admin),
      record.members.map(({ ukGen }) => ukGen),
      record.members.map(({ chainN }) => chainN),
      record.epoch,
      record.rev,
    ],
  );
  await client.query(
    `insert into epoch_grant (space_id, idx, epoch, rev, user_id, uk_gen, enc, sealed)
     select $1, $2, $3, $4, * from unnest($5::uuid[], $6::int[], $7::bytea[], $8::bytea[])`,
    [
      id,
      index,
      state.epoch,
      state.rev,
      grants.map(({ user }) => user),
      grants.map(({ ukGen }) => ukGen),
      grants.map(({ enc }) => enc),
      grants.map(({ sealed }) => sealed),
    ],
  );
}

/** The newest leave of each stays. */
export async function saveLeave(client: Queryable, space: SpaceId, user: UserId, { body, sig }: Statement): Promise<void> {
  await client.query(
    `insert into space_leave (space_id, user_id, body, sig) values ($1, $2, $3, $4)
     on conflict (space_id, user_id) do update set body = excluded.body, sig = excluded.sig`,
    [idToBytes(space), user, body, sig],
  );
}

/** Both people of a direct conversation; nobody otherwise. */
export async function readDirectMembers(client: Queryable, space: SpaceId): Promise<readonly UserId[]> {
  const { rows } = await client.query<{ user: UserId }>(
    `select m.user_id as "user" from space s join space_member m on m.space_id = s.id where s.id = $1 and s.kind = 'direct'`,
    [idToBytes(space)],
  );
  return rows.map(({ user }) => user);
}

export async function isMember(client: Queryable, space: SpaceId, user: UserId): Promise<boolean> {
  const result = await client.query('select 1 from space_member where space_id = $1 and user_id = $2', [idToBytes(space), user]);
  return result.rowCount === 1;
}

export interface SpaceSummaryRow {
  readonly id: Uint8Array;
  readonly kind: SpaceKind;
  readonly epoch: number;
  readonly rev: number;
  readonly leaving: number;
}

export async function readSpacesOf(client: Queryable, user: UserId): Promise<readonly SpaceSummaryRow[]> {
  const { rows } = await client.query<SpaceSummaryRow>(
    `select s.id, s.kind, s.epoch, s.rev, (select count(*)::int from space_leave l where l.space_id = s.id) as leaving
       from space s join space_member m on m.space_id = s.id where m.user_id = $1 order by s.id limit 10000`,
    [user],
  );
  return rows;
}

const maxRecordsBytes = 4 * 1024 * 1024;

interface RecordRow extends StatementRow {
  readonly idx: number;
}
interface GrantRow {
  readonly epoch: number;
  readonly rev: number;
  readonly ukGen: number;
  readonly enc: Uint8Array;
  readonly sealed: Uint8Array;
}
export interface RecordsPage {
  readonly records: readonly Statement[];
  readonly grants: readonly { readonly epoch: number; readonly rev: number; readonly grant: Grant }[];
  readonly leaves: readonly Statement[];
  readonly more: boolean;
}

/** Records from index `from`, bounded in number and bytes, with this user's grants among them. */
export async function readRecords(client: Queryable, space: SpaceId, user: UserId, from: number): Promise<RecordsPage> {
  const id = idToBytes(space);
  const { rows } = await client.query<RecordRow>(
    `select idx, body, sig, null as co_sig from (
       select *, sum(length(body)) over (order by idx) as total from epoch_record where space_id = $1 and idx >= $2 order by idx limit 1000
     ) r where total <= $3 or idx = $2 order by idx`,
    [id, from, maxRecordsBytes],
  );
  const last = rows.at(-1)?.idx ?? from - 1;
  const grants = await client.query<GrantRow>(
    `select epoch, rev, uk_gen as "ukGen", enc, sealed from epoch_grant
      where space_id = $1 and user_id = $2 and idx between $3 and $4 order by idx`,
    [id, user, from, last],
  );
  const leaves = await client.query<StatementRow>(
    'select body, sig, null as co_sig from space_leave where space_id = $1 order by user_id',
    [id],
  );
  const more = await client.query('select 1 from epoch_record where space_id = $1 and idx > $2 limit 1', [id, last]);
  return {
    records: rows.map(rowToStatement),
    grants: grants.rows.map(({ epoch, rev, ...grant }) => ({ epoch, rev, grant: { user, ...grant } })),
    leaves: leaves.rows.map(rowToStatement),
    more: more.rowCount === 1,
  };
}

export interface DirectoryFacts {
  readonly user: UserId;
  readonly status: string;
  readonly n: number;
  readonly ukGen: number;
  readonly resets: number;
}

/** Where the listed people's chains stand now. */
export async function readDirectoryFacts(
  client: Queryable,
  users: readonly UserId[],
): Promise<ReadonlyMap<UserId, DirectoryFacts>> {
  const { rows } = await client.query<DirectoryFacts>(
    `select c.user_id as "user", p.status, c.n, c.uk_gen as "ukGen", c.resets from user_chain c join person p using (user_id)
      where c.user_id = any($1::uuid[])`,
    [users],
  );
  return new Map(rows.map((row) => [row.user, row]));
}
