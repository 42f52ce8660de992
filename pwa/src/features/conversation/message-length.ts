/** The limit of one message (WIRE-2), said before it is met. */
export const maxMessageCharacters = 16_000;
const warnBelow = 500;

/** `undefined` while there is plenty of room. */
export function roomLeft(text: string): number | undefined {
  const left = maxMessageCharacters - text.length;
  return left <= warnBelow ? left : undefined;
}
