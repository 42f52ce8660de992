/** The lock as one engine, several tabs and a crash see it. Sessions behind a lock: e2e/lock.spec.ts. */
import { expect, test, vi } from 'vitest';
import { type FakeClock, makeClock, makeRows, makeTabs, settle } from '../../test/support/engine.ts';
import { filled } from '../../test/support/links.ts';
import { makeKeyRing } from '../../test/support/lock.ts';
import { bytesToHex, utf8 } from '../bytes.ts';
import { err } from '../result.ts';
import { defaultPolicy, type Policy } from '../wire/policy.ts';
import type { EngineApi, EngineState } from './api.ts';
import type { EngineDeps } from './deps.ts';
import { createEngine } from './engine.ts';
import { defaultLockPolicy } from './lock-attempts.ts';
import { openStore } from './store.ts';

const pin = { type: 'secret', kind: 'pin', secret: '804213' } as const;
const passkey = { type: 'passkey', credential: filled(16, 1), prfSalt: filled(32, 2), prf: filled(32, 3) } as const;

interface Tab {
  readonly engine: ReturnType<typeof createEngine>;
  state(): EngineState;
}

function makeBrowser(computer?: 'shared') {
  const [rows, clock, tabs] = [makeRows(), makeClock(), makeTabs()];
  const keys = makeKeyRing(rows);
  const asked: string[] = [];
  async function open(): Promise<Tab> {
    const deps = {
      clock,
      random: () => 0,
      rows,
      tabs: tabs.open(),
      selfTest: async () => undefined,
      localKey: keys,
      ...(computer === undefined ? {} : { computer }),
      // The real cost is the same construction, and half a second per guess.
      lockPolicy: { ...defaultLockPolicy, cost: { memoryKiB: 64, iterations: 1, lanes: 1 } },
      async http({ method, path }: { readonly method: string; readonly path: string }) {
        asked.push(`${method} ${path}`);
        return err({ type: 'offline' });
      },
    } as unknown as EngineDeps;
    const engine = createEngine(deps);
    let state: EngineState = { phase: 'starting' };
    await engine.onState((next) => {
      state = next;
      // As a screen does: nothing is being written here.
      if (next.phase === 'locking') void engine.readyToLock();
    });
    await engine.settled();
    await settle();
    return { engine, state: () => state };
  }
  return {
    rows,
    clock,
    keys,
    asked,
    open,
    /** As the engine would have stored it. */
    async write(words: readonly string[]) {
      const store = await openStore(rows, await keys.load(), tabs.open(), new Set(['window']));
      await store.commit(words.map((text, i) => ({ key: ['draft', String(i)], value: { text } })));
      await store.commit([{ key: ['window', 'cold'], value: words }]);
    },
    /** As the leader keeps what administrators signed. */
    async rule(lock: Policy['lock'], key?: CryptoKey) {
      const store = await openStore(rows, key ?? (await keys.load()), tabs.open(), new Set(['window']));
      await store.commit([{ key: ['organisation'], value: { policy: { ...defaultPolicy, lock } } }]);
    },
    async read(key: CryptoKey | undefined) {
      if (key === undefined) throw new Error('no key');
      const store = await openStore(rows, key, tabs.open(), new Set(['window']));
      // Rows come in no order: sealing them anew ends in any.
      const drafts = store.all('draft').map(({ key: [, place], value }) => ({ place: Number(place), value }));
      return drafts.sort((a, b) => a.place - b.place).map(({ value }) => value);
    },
  };
}
const words = ['Lit 12', 'Saturation 84 %'];
const saved = words.map((text) => ({ text }));

async function locked(browser = makeBrowser()) {
  await browser.write(words);
  const tab = await browser.open();
  expect(await tab.engine.setLock(pin)).toEqual({ ok: true, value: undefined });
  return { browser, tab };
}
async function lockedTab(browser?: ReturnType<typeof makeBrowser>) {
  const made = await locked(browser);
  await made.tab.engine.lockNow();
  await settle();
  return made;
}
/** The next guess is allowed by then. */
const wait = (clock: FakeClock) => clock.advance(300_000);

test('LOCK-1, LOCK-7 setting a lock seals everything anew under a new key, and the key of before is gone', async () => {
  const browser = makeBrowser();
  await browser.write(words);
  const before = await browser.keys.load();
  const count = await browser.keys.opens(before);
  expect(count).toBe(3);
  const { engine, state } = await browser.open();
  expect(await engine.setLock(pin)).toEqual({ ok: true, value: undefined });
  expect(await browser.keys.opens(before)).toBe(0);
  expect(browser.keys.ring().open).toBeUndefined();
  expect(state().phase).toBe('signed-out');
  await engine.close();
});

