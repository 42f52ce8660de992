/** Which log has which key and belongs to which space (LOG-2). It never changes once made, so it is remembered. */
import { idToBytes, type LogId, logIdFromBytes, type SpaceId, spaceIdFromBytes } from '@sanad/model/ids';
import { maxLogsPerSpace } from '@sanad/model/wire/limits';
import type { Queryable } from '../db/database.ts';

export interface LogEntry {
  readonly key: number;
  readonly space: SpaceId;
}
export interface LogDirectory {
  /** Those that exist, after making the ones that a member's append names for the first time. */
  readonly findOrMake: (client: Queryable, wanted: readonly WantedLog[]) => Promise<ReadonlyMap<LogId, LogEntry>>;
  /** Call after commit: what was made by a transaction that failed must not be remembered. */
  readonly remember: (found: ReadonlyMap<LogId, LogEntry>) => void;
}
export interface WantedLog {
  readonly log: LogId;
  readonly space: SpaceId;
  readonly deviceKey: number;
}

interface Row {
  readonly id: Uint8Array;
  readonly key: number;
  readonly space_id: Uint8Array;
}

export function createLogDirectory(maxEntries = 100_000): LogDirectory {
  const known = new Map<LogId, LogEntry>();
  return {
    findOrMake: async (client, wanted) => {
      const found = new Map<LogId, LogEntry>();
      const missing: WantedLog[] = [];
      for (const item of wanted) {
        const entry = known.get(item.log);
        if (entry === undefined) missing.push(item);
        else found.set(item.log, entry);
      }
      if (missing.length === 0) return found;
      const ids = missing.map(({ log }) => idToBytes(log));
      // In id order, so that two processes making the same logs wait for one another instead of deadlocking.
      await client.query(
        `insert into log (id, space_id)
         select distinct on (w.id) w.id, w.space from unnest($1::bytea[], $2::bytea[], $3::int[]) as w (id, space, device)
           join device d on d.key = w.device and d.revoked_n is null
           join space_member m on m.space_id = w.space and m.user_id = d.user_id
          where not exists (select 1 from log where log.id = w.id)
            and (select count(*) from log where log.space_id = w.space and log.expired_at_ms is null) < $4
          order by w.id on conflict do nothing`,
        [ids, missing.map(({ space }) => idToBytes(space)), missing.map(({ deviceKey }) => deviceKey), maxLogsPerSpace],
      );
      const { rows } = await client.query<Row>('select id, key, space_id from log where id = any($1::bytea[])', [ids]);
      for (const row of rows) found.set(logIdFromBytes(row.id), { key: row.key, space: spaceIdFromBytes(row.space_id) });
      return found;
    },
    remember: (found) => {
      for (const [log, entry] of found) known.set(log, entry);
      for (const log of known.keys()) {
        if (known.size <= maxEntries) break;
        known.delete(log);
      }
    },
  };
}
