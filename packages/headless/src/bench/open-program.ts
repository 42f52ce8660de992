/**
 * One device that opens one conversation: a process of its own, started by open.ts on a profile that is there, so that nothing is warm that
 * would not be warm on a phone. There is no network; what is measured is the device.
 */
import type { MessageWindowMeta, ThreadRow } from '@sanad/model/engine/api';
import type { EngineDeps } from '@sanad/model/engine/deps';
import type { SpaceId } from '@sanad/model/ids';
import { err } from '@sanad/model/result';
import { type Device, makeList, startDevice } from '../device.ts';
import { makeNodePlatform } from '../node-platform.ts';
import { openProfile } from '../profile.ts';
import { must, sleep, within } from './waiting.ts';

export interface OpenSettings {
  readonly folder: string;
  readonly space: SpaceId;
  /** Rows of the first window, and how many more each page asks for. */
  readonly window: number;
  readonly page: number;
  readonly pages: number;
}
/** Milliseconds, and bytes that stay. */
export interface OpenMeasured {
  readonly coldMs: number;
  /** From the same moment until the document itself is there: one more row than what is kept beside it. */
  readonly documentMs: number;
  /** Until then, on all threads: moves less than the clock when something else runs. */
  readonly processorMs: number;
  readonly warmMs: number;
  readonly pageMs: readonly number[];
  readonly heapBytes: number;
  readonly rows: number;
}

const patienceMs = 120_000;
/** Between the list on the screen and the tap. */
const idleMs = 500;

async function measure({ folder, space, window, page, pages }: OpenSettings): Promise<OpenMeasured> {
  const profile = must('profile', await openProfile(folder));
  const device = await startDevice(withoutNetwork(makeNodePlatform({ url: 'http://localhost:9', profile })));
  await device.waitFor(() => (device.state().phase === 'ready' ? device.sync() : undefined), patienceMs);
  await sleep(idleMs);
  await device.engine.settled();
  const before = liveBytes();
  const idle = process.cpuUsage();
  const cold = await openWindow(device, space, window);
  const loading = await openWindow(device, space, window + 1);
  const { user, system } = process.cpuUsage(idle);
  const heapBytes = liveBytes() - before;
  await cold.close();
  await loading.close();
  const warm = await openWindow(device, space, window);
  const pageMs: number[] = [];
  let shown = warm;
  for (let i = 1; i <= pages; i++) {
    // As the app does it: a larger window is asked for, then the smaller one is left.
    const next = openWindow(device, space, window + i * page);
    await shown.close();
    shown = await next;
    pageMs.push(shown.ms);
  }
  await shown.close();
  await device.close();
  await profile.close();
  return {
    coldMs: cold.ms,
    documentMs: cold.ms + loading.ms,
    processorMs: (user + system) / 1000,
    warmMs: warm.ms,
    pageMs,
    heapBytes,
    rows: cold.rows,
  };
}

interface Opened {
  readonly ms: number;
  readonly rows: number;
  close(): Promise<void>;
}
async function openWindow(device: Device, space: SpaceId, limit: number): Promise<Opened> {
  const startedMs = performance.now();
  let stop: Promise<() => void> | undefined;
  const shown = new Promise<{ readonly ms: number; readonly rows: number }>((resolve) => {
    const list = makeList<ThreadRow, MessageWindowMeta>(() =>
      resolve({ ms: performance.now() - startedMs, rows: list.rows().length }),
    );
    stop = device.engine.onMessages(space, limit, (update) => list.take(update));
  });
  const { ms, rows } = await within('a window', patienceMs, shown);
  return { ms, rows, close: async () => (await stop)?.() };
}

/** After a collection; documents' memory outside of the heap as far as the process knows of it. */
function liveBytes(): number {
  // Twice: what the first one finds unreachable outside of the heap is given back by the second.
  for (let i = 0; i < 2; i++) globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const withoutNetwork = (deps: EngineDeps): EngineDeps => ({
  ...deps,
  http: async () => err({ type: 'offline' }),
  connect(_sender, listener) {
    queueMicrotask(() => listener.closed(undefined));
    return { send: () => false, close: () => undefined };
  },
});

process.once('message', (settings: OpenSettings) => {
  void measure(settings).then((measured) => {
    process.send?.(measured);
    process.disconnect();
  });
});
