/** More shapes of other products, written after what they document of their files, and the bounds of what a file may cost (CAL-10). */
import { describe, expect, test } from 'vitest';
import { amal, change, folded, rangeOf, said } from '../../test/support/events.ts';
import { expandEvent } from './expand.ts';
import type { FoldedEvent } from './fold-event.ts';
import { exportIcs } from './ics-export.ts';
import { type IcsImport, importIcs, maxIcsCharacters, maxIcsEvents } from './ics-import.ts';

const names = { nameOf: () => 'Dr Test', nowMs: Date.UTC(2026, 9, 1) };
const lines = (...all: readonly string[]): string => ['BEGIN:VCALENDAR', 'VERSION:2.0', ...all, 'END:VCALENDAR', ''].join('\r\n');
function read(text: string): IcsImport {
  const found = importIcs(text, 'Africa/Tunis');
  if (!found.ok) throw new Error(found.error.type);
  return found.value;
}
const toEvent = ({ events }: IcsImport, at = 0): FoldedEvent => {
  const one = events[at];
  if (one === undefined) throw new Error('no such event');
  const made = said(amal, 1000, change(one.fields), 'AAAAAAAAAAAAAAAA');
  return folded(
    made,
    ...one.changes.map(({ at: on, following, fields }, i) =>
      said(amal, 1001 + i, change(fields, { at: on, following, builds: [made.id] })),
    ),
  );
};
const starts = (event: FoldedEvent, from: string, to: string): readonly string[] =>
  expandEvent(event, rangeOf(from, to)).map(
    ({ startMs, values }) => `${new Date(startMs).toISOString().slice(0, 16)} ${values.title}`,
  );

const thunderbird = lines(
  'PRODID:-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN',
  'BEGIN:VTIMEZONE',
  'TZID:Europe/Paris',
  'X-TZINFO:Europe/Paris[2026a]',
  'BEGIN:DAYLIGHT',
  'TZOFFSETTO:+020000',
  'TZOFFSETFROM:+010000',
  'TZNAME:Europe/Paris(DST)',
  'DTSTART:20260329T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
  'END:DAYLIGHT',
  'END:VTIMEZONE',
  'BEGIN:VEVENT',
  'CREATED:20260901T080000Z',
  'LAST-MODIFIED:20260901T080500Z',
  'DTSTAMP:20260901T080500Z',
  'UID:0c1f6a1e-1111-4111-8111-000000000001',
  'SUMMARY:Réunion de pharmacie',
  'RRULE:FREQ=MONTHLY;BYDAY=2TU',
  'EXDATE:20261110T090000Z',
  'DTSTART;TZID=Europe/Paris:20261013T100000',
  'DTEND;TZID=Europe/Paris:20261013T110000',
  'TRANSP:OPAQUE',
  'CLASS:PRIVATE',
  'X-MOZ-GENERATION:3',
  'X-MOZ-LASTACK:20260901T080500Z',
  'BEGIN:VALARM',
  'ACTION:DISPLAY',
  'TRIGGER;VALUE=DURATION:-PT30M',
  'DESCRIPTION:Default Mozilla Description',
  'END:VALARM',
  'END:VEVENT',
);
const exchange = lines(
  'METHOD:REQUEST',
  'PRODID:Microsoft Exchange Server 2010',
  'BEGIN:VTIMEZONE',
  'TZID:W. Central Africa Standard Time',
  'BEGIN:STANDARD',
  'DTSTART:16010101T000000',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0100',
  'END:STANDARD',
  'END:VTIMEZONE',
  'BEGIN:VEVENT',
  'ORGANIZER;CN="Secrétariat":mailto:secretariat@example.org',
  "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=Quelqu'un:mailto:q@example.org",
  'DESCRIPTION;LANGUAGE=fr-FR:Ordre du jour\\n\\n',
  'RRULE:FREQ=WEEKLY;UNTIL=20261215T080000Z;INTERVAL=1;BYDAY=MO,WE;WKST=MO',
  'UID:040000008200E00074C5B7101A82E00800000000',
  'SUMMARY;LANGUAGE=fr-FR:Comité',
  'DTSTART;TZID=W. Central Africa Standard Time:20261012T090000',
  'DTEND;TZID=W. Central Africa Standard Time:20261012T100000',
  'CLASS:PUBLIC',
  'PRIORITY:5',
  'DTSTAMP:20260901T080500Z',
  'TRANSP:OPAQUE',
  'STATUS:CONFIRMED',
  'SEQUENCE:0',
  'LOCATION;LANGUAGE=fr-FR:Salle 1',
  'X-MICROSOFT-CDO-APPT-SEQUENCE:0',
  'X-MICROSOFT-CDO-OWNERAPPTID:2118000000',
  'X-MICROSOFT-CDO-INTENDEDSTATUS:BUSY',
  'X-MICROSOFT-DISALLOW-COUNTER:FALSE',
  'END:VEVENT',
);

