/**
 * FILE-7: files that no log refers to go after a day, those whose bytes stopped coming after thirty. Bytes without a row, left by a crash between
 * the two, go an hour later. In parts, so that nobody waits for it; what another process is at is skipped.
 */
import { type FileId, fileIdFromBytes } from '@sanad/model/ids';
import { ok, unwrap } from '@sanad/model/result';
import { type Database, transaction } from '../db/database.ts';
import { findExisting } from './file-rows.ts';
import type { FileStore } from './file-store.ts';
import { dropUnreferred } from './remove.ts';

const hourMs = 3_600_000;
const unreferredMs = 24 * hourMs;
const silentMs = 30 * unreferredMs;
const part = 200;

export async function dropOldFiles(database: Database, store: FileStore, nowMs: number): Promise<void> {
  await inParts(store, () => dropUnreferredPart(database, nowMs));
  await inParts(store, () => dropSilentPart(database, nowMs));
  await sweep(database, store, nowMs);
}

async function inParts(store: FileStore, drop: () => Promise<readonly FileId[]>): Promise<void> {
  for (let gone = await drop(); gone.length > 0; gone = await drop()) {
    for (const file of gone) await store.remove(file);
  }
}

const dropUnreferredPart = async (database: Database, nowMs: number): Promise<readonly FileId[]> =>
  unwrap(
    await transaction<readonly FileId[], never>(database, async (client) => {
      const { rows } = await client.query<{ id: Uint8Array }>(
        `select f.id from file f where f.created_at_ms < $1 and not exists (select 1 from file_reference x where x.file = f.id)
          limit $2 for update skip locked`,
        [nowMs - unreferredMs, part],
      );
      // Another statement: an append that locked first is seen by it.
      return ok(
        await dropUnreferred(
          client,
          rows.map(({ id }) => fileIdFromBytes(id)),
        ),
      );
    }),
  );

async function dropSilentPart(database: Database, nowMs: number): Promise<readonly FileId[]> {
  const { rows } = await database.query<{ id: Uint8Array }>(
    `delete from file where id in (
       select id from file where stored_at_ms is null and progress_at_ms < $1 limit $2 for update skip locked) returning id`,
    [nowMs - silentMs, part],
  );
  return rows.map(({ id }) => fileIdFromBytes(id));
}

async function sweep(database: Database, store: FileStore, nowMs: number): Promise<void> {
  const found = new Set<FileId>();
  const look = async (): Promise<void> => {
    const existing = await findExisting(database, [...found]);
    for (const file of found) if (!existing.has(file)) await store.remove(file);
    found.clear();
  };
  for await (const { file, changedAtMs } of store.list()) {
    if (nowMs - changedAtMs > hourMs) found.add(file);
    if (found.size >= part) await look();
  }
  await look();
}
