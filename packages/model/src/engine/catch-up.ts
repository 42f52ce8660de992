/**
 * What a device lacks after it was away (SYNC-14, SYNC-17): logs that grew meanwhile, those of spaces that are new to it, and conversations
 * that are to be checked again. Opening the chunks is the business of log-sync.ts.
 */

import * as v from 'valibot';
import { isSpaceId, type SpaceId } from '../ids.ts';
import { Heads, Logs } from '../wire/http.ts';
import type { EngineContext } from './context.ts';
import type { LogStore } from './log-store.ts';
import type { LogSync, LogSyncError } from './log-sync.ts';
import { SyncRow } from './records.ts';
import type { Registers } from './registers.ts';
import type { Spaces } from './spaces.ts';

const parallelPulls = 4;
/** The relay's `since` is a clock, commits are not in its order: asking a little further back costs a few heads. */
const headsOverlapMs = 10 * 60 * 1000;

export interface CatchUp {
  /** All logs that are ahead of this device. */
  pullAll(): Promise<void>;
  /** All logs of spaces that this device did not have, or had lost. */
  pullFresh(): Promise<void>;
  /** SYNC-17: conversations that a person wants checked again, or that another version stopped. */
  recheckAll(): Promise<void>;
}

interface CatchUpParts {
  readonly context: EngineContext;
  readonly spaces: Spaces;
  readonly logs: LogStore;
  readonly logSync: LogSync;
  readonly registers: Registers;
  /** A request can be lost while the socket stands: nothing else would ask again. */
  readonly lost: (error: LogSyncError) => void;
}

export function makeCatchUp({ context, spaces, logs, logSync, registers, lost }: CatchUpParts): CatchUp {
  const { http, store } = context;

  async function pullAll(): Promise<void> {
    const row = v.safeParse(SyncRow, store.get(['sync']));
    const sinceMs = row.success ? Math.max(0, row.output.headsSinceMs - headsOverlapMs) : 0;
    const freshBefore = store.all('fresh');
    const answer = await http.get(`/heads?sinceMs=${sinceMs}`, Heads);
    if (!answer.ok) return lost(answer.error);
    // RESET-7: what no key opens yet comes whole when it is granted.
    const isLocked = (space: SpaceId): boolean => spaces.get(space)?.locked === true;
    const behind = answer.value.logs.filter(({ space, log, seq }) => !isLocked(space) && (logs.summary(log)?.cursor ?? 0) < seq);
    // Newest first: what people look at is there while the rest still comes.
    const queue = behind.reverse().values();
    let complete = true;
    const fresh = new Set<SpaceId>();
    const worker = async (): Promise<void> => {
      for (const { space, log } of queue) {
        const pulled = await logSync.pull(space, log);
        if (pulled.ok) {
          fresh.add(space);
          continue;
        }
        if (pulled.error.type !== 'stopped') complete = false;
        lost(pulled.error);
      }
    };
    await Promise.all(Array.from({ length: parallelPulls }, worker));
    // Only now: a mark up to the newest message would speak for logs that were not pulled yet.
    for (const space of fresh) registers.publishSoon(space, true);
    // The list of everything names the logs of new spaces too.
    const seen = complete && sinceMs === 0 ? freshBefore : [];
    if (complete)
      await store.commit([
        { key: ['sync'], value: { headsSinceMs: answer.value.serverTimeMs, clockOffsetMs: http.clockOffsetMs() ?? 0 } },
        ...seen.map(({ key }) => ({ key, value: undefined })),
      ]);
  }

  async function pullFresh(): Promise<void> {
    for (const { key } of store.all('fresh')) {
      const space = key[1];
      if (!isSpaceId(space)) continue;
      const answer = await http.get(`/spaces/${space}/logs`, Logs);
      if (!answer.ok) {
        lost(answer.error);
        continue;
      }
      let complete = true;
      for (const { log, seq } of [...answer.value.logs].reverse()) {
        const isBehind = (logs.summary(log)?.cursor ?? 0) < seq;
        const pulled = isBehind ? await logSync.pull(space, log) : undefined;
        if (pulled?.ok !== false) continue;
        if (pulled.error.type !== 'stopped') complete = false;
        lost(pulled.error);
      }
      await registers.fetch(space);
      registers.publishSoon(space, true);
      if (complete) await store.commit([{ key, value: undefined }]);
    }
  }

  async function recheckAll(): Promise<void> {
    for (const { key } of store.all('recheck')) {
      const space = key[1];
      if (isSpaceId(space) && (await recheck(space))) await store.commit([{ key, value: undefined }]);
    }
  }
  /** False: the network went first. The wish stays, and is seen to after the next connection. */
  async function recheck(space: SpaceId): Promise<boolean> {
    const epochs = await spaces.syncEpochs(space);
    let isDone = epochs.ok || epochs.error.type !== 'offline';
    for (const { log } of logs.ofSpace(space)) {
      const checked = await logSync.retry(space, log);
      if (!checked.ok && checked.error.type === 'offline') isDone = false;
    }
    if (isDone) registers.publishSoon(space, true);
    return isDone;
  }

  return { pullAll, pullFresh, recheckAll };
}
