/**
 * What the appends of a batch refer to (FILE-5): read under the locks of the batch, judged per append, written with the chunks. A batch
 * without files costs nothing here. A file that was found stays until the batch is committed: its row is share-locked.
 */
import { type FileId, fileIdFromBytes, idToBytes, type UserId } from '@sanad/model/ids';
import type { ErrorCode } from '@sanad/model/wire/error-code';
import type { Queryable } from '../db/database.ts';
import type { AppendRequest, StoredChunk } from '../relay/append-types.ts';
import { mayRead } from './file-rows.ts';

/** Pairs of file and person: she brought it, or may read it. */
export type FileFacts = ReadonlySet<string>;
const pair = (file: FileId, user: UserId): string => `${file} ${user}`;

/** Undefined: no append of this batch names a file. */
export async function readFileFacts(client: Queryable, requests: readonly AppendRequest[]): Promise<FileFacts | undefined> {
  const wanted = requests.flatMap(({ user, files = [] }) => files.map((file) => ({ file, user })));
  if (wanted.length === 0) return undefined;
  const ids = wanted.map(({ file }) => idToBytes(file));
  // In id order, and before the look at who may: what is being removed is gone when this returns, and what is there stays.
  const locked = client.query({
    name: 'append-files-lock',
    text: 'select 1 from file where id = any($1::bytea[]) order by id for key share',
    values: [ids],
  });
  const found = client.query<{ file: Uint8Array; user: UserId }>({
    name: 'append-files',
    text: `select f.id as file, w.user_id as "user" from unnest($1::bytea[], $2::uuid[]) as w (file, user_id) join file f on f.id = w.file
            where ${mayRead('w.user_id')}`,
    values: [ids, wanted.map(({ user }) => user)],
  });
  const [, { rows }] = await Promise.all([locked, found]);
  return new Set(rows.map(({ file, user }) => pair(fileIdFromBytes(file), user)));
}

export function judgeFiles({ user, files = [] }: AppendRequest, facts: FileFacts | undefined): ErrorCode | undefined {
  return files.every((file) => facts?.has(pair(file, user)) === true) ? undefined : 'file/unknown';
}

export async function storeReferences(client: Queryable, stored: readonly StoredChunk[]): Promise<void> {
  const references = stored.flatMap(({ logKey, request: { user, files = [] } }) => files.map((file) => ({ file, logKey, user })));
  if (references.length === 0) return;
  await client.query({
    name: 'append-file-references',
    text: `insert into file_reference (file, log, user_id)
           select distinct * from unnest($1::bytea[], $2::int[], $3::uuid[]) as x (file, log, user_id) on conflict do nothing`,
    values: [
      references.map(({ file }) => idToBytes(file)),
      references.map(({ logKey }) => logKey),
      references.map(({ user }) => user),
    ],
  });
}
