/**
 * A data folder as a new server leaves it: the cluster made, the migrations run. Made once per run of the tests and copied by each server that
 * a test starts, because making one costs more than most tests. Durability is switched off in it: what dies in tests are processes, and what
 * a process wrote outlives it. How a server makes its own folder is tested in recovery.pg.test.ts.
 */
import { spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../src/db/database.ts';
import { startEmbeddedPostgres } from '../../src/db/embedded-postgres.ts';
import { describeMigrateError, findMigrations, migrate, readMigrations } from '../../src/db/migrate.ts';
import { temporaryDir } from './temporary-dir.ts';

/** Safe as long as the machine itself does not die: what a process handed to the system is kept, whoever kills the process. */
const fastSettings = ['fsync=off', 'full_page_writes=off'];

/** Read by the servers of all rooms (packages/headless/test/support/server-process.ts). */
const variable = 'SANAD_DATA_TEMPLATE';

/** For Vitest: the first project that needs it makes it. */
export async function setup(): Promise<(() => void) | undefined> {
  if (process.env[variable] !== undefined) return undefined;
  const dir = temporaryDir();
  chmodSync(dir.path, 0o755); // as root, Postgres runs as somebody else below this folder
  const postgres = await startEmbeddedPostgres({ dir: join(dir.path, 'postgres'), settings: fastSettings });
  const database = openDatabase(postgres.url, () => undefined);
  try {
    const migrated = await migrate(database, readMigrations(findMigrations()));
    if (!migrated.ok) throw new Error(describeMigrateError(migrated.error));
  } finally {
    await database.end();
    await postgres.stop();
  }
  appendFileSync(join(dir.path, 'postgres/data/postgresql.conf'), `\n${fastSettings.join('\n')}\n`);
  process.env[variable] = dir.path;
  return dir.remove;
}

/** Without a template the server makes its folder itself. */
export function copyDataTemplate(to: string): void {
  const template = process.env[variable];
  // Not by Node: owners are kept, and as root Postgres runs only on a folder of its own user.
  if (template !== undefined) spawnSync('cp', ['-a', `${template}/.`, to]);
}
