import type { Person, Roster, ShiftRow } from '@sanad/model/engine/api';
import { userIdFromBytes } from '@sanad/model/ids';
import { expect, it } from 'vitest';
import { cardsOf, type DutyFilter } from './cards.ts';

const hourMs = 3_600_000;
const atMs = 1_800_000_000_000;
const user = (i: number) => userIdFromBytes(new Uint8Array(16).fill(i));
const [ines, sami] = [user(1), user(2)];
const people = new Map([
  [ines, { profession: 'doctor', unit: 'Urgences' } as Person],
  [sami, { profession: 'nurse', unit: 'Bloc' } as Person],
]);
const shift = (role: string, holder: ShiftRow['holder'], from: number, to: number) =>
  ({ id: `${role}${from}`, role, holder, startMs: atMs + from * hourMs, endMs: atMs + to * hourMs }) as ShiftRow; // what it looks at
const doctor = shift('Urgences', ines, -2, 6);
const nurse = shift('Bloc', sami, -2, 6);
const roster = (part: Partial<Roster> = {}): Roster => ({
  ...{ atMs, faults: [], caughtUpAtMs: undefined, shifts: [doctor, nurse] },
  roles: [
    { role: 'Urgences', now: [doctor], next: undefined, untilMs: doctor.endMs },
    { role: 'Bloc', now: [nurse], next: undefined, untilMs: nurse.endMs },
  ],
  ...part,
});
const rolesFor = (filter: DutyFilter) =>
  cardsOf(roster(), { filter, unit: 'Bloc', person: (one) => people.get(one) }).map(({ role }) => role);

it('CAL-30 a filter leaves the roles of those whom it names', () => {
  expect(rolesFor('all')).toEqual(['Urgences', 'Bloc']);
  expect(rolesFor('doctors')).toEqual(['Urgences']);
  expect(rolesFor('nurses')).toEqual(['Bloc']);
  expect(rolesFor('unit')).toEqual(['Bloc']);
  expect(cardsOf(undefined, { filter: 'all', unit: undefined, person: () => undefined })).toEqual([]);
});

it('CAL-30 hours that nobody has stand beside who has it until then, from a day ahead on, and go when they are over', () => {
  const gapFrom = (from: number, to: number) => {
    const faults = [
      { type: 'gap' as const, role: 'Urgences', fromMs: atMs + from * hourMs, toMs: atMs + to * hourMs, shifts: [] },
    ];
    const cards = cardsOf(roster({ faults }), { filter: 'all', unit: undefined, person: () => undefined });
    return cards.find(({ kind }) => kind === 'gap');
  };
  expect(gapFrom(6, 12)).toMatchObject({ fromMs: atMs + 6 * hourMs, toMs: atMs + 12 * hourMs, holder: ines, shift: undefined });
  expect(gapFrom(25, 30)).toBeUndefined();
  expect(gapFrom(-3, -2)).toBeUndefined();
  expect(gapFrom(-1, 2)).toMatchObject({ fromMs: undefined });
});
