/**
 * Group commit (LOG-14): appends that arrive within ~2 ms, or while the previous batch is being written, share one transaction. One batch
 * at a time per process keeps a device's appends in order. Appends of a space where an epoch record is just being written are retried on
 * the side, without holding up the others; what follows them in the same space waits behind them.
 */
import type { SpaceId } from '@sanad/model/ids';
import type { ErrorCode } from '@sanad/model/wire/error-code';
import type { StoredNotices } from '../alarms/notices.ts';
import { isUnavailable } from '../db/database.ts';
import { appendBatch, type BatchDeps, type BatchResult } from './append-batch.ts';
import type { AppendOutcome, AppendRequest, StoredChunk } from './append-types.ts';

const gatherMs = 2;
const maxBatchAppends = 400;
const maxBatchBytes = 4 * 1024 * 1024;

export interface AppendQueueDeps extends BatchDeps {
  /** After commit, in order of commit. */
  readonly onStored: (stored: readonly StoredChunk[]) => void;
  /** After commit, when an alarm started or changed. */
  readonly onAlarms: (notices: StoredNotices) => void;
  readonly onBatch: (count: number, bytes: number, ms: number) => void;
  readonly onError: (error: unknown) => void;
}
export interface AppendQueue {
  /** Never rejects; a lost database is `server/unavailable`. Resolves after commit. */
  readonly append: (request: AppendRequest) => Promise<AppendOutcome>;
  /** Until everything accepted so far is answered. */
  readonly drain: () => Promise<void>;
}
interface Waiting {
  readonly request: AppendRequest;
  readonly answer: (outcome: AppendOutcome) => void;
}

export function createAppendQueue(deps: AppendQueueDeps): AppendQueue {
  let waiting: Waiting[] = [];
  let running: Promise<void> | undefined;
  let lastCount = 0;
  const besides = new Map<SpaceId, Promise<void>>();
  const behind = new Map<SpaceId, Waiting[]>();

  const start = (): void => {
    running ??= run().finally(() => {
      running = undefined;
      if (waiting.length > 0) start();
    });
  };
  const run = async (): Promise<void> => {
    // Alone on a quiet server an append need not wait for company.
    await new Promise<void>((done) => (lastCount > 1 ? setTimeout(done, gatherMs) : setImmediate(done)));
    while (waiting.length > 0) {
      const batch = take();
      lastCount = batch.length;
      const blocked = await commit(batch, false);
      for (const [space, list] of blocked) retryBeside(space, list);
    }
  };
  const take = (): readonly Waiting[] => {
    let bytes = 0;
    let count = 0;
    for (const { request } of waiting) {
      bytes += request.bytes.length;
      if (count > 0 && (count >= maxBatchAppends || bytes > maxBatchBytes)) break;
      count += 1;
    }
    const batch = waiting.slice(0, count);
    waiting = waiting.slice(count);
    return batch;
  };

  /** Answers all but the blocked ones, which it returns by space. */
  const commit = async (batch: readonly Waiting[], wait: boolean): Promise<ReadonlyMap<SpaceId, Waiting[]>> => {
    const blocked = new Map<SpaceId, Waiting[]>();
    const startedMs = performance.now();
    let result: BatchResult;
    try {
      result = await appendBatch(
        deps,
        batch.map(({ request }) => request),
        wait,
      );
    } catch (error) {
      deps.onError(error);
      const code: ErrorCode = isUnavailable(error) ? 'server/unavailable' : 'server/defect';
      for (const { answer } of batch) answer({ type: 'refused', code });
      return blocked;
    }
    for (const [index, item] of batch.entries()) {
      const outcome = result.outcomes[index];
      if (outcome === undefined || outcome.type === 'blocked') {
        blocked.set(item.request.space, [...(blocked.get(item.request.space) ?? []), item]);
      } else item.answer(outcome);
    }
    const bytes = result.stored.reduce((sum, { request }) => sum + request.bytes.length, 0);
    deps.onBatch(result.stored.length, bytes, performance.now() - startedMs);
    deps.onStored(result.stored);
    const { notices } = result;
    if (notices.hasNewAlarms || notices.changed.length > 0) deps.onAlarms(notices);
    return blocked;
  };

  const retryBeside = (space: SpaceId, list: readonly Waiting[]): void => {
    behind.set(
      space,
      waiting.filter(({ request }) => request.space === space),
    );
    waiting = waiting.filter(({ request }) => request.space !== space);
    const done = commit(list, true).then(() => {
      besides.delete(space);
      waiting.push(...(behind.get(space) ?? []));
      behind.delete(space);
      if (waiting.length > 0) start();
    });
    besides.set(space, done);
  };

  return {
    append: (request) =>
      new Promise((answer) => {
        const item = { request, answer };
        const queue = behind.get(request.space);
        if (queue === undefined) {
          waiting.push(item);
          start();
        } else queue.push(item);
      }),
    drain: async () => {
      while (running !== undefined || besides.size > 0) await Promise.all([running, ...besides.values()]);
    },
  };
}
