/**
 * What an answer does to an alarm (ALARM-5, ALARM-6). Pure. The signature was verified, and `atMs` is the device's clock: it orders the
 * words of one person and nothing else; all times count from when the server heard them.
 */
import { takeBackMs } from '@sanad/model/answers';
import type { UserId } from '@sanad/model/ids';
import { err, ok, type Result } from '@sanad/model/result';
import type { AlarmAnswer } from '@sanad/model/wire/alarm';
import { maxMembers, maxStages, maxStageUsers, maxWordsPerAlarm } from '@sanad/model/wire/limits';
import { type Alarm, changePeople, type Effect, isOver, type Person, ringsOfEach, type Step, standingAnswer } from './alarm.ts';
import { advance, pause, reach, resume, withdraw } from './decide-advance.ts';

const maxAheadMs = 2 * 60_000;
const maxBehindMs = 24 * 3_600_000;
/** Each answer may name somebody: a bound on how far one alarm spreads. */
export const maxPassedOn = 40;
const maxPeople = maxMembers + maxStages * maxStageUsers;

export type AnswerRefusal =
  | 'alarm/over'
  | 'alarm/forbidden'
  /** She changed her word too often. */
  | 'alarm/too-many'
  /** A clock that cannot be. */
  | 'request/malformed';

export interface AnswerFacts {
  /** To whom it is passed on has an account that is active; others are not rung, and the answer stands as a plain `cannot`. */
  readonly mayRing: boolean;
  /** Who answers is a member of the alarm's space. */
  readonly isMember: boolean;
}

export function applyAnswer(
  alarm: Alarm,
  answer: AlarmAnswer,
  { mayRing, isMember }: AnswerFacts,
  nowMs: number,
): Result<Step, AnswerRefusal> {
  const before = alarm.answers.get(answer.user);
  // The same again, from the chunk and from a notification: no news.
  if (before !== undefined && before.atMs === answer.atMs && before.word === answer.word) return ok({ alarm, effects: [] });
  if (answer.atMs > nowMs + maxAheadMs || answer.atMs < alarm.acceptedAtMs - maxBehindMs) return err('request/malformed');
  if (!maySay(alarm, answer, isMember)) return err('alarm/forbidden');
  // What time did until now comes first: an alarm whose last minute has passed is over.
  const { alarm: current, effects } = advance(alarm, nowMs);
  const isOlder = before !== undefined && answer.atMs <= before.atMs;
  if (isOver(current)) {
    const late: Result<Step, AnswerRefusal> = isOlder ? err('alarm/over') : heardLate(current, answer, nowMs);
    return late.ok ? ok(joined(effects, late.value)) : late;
  }
  if (isOlder) return ok({ alarm: current, effects });
  const words = (before?.words ?? 0) + 1;
  if (words > maxWordsPerAlarm && ringsOthers(answer)) return err('alarm/too-many');
  const said = {
    ...withHelper(current, answer.user),
    answers: new Map(current.answers).set(answer.user, { ...answer, receivedAtMs: nowMs, words }),
    changedAtMs: nowMs,
  };
  if (answer.word === 'withdrawn') return ok(joined(effects, withdraw(said, nowMs)));
  const standing = standingAnswer(current, answer.user);
  if (standing === undefined && answer.word === 'none') return ok({ alarm: current, effects });
  if (standing !== undefined && takesBack(standing, answer) && !isInTime(standing, answer)) return err('alarm/over');
  return ok(joined(effects, settle(passedOn(silenced(said, current, answer.user, nowMs), answer, mayRing, nowMs), nowMs)));
}

/** She gave an answer and now there is none of hers, or she cannot after all. */
const takesBack = (standing: AlarmAnswer, { word }: AlarmAnswer): boolean =>
  word === 'none' || (word === 'cannot' && standing.word !== 'cannot');
/** By the clock of who says both: every device that reads them sees the same, however long the second one was on its way. */
const isInTime = (standing: AlarmAnswer, { atMs }: AlarmAnswer): boolean => atMs - standing.atMs <= takeBackMs;

/**
 * ALARM-9: of an alarm that is over two things count for a day. What was taken back in time and heard too late, when everybody had been told that it is
 * answered: it is reported as unanswered. And that somebody sees to it whom nobody had heard in time: the sender is told. It does not ring again.
 */
function heardLate(alarm: Alarm, answer: AlarmAnswer, nowMs: number): Result<Step, AnswerRefusal> {
  const before = alarm.answers.get(answer.user);
  const standing = standingAnswer(alarm, answer.user);
  const isBack = standing !== undefined && takesBack(standing, answer) && isInTime(standing, answer);
  const isHelp = alarm.phase === 'unanswered' && seesToIt(answer);
  if (alarm.phase === 'withdrawn' || !(isBack || isHelp)) return err('alarm/over');
  if (answer.atMs < nowMs - maxBehindMs || nowMs > alarm.changedAtMs + maxBehindMs) return err('alarm/over');
  const words = (before?.words ?? 0) + 1;
  if (words > maxWordsPerAlarm && ringsOthers(answer)) return err('alarm/too-many');
  const left: Alarm = {
    ...withHelper(alarm, answer.user),
    answers: new Map(alarm.answers).set(answer.user, { ...answer, receivedAtMs: nowMs, words }),
    changedAtMs: nowMs,
  };
  if (isHelp) return ok({ alarm: left, effects: [{ type: 'replied' }] });
  if (alarm.phase === 'unanswered') {
    // The sender was told that somebody sees to it, and now nobody does.
    const isHelpGone = seesToIt(standing) && ![...left.answers.keys()].some((user) => seesToIt(standingAnswer(left, user)));
    return ok({ alarm: left, effects: isHelpGone ? [{ type: 'unanswered' }] : [] });
  }
  if (isSatisfied(left)) return ok({ alarm: left, effects: [] });
  return ok({ alarm: { ...left, phase: 'unanswered' }, effects: [{ type: 'unanswered' }] });
}

