import { err, ok } from '@sanad/model/result';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestPostgres } from '../../test/support/test-server.ts';
import { type Database, isUnavailable, openDatabase, transaction } from './database.ts';

let postgres: Awaited<ReturnType<typeof startTestPostgres>>;
let database: Database;
beforeAll(async () => {
  postgres = await startTestPostgres();
  database = openDatabase(postgres.url, () => undefined, 2);
  await database.query('create table t (a bigint)');
});
afterAll(async () => {
  await database.end();
  await postgres.stop();
});
const rows = async () => (await database.query<{ a: number }>('select a from t order by a')).rows.map(({ a }) => a);

it('DB-2: a success commits; a failure and an exception roll back, and the connection is good again', async () => {
  const insert = (a: number, outcome: 'ok' | 'err' | 'throw') =>
    transaction(database, async (client) => {
      await client.query('insert into t values ($1)', [a]);
      if (outcome === 'throw') throw new Error('defect');
      return outcome === 'ok' ? ok(a) : err({ type: 'refused' as const });
    });
  expect(await insert(2 ** 53 - 1, 'ok')).toEqual({ ok: true, value: 2 ** 53 - 1 });
  for (let i = 0; i < 5; i++) {
    expect(await insert(i, 'err')).toEqual({ ok: false, error: { type: 'refused' } });
    await expect(insert(i, 'throw')).rejects.toThrow('defect');
    await expect(transaction(database, async (client) => ok(await client.query('select 1/0')))).rejects.toThrow();
  }
  expect(await rows()).toEqual([2 ** 53 - 1]);
});

it('HTTP-8: tells a database that is away, full or busy from a defect', () => {
  const coded = (code: string) => Object.assign(new Error('x'), { code });
  for (const code of ['ECONNREFUSED', 'ENOENT', '57P01', '53100', '08006', '40P01', '55P03'])
    expect(isUnavailable(coded(code))).toBe(true);
  expect(isUnavailable(new Error('Connection terminated unexpectedly'))).toBe(true);
  for (const code of ['23505', '42601', '22P02']) expect(isUnavailable(coded(code))).toBe(false);
  expect(isUnavailable(new Error('no such thing')) || isUnavailable('text')).toBe(false);
});

it('HTTP-8: a connection that dies between two statements of a transaction ends that transaction, not the process', async () => {
  const client = await database.connect();
  const { rows: pids } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const listeners = client.listenerCount('error');
  await database.query('select pg_terminate_backend($1)', [pids[0]?.pid]);
  // Without a listener of its own the end of a connection in use is an uncaught exception.
  expect(listeners).toBeGreaterThan(0);
  await expect(client.query('select 1')).rejects.toThrow();
  client.release(true);
  expect(await rows()).toEqual([2 ** 53 - 1]);
});
