import type { Person, Profession } from '@sanad/model/engine/api';
import { isUserId, type UserId } from '@sanad/model/ids';
import { expect, test } from 'vitest';
import type { Pieces } from '../../ui/create-pieces.ts';
import { findPeople, indexPeople, noFilter, specialitiesOf, unitsOf } from './find-people.ts';

function user(n: number): UserId {
  const id: string = `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
  if (!isUserId(id)) throw new Error('bad fixture');
  return id;
}
function person(n: number, name: string, profession: Profession, unit: string, ...specialities: string[]): Person {
  const rest = { languages: [], photoUrl: undefined, trust: 'bound' } as const;
  return { user: user(n), name, profession, unit, extension: `421${n}`, specialities, ...rest };
}
const people = [
  person(1, 'Karim Jaziri', 'doctor', 'Urgences', 'Traumatologie'),
  person(2, 'Rim Ayari', 'administrative', 'Laboratoire'),
  person(3, 'Inès Trabelsi', 'doctor', 'Réanimation', 'Néphrologie', 'طبّ الأطفال'),
  person(4, 'Sami Gharbi', 'nurse', 'réanimation'),
];
const words: Record<Profession, string> = { doctor: 'Médecin', nurse: 'Infirmier', administrative: 'Administration' };
function whole<T>(work: Pieces<T>): T {
  for (;;) {
    const piece = work.next();
    if (piece.done) return piece.value;
  }
}
const index = whole(indexPeople(people, (one) => words[one.profession], 'fr'));
const find = (part: Partial<Parameters<typeof findPeople>[1]>) =>
  whole(
    findPeople(index, {
      query: '',
      group: 'all',
      filter: noFilter,
      myUnit: 'Reanimation',
      me: undefined,
      favourites: new Set(),
      isOnDuty: () => false,
      ...part,
    }),
  );
const names = (part: Parameters<typeof find>[0]) => find(part).flatMap((section) => section.people.map((one) => one.name));

test('people stand under the letter of their family name', () => {
  expect(find({}).map((section) => section.name)).toEqual(['A', 'G', 'J', 'T']);
});

test('DIR-2 unit, profession, speciality and extension are searched with folding, in Latin and Arabic', () => {
  expect(names({ query: 'medecin rea' })).toEqual(['Inès Trabelsi']);
  expect(names({ query: 'NEPHRO' })).toEqual(['Inès Trabelsi']);
  expect(names({ query: 'طب اطفال' })).toEqual(['Inès Trabelsi']);
  expect(names({ query: '4214' })).toEqual(['Sami Gharbi']);
});

test('DIR-2 groups and filters narrow the list, and I am not in it', () => {
  expect(names({ group: 'my-unit' })).toEqual(['Sami Gharbi', 'Inès Trabelsi']);
  expect(names({ group: 'doctors' })).toEqual(['Karim Jaziri', 'Inès Trabelsi']);
  expect(names({ group: 'on-duty', isOnDuty: (one) => one === user(2) })).toEqual(['Rim Ayari']);
  expect(names({ me: user(1) })).not.toContain('Karim Jaziri');
  expect(names({ filter: { ...noFilter, unit: 'REANIMATION' } })).toEqual(['Sami Gharbi', 'Inès Trabelsi']);
  expect(names({ filter: { ...noFilter, unit: 'Réanimation', profession: 'doctor' } })).toEqual(['Inès Trabelsi']);
  expect(names({ filter: { ...noFilter, speciality: 'traumatologie' } })).toEqual(['Karim Jaziri']);
});

test('DIR-2 what can be chosen stands once, however it is written', () => {
  expect(unitsOf(index, 'fr')).toEqual(['Laboratoire', 'réanimation', 'Urgences']);
  expect(specialitiesOf(index, 'fr')).toHaveLength(3);
});

test('DIR-3 favourites come first, then who is on duty in my unit; nobody stands twice', () => {
  const sections = find({ favourites: new Set([user(1)]), isOnDuty: (one) => one === user(4) || one === user(1) });
  expect(sections.map((section) => section.name)).toEqual(['favourites', 'nearby', 'A', 'T']);
  expect(sections.flatMap((section) => section.people)).toHaveLength(4);
});

test('DIR-2 a key that is pressed looks through 10,000 people that are ready, and folds nothing anew', () => {
  const many = Array.from({ length: 10_000 }, (_, n) => person(n, `Prénom${n} Nom${n % 97}`, 'nurse', `Unité ${n % 40}`));
  const ready = whole(indexPeople(many, (one) => words[one.profession], 'fr'));
  const search = { query: 'prenom9999', group: 'all', filter: noFilter, myUnit: '', me: undefined } as const;
  const found = whole(findPeople(ready, { ...search, favourites: new Set(), isOnDuty: () => false }));
  expect(found.flatMap((section) => section.people.map((one) => one.name))).toEqual(['Prénom9999 Nom8']);
});

test('DIR-2 what is worked out in pieces stands in the same order as at once', () => {
  const many = Array.from({ length: 1234 }, (_, n) => person(n, `Prénom${n % 7} Nom${(n * 31) % 211}`, 'nurse', 'Unité'));
  const collator = new Intl.Collator('fr', { sensitivity: 'base' });
  const family = (one: Person) => one.name.split(' ')[1] ?? '';
  const atOnce = [...many].sort((a, b) => collator.compare(family(a), family(b)) || collator.compare(a.name, b.name));
  const work = indexPeople(many, (one) => words[one.profession], 'fr');
  let pieces = 0;
  let piece = work.next();
  for (; piece.done !== true; piece = work.next()) pieces++;
  expect(piece.value.map((entry) => entry.person)).toEqual(atOnce);
  expect(pieces).toBeGreaterThan(100);
});
