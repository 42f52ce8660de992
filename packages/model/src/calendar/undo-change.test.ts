import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amal, bilel, change, eventId, folded, made, rangeOf, said, staff } from '../../test/support/events.ts';
import type { EventFields } from '../schema/event-values.ts';
import { changesFor, SCOPES, type Scope } from './change-event.ts';
import { dateOf, expandEvent, startOf } from './expand.ts';
import { type EventStatement, type FoldedEvent, foldEvent } from './fold-event.ts';
import { fieldsBefore, putBack } from './undo-change.ts';

const at = (date: string, time: string): EventFields['start'] => ({ local: `${date}T${time}:00`, zone: 'Africa/Tunis' });
const range = rangeOf('2026-09-01', '2026-12-20');
const shown = (event: FoldedEvent) =>
  expandEvent(event, range)
    .map((one) => ({ start: startOf(one), title: one.values.title, lengthS: one.values.lengthS, state: one.values.state }))
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
const hours = (event: FoldedEvent) =>
  expandEvent(event, rangeOf('2026-10-01', '2026-11-12')).map((one) => {
    const start = startOf(one);
    return 'date' in start ? start.date : start.local.slice(5, 16);
  });

/** People who change one event one after the other, each knowing everything. */
function history(fields: Partial<EventFields> = staff) {
  const statements: EventStatement[] = [made(fields)];
  const event = (): FoldedEvent => foldEvent(eventId, statements) ?? folded(made(fields));
  const say = (changes: ReturnType<typeof changesFor>): void => {
    for (const value of changes) statements.push(said(amal, 2000 + statements.length, value));
  };
  return {
    event,
    say,
    edit(some: Partial<EventFields>, scope: Scope, date: string | undefined) {
      const changes = changesFor(event(), { fields: some }, scope, date);
      const before = fieldsBefore(event(), changes);
      say(changes);
      return () => say(putBack(event(), before));
    },
  };
}

describe('CAL-6: a change that is put back', () => {
  test('of all dates: each part of a series has its own hour again', () => {
    const { event, edit } = history();
    edit({ start: at('2026-10-27', '16:00') }, 'following', '2026-10-27');
    const before = ['10-13T14:30', '10-20T14:30', '10-27T16:00', '11-03T16:00', '11-10T16:00'];
    expect(hours(event())).toEqual(before);
    const undo = edit({ start: at('2026-10-20', '15:00') }, 'all', '2026-10-20');
    expect(hours(event())).toEqual(before.map((one) => `${one.slice(0, 6)}15:00`));
    undo();
    expect(hours(event())).toEqual(before);
  });
  test('what is moved by days alone keeps the hour of each part, there and back', () => {
    const { event, edit } = history();
    edit({ start: at('2026-10-27', '16:00') }, 'following', '2026-10-27');
    const before = hours(event());
    const undo = edit({ start: at('2026-10-22', '14:30') }, 'all', '2026-10-20');
    expect(hours(event())).toEqual(['10-15T14:30', '10-22T14:30', '10-29T16:00', '11-05T16:00']);
    undo();
    expect(hours(event())).toEqual(before);
  });
  test('what somebody else changed meanwhile stays, and nothing is written where nothing is left of it', () => {
    const { event, edit, say } = history();
    const undo = edit({ start: at('2026-10-13', '15:00'), lengthS: 3600 }, 'all', '2026-10-13');
    say([change({ lengthS: 7200 }, { builds: event().heads })]);
    undo();
    expect(event().base.fields).toMatchObject({ start: at('2026-10-13', '14:30'), lengthS: 7200 });
    const { heads } = event();
    undo();
    expect(event().heads).toEqual(heads);
  });
  test('a field that nobody had filled is empty again', () => {
    const { event, edit } = history();
    edit({ place: 'Salle B2', holder: bilel }, 'all', undefined)();
    expect(event().base.fields).toMatchObject({ place: '', holder: null });
  });
  test('whatever was changed before, of whichever dates', () => {
    const time = fc.constantFrom('09:00', '14:30', '16:00');
    const step = fc.record({
      pick: fc.nat(9),
      days: fc.constantFrom(0, 0, -1, 1, 2),
      time: fc.option(time, { nil: undefined }),
      lengthS: fc.constantFrom(undefined, 1800, 3600),
      title: fc.constantFrom(undefined, 'Court', 'Long'),
      scope: fc.constantFrom(...SCOPES),
    });
    const rule = fc.constantFrom('FREQ=WEEKLY;BYDAY=TU', 'FREQ=WEEKLY;COUNT=8', 'FREQ=DAILY;INTERVAL=5;UNTIL=20261201', '');
    fc.assert(
      fc.property(rule, fc.array(step, { minLength: 1, maxLength: 4 }), (text, steps) => {
        const { event, edit } = history({ ...staff, rule: text });
        for (const { pick, days, time: hour, scope, ...fields } of steps) {
          const before = shown(event());
          const dates = expandEvent(event(), range);
          const one = dates[pick % dates.length];
          if (one === undefined) return;
          const start = startOf(one);
          const day = new Date(one.localMs + days * 86_400_000).toISOString().slice(0, 10);
          const moves = 'local' in start && (days !== 0 || hour !== undefined);
          const moved = moves ? { start: at(day, hour ?? start.local.slice(11, 16)) } : {};
          const said = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
          const date = text === '' ? undefined : dateOf(one);
          edit({ ...said, ...moved }, text === '' ? 'all' : scope, date)();
          expect(shown(event())).toEqual(before);
          edit({ ...said, ...moved }, text === '' ? 'all' : scope, date);
        }
      }),
      { numRuns: 300 },
    );
  });
});
