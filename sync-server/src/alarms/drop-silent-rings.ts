/**
 * What was due before an answer, or before what ended the alarm, and was found together with it, rings no more (ALARM-5); and of several that are due in
 * one moment, as words that arrive together make them, a person hears one. Neither is counted, so that what everybody is shown is what was heard. Pure.
 */
import type { UserId } from '@sanad/model/ids';
import { type Alarm, changePeople, standingAnswer } from './alarm.ts';
import type { TakenStep } from './commit-steps.ts';

export function dropSilentRings({ before, step }: TakenStep): TakenStep {
  const { alarm } = step;
  const last = new Map(step.effects.flatMap((effect, at) => (effect.type === 'ring' ? [[effect.user, at] as const] : [])));
  const silent = new Map<string, number>();
  const told = step.effects.filter((effect, at) => {
    if (effect.type !== 'ring' || (isHeard(alarm, effect.user) && last.get(effect.user) === at)) return true;
    silent.set(effect.user, (silent.get(effect.user) ?? 0) + 1);
    return false;
  });
  if (silent.size === 0) return { before, step };
  const after = changePeople(alarm, (person) => {
    const count = silent.get(person.user);
    if (count === undefined) return person;
    const lastRingAtMs = isHeard(alarm, person.user) ? person.lastRingAtMs : before.people.get(person.user)?.lastRingAtMs;
    return { ...person, rings: person.rings - count, lastRingAtMs };
  });
  const wasRung = (user: string) =>
    !silent.has(user) || [...after.people.values()].some((one) => one.user === user && one.rings > 0);
  const effects = told.map((effect) => {
    if (effect.type === 'handled') return { ...effect, users: effect.users.filter(wasRung) };
    return effect.type === 'ring' ? { ...effect, ring: effect.ring - (silent.get(effect.user) ?? 0) } : effect;
  });
  return { before, step: { alarm: after, effects } };
}

const isHeard = (alarm: Alarm, user: UserId): boolean => alarm.phase === 'ringing' && standingAnswer(alarm, user) === undefined;