test('LOCK-1, LOCK-2 no key that was ever in the hands of the ciphers is stored, nor the secret', async () => {
  const seen: Uint8Array[] = [];
  const real = crypto.subtle.importKey.bind(crypto.subtle);
  const spy = vi.spyOn(crypto.subtle, 'importKey').mockImplementation((...args: unknown[]) => {
    const [format, data] = args;
    if (format === 'raw' && data instanceof Uint8Array) seen.push(data.slice());
    return Reflect.apply(real, crypto.subtle, args);
  });
  const { browser, tab } = await locked();
  expect((await tab.engine.setLock(passkey, { secret: pin.secret })).ok).toBe(true);
  await tab.engine.lockNow();
  expect((await tab.engine.unlockWithPrf(passkey.prf)).ok).toBe(true);
  spy.mockRestore();
  // The local key, and what wraps it: of the secret twice, of the passkey twice.
  expect(seen.length).toBeGreaterThanOrEqual(5);
  const record = browser.keys.ring().locked?.record ?? new Uint8Array();
  const kept = [record, ...[...browser.rows.stored.values()].map(({ value }) => value)].map((bytes) => bytesToHex(bytes));
  for (const key of [...seen.map(bytesToHex), bytesToHex(utf8(pin.secret))])
    expect(kept.some((text) => text.includes(key))).toBe(false);
  await tab.engine.close();
});

test('LOCK-8 a locked profile opens nothing, asks the server nothing and knows no name; the secret opens it', async () => {
  const { browser, tab } = await lockedTab();
  expect(tab.state()).toEqual({
    phase: 'locked',
    methods: { secret: 'pin', passkey: undefined },
    retryAtMs: undefined,
    attemptsLeft: 10,
  });
  await tab.engine.close();
  expect(browser.keys.joined()).toBe(0);

  browser.asked.length = 0;
  const again = await browser.open();
  expect(again.state().phase).toBe('locked');
  expect(browser.asked).toEqual([]);
  expect(browser.keys.joined()).toBe(0);
  expect(await again.engine.unlock('804213')).toEqual({ ok: true, value: undefined });
  expect(again.state().phase).toBe('signed-out');
  await again.engine.close();
});

test('LOCK-7 a crash while everything is sealed anew loses nothing: the next opening ends it', async () => {
  const browser = makeBrowser();
  await browser.write(words);
  const before = await browser.keys.load();
  const { engine } = await browser.open();
  browser.keys.breakAfter(1);
  await expect(engine.setLock(pin)).rejects.toThrow('the power went');
  browser.keys.breakAfter(undefined);
  expect(await browser.keys.opens(before)).toBeGreaterThan(0);

  const again = await browser.open();
  expect(again.state().phase).toBe('locked');
  expect((await again.engine.unlock('804213')).ok).toBe(true);
  expect(await browser.keys.opens(before)).toBe(0);
  expect(browser.keys.ring().open).toBeUndefined();
  // Off again: the key itself shows that every word is there.
  expect((await again.engine.removeLock('secret', { secret: '804213' })).ok).toBe(true);
  expect(await browser.read(browser.keys.ring().open)).toEqual(saved);
  await again.engine.close();
});

test('LOCK-5 guesses are counted before they are checked, for all tabs, and slow down', async () => {
  const { browser, tab } = await lockedTab();
  const other = await browser.open();
  for (const engine of [tab.engine, other.engine, tab.engine])
    expect(await engine.unlock('4711')).toEqual(err({ type: 'wrong' }));
  await settle();
  expect(browser.keys.ring().locked?.failed).toBe(3);
  for (const { state } of [tab, other])
    expect(state()).toMatchObject({ attemptsLeft: 7, retryAtMs: browser.clock.nowMs() + 5_000 });
  // The right one must wait as well, and waiting costs no guess.
  expect(await tab.engine.unlock('804213')).toEqual(err({ type: 'wait' }));
  expect(browser.keys.ring().locked?.failed).toBe(3);
  // What could not be a PIN is no guess.
  expect(await tab.engine.unlock('')).toEqual(err({ type: 'wrong' }));
  browser.clock.advance(5_000);
  expect((await tab.engine.unlock('804213')).ok).toBe(true);
  expect(browser.keys.ring().locked?.failed).toBe(0);
  await tab.engine.close();
  await other.engine.close();
});

