/** What a profile keeps on a computer that keeps nothing (SHARED-6): in the memory of its worker, and gone with it. */
import type { StorageAdapterInterface } from '@automerge/automerge-repo/slim';
import type { Bytes } from '@sanad/model/bytes';
import type { LocalKeyDep, RowKey, RowStoreDep } from '@sanad/model/engine/deps';
import { ok } from '@sanad/model/result';

export interface MemoryPlatform {
  readonly rows: RowStoreDep;
  readonly documents: StorageAdapterInterface;
  readonly localKey: LocalKeyDep;
}

export function makeMemoryPlatform(): MemoryPlatform {
  const rows = new Map<string, { readonly key: RowKey; readonly value: Bytes }>();
  const documents = new Map<string, { readonly key: string[]; readonly data: Uint8Array }>();
  const nameOf = (key: readonly string[]): string => key.join('\u0000');
  const startsWith = (key: readonly string[], prefix: readonly string[]): boolean => prefix.every((part, at) => key[at] === part);
  let key: Promise<CryptoKey> | undefined;
  return {
    rows: {
      async write(batch) {
        for (const { key: at, value } of batch) {
          if (value === undefined) rows.delete(nameOf(at));
          else rows.set(nameOf(at), { key: at, value });
        }
        return ok(undefined);
      },
      read: async (at) => rows.get(nameOf(at))?.value,
      readRange: async (prefix) => [...rows.values()].filter((row) => startsWith(row.key, prefix)),
      async clear() {
        rows.clear();
        documents.clear();
      },
    },
    documents: {
      load: async (at) => documents.get(nameOf(at))?.data,
      async save(at, data) {
        documents.set(nameOf(at), { key: at, data });
      },
      async remove(at) {
        documents.delete(nameOf(at));
      },
      loadRange: async (prefix) => [...documents.values()].filter((entry) => startsWith(entry.key, prefix)),
      async removeRange(prefix) {
        for (const entry of documents.values()) if (startsWith(entry.key, prefix)) documents.delete(nameOf(entry.key));
      },
    },
    localKey: {
      load() {
        key ??= crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
        return key;
      },
      async forget() {
        key = undefined;
      },
    },
  };
}
