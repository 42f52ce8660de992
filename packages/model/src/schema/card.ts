/** A form that was filled in (DOC-11), as it stands in a message or an edit: `[kind, texts]`. */
import * as v from 'valibot';
import { CARD_FIELDS, CARD_KINDS, type Card, cardText, maxCardFieldCharacters } from './card-values.ts';

const CardShape = v.pipe(
  v.tuple([v.picklist(CARD_KINDS), v.array(v.pipe(v.string(), v.maxLength(maxCardFieldCharacters)))]),
  v.check(([kind, texts]) => texts.length === CARD_FIELDS[kind].length),
);
export const cardToShape = ({ kind, texts }: Card): readonly unknown[] => [kind, [...texts]];
/** As it stands in a document: undefined when it is none, or when its words are others than those of the text. */
export function readCard(value: unknown, text: string): Card | undefined {
  const parsed = v.safeParse(CardShape, value);
  if (!parsed.success) return undefined;
  const [kind, texts] = parsed.output;
  return text !== '' && cardText({ texts }) === text ? { kind, texts } : undefined;
}
