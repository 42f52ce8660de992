/** Between folded values and their rows: maps become pair lists, `undefined` is left out. */
import * as v from 'valibot';
import type { Bytes } from '../bytes.ts';
import type { DeviceId } from '../ids.ts';
import type { LogState } from '../sync/log-state.ts';
import type { OrganisationChain } from '../wire/organisation-chain.ts';
import type { ChainDevice, UserChain } from '../wire/user-chain.ts';
import type { ChainRow, LogRow, OrganisationRow } from './records.ts';

/** Parses and converts each stored value once: rows are replaced, never changed in place. What does not parse is absent. */
export function makeRowReader<const S extends v.GenericSchema, T>(
  schema: S,
  convert: (row: v.InferOutput<S>) => T,
): (value: unknown) => T | undefined {
  const read = new WeakMap<object, T | undefined>();
  return (value) => {
    if (typeof value !== 'object' || value === null) return undefined;
    if (read.has(value)) return read.get(value);
    const parsed = v.safeParse(schema, value);
    const converted = parsed.success ? convert(parsed.output) : undefined;
    read.set(value, converted);
    return converted;
  };
}

/** CBOR keeps `undefined`; rows do not. The cast is true because our types have optional fields exactly where a field may be missing. */
export const withoutUndefined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;

export const chainToRow = (chain: UserChain): unknown => ({
  ...chain,
  devices: [...chain.devices].map(([id, device]) => [id, withoutUndefined(device)]),
  recoveries: chain.recoveries.map(withoutUndefined),
});

export function rowToChain(row: ChainRow): UserChain {
  const devices = new Map<DeviceId, ChainDevice>();
  for (const [id, device] of row.devices) devices.set(id, { ...device, revokedN: device.revokedN });
  return { ...row, devices, recoveries: row.recoveries.map((recovery) => ({ ...recovery, by: recovery.by })) };
}

export const organisationToRow = (chain: OrganisationChain): unknown =>
  withoutUndefined({ ...chain, members: [...chain.members], removed: [...chain.removed] });
export const rowToOrganisation = (row: OrganisationRow): OrganisationChain => ({
  ...row,
  members: new Map(row.members),
  removed: new Set(row.removed),
  policy: row.policy,
});

/** Hashes per history block: the row of a log stays small, however long the log. */
export const historyBlock = 250;

/** The row keeps the hashes of the unfinished block; finished blocks are rows of their own. */
export function logToRow(state: LogState, version: string): unknown {
  const from = Math.floor(state.cursor / historyBlock) * historyBlock + 1;
  return withoutUndefined({
    ...state,
    authors: [...state.authors].map(([device, { n, hash }]) => [device, n, hash]),
    recentFrom: from,
    recent: state.recent.filter(([seq]) => seq >= from).map(([, hash]) => hash),
    stoppedBy: state.stopped && version,
  });
}

export function rowToLog(row: LogRow, history: readonly (readonly [number, Uint8Array])[]): LogState {
  const recent = row.recent.map((hash, i): readonly [number, Bytes] => [row.recentFrom + i, hash]);
  return {
    log: row.log,
    space: row.space,
    kind: row.kind,
    segment: row.segment,
    cursor: row.cursor,
    hash: row.hash,
    authors: new Map(row.authors.map(([device, n, hash]) => [device, { n, hash }])),
    synced: row.synced,
    recent: [...history, ...recent],
    stopped: row.stopped,
  };
}
