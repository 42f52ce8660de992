/** The limit of one message, said before it is met. */
import { maxTextCharacters } from '@sanad/model/engine/api';

const warnBelow = 500;

/** `undefined` while there is plenty of room. */
export function roomLeft(text: string): number | undefined {
  const left = maxTextCharacters - text.length;
  return left <= warnBelow ? left : undefined;
}
