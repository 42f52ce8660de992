/**
 * The clock of alarms (ALARM-4): claims what is due, a bounded number at a time, moves it on and writes its pushes in one transaction, then
 * tells. Any process may do it and none does it twice; a process that is killed in the middle has done nothing. Time is handed in: `tick`
 * is all there is, the timer only calls it.
 */
import type { AlarmId } from '@sanad/model/ids';
import { ok, unwrap } from '@sanad/model/result';
import { type Database, transaction } from '../db/database.ts';
import type { Alarm, Step } from './alarm.ts';
import { claimDue } from './alarm-store.ts';
import { commitSteps } from './commit-steps.ts';
import { advance, dueAtMs } from './decide-advance.ts';
import { createDueClock, type DueClock } from './due-clock.ts';

const maxClaim = 400;

export interface AlarmMetrics {
  readonly rings: (count: number) => void;
  /** How late something happened. */
  readonly lag: (ms: number) => void;
}
export interface AlarmRunnerDeps {
  readonly database: Database;
  readonly nowMs: () => number;
  /** Between two looks for what is due; 0: only when something was stored or `tick` is called. */
  readonly pollMs: number;
  readonly tell: (ids: readonly AlarmId[]) => void;
  readonly metrics: AlarmMetrics;
  readonly onError: (error: unknown) => void;
}
export type AlarmRunner = DueClock;

export const createAlarmRunner = (deps: AlarmRunnerDeps): AlarmRunner => createDueClock(deps, (nowMs) => runDue(deps, nowMs));

async function runDue(deps: AlarmRunnerDeps, nowMs: number): Promise<void> {
  for (;;) {
    const claimed = unwrap(
      await transaction<readonly { readonly before: Alarm; readonly step: Step }[], { readonly type: 'never' }>(
        deps.database,
        async (client) => {
          const alarms = await claimDue(client, nowMs, maxClaim);
          const steps = alarms.map((before) => ({ before, step: advance(before, nowMs) }));
          await commitSteps(client, steps, nowMs);
          return ok(steps);
        },
      ),
    );
    for (const { before, step } of claimed) note(deps.metrics, before, step, nowMs);
    deps.tell(claimed.map(({ before }) => before.id));
    if (claimed.length < maxClaim) return;
  }
}

function note(metrics: AlarmMetrics, before: Alarm, { effects }: Step, nowMs: number): void {
  metrics.lag(Math.max(0, nowMs - (dueAtMs(before) ?? nowMs)));
  metrics.rings(effects.filter(({ type }) => type === 'ring').length);
}
