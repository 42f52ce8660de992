/** What stays behind for the next person at a shared computer. */
import { expect, test } from 'vitest';
import { makeClock, makeRows, makeTabs, settle } from '../../test/support/engine.ts';
import { encodeCbor } from '../cbor.ts';
import { generateAesKey } from '../crypto/primitives.ts';
import { err, ok } from '../result.ts';
import type { EngineState } from './api.ts';
import type { EngineDeps } from './deps.ts';
import { createEngine } from './engine.ts';

function makeBrowser() {
  const rows = makeRows();
  const asked: string[] = [];
  let isOnline = true;
  let cookie = false;
  let key = generateAesKey();
  const deps = (): EngineDeps =>
    ({
      clock: makeClock(),
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
        const status = cookie ? 200 : 401;
        if (path.endsWith('/sign-out')) cookie = false;
        const body = encodeCbor(status === 200 ? {} : { code: 'auth/required' });
        return ok({ status, body, serverTimeMs: undefined });
      },
    }) as unknown as EngineDeps;
  return {
    asked,
    online(now: boolean) {
      isOnline = now;
    },
    signedIn() {
      cookie = true;
    },
    hasCookie: () => cookie,
    async open() {
      const engine = createEngine(deps());
      let state: EngineState = { phase: 'starting' };
      await engine.onState((next) => {
        state = next;
      });
      await engine.settled();
      await settle();
      return { engine, phase: () => state.phase };
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
