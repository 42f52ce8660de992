/** A device that may be woken is made known to the server, also when that does not work at once. */
import type { PushInfo } from '@sanad/model/engine/api';
import { err, ok } from '@sanad/model/result';
import { render } from 'solid-js/web';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type EngineClient, EngineContext } from '../engine-client.ts';
import { checkWeekly } from './weekly-check.ts';

const endpoint = { endpoint: 'https://push.example/1', p256dh: 'AA', auth: 'AA' };
const subscription = {
  options: { applicationServerKey: new Uint8Array([1]).buffer },
  ...{ endpoint: endpoint.endpoint, getKey: () => new Uint8Array([0]).buffer },
};
beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('Notification', { permission: 'granted' });
  vi.stubGlobal('PushManager', class {});
  const pushManager = { getSubscription: async () => subscription };
  Object.defineProperty(navigator, 'serviceWorker', { value: { ready: Promise.resolve({ pushManager }) }, configurable: true });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  Reflect.deleteProperty(navigator, 'serviceWorker');
});

test('PUSH-1 a device that could not be made known to the server is told of again, and no more once it is known', async () => {
  const savePush = vi
    .fn()
    .mockResolvedValueOnce(err({ type: 'offline' }))
    .mockResolvedValueOnce(err({ type: 'offline' }))
    .mockResolvedValue(ok(undefined));
  const api = {
    savePush,
    onPush: async (listener: (info: Partial<PushInfo>) => void) => {
      listener({ key: new Uint8Array([1]), subscribed: false });
      return async () => undefined;
    },
  };
  const Check = () => {
    checkWeekly();
    return null;
  };
  const engine = { api, sync: () => ({ connectivity: 'online' }) } as unknown as EngineClient;
  const end = render(
    () => (
      <EngineContext.Provider value={engine}>
        <Check />
      </EngineContext.Provider>
    ),
    document.body,
  );
  const calls: number[] = [];
  for (const waitMs of [0, 5_000, 5_000, 5_000, 3_600_000]) {
    await vi.advanceTimersByTimeAsync(waitMs);
    calls.push(savePush.mock.calls.length);
  }
  expect(calls).toEqual([1, 2, 2, 3, 3]);
  end();
});
