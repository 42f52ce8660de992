/** What a browser erases of a device, against the real server: everything, the keys, the rows, the documents (STORE-2 … STORE-4). */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeviceRow } from '@sanad/model/engine/api';
import type { RowStoreDep } from '@sanad/model/engine/deps';
import { expect, test } from 'vitest';
import { type Device, startDevice } from '../src/device.ts';
import { makeNodePlatform } from '../src/node-platform.ts';
import { openProfile, type Profile } from '../src/profile.ts';
import { must, watch } from './support/group-watch.ts';
import { waitMs } from './support/people.ts';
import { useWard } from './support/ward.ts';

const { server, person } = useWard('Amel', 'Youssef');

interface Browser {
  readonly device: Device;
  readonly profile: Profile;
  close(): Promise<void>;
}
async function open(folder: string): Promise<Browser> {
  const profile = await openProfile(folder);
  if (!profile.ok) throw new Error('in use');
  const device = await startDevice(makeNodePlatform({ url: server().url, profile: profile.value }));
  return {
    device,
    profile: profile.value,
    async close() {
      await device.close();
      await profile.value.close();
    },
  };
}
async function phaseOf({ device }: Browser): Promise<string | undefined> {
  return device.waitFor(() => (device.state().phase === 'starting' ? undefined : device.state().phase), waitMs);
}

const devices = ({ engine }: Device, isThere: (rows: readonly DeviceRow[]) => boolean): Promise<readonly DeviceRow[]> =>
  new Promise((resolve, reject) => {
    let last: readonly DeviceRow[] = [];
    const timer = setTimeout(() => reject(new Error(JSON.stringify(last))), waitMs);
    const stop = engine.onDevices((rows) => {
      last = rows;
      if (!isThere(rows)) return;
      clearTimeout(timer);
      void stop.then((end) => end());
      resolve(rows);
    });
  });

/** What a browser drops between two visits; the cookie stays. */
async function erase(folder: string, what: (profile: Profile) => Promise<void>): Promise<void> {
  const profile = await openProfile(folder);
  if (!profile.ok) throw new Error('in use');
  await what(profile.value);
  await profile.value.close();
}
async function eraseRange(rows: RowStoreDep, table: string): Promise<void> {
  const found = await rows.readRange([table]);
  await rows.write(found.map(({ key }) => ({ key, value: undefined })));
}

/** A browser of Amel's that is a device, has read, and was closed. */
async function visited(label: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'sanad-evicted-'));
  const browser = await open(folder);
  await phaseOf(browser);
  await must(browser.device.engine.signIn(person(1).email, person(1).password));
  await must(browser.device.engine.recover(person(1).recoveryCode, label));
  await watch(browser.device, await person(1).directWith(person(2)), ({ texts }) => texts.length > 0);
  await browser.device.engine.settled();
  await browser.close();
  return folder;
}

test.each([
  [
    'everything',
    async ({ rows, localKey }: Profile) => {
      await rows.clear();
      await localKey.forget();
    },
  ],
  [
    'the rows',
    async ({ rows }: Profile) => {
      await eraseRange(rows, 'row');
      await eraseRange(rows, 'cold');
    },
  ],
  ['the key of what is kept', async ({ localKey }: Profile) => localKey.forget()],
] as const)(
  'STORE-2, STORE-3 %s was erased: recognised, opened again by the code, and the lost device is offered for removal',
  async (what, drop) => {
    const [amel, youssef] = [person(1), person(2)];
    const space = await amel.directWith(youssef);
    await must(amel.device.engine.sendMessage(space, `avant : ${what}`, 'normal'));
    const folder = await visited(`Téléphone, ${what}`);
    await erase(folder, drop);
    const browser = await open(folder);
    expect(await phaseOf(browser)).toBe('needs-recovery');
    const state = browser.device.state();
    const lost = state.phase === 'needs-recovery' ? state.lost : undefined;
    expect(lost?.label).toBe(`Téléphone, ${what}`);
    await must(browser.device.engine.recover(amel.recoveryCode, 'Téléphone, rouvert'));
    await watch(browser.device, space, ({ texts }) => texts.includes(`avant : ${what}`));
    await must(browser.device.engine.sendMessage(space, `après : ${what}`, 'normal'));
    await watch(youssef.device, space, ({ texts }) => texts.includes(`après : ${what}`));

    const offered = await devices(browser.device, (rows) => rows.some(({ isLost }) => isLost));
    expect(offered.filter(({ isLost }) => isLost).map(({ id }) => id)).toEqual([lost?.device]);
    if (what === 'everything') {
      await must(browser.device.engine.keepLostDevice());
      await devices(browser.device, (rows) => rows.every(({ isLost }) => !isLost) && rows.some(({ id }) => id === lost?.device));
    } else if (lost !== undefined) {
      await must(browser.device.engine.revokeDevice(lost.device));
      await devices(browser.device, (rows) => rows.every(({ id }) => id !== lost.device));
    }
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  },
);

test('STORE-4 the documents were erased: the device goes on, its messages come back, and what waited leaves', async () => {
  const [amel, youssef] = [person(1), person(2)];
  const space = await amel.directWith(youssef);
  await must(amel.device.engine.sendMessage(space, 'avant la perte', 'normal'));
  const folder = await visited('Poste');
  await erase(folder, ({ rows }) => eraseRange(rows, 'document'));
  const browser = await open(folder);
  expect(await phaseOf(browser)).toBe('ready');
  await browser.device.waitFor(() => browser.device.sync(), waitMs);
  await must(browser.device.engine.sendMessage(space, 'écrit aussitôt', 'normal'));
  const seen = await watch(browser.device, space, ({ texts }) => texts.includes('avant la perte'));
  expect(seen.texts).toContain('écrit aussitôt');
  await watch(youssef.device, space, ({ texts }) => texts.includes('écrit aussitôt'));
  await browser.device.waitFor(() => (browser.device.sync()?.isMending === false ? true : undefined), waitMs);
  expect(browser.device.sync()).toMatchObject({ isMending: false, isStorageFull: false, stopped: [] });
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

test('STORE-2 who reloads before the code was typed has lost nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sanad-new-'));
  const first = await open(folder);
  await phaseOf(first);
  await must(first.device.engine.signIn(person(1).email, person(1).password));
  await first.close();
  const again = await open(folder);
  expect(await phaseOf(again)).toBe('needs-recovery');
  expect(again.device.state()).toMatchObject({ lost: undefined });
  await again.close();
  rmSync(folder, { recursive: true, force: true });
});

test('STORE-6 a device whose clock is wrong knows by how much', async () => {
  const amel = person(1);
  await amel.stop();
  const behindMs = 15 * 60_000;
  await amel.start({
    clock: {
      nowMs: () => Date.now() - behindMs,
      schedule: (delayMs, task) => {
        const timer = setTimeout(task, delayMs);
        return () => clearTimeout(timer);
      },
    },
  });
  const offset = await amel.device.waitFor(() => amel.device.sync()?.clockOffsetMs, waitMs);
  expect(Math.abs((offset ?? 0) - behindMs)).toBeLessThan(30_000);
  await amel.stop();
  await amel.start();
});
