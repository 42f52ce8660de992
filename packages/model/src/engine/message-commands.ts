/** What people do with messages that were sent (DOC-10): acts in the document of their target, durable here at once. */
import type { MessageId, SpaceId } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import type { Act } from '../schema/act.ts';
import { isoWeek, MESSAGE_SEGMENT_KIND } from '../schema/segment.ts';
import type { CommandError, EngineApi, Priority } from './api.ts';
import { forgetCardDraft } from './card-drafts.ts';
import { correctedNowMs } from './context.ts';
import { isRecallable, stateOfMessage } from './message-acts.ts';
import { type DocumentName, tooLong, wordsFor } from './outbox.ts';
import { prefer } from './prefer.ts';
import { archiveAct, muteAct, presenceAct, starAct } from './preferences.ts';
import { indexOf, verifiedActsOn } from './segment-index.ts';
import type { Session } from './session.ts';
import type { StoreWrite } from './store.ts';
import { segmentsOf } from './thread-window.ts';
import { isMessage, positionOf, type VerifiedAct, type VerifiedMessage } from './verified-messages.ts';

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
  | 'showPresence'
>;

interface Found {
  readonly message: VerifiedMessage;
  readonly document: DocumentName;
  readonly acts: readonly VerifiedAct[];
}

export function makeMessageCommands(session: () => Session | undefined): MessageCommands {
  const notReady = err<CommandError>({ type: 'not-ready' });
  const notAllowed = err<CommandError>({ type: 'not-allowed' });

  /** Looks through the weeks, newest first: people act on what they see. */
  async function find({ thread }: Session, spaceId: SpaceId, id: MessageId): Promise<Found | undefined> {
    const space = thread.spaces.get(spaceId);
    if (space === undefined) return undefined;
    for (const { log, segment: week = '' } of segmentsOf(thread.logs, spaceId)) {
      const segment = await thread.documents.open(log);
      const entries = segment.entries();
      if (!Object.hasOwn(entries, id)) continue;
      const found = await thread.verifiedMessages.check(space, id, entries[id]);
      // The id may stand in another week as well, under another name: what is shown is the message in its own week.
      if (!isMessage(found) || isoWeek(found.entry.sentAtMs) !== week) continue;
      const acts = await verifiedActsOn(thread.verifiedMessages, space, indexOf(segment), id);
      return { message: found.entry, document: { kind: MESSAGE_SEGMENT_KIND, segment: week }, acts };
    }
    return undefined;
  }

  /** It has not left yet: it is changed without a trace. */
  const editable = (conversation: SpaceId, id: MessageId) =>
    session()
      ?.outbox.pending(conversation)
      .find((row) => row.id === id && row.entered === undefined);

  async function act(
    conversation: SpaceId,
    id: MessageId,
    make: (found: Found, open: Session) => Act | undefined,
    more: (open: Session) => readonly StoreWrite[] = () => [],
  ): Promise<Result<void, CommandError>> {
    const open = session();
    if (open === undefined) return notReady;
    const found = await find(open, conversation, id);
    if (found === undefined) return notReady;
    const made = make(found, open);
    return made === undefined
      ? notAllowed
      : open.outbox.act(conversation, [{ act: made, document: found.document }], () => more(open));
  }

  /** TRUST-4 */
  const isUnaccepted = ({ spaces, identities }: Session, conversation: SpaceId, priority: Priority): boolean => {
    const space = priority === 'urgent' ? spaces.get(conversation) : undefined;
    return space !== undefined && identities.unacceptedIn(space).length > 0;
  };

  return {
    async sendMessage(conversation, text, priority, details) {
      const open = session();
      if (open === undefined) return notReady;
      const refusal = open.groupViews.refusal(conversation);
      if (refusal !== undefined) return err({ type: refusal });
      if (isUnaccepted(open, conversation, priority)) return err({ type: 'identity-changed' });
      open.noteSent(conversation);
      return open.outbox.send(conversation, text, priority, details);
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
      return act(conversation, message, (found, { identity, thread }) =>
        found.message.author === identity.user && isRecallable(found.message.sentAtMs, correctedNowMs(thread.context))
          ? { kind: 'recall', target: message, value: null }
          : undefined,
      );
    },
    react: (conversation, message, word) =>
      act(conversation, message, () => ({ kind: 'react', target: message, value: word.slice(0, 16) })),
    pinMessage: (conversation, message, pinned) =>
      act(conversation, message, () => ({ kind: 'pin', target: message, value: pinned })),
    starMessage: (conversation, message, starred) => prefer(session(), [starAct(conversation, message, starred)]),
    async forwardMessage(conversation, message, to) {
      const open = session();
      if (open === undefined) return notReady;
      if (open.groupViews.group(conversation)?.forwarding === false) return notAllowed;
      const found = await find(open, conversation, message);
      if (found === undefined) return notReady;
      const { text, card, recalledAtMs } = stateOfMessage(found.message, found.acts);
      if (recalledAtMs !== undefined) return notAllowed;
      const refusal = open.groupViews.refusal(to);
      if (refusal !== undefined) return err({ type: refusal });
      if (isUnaccepted(open, to, found.message.priority)) return err({ type: 'identity-changed' });
      return open.outbox.send(to, text, found.message.priority, { forwarded: true, card });
    },
    search: async (query) => session()?.search.find(query) ?? notReady,
    async receipts(conversation, message) {
      const open = session();
      const space = open?.spaces.get(conversation);
      if (open === undefined || space === undefined) return notReady;
      const found = await find(open, conversation, message);
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
    showPresence: (isShown) => prefer(session(), [presenceAct(isShown)]),
  };
}
