/**
 * What the Repo saves, followed to its end. It takes no answer: a save that fails for want of space would be lost, or end the program. Here
 * it is kept in memory and tried again before anything is built on it (STORE-5), and nothing that it was to replace is removed meanwhile.
 */
import type { StorageAdapterInterface, StorageKey } from '@automerge/automerge-repo/slim';
import { err, ok, type Result } from '../result.ts';
import type { StorageFullError } from './store.ts';

export interface DocumentWrites {
  /** For the Repo. */
  readonly storage: StorageAdapterInterface;
  /** Everything of this document, the first part of its keys, is on the disk; or there is no space. */
  settled(name: string): Promise<Result<void, StorageFullError>>;
}

export function makeDocumentWrites(inner: StorageAdapterInterface, onFull: (isFull: boolean) => void): DocumentWrites {
  const running = new Map<string, Set<Promise<void>>>();
  /** By document, then by key. */
  const unsaved = new Map<string, Map<string, { readonly key: StorageKey; readonly data: Uint8Array }>>();

  async function save(name: string, key: StorageKey, data: Uint8Array): Promise<boolean> {
    const of = unsaved.get(name);
    try {
      await inner.save(key, data);
      if (of?.delete(key.join('\0')) === true && of.size === 0) unsaved.delete(name);
      onFull(false);
      return true;
    } catch (cause) {
      if (!isFull(cause)) throw cause;
      unsaved.set(name, (of ?? new Map()).set(key.join('\0'), { key, data }));
      onFull(true);
      return false;
    }
  }

  return {
    storage: {
      load: (key) => inner.load(key),
      loadRange: (prefix) => inner.loadRange(prefix),
      remove: async (key) => (unsaved.has(key[0] ?? '') ? undefined : inner.remove(key)),
      removeRange: async (prefix) => (unsaved.has(prefix[0] ?? '') ? undefined : inner.removeRange(prefix)),
      async save(key, data) {
        const name = key[0] ?? '';
        const writes = running.get(name) ?? new Set();
        const write = save(name, key, data).then(() => undefined);
        running.set(name, writes.add(write));
        const done = (): void => {
          writes.delete(write);
          if (writes.size === 0) running.delete(name);
        };
        write.then(done, done);
        await write;
      },
    },
    async settled(name) {
      await Promise.all(running.get(name) ?? []);
      for (const { key, data } of [...(unsaved.get(name)?.values() ?? [])])
        if (!(await save(name, key, data))) return err({ type: 'storage-full' });
      return ok(undefined);
    },
  };
}

/** A DOMException in some browsers and a class of its own in others. */
const isFull = (cause: unknown): boolean =>
  typeof cause === 'object' && cause !== null && 'name' in cause && cause.name === 'QuotaExceededError';