describe('CAL-10: files of other products', () => {
  test('Thunderbird: an exception told in UTC, its own properties, a reminder', () => {
    const found = read(thunderbird);
    expect(found.skipped).toEqual([]);
    expect(found.events[0]?.fields).toMatchObject({ reminders: [30], start: { zone: 'Europe/Paris' }, without: ['2026-11-10'] });
    // The hour of Paris changes on 25 October: 08:00 UTC, then 09:00.
    expect(starts(toEvent(found), '2026-10-01', '2027-01-01')).toEqual([
      '2026-10-13T08:00 Réunion de pharmacie',
      '2026-12-08T09:00 Réunion de pharmacie',
    ]);
  });
  test('Exchange: a request with a zone by its Windows name, people by e-mail, an end in UTC', () => {
    const found = read(exchange);
    expect(found.skipped).toEqual([]);
    expect(found.events[0]?.fields).toMatchObject({ title: 'Comité', place: 'Salle 1', priority: 'normal' });
    const shown = starts(toEvent(found), '2026-10-01', '2027-01-01');
    expect([shown[0], shown[1], shown.at(-1), shown.length]).toEqual([
      '2026-10-12T08:00 Comité',
      '2026-10-14T08:00 Comité',
      '2026-12-14T08:00 Comité',
      19,
    ]);
  });
  test.each([
    ['Thunderbird', thunderbird, 'x-moz-lastack'],
    ['Exchange', exchange, 'x-microsoft-cdo-ownerapptid'],
  ])('%s there and back: what is shown, and what is not', (_, text, kept) => {
    const before = toEvent(read(text));
    const again = read(exportIcs([before], names));
    expect(again.skipped).toEqual([]);
    expect(starts(toEvent(again), '2026-01-01', '2028-01-01')).toEqual(starts(before, '2026-01-01', '2028-01-01'));
    expect(JSON.stringify(again.events)).toContain(kept);
  });
});

const event = (uid: number, ...more: readonly string[]): string =>
  ['BEGIN:VEVENT', `UID:${uid}`, 'DTSTART:20261013T090000Z', 'SUMMARY:x', ...more, 'END:VEVENT'].join('\r\n');

describe('CAL-10: what a file may cost', () => {
  test('more events than are read are counted, and the first ones are there', { timeout: 60_000 }, () => {
    const found = read(lines(...Array.from({ length: maxIcsEvents + 5 }, (_, i) => event(i))));
    expect(found.events).toHaveLength(maxIcsEvents);
    expect(found.skipped).toEqual([{ reason: 'too-many', title: '5', isLost: true }]);
  });
  test('rules without an end, and those that are never true, cost what is looked at', () => {
    const rules = [
      'FREQ=DAILY',
      'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
      'FREQ=MONTHLY;BYMONTHDAY=31;INTERVAL=1000',
      'FREQ=DAILY;COUNT=10000',
    ];
    const found = read(lines(...rules.map((rule, i) => event(i, `RRULE:${rule}`))));
    const beganMs = performance.now();
    const counts = rules.map((_, i) => starts(toEvent(found, i), '2199-01-01', '2199-02-01').length);
    expect(counts).toEqual([31, 0, 0, 0]);
    expect(performance.now() - beganMs).toBeLessThan(5000);
  });
  test('a file at its limit that is one line, one event or one list is read in time', { timeout: 60_000 }, () => {
    const room = maxIcsCharacters - 1000;
    const texts = [
      lines(event(1, `X-A:${'a'.repeat(room)}`)),
      lines(event(1, `DESCRIPTION:${'\\n;'.repeat(room / 3)}`)),
      lines(event(1, `EXDATE:${'20261013T090000Z,'.repeat(room / 17)}20261013T090000Z`)),
      lines('BEGIN:VEVENT\r\n'.repeat(room / 14)),
      lines(event(1, 'BEGIN:VALARM\r\n'.repeat(room / 14))),
    ];
    const beganMs = performance.now();
    for (const text of texts) importIcs(text, 'Africa/Tunis');
    expect(performance.now() - beganMs).toBeLessThan(30_000);
  });
});
