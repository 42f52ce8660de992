/** The limits of one message: the one that is said before it is met, and how much of a long one is shown at first. */
import { maxTextCharacters } from '@sanad/model/engine/api';

const warnBelow = 500;
const longCharacters = 900;
const longLines = 14;

/** `undefined` while there is plenty of room. */
export function roomLeft(text: string): number | undefined {
  const left = maxTextCharacters - text.length;
  return left <= warnBelow ? left : undefined;
}

/** The beginning of a long text, cut between words where there are any; `undefined` when all of it is shown. */
export function cutLong(text: string): string | undefined {
  const lines = text.split('\n', longLines + 1);
  if (text.length <= longCharacters && lines.length <= longLines) return undefined;
  const start = lines.slice(0, longLines).join('\n').slice(0, longCharacters);
  const whole = start.replace(/[\ud800-\udbff]$/u, '');
  return whole.replace(/\s\S{0,30}$/u, '');
}
