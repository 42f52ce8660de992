import { expect, test } from 'vitest';
import { makeClock, makeRows, makeTabs } from '../../test/support/engine.ts';
import { generateAesKey } from '../crypto/primitives.ts';
import type { IceServers } from '../wire/call.ts';
import { makeActivity } from './context.ts';
import { makeIceServers } from './ice-servers.ts';
import { openStore } from './store.ts';

const key = await generateAesKey();

/** `rows` outlive the window; undefined: the server cannot be asked. */
async function makeWindow(rows: ReturnType<typeof makeRows>, answer: IceServers | undefined) {
  const store = await openStore(rows, key, makeTabs().open(), new Set());
  const http = {
    get: async () => (answer === undefined ? { ok: false, error: { type: 'offline' } } : { ok: true, value: answer }),
  };
  const context = { store, http, activity: makeActivity(), deps: { clock: makeClock(1_763_800_000_000) } } as never;
  return makeIceServers(context, { organisation: () => undefined });
}

test('CALL-9 a device that was told once that addresses are hidden goes by it when it cannot ask, also after a reload', async () => {
  const rows = makeRows();
  const isTurnOnly = async (answer: IceServers | undefined): Promise<boolean> =>
    (await (await makeWindow(rows, answer))()).turnOnly;
  expect(await isTurnOnly(undefined)).toBe(false);
  expect(await isTurnOnly({ servers: [], turnOnly: true })).toBe(true);
  expect(await isTurnOnly(undefined)).toBe(true);
  expect(await isTurnOnly({ servers: [], turnOnly: false })).toBe(false);
  expect(await isTurnOnly(undefined)).toBe(false);
});
