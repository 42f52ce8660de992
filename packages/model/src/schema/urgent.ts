/**
 * The plan of an urgent message as it stands in its details (URGENT-1), key `u`:
 *
 *   [alarm 16 bytes, flags, every, for, [first …] | null, [[after, [user …]] …]]        durations in seconds; users 16 bytes each
 *
 * and, of roles (URGENT-12), two more: [[at, stage, [joins …], [relieved …]] …] with seconds since 1970, and [[stage, role] …].
 *
 * Flags: 1 each must answer, 2 replies and reactions answer, 4 a copy for stand-by. A plan that cannot be read is left out: the message
 * stays an urgent one without a plan, and its words are never withheld for it.
 */
import * as v from 'valibot';
import { alarmIdFromBytes, idToBytes, userIdFromBytes, userIdToBytes } from '../ids.ts';
import type { UrgentPlan } from './urgent-values.ts';

const maxFirst = 1000;
const maxStages = 4;
const maxStageUsers = 20;
const maxTurns = 16;
const maxRoles = 8;
const maxRoleCharacters = 120;
const flag = { each: 1, repliesAnswer: 2, standBy: 4 } as const;

const bytesOf16 = v.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === 16);
const seconds = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(24 * 3600));
const users = (max: number) => v.pipe(v.array(bytesOf16), v.minLength(1), v.maxLength(max));
const stageNumber = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(maxStages));
const some = v.pipe(v.array(bytesOf16), v.maxLength(maxStageUsers));
const moment = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 40));
const Turns = v.pipe(v.array(v.tuple([moment, stageNumber, some, some])), v.maxLength(maxTurns));
const Roles = v.pipe(v.array(v.tuple([stageNumber, v.pipe(v.string(), v.maxLength(maxRoleCharacters))])), v.maxLength(maxRoles));
const Shape = v.tupleWithRest(
  [
    bytesOf16,
    v.pipe(v.number(), v.integer(), v.minValue(0)),
    v.pipe(seconds, v.minValue(1)),
    seconds,
    v.nullable(users(maxFirst)),
    v.pipe(v.array(v.tuple([seconds, users(maxStageUsers)])), v.maxLength(maxStages)),
  ],
  v.unknown(),
);

export const planToShape = (plan: UrgentPlan): readonly unknown[] => [
  idToBytes(plan.alarm),
  (plan.need === 'each' ? flag.each : 0) | (plan.repliesAnswer ? flag.repliesAnswer : 0) | (plan.standBy ? flag.standBy : 0),
  Math.round(plan.everyMs / 1000),
  Math.round(plan.forMs / 1000),
  plan.first?.map(userIdToBytes) ?? null,
  plan.stages.map(({ afterMs, users }) => [Math.round(afterMs / 1000), users.map(userIdToBytes)]),
  ...(plan.turns.length + plan.roles.length === 0
    ? []
    : [
        plan.turns.map(({ atMs, stage, users, relieves }) => [
          ...[Math.floor(atMs / 1000), stage],
          ...[users.map(userIdToBytes), relieves.map(userIdToBytes)],
        ]),
        plan.roles.map(({ stage, role }) => [stage, role]),
      ]),
];

export function readPlan(value: unknown): UrgentPlan | undefined {
  const parsed = v.safeParse(Shape, value);
  if (!parsed.success) return undefined;
  const [alarm, flags, every, lasting, first, stages, turns, roles] = parsed.output;
  const readTurns = v.safeParse(Turns, turns ?? []);
  const readRoles = v.safeParse(Roles, roles ?? []);
  const has = (bit: number): boolean => Math.floor(flags / bit) % 2 === 1;
  return {
    alarm: alarmIdFromBytes(alarm),
    need: has(flag.each) ? 'each' : 'one',
    repliesAnswer: has(flag.repliesAnswer),
    standBy: has(flag.standBy),
    everyMs: every * 1000,
    forMs: lasting * 1000,
    first: first?.map(userIdFromBytes),
    stages: stages.map(([after, who]) => ({ afterMs: after * 1000, users: who.map(userIdFromBytes) })),
    turns: readTurns.success
      ? readTurns.output.map(([at, stage, joins, relieved]) => ({
          ...{ atMs: at * 1000, stage },
          ...{ users: joins.map(userIdFromBytes), relieves: relieved.map(userIdFromBytes) },
        }))
      : [],
    roles: readRoles.success ? readRoles.output.map(([stage, role]) => ({ stage, role })) : [],
  };
}
