import type { Card, CardDraft, MessageRow } from '@sanad/model/engine/api';
import type { MessageId } from '@sanad/model/ids';
import { expect, test } from 'vitest';
import { draftFor, firstTexts, offeredFields } from './card-form.ts';
import { cardAsText, writtenFields } from './card-words.ts';

const row = { id: 'A'.repeat(16) as MessageId } as MessageRow;
const ipass: Card = { kind: 'ipass', texts: ['Stable', 'Lit 4', '', 'Si fièvre : hémocultures', ''] };
const synthesis: Card = { kind: 'ipass', texts: ['', '', '', '', 'Compris'] };
const fieldsOf = (task: Parameters<typeof offeredFields>[0]) => offeredFields(task).map(({ field }) => field);

test('the sender of an I-PASS leaves the synthesis to the receiver, who writes nothing else', () => {
  expect(fieldsOf({ mode: 'new', kind: 'ipass', answers: undefined })).toEqual(['illness', 'patient', 'actions', 'awareness']);
  expect(fieldsOf({ mode: 'edit', row, card: ipass })).toEqual(['illness', 'patient', 'actions', 'awareness']);
  expect(fieldsOf({ mode: 'synthesis', row })).toEqual(['synthesis']);
  expect(fieldsOf({ mode: 'edit', row, card: synthesis })).toEqual(['synthesis']);
  expect(fieldsOf({ mode: 'new', kind: 'sbar', answers: undefined })).toHaveLength(4);
});

test('a form begins empty, or with what the message says', () => {
  expect(firstTexts({ mode: 'new', kind: 'sbar', answers: undefined })).toEqual(['', '', '', '']);
  expect(firstTexts({ mode: 'edit', row, card: ipass })).toEqual(ipass.texts);
});

test('what was begun is found again by what it was begun for', () => {
  const draft = (kind: Card['kind'], message?: MessageId): CardDraft => ({ kind, message, texts: [], priority: 'normal' });
  const drafts = [draft('sbar'), draft('ipass'), draft('ipass', row.id)];
  expect(draftFor(drafts, { mode: 'new', kind: 'ipass', answers: undefined })).toBe(drafts[1]);
  expect(draftFor(drafts, { mode: 'synthesis', row })).toBe(drafts[2]);
  expect(draftFor(drafts.slice(0, 2), { mode: 'edit', row, card: ipass })).toBeUndefined();
});

test('a copy has the headings of the reader’s language, and only fields that were written in', () => {
  const t = (key: string) => key;
  expect(writtenFields(ipass).map(({ field }) => field)).toEqual(['illness', 'patient', 'awareness']);
  expect(cardAsText({ t }, ipass)).toBe(
    'card.ipass\n\ncard.illness\nStable\n\ncard.patient\nLit 4\n\ncard.awareness\nSi fièvre : hémocultures',
  );
});
