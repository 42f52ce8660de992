import { rmSync } from 'node:fs';
import { makeHttpClient } from '@sanad/model/engine/http-client';
import { answerWake, openWaker, type Waker } from '@sanad/model/engine/wake';
import type { Place } from '@sanad/model/engine/wake-request';
import { alarmIdFromBytes, deviceIdFromBytes, messageIdFromBytes } from '@sanad/model/ids';
import { Heads } from '@sanad/model/wire/http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeNodePlatform } from '../src/node-platform.ts';
import { openProfile, type Profile } from '../src/profile.ts';
import { makeWard, type TestPerson } from './support/people.ts';
import { makeServerProcess, type ServerProcess } from './support/server-process.ts';

let server: ServerProcess;
let admin: TestPerson;
let amel: TestPerson;
let youssef: TestPerson;
let folder: string;
let profile: Profile;
let waker: Waker;
let places: readonly Place[];
const kept = new Map<string, Uint8Array>();

/** What a service worker has: the rows, the key, the cookie. The engine of this device does not run. */
beforeAll(async () => {
  server = await makeServerProcess();
  const [first, second, third] = await makeWard(server, 'Amel', 'Youssef');
  if (second === undefined || third === undefined) throw new Error('two colleagues');
  [admin, amel, youssef] = [first, second, third];
  const space = await amel.directWith(youssef);
  await amel.say(youssef, 'déjà là');
  await youssef.thread(await youssef.directWith(amel), (rows) => rows.length === 1);
  folder = await youssef.handOver();
  await amel.say(youssef, 'Lit 12 : hypotension réfractaire', 'urgent');
  await amel.thread(space, (rows) => rows.some(({ text, delivery }) => text.startsWith('Lit 12') && delivery === 'sent'));
  const opened = await openProfile(folder);
  if (!opened.ok) throw new Error('profile in use');
  profile = opened.value;
  const deps = makeNodePlatform({ url: server.url, profile });
  const localKey = await deps.localKey.load();
  const intents = { keep: async (name: string, sealed: Uint8Array) => void kept.set(name, sealed) };
  const made = await openWaker({ rows: deps.rows, localKey, http: deps.http, clock: deps.clock, intents });
  if (made === undefined) throw new Error('no waker');
  waker = made;
  const heads = await makeHttpClient(deps.http, deps.clock).get('/heads?sinceMs=0', Heads);
  places = heads.ok ? heads.value.logs.map(({ space: of, log, seq }) => ({ space: of, log, seq })) : [];
});
afterAll(async () => {
  await profile?.close();
  rmSync(folder, { recursive: true, force: true });
  for (const person of [amel, admin]) await person?.dispose();
  await server?.dispose();
});

test('NOTIFY-2 a device that was woken reads the newest message of the one chunk, verified, without its engine', async () => {
  const read = (await Promise.all(places.map((place) => waker.look(place)))).filter((found) => found !== undefined);
  expect(read).toHaveLength(1);
  expect(read[0]?.shows).toBe('text');
  expect(read[0]?.message).toMatchObject({
    text: 'Lit 12 : hypotension réfractaire',
    priority: 'urgent',
    author: amel.user(),
    authorName: 'Amel',
    group: undefined,
  });
});

test('NOTIFY-4 of an alarm its own message is read, and no other that stands at the place the server names', async () => {
  const alarms = (await Promise.all(places.map((place) => waker.look(place)))).flatMap((found) => found?.message.alarm ?? []);
  expect(alarms).toHaveLength(1);
  const readFor = async (alarm: (typeof alarms)[number] | undefined) =>
    (await Promise.all(places.map((place) => waker.look(place, alarm)))).filter((found) => found !== undefined);
  expect(await readFor(alarms[0])).toHaveLength(1);
  expect(await readFor('00112233445566778899aabbccddeeff' as (typeof alarms)[number])).toEqual([]);
});

test('NOTIFY-2 what is not there, or of another conversation, is not read', async () => {
  const [place] = places;
  if (place === undefined) throw new Error('no log');
  expect(await waker.look({ ...place, seq: place.seq + 1 })).toBeUndefined();
  const other = places.find(({ space }) => space !== place.space);
  if (other !== undefined) expect(await waker.look({ ...place, space: other.space })).toBeUndefined();
});

test('NOTIFY-4 what is answered without the engine is kept, sealed, and told if the relay knows the alarm', async () => {
  const alarm = alarmIdFromBytes(new Uint8Array(16).fill(9));
  // No alarm of that name.
  expect(await waker.take(alarm)).toBe(false);
  const [place] = places;
  if (place === undefined) throw new Error('no log');
  await waker.mark(place.space, messageIdFromBytes(new Uint8Array(12).fill(7)));
  expect([...kept.keys()]).toEqual([`answer ${alarm}`, `read ${place.space}`]);
  for (const sealed of kept.values()) expect(Buffer.from(sealed).includes('taken')).toBe(false);
});

test('NOTIFY-9 asked for its own device it answers; for another one, or what it does not know, it does not', async () => {
  const read = (await Promise.all(places.map((place) => waker.look(place)))).find((found) => found !== undefined);
  const place = places.find(({ space }) => space === read?.message.conversation);
  const { device } = waker;
  expect(await answerWake(waker, { device, ask: { type: 'hello' } })).toEqual({});
  const looked = await Promise.all(places.map((one) => answerWake(waker, { device, ask: { type: 'look', place: one } })));
  expect(looked).toContainEqual({ looked: read });
  const stranger = deviceIdFromBytes(new Uint8Array(16).fill(1));
  for (const request of [
    { device: stranger, ask: { type: 'look', place } },
    { device, ask: { type: 'key' } },
    { device, ask: { type: 'look', place: { ...place, seq: -1 } } },
    undefined,
    'hello',
  ])
    expect(await answerWake(waker, request)).toBeUndefined();
});
