import type { UserId } from '@sanad/model/ids';
import { expect, it } from 'vitest';
import { shiftFields } from './shift-form.ts';

const form = {
  ...{ role: ' Réanimation · senior ', holder: 'amal' as UserId, from: '2026-10-13T20:00', to: '2026-10-14T08:00' },
  ...{ days: 0, zone: 'Africa/Tunis' },
};

it('a shift over midnight is twelve hours of wall time', () => {
  expect(shiftFields(form)).toEqual({
    ...{ title: 'Réanimation · senior', duty: 'Réanimation · senior', holder: 'amal', lengthS: 43_200 },
    start: { local: '2026-10-13T20:00:00', zone: 'Africa/Tunis' },
  });
});

it('one that comes again begins on the first of its days', () => {
  // The 13th of October 2026 is a Tuesday.
  expect(shiftFields({ ...form, days: 0b10001 })).toMatchObject({
    start: { local: '2026-10-16T20:00:00' },
    rule: 'FREQ=WEEKLY;BYDAY=MO,FR',
  });
  expect(shiftFields({ ...form, days: 0b10 })).toMatchObject({ start: { local: '2026-10-13T20:00:00' } });
});

it('without a role or without an end there is none', () => {
  expect(shiftFields({ ...form, role: ' ' })).toBeUndefined();
  expect(shiftFields({ ...form, to: form.from })).toBeUndefined();
  expect(shiftFields({ ...form, to: '' })).toBeUndefined();
});
