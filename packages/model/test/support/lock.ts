/** A browser profile's key ring in memory, shared by the engines (tabs) that are opened on it. */
import { openLocal } from '../../src/crypto/local-seal.ts';
import { generateAesKey } from '../../src/crypto/primitives.ts';
import type { KeyRing, LocalKeyDep, LockDep } from '../../src/engine/deps.ts';
import type { FakeRows } from './engine.ts';

export interface FakeKeyRing extends LocalKeyDep {
  readonly lock: LockDep;
  ring(): KeyRing;
  /** Sealing anew breaks off after so many values; undefined: it does not. */
  breakAfter(values: number | undefined): void;
  /** How many engines have the data open. */
  joined(): number;
  /** Rows that this key opens. */
  opens(key: CryptoKey | undefined): Promise<number>;
}

export function makeKeyRing(rows: FakeRows): FakeKeyRing {
  let ring: KeyRing = { open: undefined, locked: undefined };
  let joined = 0;
  let left: (() => void)[] = [];
  let alone: Promise<unknown> = Promise.resolve();
  let breakAt: number | undefined;
  return {
    ring: () => ring,
    breakAfter(values) {
      breakAt = values;
    },
    joined: () => joined,
    async opens(key) {
      if (key === undefined) return 0;
      const opened = await Promise.all([...rows.stored.values()].map(({ key: place, value }) => openLocal(key, place, value)));
      return opened.filter(({ ok }) => ok).length;
    },
    async load() {
      const made = await generateAesKey();
      ring = ring.open === undefined ? { ...ring, open: made } : ring;
      return ring.open ?? made;
    },
    async forget() {
      ring = { open: undefined, locked: undefined };
    },
    lock: {
      read: async () => ring,
      async update(change) {
        ring = change(ring);
        return ring;
      },
      async join() {
        await alone;
        joined += 1;
        let hasLeft = false;
        return () => {
          if (hasLeft) return;
          hasLeft = true;
          joined -= 1;
          for (const look of left.splice(0)) look();
        };
      },
      async alone(task) {
        while (joined > 0)
          await new Promise<void>((resolve) => {
            left = [...left, resolve];
          });
        const running = task();
        alone = running.catch(() => undefined);
        return running;
      },
      async rewrite(change) {
        let done = 0;
        for (const { key, value } of [...rows.stored.values()]) {
          if (breakAt !== undefined && done >= breakAt) throw new Error('the power went');
          const next = await change(key, value);
          if (next !== undefined) await rows.write([{ key, value: next }]);
          done += 1;
        }
        return { ok: true, value: undefined };
      },
    },
  };
}
