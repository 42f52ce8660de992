/**
 * Many identities at once (RESET-9): nobody waits for all of them, and conversations go on. The people are as light as the server allows.
 * SANAD_STORM=40 or more makes it a larger ward.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hexToBytes } from '@sanad/model/bytes';
import { lodgeReset, prepareReset, takeReset } from '@sanad/model/engine/reset';
import type { SpaceId } from '@sanad/model/ids';
import { Me } from '@sanad/model/wire/http';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BenchPerson, enrolPeople } from '../src/bench/people.ts';
import { inParallel } from '../src/bench/waiting.ts';
import { type Device, startDevice } from '../src/device.ts';
import { makeNodePlatform } from '../src/node-platform.ts';
import { openProfile } from '../src/profile.ts';
import { connectDatabase } from './support/database.ts';
import { must, watch } from './support/group-watch.ts';
import { waitMs } from './support/people.ts';
import { makeServerProcess, type ServerProcess } from './support/server-process.ts';

const many = Number(process.env['SANAD_STORM'] ?? 20);
let server: ServerProcess;
let database: pg.Client;
let people: readonly BenchPerson[];
const closing: (() => Promise<void>)[] = [];
beforeAll(async () => {
  server = await makeServerProcess();
  database = await connectDatabase(server);
  ({ people } = await enrolPeople(server.url, server.firstAdminToken(), many + 2));
});
afterAll(async () => {
  for (const close of closing.reverse()) await close();
  await database?.end();
  await server?.dispose();
});

/** A device of hers with an engine, by means of her code. */
async function deviceOf(person: BenchPerson): Promise<Device> {
  const folder = mkdtempSync(join(tmpdir(), 'sanad-storm-'));
  const profile = await must(openProfile(folder));
  const device = await startDevice(makeNodePlatform({ url: server.url, profile }));
  closing.push(async () => {
    await device.close();
    await profile.close();
    rmSync(folder, { recursive: true, force: true });
  });
  await device.waitFor(() => (device.state().phase === 'signed-out' ? true : undefined), waitMs);
  await must(device.engine.signIn(person.email, person.password));
  await must(device.engine.recover(person.identity.recoveryCode.join('-'), 'Poste'));
  await device.waitFor(() => (device.people().length === many + 1 ? true : undefined), waitMs);
  await device.engine.settled();
  return device;
}
const person = (i: number): BenchPerson => {
  const found = people[i];
  if (found === undefined) throw new Error('nobody');
  return found;
};

/** From the words of one to the eyes of the other. */
async function timeMessage(from: Device, to: Device, space: SpaceId, text: string): Promise<number> {
  const startedMs = performance.now();
  await must(from.engine.sendMessage(space, text, 'normal'));
  await watch(to, space, ({ texts }) => texts.includes(text));
  return performance.now() - startedMs;
}

test('RESET-9 many new identities in a moment: the group has them soon, and a conversation beside it never stands still', async () => {
  const [admin, colleague] = [await deviceOf(person(0)), await deviceOf(person(1))];
  const asking = people.slice(2);
  const direct = await must(colleague.engine.openDirect(person(0).identity.user));
  const group = await must(
    admin.engine.createGroup({
      name: 'Service',
      description: '',
      kind: 'department',
      picture: undefined,
      members: people.slice(1).map(({ identity }) => identity.user),
    }),
  );
  await must(admin.engine.changeGroup(group, { regrant: 'automatic' }));
  await watch(colleague, group, ({ group: seen }) => seen?.regrant === 'automatic');
  const calm: number[] = [];
  for (let i = 0; i < 5; i++) calm.push(await timeMessage(colleague, admin, direct, `calme ${i}`));

  const prepared = await inParallel(asking, 8, async ({ http }) => {
    const me = await must(http.get('/me', Me));
    const { row } = await must(prepareReset(http, me, 'Neuf', 'Banc', Date.now()));
    await must(lodgeReset(http, row));
    return { http, row };
  });
  const confirmingMs = performance.now();
  const requests = await must(admin.engine.resetRequests());
  expect(requests).toHaveLength(many);
  await inParallel(requests, 8, ({ user, device }) => must(admin.engine.confirmReset(user, device)));
  const confirmedMs = performance.now() - confirmingMs;

  let isStorm = true;
  const during: number[] = [];
  const talking = (async () => {
    for (let i = 0; isStorm; i++) during.push(await timeMessage(colleague, admin, direct, `tempête ${i}`));
  })();
  const stormMs = performance.now();
  const taken = await inParallel(prepared, 8, ({ http, row }) => must(takeReset(http, row)));
  expect(taken.every(({ type }) => type === 'done')).toBe(true);
  const takenMs = performance.now() - stormMs;
  const granted = async (): Promise<number> => {
    const { rows } = await database.query<{ count: number }>(
      'select count(distinct user_id)::int as count from epoch_grant where space_id = $1 and uk_gen = 1',
      [hexToBytes(group)],
    );
    return rows[0]?.count ?? 0;
  };
  await expect.poll(granted, { timeout: waitMs, interval: 50 }).toBe(many);
  const grantedMs = performance.now() - stormMs;
  isStorm = false;
  await talking;
  const records = await database.query('select 1 from epoch_record where space_id = $1', [hexToBytes(group)]);
  const worst = Math.max(...during);
  const line = (what: string, ms: number): string => `${what} ${Math.round(ms)} ms`;
  console.log(
    [
      line(`${many} confirmed in`, confirmedMs),
      line('taken in', takenMs),
      line('all granted after', grantedMs),
      `${records.rowCount} records`,
      `${during.length} messages meanwhile`,
      line('slowest', worst),
      line('slowest in the calm', Math.max(...calm)),
    ].join(' · '),
  );
  // Everybody's key in a few records, not one by one; and nobody waited for the end of it.
  expect(records.rowCount).toBeLessThan(many / 2);
  expect(during.length).toBeGreaterThan(3);
  // The conversation with each of them says nothing to anybody: nobody has confirmed one.
  await admin.engine.settled();
  expect(admin.sync()?.stopped ?? []).toEqual([]);
});
