/** The Repo's storage, sealed at rest (REST-1): wraps the platform's adapter so that it only ever sees ciphertext. */
import type { Chunk, StorageAdapterInterface, StorageKey } from '@automerge/automerge-repo/slim';
import { openLocal, sealLocal } from '../crypto/local-seal.ts';

export function sealDocuments(inner: StorageAdapterInterface, localKey: CryptoKey): StorageAdapterInterface {
  const place = (key: StorageKey): readonly string[] => ['document', ...key];
  const open = async (key: StorageKey, sealed: Uint8Array): Promise<Uint8Array | undefined> => {
    const opened = await openLocal(localKey, place(key), sealed);
    return opened.ok ? opened.value : undefined;
  };
  return {
    async load(key) {
      const sealed = await inner.load(key);
      return sealed === undefined ? undefined : open(key, sealed);
    },
    save: async (key, data) => inner.save(key, await sealLocal(localKey, place(key), data)),
    remove: (key) => inner.remove(key),
    async loadRange(prefix) {
      const chunks = await inner.loadRange(prefix);
      return Promise.all(
        chunks.map(
          async (chunk): Promise<Chunk> => ({ key: chunk.key, data: chunk.data && (await open(chunk.key, chunk.data)) }),
        ),
      );
    },
    removeRange: (prefix) => inner.removeRange(prefix),
  };
}
