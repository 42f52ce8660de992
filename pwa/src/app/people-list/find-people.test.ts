import type { Person, Profession } from '@sanad/model/engine/api';
import { isUserId } from '@sanad/model/ids';
import { expect, test } from 'vitest';
import { findPeople } from './find-people.ts';

function person(n: number, name: string, profession: Profession, unit: string): Person {
  const user: string = `00000000-0000-7000-8000-00000000000${n}`;
  if (!isUserId(user)) throw new Error('bad fixture');
  return { user, name, profession, unit, extension: `421${n}`, languages: [], photoUrl: undefined, trust: 'bound' };
}
const people = [
  person(1, 'Karim Jaziri', 'doctor', 'Urgences'),
  person(2, 'Rim Ayari', 'administrative', 'Laboratoire'),
  person(3, 'Inès Trabelsi', 'doctor', 'Réanimation'),
  person(4, 'Sami Gharbi', 'nurse', 'Réanimation'),
];
const words: Record<Profession, string> = { doctor: 'Médecin', nurse: 'Infirmier', administrative: 'Administration' };
const find = (part: Partial<Parameters<typeof findPeople>[1]>) =>
  findPeople(people, {
    query: '',
    group: 'all',
    myUnit: 'Reanimation',
    me: undefined,
    professionWord: (one) => words[one.profession],
    locale: 'fr',
    ...part,
  });
const names = (part: Parameters<typeof find>[0]) => find(part).flatMap((letter) => letter.people.map((one) => one.name));

test('people stand under the letter of their family name', () => {
  expect(find({}).map((letter) => letter.letter)).toEqual(['A', 'G', 'J', 'T']);
});

test('unit, profession and extension are searched with folding', () => {
  expect(names({ query: 'medecin rea' })).toEqual(['Inès Trabelsi']);
  expect(names({ query: '4214' })).toEqual(['Sami Gharbi']);
});

test('groups narrow the list, and I am not in it', () => {
  expect(names({ group: 'my-unit' })).toEqual(['Sami Gharbi', 'Inès Trabelsi']);
  expect(names({ group: 'doctors' })).toEqual(['Karim Jaziri', 'Inès Trabelsi']);
  expect(names({ me: people[0]?.user })).not.toContain('Karim Jaziri');
});
