/** A session behind the app lock, on the real server: what is sealed anew, what waits while it is locked, what a crash leaves. */
import { openLocal } from '@sanad/model/crypto/local-seal';
import type { EngineDeps } from '@sanad/model/engine/deps';
import type { SpaceId } from '@sanad/model/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Device, startDevice } from '../src/device.ts';
import { type Lockable, makeLockable } from './support/lockable.ts';
import { makeWard, openNewBrowser, type TestPerson, waitMs, watchThread } from './support/people.ts';
import { makeServerProcess, type ServerProcess } from './support/server-process.ts';

const pin = { type: 'secret', kind: 'pin', secret: '804213' } as const;
const marked = ['Saturation-84', 'brouillon-Q7', 'pendant-le-verrou'];

let server: ServerProcess;
let ward: readonly TestPerson[];
let space: SpaceId;
let browser: { readonly device: Device; dispose(): Promise<void> };
let device: Device;
let lockable: Lockable;
let platform: EngineDeps;
const person = (i: number): TestPerson => {
  const found = ward[i];
  if (found === undefined) throw new Error('nobody');
  return found;
};
const amel = () => person(1);
const youssef = () => person(2);
const phase = async (wanted: string): Promise<void> => {
  const reached = await device.waitFor(() => (device.state().phase === wanted ? true : undefined), waitMs);
  expect(reached, device.state().phase).toBe(true);
};
const texts = async (wanted: string): Promise<readonly string[]> =>
  (await watchThread('Amel', device, space, (rows) => rows.some(({ text }) => text === wanted))).map(({ text }) => text);
const stored = async () =>
  (await Promise.all(['row', 'cold', 'document'].map((table) => platform.rows.readRange([table])))).flat();
async function openedBy(key: CryptoKey | undefined): Promise<number> {
  if (key === undefined) return 0;
  const opened = await Promise.all((await stored()).map(({ key: place, value }) => openLocal(key, place, value)));
  return opened.filter(({ ok }) => ok).length;
}

beforeAll(async () => {
  server = await makeServerProcess();
  ward = await makeWard(server, 'Amel', 'Youssef');
  space = await amel().directWith(youssef());
  await youssef().say(amel(), 'Saturation-84');
  browser = await openNewBrowser(server, amel(), (deps) => {
    platform = deps;
    lockable = makeLockable(deps);
    return lockable.deps;
  });
  device = browser.device;
  expect((await device.engine.recover(amel().recoveryCode, 'verrouillable')).ok).toBe(true);
  await phase('ready');
  await texts('Saturation-84');
});
afterAll(async () => {
  await device?.close();
  await browser?.dispose();
  for (const one of ward ?? []) await one.dispose();
  await server?.dispose();
});

test('LOCK-7 a session whose lock is set goes on, its rows and documents under another key', async () => {
  const before = lockable.ring().open;
  expect(await openedBy(before)).toBeGreaterThan(10);
  expect((await device.engine.setLock(pin)).ok).toBe(true);
  await phase('ready');
  // What was written since then is under the new key as well.
  expect(await openedBy(before)).toBe(0);
  expect(await texts('Saturation-84')).toContain('Saturation-84');
});

test('LOCK-8, LOCK-9 locked: nothing is fetched, written or readable; opened: everything is there, and what came meanwhile', async () => {
  expect((await device.engine.saveDraft(space, 'brouillon-Q7', 'normal')).ok).toBe(true);
  const locking = device.engine.lockNow();
  await device.engine.readyToLock();
  await locking;
  await phase('locked');
  const kept = await stored();
  await youssef().say(amel(), 'pendant-le-verrou');
  await amel().thread(space, (rows) => rows.some(({ text }) => text === 'pendant-le-verrou'));
  expect(await stored()).toEqual(kept);
  expect(await device.engine.saveDraft(space, 'nothing', 'normal')).toEqual({ ok: false, error: { type: 'not-ready' } });
  for (const { value } of kept) for (const word of marked) expect(new TextDecoder('latin1').decode(value)).not.toContain(word);

  expect((await device.engine.unlock('4711')).ok).toBe(false);
  expect((await device.engine.unlock(pin.secret)).ok).toBe(true);
  await phase('ready');
  expect(await texts('pendant-le-verrou')).toContain('Saturation-84');
  expect((await device.engine.sendMessage(space, 'du verrou', 'normal')).ok).toBe(true);
  await youssef().thread(space, (rows) => rows.some(({ text }) => text === 'du verrou'));
});

test('LOCK-7 the power goes while everything is sealed anew: the next start asks for the secret, and nothing is lost', async () => {
  expect((await device.engine.removeLock('secret', { secret: pin.secret })).ok).toBe(true);
  lockable.breakAfter(5);
  await expect(device.engine.setLock({ ...pin, secret: '4711' })).rejects.toThrow('the power went');
  const before = lockable.ring().open;
  expect(await openedBy(before)).toBeGreaterThan(0);
  await device.close();

  lockable = makeLockable(platform, lockable.ring());
  device = await startDevice(lockable.deps);
  await phase('locked');
  expect((await device.engine.unlock('4711')).ok).toBe(true);
  await phase('ready');
  expect(await openedBy(before)).toBe(0);
  const all = await texts('du verrou');
  for (const text of ['Saturation-84', 'pendant-le-verrou', 'du verrou']) expect(all).toContain(text);
});
