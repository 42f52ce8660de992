import { expect, test } from 'vitest';
import { amal, bilel, change, eventId, folded, made, said, staff } from '../../test/support/events.ts';
import type { EventChange, EventFields } from '../schema/event-values.ts';
import { changesFor } from './change-event.ts';
import { type FoldedEvent, foldEvent } from './fold-event.ts';
import { exportIcs } from './ics-export.ts';
import { importIcs } from './ics-import.ts';
import { differences, knownEvents } from './ics-known.ts';

const names = { nameOf: () => undefined, nowMs: Date.UTC(2026, 9, 1) };
/** What this file would write into a calendar with these events; an event that is not known is all of it. */
function written(events: readonly FoldedEvent[], text: string) {
  const read = importIcs(text, 'Africa/Tunis');
  if (!read.ok) throw new Error(read.error.type);
  const list = read.value.events;
  const known = knownEvents(
    events.map((event) => ({ event })),
    new Set(list.map(({ fields }) => fields.uid)),
  );
  return list.flatMap((one): readonly (EventChange | 'new')[] => {
    const before = known.get(one.fields.uid);
    return before === undefined ? ['new'] : differences(before, one);
  });
}
const at = (date: string, time: string): EventFields['start'] => ({ local: `${date}T${time}:00`, zone: 'Africa/Tunis' });
/** Of four o'clock from the third date on, with another title on one date, and ended later. */
function split(): FoldedEvent {
  const first = folded(made());
  const later = changesFor(first, { fields: { start: at('2026-10-27', '16:00') } }, 'following', '2026-10-27');
  const acts = [made(), ...later.map((value, i) => said(bilel, 2000 + i, value))];
  const one = said(bilel, 3000, change({ title: 'Staff, autre salle' }, { at: '2026-11-03', builds: [eventId] }));
  const ended = said(bilel, 3001, change({ state: 'removed' }, { at: '2026-12-01', following: true, builds: [eventId] }));
  return foldEvent(eventId, [...acts, one, ended]) ?? first;
}

test('CAL-10 a file of ours that comes in again changes nothing, also of a series that changes from a date on', () => {
  for (const event of [folded(made()), folded(made({ title: 'Une fois', start: { date: '2026-10-13' } })), split()]) {
    const text = exportIcs([event], names);
    expect(text.match(/BEGIN:VEVENT/g)?.length).toBe(event.eras.length > 0 ? 3 : 1);
    expect(written([event], text)).toEqual([]);
    expect(written([], text)).toContain('new');
  }
});
test('CAL-10 what is different in it is written where it belongs, and nothing else', () => {
  const event = split();
  const text = exportIcs([event], names);
  const part = (fields: Partial<EventFields>, more: object) => ({ ...change(fields, { builds: event.heads }), ...more });
  expect(written([event], text.replaceAll('SUMMARY:Staff\r', 'SUMMARY:Relève\r'))).toEqual([
    part({ title: 'Relève' }, {}),
    part({ title: 'Relève' }, { at: '2026-10-27', following: true }),
  ]);
  expect(written([event], text.replace('autre salle', 'salle 3'))).toEqual([
    part({ title: 'Staff, salle 3' }, { at: '2026-11-03' }),
  ]);
});
test('CAL-10 who is invited to one date alone goes out with it, and comes in once', () => {
  const guest = change({}, { at: '2026-10-20', builds: [eventId], invited: new Map([[bilel, true]]) });
  const event = folded(said(amal, 1000, change(staff, { invited: new Map([[amal, true]]) }), eventId), said(amal, 2000, guest));
  const text = exportIcs([event], names);
  expect(written([event], text)).toEqual([]);
  expect(importIcs(text, 'UTC')).toMatchObject({
    value: { events: [{ invited: [amal], changes: [{ at: '2026-10-20', invited: new Map([[bilel, true]]) }] }] },
  });
});
test('CAL-10 a date that was changed names the people of its series, also those of another product whom its own part did not name', () => {
  const people = ['ORGANIZER:mailto:a@example.org', 'ATTENDEE;CN=B:mailto:b@example.org'];
  const start = { local: '2026-10-21T10:00:00', zone: 'Africa/Tunis' };
  const extra = JSON.stringify([
    [
      ['organizer', {}, 'cal-address', 'mailto:a@example.org'],
      ['attendee', { cn: 'B' }, 'cal-address', 'mailto:b@example.org'],
    ],
    [],
  ]);
  const series = said(amal, 1000, change({ ...staff, extra }, { invited: new Map([[bilel, true]]) }), eventId);
  for (const own of [{ start }, { start, extra: '' }]) {
    const event = folded(series, said(amal, 2000, change(own, { at: '2026-10-20', builds: [eventId] })));
    const text = exportIcs([event], names);
    for (const line of [...people, 'PARTSTAT=NEEDS-ACTION:urn:uuid:'])
      expect(text.split('BEGIN:VEVENT').map((part) => part.split(line).length - 1)).toEqual([0, 1, 1]);
    expect(written([event], text)).toEqual([]);
  }
});
test('CAL-10 what came from another product is found by its own name, and comes back after it was removed', () => {
  const fields = { ...staff, uid: 'abc@example.org', dates: [], without: [] };
  const text = exportIcs([folded(made(fields))], names);
  expect(written([folded(made(fields))], text)).toEqual([]);
  const removed = folded(made(fields), said(amal, 2000, change({ state: 'removed' }, { builds: [eventId] })));
  expect(written([removed], text)).toMatchObject([{ fields: { state: 'on' }, at: undefined }]);
});
test('CAL-10 what is in a file twice with different words is told, and is as it is told last', () => {
  const text = exportIcs([split()], names);
  const body = text.match(/BEGIN:VEVENT[\s\S]*?END:VEVENT\r\n/)?.[0] ?? '';
  const twice = (other: string) => text.replace('BEGIN:VEVENT', `${other}BEGIN:VEVENT`);
  expect(importIcs(twice(body), 'UTC')).toMatchObject({ ok: true, value: { skippedCount: 0 } });
  expect(importIcs(twice(body.replace('SUMMARY:Staff', 'SUMMARY:Avant')), 'UTC')).toMatchObject({
    value: { skipped: [{ reason: 'twice', title: 'Avant', isLost: true }], events: [{ fields: { title: 'Staff' } }, {}] },
  });
});
