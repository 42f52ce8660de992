import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startTestPostgres } from '../../test/support/test-server.ts';
import { type Database, openDatabase } from './database.ts';
import { describeMigrateError, findMigrations, type Migration, migrate, readMigrations } from './migrate.ts';

let postgres: Awaited<ReturnType<typeof startTestPostgres>>;
let admin: Database;
let database: Database;
let count = 0;
const all = readMigrations(findMigrations());

beforeAll(async () => {
  postgres = await startTestPostgres();
  admin = openDatabase(postgres.url, () => undefined);
});
beforeEach(async () => {
  await database?.end();
  count += 1;
  await admin.query(`create database migrate_${count}`);
  database = openDatabase(postgres.url.replace('/postgres?', `/migrate_${count}?`), () => undefined);
});
afterAll(async () => {
  await database.end();
  await admin.end();
  await postgres.stop();
});

const errorOf = async (migrations: readonly Migration[]) => {
  const result = await migrate(database, migrations);
  return result.ok ? 'ok' : result.error;
};

it('DB-3: applies what is missing, once, also when several processes start together', async () => {
  const results = await Promise.all([migrate(database, all), migrate(database, all), migrate(database, all)]);
  expect(results.map((result) => (result.ok ? result.value : -1)).sort()).toEqual([0, 0, all.length]);
  expect(await migrate(database, all)).toEqual({ ok: true, value: 0 });
});

it('DB-3: a migration that fails leaves nothing of itself', async () => {
  const broken: Migration = { n: all.length + 1, name: 'x', sql: 'create table half (a int); select 1/0', checksum: 'x' };
  await expect(migrate(database, [...all, broken])).rejects.toThrow();
  expect((await database.query("select to_regclass('half') as half")).rows[0]).toEqual({ half: null });
  expect(await errorOf(all)).toBe('ok');
});

it('DB-4: a newer database is refused', async () => {
  const next: Migration = { n: all.length + 1, name: 'next', sql: 'create table later (a int)', checksum: 'y' };
  await migrate(database, [...all, next]);
  expect(await errorOf(all)).toEqual({ type: 'newer', n: all.length + 1 });
});

it('DB-4: an altered migration and an altered schema are refused', async () => {
  await migrate(database, all);
  const changed = all.map((migration, index) => (index === 1 ? { ...migration, checksum: 'other' } : migration));
  expect(await errorOf(changed)).toEqual({ type: 'altered', n: 2 });
  await database.query('alter table space add column note text');
  expect(await errorOf(all)).toEqual({ type: 'altered', n: all.length });
  await database.query('alter table space drop column note');
  expect(await errorOf(all)).toBe('ok');
  await database.query('drop index space_member_user');
  expect(await errorOf(all)).toEqual({ type: 'altered', n: all.length });
});

it('DB-4: half-migrated: tables without a ledger, or a ledger with a hole', async () => {
  await database.query('create table space (id int)');
  expect(await errorOf(all)).toEqual({ type: 'half-migrated', n: 0 });
  await database.query('drop table space');
  await migrate(database, all);
  await database.query('delete from migration where n = 2');
  expect(await errorOf(all)).toEqual({ type: 'half-migrated', n: 2 });
});

it('DB-4: each refusal is one line that says what to do', () => {
  for (const type of ['newer', 'altered', 'half-migrated'] as const) {
    const line = describeMigrateError({ type, n: 3 });
    expect(line).toMatch(/3/);
    expect(line.split('\n')).toHaveLength(1);
  }
});
