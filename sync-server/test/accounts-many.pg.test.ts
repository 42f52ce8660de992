/** The table of accounts of a large hospital: ten thousand people, each question answered from Postgres. */
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createWorld, type World } from './support/test-client.ts';
import { startTestServer, type TestServer } from './support/test-server.ts';

const people = 10_000;
let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await createWorld(server);
  const database = new pg.Client({ connectionString: server.databaseUrl });
  await database.connect();
  await database.query(
    `with made as (
       insert into "user" (name, email, "emailVerified", "updatedAt")
       select (array['Inès', 'Amel', 'Youssef', 'Karim', 'Nadia'])[1 + i % 5] || ' Personne ' || i, 'personne' || i || '@chu.tn', true, now()
         from generate_series(1, $1) as i returning id, email)
     insert into person (user_id, status, staff_number, profession, unit, salt)
     select id, 'active', 'P-' || row_number() over (), 'nurse', 'Service ' || (row_number() over ()) % 40, '\\x00' from made`,
    [people],
  );
  await database.query('analyze');
  await database.end();
});
afterAll(() => server.stop());

it('ADMIN-3: of ten thousand every page, order and search is answered, and no page is larger than was asked', async () => {
  const ask = async (query: string) => {
    const { status, body } = await world.admin.client.get(`/admin/accounts?limit=50&${query}`);
    expect(status, query).toBe(200);
    expect(body.accounts.length, query).toBeLessThanOrEqual(50);
    return body;
  };
  await ask('page=0');
  const first = await ask('page=0');
  expect(first.total).toBeGreaterThanOrEqual(people);
  const last = Math.ceil(first.total / 50) - 1;
  expect((await ask(`page=${last}`)).accounts.length).toBeGreaterThan(0);
  expect((await ask(`page=${last + 1}`)).accounts).toEqual([]);
  for (const order of ['name', 'unit', 'role', 'status', 'seen']) await ask(`order=${order}&descending=true&page=100`);
  expect((await ask('text=ines')).total).toBe(people / 5);
  expect((await ask('text=personne9999@')).total).toBe(1);
  expect((await ask('text=nobody%20at%20all&status=active&role=member')).total).toBe(0);
});
