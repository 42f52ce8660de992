/** The logs that this device follows: states in memory once used, rows with history blocks at rest (LOG-7, docs/storage.md). */
import * as v from 'valibot';
import type { DeviceId, LogId, SpaceId } from '../ids.ts';
import { MESSAGE_SEGMENT_KIND } from '../schema/segment.ts';
import { type LogFault, type LogState, rememberedHashes, startLog } from '../sync/log-state.ts';
import { engineVersion } from './engine-version.ts';
import { LogHistoryRow, LogRow } from './records.ts';
import { historyBlock, logToRow, makeRowReader, rowToLog } from './row-codec.ts';
import type { Store, StoreWrite } from './store.ts';

export interface LogSummary {
  readonly log: LogId;
  readonly space: SpaceId;
  readonly kind: string | undefined;
  readonly segment: string | undefined;
  readonly cursor: number;
  readonly stopped: LogFault | undefined;
}

export interface LogStore {
  /** Never undefined: an unknown log starts at zero. */
  load(log: LogId, space: SpaceId): Promise<LogState>;
  /** The writes that make `next` the stored state; the caller commits them with whatever belongs to the same step. */
  writesFor(before: LogState, next: LogState): readonly StoreWrite[];
  /** After the commit. */
  remember(state: LogState): void;
  /** Logs of a space that have rows, whether loaded or not, without those that were let go. */
  ofSpace(space: SpaceId): readonly LogSummary[];
  /** SYNC-17: spaces with a log that another version stopped. */
  stoppedByOthers(): readonly SpaceId[];
  summary(log: LogId): LogSummary | undefined;
  /** POLICY-10: what it held was let go; it is read and written no more. */
  isExpired(log: LogId): boolean;
  /** Those of which something was read. */
  read(): readonly LogId[];
  /** Spaces of whose messages some were written by one of these devices. */
  writtenBy(devices: ReadonlySet<DeviceId>): ReadonlySet<SpaceId>;
  /** Another tab led before us: its rows are newer than our memory. */
  forget(): void;
}

const keptBlocks = Math.ceil(rememberedHashes / historyBlock);

export function makeLogStore(store: Store, version = engineVersion): LogStore {
  const states = new Map<LogId, LogState>();
  const parse = makeRowReader(LogRow, (row) => row);

  async function history(row: LogRow): Promise<readonly (readonly [number, Uint8Array])[]> {
    const newest = Math.floor(row.cursor / historyBlock);
    const out: (readonly [number, Uint8Array])[] = [];
    for (let block = Math.max(0, newest - keptBlocks); block < newest; block++) {
      const parsed = v.safeParse(LogHistoryRow, await store.fetch(['log-history', row.log, String(block)]));
      if (!parsed.success) continue;
      for (const [i, hash] of parsed.output.hashes.entries()) out.push([parsed.output.from + i, hash]);
    }
    return out;
  }

  const isExpired = (log: LogId): boolean => store.get(['expired', log]) !== undefined;

  return {
    isExpired,
    async load(log, space) {
      const known = states.get(log);
      if (known !== undefined) return known;
      const row = parse(store.get(['log', log]));
      const state = row === undefined ? startLog(log, space) : rowToLog(row, await history(row));
      states.set(log, state);
      return state;
    },
    writesFor(before, next) {
      const writes: StoreWrite[] = [{ key: ['log', next.log], value: logToRow(next, version) }];
      const firstBlock = Math.floor(before.cursor / historyBlock);
      const lastBlock = Math.floor(next.cursor / historyBlock);
      for (let block = firstBlock; block < lastBlock; block++) {
        const from = block * historyBlock + 1;
        const hashes = next.recent.filter(([seq]) => seq >= from && seq < from + historyBlock).map(([, hash]) => hash);
        if (hashes.length === historyBlock)
          writes.push({ key: ['log-history', next.log, String(block)], value: { from, hashes } });
        writes.push({ key: ['log-history', next.log, String(block - keptBlocks)], value: undefined });
      }
      return writes;
    },
    remember(state) {
      const recent = state.recent.length > rememberedHashes ? state.recent.slice(-rememberedHashes) : state.recent;
      states.set(state.log, { ...state, recent });
    },
    ofSpace: (space) =>
      store.all('log').flatMap(({ value }) => {
        const row = parse(value);
        return row?.space === space && !isExpired(row.log) ? [toSummary(row)] : [];
      }),
    stoppedByOthers: () =>
      store.all('log').flatMap(({ value }) => {
        const row = parse(value);
        return row?.stopped !== undefined && row.stoppedBy !== version ? [row.space] : [];
      }),
    summary(log) {
      const row = parse(store.get(['log', log]));
      return row && toSummary(row);
    },
    read: () =>
      store.all('log').flatMap(({ value }) => {
        const row = parse(value);
        return row !== undefined && row.cursor > 0 && !isExpired(row.log) ? [row.log] : [];
      }),
    writtenBy: (devices) =>
      new Set(
        store.all('log').flatMap(({ value }) => {
          const row = parse(value);
          const isWritten = row?.kind === MESSAGE_SEGMENT_KIND && row.authors.some(([device]) => devices.has(device));
          return row !== undefined && isWritten ? [row.space] : [];
        }),
      ),
    forget: () => states.clear(),
  };
}

const toSummary = ({ log, space, kind, segment, cursor, stopped }: LogRow): LogSummary => ({
  log,
  space,
  kind,
  segment,
  cursor,
  stopped,
});
