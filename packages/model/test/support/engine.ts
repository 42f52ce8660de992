/** The engine's platform in memory: a clock that somebody turns, rows and tabs that somebody looks into. */
import type { Bytes } from '../../src/bytes.ts';
import type { ClockDep, RowKey, RowStoreDep, RowWrite, TabsDep } from '../../src/engine/deps.ts';
import { err, ok } from '../../src/result.ts';

export interface FakeClock extends ClockDep {
  /** Runs what is due, in order of time. */
  advance(byMs: number): void;
  /** Moments at which something is planned, from now. */
  planned(): readonly number[];
}

export function makeClock(startMs = 1_763_800_000_000): FakeClock {
  let nowMs = startMs;
  const tasks = new Set<{ readonly atMs: number; readonly task: () => void }>();
  return {
    nowMs: () => nowMs,
    schedule(delayMs, task) {
      const entry = { atMs: nowMs + delayMs, task };
      tasks.add(entry);
      return () => void tasks.delete(entry);
    },
    advance(byMs) {
      const endMs = nowMs + byMs;
      for (;;) {
        const [next] = [...tasks].filter(({ atMs }) => atMs <= endMs).sort((a, b) => a.atMs - b.atMs);
        if (next === undefined) break;
        tasks.delete(next);
        nowMs = next.atMs;
        next.task();
      }
      nowMs = endMs;
    },
    planned: () => [...tasks].map(({ atMs }) => atMs - nowMs).sort((a, b) => a - b),
  };
}

/**
 * Everything that only waits for a microtask or for a cipher has happened: a task of ours that comes back from the ciphers' threads
 * this often has let all those that were asked before it come back.
 */
export async function settle(rounds = 20): Promise<void> {
  for (let i = 0; i < rounds; i++) {
    await crypto.subtle.digest('SHA-256', new Uint8Array(4096));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const nameOf = (key: RowKey): string => JSON.stringify(key);

export interface FakeRows extends RowStoreDep {
  readonly stored: ReadonlyMap<string, { readonly key: RowKey; readonly value: Bytes }>;
  /** No space from now on, or space again. */
  full(isFull: boolean): void;
  /** The next readings wait until the returned function is called. */
  holdReads(): () => void;
}

export function makeRows(): FakeRows {
  const stored = new Map<string, { readonly key: RowKey; readonly value: Bytes }>();
  let isFull = false;
  let reading: Promise<void> = Promise.resolve();
  const apply = ({ key, value }: RowWrite): void => {
    if (value === undefined) stored.delete(nameOf(key));
    else stored.set(nameOf(key), { key, value });
  };
  return {
    stored,
    full(now) {
      isFull = now;
    },
    holdReads() {
      let release = (): void => undefined;
      reading = new Promise((resolve) => {
        release = resolve;
      });
      return release;
    },
    async write(batch) {
      if (isFull) return err({ type: 'storage-full' });
      for (const row of batch) apply(row);
      return ok(undefined);
    },
    async read(key) {
      const value = stored.get(nameOf(key))?.value;
      await reading;
      return value;
    },
    readRange: async (prefix) => [...stored.values()].filter(({ key }) => prefix.every((part, i) => key[i] === part)),
    async clear() {
      stored.clear();
    },
  };
}

/** Tabs of one profile: what one posts the others hear, at once. */
export function makeTabs(): { open(): TabsDep } {
  const all = new Set<(message: unknown) => void>();
  return {
    open() {
      const listeners: ((message: unknown) => void)[] = [];
      const hear = (message: unknown): void => {
        for (const listener of listeners) listener(message);
      };
      all.add(hear);
      return {
        post(message) {
          for (const other of all) if (other !== hear) other(structuredClone(message));
        },
        onMessage: (listener) => void listeners.push(listener),
        close: () => void all.delete(hear),
      };
    },
  };
}
