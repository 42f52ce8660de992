/**
 * What the passing of time does to an alarm (ALARM-2, ALARM-3, ALARM-9). Pure: state and time in, state and effects out. After a step
 * the alarm is over, or `dueAtMs` lies in the future: there is no state in which an alarm waits for nothing.
 */
import { takeBackMs } from '@sanad/model/answers';
import type { UserId } from '@sanad/model/ids';
import { type Alarm, changePeople, type Effect, isOver, isWaitedFor, type Person, type Step, standingAnswer } from './alarm.ts';

export function advance(alarm: Alarm, nowMs: number): Step {
  if (isOver(alarm)) return { alarm, effects: [] };
  if (alarm.phase === 'paused') {
    // Everybody was told when it began to rest.
    return (alarm.pausedUntilMs ?? 0) <= nowMs ? { alarm: ended(alarm, 'answered', nowMs), effects: [] } : { alarm, effects: [] };
  }
  return advanceRinging(silencedLeavers(takenTurns(alarm, nowMs)), nowMs);
}

function advanceRinging(alarm: Alarm, nowMs: number): Step {
  const nextAtMs = nextStageAtMs(alarm);
  const isLeftAlone = ![...alarm.people.values()].some((person) => isWaitedFor(alarm, person));
  if (nextAtMs !== undefined && (isLeftAlone || nextAtMs <= nowMs)) {
    const rest = advance(beginStage(alarm, nowMs), nowMs);
    return { alarm: rest.alarm, effects: [{ type: 'late' }, ...rest.effects] };
  }
  if (nextAtMs === undefined && (isLeftAlone || ringsEndAtMs(alarm) <= nowMs)) {
    return { alarm: ended(alarm, 'unanswered', nowMs), effects: [{ type: 'unanswered' }, handled(alarm, [])] };
  }
  return ring(alarm, nowMs);
}

/**
 * ALARM-11: whose time has come takes the turn of who was asked until then, and is rung at once if her stage was reached. Nobody waits for who was relieved;
 * what she said stands. Of turns that were missed (a message that was written offline, a server that was away) the newest counts.
 */
function takenTurns(alarm: Alarm, nowMs: number): Alarm {
  const [turn, ...turns] = alarm.plan.turns;
  if (turn === undefined || turn.atMs > nowMs) return alarm;
  const joins = new Set(turn.users);
  const relieves = new Set(turn.relieves.filter((user) => !joins.has(user)));
  const stages = alarm.plan.stages.map((stage, at) =>
    at + 1 === turn.stage
      ? { ...stage, users: [...new Set([...stage.users.filter((user) => !relieves.has(user)), ...turn.users])] }
      : stage,
  );
  const next: Alarm = { ...alarm, plan: { ...alarm.plan, stages, turns }, changedAtMs: nowMs };
  const handed = changePeople(next, (person): Person => {
    if (relieves.has(person.user) && person.stage === turn.stage)
      return { ...person, fromMs: undefined, nextRingAtMs: undefined };
    const isReached = joins.has(person.user) && turn.stage <= alarm.stage && standingAnswer(alarm, person.user) === undefined;
    return isReached && person.fromMs === undefined ? reach(person, nowMs) : person;
  });
  return takenTurns(handed, nowMs);
}

/** Whoever may not be asked any more rings no more. */
function silencedLeavers(alarm: Alarm): Alarm {
  const isRung = ({ isHere, nextRingAtMs }: Person): boolean => !isHere && nextRingAtMs !== undefined;
  if (![...alarm.people.values()].some(isRung)) return alarm;
  return changePeople(alarm, (person) => (isRung(person) ? { ...person, nextRingAtMs: undefined } : person));
}

/** When `advance` has something to do next; undefined: it is over. */
export function dueAtMs(alarm: Alarm): number | undefined {
  if (isOver(alarm)) return undefined;
  if (alarm.phase === 'paused') return alarm.pausedUntilMs ?? alarm.changedAtMs;
  const rings = [...alarm.people.values()].flatMap(({ nextRingAtMs }) => nextRingAtMs ?? []);
  rings.push(...alarm.plan.turns.slice(0, 1).map(({ atMs }) => atMs));
  return rings.reduce((least, one) => Math.min(least, one), nextStageAtMs(alarm) ?? ringsEndAtMs(alarm));
}

/** When the next stage begins, or the alarm ends unanswered. */
export const turnAtMs = (alarm: Alarm): number | undefined => {
  if (isOver(alarm)) return undefined;
  if (alarm.phase === 'paused') return alarm.pausedUntilMs;
  return nextStageAtMs(alarm) ?? lastTurnAtMs(alarm);
};

function nextStageAtMs({ plan, stage, acceptedAtMs }: Alarm): number | undefined {
  const next = plan.stages[stage];
  return next === undefined ? undefined : acceptedAtMs + next.afterMs;
}

