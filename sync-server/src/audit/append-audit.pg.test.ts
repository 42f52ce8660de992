import { uuidV7 } from '@sanad/model/ids';
import { err, ok } from '@sanad/model/result';
import { auditBody, auditDigestInput, auditHashInput, parseAuditBody } from '@sanad/model/wire/audit';
import { zeroHash } from '@sanad/model/wire/fields';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { random } from '../../test/support/test-device.ts';
import { startTestPostgres } from '../../test/support/test-server.ts';
import { type Database, openDatabase, transaction } from '../db/database.ts';
import { findMigrations, migrate, readMigrations } from '../db/migrate.ts';
import { sha256 } from '../devices/signature.ts';
import { appendAudit, noteAudit } from './append-audit.ts';

let postgres: Awaited<ReturnType<typeof startTestPostgres>>;
let database: Database;
beforeAll(async () => {
  postgres = await startTestPostgres();
  database = openDatabase(postgres.url, () => undefined, 8);
  await migrate(database, readMigrations(findMigrations()));
});
afterAll(async () => {
  await database.end();
  await postgres.stop();
});
interface Row {
  readonly n: number;
  readonly body: string;
  readonly prev_hash: Uint8Array;
  readonly hash: Uint8Array;
}
const rows = async () => (await database.query<Row>('select n, body, prev_hash, hash from audit order by n')).rows;
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

it('AUDIT-1: entries of many transactions at once make one chain without a gap; what is rolled back leaves no trace', async () => {
  const user = uuidV7(Date.now(), random(10));
  const write = (index: number) =>
    transaction(database, async (client) => {
      await appendAudit(client, { actor: user, act: 'sign-in.ok', subject: user, facts: { way: 'password', count: index } });
      return index % 5 === 0 ? err({ type: 'refused' as const }) : ok(undefined);
    });
  await Promise.all(Array.from({ length: 40 }, (_, index) => write(index)));
  await noteAudit(database, { actor: undefined, act: 'audit.export' });
  const kept = await rows();
  expect(kept.map(({ n }) => n)).toEqual(Array.from({ length: 33 }, (_, index) => index + 1));
  let prev: Uint8Array = zeroHash;
  for (const row of kept) {
    expect(hex(row.prev_hash)).toBe(hex(prev));
    expect(hex(row.hash)).toBe(hex(sha256(auditHashInput(prev, sha256(auditDigestInput(row.body))))));
    const entry = parseAuditBody(row.body);
    expect(entry?.n).toBe(row.n);
    expect(entry && auditBody(entry)).toBe(row.body);
    prev = row.hash;
  }
});

it('AUDIT-2: the database refuses to change, remove or empty it', async () => {
  for (const sql of [
    "update audit set act = 'sign-out'",
    'delete from audit where n = 1',
    'truncate audit',
    'delete from audit where false',
  ])
    await expect(database.query(sql)).rejects.toThrow('only ever added to');
  expect(await rows()).toHaveLength(33);
});

it('AUDIT-5: what does not belong into an entry is refused before it is written', async () => {
  const wrong = [
    { actor: undefined, act: 'account.refuse', subject: 'Amine Ben Salah' },
    { actor: undefined, act: 'account.refuse', facts: { reason: 'she is not on the ward' } },
    { actor: undefined, act: 'sign-in.failed', facts: { address: 'nurse@hospital.example' } },
    { actor: undefined, act: 'sign-in.failed', facts: { name: 'Amine' } },
  ];
  // @ts-expect-error one of them names a fact that there is not
  for (const entry of wrong) await expect(noteAudit(database, entry)).rejects.toThrow();
  expect(await rows()).toHaveLength(33);
});
