/** A phrase that is asked for with a "/" at the beginning of an empty message. */

const longestQuery = 40;

/** What was typed behind the slash; undefined: nobody asks for a phrase. */
export function slashQuery(text: string, cursor: number): string | undefined {
  const isAsked = text.startsWith('/') && cursor === text.length && text.length <= longestQuery && !text.includes('\n');
  return isAsked && !text.startsWith('/ ') ? text.slice(1) : undefined;
}

/** The text with the phrase in place of what stands between the two places, apart from the words around it, and where the cursor goes. */
export function withPhrase(
  text: string,
  from: number,
  to: number,
  phrase: string,
): { readonly text: string; readonly cursor: number } {
  const [before, after] = [text.slice(0, from), text.slice(to)];
  const inserted = `${/\S$/u.test(before) ? ' ' : ''}${phrase}${/^\S/u.test(after) ? ' ' : ''}`;
  return { text: before + inserted + after, cursor: before.length + inserted.length };
}
