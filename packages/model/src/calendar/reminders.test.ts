import { expect, test } from 'vitest';
import { amal, answered, bilel, change, eventId, folded, made, rangeOf, said, staff } from '../../test/support/events.ts';
import type { EventFields } from '../schema/event-values.ts';
import type { FoldedEvent } from './fold-event.ts';
import { isConcerned, peopleOf, remindersBetween } from './reminders.ts';

const october = rangeOf('2026-10-01', '2026-11-01');
const invited = new Map([
  [amal, true],
  [bilel, true],
]);
const meeting = (fields: Partial<EventFields> = {}) =>
  said(amal, 1000, change({ ...staff, reminders: [15], ...fields }, { invited }), eventId);
const times = (event: FoldedEvent, range = october) =>
  remindersBetween(event, range).map(({ atMs, minutes }) => `${new Date(atMs).toISOString().slice(5, 16)} -${minutes}`);
const concerned = (event: FoldedEvent, user = bilel) =>
  remindersBetween(event, october)
    .filter(({ occurrence }) => isConcerned(event, occurrence, user))
    .map(({ atMs }) => new Date(atMs).toISOString().slice(5, 10));

test('CAL-40 so many minutes before each date; of a meeting with a call also five minutes before', () => {
  expect(times(folded(meeting({ reminders: [15, 1440] })), rangeOf('2026-10-12', '2026-10-14'))).toEqual([
    '10-12T13:30 -1440',
    '10-13T13:15 -15',
  ]);
  expect(times(folded(meeting({ call: true, rule: '' })))).toEqual(['10-13T13:15 -15', '10-13T13:25 -5']);
  expect(times(folded(meeting({ call: true, reminders: [5], rule: '' })))).toEqual(['10-13T13:25 -5']);
});

test('CAL-40 of a whole day before eight in the morning of whoever looks; a call does not begin with a day', () => {
  const day = folded(meeting({ start: { date: '2026-10-13' }, rule: '', reminders: [15, 1440], call: true }));
  expect(times(day)).toEqual(['10-12T07:00 -1440', '10-13T06:45 -15']);
  expect(times(day, rangeOf('2026-10-01', '2026-11-01', 'UTC'))).toEqual(['10-12T08:00 -1440', '10-13T07:45 -15']);
});

test('CAL-40 a reminder long before belongs to the time at which it comes, not to that of its event', () => {
  const far = folded(
    meeting({ start: { local: '2026-12-20T10:00:00', zone: 'Africa/Tunis' }, rule: '', reminders: [60 * 1440] }),
  );
  expect(times(far)).toEqual(['10-21T09:00 -86400']);
  expect(times(far, rangeOf('2026-10-22', '2027-02-01'))).toEqual([]);
});

test('CAL-40 what was moved, cancelled or left out on one date is so for its reminders', () => {
  const at = '2026-10-20';
  const moved = change({ start: { local: '2026-10-20T16:00:00', zone: 'Africa/Tunis' } }, { at, builds: [eventId] });
  expect(times(folded(meeting(), said(bilel, 2000, moved)))).toEqual(['10-13T13:15 -15', '10-20T14:45 -15', '10-27T13:15 -15']);
  for (const state of ['cancelled', 'removed'] as const)
    expect(times(folded(meeting(), said(bilel, 2000, change({ state }, { at, builds: [eventId] }))))).toHaveLength(2);
  expect(times(folded(meeting(), said(bilel, 2000, change({ state: 'cancelled' }, { builds: [eventId] }))))).toEqual([]);
});

test('CAL-40 it concerns who is invited and did not decline, date by date; who made it; whose shift it is', () => {
  const dates = ['10-13', '10-20', '10-27'];
  expect(concerned(folded(meeting()))).toEqual(dates);
  expect(concerned(folded(meeting(), answered(bilel, 2000, { word: 'no', at: '2026-10-20' })))).toEqual(['10-13', '10-27']);
  expect(concerned(folded(meeting(), answered(bilel, 2000, { word: 'no' })))).toEqual([]);
  expect(concerned(folded(meeting(), answered(bilel, 2000, { word: 'maybe' })))).toEqual(dates);
  const ofOthers = folded(
    said(amal, 1000, change({ ...staff, reminders: [15] }, { invited: new Map([[bilel, true]]) }), eventId),
  );
  expect(concerned(ofOthers, amal)).toEqual(dates);
  const alone = folded(made({ ...staff, reminders: [15] }));
  expect([concerned(alone), concerned(alone, amal)]).toEqual([[], dates]);
  const shift = folded(made({ ...staff, reminders: [60], duty: 'Réanimation', holder: bilel }));
  expect([concerned(shift), concerned(shift, amal)]).toEqual([dates, []]);
  expect(peopleOf(shift)).toEqual(new Set([amal, bilel]));
});
