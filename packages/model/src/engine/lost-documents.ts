/**
 * Documents that are gone while the rows that speak of them were kept (STORE-4): a browser may drop one database of a site and keep
 * another. Here it is noticed, in any tab; the leader reads them anew (mend-log.ts).
 */
import type { StorageAdapterInterface } from '@automerge/automerge-repo/slim';
import { isLogId, type LogId } from '../ids.ts';
import type { RowKey } from './deps.ts';
import type { LogStore } from './log-store.ts';
import type { LogSync, LogSyncError } from './log-sync.ts';
import { LostRow } from './records.ts';
import { makeRowReader } from './row-codec.ts';
import type { Store } from './store.ts';

/** Stands in the storage of the documents as long as that is the one which the rows speak of. */
const marker = ['sanad-marker', 'here'];

export interface LostDocuments {
  /** Nothing is stored of this document. */
  absent(log: LogId): void;
  /** Leader, at its start: everything may be gone. */
  look(): Promise<void>;
  /** Some are not read anew yet. */
  areThere(): boolean;
  /** Leader, online: the newest weeks first. `after` each of them. */
  mendAll(mend: LogSync['mend'], failed: (error: LogSyncError) => void, after: () => Promise<void>): Promise<void>;
  /** One of these rows speaks of a document that nobody mends yet. */
  isNews(keys: readonly RowKey[]): boolean;
}

export function makeLostDocuments(
  store: Store,
  logs: Pick<LogStore, 'summary' | 'read'>,
  storage: StorageAdapterInterface,
): LostDocuments {
  const parse = makeRowReader(LostRow, (row) => row);
  const note = (all: readonly LogId[]) =>
    store.commit(
      all.flatMap((log) => {
        const summary = logs.summary(log);
        const isNoted = store.get(['lost', log]) !== undefined;
        return summary === undefined || summary.cursor === 0 || isNoted
          ? []
          : [{ key: ['lost', log], value: { space: summary.space } }];
      }),
    );
  const weekOf = (log: LogId): string => logs.summary(log)?.segment ?? '';
  return {
    absent: (log) => void note([log]),
    async look() {
      if ((await storage.load(marker)) !== undefined) return;
      const noted = await note(logs.read());
      if (noted.ok) await storage.save(marker, new Uint8Array([1]));
    },
    areThere: () => store.all('lost').length > 0,
    async mendAll(mend, failed, after) {
      const all = store.all('lost').flatMap(({ key, value }) => {
        const [row, log] = [parse(value), key[1]];
        return row !== undefined && isLogId(log) ? [{ space: row.space, log }] : [];
      });
      for (const { space, log } of all.sort((a, b) => (weekOf(a.log) < weekOf(b.log) ? 1 : -1))) {
        const mended = await mend(space, log);
        if (!mended.ok) failed(mended.error);
        await after();
      }
    },
    isNews: (keys) =>
      keys.some((key) => key[0] === 'lost' && parse(store.get(key)) !== undefined && parse(store.get(key))?.known === undefined),
  };
}
