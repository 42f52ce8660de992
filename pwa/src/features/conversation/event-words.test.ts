import type { SpaceEvent } from '@sanad/model/engine/api';
import { isDeviceId, isUserId, type UserId } from '@sanad/model/ids';
import { expect, test } from 'vitest';
import { fr } from '../../i18n/fr.ts';
import { makeTranslate } from '../../i18n/translate.ts';
import { eventSentences, namesApart } from './event-words.ts';

const user = (last: number): UserId => {
  const id: string = `00000000-0000-7000-8000-00000000000${last}`;
  if (!isUserId(id)) throw new Error('bad fixture');
  return id;
};
const [me, amel, karim, sami] = [user(1), user(2), user(3), user(4)];
const names = new Map([
  [me, 'Moi'],
  [amel, 'Amel'],
  [karim, 'Karim'],
  [sami, 'Sami'],
]);
const list = new Intl.ListFormat('fr', { type: 'conjunction' });
const words = { ...makeTranslate('fr', fr), list: (parts: readonly string[]) => list.format(parts) };
const nothing: SpaceEvent = {
  index: 1,
  atMs: 0,
  by: amel,
  created: false,
  added: [],
  removed: [],
  left: [],
  promoted: [],
  demoted: [],
  rekeyed: false,
};
const said = (event: Partial<SpaceEvent>): readonly string[] =>
  eventSentences(words, { ...nothing, ...event }, (id) => names.get(id) ?? '?', me).map((one) =>
    namesApart(one)
      .map((part) => part.text)
      .join(''),
  );

test('each change is a sentence with its names', () => {
  expect(said({ created: true, added: [karim, sami] })).toEqual(['Amel a créé le groupe avec Karim et Sami.']);
  expect(said({ added: [karim] })).toEqual(['Amel a ajouté Karim.']);
  expect(said({ removed: [karim], rekeyed: true })).toEqual([
    'Amel a retiré Karim.',
    'La clé de la conversation a été renouvelée.',
  ]);
  expect(said({ removed: [karim, sami], left: [karim] })).toEqual(['Amel a retiré Sami.', 'Karim a quitté le groupe.']);
  expect(said({ promoted: [karim] })).toEqual(['Amel a donné le rôle d’administrateur à Karim.']);
  expect(said({ demoted: [amel] })).toEqual(['Amel n’administre plus le groupe.']);
});

test('a group that goes on says who is new; who is new herself learns that what was before is closed to her', () => {
  expect(said({ created: true, continues: true, added: [karim] })).toEqual(['Le groupe continue ici.', 'Amel a ajouté Karim.']);
  expect(said({ created: true, continues: true, added: [karim, me] })).toEqual([
    'Le groupe continue ici.',
    'Amel vous a fait entrer dans le groupe.',
    'Ce qui a été écrit avant vous reste fermé.',
  ]);
});

test('CHAIN-11 a new device of a colleague is said in one sentence', () => {
  const device: string = '0b'.repeat(16);
  if (!isDeviceId(device)) throw new Error('bad fixture');
  expect(said({ device })).toEqual(['Amel utilise un nouvel appareil.']);
});

test('TRUST-3 a new identity is said in one sentence, to others and to herself', () => {
  expect(said({ identity: 3 })).toEqual(['Amel a une nouvelle identité, remise par un administrateur.']);
  expect(said({ identity: 3, by: me })).toEqual(['Vous avez une nouvelle identité, remise par un administrateur.']);
});

test('what concerns the reader is said to her', () => {
  expect(said({ by: me, added: [karim] })).toEqual(['Vous avez ajouté Karim.']);
  expect(said({ added: [me, karim] })).toEqual(['Amel vous a fait entrer dans le groupe.', 'Amel a ajouté Karim.']);
  expect(said({ removed: [me], left: [me] })).toEqual(['Vous avez quitté le groupe.']);
  expect(said({ promoted: [me] })).toEqual(['Amel vous a donné le rôle d’administrateur.']);
  expect(said({ by: me, created: true })).toEqual(['Vous avez créé le groupe.']);
});

test('many names are a few and a number', () => {
  const many = Array.from({ length: 9 }, (_, at) => user(at));
  expect(said({ by: user(9), added: many.filter((one) => one !== me) })[0]).toMatch(/ et 4 autres\.$/);
});

test('names are set apart from the sentence', () => {
  const [sentence = ''] = eventSentences(words, { ...nothing, added: [karim] }, (id) => names.get(id) ?? '?', me);
  expect(namesApart(sentence).filter((part) => part.isName)).toEqual([
    { text: 'Amel', isName: true },
    { text: 'Karim', isName: true },
  ]);
});
