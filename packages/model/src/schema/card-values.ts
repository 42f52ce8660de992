/**
 * Forms that can be filled in (DOC-11): handover and call for help in fixed fields. The words of a form are the message's text as well,
 * without the headings: those belong to the language of the reader, and a search must not find every form by the word "situation".
 * Without the codec: screens import these values too.
 */

/** Fields in the order of the method. SBAR: Institute for Healthcare Improvement; I-PASS: Starmer et al., NEJM 2014. */
export const CARD_FIELDS = {
  sbar: ['situation', 'background', 'assessment', 'recommendation'],
  ipass: ['illness', 'patient', 'actions', 'awareness', 'synthesis'],
} as const;
export const CARD_KINDS = ['sbar', 'ipass'] as const;
export type CardKind = (typeof CARD_KINDS)[number];

export interface Card {
  readonly kind: CardKind;
  /** One text per field of its kind, in order; empty where nothing was written. */
  readonly texts: readonly string[];
}
export const maxCardFieldCharacters = 2000;

/** The text of a message that carries this form: a paragraph for each field that was written in. */
export const cardText = ({ texts }: Pick<Card, 'texts'>): string => texts.filter((text) => text !== '').join('\n');

/** What the receiver of an I-PASS answers with: the last field alone. */
export const isSynthesis = ({ kind, texts }: Card): boolean =>
  kind === 'ipass' && texts.every((text, at) => (text !== '') === (at === texts.length - 1));
