/** Help with codes that are read and typed by people: groups, whatever separators were typed or pasted, and what is wrong with them. */

/** How a code is written: so many characters in groups of `group`; what is left over stands in the last one. */
export interface CodeShape {
  readonly characters: number;
  readonly group: number;
}
/** 4-4-4-4-4-4-5 */
export const recoveryShape: CodeShape = { characters: 29, group: 4 };
/** Eleven groups of five. */
export const linkShape: CodeShape = { characters: 55, group: 5 };
/** What is compared when somebody is let in (ORG-8). */
export const approvalShape: CodeShape = { characters: 8, group: 4 };
/** What is compared when an identity is reset (RESET-2). */
export const resetShape: CodeShape = { characters: 12, group: 4 };

export const symbolsIn = (text: string): string => text.toUpperCase().replace(/[^A-Z0-9]/g, '');

export function groupsOf(text: string, { characters, group }: CodeShape): readonly string[] {
  const symbols = symbolsIn(text);
  const lastFrom = (Math.floor(characters / group) - 1) * group;
  const groups: string[] = [];
  for (let at = 0; at < Math.min(symbols.length, lastFrom); at += group) groups.push(symbols.slice(at, at + group));
  if (symbols.length > lastFrom) groups.push(symbols.slice(lastFrom));
  return groups;
}

export const groupCode = (text: string, shape: CodeShape): string => groupsOf(text, shape).join(' ');

export type TypingFault =
  | { readonly type: 'missing' | 'too-many'; readonly count: number }
  /** A letter that no code has; `group` counts from 1. */
  | { readonly type: 'letter'; readonly letter: string; readonly group: number };

/** Undefined: of the right length and letters. Whether it is a code only its check can say. */
export function typingFault(text: string, shape: CodeShape): TypingFault | undefined {
  const groups = groupsOf(text, shape);
  // Crockford's alphabet has no U; I, L and O are read as the digits that they look like.
  const at = groups.findIndex((group) => group.includes('U'));
  if (at >= 0) return { type: 'letter', letter: 'U', group: at + 1 };
  const count = symbolsIn(text).length - shape.characters;
  if (count === 0) return undefined;
  return { type: count < 0 ? 'missing' : 'too-many', count: Math.abs(count) };
}
