/** Rows of files in Postgres (FILE-4 … FILE-6): what was reserved, who may read it, where it is referred to. */
import { type FileId, fileIdFromBytes, idToBytes, type SpaceId, spaceIdFromBytes, type UserId } from '@sanad/model/ids';
import type { Queryable } from '../db/database.ts';

/** FILE-6, for statements over `file f`: who brought it, and members of a space with a log that refers to it. `user` is an expression of SQL. */
export const mayRead = (user: string): string => `(f.user_id = ${user} or exists (
  select 1 from file_reference x join log l on l.key = x.log join space_member m on m.space_id = l.space_id
   where x.file = f.id and m.user_id = ${user}))`;

export interface FileRow {
  readonly bytes: number;
  readonly isStored: boolean;
  /** This person reserved it. */
  readonly isOwn: boolean;
  readonly isReadable: boolean;
}

export async function findFile(client: Queryable, file: FileId, user: UserId): Promise<FileRow | undefined> {
  const { rows } = await client.query<FileRow>(
    `select f.bytes, f.stored_at_ms is not null as "isStored", f.user_id = $2 as "isOwn", ${mayRead('$2')} as "isReadable"
       from file f where f.id = $1`,
    [idToBytes(file), user],
  );
  return rows[0];
}

export async function findBytes(client: Queryable, file: FileId): Promise<number | undefined> {
  const { rows } = await client.query<{ bytes: number }>('select bytes from file where id = $1', [idToBytes(file)]);
  return rows[0]?.bytes;
}

export interface UsedFiles {
  readonly bytes: number;
  /** Reserved, and not all of their bytes are there. */
  readonly open: number;
}
export async function readUsed(client: Queryable, user: UserId): Promise<UsedFiles> {
  const { rows } = await client.query<UsedFiles>(
    `select coalesce(sum(bytes), 0)::bigint as bytes, (count(*) filter (where stored_at_ms is null))::int as open from file where user_id = $1`,
    [user],
  );
  return rows[0] ?? { bytes: 0, open: 0 };
}

export async function noteProgress(client: Queryable, file: FileId, nowMs: number): Promise<void> {
  await client.query('update file set progress_at_ms = $2 where id = $1 and stored_at_ms is null', [idToBytes(file), nowMs]);
}

/** False when that was known, or the file is gone. */
export async function noteStored(client: Queryable, file: FileId, nowMs: number): Promise<boolean> {
  const { rowCount } = await client.query(
    'update file set stored_at_ms = $2, progress_at_ms = $2 where id = $1 and stored_at_ms is null',
    [idToBytes(file), nowMs],
  );
  return rowCount === 1;
}

export async function readReferringSpaces(client: Queryable, file: FileId): Promise<readonly SpaceId[]> {
  const { rows } = await client.query<{ space: Uint8Array }>(
    'select distinct l.space_id as space from file_reference x join log l on l.key = x.log where x.file = $1',
    [idToBytes(file)],
  );
  return rows.map(({ space }) => spaceIdFromBytes(space));
}

export async function findExisting(client: Queryable, files: readonly FileId[]): Promise<ReadonlySet<FileId>> {
  const { rows } = await client.query<{ id: Uint8Array }>('select id from file where id = any($1::bytea[])', [
    files.map(idToBytes),
  ]);
  return new Set(rows.map(({ id }) => fileIdFromBytes(id)));
}
