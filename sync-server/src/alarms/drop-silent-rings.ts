/**
 * What was due before an answer, or before what ended the alarm, and was found together with it, rings no more (ALARM-5): it is not counted either, so
 * that what everybody is shown is what was heard. Pure.
 */
import { changePeople, standingAnswer } from './alarm.ts';
import type { TakenStep } from './commit-steps.ts';

export function dropSilentRings({ before, step }: TakenStep): TakenStep {
  const { alarm } = step;
  const silent = new Map<string, number>();
  const told = step.effects.filter((effect) => {
    if (effect.type !== 'ring' || (alarm.phase === 'ringing' && standingAnswer(alarm, effect.user) === undefined)) return true;
    silent.set(effect.user, (silent.get(effect.user) ?? 0) + 1);
    return false;
  });
  if (silent.size === 0) return { before, step };
  const after = changePeople(alarm, (person) => {
    const count = silent.get(person.user);
    if (count === undefined) return person;
    return { ...person, rings: person.rings - count, lastRingAtMs: before.people.get(person.user)?.lastRingAtMs };
  });
  const heard = (user: string) =>
    !silent.has(user) || [...after.people.values()].some((one) => one.user === user && one.rings > 0);
  const effects = told.map((effect) => (effect.type === 'handled' ? { ...effect, users: effect.users.filter(heard) } : effect));
  return { before, step: { alarm: after, effects } };
}
