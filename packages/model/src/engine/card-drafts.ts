/**
 * Forms that were begun and not sent, on this device alone: one per conversation and method, one per message that is being changed or
 * answered with a synthesis. Somebody who is called away finds what she wrote.
 */
import * as v from 'valibot';
import type { MessageId, SpaceId } from '../ids.ts';
import { CARD_FIELDS, CARD_KINDS, type CardKind, maxCardFieldCharacters } from '../schema/card-values.ts';
import { PRIORITIES } from '../schema/message-values.ts';
import { messageIdField } from '../wire/fields.ts';
import type { CardDraft } from './api.ts';
import { makeRowReader, withoutUndefined } from './row-codec.ts';
import type { Store, StoreWrite } from './store.ts';

/** ['card-drafts', space]: newest first, a bounded number. */
const CardDraftsRow = v.array(
  v.pipe(
    v.object({
      kind: v.picklist(CARD_KINDS),
      texts: v.array(v.pipe(v.string(), v.maxLength(maxCardFieldCharacters))),
      priority: v.picklist(PRIORITIES),
      message: v.optional(messageIdField),
    }),
    v.check(({ kind, texts }) => texts.length === CARD_FIELDS[kind].length),
  ),
);
const keptDrafts = 20;
const nothing: readonly CardDraft[] = [];
const read = makeRowReader(CardDraftsRow, (rows): readonly CardDraft[] =>
  rows.map(({ kind, texts, priority, message }) => ({ kind, texts, priority, message })),
);

type Reading = Pick<Store, 'get'>;
type Slot = CardKind | MessageId;
const slotOf = ({ message, kind }: CardDraft): Slot => message ?? kind;

export const cardDraftsOf = (store: Reading, space: SpaceId): readonly CardDraft[] =>
  read(store.get(['card-drafts', space])) ?? nothing;

const toWrite = (space: SpaceId, drafts: readonly CardDraft[]): StoreWrite => ({
  key: ['card-drafts', space],
  value: drafts.length === 0 ? undefined : drafts.slice(0, keptDrafts).map(withoutUndefined),
});

export function forgetCardDraft(store: Reading, space: SpaceId, slot: Slot): readonly StoreWrite[] {
  const before = cardDraftsOf(store, space);
  const rest = before.filter((draft) => slotOf(draft) !== slot);
  return rest.length === before.length ? [] : [toWrite(space, rest)];
}

/** Nothing written: nothing is kept. Undefined: it is none that could be kept. */
export function cardDraftWrites(store: Reading, space: SpaceId, draft: CardDraft): readonly StoreWrite[] | undefined {
  if (draft.texts.every((text) => text.trim() === '')) return forgetCardDraft(store, space, slotOf(draft));
  const { kind, texts, priority, message } = draft;
  const row = withoutUndefined({ kind, texts: [...texts], priority, message });
  if (!v.is(CardDraftsRow, [row])) return undefined;
  const others = cardDraftsOf(store, space).filter((one) => slotOf(one) !== slotOf(draft));
  return [toWrite(space, [{ kind, texts, priority, message }, ...others])];
}
