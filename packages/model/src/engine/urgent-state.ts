/**
 * One urgent message as it stands (URGENT-3 … URGENT-6), from three sources: its plan, what people said in the document, what the relay tells.
 * Pure. Words of people count wherever they came from, each with its signature checked before; of the relay alone are rings and ends.
 */
import { takeBackMs } from '../answers.ts';
import type { UserId } from '../ids.ts';
import type { AlarmState } from '../wire/alarm.ts';
import type { UrgentAnswer, UrgentPhase, UrgentRow } from './api-urgent.ts';
import { planOf, type Said, type UrgentFacts } from './urgent-facts.ts';
import { leavesUntilMs } from './urgent-plan.ts';
import { isRelieved, usersAt } from './urgent-turns.ts';

export interface UrgentSurroundings {
  readonly me: UserId;
  /** Members of the conversation. */
  readonly members: readonly UserId[];
  readonly alarm: AlarmState | undefined;
  readonly nowMs: number;
  /** It has not left this device; `expired`: it was too old to leave by itself. */
  readonly waiting: 'waiting' | 'expired' | undefined;
}

/** The relay tells its sender of an alarm at once: without a word of it nobody was rung (nobody is left, or it left too late). */
const unheardMs = 2 * 60_000;
/** A relay that told of it once and says no more does not keep it open for ever. */
const openForMs = 24 * 3_600_000;
/** Without a word of the relay it is over when its plan is: nobody was rung, or it asks others, and only those are told how it ended. */
const plannedMs = (plan: UrgentFacts['plan']): number =>
  plan === undefined ? openForMs : (plan.stages.at(-1)?.afterMs ?? 0) + plan.forMs + plan.everyMs + unheardMs;

