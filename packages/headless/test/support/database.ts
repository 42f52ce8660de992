/** A look into the database of a running server, past its doors: what it holds, and what it does not. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { ServerProcess } from './server-process.ts';

/** The embedded Postgres says in its lock file where it listens. */
export async function connectDatabase(server: ServerProcess): Promise<pg.Client> {
  const [, , , port = '', socket = ''] = readFileSync(join(server.dataFolder, 'postgres/data/postmaster.pid'), 'utf8').split(
    '\n',
  );
  const client = new pg.Client({ host: socket, port: Number(port), user: 'sanad', database: 'postgres' });
  await client.connect();
  return client;
}
