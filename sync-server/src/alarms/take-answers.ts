/** Answers that arrived, with a chunk or alone (ALARM-5, ALARM-6): the alarms are locked, the answers applied in order, all in one transaction. */
import { type AlarmId, alarmIdFromBytes, idToBytes, type UserId } from '@sanad/model/ids';
import { err, ok, type Result } from '@sanad/model/result';
import type { AlarmAnswer } from '@sanad/model/wire/alarm';
import type { Queryable } from '../db/database.ts';
import type { Alarm } from './alarm.ts';
import { lockAlarms } from './alarm-store.ts';
import { commitSteps, type TakenStep } from './commit-steps.ts';
import { type AnswerRefusal, applyAnswer } from './decide-answer.ts';
import { dropSilentRings } from './drop-silent-rings.ts';

export interface TakenAnswers {
  /** Per answer, in order. */
  readonly outcomes: readonly Result<Alarm, 'alarm/unknown' | AnswerRefusal>[];
  readonly changed: readonly AlarmId[];
  /** People who were rung because of them. */
  readonly rings: number;
}

/** Their signatures were verified, and each is of the device that brings it. */
export async function takeAnswers(client: Queryable, answers: readonly AlarmAnswer[], nowMs: number): Promise<TakenAnswers> {
  const alarms = await lockAlarms(client, [...new Set(answers.map(({ alarm }) => alarm))]);
  const active = await readActive(
    client,
    answers.flatMap(({ to }) => to ?? []),
  );
  const isMember = await readMembership(client, answers);
  const steps = new Map(
    alarms.map((before): [AlarmId, TakenStep] => [before.id, { before, step: { alarm: before, effects: [] } }]),
  );
  const outcomes = answers.map((answer): TakenAnswers['outcomes'][number] => {
    const taken = steps.get(answer.alarm);
    if (taken === undefined) return err('alarm/unknown');
    const mayRing = answer.to !== undefined && active.has(answer.to);
    const applied = applyAnswer(taken.step.alarm, answer, { mayRing, isMember: isMember(answer) }, nowMs);
    if (!applied.ok) return applied;
    const { alarm, effects } = applied.value;
    steps.set(answer.alarm, { before: taken.before, step: { alarm, effects: [...taken.step.effects, ...effects] } });
    return ok(alarm);
  });
  const taken = [...steps.values()].map(dropSilentRings);
  const rings = taken.flatMap(({ step }) => step.effects).filter(({ type }) => type === 'ring').length;
  return { outcomes, changed: await commitSteps(client, taken, nowMs), rings };
}

/** Who of them belongs to the space of the alarm she answers. */
async function readMembership(
  client: Queryable,
  answers: readonly AlarmAnswer[],
): Promise<(answer: Pick<AlarmAnswer, 'alarm' | 'user'>) => boolean> {
  const { rows } = await client.query<{ alarm: Uint8Array; user: UserId }>(
    `select a.id as alarm, m.user_id as "user" from unnest($1::bytea[], $2::uuid[]) as x (alarm, user_id)
       join alarm a on a.id = x.alarm join space_member m on m.space_id = a.space_id and m.user_id = x.user_id`,
    [answers.map(({ alarm }) => idToBytes(alarm)), answers.map(({ user }) => user)],
  );
  const members = new Set(rows.map(({ alarm, user }) => `${alarmIdFromBytes(alarm)} ${user}`));
  return ({ alarm, user }) => members.has(`${alarm} ${user}`);
}

export async function readActive(client: Queryable, users: readonly UserId[]): Promise<ReadonlySet<UserId>> {
  if (users.length === 0) return new Set();
  const { rows } = await client.query<{ user: UserId }>(
    `select user_id as "user" from person where status = 'active' and user_id = any($1::uuid[])`,
    [[...new Set(users)]],
  );
  return new Set(rows.map(({ user }) => user));
}
