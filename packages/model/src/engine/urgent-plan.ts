/** From what the sender chose to the plan in the message and the alarm at the relay (URGENT-1, URGENT-2, URGENT-5), under the hospital's rules (ORG-10). */
import type { DatedRecipients } from '../calendar/roster.ts';
import { randomBytes } from '../crypto/primitives.ts';
import { type AlarmId, alarmIdFromBytes, type UserId } from '../ids.ts';
import type { UrgentPlan } from '../schema/urgent-values.ts';
import type { AlarmPlan } from '../wire/alarm.ts';
import { maxReported, maxStageUsers } from '../wire/limits.ts';
import { defaultPolicy, policyOf } from '../wire/policy.ts';
import type { UrgentForm, UrgentRules } from './api-urgent.ts';
import type { People } from './people.ts';
import type { SpaceView } from './space-rows.ts';
import { inOrder, stageOf } from './urgent-turns.ts';

/** A profession that this device does not know yet keeps nobody from calling for help. */
export function urgentRules(people: Pick<People, 'organisation' | 'person'>, me: UserId): UrgentRules {
  const { urgent } = policyOf(people.organisation());
  const profession = people.person(me)?.profession;
  return { ...urgent, allowed: profession === undefined || urgent.by.includes(profession) };
}

/** Members of a conversation, also of one that only this device knows so far. */
export function membersOf({ members, peer, invited }: Pick<SpaceView, 'members' | 'peer' | 'invited'>): readonly UserId[] {
  const listed = members.map(({ user }) => user);
  return [...new Set([...listed, ...(peer === undefined ? [] : [peer]), ...(invited ?? [])])];
}

/** Who has a role now and later, by name; what this device does not know is nobody. */
export type RolesAt = (role: string) => readonly DatedRecipients[];
const noRoles: RolesAt = () => [];

/** `members`: of the conversation. Where each must answer it says who each is: whoever comes later is not waited for. */
export function planFor(
  form: UrgentForm,
  me: UserId,
  members: readonly UserId[],
  { everyMs, forMs }: Pick<UrgentRules, 'everyMs' | 'forMs'>,
  alarm: AlarmId = alarmIdFromBytes(randomBytes(16)),
  rolesAt: RolesAt = noRoles,
): UrgentPlan {
  const { firstRoles = [], escalateRoles = [] } = form;
  const roles = form.need === 'one' ? firstRoles : [];
  const chosen = form.first?.filter((user) => user !== me) ?? [];
  const named = chosen.length > 0 || form.need === 'one' ? chosen : members.filter((user) => user !== me);
  const first = stageOf(0, named, roles.map(rolesAt), me, (user) => members.includes(user) || named.includes(user));
  const escalated = form.escalateTo.filter((user) => user !== me).slice(0, maxStageUsers);
  const later = stageOf(1, escalated, escalateRoles.map(rolesAt), me, () => true);
  const hasLater = later.users.length > 0;
  return {
    alarm,
    first: first.users.length === 0 ? undefined : first.users,
    need: form.need,
    everyMs,
    forMs,
    stages: hasLater ? [{ afterMs: form.deadlineMs, users: later.users }] : [],
    turns: inOrder([...(first.users.length > 0 ? first.turns : []), ...(hasLater ? later.turns : [])]),
    roles: [...roles.map((role) => ({ stage: 0, role })), ...escalateRoles.map((role) => ({ stage: 1, role }))],
    repliesAnswer: form.repliesAnswer,
    standBy: false,
  };
}

/** What its sender chose. */
export const formOf = ({ first, need, stages, repliesAnswer, roles }: UrgentPlan): UrgentForm => ({
  first,
  ...rolesIn(roles),
  need,
  deadlineMs: stages[0]?.afterMs ?? defaultPolicy.urgent.deadlineMs,
  escalateTo: stages[0]?.users ?? [],
  repliesAnswer,
});

const rolesIn = (roles: UrgentPlan['roles']): Pick<UrgentForm, 'firstRoles' | 'escalateRoles'> => {
  const at = (isFirst: boolean) => roles.flatMap(({ stage, role }) => ((stage === 0) === isFirst ? [role] : []));
  const [firstRoles, escalateRoles] = [at(true), at(false)];
  return { ...(firstRoles.length > 0 && { firstRoles }), ...(escalateRoles.length > 0 && { escalateRoles }) };
};

/** Who is to be asked later, or takes over a role, and cannot read the conversation: each gets a copy. */
export const outsiders = ({ stages, turns }: UrgentPlan, members: readonly UserId[]): readonly UserId[] =>
  [...new Set([...stages, ...turns].flatMap(({ users }) => users))].filter((user) => !members.includes(user));

/**
 * What the relay is told. Who left meanwhile is not asked: the relay refuses an alarm for somebody who is no member. Undefined: nobody is
 * left to be asked.
 */
export function alarmPlan(
  plan: UrgentPlan,
  space: Pick<SpaceView, 'members' | 'peer' | 'kind'>,
  me: UserId,
): AlarmPlan | undefined {
  const members = membersOf({ ...space, invited: [] });
  const first = plan.first?.filter((user) => members.includes(user));
  if (first?.length === 0 || members.every((user) => user === me)) return undefined;
  const admins = space.kind === 'group' ? space.members.filter(({ admin, user }) => admin && user !== me) : [];
  return {
    id: plan.alarm,
    ...(first === undefined ? {} : { first: [...first] }),
    need: plan.need,
    everyMs: plan.everyMs,
    forMs: plan.forMs,
    stages: plan.stages.map(({ afterMs, users }) => ({ afterMs, users: [...users] })),
    report: admins.map(({ user }) => user).slice(0, maxReported),
    ...(plan.turns.length === 0
      ? {}
      : {
          turns: plan.turns.map(({ users, relieves, ...turn }) => ({ ...turn, users: [...users], relieves: [...relieves] })),
        }),
  };
}

const leastLeaveMs = 6 * 60_000;
/** URGENT-6: until when an urgent message may leave by itself. */
export const leavesUntilMs = (sentAtMs: number, plan: UrgentPlan | undefined): number =>
  sentAtMs + Math.max(leastLeaveMs, plan?.stages[0]?.afterMs ?? 0);
