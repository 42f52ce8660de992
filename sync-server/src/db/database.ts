/**
 * The connection pool and transactions (DB-2). Parameterised statements only; a failure value rolls back like an exception. Losing
 * Postgres is an expected failure: the pool connects again by itself, callers answer `server/unavailable` meanwhile.
 */
import type { Result } from '@sanad/model/result';
import pg from 'pg';

export type Queryable = Pick<pg.ClientBase, 'query'>;
export type Database = pg.Pool;

const BIGINT = 20;
// Sequence numbers and milliseconds stay below 2^53.
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === BIGINT && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format),
};

export function openDatabase(url: string, onIdleError: (error: unknown) => void, max = 12): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types,
    connectionTimeoutMillis: 4000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 20_000,
    lock_timeout: 8000,
    application_name: 'sanad',
    keepAlive: true,
    pipeline: true, // statements that do not wait for one another's answers share a round trip
  });
  pool.on('error', onIdleError); // without a listener an idle connection's end would end the process
  // The pool takes its listener off while a client is in use; an end between two statements of a transaction would end the process too.
  pool.on('connect', (client) => client.on('error', onIdleError));
  return pool;
}

/** A client inside a transaction. */
export interface Transaction extends Queryable {
  /** A last statement whose answer `run` does not need: it goes out together with the commit, which happens only if it succeeds. */
  readonly withCommit: (statement: Promise<unknown>) => void;
}

/** Commits when `run` returns a success, rolls back when it returns a failure or throws. */
export async function transaction<T, E>(
  database: Database,
  run: (client: Transaction) => Promise<Result<T, E>>,
): Promise<Result<T, E>> {
  const client = await database.connect();
  let broken: Error | undefined;
  const under: Promise<unknown>[] = [];
  const send = (statement: Promise<unknown>): void => {
    statement.catch(() => undefined); // it is judged below, with the others
    under.push(statement);
  };
  try {
    send(client.query('begin'));
    const result = await run({ query: client.query.bind(client), withCommit: send });
    const [ended] = await Promise.all([client.query(result.ok ? 'commit' : 'rollback'), ...under]);
    // Postgres answers the commit of a broken transaction with a rollback and no error.
    if (result.ok && ended.command !== 'COMMIT') throw new Error('the transaction was rolled back');
    return result;
  } catch (error) {
    await client.query('rollback').catch((failure: unknown) => {
      broken = failure instanceof Error ? failure : new Error('rollback failed');
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

// SQLSTATE classes: connection, insufficient resources (disk full, too many connections), operator intervention, system error.
const UNAVAILABLE_CLASSES = ['08', '53', '57', '58'];
const RETRY_STATES = ['40001', '40P01', '55P03', '25P02'];
const SOCKET_ERRORS = ['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND', 'EAI_AGAIN'];

/** Is this the database being away, full or busy (try again later), rather than a defect of ours? */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.some(isUnavailable);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  if (code !== undefined) {
    return SOCKET_ERRORS.includes(code) || RETRY_STATES.includes(code) || UNAVAILABLE_CLASSES.includes(code.slice(0, 2));
  }
  return (
    /^Connection terminated|^timeout exceeded when trying to connect|Client has encountered a connection error/.test(
      error.message,
    ) || isUnavailable(error.cause)
  );
}
