/** Typing help for the 29 symbols of a recovery code: 4-4-4-4-4-4-5, whatever separators were typed or pasted. */
const groupLength = 4;
const lastGroupFrom = 24;

export const symbolsIn = (text: string): string => text.toUpperCase().replace(/[^A-Z0-9]/g, '');

export function groupCode(text: string): string {
  const symbols = symbolsIn(text);
  const groups: string[] = [];
  for (let at = 0; at < Math.min(symbols.length, lastGroupFrom); at += groupLength)
    groups.push(symbols.slice(at, at + groupLength));
  if (symbols.length > lastGroupFrom) groups.push(symbols.slice(lastGroupFrom));
  return groups.join(' ');
}
