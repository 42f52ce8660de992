/** What is done to urgent messages, for people and for whoever stands in for them: acts in the document, copies for those outside (URGENT-5). */
import type { SpaceId, UserId } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import type { Act } from '../schema/act.ts';
import type { MessageDetails } from '../schema/message.ts';
import { isoWeek, MESSAGE_SEGMENT_KIND } from '../schema/segment.ts';
import type { UrgentPlan } from '../schema/urgent-values.ts';
import type { CommandError } from './api.ts';
import type { Outbox } from './outbox.ts';
import type { Spaces } from './spaces.ts';
import type { UrgentFacts } from './urgent-facts.ts';
import { membersOf } from './urgent-plan.ts';

/** On an urgent message that is known here: its week is the one it was sent in. */
export const actOn = (
  outbox: Pick<Outbox, 'act'>,
  { space, sentAtMs }: Pick<UrgentFacts, 'space' | 'sentAtMs'>,
  act: Act,
): Promise<Result<void, CommandError>> =>
  outbox.act(space, [{ act, document: { kind: MESSAGE_SEGMENT_KIND, segment: isoWeek(sentAtMs) } }]);

export interface Copy {
  readonly space: SpaceId;
  readonly details: MessageDetails;
}
/** Who has the copy cannot see whom the conversation of the original asks: the plan says it, so that nobody else's answer counts there. */
export function copyOf(plan: UrgentPlan, author: UserId, members: readonly UserId[]): UrgentPlan {
  const asked = members.filter((user) => user !== author);
  return { ...plan, first: plan.first ?? (asked.length === 0 ? undefined : asked), standBy: true };
}

/** For each of these people, in the direct conversation with her. `copy`: the plan as a copy has it. */
export async function copiesFor(
  spaces: Pick<Spaces, 'openDirect'>,
  users: readonly UserId[],
  copy: UrgentPlan,
  { card, mentions, attachments, role }: MessageDetails,
): Promise<Result<readonly Copy[], CommandError>> {
  const copies: Copy[] = [];
  for (const user of users) {
    const direct = await spaces.openDirect(user);
    if (!direct.ok) return err(direct.error.type === 'storage-full' ? { type: 'storage-full' } : { type: 'not-ready' });
    copies.push({ space: direct.value, details: { card, mentions, attachments, role, urgent: copy } });
  }
  return ok(copies);
}

export interface PassParts {
  readonly outbox: Pick<Outbox, 'act' | 'send'>;
  readonly spaces: Pick<Spaces, 'openDirect' | 'get'>;
}
/** "I cannot", and who is told instead: with a copy where she cannot read the conversation. */
export async function passOn(
  { outbox, spaces }: PassParts,
  facts: Pick<UrgentFacts, 'space' | 'id' | 'sentAtMs' | 'author'>,
  to: UserId | undefined,
  original: { readonly text: string; readonly details: MessageDetails },
): Promise<Result<void, CommandError>> {
  const value = to === undefined ? { word: 'cannot' as const } : { word: 'cannot' as const, to };
  const space = spaces.get(facts.space);
  const plan = original.details.urgent;
  const members = space === undefined ? [] : membersOf(space);
  if (to !== undefined && space !== undefined && !members.includes(to) && plan !== undefined) {
    const copies = await copiesFor(spaces, [to], copyOf(plan, facts.author, members), original.details);
    if (!copies.ok) return copies;
    for (const { space: direct, details } of copies.value) {
      const copied = await outbox.send(direct, original.text, 'urgent', details);
      if (!copied.ok) return copied;
    }
  }
  return actOn(outbox, facts, { kind: 'answer', target: facts.id, value });
}
