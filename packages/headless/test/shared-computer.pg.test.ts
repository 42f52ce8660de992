/** Two colleagues in one browser against the real server: one jar of cookies, a profile of each (SHARED-2, SHARED-4 … SHARED-6). */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeCbor, encodeCbor } from '@sanad/model/cbor';
import type { EngineDeps } from '@sanad/model/engine/deps';
import { err, ok } from '@sanad/model/result';
import { markedLabel, type SharedComputer } from '@sanad/model/wire/computer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CookieJar, openCookieJar } from '../src/cookie-jar.ts';
import { type Device, startDevice } from '../src/device.ts';
import { makeNodePlatform } from '../src/node-platform.ts';
import { openProfile, type Profile } from '../src/profile.ts';
import { must, sees } from './support/group-watch.ts';
import { makeWard, type TestPerson, waitMs } from './support/people.ts';
import { makeServerProcess, type ServerProcess } from './support/server-process.ts';

let server: ServerProcess;
let ward: readonly TestPerson[];
const folders: string[] = [];
beforeAll(async () => {
  server = await makeServerProcess();
  ward = await makeWard(server, 'Amel', 'Youssef');
});
afterAll(async () => {
  for (const person of ward ?? []) await person.dispose();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  await server?.dispose();
});
function people(): readonly [TestPerson, TestPerson, TestPerson] {
  const [admin, amel, youssef] = ward;
  if (admin === undefined || amel === undefined || youssef === undefined) throw new Error('nobody');
  return [admin, amel, youssef];
}

/** A browser of the ward. */
async function openComputer(computer: SharedComputer, daysAgo = 0) {
  const cookies: CookieJar = await openCookieJar(undefined);
  let isOnline = true;
  const asked: { readonly path: string; readonly person: string | undefined; readonly cookie: string }[] = [];
  const wrap = (deps: EngineDeps): EngineDeps => ({
    ...deps,
    connect: (sender, listener) => {
      if (isOnline) return deps.connect(sender, listener);
      queueMicrotask(() => listener.closed(undefined));
      return { send: () => false, close: () => undefined };
    },
    http: async (request) => {
      if (!isOnline) return err({ type: 'offline' });
      asked.push({ path: request.path.slice('/api/v1'.length), person: request.person, cookie: cookies.header() ?? '' });
      const answer = await deps.http(request);
      const body =
        answer.ok && daysAgo > 0 && request.path.endsWith('/service') ? decodeCbor(answer.value.body, 10_000) : undefined;
      const service = body?.ok ? body.value : undefined;
      if (!answer.ok || !hasTime(service)) return answer;
      return ok({
        ...answer.value,
        body: encodeCbor({ ...service, serverTimeMs: service.serverTimeMs - daysAgo * 86_400_000 }),
      });
    },
  });
  const start = async (profile: Profile): Promise<Device> => {
    const device = await startDevice(wrap(makeNodePlatform({ url: server.url, profile: { ...profile, cookies }, computer })));
    await device.waitFor(() => (device.state().phase === 'starting' ? undefined : true), waitMs);
    return device;
  };
  const openFolder = async (folder: string) => {
    const opened = await openProfile(folder);
    if (!opened.ok) throw new Error('in use');
    const device = await start(opened.value);
    return {
      device,
      leave: async () => {
        await device.close();
        await opened.value.close();
      },
    };
  };
  return {
    cookies,
    asked,
    online(now: boolean) {
      isOnline = now;
    },
    open: openFolder,
    /** Signs in with the password and the code. */
    async welcome(person: TestPerson) {
      const folder = mkdtempSync(join(tmpdir(), 'sanad-shared-'));
      folders.push(folder);
      const opened = await openFolder(folder);
      await must(opened.device.engine.signIn(person.email, person.password));
      await must(opened.device.engine.recover(person.recoveryCode, markedLabel('Poste', computer)));
      await online(opened.device);
      return { folder, ...opened };
    },
  };
}
const hasTime = (value: unknown): value is { readonly serverTimeMs: number } =>
  typeof value === 'object' && value !== null && 'serverTimeMs' in value && typeof value.serverTimeMs === 'number';
const online = async (device: Device): Promise<void> => {
  const isOnline = await device.waitFor(() => (device.sync()?.connectivity === 'online' ? true : undefined), waitMs);
  expect(isOnline).toBe(true);
};
const knows = async (device: Device, person: TestPerson): Promise<void> => {
  expect(await device.waitFor(() => device.people().find(({ user }) => user === person.user()), waitMs)).toBeDefined();
};
const ownUser = (device: Device): string => {
  const state = device.state();
  return 'me' in state ? state.me.user : '';
};

