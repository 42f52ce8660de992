/**
 * What a profile holds, for people who look for faults: positions and hashes, no names of colleagues, no text, no keys. Read from the
 * rows alone, so it works without a network and while the engine does not run.
 */
import * as v from 'valibot';
import { bytesToHex } from '../bytes.ts';
import type { RowStoreDep } from './deps.ts';
import { LogRow, PendingRow, ProfileRow, SpaceRow, SyncRow } from './records.ts';
import { readStoredRows } from './stored-rows.ts';

export interface Diagnostics {
  readonly account: {
    readonly user: string;
    readonly email: string;
    readonly role: string;
    readonly status: string;
    readonly device: string | undefined;
    readonly organisation: string;
    readonly organisationHash: string;
    readonly sessionExpired: boolean;
    /** Why the server stopped this device. */
    readonly stopped: string | undefined;
  };
  readonly spaces: readonly {
    readonly space: string;
    readonly kind: string;
    readonly accepted: boolean;
    readonly epoch: number;
    readonly rev: number;
    readonly head: string;
  }[];
  readonly logs: readonly {
    readonly log: string;
    readonly space: string;
    readonly kind: string | undefined;
    readonly segment: string | undefined;
    /** Sequence number up to which the log is applied, and the rolling hash H there. */
    readonly cursor: number;
    readonly hash: string;
    readonly stopped: string | undefined;
  }[];
  /** Messages that exist on this device only. */
  readonly pending: number;
  readonly headsSinceMs: number;
  /** The server's time minus this device's, at the last complete look at heads. */
  readonly clockOffsetMs: number;
  /** Logs whose document the browser dropped, and that are not read anew yet (STORE-4). */
  readonly lost: readonly string[];
}

/** Undefined: nobody has an account in this profile. */
export async function readDiagnostics(
  rows: Pick<RowStoreDep, 'readRange'>,
  localKey: CryptoKey,
): Promise<Diagnostics | undefined> {
  const read = <const S extends v.GenericSchema>(table: string, schema: S) => readStoredRows(rows, localKey, table, schema);
  const [profiles, spaces, logs, pending, sync, lost] = await Promise.all([
    read('profile', ProfileRow),
    read('space', SpaceRow),
    read('log', LogRow),
    read('pending', v.pick(PendingRow, ['id'])),
    read('sync', SyncRow),
    rows.readRange(['row', 'lost']),
  ]);
  const [profile] = profiles;
  if (profile === undefined) return undefined;
  const { me } = profile;
  return {
    account: {
      user: me.user,
      email: me.email,
      role: me.role,
      status: me.status,
      device: profile.device?.id,
      organisation: profile.organisationName,
      organisationHash: bytesToHex(profile.organisationHash),
      sessionExpired: profile.sessionExpired,
      stopped: profile.stopped,
    },
    spaces: spaces
      .map(({ space, kind, accepted, epoch, rev, head }) => ({ space, kind, accepted, epoch, rev, head: bytesToHex(head) }))
      .sort((a, b) => (a.space < b.space ? -1 : 1)),
    logs: logs
      .map(({ log, space, kind, segment, cursor, hash, stopped }) => ({
        log,
        space,
        kind,
        segment,
        cursor,
        hash: bytesToHex(hash),
        stopped,
      }))
      .sort((a, b) => (a.log < b.log ? -1 : 1)),
    pending: pending.length,
    headsSinceMs: sync[0]?.headsSinceMs ?? 0,
    clockOffsetMs: sync[0]?.clockOffsetMs ?? 0,
    lost: lost.flatMap(({ key }) => key[2] ?? []).sort(),
  };
}
