import { createComponent, createRoot, createSignal } from 'solid-js';
import { afterEach, expect, test, vi } from 'vitest';
import { type EngineClient, EngineContext } from '../engine-client.ts';
import { closeReadNotifications } from './close-read.ts';

const setAppBadge = vi.fn(async () => undefined);
afterEach(() => vi.unstubAllGlobals());

const [ward, lab] = ['ward', 'lab'];
type Unread = Readonly<Record<string, number>>;

/** Which notifications stand after what was unread changed so. */
async function standingAfter(...steps: readonly Unread[]): Promise<readonly string[]> {
  const standing = new Set<string>();
  const one = (tag: string, note: object) => {
    standing.add(tag);
    return { tag, data: { path: '/', ...note }, close: () => standing.delete(tag) };
  };
  const all = [
    one('space-ward', { space: ward, message: 'm' }),
    one('space-lab', { space: lab, message: 'm' }),
    one('alarm-1', { space: ward, message: 'm', alarm: 'a' }),
    one('call-ward', { space: ward }),
    one('messages', { space: ward }),
  ];
  const getNotifications = vi.fn(async () => all);
  vi.stubGlobal('navigator', { serviceWorker: { getRegistration: async () => ({ getNotifications }) }, setAppBadge });
  await createRoot(async (dispose) => {
    const [now, setNow] = createSignal<Unread>({});
    const conversations = {
      get order() {
        return Object.keys(now());
      },
      get byId() {
        return Object.fromEntries(Object.entries(now()).map(([id, unread]) => [id, { id, unread }]));
      },
    };
    const client = { conversations } as unknown as EngineClient;
    createComponent(EngineContext.Provider, {
      value: client,
      get children() {
        closeReadNotifications();
        return undefined;
      },
    });
    for (const step of steps) {
      await Promise.resolve();
      setNow(step);
    }
    await vi.waitFor(() => expect(getNotifications).toHaveBeenCalled(), { timeout: 200 }).catch(() => undefined);
    await Promise.resolve();
    dispose();
  });
  return [...standing];
}

test('NOTIFY-10 what was read is closed, of this conversation alone; an alarm and a ring are not', async () => {
  const left = await standingAfter({ ward: 2, lab: 1 }, { ward: 0, lab: 1 });
  expect(left).toEqual(['space-lab', 'alarm-1', 'call-ward', 'messages']);
  expect(setAppBadge).toHaveBeenLastCalledWith(4);
});

test('NOTIFY-10 what could not be read goes when nothing is unread any more', async () => {
  expect(await standingAfter({ ward: 2 }, { ward: 0 })).not.toContain('messages');
});

test('NOTIFY-10 a message that this window has not heard of yet counts as unread', async () => {
  expect(await standingAfter({ ward: 0, lab: 0 }, { ward: 0, lab: 0 })).toHaveLength(5);
  expect(await standingAfter({ ward: 1 }, { ward: 2 }, {})).toHaveLength(5);
});
