/**
 * Which alarm is a message's (URGENT-11). Its id stands in the message, and whoever can read that can write another message with the same id: an
 * answer to "who brings coffee?" would then be one to somebody's emergency. An alarm belongs to a message of its sender; or to a copy by
 * somebody who is asked, for whoever has no other message of it.
 */
import type { AlarmId, UserId } from '../ids.ts';
import type { AlarmState } from '../wire/alarm.ts';
import type { KeptAlarms } from './alarms.ts';
import type { UrgentFacts, UrgentStore } from './urgent-facts.ts';

export interface AlarmOf {
  /** What the relay tells of it. */
  state(facts: UrgentFacts): AlarmState | undefined;
  /** Which alarm an answer to it is for. Undefined: none, or it is not known yet whose it is. */
  id(facts: UrgentFacts): AlarmId | undefined;
}

export function makeAlarmOf(facts: Pick<UrgentStore, 'all'>, alarms: Pick<KeptAlarms, 'get'>): AlarmOf {
  const others = (one: UrgentFacts): readonly UrgentFacts[] =>
    facts.all().filter((row) => row.plan?.alarm === one.plan?.alarm && row.author !== one.author);

  function isIts(one: UrgentFacts, alarm: AlarmState): boolean {
    if (one.author === alarm.sender) return true;
    const isCopy = one.plan?.standBy === true && isAsked(alarm, one.author);
    return isCopy && !others(one).some(({ author }) => author === alarm.sender);
  }
  return {
    state(one) {
      const alarm = one.plan && alarms.get(one.plan.alarm);
      return alarm !== undefined && isIts(one, alarm) ? alarm : undefined;
    },
    id(one) {
      const id = one.plan?.alarm;
      const alarm = id && alarms.get(id);
      const isKnown = alarm === undefined ? others(one).length === 0 : isIts(one, alarm);
      return isKnown ? id : undefined;
    },
  };
}

/** As far as it is told: herself, and those who answered. */
const isAsked = ({ people, answers }: AlarmState, user: UserId): boolean =>
  people.some((person) => person.user === user) || answers.some((answer) => answer.user === user);
