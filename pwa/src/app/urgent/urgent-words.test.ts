import type { UrgentAnswer, UrgentRow } from '@sanad/model/engine/api';
import { type UserId, userIdFromBytes } from '@sanad/model/ids';
import { expect, test } from 'vitest';
import { makeDates } from '../../i18n/dates.ts';
import { fr } from '../../i18n/fr.ts';
import { makeTranslate } from '../../i18n/translate.ts';
import { countdown, standing, whatFollows } from './urgent-words.ts';

const [me, amel, karim] = [1, 2, 3].map((n) => userIdFromBytes(new Uint8Array(16).fill(n))) as [UserId, UserId, UserId];
const names = new Map([
  [amel, 'Amel'],
  [karim, 'Karim'],
]);
const words = {
  i18n: { ...makeTranslate('fr', fr), dates: () => makeDates('fr') },
  name: (user: UserId) => names.get(user) ?? '?',
  me,
};
const atMs = new Date(2026, 9, 14, 14, 10).getTime();
const answer = (user: UserId, word: UrgentAnswer['word']): UrgentAnswer => ({
  user,
  word,
  to: undefined,
  atMs,
  untilMs: undefined,
});
const row = (facts: Partial<UrgentRow>): UrgentRow => ({
  phase: 'ringing',
  need: 'one',
  asked: [me, karim],
  roles: [],
  answers: [],
  answered: 0,
  owed: false,
  canStillAnswer: false,
  standBy: false,
  nextRingAtMs: undefined,
  everyMs: 120_000,
  forMs: 1_200_000,
  escalatesAtMs: undefined,
  escalatesTo: [],
  escalatedTo: [],
  endedAtMs: undefined,
  overrated: 0,
  overratedByMe: false,
  ...facts,
});

/** As it is read: a time does not break from its word. */
const plain = (text: string | undefined) => text?.replaceAll('\u00a0', ' ');

test('it says who took it and when; a word that helps nobody ends nothing', () => {
  const answers = [answer(karim, 'cannot'), answer(amel, 'taken')];
  expect(plain(standing(row({ phase: 'answered', answers }), true, words))).toBe('Pris en charge par Amel à 14:10');
  expect(standing(row({ phase: 'answered', answers: [answer(me, 'call')] }), false, words)).toContain('Vous attendez un appel');
  expect(plain(standing(row({ phase: 'answered', need: 'each', answers }), true, words))).toBe('Tous ont répondu à 14:10');
});

test('while it rings it says what I answered, that I am asked only if need be, or nothing', () => {
  expect(standing(row({}), false, words)).toBeUndefined();
  expect(standing(row({ answers: [answer(me, 'cannot')] }), false, words)).toContain('je ne peux pas');
  expect(standing(row({ standBy: true, escalatesAtMs: atMs }), false, words)).toContain('14:10');
});

test('what follows names who is asked next; once it is over nothing does', () => {
  expect(plain(whatFollows(row({}), words))).toBe('Sans réponse : relance toutes les 2 min');
  const next = row({ escalatesAtMs: atMs, escalatesTo: [amel, karim] });
  expect(plain(whatFollows(next, words))).toContain('puis Amel, Karim à 14:10');
  expect(whatFollows({ ...next, phase: 'answered' }, words)).toBeUndefined();
});

test('minutes and seconds until a ring, never less than none', () => {
  expect(countdown(84_000, 0)).toBe('1:24');
  expect(countdown(9_001, 0)).toBe('0:10');
  expect(countdown(0, 5_000)).toBe('0:00');
});