/** One interval after the last ring of whoever is waited for; never while a ring is still to come. */
function ringsEndAtMs(alarm: Alarm): number {
  const ends = [...alarm.people.values()]
    .filter((person) => isWaitedFor(alarm, person))
    .map(({ nextRingAtMs, lastRingAtMs }) =>
      nextRingAtMs === undefined ? (lastRingAtMs ?? alarm.acceptedAtMs) + alarm.plan.everyMs : Number.POSITIVE_INFINITY,
    );
  return ends.reduce((most, one) => Math.max(most, one), alarm.acceptedAtMs);
}

/** The same as it is foreseen: rings that are to come counted in. */
function lastTurnAtMs(alarm: Alarm): number {
  const { everyMs, forMs } = alarm.plan;
  const ends = [...alarm.people.values()]
    .filter((person) => isWaitedFor(alarm, person))
    .map(({ fromMs = alarm.acceptedAtMs, nextRingAtMs, lastRingAtMs = fromMs }) => {
      const last = nextRingAtMs === undefined ? lastRingAtMs : nextRingAtMs + slotsUntil(fromMs + forMs - nextRingAtMs, everyMs);
      return last + everyMs;
    });
  return ends.reduce((most, one) => Math.max(most, one), alarm.acceptedAtMs);
}
const slotsUntil = (leftMs: number, everyMs: number): number => Math.max(0, Math.floor(leftMs / everyMs)) * everyMs;

function beginStage(alarm: Alarm, nowMs: number): Alarm {
  const users = new Set<UserId>(alarm.plan.stages[alarm.stage]?.users);
  const reached = changePeople(alarm, (person) => (users.has(person.user) ? reach(person, nowMs) : person));
  const silent = changePeople(reached, (person) =>
    isWaitedFor(reached, person) ? person : { ...person, nextRingAtMs: undefined },
  );
  return { ...silent, stage: alarm.stage + 1, changedAtMs: nowMs };
}

/** She is rung at once, and for the whole time from now on. */
export const reach = (person: Person, nowMs: number): Person => ({ ...person, fromMs: nowMs, nextRingAtMs: nowMs });

function ring(alarm: Alarm, nowMs: number): Step {
  const effects: Effect[] = [];
  const rung = changePeople(alarm, (person) => {
    const { nextRingAtMs, fromMs } = person;
    if (nextRingAtMs === undefined || nextRingAtMs > nowMs || fromMs === undefined) return person;
    effects.push({ type: 'ring', user: person.user, ring: person.rings + 1 });
    return { ...person, rings: person.rings + 1, lastRingAtMs: nowMs, nextRingAtMs: after(nextRingAtMs, fromMs, alarm, nowMs) };
  });
  return effects.length === 0 ? { alarm, effects } : { alarm: { ...rung, changedAtMs: nowMs }, effects };
}

/** A little late, the next one keeps to the plan; very late (the server was away), it comes a whole interval from now. */
function after(plannedMs: number, fromMs: number, { plan }: Alarm, nowMs: number): number | undefined {
  const next = nowMs - plannedMs < plan.everyMs / 2 ? plannedMs + plan.everyMs : nowMs + plan.everyMs;
  return next <= fromMs + plan.forMs ? next : undefined;
}

/** Answered, and may still be taken back: nobody is rung meanwhile. Who was rung is told, and the sender. */
export function pause(alarm: Alarm, nowMs: number): Step {
  const resting: Alarm = {
    ...changePeople(alarm, (person) => ({ ...person, nextRingAtMs: undefined })),
    phase: 'paused',
    pausedUntilMs: nowMs + takeBackMs,
    changedAtMs: nowMs,
  };
  return { alarm: resting, effects: [handled(alarm, [alarm.sender])] };
}

/** It was taken back: whoever is waited for is rung at once, and for as long as was left. */
export function resume(alarm: Alarm, nowMs: number): Alarm {
  const restedMs = Math.max(0, nowMs - ((alarm.pausedUntilMs ?? nowMs) - takeBackMs));
  const again = changePeople(alarm, (person) =>
    isWaitedFor(alarm, person) ? { ...person, fromMs: (person.fromMs ?? nowMs) + restedMs, nextRingAtMs: nowMs } : person,
  );
  return { ...again, phase: 'ringing', pausedUntilMs: undefined, changedAtMs: nowMs };
}

export function withdraw(alarm: Alarm, nowMs: number): Step {
  const effects = alarm.phase === 'paused' ? [] : [handled(alarm, [])];
  return { alarm: ended(alarm, 'withdrawn', nowMs), effects };
}

const ended = (alarm: Alarm, phase: 'answered' | 'unanswered' | 'withdrawn', nowMs: number): Alarm => ({
  ...changePeople(alarm, (person) => ({ ...person, nextRingAtMs: undefined })),
  phase,
  pausedUntilMs: undefined,
  changedAtMs: nowMs,
});

const handled = ({ people }: Alarm, besides: readonly UserId[]): Effect => ({
  type: 'handled',
  users: [...[...people.values()].filter(({ rings }) => rings > 0).map(({ user }) => user), ...besides],
});
