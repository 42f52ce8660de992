import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeWard, type TestPerson } from './support/people.ts';
import { makeServerProcess, type ServerProcess } from './support/server-process.ts';

let server: ServerProcess;
let amel: TestPerson;
let youssef: TestPerson;
let admin: TestPerson;

beforeAll(async () => {
  server = await makeServerProcess();
  const [first, ...rest] = await makeWard(server, 'Amel', 'Youssef');
  admin = first;
  const [a, b] = rest;
  if (a === undefined || b === undefined) throw new Error('two colleagues');
  amel = a;
  youssef = b;
});
afterAll(async () => {
  for (const person of [amel, youssef, admin]) await person?.dispose();
  await server?.dispose();
});

test('SYNC-5: the three priorities go both ways, in order, and the sender learns that they were delivered and read', async () => {
  await amel.say(youssef, 'Lit 12 : potassium 5,9', 'urgent');
  const space = await youssef.directWith(amel);
  const received = await youssef.thread(space, (rows) => rows.length === 1);
  expect(received[0]).toMatchObject({ text: 'Lit 12 : potassium 5,9', priority: 'urgent', mine: false });
  await youssef.say(amel, 'ECG fait', 'medium');
  await youssef.say(amel, 'Merci', 'normal');
  await amel.thread(space, (rows) => rows.length === 3);
  await amel.thread(space, (rows) => rows[0]?.delivery === 'delivered');
  const shown = await youssef.thread(space, (rows) => rows.length === 3);
  await youssef.device.engine.markRead(
    space,
    shown.filter(({ mine }) => !mine).map(({ id }) => id),
  );
  const rows = await amel.thread(space, (seen) => seen[0]?.delivery === 'read');
  expect(rows.map(({ text, priority }) => [text, priority])).toEqual([
    ['Lit 12 : potassium 5,9', 'urgent'],
    ['ECG fait', 'medium'],
    ['Merci', 'normal'],
  ]);
});

test('SYNC-7: written with the server down on both sides, it leaves by itself and both converge in one order', async () => {
  const space = await youssef.directWith(amel);
  await server.stop();
  await amel.say(youssef, 'hors ligne A');
  await youssef.say(amel, 'hors ligne Y');
  await amel.stop();
  await amel.start();
  const waiting = await amel.thread(space, (rows) => rows.some(({ text }) => text === 'hors ligne A'));
  expect(waiting.find(({ text }) => text === 'hors ligne A')).toMatchObject({ delivery: 'queued', editable: true });
  await server.start();
  await amel.device.engine.retryNow();
  await youssef.device.engine.retryNow();
  const isThere = (rows: readonly { readonly text: string; readonly delivery: string | undefined }[]): boolean =>
    ['hors ligne A', 'hors ligne Y'].every((text) => rows.some((row) => row.text === text && row.delivery !== 'queued'));
  const [a, y] = await Promise.all([amel.thread(space, isThere), youssef.thread(space, isThere)]);
  expect(a.map(({ id }) => id)).toEqual(y.map(({ id }) => id));
});
