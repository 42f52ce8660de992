/**
 * What a step means for the tables (ALARM-2, ALARM-4): new state and the pushes of its effects, in the transaction that holds the
 * alarms' locks. A ring that has not left is taken back when nobody is to hear it any more.
 */
import { type AlarmId, idToBytes, type UserId } from '@sanad/model/ids';
import type { PushPayload } from '@sanad/model/wire/push';
import type { Queryable } from '../db/database.ts';
import { enqueueWakes, type Wake } from '../push/enqueue-wakes.ts';
import { type Alarm, type Effect, isOver, type Step, standingAnswer } from './alarm.ts';
import { saveAlarms } from './alarm-store.ts';
import { readPlaces } from './place-store.ts';

export interface TakenStep {
  readonly before: Alarm;
  readonly step: Step;
}

/** A push that is held back longer than this tells of an alarm that everybody knows of by then. */
const ttlSeconds = 24 * 3600;

export async function commitSteps(client: Queryable, steps: readonly TakenStep[], nowMs: number): Promise<readonly AlarmId[]> {
  const changed = steps.filter(({ before, step }) => before !== step.alarm);
  if (changed.length === 0) return [];
  await takeBackRings(client, changed, nowMs);
  const wanted = changed.flatMap(({ step }) => step.effects.flatMap((effect) => wakesOf(step.alarm, effect)));
  const places = await readPlaces(client, wanted);
  const wakes = wanted.map(({ alarm, user, kind, ring }, index): Wake => {
    const place = places[index];
    return {
      user,
      kind,
      alarm: alarm.id,
      ttlSeconds,
      topic: alarm.id,
      ...(place === undefined ? {} : { place }),
      ...(ring === undefined ? {} : { ring }),
    };
  });
  const woken = await enqueueWakes(client, wakes, nowMs);
  const rings = new Map(
    wakes.flatMap((wake) => (wake.kind === 'urgent' ? [[`${wake.alarm} ${wake.user}`, woken.has(wake)]] : [])),
  );
  await saveAlarms(
    client,
    changed.map(({ before, step }) => ({ before, after: withPush(step.alarm, rings) })),
  );
  return changed.map(({ step }) => step.alarm.id);
}

interface Wanted {
  readonly alarm: Alarm;
  readonly user: UserId;
  readonly kind: Exclude<PushPayload['k'], 'message' | 'test'>;
  readonly ring?: number;
}
function wakesOf(alarm: Alarm, effect: Effect): readonly Wanted[] {
  switch (effect.type) {
    case 'ring':
      return [{ alarm, user: effect.user, kind: 'urgent', ring: effect.ring }];
    case 'late':
      return [{ alarm, user: alarm.sender, kind: 'late' }];
    case 'unanswered':
      return [alarm.sender, ...alarm.plan.report].map((user) => ({ alarm, user, kind: 'unanswered' }));
    case 'replied':
      return [{ alarm, user: alarm.sender, kind: 'replied' }];
    case 'handled':
      return effect.users.flatMap((user) => {
        const kind = newsFor(alarm, user);
        return kind === undefined ? [] : [{ alarm, user, kind }];
      });
  }
}

/** It rings no more: what that means for this person. Undefined: she hears it as `unanswered`. */
function newsFor({ phase, sender, plan, answers }: Alarm, user: UserId): Wanted['kind'] | undefined {
  if (phase === 'withdrawn') return 'withdrawn';
  if (phase === 'unanswered') return user === sender || plan.report.includes(user) ? undefined : 'over';
  if (user === sender) return 'replied';
  const word = answers.get(user)?.word;
  return word === undefined || word === 'none' ? 'answered' : 'mine';
}

const withPush = (alarm: Alarm, rings: ReadonlyMap<string, boolean>): Alarm => {
  const people = new Map(alarm.people);
  for (const person of people.values()) {
    const isWoken = rings.get(`${alarm.id} ${person.user}`);
    if (isWoken !== undefined) people.set(person.user, { ...person, push: isWoken ? 'waiting' : 'none' });
  }
  return { ...alarm, people };
};

/** Whatever is being sent this moment is left alone: it cannot be called back. */
async function takeBackRings(client: Queryable, steps: readonly TakenStep[], nowMs: number): Promise<void> {
  const pairs = steps.flatMap(
    ({ before, step: { alarm } }): readonly { readonly alarm: AlarmId; readonly user: UserId | null }[] => {
      if (before.phase === 'ringing' && (alarm.phase === 'paused' || isOver(alarm))) return [{ alarm: alarm.id, user: null }];
      const said = [...alarm.answers.keys()].filter((user) => before.answers.get(user) !== alarm.answers.get(user));
      const silent = said.filter((user) => standingAnswer(alarm, user) !== undefined);
      const relieved = [...alarm.people.values()].filter(
        ({ user, fromMs }) => fromMs === undefined && before.people.get(user)?.fromMs !== undefined,
      );
      return [...silent, ...relieved.map(({ user }) => user)].map((user) => ({ alarm: alarm.id, user }));
    },
  );
  if (pairs.length === 0) return;
  await client.query(
    `delete from push_job where id in (
       select j.id from push_job j join push_subscription s using (device_key)
         join unnest($1::bytea[], $2::uuid[]) as x (alarm, user_id) on x.alarm = j.alarm and (x.user_id is null or x.user_id = s.user_id)
        where j.lease_until_ms is null or j.lease_until_ms <= $3 for update of j skip locked)`,
    [pairs.map(({ alarm }) => idToBytes(alarm)), pairs.map(({ user }) => user), nowMs],
  );
}
