/** Weeks that the hospital keeps no longer, with the real server and real engines, whose clock a test moves (POLICY-10). */
import { defaultPolicy } from '@sanad/model/wire/policy';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Cluster, makeCluster } from './support/cluster.ts';
import { arrives, form, must, sees } from './support/group-watch.ts';
import { approve, finds, makePerson, type TestPerson, waitMs } from './support/people.ts';
import { moved } from './support/urgent-ward.ts';

const weekMs = 7 * 86_400_000;
let cluster: Cluster;
let tables: pg.Client;
let admin: TestPerson;
let amel: TestPerson;
let youssef: TestPerson;

beforeAll(async () => {
  cluster = await makeCluster(1, {}, () => 0.5);
  tables = new pg.Client({ connectionString: cluster.databaseUrl });
  await tables.connect();
  const make = (name: string, firstAdmin = false) => makePerson(cluster, name, { firstAdmin, wrap: moved(cluster) });
  admin = await make('Admin', true);
  [amel, youssef] = [await make('Amel'), await make('Youssef')];
  for (const person of [amel, youssef]) await approve(admin, person);
  await finds(amel, youssef);
});
afterAll(async () => {
  for (const person of [amel, youssef, admin]) await person?.dispose();
  await tables?.end();
  await cluster?.dispose();
});

/** It becomes level with the server anew. */
async function again(person: TestPerson): Promise<void> {
  await person.stop();
  await person.start();
  await person.device.waitFor(() => (person.device.sync()?.connectivity === 'online' ? true : undefined), waitMs);
  await person.device.engine.settled();
}
const expiredLogs = async (): Promise<number> =>
  (await tables.query<{ count: number }>('select count(*)::int as count from log where expired_at_ms is not null')).rows[0]
    ?.count ?? 0;

test('POLICY-10 a week whose time is over goes from devices and server; one with an urgent message that was not read stays; what is new stays', async () => {
  const [read, unread] = [
    await must(amel.device.engine.createGroup(form('Réanimation', youssef))),
    await must(amel.device.engine.createGroup(form('Urgences', youssef))),
  ];
  for (const name of ['Réanimation', 'Urgences']) await arrives(youssef, name);
  await must(amel.device.engine.sendMessage(read, 'compte rendu de mardi', 'normal'));
  await must(amel.device.engine.sendMessage(unread, 'lit 4, venez', 'urgent'));
  await sees(youssef, read, ({ texts }) => texts.length === 1);
  await sees(youssef, unread, ({ texts }) => texts.length === 1);
  await must(admin.device.engine.changePolicy({ ...defaultPolicy, retention: { weeks: 4 } }));

  // Not before its time: a week after the rule was signed nothing is old enough.
  await cluster.move(1.5 * weekMs);
  for (const person of [amel, youssef]) await again(person);
  expect(await expiredLogs()).toBe(0);
  await must(amel.device.engine.sendMessage(read, 'plus tard', 'normal'));
  await sees(youssef, read, ({ texts }) => texts.length === 2);

  await cluster.move(3.9 * weekMs);
  for (const person of [amel, youssef]) {
    // What still held the week when it was level, a mark on its way, holds it until the next time.
    const texts = async () => (await sees(person, read, () => true)).texts;
    for (let times = 0; times < 4 && (times === 0 || (await texts()).length > 1); times++) await again(person);
    expect(await texts()).toEqual(['plus tard']);
  }
  // Amel wrote it and lets it go; Youssef has not looked at it.
  expect((await sees(youssef, unread, () => true)).texts).toEqual(['lit 4, venez']);
  expect(await expiredLogs()).toBeGreaterThan(0);
});
