/**
 * Who is in a space, for live delivery only (LOG-6): what may be read or written is always decided in Postgres. An entry is valid for
 * one (epoch, rev); a caller that knows the current one never gets an older list.
 */
import { hexToBytes } from '@sanad/model/bytes';
import type { SpaceId, UserId } from '@sanad/model/ids';
import type { Queryable } from '../db/database.ts';

export interface SpaceVersion {
  readonly epoch: number;
  readonly rev: number;
}
interface Entry extends SpaceVersion {
  readonly members: ReadonlySet<UserId>;
}
export interface MemberCache {
  /**
   * Empty for an unknown space. Without `version` a cached list is good enough until `forget`. Inside a transaction its `client` is to be
   * given: whoever holds locks must not wait for another connection.
   */
  readonly membersOf: (space: SpaceId, version?: SpaceVersion, client?: Queryable) => Promise<ReadonlySet<UserId>>;
  readonly forget: (space: SpaceId) => void;
}

export function createMemberCache(database: Queryable, maxSpaces = 20_000): MemberCache {
  const entries = new Map<SpaceId, Entry>();
  return {
    membersOf: async (space, version, client = database) => {
      const known = entries.get(space);
      const isCurrent =
        known !== undefined && (version === undefined || (known.epoch === version.epoch && known.rev === version.rev));
      if (isCurrent) return known.members;
      const { rows } = await client.query<SpaceVersion & { readonly users: UserId[] }>(
        `select s.epoch, s.rev, array(select m.user_id::text from space_member m where m.space_id = s.id) as users
           from space s where s.id = $1`,
        [hexToBytes(space)],
      );
      const [row] = rows;
      if (row === undefined) return new Set();
      const entry = { epoch: row.epoch, rev: row.rev, members: new Set(row.users) };
      entries.delete(space);
      entries.set(space, entry);
      const oldest = entries.keys().next();
      if (entries.size > maxSpaces && oldest.done !== true) entries.delete(oldest.value);
      return entry.members;
    },
    forget: (space) => {
      entries.delete(space);
    },
  };
}
