/** Names behind an @ while somebody writes: which one is being typed, who fits, what stands in the text when it is sent. */
import type { Person } from '@sanad/model/engine/api';
import type { UserId } from '@sanad/model/ids';
import { matches } from '../../app/fold.ts';
import { visibleName } from '../../app/visible-name.ts';
import { type NameInText, textParts } from './message-text.ts';

export interface MentionQuery {
  /** Where the @ stands. */
  readonly at: number;
  /** What was typed behind it. */
  readonly words: string;
}

const longestQuery = 40;
const shownChoices = 6;

/** The @ before the cursor begins a word; a name may hold one or two spaces. */
export function mentionQuery(text: string, cursor: number): MentionQuery | undefined {
  const before = text.slice(Math.max(0, cursor - longestQuery), cursor);
  const found = /(?:^|[\s(«"'])@([^@\n]*)$/u.exec(before);
  const words = found?.[1];
  if (words === undefined || words.startsWith(' ') || words.split(' ').length > 3) return undefined;
  return { at: cursor - words.length - 1, words };
}

export const mentionName = (person: Pick<Person, 'name'>): string => visibleName(person.name);

export const mentionChoices = (people: readonly Person[], words: string): readonly Person[] =>
  people.filter((person) => mentionName(person) !== '' && matches(words, [person.name])).slice(0, shownChoices);

/** The text with the name in place of what was typed, and where the cursor goes. */
export function withMention(text: string, query: MentionQuery, name: string): { readonly text: string; readonly cursor: number } {
  const start = text.slice(0, query.at);
  const rest = text.slice(query.at + 1 + query.words.length).replace(/^ /u, '');
  const inserted = `@${name} `;
  return { text: start + inserted + rest, cursor: start.length + inserted.length };
}

/** Who is mentioned by the text as it stands: of two with the same name, the one who was chosen. */
export function mentionedIn(text: string, people: readonly Person[], chosen: ReadonlySet<UserId>): readonly UserId[] {
  const names = people
    .map((person): NameInText => ({ user: person.user, name: mentionName(person) }))
    .sort((a, b) => Number(chosen.has(b.user)) - Number(chosen.has(a.user)));
  return [...new Set(textParts(text, names).flatMap((part) => (part.kind === 'mention' ? [part.user] : [])))];
}
