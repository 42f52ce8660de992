import { expect, test } from 'vitest';
import { amal, answered, bilel, change, eventId, made, said, staff } from '../../../test/support/events.ts';
import type { EventStatement } from '../../calendar/fold-event.ts';
import { type messageIdFromBytes, spaceIdFromBytes, type UserId } from '../../ids.ts';
import { wokenEvent } from './woken-event.ts';

const calendar = spaceIdFromBytes(new Uint8Array(16).fill(1));
const id = eventId as ReturnType<typeof messageIdFromBytes>;
const invited = new Map<UserId, boolean>([[bilel, true]]);
const meeting = said(amal, 1000, change({ ...staff, rule: '', reminders: [15], call: true }, { invited }), eventId);
const startMs = Date.parse('2026-10-13T13:30:00Z');
const minuteMs = 60_000;
const look = (
  statements: readonly EventStatement[],
  atMs?: number,
  fresh: readonly EventStatement[] = [],
  nowMs = startMs - 20 * minuteMs,
) =>
  wokenEvent(
    { calendar, id, statements: new Map([[id, [...statements]]]), said: fresh.map((one) => one.id) },
    bilel,
    atMs,
    nowMs,
  );
const due = startMs - 15 * minuteMs;
const later = { local: '2026-10-14T10:00:00', zone: 'Africa/Tunis' };

test('CAL-45 a reminder of an hour that is still so is told as it is', () => {
  expect(look([meeting], due)).toMatchObject({
    news: 'reminder',
    calendar,
    event: id,
    at: undefined,
    title: 'Staff',
    startMs,
    call: true,
  });
  expect(look([meeting], startMs - 5 * minuteMs)).toMatchObject({ news: 'reminder', startMs });
  const series = said(amal, 1000, change({ ...staff, reminders: [15] }, { invited }), eventId);
  expect(look([series], due)).toMatchObject({ news: 'reminder', at: '2026-10-13' });
});

test('CAL-45 one that was overtaken says what became of the event', () => {
  const moved = said(amal, 2000, change({ start: later }, { builds: [eventId] }));
  expect(look([meeting, moved], due)).toMatchObject({ news: 'moved', start: later, by: amal });
  const cancelled = said(amal, 2000, change({ state: 'cancelled' }, { builds: [eventId] }));
  expect(look([meeting, cancelled], due)).toMatchObject({ news: 'cancelled', title: 'Staff', startMs });
  const removed = said(amal, 2000, change({ state: 'removed' }, { builds: [eventId] }));
  expect(look([meeting, removed], due)).toMatchObject({ news: 'gone', title: 'Staff', startMs });
  expect(look([meeting, answered(bilel, 2000, { word: 'no' })], due)).toMatchObject({ news: 'gone' });
  expect(look([], due)).toBeUndefined();
});

test('CAL-45 what an append said is an invitation, a change or a cancellation', () => {
  expect(look([meeting], undefined, [meeting])).toMatchObject({ news: 'invited', by: amal, startMs });
  const moved = said(amal, 2000, change({ start: later }, { builds: [eventId] }));
  expect(look([meeting, moved], undefined, [moved])).toMatchObject({ news: 'changed', start: later });
  const open = made({ ...staff, rule: '' });
  const asks = said(amal, 2000, change({}, { invited, builds: [eventId] }));
  expect(look([open, asks], undefined, [asks])).toMatchObject({ news: 'invited' });
  for (const state of ['cancelled', 'removed'] as const) {
    const over = said(amal, 2000, change({ state }, { builds: [eventId] }));
    expect(look([meeting, over], undefined, [over])).toMatchObject({ news: 'cancelled', title: 'Staff', by: amal });
  }
});

test('CAL-45 of a series the date is told that was changed', () => {
  const series = said(amal, 1000, change(staff, { invited }), eventId);
  const one = said(amal, 2000, change({ place: 'Amphithéâtre' }, { at: '2026-10-27', builds: [eventId] }));
  expect(look([series, one], undefined, [one])).toMatchObject({ news: 'changed', at: '2026-10-27', place: 'Amphithéâtre' });
});
