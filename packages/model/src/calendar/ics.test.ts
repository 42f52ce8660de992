import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apple, google, hostile, outlook } from '../../test/support/calendars.ts';
import { amal, answered, bilel, change, eventId, folded, rangeOf, said, staff } from '../../test/support/events.ts';
import type { EventFields } from '../schema/event-values.ts';
import { changesFor } from './change-event.ts';
import { expandEvent, startOf } from './expand.ts';
import type { EventStatement, FoldedEvent } from './fold-event.ts';
import { exportIcs } from './ics-export.ts';
import { type IcsImport, importIcs, maxIcsCharacters } from './ics-import.ts';
import { zoneNamed } from './ics-zones.ts';

const names = { nameOf: () => 'Dr "Test"', nowMs: Date.UTC(2026, 9, 1) };
function read(text: string): IcsImport {
  const found = importIcs(text, 'Africa/Tunis');
  if (!found.ok) throw new Error(found.error.type);
  return found.value;
}
/** As the engine makes events of a file. */
const toEvents = ({ events }: IcsImport): readonly FoldedEvent[] =>
  events.map(({ fields, invited, changes }) =>
    folded(
      said(amal, 1000, change(fields, { invited: new Map(invited.map((user) => [user, true])) }), eventId),
      ...changes.map(({ at, following, fields: some, invited: others }, i) =>
        said(amal, 1001 + i, change(some, { at, following, invited: others, builds: [eventId] })),
      ),
    ),
  );
const shownOf = (events: readonly FoldedEvent[]) =>
  events
    .flatMap((event) => expandEvent(event, rangeOf('2026-01-01', '2028-01-01')))
    .map((one) => {
      const { uid: _, rule: _r, dates: _d, without: _w, extra: _e, conversation: _c, ...shown } = one.values;
      return { shown: { ...shown, start: startOf(one) }, invited: one.invited, startMs: one.startMs, endMs: one.endMs };
    })
    .sort((a, b) => a.startMs - b.startMs || (a.shown.title < b.shown.title ? -1 : 1));

describe('CAL-10: files of other products', () => {
  test('Outlook: names of Windows zones, an exception, a moved one, a page that is never one', () => {
    const { events, skipped } = read(outlook);
    expect(skipped).toEqual([]);
    const [event] = toEvents(read(outlook));
    const shown = expandEvent(event ?? folded(), rangeOf('2026-10-01', '2026-11-05'));
    expect(shown.map(({ values, startMs }) => `${new Date(startMs).toISOString().slice(5, 16)} ${values.title}`)).toEqual([
      '10-13T13:30 Staff de réanimation',
      '10-27T15:00 Staff (déplacé)',
      '11-03T13:30 Staff de réanimation',
    ]);
    expect(events[0]?.fields).toMatchObject({
      notes: 'Ordre du jour :\n1. Lits, 2. Transferts\n',
      place: 'Salle B2',
      priority: 'urgent',
      reminders: [15],
      start: { zone: 'Africa/Tunis' },
    });
    expect(events[0]?.fields.extra).toContain('x-microsoft-cdo-busystatus');
  });
  test('Google: whole days, UTC, folded lines, cancelled, people by e-mail', () => {
    const { events, skipped } = read(google);
    expect(skipped).toEqual([]);
    expect(events.map(({ fields }) => [fields.title, fields.start, fields.lengthS, fields.state])).toEqual([
      ['Jour férié', { date: '2026-12-25' }, 86_400, 'on'],
      ['Visite', { local: '2026-10-14T08:00:00', zone: 'UTC' }, 3600, 'cancelled'],
    ]);
    expect(events[1]?.fields.notes).toBe('Une ligne qui est assez longue pour être pliée par le logiciel, et  qui continue ici.');
    expect(events[1]?.fields.extra).toContain('mailto:test@example.org');
  });
  test('Apple: a path before the zone, a duration, further dates, an alarm that we do not have', () => {
    const { events, skipped } = read(apple);
    expect(skipped).toEqual([]);
    expect(events[0]?.fields).toMatchObject({ dates: ['2026-10-26', '2026-10-28'], lengthS: 43_200, reminders: [] });
    expect(toEvents(read(apple)).flatMap((event) => expandEvent(event, rangeOf('2026-10-01', '2026-11-05')))).toHaveLength(3);
  });
  test.each([
    ['Outlook', outlook],
    ['Google', google],
    ['Apple', apple],
  ])('%s there and back: what is shown, and what is not', (_, text) => {
    const before = toEvents(read(text));
    const again = read(exportIcs(before, names));
    expect(again.skipped).toEqual([]);
    expect(shownOf(toEvents(again))).toEqual(shownOf(before));
    // What went out changes nothing when it comes in again; but a line end in a parameter is a space by then.
    const fieldsOf = ({ events }: IcsImport) =>
      events.map(({ fields }) => ({ ...fields, extra: fields.extra?.replace('Rue\\n1', 'Rue 1') }));
    expect(fieldsOf(again)).toEqual(fieldsOf(read(text)));
    for (const kept of ['x-microsoft-cdo-busystatus', 'mailto:test@example.org', 'x-apple-structured-location', 'Basso'])
      if (text.toLowerCase().includes(kept.toLowerCase()))
        expect(JSON.stringify(again.events).toLowerCase()).toContain(kept.toLowerCase());
  });
});

