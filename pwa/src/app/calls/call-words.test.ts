import type { CallRow, EndReason } from '@sanad/model/engine/api';
import { spaceIdFromBytes, userIdFromBytes } from '@sanad/model/ids';
import { expect, test } from 'vitest';
import { ar } from '../../i18n/ar.ts';
import { en } from '../../i18n/en.ts';
import { fr } from '../../i18n/fr.ts';
import { makeTranslate } from '../../i18n/translate.ts';
import { callWords, isEndPlain } from './call-words.ts';

const french = makeTranslate('fr', fr);
const row = (changes: Partial<CallRow>): CallRow => ({
  id: '09'.repeat(16) as CallRow['id'],
  conversation: spaceIdFromBytes(new Uint8Array(16)),
  peer: userIdFromBytes(new Uint8Array(16)),
  phase: 'outgoing',
  video: false,
  isCaller: true,
  isRinging: false,
  peerSends: { microphone: true, camera: false, screen: false, isPaused: false },
  connectedAtMs: undefined,
  endedAtMs: undefined,
  reason: undefined,
  ...changes,
});
const ended = (reason: EndReason, changes: Partial<CallRow> = {}) => row({ phase: 'ended', reason, endedAtMs: 0, ...changes });

test('a call says what it does, and how long it has lasted', () => {
  expect(callWords(french, row({}), 0)).toBe('Appel…');
  expect(callWords(french, row({ isRinging: true }), 0)).toBe('Ça sonne');
  expect(callWords(french, row({ phase: 'active', connectedAtMs: 1_000 }), 253_000)).toBe('4:12');
  expect(callWords(french, ended('hung-up', { connectedAtMs: 1_000, endedAtMs: 62_000 }), 0)).toBe('Appel terminé, 1:01');
});

test('what the caller took back or nobody answered is a missed call to who was called', () => {
  expect(callWords(french, ended('cancelled', { isCaller: false }), 0)).toBe('Appel manqué');
  expect(callWords(french, ended('unanswered', { isCaller: false }), 0)).toBe('Appel manqué');
  expect(callWords(french, ended('unanswered'), 0)).toBe('Pas de réponse');
});

test('every end has words in every language; what went wrong stays until it was read', () => {
  const reasons: readonly EndReason[] = [
    ...(['declined', 'busy', 'cancelled', 'failed', 'hung-up', 'unanswered'] as const),
    ...(['elsewhere', 'declined-elsewhere', 'lost', 'no-microphone', 'forged'] as const),
  ];
  for (const [language, words] of [['fr', fr] as const, ['ar', ar] as const, ['en', en] as const])
    for (const reason of reasons) expect(callWords(makeTranslate(language, words), ended(reason), 0)).not.toBe('');
  for (const reason of ['forged', 'failed', 'lost', 'busy', 'no-microphone', 'unanswered'] as const)
    expect(isEndPlain(ended(reason))).toBe(false);
  expect(isEndPlain(ended('cancelled', { isCaller: false }))).toBe(false);
});
