/** What stays behind for the next person at a shared computer. */
import { expect, test } from 'vitest';
import { makeClock, makeRows, makeTabs, settle } from '../../test/support/engine.ts';
import { filled, testUser } from '../../test/support/links.ts';
import { encodeCbor } from '../cbor.ts';
import { generateAesKey } from '../crypto/primitives.ts';
import { err, ok } from '../result.ts';
import type { SharedComputer } from '../wire/computer.ts';
import type { EngineState, Me } from './api.ts';
import type { EngineDeps } from './deps.ts';
import { createEngine } from './engine.ts';

function makeBrowser(computer?: SharedComputer) {
  const rows = makeRows();
  const asked: string[] = [];
  const clock = makeClock();
  let isOnline = true;
  let cookie = false;
  let me: Me | 'account/refused' | undefined;
  let key = generateAesKey();
  const deps = (): EngineDeps =>
    ({
      clock,
      ...(computer === undefined ? {} : { computer }),
      random: () => 0,
      rows,
      tabs: makeTabs().open(),
      selfTest: async () => undefined,
      localKey: {
        load: () => key,
        async forget() {
          key = generateAesKey();
        },
      },
      async http({ method, path }: { readonly method: string; readonly path: string }) {
        if (!isOnline) return err({ type: 'offline' });
        asked.push(`${method} ${path.slice('/api/v1'.length)}`);
        const answer = (status: number, value: unknown) => ok({ status, body: encodeCbor(value), serverTimeMs: undefined });
        if (path.endsWith('/sign-in')) cookie = true;
        const isIn = cookie;
        if (path.endsWith('/sign-out')) cookie = false;
        if (!isIn) return answer(401, { code: 'auth/required' });
        if (me === 'account/refused') return answer(403, { code: me });
        return answer(200, path.endsWith('/me') || path.endsWith('/sign-in') ? (me ?? {}) : {});
      },
    }) as unknown as EngineDeps;
  return {
    asked,
    clock,
    online(now: boolean) {
      isOnline = now;
    },
    signedIn() {
      cookie = true;
    },
    hasCookie: () => cookie,
    /** What the server answers about whoever is signed in. */
    says(now: typeof me) {
      me = now;
    },
    async open() {
      const engine = createEngine(deps());
      let state: EngineState = { phase: 'starting' };
      await engine.onState((next) => {
        state = next;
      });
      await engine.settled();
      await settle();
      return { engine, phase: () => state.phase, state: () => state };
    },
  };
}

test('AUTH-9 a session that was left without a network ends before anything else is asked', async () => {
  const browser = makeBrowser();
  const { engine } = await browser.open();
  browser.signedIn();
  browser.online(false);
  expect(await engine.signOut({ force: false })).toEqual({ done: true });
  expect(browser.hasCookie()).toBe(true);
  await engine.close();

  // Still no network: nobody is greeted by her name.
  expect((await browser.open()).phase()).toBe('signed-out');
  browser.online(true);
  browser.asked.length = 0;
  expect((await browser.open()).phase()).toBe('signed-out');
  expect(browser.asked[0]).toBe('POST /sign-out');
  expect(browser.hasCookie()).toBe(false);

  browser.asked.length = 0;
  await browser.open();
  expect(browser.asked).toEqual(['GET /me']);
});

test('AUTH-8 who is refused while another browser of hers waits is told so, and it asks no more', async () => {
  const browser = makeBrowser();
  const { engine, phase, state } = await browser.open();
  const me: Me = {
    user: testUser(1),
    name: 'Amel',
    email: 'amel@chu.tn',
    staffNumber: '1',
    profession: 'nurse',
    unit: 'Urgences',
    extension: '',
    languages: [],
    specialities: [],
    role: 'member',
    status: 'pending',
    salt: filled(16, 1),
  };
  browser.says(me);
  expect((await engine.signIn('amel@chu.tn', 'un mot de passe long')).ok).toBe(true);
  expect(phase()).toBe('pending');
  browser.says('account/refused');
  expect((await engine.checkApproval()).ok).toBe(false);
  expect(state()).toEqual({ phase: 'stopped', code: 'account/refused', me, isEmptied: false, isReset: false });
  expect(browser.clock.planned()).toEqual([]);
  expect(await engine.signOut({ force: false })).toEqual({ done: true });
  expect(phase()).toBe('signed-out');
  await engine.close();
});

test('SHARED-2 on a shared computer whose session is open is not asked, and nobody is greeted by a colleague’s name', async () => {
  for (const computer of ['shared', 'passing'] as const) {
    const browser = makeBrowser(computer);
    browser.signedIn();
    expect((await browser.open()).phase()).toBe('signed-out');
    expect(browser.asked).toEqual([]);
  }
});
