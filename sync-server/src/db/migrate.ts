/**
 * Migrations (DB-3, DB-4): numbered SQL files, forward only, each in one transaction together with its row in the ledger, under an
 * advisory lock so that several processes may start at once. The ledger keeps a checksum of every file and a fingerprint of the
 * schema that stood afterwards: a half-migrated, newer or altered database is refused, never repaired by guessing.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { err, ok, type Result } from '@sanad/model/result';
import { type Database, type Queryable, transaction } from './database.ts';

export interface Migration {
  readonly n: number;
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}
interface LedgerRow {
  readonly n: number;
  readonly checksum: string;
  readonly fingerprint: string;
}

const advisoryLock = 0x53414e44;

/** Runs from `src/db` and from the bundle in `dist`: the folder is found upwards from here. */
export function findMigrations(from: string = import.meta.dirname): string {
  for (let dir = from; ; dir = dirname(dir)) {
    const candidate = join(dir, 'migrations');
    if (existsSync(join(candidate, '0001_auth.sql'))) return candidate;
    if (dir === dirname(dir)) throw new Error('the migrations folder is missing');
  }
}

export function readMigrations(folder: string): readonly Migration[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((name, index) => {
      if (!/^\d{4}_[a-z0-9-]+\.sql$/.test(name)) throw new Error(`no name of a migration: ${name}`);
      const sql = readFileSync(join(folder, name), 'utf8');
      if (Number(name.slice(0, 4)) !== index + 1) throw new Error(`migration ${index + 1} is missing`);
      return { n: index + 1, name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    });
}

export type MigrateError =
  /** The database was migrated by a newer version of SANAD. */
  | { readonly type: 'newer'; readonly n: number }
  /** A migration that was applied is not the file we have, or the schema was changed by hand. */
  | { readonly type: 'altered'; readonly n: number }
  /** Tables without a ledger, or a ledger with a hole. */
  | { readonly type: 'half-migrated'; readonly n: number };

/** How many were applied now. */
export function migrate(database: Database, migrations: readonly Migration[]): Promise<Result<number, MigrateError>> {
  return locked(database, async () => {
    const ledger = await readLedger(database);
    const checked = check(ledger, migrations, await fingerprint(database));
    if (!checked.ok) return checked;
    for (const migration of migrations.slice(ledger.length)) {
      await transaction(database, async (client) => {
        await client.query(migration.sql);
        await client.query('insert into migration (n, name, checksum, fingerprint) values ($1, $2, $3, $4)', [
          migration.n,
          migration.name,
          migration.checksum,
          await fingerprint(client),
        ]);
        return ok(undefined);
      });
    }
    return ok(migrations.length - ledger.length);
  });
}

async function locked<T>(database: Database, run: () => Promise<T>): Promise<T> {
  const client = await database.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [advisoryLock]);
    return await run();
  } finally {
    client.release(true); // ending the session frees the lock, also after an error
  }
}

async function readLedger(database: Database): Promise<readonly LedgerRow[]> {
  await database.query(
    `create table if not exists migration (n int primary key, name text not null, checksum text not null,
       fingerprint text not null, applied_at timestamptz not null default now())`,
  );
  return (await database.query<LedgerRow>('select n, checksum, fingerprint from migration order by n')).rows;
}

function check(ledger: readonly LedgerRow[], known: readonly Migration[], now: string): Result<undefined, MigrateError> {
  if (ledger.length === 0) return now === emptyFingerprint ? ok(undefined) : err({ type: 'half-migrated', n: 0 });
  for (const [index, row] of ledger.entries()) {
    if (row.n !== index + 1) return err({ type: 'half-migrated', n: index + 1 });
    const file = known[index];
    if (file === undefined) return err({ type: 'newer', n: row.n });
    if (file.checksum !== row.checksum) return err({ type: 'altered', n: row.n });
  }
  return ledger.at(-1)?.fingerprint === now ? ok(undefined) : err({ type: 'altered', n: ledger.length });
}

const hashRows = (rows: readonly { readonly line: string }[]): string =>
  createHash('sha256')
    .update(rows.map((row) => row.line).join('\n'))
    .digest('hex');
const emptyFingerprint = hashRows([]);

/** Every table, column and index of our schema, but the ledger's own. */
async function fingerprint(client: Queryable): Promise<string> {
  const { rows } = await client.query<{ line: string }>(
    `select line from (
     select format('%s.%s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull) as line
       from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and c.relname <> 'migration'
        and a.attnum > 0 and not a.attisdropped
     union all
     select indexdef from pg_indexes where schemaname = current_schema() and tablename <> 'migration'
     ) lines order by line collate "C"`,
  );
  return hashRows(rows);
}

/** The one line that a refused start prints. */
export function describeMigrateError(error: MigrateError): string {
  switch (error.type) {
    case 'newer':
      return `The database was written by a newer SANAD (migration ${error.n} is unknown here): start that version, or restore a backup.`;
    case 'altered':
      return `The database does not match migration ${error.n}: its schema or the file was changed. Nothing was touched.`;
    case 'half-migrated':
      return `The database is half migrated (${error.n === 0 ? 'tables without a ledger' : `migration ${error.n} is missing`}). Nothing was touched.`;
  }
}
