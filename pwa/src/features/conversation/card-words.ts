/** Forms in words: headings in the reader's language beside what was written. */
import { CARD_FIELDS, type Card, type CardKind } from '@sanad/model/engine/api';
import type { I18n } from '../../i18n/use-i18n.ts';

export type CardField = (typeof CARD_FIELDS)[CardKind][number];

/** The fields in which something was written, in the order of the method. */
export const writtenFields = ({ kind, texts }: Card): readonly { readonly field: CardField; readonly at: number }[] =>
  CARD_FIELDS[kind].flatMap((field, at) => ((texts[at] ?? '') === '' ? [] : [{ field, at }]));

/** For the clipboard: method, headings, words. */
export const cardAsText = ({ t }: Pick<I18n, 't'>, card: Card): string =>
  [t(`card.${card.kind}`), ...writtenFields(card).map(({ field, at }) => `${t(`card.${field}`)}\n${card.texts[at] ?? ''}`)].join(
    '\n\n',
  );
