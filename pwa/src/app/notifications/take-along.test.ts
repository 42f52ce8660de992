import type { EngineState } from '@sanad/model/engine/api';
import { createRoot, createSignal } from 'solid-js';
import { afterEach, expect, test, vi } from 'vitest';
import { takeAlongNotifications } from './take-along.ts';

const state = (phase: EngineState['phase']) => ({ phase }) as EngineState;
const setAppBadge = vi.fn(async () => undefined);
afterEach(() => vi.unstubAllGlobals());

/** Which of three notifications stand after somebody went from one phase to another. */
async function standingAfter(...phases: readonly EngineState['phase'][]) {
  const standing = new Set(['words', 'level', 'test']);
  const one = (name: string, data: unknown) => ({ data, close: () => standing.delete(name) });
  const all = [
    one('words', { path: '/', message: 'm' }),
    one('level', { path: '/', message: undefined }),
    one('test', undefined),
  ];
  vi.stubGlobal('navigator', {
    serviceWorker: { getRegistration: async () => ({ getNotifications: async () => all }) },
    setAppBadge,
  });
  await createRoot(async (dispose) => {
    const [now, setNow] = createSignal(state('starting'));
    takeAlongNotifications(now);
    for (const phase of phases) {
      await Promise.resolve();
      setNow(state(phase));
    }
    await vi.waitFor(() => expect(setAppBadge).toHaveBeenCalled()).catch(() => undefined);
    dispose();
  });
  return [...standing];
}

test('NOTIFY-8 whoever signs out, is emptied or stopped here leaves no notification behind, and no badge', async () => {
  for (const phase of ['signed-out', 'emptied', 'stopped'] as const) expect(await standingAfter('ready', phase)).toEqual([]);
  expect(setAppBadge).toHaveBeenLastCalledWith(0);
});

test('NOTIFY-8 a lock closes those that show words: that something waits is still said', async () => {
  expect(await standingAfter('ready', 'locking', 'locked')).toEqual(['level', 'test']);
});

test('NOTIFY-8 while she is in nothing is closed', async () => {
  setAppBadge.mockClear();
  expect(await standingAfter('ready')).toEqual(['words', 'level', 'test']);
});