test('LOCK-6 the tenth wrong guess empties the device, says so after a restart as well, and the lock is gone', async () => {
  const { browser, tab } = await lockedTab();
  const other = await browser.open();
  for (let i = 0; i < 9; i++) {
    expect(await tab.engine.unlock('4711')).toEqual(err({ type: 'wrong' }));
    wait(browser.clock);
  }
  expect(await tab.engine.unlock('4711')).toEqual(err({ type: 'emptied' }));
  await settle();
  expect(tab.state().phase).toBe('emptied');
  expect(other.state().phase).not.toBe('locked');
  expect(browser.keys.ring().locked).toBeUndefined();
  expect(await browser.read(browser.keys.ring().open)).toEqual([]);
  expect(browser.asked.some((line) => line.includes('sign-out'))).toBe(true);
  await tab.engine.close();
  await other.engine.close();

  const again = await browser.open();
  expect(again.state().phase).toBe('emptied');
  await again.engine.leaveEmptied();
  expect(again.state().phase).toBe('signed-out');
  await again.engine.close();
});

test('LOCK-6 a crash during the last guess is the last guess', async () => {
  const { browser, tab } = await lockedTab();
  await tab.engine.close();
  await browser.keys.lock.update(({ open, locked }) => ({ open, locked: locked && { ...locked, failed: 10, lastAtMs: 0 } }));
  const again = await browser.open();
  expect(again.state().phase).toBe('emptied');
  await again.engine.close();
});

test('LOCK-6 who forgot the secret empties the device herself', async () => {
  const { browser, tab } = await lockedTab();
  await tab.engine.emptyLocked();
  expect(tab.state().phase).toBe('signed-out');
  expect(await browser.read(browser.keys.ring().open)).toEqual([]);
  await tab.engine.close();
});

test('LOCK-9 locking closes every window, and each asks on its own', async () => {
  const { browser, tab } = await locked();
  const other = await browser.open();
  expect((await other.engine.unlock('804213')).ok).toBe(true);
  expect([tab.state().phase, other.state().phase]).toEqual(['signed-out', 'signed-out']);
  await other.engine.lockNow();
  await settle();
  expect([tab.state().phase, other.state().phase]).toEqual(['locked', 'locked']);
  expect(browser.keys.joined()).toBe(0);
  expect((await tab.engine.unlock('804213')).ok).toBe(true);
  expect(other.state().phase).toBe('locked');
  await tab.engine.close();
  await other.engine.close();
});

test('LOCK-10 it locks when nobody touched any window for the chosen time, also after a sleep', async () => {
  const { browser, tab } = await locked();
  const { clock } = browser;
  const other = await browser.open();
  expect((await other.engine.unlock('804213')).ok).toBe(true);
  expect((await tab.engine.setIdleMinutes(2)).ok).toBe(true);
  await settle();
  clock.advance(119_000);
  await other.engine.noteActivity();
  clock.advance(119_000);
  await settle();
  expect(tab.state().phase).toBe('signed-out');
  clock.advance(1_000);
  await settle();
  expect([tab.state().phase, other.state().phase]).toEqual(['locked', 'locked']);

  // A computer that slept runs no timers: the first touch afterwards finds it locked.
  expect((await tab.engine.unlock('804213')).ok).toBe(true);
  const slept = clock.nowMs() + 3_600_000;
  const real = clock.nowMs;
  Object.assign(clock, { nowMs: () => slept });
  await tab.engine.noteActivity();
  await settle();
  expect(tab.state().phase).toBe('locked');
  Object.assign(clock, { nowMs: real });
  await tab.engine.close();
  await other.engine.close();
});

