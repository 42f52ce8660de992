import type { LadderRow } from '@sanad/model/engine/api';
import { expect, test } from 'vitest';
import { makeDates } from '../../i18n/dates.ts';
import { fr } from '../../i18n/fr.ts';
import { makeTranslate } from '../../i18n/translate.ts';
import { rungWords } from './ladder-words.ts';
import { amel, karim } from './test/message-row.ts';

const i18n = { ...makeTranslate('fr', fr), dates: () => makeDates('fr') };
const atMs = new Date(2026, 9, 14, 14, 2).getTime();
const row = (facts: Partial<LadderRow>): LadderRow => ({
  user: karim,
  stage: 0,
  state: 'sent',
  deliveredAtMs: undefined,
  readAtMs: undefined,
  answer: undefined,
  rings: 0,
  lastRingAtMs: undefined,
  push: undefined,
  silentSinceMs: undefined,
  ...facts,
});
const said = (facts: Partial<LadderRow>) =>
  rungWords(row(facts), { i18n, name: (user) => (user === amel ? 'Amel' : '?') }).map((words) => words.replaceAll('\u00a0', ' '));

test('URGENT-7 whose device is silent and whose push failed is said until she reads it', () => {
  const silent = { rings: 3, push: 'failed', silentSinceMs: atMs } as const;
  expect(said(silent)).toEqual([
    fr['ladder.sent'],
    'a sonné 3 fois',
    fr['ladder.push-failed'],
    'son appareil est muet depuis 14:02',
  ]);
  expect(said({ ...silent, state: 'read', readAtMs: atMs })).toEqual(['lu à 14:02', 'a sonné 3 fois']);
  expect(said({ rings: 1, push: 'none' })).toContain(fr['ladder.no-push']);
});

test('URGENT-7 an answer comes first, with whom it was passed on to', () => {
  const answer = { user: karim, word: 'cannot', to: amel, atMs, untilMs: undefined } as const;
  expect(said({ state: 'cannot', answer, deliveredAtMs: atMs, rings: 1 })).toEqual([
    'ne peut pas, transmis à Amel (14:02)',
    'sur son appareil à 14:02',
    'a sonné 1 fois',
  ]);
});

test('URGENT-7 who comes later was not called yet; what did not leave is still here', () => {
  expect(said({ stage: 1 })).toEqual([fr['ladder.sent'], fr['ladder.not-yet']]);
  expect(said({ state: 'queued' })).toEqual([fr['ladder.queued']]);
});
