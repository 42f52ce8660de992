/** A form that was filled in (DOC-11): handover and call for help in fixed fields. Its words stand in the message's text as well. */
import * as v from 'valibot';

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

export const CardShape = v.pipe(
  v.tuple([v.picklist(CARD_KINDS), v.array(v.pipe(v.string(), v.maxLength(maxCardFieldCharacters)))]),
  v.check(([kind, texts]) => texts.length === CARD_FIELDS[kind].length),
);
export const cardToShape = ({ kind, texts }: Card): readonly unknown[] => [kind, [...texts]];
export const shapeToCard = ([kind, texts]: v.InferOutput<typeof CardShape>): Card => ({ kind, texts });
