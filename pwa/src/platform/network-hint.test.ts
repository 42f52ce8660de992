// @vitest-environment jsdom
import { afterAll, afterEach, expect, test } from 'vitest';
import { onNetworkHint, passOnNetworkHints } from './network-hint.ts';

const other = new BroadcastChannel('sanad-network');
afterEach(() => {
  other.onmessage = null;
});
afterAll(() => other.close());

test('SYNC-4 a page says on what it hears of the network, until it ends', async () => {
  const said: unknown[] = [];
  other.onmessage = ({ data }) => void said.push(data);
  const stop = passOnNetworkHints();
  dispatchEvent(new Event('offline'));
  dispatchEvent(new Event('online'));
  await expect.poll(() => said).toEqual([false, true]);
  stop();
  dispatchEvent(new Event('offline'));
  // What came before this one would have been heard before it.
  const last = new BroadcastChannel('sanad-network');
  last.postMessage('last');
  await expect.poll(() => said).toEqual([false, true, 'last']);
  last.close();
});

test('SYNC-4 a worker that hears nothing itself takes it from the pages, each change once', async () => {
  const heard: boolean[] = [];
  onNetworkHint((online) => void heard.push(online));
  for (const said of [false, false, 'nonsense', true, false]) other.postMessage(said);
  await expect.poll(() => heard).toEqual([false, true, false]);
});
