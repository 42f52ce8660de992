import type { RosterFault, ShiftRow } from '@sanad/model/engine/api';
import type { MessageId, SpaceId, UserId } from '@sanad/model/ids';
import { expect, it } from 'vitest';
import { askedDay, dutyDay, dutyDayAt, hourMs, keyAfter, lanesOf } from './duty-day.ts';

const day = dutyDay('2026-10-13');
const shift = (id: string, from: number, to: number, holder?: string): ShiftRow => ({
  ...{ id, calendar: 'c' as SpaceId, event: 'e' as MessageId, at: undefined, role: 'Urgences', waiting: false, swap: undefined },
  ...{ holder: holder as UserId | undefined, startMs: day.fromMs + from * hourMs, endMs: day.fromMs + to * hourMs },
});

it('a day of duty begins at 08:00 and before that it is still yesterday', () => {
  expect(dutyDayAt(new Date(2026, 9, 13, 7, 59).getTime())).toBe('2026-10-12');
  expect(dutyDayAt(new Date(2026, 9, 13, 8, 0).getTime())).toBe('2026-10-13');
  expect(keyAfter('2026-12-31', 1)).toBe('2027-01-01');
  expect(day.toMs - day.fromMs).toBeGreaterThanOrEqual(23 * hourMs);
});

it('a day of an address is one that exists, and near enough to be worked out', () => {
  const today = '2026-10-13';
  expect(askedDay('2027-01-31', today)).toBe('2027-01-31');
  for (const text of ['2026-02-30', '2026-99-99', '0000-00-00', '1900-01-01', '2199-12-31', 'x', undefined])
    expect(askedDay(text, today)).toBe(today);
});

it('CAL-30 what reaches over the day is cut to it, and who overlaps stands in a row of its own', () => {
  const both = [shift('a', 0, 12, 'amal'), shift('b', 10, 20, 'bilel')];
  const double: RosterFault = {
    type: 'double',
    role: 'Urgences',
    fromMs: day.fromMs + 10 * hourMs,
    toMs: day.fromMs + 12 * hourMs,
    shifts: both,
  };
  const [lane] = lanesOf([...both, shift('c', 20, 40, 'chaima'), shift('z', 40, 44, 'amal')], [double], day);
  expect(lane?.rows).toBe(2);
  expect(lane?.doubles).toHaveLength(1);
  expect(lane?.stints.map(({ id, row, a, b, kind }) => [id, row, a, b, kind === 'gap'])).toEqual([
    ['a', 0, 0, 12, false],
    ['b', 1, 10, 20, false],
    ['c', 0, 20, 24, false],
  ]);
  expect(lane?.stints.map((stint) => stint.kind === 'shift' && stint.isDouble)).toEqual([true, true, false]);
});

it('CAL-30 hours that nobody has stand in the lane, with the shift that is planned for them', () => {
  const open = shift('o', 10, 24);
  const gap: RosterFault = {
    type: 'gap',
    role: 'Urgences',
    fromMs: day.fromMs + 10 * hourMs,
    toMs: day.fromMs + 24 * hourMs,
    shifts: [open],
  };
  const [lane] = lanesOf([shift('a', 0, 10, 'amal'), open], [gap], day);
  expect(lane?.stints.map((stint) => [stint.kind, stint.kind === 'gap' ? stint.shift?.id : stint.shift.holder])).toEqual([
    ['shift', 'amal'],
    ['gap', 'o'],
  ]);
});
