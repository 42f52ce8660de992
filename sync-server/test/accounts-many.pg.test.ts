/** The table of accounts of a large hospital: ten thousand people, each question answered from Postgres. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addAccounts } from './support/many-accounts.ts';
import { createWorld, type World } from './support/test-client.ts';
import { startTestServer, type TestServer } from './support/test-server.ts';

const people = 10_000;
let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await createWorld(server);
  await addAccounts({ connectionString: server.databaseUrl }, people);
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
