/** A key ring that can be locked, over the rows of a profile folder: what a browser's IndexedDB does, for one engine. */
import { generateAesKey } from '@sanad/model/crypto/primitives';
import type { EngineDeps, KeyRing, LockDep } from '@sanad/model/engine/deps';
import { ok } from '@sanad/model/result';

export interface Lockable {
  readonly deps: EngineDeps;
  ring(): KeyRing;
  /** Sealing anew breaks off after so many values; undefined: it does not. */
  breakAfter(values: number | undefined): void;
}

/** The construction is the same at any cost; the real one is half a second per guess. */
const cheap = { freeAttempts: 3, firstWaitMs: 5_000, maxWaitMs: 300_000, maxAttempts: 10 };

export function makeLockable(deps: EngineDeps, kept: KeyRing = { open: undefined, locked: undefined }): Lockable {
  let ring = kept;
  let breakAt: number | undefined;
  const lock: LockDep = {
    read: async () => ring,
    async update(change) {
      ring = change(ring);
      return ring;
    },
    join: async () => () => undefined,
    alone: (task) => task(),
    async rewrite(change) {
      let done = 0;
      for (const table of ['row', 'cold', 'document']) {
        for (const { key, value } of await deps.rows.readRange([table])) {
          if (breakAt !== undefined && done >= breakAt) throw new Error('the power went');
          const next = await change(key, value);
          const written = next === undefined ? ok(undefined) : await deps.rows.write([{ key, value: next }]);
          if (!written.ok) return written;
          done += 1;
        }
      }
      return ok(undefined);
    },
  };
  return {
    ring: () => ring,
    breakAfter(values) {
      breakAt = values;
    },
    deps: {
      ...deps,
      lockPolicy: { ...cheap, cost: { memoryKiB: 64, iterations: 1, lanes: 1 } },
      localKey: {
        async load() {
          if (ring.locked !== undefined) throw new Error('a locked profile has no open key');
          ring = { ...ring, open: ring.open ?? (await generateAesKey()) };
          return ring.open ?? generateAesKey();
        },
        async forget() {
          ring = { open: undefined, locked: undefined };
        },
        lock,
      },
    },
  };
}
