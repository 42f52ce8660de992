import type { ShiftRow, UrgentItem } from '@sanad/model/engine/api';
import type { MessageId, SpaceId, UserId } from '@sanad/model/ids';
import { expect, it } from 'vitest';
import { handoversOf, handoverText, isPassedOn, openItems } from './handover.ts';

const hourMs = 3_600_000;
const nowMs = 1_800_000_000_000;
const [me, karim] = ['me', 'karim'] as unknown as [UserId, UserId];
const shift = (holder: UserId, from: number, to: number, role = 'Urgences'): ShiftRow => ({
  ...{ id: `${holder}${from}${role}`, calendar: 'c' as SpaceId, event: 'e' as MessageId, at: undefined, role, holder },
  ...{ startMs: nowMs + from * hourMs, endMs: nowMs + to * hourMs, waiting: false, swap: undefined },
});

it('CAL-33 it is offered from an hour before the end to two hours after it, and only where somebody comes', () => {
  const next = shift(karim, 0.5, 12);
  expect(handoversOf([shift(me, -8, 0.5), next], me, nowMs)[0]?.to).toBe(karim);
  expect(handoversOf([shift(me, -8, -1), shift(karim, -1, 8)], me, nowMs)[0]?.to).toBe(karim);
  expect(handoversOf([shift(me, -8, 2), shift(karim, 2, 8)], me, nowMs)).toEqual([]);
  expect(handoversOf([shift(me, -12, -3), shift(karim, -3, 8)], me, nowMs)).toEqual([]);
  expect(handoversOf([shift(me, -8, 0.5)], me, nowMs)).toEqual([]);
  expect(handoversOf([shift(me, -8, 0.5), shift(karim, 0.5, 8, 'Pédiatrie')], me, nowMs)).toEqual([]);
});

it('CAL-33 who goes on herself hands over to nobody', () => {
  expect(handoversOf([shift(me, -8, 0.5), shift(me, 0.5, 8), shift(karim, 0.5, 8)], me, nowMs)).toEqual([]);
});

it('CAL-33 what is told: what asks her, and what she sees to; a line for each, then her own words', () => {
  const item = (id: string, urgent: object, mine = false) =>
    ({ conversation: 'c', message: { id, mine, urgent } }) as unknown as UrgentItem;
  const items = [
    item('owed', { owed: true, phase: 'ringing', answers: [] }),
    item('taken', { owed: false, phase: 'answered', answers: [{ user: me, word: 'taken' }] }),
    item('of another', { owed: false, phase: 'answered', answers: [{ user: karim, word: 'taken' }] }),
    item('mine', { owed: false, phase: 'ringing', answers: [] }, true),
  ];
  expect(openItems(items, me).map(({ message }) => message.id)).toEqual(['owed', 'taken']);
  expect(handoverText({ title: 'Relève', items: 'À suivre' }, ['Lit 12\n hypotension'], ' Bilan à 22 h ')).toBe(
    'Relève\nÀ suivre\n– Lit 12 hypotension\n\nBilan à 22 h',
  );
  expect(handoverText({ title: 'Relève', items: 'À suivre' }, [], '')).toBe('Relève');
});

it('CAL-33 who has two roles gives each over; what she sees to, and what her successor wrote, is told and stays hers', () => {
  const shifts = [shift(me, -8, 0.5), shift(karim, 0.5, 12), shift(me, -8, 0, 'Bloc'), shift(karim, 0, 12, 'Bloc')];
  expect(handoversOf(shifts, me, nowMs).map(({ shift: one }) => one.role)).toEqual(['Urgences', 'Bloc']);
  const item = (owed: boolean, author: UserId) => ({ message: { author, urgent: { owed } } }) as unknown as UrgentItem;
  const salma = 'salma' as unknown as UserId;
  expect([item(true, salma), item(true, karim), item(false, salma)].map((one) => isPassedOn(one, karim))).toEqual([
    true,
    false,
    false,
  ]);
});