test('SHARED-2, SHARED-4 each goes on under her own session, whoever signed in last, and nothing is asked in another’s', async () => {
  const [, amel, youssef] = people();
  const computer = await openComputer('shared');
  const amelHere = await computer.welcome(amel);
  await amelHere.leave();
  const youssefHere = await computer.welcome(youssef);
  await youssefHere.leave();

  // The open session is Youssef's.
  const before = computer.asked.length;
  const again = await computer.open(amelHere.folder);
  await online(again.device);
  await knows(again.device, youssef);
  const space = await must(again.device.engine.openDirect(youssef.user()));
  await must(again.device.engine.sendMessage(space, 'du poste partagé', 'normal'));
  const seen = await sees(youssef, space, ({ texts }) => texts.includes('du poste partagé'));
  expect(seen.rows.find((row) => row.type === 'message')).toMatchObject({ author: amel.user() });
  expect(ownUser(again.device)).toBe(amel.user());
  await again.leave();
  const asked = computer.asked.slice(before);
  expect(asked.filter(({ path }) => path === '/sessions/switch').length).toBeGreaterThan(0);
  for (const { person } of asked) expect(person).toBe(amel.user());
});

test('SHARED-4 without a network each opens and writes all the same; her words leave under her own session when it is back', async () => {
  const [, amel, youssef] = people();
  const computer = await openComputer('shared');
  const amelHere = await computer.welcome(amel);
  await knows(amelHere.device, youssef);
  await amelHere.leave();
  await (await computer.welcome(youssef)).leave();

  computer.online(false);
  const before = computer.asked.length;
  const again = await computer.open(amelHere.folder);
  expect(again.device.state().phase).toBe('ready');
  await again.device.waitFor(() => again.device.sync(), waitMs);
  const space = await must(again.device.engine.openDirect(youssef.user()));
  await must(again.device.engine.sendMessage(space, 'écrit sans réseau', 'normal'));
  expect(computer.asked).toHaveLength(before);
  computer.online(true);
  await again.device.engine.retryNow();
  await sees(youssef, space, ({ texts }) => texts.includes('écrit sans réseau'));
  for (const { person } of computer.asked.slice(before)) expect(person).toBe(amel.user());
  await again.leave();
});

test('SHARED-5 signing out ends her session alone', async () => {
  const [, amel, youssef] = people();
  const computer = await openComputer('shared');
  const amelHere = await computer.welcome(amel);
  await amelHere.leave();
  const youssefHere = await computer.welcome(youssef);
  const again = await computer.open(amelHere.folder);
  expect(await again.device.engine.signOut({ force: true })).toEqual({ done: true });
  await again.leave();
  expect(computer.cookies.header()).not.toContain(amel.user());
  expect(computer.cookies.header()).toContain(youssef.user());
  await youssefHere.device.engine.retryNow();
  await online(youssefHere.device);
  await youssefHere.leave();
});

test('SHARED-6, CHAIN-9 a computer that keeps nothing is revoked by its own hand; another device renews the key and reads on', async () => {
  const [admin, amel, youssef] = people();
  const computer = await openComputer('passing');
  const passing = await computer.welcome(amel);
  await knows(passing.device, youssef);
  const space = await must(passing.device.engine.openDirect(youssef.user()));
  await must(passing.device.engine.sendMessage(space, 'de passage', 'normal'));
  await sees(youssef, space, ({ texts }) => texts.includes('de passage'));
  await passing.device.waitFor(() => (passing.device.sync()?.waiting === 0 ? true : undefined), waitMs);
  expect(await passing.device.engine.signOut({ force: false })).toEqual({ done: true });
  expect(passing.device.state().phase).toBe('signed-out');
  expect(computer.cookies.header()).toBeUndefined();
  await passing.leave();
  // Her own device renews what the other one knew: the conversation goes on under a new key.
  await must(youssef.device.engine.sendMessage(space, 'plus tard', 'normal'));
  await sees(
    amel,
    space,
    ({ texts, rows }) => texts.includes('plus tard') && rows.some((row) => row.type === 'event' && row.event.rekeyed),
  );
  expect(admin.device.state().phase).toBe('ready');
});

test('SHARED-6 one that could not say goodbye is ended by her other devices after a day', async () => {
  const [, amel] = people();
  const computer = await openComputer('passing', 1.1);
  await (await computer.welcome(amel)).leave();
  await amel.stop();
  await amel.start();
  const labels: string[] = [];
  const rows = await new Promise<number>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(labels.join())), waitMs);
    const stop = amel.device.engine.onDevices((devices) => {
      labels.push(...devices.map(({ label, computer: kind }) => `${label} ${kind}`));
      if (devices.length === 0 || devices.some((device) => device.computer === 'passing')) return;
      clearTimeout(timer);
      void stop.then((end) => end());
      resolve(devices.length);
    });
  });
  expect(rows).toBeGreaterThan(0);
  expect(labels).toContain('Poste passing');
});
