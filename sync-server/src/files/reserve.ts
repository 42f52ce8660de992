/** Reserving a file (FILE-4): its row and its empty place in the store, or why not, before a byte is sent. */
import { type FileId, idToBytes, spaceIdFromBytes, type UserId } from '@sanad/model/ids';
import { err, ok, type Result } from '@sanad/model/result';
import type { ReserveFile } from '@sanad/model/wire/file';
import { megabyte } from '@sanad/model/wire/policy';
import { type Database, type Queryable, transaction } from '../db/database.ts';
import type { OrganisationStore } from '../devices/organisation-store.ts';
import { type Refusal, refusal } from '../http/refusal.ts';
import { isMember } from '../relay/space-store.ts';
import { readUsed } from './file-rows.ts';
import { type FileStore, isMissing, spareBytes } from './file-store.ts';
import { sealedAtMost } from './sealed-size.ts';

export interface FileBounds {
  /** Sealed, of one file. */
  readonly maxFileBytes: number;
  /** Of everything that one person brought. */
  readonly quotaBytes: number;
}
/** ORG-10, FILE-4: what this server carries, and what administrators signed, whichever is less. */
export async function readBounds(database: Queryable, organisation: OrganisationStore, own: FileBounds): Promise<FileBounds> {
  const files = (await organisation.load(database))?.policy?.files;
  if (files === undefined) return own;
  const { maxMb, quotaMb } = files;
  return {
    maxFileBytes: Math.min(own.maxFileBytes, sealedAtMost(maxMb * megabyte)),
    quotaBytes: Math.min(own.quotaBytes, quotaMb * megabyte),
  };
}

/** Of one person, whose bytes are not all there: more is somebody who fills a table. */
const maxOpen = 1000;

export async function reserveFile(
  database: Database,
  store: FileStore,
  bounds: FileBounds,
  user: UserId,
  wanted: ReserveFile,
  nowMs: number,
): Promise<Result<undefined, Refusal>> {
  const reserved = await transaction<'new' | 'again', Refusal>(database, async (client) => {
    if (!(await isMember(client, wanted.space, user))) return err(refusal('space/not-member'));
    // One at a time of each person: two at once must not share what is left.
    await client.query('select 1 from person where user_id = $1 for no key update', [user]);
    const before = await findReservation(client, wanted.file);
    if (before !== undefined) {
      const isSame = before.user === user && before.space === wanted.space && before.bytes === wanted.bytes;
      return isSame ? ok('again') : err(refusal('request/malformed'));
    }
    if (wanted.bytes > bounds.maxFileBytes) return err(refusal('file/too-large'));
    const used = await readUsed(client, user);
    if (used.bytes + wanted.bytes > bounds.quotaBytes || used.open >= maxOpen) return err(refusal('file/quota'));
    const free = await store.freeBytes();
    if (free !== undefined && free - wanted.bytes < spareBytes) return err(refusal('file/quota'));
    const { rowCount } = await client.query(
      `insert into file (id, user_id, space_id, bytes, created_at_ms, progress_at_ms) values ($1, $2, $3, $4, $5, $5) on conflict do nothing`,
      [idToBytes(wanted.file), user, idToBytes(wanted.space), wanted.bytes, nowMs],
    );
    if (rowCount === 0) return err(refusal('request/malformed')); // somebody else's, this moment
    // Before the commit: a row always has its place, and a place without a row is swept (FILE-7).
    await store.create(wanted.file, wanted.bytes);
    return ok('new');
  });
  if (!reserved.ok) return reserved;
  // A store that was restored from an older copy than the database lacks it.
  if (reserved.value === 'again' && !(await hasPlace(store, wanted.file))) await store.create(wanted.file, wanted.bytes);
  return ok(undefined);
}

const hasPlace = (store: FileStore, file: FileId): Promise<boolean> =>
  store.uploads.getUpload(file).then(
    () => true,
    (error: unknown) => {
      if (isMissing(error)) return false;
      throw error;
    },
  );

async function findReservation(client: Queryable, file: FileId) {
  const { rows } = await client.query<{ user: UserId; space: Uint8Array; bytes: number }>(
    'select user_id as "user", space_id as space, bytes from file where id = $1',
    [idToBytes(file)],
  );
  return rows[0] && { ...rows[0], space: spaceIdFromBytes(rows[0].space) };
}
