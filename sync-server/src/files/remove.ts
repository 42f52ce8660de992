/**
 * What a space no longer needs (FILE-7): its references go, and with the last of all of them the row and the bytes. Rows go first: bytes without a
 * row are swept, a row without bytes would promise what is not there.
 */
import { type FileId, fileIdFromBytes, idToBytes, type SpaceId, type UserId } from '@sanad/model/ids';
import { err, ok, type Result, unwrap } from '@sanad/model/result';
import { type Database, type Queryable, transaction } from '../db/database.ts';
import { type Refusal, refusal } from '../http/refusal.ts';
import { isMember } from '../relay/space-store.ts';
import type { FileStore } from './file-store.ts';

export async function removeFile(
  database: Database,
  store: FileStore,
  user: UserId,
  file: FileId,
  space: SpaceId,
): Promise<Result<undefined, Refusal>> {
  const removed = await transaction<boolean, Refusal>(database, async (client) => {
    // An append that refers to it right now goes first, or does not find it any more.
    const { rows } = await client.query<{ user: UserId }>('select user_id as "user" from file where id = $1 for update', [
      idToBytes(file),
    ]);
    const [row] = rows;
    if (row === undefined) return err(refusal('file/unknown'));
    if (!(await isMember(client, space, user))) return err(refusal('space/not-member'));
    const isOwn = row.user === user;
    const dropped = await dropReferences(client, user, file, space, isOwn);
    if (dropped === 0 && !isOwn) return err(refusal('auth/forbidden'));
    return ok((await dropUnreferred(client, [file])).length > 0);
  });
  if (!removed.ok) return removed;
  if (removed.value) await store.remove(file);
  return ok(undefined);
}

/** An upload that was given up: false when something refers to it by now. */
export async function dropUpload(database: Database, store: FileStore, file: FileId): Promise<boolean> {
  const dropped = unwrap(
    await transaction<boolean, never>(database, async (client) => {
      await client.query('select 1 from file where id = $1 for update', [idToBytes(file)]);
      return ok((await dropUnreferred(client, [file])).length > 0);
    }),
  );
  if (dropped) await store.remove(file);
  return dropped;
}

/** Of this space: all of them if she brought it or is an administrator of the group, otherwise those of her own messages. */
async function dropReferences(client: Queryable, user: UserId, file: FileId, space: SpaceId, isOwn: boolean): Promise<number> {
  const { rowCount } = await client.query(
    `delete from file_reference x using log l
      where x.file = $1 and l.key = x.log and l.space_id = $2 and ($4 or x.user_id = $3 or exists (
        select 1 from space_member m join space s on s.id = m.space_id
         where m.space_id = $2 and m.user_id = $3 and m.admin and s.kind = 'group'))`,
    [idToBytes(file), idToBytes(space), user, isOwn],
  );
  return rowCount ?? 0;
}

/** To be called with their rows locked, in a statement after the lock: what refers to them by now is seen. */
export async function dropUnreferred(client: Queryable, files: readonly FileId[]): Promise<readonly FileId[]> {
  const { rows } = await client.query<{ id: Uint8Array }>(
    'delete from file f where f.id = any($1::bytea[]) and not exists (select 1 from file_reference x where x.file = f.id) returning id',
    [files.map(idToBytes)],
  );
  return rows.map(({ id }) => fileIdFromBytes(id));
}
