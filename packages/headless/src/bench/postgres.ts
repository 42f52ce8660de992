/**
 * A connection to the server's own embedded Postgres, for the floors and for the size of tables. The driver is the server's: it is looked
 * up from the server's folder, so that a floor and the server differ in what they do and not in how they speak.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './places.ts';

export interface PostgresClient {
  connect(): Promise<void>;
  query(statement: {
    readonly name?: string;
    readonly text: string;
    readonly values?: readonly unknown[];
  }): Promise<{ readonly rows: readonly unknown[] }>;
  /** Without a listener the end of the server would end us before its reason is said. */
  on(event: 'error', listener: () => void): void;
  end(): Promise<void>;
}
interface PostgresDriver {
  readonly Client: new (options: { readonly connectionString: string; readonly pipeline: boolean }) => PostgresClient;
}

export async function connectPostgres(connectionString: string): Promise<PostgresClient> {
  const driver: unknown = createRequire(join(root, 'sync-server', 'package.json'))('pg');
  const { Client } = driver as PostgresDriver; // the driver's shape is the server's affair; this part of it is stable
  const client = new Client({ connectionString, pipeline: true });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** The floors' own database beside the server's: the server refuses a schema that holds what it did not make. */
export const floorDatabase = 'bench';

/** Fifth line of the lock file: the folder of the socket. */
export function postgresUrl(dataFolder: string, database = 'postgres'): string {
  const lines = readFileSync(join(dataFolder, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n');
  return `postgresql://sanad@localhost/${database}?host=${encodeURIComponent(lines[4] ?? '')}`;
}

/** What an append writes. */
export const serverTables = ['chunk', 'log', 'log_author'];

/** Heap, TOAST and indexes of `tables`. */
export async function storedBytes(client: PostgresClient, tables: readonly string[]): Promise<number> {
  const text = 'select sum(pg_total_relation_size(name::regclass))::float8 as bytes from unnest($1::text[]) as t (name)';
  const { rows } = await client.query({ text, values: [tables] });
  return numberIn(rows[0], 'bytes');
}

function numberIn(row: unknown, name: string): number {
  const value: unknown = typeof row === 'object' && row !== null && name in row ? row[name as keyof typeof row] : undefined;
  if (typeof value !== 'number') throw new Error(`no number ${name}`);
  return value;
}
