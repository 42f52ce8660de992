/**
 * Reading a log anew whose document the browser dropped (STORE-4). The cursor goes back to the beginning together with a note of where it
 * was: what was known up to there is no news, and the server must show the same history again.
 */
import * as v from 'valibot';
import { copyBytes } from '../bytes.ts';
import type { LogId, SpaceId } from '../ids.ts';
import { ok, type Result } from '../result.ts';
import { isDocument } from '../schema/segment.ts';
import { type LogFault, type LogState, startLog } from '../sync/log-state.ts';
import type { Documents } from './documents.ts';
import type { LogStore } from './log-store.ts';
import type { LogSyncError } from './log-sync.ts';
import { LostRow } from './records.ts';
import type { Store, StoreWrite } from './store.ts';

export interface Mending {
  /** How far it had been read before; undefined: it is not being read anew. */
  known(log: LogId): LostRow['known'];
  /** Nothing, unless the document is noted as lost. One at a time per log. */
  mend(space: SpaceId, log: LogId): Promise<Result<void, LogSyncError>>;
}

export interface MendingParts {
  readonly store: Store;
  readonly logs: Pick<LogStore, 'load'>;
  readonly documents: Pick<Documents, 'open'>;
  readonly commit: (before: LogState, next: LogState, more: readonly StoreWrite[]) => Promise<Result<LogState, LogSyncError>>;
  readonly stop: (state: LogState, fault: LogFault) => Promise<Result<never, LogSyncError>>;
  readonly pull: (space: SpaceId, log: LogId) => Promise<Result<void, LogSyncError>>;
}

export function makeMending({ store, logs, documents, commit, stop, pull }: MendingParts): Mending {
  const lost = (log: LogId): LostRow | undefined => {
    const row = v.safeParse(LostRow, store.get(['lost', log]));
    return row.success ? row.output : undefined;
  };
  const known = (log: LogId): LostRow['known'] => lost(log)?.known;
  const found = (log: LogId): Promise<Result<void, LogSyncError>> => store.commit([{ key: ['lost', log], value: undefined }]);

  /** False: it was there after all, another tab was writing it when it seemed absent. */
  async function begin(space: SpaceId, log: LogId): Promise<Result<boolean, LogSyncError>> {
    const state = await logs.load(log, space);
    const segment = isDocument(state.kind, state.segment) ? await documents.open(log) : undefined;
    if (state.cursor === 0 || segment === undefined || segment.contains(state.synced)) return ok(false);
    const again = { ...startLog(log, space), kind: state.kind, segment: state.segment };
    const before = { cursor: state.cursor, hash: copyBytes(state.hash) };
    const noted = await commit(state, again, [{ key: ['lost', log], value: { space, known: before } }]);
    return noted.ok ? ok(true) : noted;
  }

  return {
    known,
    async mend(space, log) {
      const row = lost(log);
      if (row === undefined) return ok(undefined);
      const begun = row.known === undefined ? await begin(space, log) : ok(true);
      if (!begun.ok) return begun;
      const pulled = begun.value ? await pull(space, log) : ok(undefined);
      if (!pulled.ok) return pulled;
      const now = await logs.load(log, space);
      return now.cursor < (known(log)?.cursor ?? 0) ? stop(now, 'rollback') : found(log);
    },
  };
}
