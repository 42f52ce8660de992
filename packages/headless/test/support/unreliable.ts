/** What goes wrong on the way: lost requests, lost replies, no network, and a device that dies without saying so. */
import type { EngineDeps } from '@sanad/model/engine/deps';
import { err } from '@sanad/model/result';

export interface Weather {
  /** Chance that a request, or its reply, is lost. */
  readonly loss: () => number;
  readonly random: () => number;
}
export interface Unreliable {
  readonly deps: EngineDeps;
  setNetwork(isUp: boolean): void;
  /** From now on nothing leaves, nothing is stored and no timer fires: a process that was killed. */
  freeze(): void;
}

const never = new Promise<never>(() => undefined);

export function makeUnreliable(inner: EngineDeps, { loss, random }: Weather): Unreliable {
  let isUp = true;
  let isFrozen = false;
  const pipes = new Set<() => void>();
  const isLost = (): boolean => random() < loss();
  const guard = <T>(task: () => Promise<T>): Promise<T> =>
    isFrozen ? never : task().then((value) => (isFrozen ? never : value));
  const { rows, documents } = inner;
  const deps: EngineDeps = {
    ...inner,
    clock: {
      nowMs: inner.clock.nowMs,
      schedule: (delayMs, task) =>
        inner.clock.schedule(delayMs, () => {
          if (!isFrozen) task();
        }),
    },
    http: (request) =>
      guard(async () => {
        if (!isUp || isLost()) return err({ type: 'offline' });
        const answer = await inner.http(request);
        return isUp && !isLost() ? answer : err({ type: 'offline' });
      }),
    connect(senderId, listener) {
      const end = (): void => {
        pipes.delete(end);
        pipe.close();
        if (!isFrozen) listener.closed(undefined);
      };
      const pipe = inner.connect(senderId, {
        frame(frame) {
          if (isFrozen || !pipes.has(end)) return;
          if (isUp && !isLost()) listener.frame(frame);
          else end();
        },
        ready: () => !isFrozen && pipes.has(end) && listener.ready(),
        closed(code) {
          if (pipes.delete(end) && !isFrozen) listener.closed(code);
        },
      });
      pipes.add(end);
      if (!isUp) queueMicrotask(end);
      return {
        send: (frame) => !isFrozen && isUp && pipe.send(frame),
        close() {
          pipes.delete(end);
          pipe.close();
        },
      };
    },
    rows: {
      write: (batch) => guard(() => rows.write(batch)),
      read: (key) => guard(() => rows.read(key)),
      readRange: (prefix) => guard(() => rows.readRange(prefix)),
      clear: () => guard(() => rows.clear()),
    },
    documents: {
      load: (key) => guard(() => documents.load(key)),
      save: (key, data) => guard(() => documents.save(key, data)),
      remove: (key) => guard(() => documents.remove(key)),
      loadRange: (prefix) => guard(() => documents.loadRange(prefix)),
      removeRange: (prefix) => guard(() => documents.removeRange(prefix)),
    },
  };
  return {
    deps,
    setNetwork(up) {
      isUp = up;
      if (!up) for (const end of [...pipes]) end();
    },
    freeze() {
      isFrozen = true;
      for (const end of [...pipes]) end();
    },
  };
}

/** Numerical Recipes' linear congruential generator: the same seed, the same history. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
