/** The audit log as people and scripts meet it: written by every act, read by who may, and shown to be changed when it was. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { UserId } from '@sanad/model/ids';
import { type AuditEntry, auditDigestInput, auditHashInput, parseAuditBody } from '@sanad/model/wire/audit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cutAddress, isWrittenDown } from '../src/audit/bounded-audit.ts';
import { type Database, openDatabase } from '../src/db/database.ts';
import { sha256 } from '../src/devices/signature.ts';
import { request } from './support/file-scene.ts';
import { temporaryDir } from './support/temporary-dir.ts';
import { createClient, createWorld, type Loose, type SignedInPerson, type World } from './support/test-client.ts';
import { makeOrganisationLink } from './support/test-device.ts';
import { startTestServer, type TestServer, until } from './support/test-server.ts';

let server: TestServer;
let world: World;
let database: Database;
const dir = temporaryDir();
beforeAll(async () => {
  server = await startTestServer();
  world = await createWorld(server);
  database = openDatabase(server.databaseUrl, () => undefined, 4);
});
afterAll(async () => {
  await database.end();
  await server.stop();
  dir.remove();
});

const entriesOf = async (person: SignedInPerson, path: string): Promise<readonly AuditEntry[]> => {
  const { status, body } = await person.client.get(path);
  expect(status).toBe(200);
  return body.lines.map((line: Loose) => parseAuditBody(line.body));
};
const actsOf = async (person: SignedInPerson): Promise<readonly string[]> =>
  (await entriesOf(person, '/me/audit')).map(({ act }) => act);
const signInAs = async (person: SignedInPerson, password: string) =>
  createClient(server, { address: '10.20.30.40' }).post('/sign-in', { login: person.request.email, password });
const link = (type: 'suspend' | 'reinstate', user: UserId) =>
  makeOrganisationLink(world.admin, world.organisationChain.n + 1, world.organisationChain.head, { type, payload: { user } });

describe('what is written', () => {
  it('AUDIT-6, ADMIN-6: an account has its story: asked, approved, signed in and out, suspended, reinstated; by whom and with identifiers alone', async () => {
    const person = await world.colleague();
    expect((await signInAs(person, 'wrong password')).status).toBe(401);
    await until(async () => (await actsOf(person)).includes('sign-in.failed'));
    expect((await signInAs(person, person.request.password)).status).toBe(200);
    await person.client.post('/sign-out');
    await world.actAsAdmin(link('suspend', person.user));
    await world.actAsAdmin(link('reinstate', person.user));
    const told = await entriesOf(world.admin, `/admin/audit?subject=${person.user}`);
    expect(told.map(({ act }) => act)).toEqual([
      'account.reinstate',
      'account.suspend',
      'sign-out',
      'sign-in.ok',
      'sign-in.failed',
      'account.approve',
      'sign-in.ok',
      'account.ask',
    ]);
    const failed = told.find(({ act }) => act === 'sign-in.failed');
    expect(failed?.facts).toEqual({ way: 'password', reason: 'auth/credentials', count: 1, address: '10.20.0.0' });
    expect(failed?.actor).toBeUndefined();
    expect(told[1]).toMatchObject({ actor: world.admin.user, subject: person.user, facts: { n: expect.any(Number) } });
    const { rows } = await database.query<{ body: string }>('select body from audit');
    const { email, name, staffNumber } = person.request;
    for (const word of [email, name, staffNumber]) expect(rows.some(({ body }) => body.includes(word))).toBe(false);
  });

  it('AUDIT-4: who guesses a password writes few entries, with how many guesses there were', async () => {
    const person = await world.colleague();
    for (let guess = 0; guess < 20; guess++) await signInAs(person, `guess ${guess} of many`);
    const counts = async () =>
      (await entriesOf(world.admin, `/admin/audit?group=sign-in&subject=${person.user}`)).flatMap(
        ({ facts }) => facts.count ?? [],
      );
    await until(async () => (await counts()).length >= 6);
    expect([...(await counts())].sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 8, 16]);
    expect([...Array(100).keys()].slice(1).filter(isWrittenDown)).toEqual([1, 2, 3, 4, 8, 16, 32, 64]);
  });

  it('AUDIT-5: an address is cut to its network', () => {
    const cut = ['10.20.30.40', '::ffff:10.20.30.40', '2001:db8:1:2:3::4', '::1', 'nurse', ''].map(cutAddress);
    expect(cut).toEqual(['10.20.0.0', '10.20.0.0', '2001:db8:1::', '::', undefined, undefined]);
  });

  it('AUDIT-7: who looked at the log stands in it, once an hour; every export does', async () => {
    for (let look = 0; look < 3; look++) await world.admin.client.get('/admin/audit');
    for (let look = 0; look < 2; look++) await request(server, world.admin, 'GET', '/admin/audit/export');
    const acts = await actsOf(world.admin);
    expect(acts.filter((act) => act === 'audit.read')).toHaveLength(1);
    expect(acts.filter((act) => act === 'audit.export')).toHaveLength(2);
  });
});

describe('who may read what', () => {
  it('AUDIT-7, AUDIT-8: only who may read all of it; everybody her own part and the hashes, which fit together', async () => {
    const [person, other] = [await world.colleague(), await world.colleague()];
    for (const path of ['/admin/audit', '/admin/audit/export']) expect((await person.client.get(path)).status).toBe(403);
    for (const path of ['/admin/audit', '/me/audit', '/audit/head', '/audit/hashes'])
      expect((await createClient(server).get(path)).status).toBe(401);
    const { body } = await person.client.get('/me/audit');
    const mine: readonly AuditEntry[] = body.lines.map((line: Loose) => parseAuditBody(line.body));
    expect(mine.length).toBeGreaterThan(1);
    expect(mine.every(({ actor, subject }) => actor === person.user || subject === person.user)).toBe(true);
    expect(mine.some(({ actor, subject }) => actor === other.user || subject === other.user)).toBe(false);

    const oldest = body.lines.at(-1);
    const from = mine.at(-1)?.n ?? 0;
    const run = (await person.client.get(`/audit/hashes?from=${from}&to=${body.head.n}`)).body;
    let hash: Uint8Array = run.prev;
    expect(hash).toEqual(oldest.prev);
    for (const digest of run.digests) hash = sha256(auditHashInput(hash, digest));
    expect(hash).toEqual(body.head.hash);
    expect(run.digests[0]).toEqual(sha256(auditDigestInput(oldest.body)));
  });

  it('AUDIT-7: pages of a hundred, newest first, without a gap; what is malformed is refused', async () => {
    const person = await world.colleague();
    for (let times = 0; times < 105; times++) await signInAs(person, person.request.password);
    const seen: number[] = [];
    for (let path = `/admin/audit?subject=${person.user}`, more = ''; ; ) {
      const { body } = await world.admin.client.get(path + more);
      seen.push(...body.lines.map((line: Loose) => parseAuditBody(line.body)?.n));
      if (body.next === undefined) break;
      expect(body.lines).toHaveLength(100);
      more = `&before=${body.next}`;
    }
    expect(seen).toHaveLength(108);
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => b - a));
    for (const query of ['group=all', 'actor=me', 'before=x', 'fromMs=-1', "subject='; drop table audit", 'unknown=1'])
      expect((await world.admin.client.get(`/admin/audit?${query}`)).status).toBe(400);
  });
});

describe('AUDIT-3: what is changed behind it is found by the script', () => {
  const exported = async (): Promise<string> => {
    const { bytes, headers } = await request(server, world.admin, 'GET', '/admin/audit/export');
    expect(headers.get('content-type')).toContain('text/csv');
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  };
  const verify = (text: string, ...heads: readonly string[]) => {
    const file = join(dir.path, 'audit.csv');
    writeFileSync(file, text);
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(import.meta.dirname, '../../scripts/verify-audit.mjs'), file, ...heads],
      {
        encoding: 'utf8',
      },
    );
    return { status, said: stdout + stderr };
  };
  /** As whoever owns the database can. */
  const behindTheTrigger = async (sql: string) => {
    await database.query(
      `begin; alter table audit disable trigger audit_append_only; ${sql}; alter table audit enable trigger audit_append_only; commit`,
    );
  };
  const headNow = async (): Promise<string> => {
    const { body } = await world.admin.client.get('/audit/head');
    return `${body.n}:${Buffer.from(body.hash).toString('hex')}`;
  };

  it('an untouched log fits, and holds the head that was seen before', async () => {
    const head = await headNow();
    const { status, said } = verify(await exported(), head);
    expect(said).toContain('entries fit, 1 to');
    expect(status).toBe(0);
    const filtered = await request(server, world.admin, 'GET', '/admin/audit/export?group=account');
    const kept = verify(new TextDecoder().decode(filtered.bytes));
    expect(kept).toMatchObject({ status: 0, said: expect.stringContaining('gaps') });
  });

  it('a changed text, a changed column, a changed line of the file, an entry in the middle that is gone: it says which', async () => {
    const text = await exported();
    expect(verify(text.replace(/,sign-out,/, ',sign-in.ok,'))).toMatchObject({
      status: 1,
      said: expect.stringContaining('columns'),
    });
    await behindTheTrigger("update audit set body = replace(body, 'account.ask', 'sign-out') where n = 1");
    expect(verify(await exported())).toMatchObject({
      status: 1,
      said: expect.stringMatching(/^Entry 1 \(line \d+ of the file\) does not fit/),
    });
    await behindTheTrigger("update audit set body = replace(body, 'sign-out', 'account.ask') where n = 1");
    expect(verify(await exported()).status).toBe(0);
    const lines = text.split('\r\n');
    const without = [...lines.slice(0, 10), ...lines.slice(11)].join('\r\n');
    expect(verify(without)).toMatchObject({ status: 0, said: expect.stringContaining('1 gaps') });
  });

  it('a tail that was cut off, and a chain that was written anew, do not hold the head that was seen', async () => {
    const head = await headNow();
    const n = Number(head.split(':')[0]);
    await behindTheTrigger(`delete from audit where n > ${n - 3}`);
    expect(verify(await exported(), head)).toMatchObject({ status: 1, said: expect.stringContaining('seen earlier') });
    for (let times = 0; times < 4; times++)
      await createClient(server).post('/sign-in', { login: world.admin.request.email, password: world.admin.request.password });
    const again = verify(await exported(), head);
    expect(again).toMatchObject({ status: 1, said: expect.stringContaining('not the one that was seen earlier') });
    expect(verify(await exported()).status).toBe(0);
  });

  it('what is no export is not taken for one', () => {
    expect(verify('a,b\r\n1,2\r\n')).toMatchObject({ status: 2, said: expect.stringContaining('not an export') });
    expect(verify('', 'x')).toMatchObject({ status: 2 });
  });
});
