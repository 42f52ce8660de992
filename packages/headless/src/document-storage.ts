/** automerge-repo's storage over the profile's journal. What arrives here is sealed already. */
import type { StorageAdapterInterface, StorageKey } from '@automerge/automerge-repo/slim';
import { copyBytes } from '@sanad/model/bytes';
import type { RowKey, RowStoreDep } from '@sanad/model/engine/deps';

export function makeDocumentStorage(rows: RowStoreDep): StorageAdapterInterface {
  const place = (key: StorageKey): RowKey => ['document', ...key];
  async function write(batch: Parameters<RowStoreDep['write']>[0]): Promise<void> {
    const written = await rows.write(batch);
    // automerge-repo knows no result: what is thrown ends the process with its own code (cli.ts).
    if (!written.ok) throw Object.assign(new Error('no space left for documents'), { code: 'ENOSPC' });
  }
  return {
    load: (key) => rows.read(place(key)),
    save: (key, data) => write([{ key: place(key), value: copyBytes(data) }]),
    remove: (key) => write([{ key: place(key), value: undefined }]),
    async loadRange(prefix) {
      const found = await rows.readRange(place(prefix));
      return found.map(({ key, value }) => ({ key: key.slice(1), data: value }));
    },
    async removeRange(prefix) {
      const found = await rows.readRange(place(prefix));
      await write(found.map(({ key }) => ({ key, value: undefined })));
    },
  };
}
