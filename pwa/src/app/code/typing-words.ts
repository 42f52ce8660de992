/** What is wrong with a code that was typed, as far as its length and letters tell. */
import type { I18n } from '../../i18n/use-i18n.ts';
import type { TypingFault } from '../group-code.ts';

export const typingWords = (
  { t, n }: Pick<I18n, 't' | 'n'>,
  words: 'link.code' | 'recover.code',
  fault: TypingFault | undefined,
): string | undefined => {
  if (fault === undefined) return undefined;
  return fault.type === 'letter'
    ? t(`${words}.letter`, { group: fault.group, letter: fault.letter })
    : n(`${words}.${fault.type}`, fault.count);
};
