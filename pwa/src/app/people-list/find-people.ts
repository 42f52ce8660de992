/**
 * Whom the directory lists, in which order, and under which heading (DIR-2, DIR-3). What depends on the people alone is worked out once
 * (`indexPeople`), so that each key that is pressed costs a look at ready words; and all of it is done in pieces, between which the page answers: a
 * hospital has 10,000 people.
 */
import type { Person, Profession } from '@sanad/model/engine/api';
import type { UserId } from '@sanad/model/ids';
import type { Pieces } from '../../ui/create-pieces.ts';
import { askedWords, beginsWords, fold, foldedWords } from '../fold.ts';
import { inPieces, sortInPieces } from './in-pieces.ts';

export const GROUPS = ['all', 'on-duty', 'my-unit', 'doctors', 'nurses'] as const;
export type Group = (typeof GROUPS)[number];

/** What narrows the list besides its group and words; undefined: does not. Units and specialities as they are written. */
export interface PeopleFilter {
  readonly unit: string | undefined;
  readonly profession: Profession | undefined;
  readonly speciality: string | undefined;
}
export const noFilter: PeopleFilter = { unit: undefined, profession: undefined, speciality: undefined };
export const filterCount = (filter: PeopleFilter): number => Object.values(filter).filter((one) => one !== undefined).length;

interface IndexedPerson {
  readonly person: Person;
  readonly letter: string;
  readonly words: readonly string[];
  readonly unit: string;
  readonly specialities: readonly string[];
}
/** In the order of the list. */
export type PeopleIndex = readonly IndexedPerson[];

/** Sections before those of the letters have names of their own; no letter is longer than one character. */
export const FAVOURITES = 'favourites';
export const NEARBY = 'nearby';
export interface Section {
  readonly name: string;
  readonly people: readonly Person[];
}

interface Search {
  readonly query: string;
  readonly group: Group;
  readonly filter: PeopleFilter;
  readonly myUnit: string;
  readonly me: UserId | undefined;
  /** People who are not offered here: those who are members already. */
  readonly without?: ReadonlySet<UserId> | undefined;
  readonly favourites: ReadonlySet<UserId>;
  readonly isOnDuty: (user: UserId) => boolean;
}

/** Ordered by family name as people are looked for, then by the whole name. `professionWord`: in the language of the screen. Who left is not offered (DIR-4). */
export function* indexPeople(
  people: readonly Person[],
  professionWord: (person: Person) => string,
  locale: string,
): Pieces<PeopleIndex> {
  const collator = new Intl.Collator(locale, { sensitivity: 'base' });
  const named = people.filter((person) => person.gone !== true).map((person) => ({ person, family: familyName(person.name) }));
  const sorted = yield* sortInPieces(
    named,
    (a, b) => collator.compare(a.family, b.family) || collator.compare(a.person.name, b.person.name),
  );
  const index: IndexedPerson[] = [];
  yield* inPieces(sorted, ({ person, family }) => {
    const words = [person.name, person.unit, professionWord(person), person.extension, ...person.specialities];
    index.push({
      person,
      letter: (Array.from(fold(family))[0] ?? '').toLocaleUpperCase(),
      words: foldedWords(words.join(' ')),
      unit: fold(person.unit),
      specialities: person.specialities.map(fold),
    });
  });
  return index;
}

/** Favourites first, then who is on duty in my unit, then everybody by letter; nobody twice, and I am not in my own directory. */
export function* findPeople(index: PeopleIndex, search: Search): Pieces<readonly Section[]> {
  const asked = askedWords(search.query);
  const [myUnit, unit, speciality] = [search.myUnit, search.filter.unit, search.filter.speciality].map((text) =>
    text === undefined ? undefined : fold(text),
  );
  const isListed = ({ person, words, unit: theirs, specialities }: IndexedPerson): boolean =>
    person.user !== search.me &&
    search.without?.has(person.user) !== true &&
    (search.group !== 'my-unit' || theirs === myUnit) &&
    (search.group !== 'on-duty' || search.isOnDuty(person.user)) &&
    (search.group !== 'doctors' || person.profession === 'doctor') &&
    (search.group !== 'nurses' || person.profession === 'nurse') &&
    (unit === undefined || theirs === unit) &&
    (search.filter.profession === undefined || person.profession === search.filter.profession) &&
    (speciality === undefined || specialities.includes(speciality)) &&
    beginsWords(asked, words);
  const sections = new Map<string, Person[]>();
  for (const name of [FAVOURITES, NEARBY]) sections.set(name, []);
  yield* inPieces(index, (entry) => {
    if (!isListed(entry)) return;
    const { user } = entry.person;
    const isNear = search.group === 'all' && entry.unit === myUnit && search.isOnDuty(user);
    const name = search.favourites.has(user) ? FAVOURITES : isNear ? NEARBY : entry.letter;
    const list = sections.get(name);
    if (list === undefined) sections.set(name, [entry.person]);
    else list.push(entry.person);
  });
  return [...sections].filter(([, list]) => list.length > 0).map(([name, list]) => ({ name, people: list }));
}

/** What there is to choose from, each once however it is written, in the order of the language. */
export function unitsOf(index: PeopleIndex, locale: string): readonly string[] {
  return distinct(
    index.map(({ person }) => person.unit),
    locale,
  );
}
export function specialitiesOf(index: PeopleIndex, locale: string): readonly string[] {
  return distinct(
    index.flatMap(({ person }) => person.specialities),
    locale,
  );
}
function distinct(texts: readonly string[], locale: string): readonly string[] {
  const byFold = new Map<string, string>();
  for (const text of texts) if (!byFold.has(fold(text)) && text.trim() !== '') byFold.set(fold(text), text);
  return [...byFold.values()].sort(new Intl.Collator(locale, { sensitivity: 'base' }).compare);
}

const familyName = (name: string): string => name.trim().split(/\s+/u).slice(1).join(' ').replace(/^ال/u, '') || name;
