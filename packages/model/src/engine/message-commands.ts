/** What people do with messages that were sent (DOC-10): acts in the document of their target, durable here at once. */
import type { MessageId, SpaceId } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import type { Act } from '../schema/act.ts';
import type { MessageDetails } from '../schema/message.ts';
import type { CommandError, EngineApi } from './api.ts';
import { forgetCardDraft } from './card-drafts.ts';
import { correctedNowMs } from './context.ts';
import { type Found, findMessage } from './find-message.ts';
import { mayForward } from './forwarding.ts';
import { isRecallable, stateOfMessage } from './message-acts.ts';
import { tooLong, wordsFor } from './outbox.ts';
import { prefer } from './prefer.ts';
import { archiveAct, favouriteAct, muteAct, presenceAct, readsAct, starAct } from './preferences.ts';
import type { Session } from './session.ts';
import type { StoreWrite } from './store.ts';
import { answeringByReply, rulesOf, sendWithPlan } from './urgent-commands.ts';
import { positionOf } from './verified-messages.ts';

export type MessageCommands = Pick<
  EngineApi,
  | 'sendMessage'
  | 'editMessage'
  | 'recallMessage'
  | 'react'
  | 'pinMessage'
  | 'starMessage'
  | 'forwardMessage'
  | 'receipts'
  | 'search'
  | 'muteConversation'
  | 'archiveConversation'
  | 'setFavourite'
  | 'showPresence'
  | 'showReads'
>;

/** TRUST-4. */
function isHeldBack({ spaces, identities }: Session, to: SpaceId, { attachments = [] }: MessageDetails = {}): boolean {
  const space = spaces.get(to);
  return attachments.length > 0 && space !== undefined && identities.unacceptedIn(space).length > 0;
}

export function makeMessageCommands(session: () => Session | undefined): MessageCommands {
  const notReady = err<CommandError>({ type: 'not-ready' });
  const notAllowed = err<CommandError>({ type: 'not-allowed' });

  /** It has not left yet: it is changed without a trace. */
  const editable = (conversation: SpaceId, id: MessageId) =>
    session()
      ?.outbox.pending(conversation)
      .find((row) => row.id === id && row.entered === undefined);

  async function act(
    conversation: SpaceId,
    id: MessageId,
    make: (found: Found, open: Session) => Act | undefined,
    more: (open: Session, found: Found) => readonly StoreWrite[] = () => [],
  ): Promise<Result<void, CommandError>> {
    const open = session();
    if (open === undefined) return notReady;
    const found = await findMessage(open, conversation, id);
    if (found === undefined) return notReady;
    const made = make(found, open);
    return made === undefined
      ? notAllowed
      : open.outbox.act(conversation, [{ act: made, document: found.document }], () => more(open, found));
  }

  return {
    async sendMessage(conversation, text, priority, details) {
      const open = session();
      if (open === undefined) return notReady;
      const refusal = open.groupViews.refusal(conversation);
      if (refusal !== undefined) return err({ type: refusal });
      if (priority === 'urgent') return sendWithPlan(open, conversation, text, undefined, details);
      if (isHeldBack(open, conversation, details)) return err({ type: 'identity-changed' });
      open.noteSent(conversation);
      const answer = await answeringByReply(open, conversation, details?.replyTo?.id);
      const sent = await open.outbox.send(conversation, text, priority, details);
      if (sent.ok) await answer();
      return sent;
    },
    async editMessage(conversation, message, text, mentions, card) {
      const refused = tooLong(text, { card });
      if (refused !== undefined) return err(refused);
      const waiting = editable(conversation, message);
      if (waiting !== undefined)
        return session()?.outbox.edit(conversation, message, text, waiting.priority, { mentions, card }) ?? notReady;
      const value = { text: wordsFor(text, { card }), mentions, card };
      return act(
        conversation,
        message,
        (found, { identity }) =>
          found.message.author === identity.user && stateOfMessage(found.message, found.acts).recalledAtMs === undefined
            ? { kind: 'edit', target: message, value }
            : undefined,
        ({ thread }) => forgetCardDraft(thread.context.store, conversation, message),
      );
    },
    async recallMessage(conversation, message) {
      if (editable(conversation, message) !== undefined) return session()?.outbox.remove(conversation, message) ?? notReady;
      return act(
        conversation,
        message,
        (found, { identity, thread }) =>
          found.message.author === identity.user && isRecallable(found.message.sentAtMs, correctedNowMs(thread.context))
            ? { kind: 'recall', target: message, value: null }
            : undefined,
        (open, found) => open.files.recalled(conversation, found.message),
      );
    },
    async react(conversation, message, word) {
      const open = session();
      const answer = open && (await answeringByReply(open, conversation, message));
      const reacted = await act(conversation, message, () => ({ kind: 'react', target: message, value: word.slice(0, 16) }));
      if (reacted.ok && word !== '') await answer?.();
      return reacted;
    },
    pinMessage: (conversation, message, pinned) =>
      act(conversation, message, () => ({ kind: 'pin', target: message, value: pinned })),
    starMessage: (conversation, message, starred) => prefer(session(), [starAct(conversation, message, starred)]),
    async forwardMessage(conversation, message, to) {
      const open = session();
      if (open === undefined) return notReady;
      if (!mayForward(open, conversation, to)) return err({ type: 'forward-not-allowed' });
      const found = await findMessage(open, conversation, message);
      if (found === undefined) return notReady;
      const { text, card, recalledAtMs } = stateOfMessage(found.message, found.acts);
      if (recalledAtMs !== undefined) return notAllowed;
      const refusal = open.groupViews.refusal(to);
      if (refusal !== undefined) return err({ type: refusal });
      // The same files: who may read this message may read them (FILE-5).
      const details = { forwarded: true, card, attachments: found.message.details.attachments };
      if (isHeldBack(open, to, details)) return err({ type: 'identity-changed' });
      const { priority } = found.message;
      if (priority !== 'urgent') return open.outbox.send(to, text, priority, details);
      if (!rulesOf(open).allowed) return open.outbox.send(to, text, 'medium', details);
      return sendWithPlan(open, to, text, undefined, details);
    },
    search: async (query) => session()?.search.find(query) ?? notReady,
    async receipts(conversation, message) {
      const open = session();
      const space = open?.spaces.get(conversation);
      if (open === undefined || space === undefined) return notReady;
      const found = await findMessage(open, conversation, message);
      if (found === undefined) return notReady;
      const states = open.summaries.receipts(conversation, positionOf(found.message));
      const times = open.summaries.receiptTimes(conversation, positionOf(found.message));
      const others = space.members.filter(({ user }) => user !== open.identity.user);
      return ok(
        others.map(({ user }) => {
          const { deliveredAtMs, readAtMs } = times.get(user) ?? {};
          return { user, state: states.get(user) ?? 'sent', deliveredAtMs, readAtMs };
        }),
      );
    },
    muteConversation: (conversation, untilMs) => prefer(session(), [muteAct(conversation, untilMs)]),
    archiveConversation: (conversation, archived) => prefer(session(), [archiveAct(conversation, archived)]),
    setFavourite: (user, isFavourite) => prefer(session(), [favouriteAct(user, isFavourite)]),
    showPresence: (isShown) => prefer(session(), [presenceAct(isShown)]),
    showReads: (areShown) => prefer(session(), [readsAct(areShown)]),
  };
}
