/** The documents of a profile as they rest there: sealed, with the logs that they belong to, and a look at what a browser dropped (STORE-4). */
import type { EngineDeps } from './deps.ts';
import { type Documents, openDocuments } from './documents.ts';
import { type LogStore, makeLogStore } from './log-store.ts';
import { type LostDocuments, makeLostDocuments } from './lost-documents.ts';
import { sealDocuments } from './sealed-documents.ts';
import type { Store } from './store.ts';

export interface StoredDocuments {
  readonly logs: LogStore;
  readonly lostDocuments: LostDocuments;
  readonly documents: Documents;
}

export function openStoredDocuments(deps: EngineDeps, store: Store, localKey: CryptoKey): StoredDocuments {
  const storage = sealDocuments(deps.documents, localKey);
  const logs = makeLogStore(store);
  const lostDocuments = makeLostDocuments(store, logs, storage);
  const documents = openDocuments(storage, deps.documentNetwork, { absent: lostDocuments.absent, full: store.noteFull });
  return { logs, lostDocuments, documents };
}
