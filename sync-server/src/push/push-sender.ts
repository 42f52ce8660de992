/**
 * Sends what waits in `push_job` (PUSH-4): looks for due jobs twice a second and when it is woken, a bounded number under way at a time. Any
 * number of processes do so side by side. Time and chance are handed in.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AlarmId } from '@sanad/model/ids';
import type { Database } from '../db/database.ts';
import { serviceOf } from './endpoint.ts';
import { claimJobs, type PushJob } from './job-store.ts';
import { judgeAnswer, type Verdict } from './judge-answer.ts';
import { type PostPush, type PushAnswer, postPush } from './post-push.ts';
import { sealPush } from './seal-push.ts';
import type { NoteRings } from './settle-jobs.ts';
import { createSettleQueue } from './settle-queue.ts';
import type { VapidSigner } from './vapid.ts';

export interface PushSenderDeps {
  readonly database: Database;
  readonly signer: VapidSigner;
  readonly nowMs: () => number;
  /** How the rings of alarms went (PUSH-8). */
  readonly noteRings: NoteRings;
  /** After the commit. */
  readonly onAlarms: (alarms: readonly AlarmId[]) => void;
  readonly onOutcome: (outcome: Verdict['type'], ms: number) => void;
  readonly onError: (error: unknown) => void;
  /** Between two looks; 0: only `tick` sends. */
  readonly pollMs: number;
  readonly post?: PostPush;
  /** 0 … 1. */
  readonly chance?: () => number;
}
export interface PushSender {
  /** A job was written. */
  readonly wake: () => void;
  /** Everything that is due at this time is sent, once. */
  readonly tick: (nowMs: number) => Promise<void>;
  /** Claims nothing more; what is under way has `patienceMs`, and is tried again by another process afterwards. */
  readonly stop: (patienceMs: number) => Promise<void>;
}

const maxSending = 48;
/** Of one push service: one that hangs leaves hands for the others. */
const maxOfService = 36;

export function createPushSender(deps: PushSenderDeps): PushSender {
  const { database, signer, post = postPush, chance = Math.random } = deps;
  const { settle } = createSettleQueue(deps);
  const ending = new AbortController();
  const sending = new Set<Promise<void>>();
  /** How many are under way to each service. */
  const busy = new Map<string, number>();
  let isEnding = false;
  let looking: Promise<unknown> | undefined;
  let isWoken = false;

  const send = async (job: PushJob, claimedAtMs: number): Promise<void> => {
    const startedMs = performance.now();
    const answer = await attempt(job, claimedAtMs);
    const tookMs = performance.now() - startedMs;
    // From the claim on and not by the clock: whoever moves time moves it for the whole attempt.
    const nowMs = claimedAtMs + Math.round(tookMs);
    const verdict = typeof answer === 'string' ? ({ type: answer } as const) : judgeAnswer(answer, job, nowMs, chance());
    const status = typeof answer === 'string' ? undefined : answer.status;
    await settle({ job, status, verdict, nowMs });
    deps.onOutcome(verdict.type, tookMs);
  };
  const attempt = async (job: PushJob, nowMs: number): Promise<PushAnswer | 'expired' | 'refused'> => {
    if (nowMs >= job.untilAtMs) return 'expired';
    const request = job.isWelcome ? sealPush(signer, job, nowMs) : undefined;
    return request === undefined ? 'refused' : post(request, nowMs, ending.signal);
  };

  /** As many as may be claimed, whichever services they are for; and those to which no more may go. */
  const room = (): { readonly free: number; readonly full: readonly string[] } => {
    const open = [...busy.values()].filter((count) => count < maxOfService);
    const full = [...busy].flatMap(([service, count]) => (count < maxOfService ? [] : [service]));
    return { free: Math.min(maxSending - sending.size, maxOfService - Math.max(0, ...open)), full };
  };
  const start = (job: PushJob, nowMs: number): void => {
    const service = serviceOf(job.endpoint);
    busy.set(service, (busy.get(service) ?? 0) + 1);
    const sent: Promise<void> = send(job, nowMs)
      .catch(deps.onError) // its lease runs out
      .finally(() => {
        const wasFull = sending.size === maxSending || busy.get(service) === maxOfService;
        sending.delete(sent);
        const left = (busy.get(service) ?? 1) - 1;
        if (left === 0) busy.delete(service);
        else busy.set(service, left);
        if (wasFull) wake();
      });
    sending.add(sent);
  };

  /** Claims until nothing is due or all hands are full. */
  const look = async (nowMs: number): Promise<number> => {
    let claimed = 0;
    for (;;) {
      const { free, full } = room();
      if (isEnding || free === 0) return claimed;
      const jobs = await claimJobs(database, nowMs, free, full);
      claimed += jobs.length;
      for (const job of jobs) {
        start(job, nowMs);
        await nextTurn(); // sealing takes a millisecond each: others come in between
      }
      if (jobs.length < free) return claimed;
    }
  };
  const wake = (): void => {
    isWoken = true;
    if (looking !== undefined || isEnding || deps.pollMs === 0) return;
    isWoken = false;
    looking = look(deps.nowMs())
      .catch(deps.onError)
      .finally(() => {
        looking = undefined;
        if (isWoken) wake();
      });
  };
  const timer = deps.pollMs > 0 ? setInterval(wake, deps.pollMs).unref() : undefined;

  return {
    wake,
    tick: async (nowMs) => {
      for (;;) {
        await looking;
        const wasSending = sending.size > 0;
        const claimed = await look(nowMs);
        await Promise.all(sending);
        if (claimed === 0 && !wasSending) return;
      }
    },
    stop: async (patienceMs) => {
      isEnding = true;
      clearInterval(timer);
      const impatience = setTimeout(() => ending.abort(), patienceMs);
      await looking;
      while (sending.size > 0) await Promise.all(sending);
      clearTimeout(impatience);
    },
  };
}
