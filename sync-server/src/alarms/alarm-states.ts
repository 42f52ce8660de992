/** What each of the people concerned is told of an alarm (ALARM-7): the sender and whoever hears of the end see all, the others themselves and the answers. */
import type { AlarmId, UserId } from '@sanad/model/ids';
import type { AlarmAnswer, AlarmPerson, AlarmState } from '@sanad/model/wire/alarm';
import { maxMembers, maxStages, maxStageUsers } from '@sanad/model/wire/limits';
import type { Queryable } from '../db/database.ts';
import type { Alarm, Person, ReceivedAnswer } from './alarm.ts';
import { readAlarms } from './alarm-store.ts';
import { turnAtMs } from './decide-advance.ts';
import { type Place, readPlaces } from './place-store.ts';

export interface ToldState {
  readonly user: UserId;
  readonly state: AlarmState;
}
/** When a device of each was connected last. Undefined: it is not known. */
export type SeenAt = (user: UserId) => number | undefined;

const maxPeople = maxMembers + maxStages * maxStageUsers;

export const concernedBy = (alarm: Alarm): ReadonlySet<UserId> =>
  new Set([alarm.sender, ...alarm.plan.report, ...alarm.people.keys()]);

/** The states of these alarms for those of `viewers` whom they concern. Alarms that are gone are left out. */
export async function readStates(
  client: Queryable,
  ids: readonly AlarmId[],
  isViewer: (user: UserId) => boolean,
  readSeen: (users: readonly UserId[]) => Promise<SeenAt>,
): Promise<readonly ToldState[]> {
  const alarms = await readAlarms(client, ids);
  const pairs = alarms.flatMap((alarm) => [...concernedBy(alarm)].filter(isViewer).map((user) => ({ alarm, user })));
  if (pairs.length === 0) return [];
  const [places, seen] = await Promise.all([
    readPlaces(client, pairs),
    readSeen(pairs.flatMap(({ alarm, user }) => (user === alarm.sender ? [...alarm.people.keys()] : []))),
  ]);
  return pairs.map(({ alarm, user }, index) => ({ user, state: tellState(alarm, user, places[index], seen) }));
}

/** `place`: where she can read the message; without one she is told of the original, which she cannot open. */
export function tellState(alarm: Alarm, viewer: UserId, place: Place | undefined, seen: SeenAt): AlarmState {
  const { id, space, log, seq, sender, phase, plan, acceptedAtMs, changedAtMs, stage, asked } = alarm;
  const isTold = viewer === sender || plan.report.includes(viewer);
  const people = [...alarm.people.values()].filter(({ user }) => isTold || user === viewer || alarm.answers.has(user));
  const nextAtMs = turnAtMs(alarm);
  return {
    ...{ alarm: id, sender, phase, need: plan.need, acceptedAtMs, changedAtMs, stage, asked },
    ...(place ?? { space, log, seq }),
    ...(nextAtMs === undefined ? {} : { nextAtMs }),
    answers: [...alarm.answers.values()].slice(0, maxMembers).map(toAnswer),
    people: people.slice(0, maxPeople).map((person) => toPerson(person, viewer === sender ? seenOf(person, seen) : undefined)),
  };
}

const toAnswer = ({ receivedAtMs: _, words: __, ...answer }: ReceivedAnswer): AlarmAnswer => answer;

/** Of whoever hears of it: a plan for tomorrow does not tell where people are today. */
const seenOf = ({ user, rings }: Person, seen: SeenAt): number | undefined => (rings > 0 ? seen(user) : undefined);

const toPerson = (
  { user, stage, rings, lastRingAtMs, nextRingAtMs, push }: Person,
  seenAtMs: number | undefined,
): AlarmPerson => ({
  user,
  stage,
  rings,
  ...(lastRingAtMs === undefined ? {} : { lastRingAtMs }),
  ...(nextRingAtMs === undefined ? {} : { nextRingAtMs }),
  push,
  ...(seenAtMs === undefined ? {} : { seenAtMs }),
});
