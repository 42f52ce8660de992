/** The engine of a window in the place of a key (NOTIFY-9): asked over a port of its own, answered by app/notifications/hear-worker.ts. */

import type { WakeAnswer, WakeRequest } from '@sanad/model/engine/wake-request';
import type { DeviceId } from '@sanad/model/ids';
import type { FoundWaker } from './find-waker.ts';

declare const self: ServiceWorkerGlobalScope;

/** A window that a phone has put to sleep never answers; what it might know is not waited for. */
const windowPatienceMs = 2_000;
/** A look fetches from the server, an answer is posted there. */
const workPatienceMs = 6_000;

export async function findWindowWaker(device: DeviceId): Promise<FoundWaker | undefined> {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (windows.length === 0) return undefined;
  const greeted = windows.map(async (client) => {
    await askWindow(client, { device, ask: { type: 'hello' } }, windowPatienceMs);
    return client;
  });
  const client = await Promise.any(greeted).catch(() => undefined);
  if (client === undefined) return undefined;
  const ask = (what: WakeRequest['ask']) => askWindow(client, { device, ask: what }, workPatienceMs);
  return {
    look: async (place, alarm) => (await ask({ type: 'look', place, alarm })).looked,
    lookEvent: async ({ key, atMs, place }) => (await ask({ type: 'event', key, atMs, place })).event,
    take: async (alarm) => (await ask({ type: 'take', alarm })).isTold === true,
    mark: async (space, message) => void (await ask({ type: 'mark', space, message })),
  };
}

/** Rejects when the window cannot answer it, or does not in time. */
function askWindow(client: Client, request: WakeRequest, patienceMs: number): Promise<WakeAnswer> {
  return new Promise((resolve, reject) => {
    const { port1, port2 } = new MessageChannel();
    const timer = setTimeout(() => end(undefined), patienceMs);
    const end = (answer: WakeAnswer | undefined) => {
      clearTimeout(timer);
      port1.close();
      if (answer === undefined) reject(new Error('no answer'));
      else resolve(answer);
    };
    // The page is ours, and hands on what its engine said.
    port1.onmessage = ({ data }: MessageEvent<WakeAnswer | undefined>) => end(data ?? undefined);
    client.postMessage({ type: 'wake', request }, [port2]);
  });
}
