import type { MessageRow } from '@sanad/model/engine/api';
import type { EngineDeps } from '@sanad/model/engine/deps';
import { maxSnapshotDelayMs } from '@sanad/model/engine/snapshots';
import type { SpaceId } from '@sanad/model/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../src/node-platform.ts';
import { makeWard, openNewBrowser, type TestPerson, watchThread } from './support/people.ts';
import { makeServerProcess, type ServerProcess } from './support/server-process.ts';

let server: ServerProcess;
let amel: TestPerson;
let karim: TestPerson;
let admin: TestPerson;
let space: SpaceId;
const count = 215;

beforeAll(async () => {
  server = await makeServerProcess();
  const [first, a, k] = await makeWard(server, 'Amel', 'Karim');
  if (a === undefined || k === undefined) throw new Error('two colleagues');
  [admin, amel, karim] = [first, a, k];
  space = await amel.directWith(karim);
});
afterAll(async () => {
  for (const person of [amel, karim, admin]) await person?.dispose();
  await server?.dispose();
});

/** Who would tend a log in half a minute does it now: `random` makes it exactly that. Nothing else waits so long. */
const hasty = {
  ...systemClock,
  schedule: (delayMs: number, task: () => void) =>
    systemClock.schedule(delayMs === 0.5 * maxSnapshotDelayMs ? delayMs / 1_000 : delayMs, task),
};

test('SNAP-1, SNAP-2, SNAP-5: a long tail gets a snapshot, and a new browser of who made it reads it and the rest', async () => {
  await karim.stop();
  await karim.start({ clock: hasty, random: () => 0.5 });
  for (let i = 0; i < count; i++) {
    await amel.say(karim, `message ${i}`);
    await amel.thread(space, (rows) => rows.at(-1)?.text === `message ${i}` && rows.at(-1)?.delivery !== 'queued');
  }
  await karim.thread(space, (rows) => rows.length === count);
  await karim.device.engine.settled();

  const asked: string[] = [];
  const listening = (deps: EngineDeps): EngineDeps => ({
    ...deps,
    async http(request) {
      const answer = await deps.http(request);
      if (answer.ok && answer.value.status === 200) asked.push(`${request.method} ${request.path}`);
      return answer;
    },
  });
  const browser = await openNewBrowser(server, karim, listening);
  expect((await browser.device.engine.recover(karim.recoveryCode, 'nouveau')).ok).toBe(true);
  const rows = await watchThread('nouveau', browser.device, space, (seen) => seen.length === count);
  const at = asked.findIndex((path) => /^GET .*\/snapshot$/.test(path));
  expect(asked[at + 1]).toMatch(/after=2\d\d&/);
  expect(rows.map(({ text }) => text)).toEqual(Array.from({ length: count }, (_, i) => `message ${i}`));
  expect(browser.device.sync()?.stopped).toEqual([]);
  // The chain of hashes goes on from what the snapshot covers.
  await amel.say(karim, 'après');
  await watchThread('nouveau', browser.device, space, (seen) => seen.some(({ text }) => text === 'après'));
  expect(browser.device.sync()?.stopped).toEqual([]);
  await browser.dispose();
}, 120_000);

test('EPOCH-7: a key that is too old is rotated by the next who writes, and old messages stay readable', async () => {
  for (const person of [amel, karim]) {
    await person.stop();
    // Long past for the key that stands, and longer than it takes to write a record.
    await person.start({ maxEpochAgeMs: 3_000 });
  }
  await amel.say(karim, 'sous une nouvelle clé');
  await karim.say(amel, 'et encore une');
  const isThere = (text: string) => (rows: readonly MessageRow[]) =>
    rows.some((row) => row.text === text && row.delivery !== 'queued');
  await karim.thread(space, isThere('sous une nouvelle clé'));
  await amel.thread(space, isThere('et encore une'));
  const browser = await openNewBrowser(server, karim);
  expect((await browser.device.engine.recover(karim.recoveryCode, 'nouveau')).ok).toBe(true);
  const rows = await watchThread('nouveau', browser.device, space, isThere('et encore une'));
  expect(rows.slice(0, 2).map(({ text }) => text)).toEqual(['message 0', 'message 1']);
  await browser.dispose();
});
