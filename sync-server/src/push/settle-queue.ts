/** Answers of push services are written in groups: what came while one group is written makes the next one. */
import type { AlarmId } from '@sanad/model/ids';
import { type Database, isUnavailable } from '../db/database.ts';
import { type NoteRings, type Settled, settleJobs } from './settle-jobs.ts';

export interface SettleQueueDeps {
  readonly database: Database;
  readonly noteRings: NoteRings;
  /** After the commit. */
  readonly onAlarms: (alarms: readonly AlarmId[]) => void;
}
export interface SettleQueue {
  /** Rejects when it could not be written: the lease of its job runs out. */
  readonly settle: (settled: Settled) => Promise<void>;
}

const maxBatch = 100;
const tries = 3;

export function createSettleQueue({ database, noteRings, onAlarms }: SettleQueueDeps): SettleQueue {
  let waiting: { readonly settled: Settled; readonly done: () => void; readonly fail: (error: unknown) => void }[] = [];
  let isRunning = false;

  const write = async (batch: readonly Settled[], left: number): Promise<void> => {
    try {
      const alarms = await settleJobs(database, batch, noteRings);
      if (alarms.length > 0) onAlarms(alarms);
    } catch (error) {
      if (left === 0 || !isUnavailable(error)) throw error;
      await write(batch, left - 1); // two transactions that waited for one another
    }
  };
  const run = async (): Promise<void> => {
    isRunning = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, maxBatch);
      waiting = waiting.slice(maxBatch);
      try {
        await write(
          batch.map(({ settled }) => settled),
          tries - 1,
        );
        for (const { done } of batch) done();
      } catch (error) {
        for (const { fail } of batch) fail(error);
      }
    }
    isRunning = false;
  };
  return {
    settle: (settled) =>
      new Promise((done, fail) => {
        waiting.push({ settled, done, fail });
        if (!isRunning) run().catch(fail);
      }),
  };
}
