/**
 * An alarm as the server works with it (ALARM): plain data, changed by the pure functions beside it alone (`decide-*.ts`). All times are
 * milliseconds that were handed in.
 */
import type { AlarmId, LogId, SpaceId, UserId } from '@sanad/model/ids';
import type { AlarmAnswer, AlarmPhase, AlarmPlan, AlarmTurn, PushResult } from '@sanad/model/wire/alarm';

export interface Person {
  readonly user: UserId;
  readonly stage: number;
  /** Somebody passed it on to her, or she takes the turn of who was asked first: she need not be a member. */
  readonly isPassed: boolean;
  /** She may still be asked: her account is active, and who was asked first as a member is one. */
  readonly isHere: boolean;
  readonly rings: number;
  /** Where the time begins for which she is rung. Undefined: she was not reached. */
  readonly fromMs: number | undefined;
  readonly lastRingAtMs: number | undefined;
  /** Undefined: nothing more comes, or the alarm rests. */
  readonly nextRingAtMs: number | undefined;
  readonly push: PushResult;
}
export interface ReceivedAnswer extends AlarmAnswer {
  readonly receivedAtMs: number;
  /** How many she gave, with this one. */
  readonly words: number;
}
export interface Alarm {
  readonly id: AlarmId;
  readonly space: SpaceId;
  readonly log: LogId;
  readonly seq: number;
  readonly sender: UserId;
  /** `turns`: those that are to come (ALARM-11); what has come is in `people` and `stages`. */
  readonly plan: Pick<AlarmPlan, 'need' | 'everyMs' | 'forMs' | 'stages' | 'report'> & { readonly turns: readonly AlarmTurn[] };
  /** How many were asked first. */
  readonly asked: number;
  readonly phase: AlarmPhase;
  /** The newest stage that was reached. */
  readonly stage: number;
  readonly acceptedAtMs: number;
  readonly changedAtMs: number;
  readonly pausedUntilMs: number | undefined;
  readonly people: ReadonlyMap<UserId, Person>;
  /** The newest of each, `none` among them. */
  readonly answers: ReadonlyMap<UserId, ReceivedAnswer>;
}

/** What the people concerned have to be told, beside the alarm's new state. */
export type Effect =
  | { readonly type: 'ring'; readonly user: UserId; readonly ring: number }
  /** To the sender: nobody answered so far, others are asked as well. */
  | { readonly type: 'late' }
  /** To the sender and whoever the plan names. */
  | { readonly type: 'unanswered' }
  /** To the sender: it had been left unanswered, and somebody sees to it after all. */
  | { readonly type: 'replied' }
  /** To these: it is seen to, or over. */
  | { readonly type: 'handled'; readonly users: readonly UserId[] };

export interface Step {
  readonly alarm: Alarm;
  readonly effects: readonly Effect[];
}

/** Of each person who is reached and stays silent. */
export const ringsOfEach = ({ everyMs, forMs }: Pick<AlarmPlan, 'everyMs' | 'forMs'>): number => Math.floor(forMs / everyMs) + 1;

export const isOver = ({ phase }: Alarm): boolean => phase === 'answered' || phase === 'unanswered' || phase === 'withdrawn';

/** What stands of hers; a word that was taken back is none. */
export function standingAnswer(alarm: Alarm, user: UserId): ReceivedAnswer | undefined {
  const answer = alarm.answers.get(user);
  return answer === undefined || answer.word === 'none' || answer.word === 'withdrawn' ? undefined : answer;
}

/** She was reached, and an answer of hers is waited for. */
export const isWaitedFor = (alarm: Alarm, { user, fromMs, isHere }: Person): boolean =>
  fromMs !== undefined && isHere && standingAnswer(alarm, user) === undefined;

export const changePeople = (alarm: Alarm, change: (person: Person) => Person): Alarm => ({
  ...alarm,
  people: new Map([...alarm.people].map(([user, person]) => [user, change(person)])),
});