describe('CAL-10: hostile files', () => {
  test('each fault is named, and nothing else is lost for it', () => {
    const { events, skipped } = read(hostile);
    expect(events.map(({ fields }) => fields.uid)).toEqual(['1', '3', '6']);
    expect(skipped).toEqual([
      { reason: 'not-an-event', title: 'VTODO', isLost: true },
      { reason: 'rule', title: 'Chaque seconde', isLost: false },
      { reason: 'no-start', title: 'Sans début', isLost: true },
      { reason: 'zone', title: 'Zone', isLost: false },
      { reason: 'unreadable', title: '4', isLost: true },
      expect.objectContaining({ reason: 'no-start', isLost: true }),
      expect.objectContaining({ reason: 'too-long', isLost: false }),
    ]);
    // Words are words: no screen makes a page of them, and nothing in them turns what stands beside them.
    expect(events[2]?.fields.notes).toBe('<script>alert(document.cookie)</script>hidden');
    expect(events[2]?.fields.title).toHaveLength(300);
    expect(
      toEvents({ events: events.slice(2), skipped: [], skippedCount: 0 }).flatMap((event) =>
        expandEvent(event, rangeOf('2026-01-01', '2036-01-01')),
      ),
    ).toHaveLength(1);
  });
  test('too large, and no calendar at all', () => {
    expect(importIcs('x'.repeat(maxIcsCharacters + 1), 'UTC')).toMatchObject({ error: { type: 'too-large' } });
    expect(importIcs('<html></html>', 'UTC')).toMatchObject({ error: { type: 'not-a-calendar' } });
  });
  test('no text throws', () => {
    const word = fc.constantFrom(
      ...outlook.split('\r\n'),
      ...hostile.split('\r\n'),
      'BEGIN:VEVENT',
      'END:VEVENT',
      'DTSTART:x',
      'RRULE:',
      ';;;',
      'X;Y="',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), (some) => void importIcs(`BEGIN:VCALENDAR\r\n${some.join('\r\n')}`, 'UTC')),
    );
  });
  test('what was kept of another product writes no property of its own', () => {
    const extra = JSON.stringify([
      [
        ['x-a', {}, 'unknown', 'b\r\nSUMMARY:forged'],
        ['x-b', { y: 'c"\r\nUID:2' }, 'text', 'd\nATTENDEE:e'],
      ],
      [['vevent', [], []]],
    ]);
    const text = exportIcs(
      [folded(said(amal, 1, change({ title: 'T', start: { date: '2026-10-13' }, lengthS: 86_400, extra }), eventId))],
      names,
    );
    expect(text.match(/^(SUMMARY|UID|ATTENDEE|BEGIN:VEVENT).*$/gm)).toHaveLength(3);
  });
});

