/**
 * What became of messages (DOC-10): edits, recalls, reactions and pins folded over them. The newest act of one kind and author on one
 * message counts; an edit or a recall only from the message's own author. What was written stays in the document and stays readable as
 * the history of an edit.
 */
import type { FileId, MessageId, UserId } from '../ids.ts';
import type { Card } from '../schema/card-values.ts';
import { compareReadings } from '../schema/hybrid-clock.ts';
import { recallWindowMs } from '../schema/message-values.ts';
import type { VerifiedAct, VerifiedMessage } from './verified-messages.ts';

/** What is shown of the history: a row must not grow with what a colleague writes into it. */
const maxEarlier = 20;
const maxEarlierCharacters = 2000;

export interface Version {
  readonly text: string;
  readonly atMs: number;
}
export interface MessageState {
  readonly text: string;
  readonly mentions: readonly UserId[];
  readonly card: Card | undefined;
  readonly editedAtMs: number | undefined;
  /** Texts before the present one, oldest first: the newest twenty, their beginnings. */
  readonly earlier: readonly Version[];
  readonly recalledAtMs: number | undefined;
  readonly reactions: ReadonlyMap<string, readonly UserId[]>;
  readonly pinned: boolean;
  /** Files that stand in the record: who said so first. */
  readonly filed: ReadonlyMap<FileId, { readonly by: UserId; readonly atMs: number }>;
}

type ActOf = Pick<VerifiedAct, 'id' | 'author' | 'clock' | 'sentAtMs' | 'act'>;
export type ActsByTarget = ReadonlyMap<MessageId, readonly ActOf[]>;

export function groupActs(acts: readonly ActOf[]): ActsByTarget {
  const byTarget = new Map<MessageId, ActOf[]>();
  for (const act of acts) {
    const { target } = act.act;
    if (target === null) continue;
    const list = byTarget.get(target);
    if (list === undefined) byTarget.set(target, [act]);
    else list.push(act);
  }
  return byTarget;
}

export const compareActs = (a: ActOf, b: ActOf): number => compareReadings(a.clock, b.clock) || (a.id < b.id ? -1 : 1);

/** Whether a message of this time can still be recalled. */
export const isRecallable = (sentAtMs: number, atMs: number): boolean => atMs - sentAtMs <= recallWindowMs;

export function stateOfMessage(
  message: Pick<VerifiedMessage, 'author' | 'text' | 'sentAtMs' | 'details'>,
  acts: readonly ActOf[] = [],
): MessageState {
  let text = message.text;
  let mentions = message.details.mentions ?? [];
  let { card } = message.details;
  let editedAtMs: number | undefined;
  let recalledAtMs: number | undefined;
  let pinned = false;
  const earlier: Version[] = [];
  const words = new Map<UserId, string>();
  const filed = new Map<FileId, { readonly by: UserId; readonly atMs: number }>();
  for (const { act, author, sentAtMs } of [...acts].sort(compareActs)) {
    const isOwn = author === message.author;
    if (act.kind === 'edit' && isOwn) {
      earlier.push({ text: text.slice(0, maxEarlierCharacters), atMs: editedAtMs ?? message.sentAtMs });
      if (earlier.length > maxEarlier) earlier.shift();
      ({ text, mentions, card } = act.value);
      editedAtMs = sentAtMs;
    } else if (act.kind === 'recall' && isOwn && isRecallable(message.sentAtMs, sentAtMs)) recalledAtMs ??= sentAtMs;
    else if (act.kind === 'react') words.set(author, act.value);
    else if (act.kind === 'pin') pinned = act.value;
    else if (act.kind === 'filed' && !filed.has(act.value.file)) filed.set(act.value.file, { by: author, atMs: sentAtMs });
  }
  if (recalledAtMs !== undefined)
    return {
      text: '',
      mentions: [],
      card: undefined,
      editedAtMs: undefined,
      earlier: [],
      recalledAtMs,
      reactions: new Map(),
      pinned: false,
      filed: new Map(),
    };
  return { text, mentions, card, editedAtMs, earlier, recalledAtMs, reactions: byWord(words), pinned, filed };
}

function byWord(words: ReadonlyMap<UserId, string>): ReadonlyMap<string, readonly UserId[]> {
  const users = new Map<string, UserId[]>();
  for (const [user, word] of words) {
    if (word === '') continue;
    const list = users.get(word);
    if (list === undefined) users.set(word, [user]);
    else list.push(user);
  }
  return users;
}
