/** Opens the database that the configuration names: a real Postgres, or the embedded one in the data directory (DB-1, DB-2). */
import { join } from 'node:path';
import { type Database, openDatabase } from './database.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';

export interface StoreOptions {
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
  readonly postgresSettings: readonly string[];
  readonly onEvent: (event: string) => void;
  readonly onError: (error: unknown) => void;
}
export interface Store {
  readonly database: Database;
  readonly url: string;
  readonly embedded: EmbeddedPostgres | undefined;
}

/** Rejects when Postgres cannot be started or reached. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { databaseUrl, dataDir, postgresSettings, onEvent, onError } = options;
  const embedded =
    databaseUrl === undefined
      ? await startEmbeddedPostgres({ dir: join(dataDir, 'postgres'), settings: postgresSettings, onEvent })
      : undefined;
  const url = databaseUrl ?? embedded?.url ?? '';
  const database = openDatabase(url, onError);
  try {
    await database.query('select 1');
  } catch (error) {
    await database.end();
    await embedded?.stop();
    throw error;
  }
  return { database, url, embedded };
}

export async function closeStore({ database, embedded }: Store): Promise<void> {
  await database.end();
  await embedded?.stop();
}
