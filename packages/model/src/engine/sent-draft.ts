/** What becomes of a draft when its message leaves (SYNC-5, MARK-6). */
import type { SpaceId } from '../ids.ts';
import { isSynthesis } from '../schema/card-values.ts';
import type { MessageDetails } from '../schema/message.ts';
import { forgetCardDraft } from './card-drafts.ts';
import type { EngineContext } from './context.ts';
import { draftWrites } from './drafts.ts';
import type { StoreWrite } from './store.ts';

/** What was written down meanwhile has left: a form, or the text of the composer. A copy of something else was no draft. */
export function sentDraft(
  context: EngineContext,
  space: SpaceId,
  { card, forwarded, replyTo, urgent }: MessageDetails,
): readonly StoreWrite[] {
  if (forwarded === true || urgent?.standBy === true) return [];
  if (card === undefined) return draftWrites(context, space);
  return forgetCardDraft(context.store, space, replyTo !== undefined && isSynthesis(card) ? replyTo.id : card.kind);
}