const joined = (effects: readonly Effect[], step: Step): Step => ({ alarm: step.alarm, effects: [...effects, ...step.effects] });

const seesToIt = (answer: AlarmAnswer | undefined): boolean => answer?.word === 'taken' || answer?.word === 'call';

/** What may make others ring at once: without a bound one person could ring all of them all the time. */
const ringsOthers = ({ word }: AlarmAnswer): boolean => word === 'none' || word === 'cannot';

/**
 * Only the sender withdraws, and another word of hers is refused. Who is asked answers, as long as she may be asked; a member who was not may see to it as
 * well, and has nothing to refuse or to pass on.
 */
function maySay({ sender, people }: Alarm, { user, word }: AlarmAnswer, isMember: boolean): boolean {
  if (word === 'withdrawn') return user === sender;
  return people.get(user)?.isHere === true || (isMember && user !== sender && (word === 'taken' || word === 'call'));
}

/** Whom nothing has rung yet. */
const unreached = {
  isHere: true,
  rings: 0,
  fromMs: undefined,
  lastRingAtMs: undefined,
  nextRingAtMs: undefined,
  push: 'none',
} as const;

/** A member who was not asked and sees to it all the same: as if it had been passed on to her, but nobody rings her. */
function withHelper(alarm: Alarm, user: UserId): Alarm {
  if (alarm.people.has(user) || user === alarm.sender) return alarm;
  const stage = Math.min(...[...alarm.people.values()].map((person) => person.stage));
  return { ...alarm, people: new Map(alarm.people).set(user, { user, stage, isPassed: true, ...unreached }) };
}

/** Whoever answered is not rung; whoever took it back is, for as long as was left. */
function silenced(said: Alarm, before: Alarm, user: UserId, nowMs: number): Alarm {
  const isSilent = standingAnswer(said, user) !== undefined;
  const since = standingAnswer(before, user)?.receivedAtMs ?? nowMs;
  return changePeople(said, (person): Person => {
    if (person.user !== user) return person;
    if (isSilent) return { ...person, nextRingAtMs: undefined };
    if (person.fromMs === undefined || said.phase !== 'ringing') return person;
    return { ...person, fromMs: person.fromMs + (nowMs - since), nextRingAtMs: nowMs };
  });
}

function passedOn(alarm: Alarm, { user, word, to }: AlarmAnswer, mayRing: boolean, nowMs: number): Alarm {
  if (word !== 'cannot' || to === undefined || !mayRing || to === user || to === alarm.sender) return alarm;
  const stage = alarm.people.get(user)?.stage ?? 0;
  const known = alarm.people.get(to);
  if (known === undefined) {
    const passed = [...alarm.people.values()].filter(({ isPassed }) => isPassed).length;
    if (passed >= maxPassedOn || alarm.people.size >= maxPeople) return alarm;
    return { ...alarm, people: new Map(alarm.people).set(to, reach({ user: to, stage, isPassed: true, ...unreached }, nowMs)) };
  }
  if (standingAnswer(alarm, to) !== undefined) return alarm;
  // Who has left is asked again, as somebody outside.
  const isPassed = known.isPassed || known.stage > 0 || !known.isHere;
  const again = { ...known, stage: Math.min(known.stage, stage), isPassed, isHere: true };
  return { ...alarm, people: new Map(alarm.people).set(to, askedAgain(again, alarm, nowMs)) };
}

/** Whoever is rung already is rung now, and no longer for it; nobody is rung for more than twice the time. So the end is not kept away. */
function askedAgain(person: Person, { plan }: Alarm, nowMs: number): Person {
  if (person.fromMs !== undefined && person.nextRingAtMs !== undefined) return { ...person, nextRingAtMs: nowMs };
  return person.rings <= ringsOfEach(plan) ? reach(person, nowMs) : person;
}

function settle(alarm: Alarm, nowMs: number): Step {
  const isDone = isSatisfied(alarm);
  if (alarm.phase === 'ringing' && isDone) return pause(alarm, nowMs);
  if (alarm.phase === 'paused' && isDone)
    return { alarm: changePeople(alarm, (one) => ({ ...one, nextRingAtMs: undefined })), effects: [] };
  return advance(alarm.phase === 'paused' ? resume(alarm, nowMs) : alarm, nowMs);
}

const takes = (alarm: Alarm, user: UserId): boolean => {
  const word = standingAnswer(alarm, user)?.word;
  return word === 'taken' || word === 'call';
};

function isSatisfied(alarm: Alarm): boolean {
  const people = [...alarm.people.values()];
  if (alarm.plan.need === 'one') return people.some(({ user }) => takes(alarm, user));
  const isCovered = people.some(({ user, stage, isPassed }) => (stage > 0 || isPassed) && takes(alarm, user));
  // When all have left nobody has answered.
  if (!people.some(({ user }) => takes(alarm, user))) return false;
  return people
    .filter(({ stage, isPassed, isHere }) => stage === 0 && !isPassed && isHere)
    .every(({ user }) => {
      const standing = standingAnswer(alarm, user);
      if (standing === undefined) return false;
      if (standing.word !== 'cannot') return true;
      return isCovered || (standing.to !== undefined && takes(alarm, standing.to));
    });
}
