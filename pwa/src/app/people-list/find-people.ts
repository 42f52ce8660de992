/** Whom the directory lists, and under which letter. */
import type { Person } from '@sanad/model/engine/api';
import type { UserId } from '@sanad/model/ids';
import { fold, matches } from '../fold.ts';

export const GROUPS = ['all', 'my-unit', 'doctors', 'nurses'] as const;
export type Group = (typeof GROUPS)[number];

export interface Letter {
  readonly letter: string;
  readonly people: readonly Person[];
}
interface Search {
  readonly query: string;
  readonly group: Group;
  readonly myUnit: string;
  readonly me: UserId | undefined;
  /** People who are not offered here: those who are members already. */
  readonly without?: ReadonlySet<UserId> | undefined;
  /** Words for the profession in the language of the screen, so that they can be searched. */
  readonly professionWord: (person: Person) => string;
  readonly locale: string;
}

/** Ordered by family name as people are looked for, then by the whole name; I am not in my own directory. */
export function findPeople(people: readonly Person[], search: Search): readonly Letter[] {
  const collator = new Intl.Collator(search.locale, { sensitivity: 'base' });
  const isListed = (person: Person) =>
    person.user !== search.me &&
    search.without?.has(person.user) !== true &&
    isInGroup(person, search) &&
    matches(search.query, [person.name, person.unit, search.professionWord(person), person.extension]);
  const found = people
    .filter(isListed)
    .sort((a, b) => collator.compare(familyName(a.name), familyName(b.name)) || collator.compare(a.name, b.name));
  const letters: { readonly letter: string; readonly people: Person[] }[] = [];
  for (const person of found) {
    const letter = letterOf(person.name);
    const last = letters[letters.length - 1];
    if (last !== undefined && last.letter === letter) last.people.push(person);
    else letters.push({ letter, people: [person] });
  }
  return letters;
}

function isInGroup(person: Person, search: Search): boolean {
  if (search.group === 'my-unit') return fold(person.unit) === fold(search.myUnit);
  if (search.group === 'doctors') return person.profession === 'doctor';
  return search.group !== 'nurses' || person.profession === 'nurse';
}

const familyName = (name: string): string => name.trim().split(/\s+/u).slice(1).join(' ').replace(/^ال/u, '') || name;
const letterOf = (name: string): string => (Array.from(fold(familyName(name)))[0] ?? '').toLocaleUpperCase();