describe('CAL-10: there and back', () => {
  const text = (max: number) =>
    fc.string({ unit: fc.constantFrom(...'aé ض,;:"\\<>&1'), maxLength: max }).map((words) => words.trim());
  const start = fc.oneof(
    fc.constant({ date: '2026-10-13' }),
    fc
      .constantFrom('Africa/Tunis', 'Europe/Paris', 'UTC', 'America/New_York')
      .map((zone) => ({ local: '2026-10-13T09:30:00', zone })),
  );
  const fields = fc.record<Partial<EventFields> & { start: EventFields['start'] }>({
    title: text(40),
    place: text(20),
    notes: fc.array(text(20), { maxLength: 3 }).map((list) => list.join('\n')),
    start,
    lengthS: fc.integer({ min: 1, max: 3 }).map((days) => days * 86_400),
    rule: fc.constantFrom(
      '',
      'FREQ=DAILY;INTERVAL=3;COUNT=7',
      'FREQ=WEEKLY;BYDAY=TU,TH',
      'FREQ=MONTHLY;BYDAY=2TU',
      'FREQ=YEARLY',
    ),
    dates: fc.constantFrom([], ['2026-10-15', '2026-12-24']),
    without: fc.constantFrom([], ['2026-10-20']),
    state: fc.constantFrom('on', 'cancelled'),
    priority: fc.constantFrom('normal', 'medium', 'urgent'),
    reminders: fc.uniqueArray(fc.nat(10_000), { maxLength: 3 }),
    call: fc.boolean(),
    duty: fc.constantFrom('', 'Réanimation, senior'),
    holder: fc.constantFrom(null, bilel),
  });
  const later = fc.record({
    title: text(10),
    at: fc.constantFrom('2026-10-13', '2026-10-15', '2026-10-22', '2026-11-03'),
    following: fc.boolean(),
    state: fc.constantFrom(undefined, undefined, 'on', 'cancelled', 'removed'),
    guest: fc.constantFrom(undefined, true, false),
  });
  const yearly: Partial<EventFields> & { start: EventFields['start'] } = {
    ...{ title: '', place: '', notes: '', start: { date: '2026-10-13' }, lengthS: 86_400, rule: 'FREQ=YEARLY', dates: [] },
    ...{ without: [], state: 'on', priority: 'normal', reminders: [], call: false, duty: '', holder: null },
  };
  test('what was moved from a date on to an earlier day is there once', () => {
    const at = (local: string) => ({ start: { local, zone: 'Africa/Tunis' } });
    const edit = (before: FoldedEvent, statements: readonly EventStatement[], local: string, date: string) =>
      changesFor(before, { fields: at(local) }, 'following', date).map((one, i) => said(amal, 2000 + statements.length + i, one));
    const base = [said(amal, 1000, change({ ...staff, title: 'Staff' }), eventId)];
    const once = [...base, ...edit(folded(...base), base, '2026-12-14T14:30:00', '2026-12-15')];
    const event = folded(...once, ...edit(folded(...once), once, '2026-10-12T09:00:00', '2026-10-13'));
    const starts = (list: ReturnType<typeof shownOf>) => list.map(({ startMs }) => startMs);
    expect(new Set(starts(shownOf([event]))).size).toBe(shownOf([event]).length);
    expect(starts(shownOf(toEvents(read(exportIcs([event], names)))))).toEqual(starts(shownOf([event])));
  });
  const idOf = (i: number): string => `${i}`.padStart(16, 'C');
  test('an event as it is shown, also where it is another one from a date on', () => {
    fc.assert(
      fc.property(fields, fc.array(later, { maxLength: 3 }), (some, changes) => {
        const recurs = some.rule !== '' || (some.dates ?? []).length > 0;
        const event = folded(
          said(amal, 1000, change(some, { invited: new Map([[bilel, true]]) }), eventId),
          ...(recurs ? changes : []).map(({ title, at, following, state, guest }, i) =>
            said(
              ...([amal, 1001 + i] as const),
              change(
                { title, ...(state && { state }) },
                {
                  at,
                  following,
                  builds: [i === 0 ? eventId : idOf(i - 1)],
                  invited: new Map(guest === undefined ? [] : [[amal, guest]]),
                },
              ),
              idOf(i),
            ),
          ),
          answered(bilel, 2000, { word: 'maybe' }),
        );
        const again = read(exportIcs([event], names));
        expect(again.skipped).toEqual([]);
        const sorted = (list: ReturnType<typeof shownOf>) => list.map((one) => ({ ...one, invited: [...one.invited].sort() }));
        expect(sorted(shownOf(toEvents(again)))).toEqual(sorted(shownOf([event])));
      }),
      // A date beside the rule that is like the series in everything.
      {
        numRuns: 150,
        examples: [[yearly, [{ title: '', at: '2026-10-15', following: false, state: undefined, guest: undefined }]]],
      },
    );
  });
  test('zones by the names of others', () => {
    expect(zoneNamed('Romance Standard Time')?.name).toBe('Europe/Paris');
    expect(zoneNamed('/softwarestudio.org/Olson_20011030_5/America/Argentina/Buenos_Aires')?.name).toBe(
      'America/Argentina/Buenos_Aires',
    );
    expect(zoneNamed('Central European Time by somebody')).toBeUndefined();
  });
});
