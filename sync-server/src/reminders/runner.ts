/**
 * The clock of reminders (CAL-42): claims what is due and writes its pushes in one transaction. Any process may do it and none does it twice; one that is
 * killed in the middle has sent nothing.
 */
import { bytesToBase64Url } from '@sanad/model/bytes';
import { ok, unwrap } from '@sanad/model/result';
import { createDueClock, type DueClock, type DueClockDeps } from '../alarms/due-clock.ts';
import type { AlarmMetrics } from '../alarms/runner.ts';
import { type Database, transaction } from '../db/database.ts';
import { enqueueWakes, type Wake } from '../push/enqueue-wakes.ts';
import { claimDue, type DueReminder, maxLateMs } from './reminder-store.ts';

const maxClaim = 1000;
const ttlSeconds = 3600;

export interface ReminderClockDeps extends DueClockDeps {
  readonly database: Database;
  readonly metrics: AlarmMetrics;
}

export const createReminderClock = (deps: ReminderClockDeps): DueClock => createDueClock(deps, (nowMs) => runDue(deps, nowMs));

async function runDue({ database, metrics }: ReminderClockDeps, nowMs: number): Promise<void> {
  for (;;) {
    const due = unwrap(
      await transaction<readonly DueReminder[], { readonly type: 'never' }>(database, async (client) => {
        const claimed = await claimDue(client, nowMs, maxClaim);
        const wanted = claimed.filter(({ atMs, isMember }) => isMember && atMs > nowMs - maxLateMs);
        await enqueueWakes(client, wanted.map(toWake), nowMs);
        return ok(claimed);
      }),
    );
    for (const { atMs } of due) metrics.lag(nowMs - atMs);
    metrics.rings(due.length);
    if (due.length < maxClaim) return;
  }
}

const toWake = ({ user, event, atMs, place }: DueReminder): Wake => ({
  ...{ user, kind: 'reminder', event: { key: bytesToBase64Url(event), atMs }, ttlSeconds },
  ...(place === undefined ? {} : { place }),
  topic: `reminder ${bytesToBase64Url(event)}`,
});
