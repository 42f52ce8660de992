import type { ShiftRow } from '@sanad/model/engine/api';
import type { MessageId, SpaceId, UserId } from '@sanad/model/ids';
import { expect, it } from 'vitest';
import { freedBy, isMoreThanCommon } from './double.ts';

const shift = (holder: string, startMs: number, endMs: number): ShiftRow => ({
  ...{ id: `${holder}${startMs}`, calendar: 'c' as SpaceId, event: 'e' as MessageId, at: undefined, role: 'Urgences' },
  ...{ holder: holder as UserId, startMs, endMs, waiting: false, swap: undefined },
});

it('CAL-30 what is open again are whole shifts of others with hours in common, and it is said when that is more than these hours', () => {
  const [karim, salma, amel] = [shift('karim', 6, 20), shift('salma', 8, 12), shift('amel', 14, 18)];
  const all = [karim, salma, amel, shift('salma', 12, 13)];
  expect(freedBy(salma, all)).toEqual([karim]);
  expect(isMoreThanCommon(salma, [karim])).toBe(true);
  expect(freedBy(karim, all).map(({ id }) => id)).toEqual(['salma8', 'amel14', 'salma12']);
  expect(isMoreThanCommon(karim, freedBy(karim, all))).toBe(false);
});
