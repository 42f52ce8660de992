import type { AlertRow, Person, UrgentRow } from '@sanad/model/engine/api';
import { expect, test } from 'vitest';
import { makeDates } from '../../i18n/dates.ts';
import { fr } from '../../i18n/fr.ts';
import { makeTranslate } from '../../i18n/translate.ts';
import { type AlertWorld, alertWords } from './alert-words.ts';

const amel = { user: 'amel', name: 'Amel Nour', profession: 'nurse', unit: 'Réanimation' } as unknown as Person;
const world: AlertWorld = {
  i18n: { ...makeTranslate('fr', fr), dates: () => makeDates('fr') },
  me: 'salma' as Person['user'],
  nowMs: 0,
  person: (user) => (user === amel.user ? amel : undefined),
};
const direct = { kind: 'direct', with: amel };
const group = { kind: 'group', group: { name: 'Garde' } };
const row = (facts: object) =>
  ({ id: '1', atMs: 0, unread: false, needsMe: false, peer: direct, ...facts }) as unknown as AlertRow;
const urgent = (facts: Partial<UrgentRow>, mine = false) =>
  row({
    kind: 'urgent',
    item: { peer: direct, message: { author: mine ? world.me : amel.user, mine, urgent: { answers: [], asked: [], ...facts } } },
  });
const said = (alert: AlertRow) => {
  const { title, detail } = alertWords(alert, world);
  return [title, detail ?? ''].map((text) => text.replace(/[\u2068\u2069]/gu, '').replaceAll('\u00a0', ' '));
};

test('an urgent message that waits says who asks, where, and when it rings again', () => {
  const waits = urgent({ owed: true, phase: 'ringing', nextRingAtMs: 84_000 });
  expect(said(waits)).toEqual(['Réponse attendue – Amel Nour', 'Urgent · Réanimation · relance dans 1:24']);
});

test('after that it says how it stands', () => {
  const taken = { user: world.me, word: 'taken' } as UrgentRow['answers'][number];
  expect(said(urgent({ phase: 'answered', answers: [taken] }))[1]).toBe('Réanimation · vous vous en chargez');
  const hers = { user: amel.user, word: 'taken' } as UrgentRow['answers'][number];
  expect(said(urgent({ phase: 'answered', answers: [hers] }))[1]).toBe('Réanimation · réponse : Amel Nour');
  expect(said(urgent({ phase: 'unanswered' }))[1]).toBe('Réanimation · resté sans réponse');
});

test('my own: the answers, or what is left to do', () => {
  const answered = urgent({ phase: 'answered', asked: [amel.user], answered: 1 }, true);
  expect(said(answered)).toEqual(['Votre urgent a une réponse', 'À : Amel Nour · 1 sur 1']);
  expect(said(urgent({ phase: 'unanswered' }, true))[0]).toBe('Votre urgent est resté sans réponse');
  expect(said(urgent({ phase: 'expired' }, true))[0]).toBe('Votre urgent n’est pas parti');
});

test('who came, who went, and what nobody knows by name', () => {
  const member = (change: string, user?: string) => said(row({ kind: 'member', peer: group, change, user }))[0];
  expect(member('added-me', 'amel')).toBe('Amel Nour vous a ajouté·e à Garde');
  expect(member('added-me')).toBe('Vous êtes maintenant membre de Garde');
  expect(member('removed-me')).toBe('Vous n’êtes plus membre de Garde');
  expect(member('left', 'nobody')).toBe('Personne inconnue a quitté Garde');
});

test('a mention says who, and in which group', () => {
  expect(said(row({ kind: 'mention', peer: group, author: amel.user }))).toEqual(['Amel Nour vous a mentionné·e', 'Garde']);
  expect(said(row({ kind: 'mention', author: amel.user }))).toEqual(['Amel Nour vous a mentionné·e', '']);
  expect(said(row({ kind: 'mention', peer: group, author: undefined }))[0]).toBe('On vous a mentionné·e dans Garde');
});

test('names of others stand between isolates, without what turns the words round', () => {
  const { title } = alertWords(row({ kind: 'own-device', label: 'Firefox\u202e · Linux' }), world);
  expect(title).toContain('\u2068Firefox · Linux\u2069');
  expect(said(row({ kind: 'own-device', label: '' }))[0]).toContain('Appareil sans nom');
});

test('what came after an outage: how much, when, where', () => {
  const [title, detail] = said(row({ kind: 'catch-up', messages: 6, conversations: 2, fromMs: 0 }));
  expect(title).toBe('6 messages arrivés après une coupure');
  expect(detail).toMatch(/remis à leur heure dans 2 conversations$/u);
});

test('CAL-47 what was moved or cancelled says so, then when and where', () => {
  const startMs = new Date(2026, 11, 4, 10).getTime();
  const event = { kind: 'event', title: 'Staff', place: 'Salle B2', wholeDay: false, startMs, endMs: startMs + 3_600_000 };
  const [title, detail] = said(row({ ...event, what: 'moved', user: amel.user, call: true }));
  expect(title).toBe('Déplacé : Staff');
  expect(detail).toMatch(/4 décembre.*10:00 – 11:00 · Salle B2$/u);
  expect(said(row({ ...event, what: 'cancelled', user: amel.user }))[0]).toBe('Annulé : Staff');
});