test('LOCK-11 what is set can be changed and removed only with the present secret or passkey, and a wrong one counts', async () => {
  const { browser, tab } = await locked();
  const { engine } = tab;
  expect(await engine.setLock({ ...pin, secret: '123456' })).toEqual(err({ type: 'guessable' }));
  expect(await engine.setLock({ ...pin, secret: '4711' })).toEqual(err({ type: 'proof-needed' }));
  expect(await engine.setLock({ ...pin, secret: '4711' }, { secret: '0815' })).toEqual(err({ type: 'wrong' }));
  expect(await engine.removeLock('secret', { secret: '0815' })).toEqual(err({ type: 'wrong' }));
  expect(browser.keys.ring().locked?.failed).toBe(2);
  expect((await engine.setLock(passkey, { secret: '804213' })).ok).toBe(true);
  expect(browser.keys.ring().locked?.failed).toBe(0);
  // Either of the two changes the other.
  expect((await engine.setLock({ ...pin, secret: '4711' }, { prf: passkey.prf })).ok).toBe(true);
  await engine.lockNow();
  expect(tab.state()).toMatchObject({
    methods: { secret: 'pin', passkey: { credential: passkey.credential, prfSalt: passkey.prfSalt } },
  });
  expect(await engine.unlockWithPrf(filled(32, 9))).toEqual(err({ type: 'wrong' }));
  expect(browser.keys.ring().locked?.failed).toBe(0);
  expect(await engine.unlock('804213')).toEqual(err({ type: 'wrong' }));
  expect((await engine.unlockWithPrf(passkey.prf)).ok).toBe(true);
  expect((await engine.removeLock('secret', { secret: '4711' })).ok).toBe(true);
  expect(browser.keys.ring().locked).toBeDefined();
  expect((await engine.removeLock('passkey', { prf: passkey.prf })).ok).toBe(true);
  expect(browser.keys.ring().locked).toBeUndefined();
  expect(await browser.read(browser.keys.ring().open)).toEqual(saved);
  await engine.close();
});

test('LOCK-11, SHARED-1 on a shared computer the last way in stays, whoever proves it, and asking costs no guess', async () => {
  const { browser, tab } = await locked(makeBrowser('shared'));
  const { engine } = tab;
  expect(await engine.removeLock('secret', { secret: pin.secret })).toEqual(err({ type: 'last-on-shared' }));
  expect(await engine.removeLock('secret', { secret: '0815' })).toEqual(err({ type: 'last-on-shared' }));
  expect(browser.keys.ring().locked?.failed).toBe(0);
  expect((await engine.setLock(passkey, { secret: pin.secret })).ok).toBe(true);
  expect((await engine.removeLock('passkey', { secret: pin.secret })).ok).toBe(true);
  expect(await engine.removeLock('secret', { secret: pin.secret })).toEqual(err({ type: 'last-on-shared' }));
  await engine.lockNow();
  expect(tab.state().phase).toBe('locked');
  await engine.close();
});

test('LOCK-11 the lock is suggested until it was set or declined', async () => {
  const browser = makeBrowser();
  const { engine } = await browser.open();
  const heard: Parameters<Parameters<EngineApi['onLock']>[0]>[0][] = [];
  await engine.onLock((settings) => heard.push(settings));
  await settle();
  expect(heard.at(-1)).toEqual({
    isAvailable: true,
    secret: undefined,
    passkey: undefined,
    idleMinutes: 5,
    isSuggested: true,
    isDemanded: false,
    isRequired: false,
    idleAtMost: 15,
  });
  await engine.declineLock();
  await settle();
  expect(heard.at(-1)).toMatchObject({ isSuggested: false });
  await engine.close();
});

test('POLICY-1 a lock that the hospital asks for is demanded until it is set, also after it was declined', async () => {
  const browser = makeBrowser();
  await browser.rule({ required: true, idleMinutes: 2 });
  const { engine } = await browser.open();
  const heard: Parameters<Parameters<EngineApi['onLock']>[0]>[0][] = [];
  await engine.onLock((settings) => heard.push(settings));
  await engine.declineLock();
  await settle();
  // Five minutes were usual: the longest that may be chosen is shown.
  expect(heard.at(-1)).toMatchObject({ isDemanded: true, isRequired: true, isSuggested: false, idleMinutes: 2, idleAtMost: 2 });
  expect((await engine.setLock(pin)).ok).toBe(true);
  await settle();
  expect(heard.at(-1)).toMatchObject({ isDemanded: false, isRequired: true });
  expect(await engine.removeLock('secret', { secret: pin.secret })).toEqual(err({ type: 'last-by-rules' }));
  expect(browser.keys.ring().locked?.failed).toBe(0);
  await engine.close();
});

test('POLICY-1 it closes by itself as early as the hospital says, whatever was chosen, and of a rule between two choices the shorter counts', async () => {
  for (const [idleMinutes, closesAfter] of [
    [1, 1],
    [4, 2],
    [15, 5],
  ] as const) {
    const browser = makeBrowser();
    await browser.rule({ required: false, idleMinutes });
    const { engine, state } = await browser.open();
    expect((await engine.setLock(pin)).ok).toBe(true);
    browser.clock.advance(closesAfter * 60_000 - 1_000);
    await settle();
    expect([idleMinutes, state().phase]).toEqual([idleMinutes, 'signed-out']);
    browser.clock.advance(2_000);
    await settle();
    expect([idleMinutes, state().phase]).toEqual([idleMinutes, 'locked']);
    await engine.close();
  }
});
