/** Rows of a thread: a message as it reads now, with what was answered, reacted, received. */
import type { MessageId, SpaceId, UserId } from '../ids.ts';
import type { MessageRow, Quote } from './api.ts';
import type { Identity } from './context.ts';
import type { AttachmentRows } from './files/attachment-rows.ts';
import { filesSummary } from './files/files-summary.ts';
import { type ActsByTarget, isRecallable, type MessageState, stateOfMessage } from './message-acts.ts';
import type { SpaceView } from './spaces.ts';
import type { Summaries } from './summaries.ts';
import type { Urgents } from './urgents.ts';
import { positionOf, type VerifiedMessage } from './verified-messages.ts';

export interface RowFacts {
  readonly space: SpaceView;
  readonly acts: ActsByTarget;
  readonly arrivals: ReadonlyMap<MessageId, number>;
  readonly nowMs: number;
  /** A loaded message, for quotes. */
  readonly find: (id: MessageId) => Pick<VerifiedMessage, 'author' | 'text' | 'priority' | 'sentAtMs' | 'details'> | undefined;
  readonly isStarred: (space: SpaceId, id: MessageId) => boolean;
  readonly urgentOf: Urgents['ofMessage'];
  readonly files: AttachmentRows;
}

/** "Written at …, arrived at …" when they differ by more than a minute. */
const lateAfterMs = 60_000;
const lateArrival = (sentAtMs: number, arrivedAtMs: number | undefined): number | undefined =>
  arrivedAtMs !== undefined && arrivedAtMs - sentAtMs > lateAfterMs ? arrivedAtMs : undefined;

export function messageToRow(
  message: VerifiedMessage,
  facts: RowFacts,
  summaries: Pick<Summaries, 'delivery' | 'receipts'>,
  identity: Identity,
): MessageRow {
  const { space, arrivals, nowMs } = facts;
  const mine = message.author === identity.user;
  const state = stateOfMessage(message, facts.acts.get(message.id));
  const isRecalled = state.recalledAtMs !== undefined;
  return {
    type: 'message',
    id: message.id,
    author: message.author,
    mine,
    text: state.text,
    priority: message.priority,
    sentAtMs: message.sentAtMs,
    arrivedAtMs: lateArrival(message.sentAtMs, arrivals.get(message.id)),
    delivery: mine ? summaries.delivery(space, positionOf(message)) : undefined,
    seenBy: mine && space.kind === 'group' ? seenBy(message, space, summaries, identity.user) : undefined,
    editable: false,
    replyTo: isRecalled ? undefined : quoteOf(message, facts),
    mentions: state.mentions,
    forwarded: message.details.forwarded === true,
    role: message.details.role,
    card: state.card,
    attachments: isRecalled ? [] : facts.files.of(message.details.attachments, state.filed),
    call: isRecalled || state.text !== '' ? undefined : message.details.call,
    edited: state.editedAtMs === undefined ? undefined : { atMs: state.editedAtMs, earlier: state.earlier },
    recalledAtMs: state.recalledAtMs,
    recallable: mine && !isRecalled && isRecallable(message.sentAtMs, nowMs),
    reactions: reactionsOf(state, identity.user),
    pinned: state.pinned,
    starred: facts.isStarred(space.space, message.id),
    urgent: isRecalled ? undefined : facts.urgentOf(space, message, facts.acts.get(message.id) ?? []),
  };
}

export function quoteOf({ details }: Pick<VerifiedMessage, 'details'>, { find, acts }: RowFacts): Quote | undefined {
  const { replyTo } = details;
  const quoted = replyTo && find(replyTo.id);
  if (replyTo === undefined || quoted === undefined) return replyTo && { ...replyTo, found: undefined };
  const { text, recalledAtMs } = stateOfMessage(quoted, acts.get(replyTo.id));
  const found = {
    author: quoted.author,
    text: text.slice(0, quoteCharacters),
    recalled: recalledAtMs !== undefined,
    priority: quoted.priority,
    files: recalledAtMs === undefined ? filesSummary(quoted.details.attachments) : undefined,
  };
  return { ...replyTo, found };
}
const quoteCharacters = 300;

const reactionsOf = ({ reactions }: MessageState, me: UserId): MessageRow['reactions'] =>
  [...reactions].map(([word, users]) => ({ word, users, mine: users.includes(me) }));

function seenBy(
  message: VerifiedMessage,
  { space, members }: SpaceView,
  summaries: Pick<Summaries, 'receipts'>,
  me: UserId,
): MessageRow['seenBy'] {
  const receipts = summaries.receipts(space, positionOf(message));
  const others = members.filter(({ user }) => user !== me);
  const read = others.filter(({ user }) => receipts.get(user) === 'read').length;
  return { delivered: others.filter(({ user }) => receipts.has(user)).length, read, of: others.length };
}
