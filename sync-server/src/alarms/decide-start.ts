/** Whether an alarm may start, and what it is then (ALARM-1, ALARM-10, NOTICE-2). Pure: facts of the transaction in, a refusal or an alarm out. */
import type { UserId } from '@sanad/model/ids';
import type { AlarmPlan } from '@sanad/model/wire/alarm';
import { maxAlarmsPerHour, maxOpenAlarms, maxPlannedRings } from '@sanad/model/wire/limits';
import { type Alarm, type Person, ringsOfEach } from './alarm.ts';

export interface SenderLoad {
  /** Alarms of hers that are not over. */
  readonly open: number;
  /** Those that she started within the last hour. */
  readonly recent: number;
  /** That the plans of all these foresee. */
  readonly rings: number;
}
export const noLoad: SenderLoad = { open: 0, recent: 0, rings: 0 };
export type StartRefusal = 'alarm/recipient' | 'alarm/too-many';

export function judgePlan(
  plan: AlarmPlan,
  sender: UserId,
  members: ReadonlySet<UserId>,
  load: SenderLoad,
): StartRefusal | undefined {
  const { open, recent, rings } = withPlan(load, plan, sender, members);
  if (open > maxOpenAlarms || recent > maxAlarmsPerHour || rings > maxPlannedRings) return 'alarm/too-many';
  const asked = askedFirst(plan, sender, members);
  if (asked.length === 0 || asked.some((user) => user === sender || !members.has(user))) return 'alarm/recipient';
  return undefined;
}

const askedFirst = ({ first }: AlarmPlan, sender: UserId, members: ReadonlySet<UserId>): readonly UserId[] =>
  first ?? [...members].filter((user) => user !== sender);

/** With one more. A short plan for many and a long one for few cost others the same. */
export function withPlan(
  { open, recent, rings }: SenderLoad,
  plan: AlarmPlan,
  sender: UserId,
  members: ReadonlySet<UserId>,
): SenderLoad {
  const later = [...plan.stages, ...(plan.turns ?? [])].flatMap(({ users }) => users);
  const people = new Set([...askedFirst(plan, sender, members), ...later]);
  return { open: open + 1, recent: recent + 1, rings: rings + people.size * ringsOfEach(plan) };
}

/** Whoever has no active account is left out of stages and report: a colleague who left does not keep an urgent message back. */
export function startAlarm(
  plan: AlarmPlan,
  where: Pick<Alarm, 'space' | 'log' | 'seq' | 'sender'>,
  members: ReadonlySet<UserId>,
  active: ReadonlySet<UserId>,
  nowMs: number,
): Alarm {
  const { id, need, everyMs, forMs } = plan;
  const { sender } = where;
  const mayAsk = (user: UserId): boolean => user !== sender && active.has(user);
  const first = new Set(askedFirst(plan, sender, members));
  const stages = plan.stages.map(({ afterMs, users }) => ({ afterMs, users: [...new Set(users)].filter(mayAsk) }));
  const report = [...new Set(plan.report)].filter(mayAsk);
  const turns = (plan.turns ?? []).map((turn) => ({ ...turn, users: [...new Set(turn.users)].filter(mayAsk) }));
  const people = new Map<UserId, Person>();
  const add = (user: UserId, stage: number, atMs: number | undefined, isPassed = false): void => {
    if (people.has(user)) return; // the earliest place counts
    people.set(user, {
      user,
      stage,
      isPassed,
      isHere: true,
      rings: 0,
      fromMs: atMs,
      lastRingAtMs: undefined,
      nextRingAtMs: atMs,
      push: 'none',
    });
  };
  for (const user of first) add(user, 0, nowMs);
  for (const [at, { users }] of stages.entries()) for (const user of users) add(user, at + 1, undefined);
  for (const { stage, users } of turns) for (const user of users) add(user, stage, undefined, stage === 0);
  return {
    ...where,
    id,
    plan: { need, everyMs, forMs, stages, report, turns },
    asked: first.size,
    phase: 'ringing',
    stage: 0,
    acceptedAtMs: nowMs,
    changedAtMs: nowMs,
    pausedUntilMs: undefined,
    people,
    answers: new Map(),
  };
}
