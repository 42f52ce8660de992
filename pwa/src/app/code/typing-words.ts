/** What is wrong with a code that was typed, as far as its length and letters tell. */
import type { I18n } from '../../i18n/use-i18n.ts';
import type { TypingFault } from '../group-code.ts';

export interface CodeFault {
  readonly words: string;
  /** Counted from 1: where it is, when that is known. */
  readonly group: number | undefined;
}

export const typingWords = (
  { t, n }: Pick<I18n, 't' | 'n'>,
  words: 'link.code' | 'recover.code',
  fault: TypingFault | undefined,
): CodeFault | undefined => {
  if (fault === undefined) return undefined;
  return fault.type === 'letter'
    ? { words: t(`${words}.letter`, { group: fault.group, letter: fault.letter }), group: fault.group }
    : { words: n(`${words}.${fault.type}`, fault.count), group: undefined };
};
