/** Where the caret belongs after a typed value was written otherwise, such as a code in groups: behind the same letter. */
const isLetter = (character: string): boolean => /[\p{L}\p{N}]/u.test(character);

/** `typed` with the caret at `at` became `shown`. */
export function caretAfter(typed: string, at: number, shown: string): number {
  const behind = [...typed.slice(0, at)].filter(isLetter).length;
  if (at === typed.length) return shown.length;
  let seen = 0;
  for (let place = 0; place < shown.length; place++) {
    if (seen === behind) return place;
    if (isLetter(shown.charAt(place))) seen += 1;
  }
  return shown.length;
}
