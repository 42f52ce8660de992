import { spaceIdFromBytes, userIdFromBytes } from '@sanad/model/ids';
import { expect, test } from 'vitest';
import { reminderWords } from '../../../app/reminder-words.ts';
import { createI18n } from '../../../i18n/create-i18n.ts';
import { loadDictionary } from '../../../i18n/dictionaries.ts';
import { LANGUAGES, type Language } from '../../../i18n/language.ts';
import { fieldKey, valueWords } from './conflict-words.ts';
import { icsName } from './save-ics.ts';
import { lengthWords, zoneName } from './time-words.ts';

const wordsOf = async (language: Language) => createI18n(language, await loadDictionary(language), () => undefined);
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

test('reminders and lengths in words', async () => {
  const said = await Promise.all(
    LANGUAGES.map(async (language) => {
      const i18n = await wordsOf(language);
      return [...[0, 15, 120, 1440, 2880].map((minutes) => reminderWords(i18n, minutes)), lengthWords(i18n, 5400)].map(plain);
    }),
  );
  expect(said).toEqual([
    ['au début', '15 min avant', '2 h avant', 'la veille', '2 jours avant', '1 h 30 min'],
    ['عند البداية', 'قبل 15 دقيقة', 'قبل ساعتين', 'قبل يوم', 'قبل يومين', 'ساعة 30 دقيقة'],
    ['when it begins', '15 min before', '2 hours before', 'the day before', '2 days before', '1 h 30 min'],
  ]);
});

test('CAL-5 whatever two people wrote is said in words, also what this version does not know', async () => {
  const i18n = await wordsOf('fr');
  const user = userIdFromBytes(new Uint8Array(16).fill(1));
  const names = {
    ...{ nowMs: Date.UTC(2026, 9, 1), start: { date: '2026-10-13' } as const },
    ...{ nameOf: () => 'Sami', conversationName: () => undefined },
  };
  const said = (field: string, value: unknown, member?: string) => plain(valueWords(i18n, { field, member }, value, names));
  expect(said('title', '')).toBe('vide');
  expect(said('place', 'Salle B2')).toBe('Salle B2');
  expect(said('start', { date: '2026-10-13' })).toBe('mardi 13 octobre');
  expect(said('lengthS', 2700)).toBe('45 min');
  expect(said('rule', 'FREQ=WEEKLY')).toBe('Chaque mardi');
  expect(said('rule', '')).toBe('une seule fois');
  expect(said('without', ['2026-10-20'])).toBe('20 octobre 2026');
  expect(said('reminders', [])).toBe('aucun');
  expect(said('priority', 'urgent')).toBe('Urgent');
  expect(said('state', 'removed')).toBe('retiré');
  expect(said('call', true)).toBe('oui');
  expect(said('holder', user)).toBe('Sami');
  expect(said('holder', null)).toBe('aucun');
  expect(said('conversation', spaceIdFromBytes(new Uint8Array(16)))).toBe('valeur technique');
  expect(said('invited', false, user)).toBe('Sami : pas d’invitation');
  expect(said('files', null)).toBe('fichier retiré');
  expect(said('files', { name: 'plan.pdf' })).toBe('plan.pdf');
  expect([said('extra', '[]'), fieldKey('extra')]).toEqual(['valeur technique', 'event.field.other']);
});

test('a file is called as its calendar, by letters, digits and spaces alone', () => {
  expect(icsName('Réa / équipe: <b>', 'agenda')).toBe('Réa équipe b.ics');
  expect(icsName('../..', 'agenda')).toBe('agenda.ics');
  expect(icsName('أجندة', 'agenda')).toBe('أجندة.ics');
  expect(zoneName('America/Argentina/Buenos_Aires')).toBe('Buenos Aires');
});
