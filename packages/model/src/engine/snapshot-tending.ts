/** When a log gets its next snapshot (SNAP-2): some time after it was read or written to, if it is still worth it then. */
import type { LogId } from '../ids.ts';
import type { LogState } from '../sync/log-state.ts';
import type { EngineContext } from './context.ts';
import type { Documents } from './documents.ts';
import type { LogStore } from './log-store.ts';
import type { Serial } from './serial.ts';
import { maxSnapshotDelayMs, type Snapshots } from './snapshots.ts';

export interface SnapshotTending {
  /** What the newest snapshot of a log covers, as far as the relay told. */
  covered(log: LogId, covers: number): void;
  soon(state: LogState, isAttested: boolean): void;
  /** Forgets what was planned. */
  stop(): void;
}
export interface SnapshotTendingParts {
  readonly context: Pick<EngineContext, 'deps' | 'activity'>;
  readonly logs: Pick<LogStore, 'load'>;
  readonly documents: Pick<Documents, 'open'>;
  readonly snapshots: Pick<Snapshots, 'isDue' | 'tend'>;
  readonly serial: Serial;
}

export function makeSnapshotTending({ context, logs, documents, snapshots, serial }: SnapshotTendingParts): SnapshotTending {
  const planned = new Map<LogId, () => void>();
  const covered = new Map<LogId, number>();

  return {
    covered: (log, covers) => void covered.set(log, covers),
    soon(state, isAttested) {
      const isDue = snapshots.isDue(state, covered.get(state.log) ?? 0);
      if (planned.has(state.log) || (!isDue && isAttested)) return;
      const tend = async (): Promise<void> => {
        const covers = await snapshots.tend(await logs.load(state.log, state.space), await documents.open(state.log));
        if (covers !== undefined) covered.set(state.log, covers);
      };
      const cancel = context.deps.clock.schedule(context.deps.random() * maxSnapshotDelayMs, () => {
        planned.delete(state.log);
        void context.activity.track(serial(state.log, tend));
      });
      planned.set(state.log, cancel);
    },
    stop() {
      for (const cancel of planned.values()) cancel();
      planned.clear();
    },
  };
}
