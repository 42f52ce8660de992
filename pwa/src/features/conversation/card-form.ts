/** A form while it is filled in: for a new message, for one that is changed, or as the synthesis of what was received. */
import {
  CARD_FIELDS,
  type Card,
  type CardDraft,
  type CardKind,
  isSynthesis,
  type MessageRow,
  type Quote,
} from '@sanad/model/engine/api';
import type { CardField } from './card-words.ts';

export type CardTask =
  | { readonly mode: 'new'; readonly kind: CardKind; readonly answers: Pick<Quote, 'id' | 'sentAtMs'> | undefined }
  | { readonly mode: 'edit'; readonly row: MessageRow; readonly card: Card }
  | { readonly mode: 'synthesis'; readonly row: MessageRow };

const nothingIn = (kind: CardKind): readonly string[] => CARD_FIELDS[kind].map(() => '');
export const kindOf = (task: CardTask): CardKind =>
  task.mode === 'new' ? task.kind : task.mode === 'edit' ? task.card.kind : 'ipass';

/** What stands in the form before anything is typed. */
export const firstTexts = (task: CardTask): readonly string[] =>
  task.mode === 'edit' ? task.card.texts : nothingIn(kindOf(task));

/** The last field of an I-PASS belongs to who receives it: she answers with it alone. */
export function offeredFields(task: CardTask): readonly { readonly field: CardField; readonly at: number }[] {
  const fields = CARD_FIELDS[kindOf(task)].map((field, at) => ({ field, at }));
  const isAnswer = task.mode === 'synthesis' || (task.mode === 'edit' && isSynthesis(task.card));
  const isKept = (at: number) => task.mode === 'edit' && (task.card.texts[at] ?? '') !== '';
  return fields.filter(({ field, at }) => (field === 'synthesis') === isAnswer || isKept(at));
}

/** Under which name the engine keeps what was typed. */
export const slotOf = (task: CardTask): Pick<CardDraft, 'kind' | 'message'> => ({
  kind: kindOf(task),
  message: task.mode === 'new' ? undefined : task.row.id,
});

export function draftFor(drafts: readonly CardDraft[], task: CardTask): CardDraft | undefined {
  const { kind, message } = slotOf(task);
  return drafts.find((draft) => draft.kind === kind && draft.message === message);
}