export function urgentRow(facts: UrgentFacts, around: UrgentSurroundings): UrgentRow {
  const { plan, author, overrated } = facts;
  const { me, members, alarm, nowMs } = around;
  const everybody = members.filter((user) => user !== author);
  // Whoever left the conversation is asked no more. Without its members, as in a copy, everybody counts as there.
  const isHere = (user: UserId): boolean => plan?.standBy === true || members.length === 0 || members.includes(user);
  const turns = plan?.turns ?? [];
  // ALARM-11: what was handed over while it rang; afterwards it stays as it was.
  const handedMs = alarm === undefined || alarm.phase === 'ringing' ? nowMs : alarm.changedAtMs;
  const begun = plan?.standBy ? [] : (plan?.first?.filter(isHere) ?? everybody);
  const asked = plan?.standBy ? [] : usersAt(0, begun, turns, handedMs).filter((user) => user !== author);
  // A copy does not say who is in the conversation of the original: the relay does.
  const first = plan?.standBy ? (plan.first ?? firstOf(alarm)) : asked;
  const acceptedAtMs = alarm?.acceptedAtMs ?? facts.sentAtMs;
  const stages = (plan?.stages ?? []).map((one, at) => ({ ...one, users: usersAt(at + 1, one.users, turns, handedMs) }));
  // A copy is for who has it, whatever its plan says of her. Who was asked for a while may answer.
  const concerned = [
    ...[...(plan?.first ?? first), ...(plan?.standBy ? everybody : [])],
    ...[...(plan?.stages ?? []), ...turns].flatMap(({ users }) => users),
  ];
  const said = newestOf(facts, alarm, concerned, members);
  const withdrawn = said.find(({ word, user }) => word === 'withdrawn' && (user === author || user === alarm?.sender));
  const stage = reachedStage(stages, alarm, acceptedAtMs, nowMs);
  const escalatedTo = around.waiting === undefined ? stages.slice(0, stage).flatMap(({ users }) => users) : [];
  const passedTo = said.flatMap(({ word, to }) => (word === 'cannot' && to !== undefined ? [to] : []));
  const mine = alarm?.people.find(({ user }) => user === me);
  const taking = turns.filter(({ stage: of, atMs }) => of === 0 && atMs <= handedMs && around.waiting === undefined);
  const isOff = isRelieved(me, turns, handedMs) && !passedTo.includes(me);
  const askedNow = new Set([...asked, ...escalatedTo, ...passedTo, ...taking.flatMap(({ users }) => users)]);
  if (isOff) askedNow.delete(me);
  const answers = answersOf(facts, said, new Set([...askedNow, ...begun]), me, nowMs);
  const helpful = answers.filter(({ word }) => word !== 'cannot');
  const answeredUsers = new Set(helpful.map(({ user }) => user));
  const isAnswered = isEnough(plan?.need ?? 'one', first, plan?.first ?? first, answers);
  const isUnheard =
    author === me &&
    alarm === undefined &&
    plan !== undefined &&
    nowMs > leavesUntilMs(facts.sentAtMs, planOf(facts)) + unheardMs;
  const isWithdrawn = withdrawn !== undefined || facts.recalled;
  // Whoever is rung is asked, whatever this device knows of who passed it on.
  const hasLeft = !isHere(me) && (plan?.first?.includes(me) ?? mine?.stage === 0);
  const isMyTurn = !hasLeft && !isOff && (askedNow.has(me) || (mine?.rings ?? 0) > 0);
  const myTurn = turns.find(({ users, atMs }) => atMs > handedMs && users.includes(me));
  const silentEndAtMs = acceptedAtMs + (alarm === undefined ? plannedMs(plan) : openForMs);
  const phase = phaseOf(around, { isWithdrawn, isAnswered, isUnheard, silentEndAtMs });
  const isHers = author !== me && !hasLeft && (isMyTurn || members.includes(me));
  const isHeardLate = phase === 'unanswered' && nowMs < (alarm?.changedAtMs ?? silentEndAtMs) + openForMs;
  const next = phase === 'ringing' ? stages[stage] : undefined;
  return {
    phase,
    need: plan?.need ?? 'one',
    asked,
    answers,
    roles: plan?.roles ?? [],
    answered: asked.filter((user) => answeredUsers.has(user)).length,
    owed: author !== me && phase === 'ringing' && isMyTurn && !answers.some(({ user }) => user === me),
    canStillAnswer: isHers && isHeardLate && !helpful.some(({ user }) => user === me),
    standBy:
      phase === 'ringing' &&
      author !== me &&
      !isMyTurn &&
      (myTurn !== undefined || (!isOff && stages.some(({ users }) => users.includes(me)))),
    nextRingAtMs: phase === 'ringing' ? (mine?.nextRingAtMs ?? nextRing(plan, acceptedAtMs, nowMs)) : undefined,
    everyMs: plan?.everyMs ?? 0,
    forMs: plan?.forMs ?? 0,
    escalatesAtMs:
      phase === 'ringing' && myTurn !== undefined && !isMyTurn && next?.users.includes(me) !== true
        ? myTurn.atMs
        : next && acceptedAtMs + next.afterMs,
    escalatesTo: next?.users ?? [],
    escalatedTo,
    endedAtMs: endOf(phase, helpful, withdrawn, alarm),
    overrated: overrated.length,
    overratedByMe: overrated.includes(me),
  };
}

const firstOf = (alarm: AlarmState | undefined): readonly UserId[] =>
  (alarm?.people ?? []).filter(({ stage }) => stage === 0).map(({ user }) => user);

/**
 * The newest word of each person, of the document or of the relay; `none` takes back. A word that the relay brings counts from those whom ALARM-6 names,
 * whoever signed it: no colleague who has nothing to do with it can be made to answer. What stands in the document is of a member.
 */
function newestOf(
  { said, passed = [] }: UrgentFacts,
  alarm: AlarmState | undefined,
  asked: readonly UserId[],
  members: readonly UserId[],
): readonly Said[] {
  const told = alarm?.answers ?? [];
  const may = new Set([...asked, ...passed]);
  // Passed on by somebody to whom it was passed on, and so on.
  for (let count = -1; count < may.size; ) {
    count = may.size;
    for (const { user, to } of [...said, ...told]) if (to !== undefined && may.has(user)) may.add(to);
  }
  const counts = ({ user, word }: Pick<Said, 'user' | 'word'>): boolean =>
    word === 'withdrawn' || may.has(user) || (word !== 'cannot' && members.includes(user));
  const newest = new Map<UserId, Said>(said.map((one) => [one.user, one]));
  for (const { user, word, to, atMs } of told.filter(counts))
    if (atMs >= (newest.get(user)?.atMs ?? 0)) newest.set(user, { user, word, to, atMs });
  return [...newest.values()]
    .filter(({ user, word }) => word !== 'none' && (word !== 'cannot' || may.has(user)))
    .sort((a, b) => a.atMs - b.atMs);
}

