/**
 * Roles in an urgent message (URGENT-12): who has them and when that changes, as a plan and an alarm say it (ALARM-11). Pure. Worked out on the sender's device
 * from what it has of the roster; the relay goes by the list, with every device of hers offline.
 */
import type { DatedRecipients } from '../calendar/roster.ts';
import type { UserId } from '../ids.ts';
import type { UrgentTurn } from '../schema/urgent-values.ts';
import { maxStageUsers, maxTurns } from '../wire/limits.ts';

/**
 * Who has a role, one after the other: hours that nobody has belong to who had it before, and to whoever comes first where nobody does now. Somebody is
 * always asked.
 */
function holders(
  dated: readonly DatedRecipients[],
  me: UserId,
): readonly { readonly fromMs: number; readonly users: readonly UserId[] }[] {
  const held = dated
    .map(({ fromMs, users }) => ({ fromMs, users: users.filter((user) => user !== me).slice(0, maxStageUsers) }))
    .filter(({ users }) => users.length > 0);
  return held.map((one, at) => (at === 0 ? { ...one, fromMs: 0 } : one));
}

export interface AskedStage {
  readonly users: readonly UserId[];
  readonly turns: readonly UrgentTurn[];
}
/** People who were chosen by name, and whoever has these roles. `mayBegin`: who may be asked from the beginning; of a role others come with a turn. */
export function stageOf(
  stage: number,
  chosen: readonly UserId[],
  roles: readonly (readonly DatedRecipients[])[],
  me: UserId,
  mayBegin: (user: UserId) => boolean,
): AskedStage {
  const dated = roles.map((role) => holders(role, me));
  const edges = [...new Set(dated.flatMap((role) => role.map(({ fromMs }) => fromMs)))].sort((a, b) => a - b);
  const at = (ms: number): readonly UserId[] =>
    [...new Set([...chosen, ...dated.flatMap((role) => role.findLast(({ fromMs }) => fromMs <= ms)?.users ?? [])])].slice(
      0,
      Math.max(maxStageUsers, chosen.length),
    );
  const users = at(0).filter(mayBegin);
  let before: readonly UserId[] = users;
  const turns = [...new Set([0, ...edges])]
    .sort((a, b) => a - b)
    .flatMap((ms): readonly UrgentTurn[] => {
      const now = at(ms);
      const turn = {
        ...{ atMs: ms, stage },
        users: now.filter((user) => !before.includes(user)),
        relieves: before.filter((user) => !now.includes(user)),
      };
      before = now;
      return turn.users.length + turn.relieves.length === 0 ? [] : [turn];
    });
  return { users, turns };
}

export const inOrder = (turns: readonly UrgentTurn[]): readonly UrgentTurn[] =>
  [...turns].sort((a, b) => a.atMs - b.atMs || a.stage - b.stage).slice(0, maxTurns);

/** Who is asked at this stage, at this moment. */
export function usersAt(stage: number, users: readonly UserId[], turns: readonly UrgentTurn[], atMs: number): readonly UserId[] {
  let now = users;
  for (const turn of turns)
    if (turn.stage === stage && turn.atMs <= atMs)
      now = [...new Set([...now.filter((user) => !turn.relieves.includes(user)), ...turn.users])];
  return now;
}

/** Her turn is over, and nobody gave her another one. */
export function isRelieved(user: UserId, turns: readonly UrgentTurn[], atMs: number): boolean {
  const last = turns.findLast((turn) => turn.atMs <= atMs && (turn.users.includes(user) || turn.relieves.includes(user)));
  return last !== undefined && !last.users.includes(user);
}
