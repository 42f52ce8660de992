import type { Person } from '@sanad/model/engine/api';
import { isUserId } from '@sanad/model/ids';
import { expect, test } from 'vitest';
import { mentionChoices, mentionedIn, mentionQuery, withMention } from './mentions.ts';

function person(last: number, name: string): Person {
  const user: string = `00000000-0000-7000-8000-00000000000${last}`;
  if (!isUserId(user)) throw new Error('bad fixture');
  return {
    user,
    name,
    profession: 'nurse',
    unit: 'Réa',
    extension: '',
    languages: [],
    specialities: [],
    photoUrl: undefined,
    trust: 'bound',
  };
}
const ines = person(1, 'Inès Trabelsi');
const sami = person(2, 'سامي الغربي');
const people = [ines, sami, person(3, 'Bilel Nasri')];
const namesOf = (found: readonly Person[]) => found.map(({ name }) => name);

test('an @ at the beginning of a word asks, anything else does not', () => {
  expect(mentionQuery('@', 1)).toEqual({ at: 0, words: '' });
  expect(mentionQuery('voir @ine', 9)).toEqual({ at: 5, words: 'ine' });
  expect(mentionQuery('voir @ine demain', 9)).toEqual({ at: 5, words: 'ine' });
  for (const text of ['amel@chu', 'voir @ ', 'rien', '@a\nb'])
    expect([text, mentionQuery(text, text.length)]).toEqual([text, undefined]);
});

test('accents and forms of letters make no difference', () => {
  expect(namesOf(mentionChoices(people, 'ines'))).toEqual(['Inès Trabelsi']);
  expect(namesOf(mentionChoices(people, 'TRAB'))).toEqual(['Inès Trabelsi']);
  expect(namesOf(mentionChoices(people, 'غربي'))).toEqual(['سامي الغربي']);
  expect(mentionChoices(people, 'xyz')).toEqual([]);
});

test('the name takes the place of what was typed, and the rest of the text stays', () => {
  const query = mentionQuery('voir @ine demain', 9);
  if (query === undefined) throw new Error('no query');
  expect(withMention('voir @ine demain', query, ines.name)).toEqual({ text: 'voir @Inès Trabelsi demain', cursor: 20 });
});

test('what stands in the text when it is sent is mentioned, once; a name that was taken out is not', () => {
  expect(mentionedIn('@Inès Trabelsi @Inès Trabelsi', people, new Set([sami.user]))).toEqual([ines.user]);
  expect(mentionedIn('Inès Trabelsi', people, new Set([ines.user]))).toEqual([]);
});

test('of two with one name it is the one who was chosen', () => {
  const other = person(4, 'Inès Trabelsi');
  expect(mentionedIn('@Inès Trabelsi', [ines, other], new Set([other.user]))).toEqual([other.user]);
});