function answersOf(
  facts: UrgentFacts,
  said: readonly Said[],
  turns: ReadonlySet<UserId>,
  me: UserId,
  nowMs: number,
): readonly UrgentAnswer[] {
  const spoken = said.flatMap(({ user, word, to, atMs }): readonly UrgentAnswer[] =>
    word === 'withdrawn' || word === 'none'
      ? []
      : [{ user, word, to, atMs, untilMs: user === me && nowMs < atMs + takeBackMs ? atMs + takeBackMs : undefined }],
  );
  if (facts.plan?.repliesAnswer !== true) return spoken;
  const replies = facts.replied
    .filter(({ user }) => turns.has(user) && !said.some((one) => one.user === user))
    .map(({ user, atMs }): UrgentAnswer => ({ user, word: 'replied', to: undefined, atMs, untilMs: undefined }));
  return [...spoken, ...replies].sort((a, b) => a.atMs - b.atMs);
}

/** One is enough; or each of them, and for one who said that she cannot, whoever she passed it on to or anybody who was not asked first (ALARM-5). */
function isEnough(
  need: UrgentRow['need'],
  first: readonly UserId[],
  /** With those who left: they stand in for nobody. */
  planned: readonly UserId[],
  answers: readonly UrgentAnswer[],
): boolean {
  const helpful = new Set(answers.flatMap(({ user, word }) => (word === 'cannot' ? [] : [user])));
  if (helpful.size === 0) return false;
  if (need === 'one' || first.length === 0) return true;
  const hasStandIn = [...helpful].some((user) => !planned.includes(user));
  return first.every((user) => {
    const said = answers.find((one) => one.user === user);
    if (said?.word !== 'cannot') return said !== undefined;
    return hasStandIn || (said.to !== undefined && helpful.has(said.to));
  });
}

/** As the relay says; without it, as the clock does. */
function reachedStage(
  stages: readonly { readonly afterMs: number }[],
  alarm: AlarmState | undefined,
  acceptedAtMs: number,
  nowMs: number,
): number {
  if (alarm !== undefined) return Math.min(alarm.stage, stages.length);
  return stages.filter(({ afterMs }) => acceptedAtMs + afterMs <= nowMs).length;
}

function phaseOf(
  { waiting, alarm, nowMs }: UrgentSurroundings,
  known: {
    readonly isWithdrawn: boolean;
    readonly isAnswered: boolean;
    readonly isUnheard: boolean;
    readonly silentEndAtMs: number;
  },
): UrgentPhase {
  if (waiting !== undefined) return waiting;
  if (known.isWithdrawn) return 'withdrawn';
  if (known.isAnswered) return 'answered';
  // Over, and nobody's answer stands: nobody is rung any more, whatever the relay calls it.
  const isOver = alarm !== undefined && alarm.phase !== 'ringing' && alarm.phase !== 'paused';
  return isOver || known.isUnheard || nowMs > known.silentEndAtMs ? 'unanswered' : 'ringing';
}

function nextRing(plan: UrgentFacts['plan'], acceptedAtMs: number, nowMs: number): number | undefined {
  if (plan === undefined || plan.everyMs === 0) return undefined;
  const rings = Math.max(0, Math.ceil((nowMs - acceptedAtMs) / plan.everyMs));
  return rings * plan.everyMs > plan.forMs ? undefined : acceptedAtMs + rings * plan.everyMs;
}

function endOf(
  phase: UrgentPhase,
  helpful: readonly UrgentAnswer[],
  withdrawn: Said | undefined,
  alarm: AlarmState | undefined,
): number | undefined {
  if (phase === 'answered') return helpful[0]?.atMs;
  if (phase === 'withdrawn') return withdrawn?.atMs ?? alarm?.changedAtMs;
  return phase === 'unanswered' ? alarm?.changedAtMs : undefined;
}
