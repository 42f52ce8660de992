/**
 * What became of some attempts, in one transaction (PUSH-4, PUSH-8). Order of locks: subscriptions, jobs, alarms, and the subscriptions' end
 * last, so that whoever holds alarms and writes jobs is not waited for in a circle.
 */
import type { AlarmId, UserId } from '@sanad/model/ids';
import { ok, unwrap } from '@sanad/model/result';
import { type Database, type Queryable, transaction } from '../db/database.ts';
import { dropJobs, finishJobs, isCurrentEndpoint, noteAnswers, type PushJob, putOff } from './job-store.ts';
import type { Verdict } from './judge-answer.ts';
import { removeSubscription } from './subscription-store.ts';

export interface RingResult {
  readonly alarm: AlarmId;
  readonly user: UserId;
  /** Of one device of hers. `failed`: for good; what is tried again has no result yet. */
  readonly result: 'sent' | 'failed';
}
/** Called after the jobs were removed, in their transaction; the alarms that changed. */
export type NoteRings = (client: Queryable, results: readonly RingResult[], nowMs: number) => Promise<readonly AlarmId[]>;

export interface Settled {
  readonly job: PushJob;
  readonly verdict: Verdict;
  /** Of the push service; `undefined`: it was not asked. */
  readonly status: number | undefined;
  readonly nowMs: number;
}

/** The alarms that changed. */
export async function settleJobs(
  database: Database,
  settled: readonly Settled[],
  noteRings: NoteRings,
): Promise<readonly AlarmId[]> {
  return unwrap(
    await transaction<readonly AlarmId[], { readonly type: 'never' }>(database, async (client) =>
      ok(await settle(client, settled, noteRings)),
    ),
  );
}

async function settle(client: Queryable, settled: readonly Settled[], noteRings: NoteRings): Promise<readonly AlarmId[]> {
  await noteAnswers(client, settled);
  const again = settled.flatMap(({ job, verdict }) => (verdict.type === 'again' ? [{ job, atMs: verdict.atMs }] : []));
  const over = settled.filter(({ verdict: { type } }) => type !== 'again' && type !== 'gone');
  await putOff(client, again);
  const finished = await finishJobs(
    client,
    over.map(({ job }) => job),
  );
  const rings: RingResult[] = over.flatMap(({ job: { id, alarm, user }, verdict }) =>
    alarm === undefined || !finished.has(id) ? [] : [{ alarm, user, result: verdict.type === 'taken' ? 'sent' : 'failed' }],
  );
  const ended = await endGone(
    client,
    settled.filter(({ verdict }) => verdict.type === 'gone'),
    rings,
  );
  const nowMs = Math.max(...settled.map((one) => one.nowMs));
  const changed = rings.length === 0 ? [] : await noteRings(client, rings, nowMs);
  for (const device of ended) await removeSubscription(client, device);
  return changed;
}

/** Adds to `rings` what waited for these devices. The devices whose subscriptions end. */
async function endGone(client: Queryable, gone: readonly Settled[], rings: RingResult[]): Promise<ReadonlySet<number>> {
  const ended = new Set<number>();
  for (const { job, nowMs } of gone) {
    if (!(await isCurrentEndpoint(client, job))) {
      await putOff(client, [{ job, atMs: nowMs }]); // the device has another one by now
      continue;
    }
    ended.add(job.deviceKey);
    for (const alarm of new Set(await dropJobs(client, job.deviceKey))) rings.push({ alarm, user: job.user, result: 'failed' });
  }
  return ended;
}
