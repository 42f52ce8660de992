import { expect, test } from 'vitest';
import { amal, bilel, change, folded, said, made as shiftMade } from '../../../test/support/events.ts';
import { type EventStatement, foldEvent } from '../../calendar/fold-event.ts';
import { dayMs, formatDate } from '../../calendar/local-time.ts';
import { type Zone, zoneOf } from '../../calendar/zones.ts';
import { type MessageId, messageIdFromBytes, spaceIdFromBytes, userIdFromBytes } from '../../ids.ts';
import type { EventFields } from '../../schema/event-values.ts';
import type { SpaceView } from '../space-rows.ts';
import { eventWindow, occurrenceAt, shiftRows } from './calendar-rows.ts';
import type { StoredEvent } from './calendar-store.ts';
import { rangeOf } from './calendars.ts';

const me = userIdFromBytes(new Uint8Array(16).fill(1));
const zone = 'Africa/Tunis';
const range = rangeOf({ from: '2026-10-12', to: '2026-10-19', zone });
// What is read of a space here is its name.
const space = { space: spaceIdFromBytes(new Uint8Array(16)) } as SpaceView;
let made = 0;

function stored(fields: Partial<EventFields>): StoredEvent {
  const id: MessageId = messageIdFromBytes(new Uint8Array(12).fill(++made));
  const statement: EventStatement = {
    ...{ id, author: me, sentAtMs: made, clock: { wallMs: made, counter: 0 }, kind: 'event' },
    value: { fields, invited: new Map(), files: new Map(), builds: [], at: undefined, following: false },
  };
  const event = foldEvent(id, [statement]);
  if (event === undefined) throw new Error('an event with a start');
  return { space, segment: '2026-10', event, waiting: false };
}
const at = (title: string, local: string, more: Partial<EventFields> = {}): StoredEvent =>
  stored({ title, start: { local: `${local}:00`, zone }, lengthS: 3600, ...more });

test('CAL-3 of each day so many at most, bars over several days first, and how many each day has', () => {
  const events = [
    ...Array.from({ length: 20 }, (_, i) => at(`n${i}`, `2026-10-13T${String(4 + (i % 10)).padStart(2, '0')}:00`)),
    stored({ title: 'congé', start: { date: '2026-10-13' }, lengthS: 3 * 86_400 }),
    at('nuit', '2026-10-15T20:00', { lengthS: 12 * 3600 }),
    at('avant', '2026-10-11T20:00', { lengthS: 12 * 3600 }),
  ];
  const { rows, counts } = eventWindow(events, range, me, { perDay: 3 });
  expect(counts.totals).toEqual({ '2026-10-13': 21, '2026-10-14': 1, '2026-10-15': 2 });
  expect(rows.map(({ title }) => title)).toEqual(['congé', 'n0', 'n10', 'nuit']);
  expect(rows.map(({ startMs }) => startMs)).toEqual([...rows.map(({ startMs }) => startMs)].sort((a, b) => a - b));
});

test('CAL-7 what is not among the rows is at the same time all the same', () => {
  const events = [at('a', '2026-10-13T10:00'), at('b', '2026-10-13T10:30'), at('c', '2026-10-13T10:45')];
  const [first, ...more] = eventWindow(events, range, me, { perDay: 1 }).rows;
  expect(more).toEqual([]);
  expect(first?.overlaps).toHaveLength(2);
});

test('without a limit all of them, in order, and no totals', () => {
  const events = [at('b', '2026-10-14T11:00'), at('a', '2026-10-13T10:00', { rule: 'FREQ=DAILY' })];
  const { rows, counts } = eventWindow(events, range, me);
  expect(rows.map(({ title, at: date }) => [title, date])).toEqual([
    ['a', '2026-10-13'],
    ['a', '2026-10-14'],
    ['b', undefined],
    ['a', '2026-10-15'],
    ['a', '2026-10-16'],
    ['a', '2026-10-17'],
    ['a', '2026-10-18'],
  ]);
  expect(counts).toEqual({});
});

test('the first so many, and how many there are', () => {
  const events = [at('c', '2026-10-14T08:00'), at('a', '2026-10-12T08:00'), at('b', '2026-10-13T08:00')];
  const { rows, counts } = eventWindow(events, range, me, { most: 2 });
  expect(rows.map(({ title }) => title)).toEqual(['a', 'b']);
  expect(counts).toEqual({ total: 3 });
});

test('CAL-6 a date is found on whatever day it was moved to, and not where it was left out', () => {
  const moved = change({ start: { local: '2029-05-04T09:00:00', zone } }, { at: '2026-10-20' });
  const event = folded(
    shiftMade(),
    said(amal, 2000, moved),
    said(amal, 2001, change({ state: 'removed' }, { at: '2026-10-27' })),
  );
  expect(occurrenceAt(event, '2026-10-20', range.here)).toMatchObject({ startMs: Date.UTC(2029, 4, 4, 8) });
  expect(occurrenceAt(event, '2026-11-03', range.here)).toMatchObject({ startMs: Date.UTC(2026, 10, 3, 13, 30) });
  for (const at of ['2026-10-21', '2026-10-27', 'x']) expect(occurrenceAt(event, at, range.here)).toBeUndefined();
});

const here = zoneOf('UTC') as Zone;
const firstMs = Date.UTC(2026, 9, 1);

test('CAL-9, CAL-31: of a shift stands what is asked of its own date, however often, and of however many dates, somebody asks', () => {
  const start = { local: '2026-10-01T08:00:00', zone: 'UTC' };
  const asked = Array.from({ length: 4000 }, (_, i): EventStatement => {
    const at = i % 2 === 0 ? '2026-10-03' : formatDate(firstMs / dayMs + i);
    const value = { word: 'ask', request: undefined, to: bilel, at, comment: `${i}` } as const;
    return {
      kind: 'swap',
      id: `${i}`.padStart(16, 'C'),
      author: amal,
      sentAtMs: i,
      clock: { wallMs: i + 10, counter: 0 },
      value,
    };
  });
  const event = folded(shiftMade({ start, rule: 'FREQ=DAILY', duty: 'Garde', holder: amal }), ...asked);
  const shifts = { space: { space: 'aa' }, segment: '2026-series', event, waiting: false } as unknown as StoredEvent; // its rows need no more
  const rows = shiftRows([shifts], { fromMs: firstMs, toMs: firstMs + 31 * dayMs, here }, firstMs, bilel);
  expect(rows).toHaveLength(31);
  expect(rows.map(({ at, swap }) => [at, swap?.comment]).slice(0, 4)).toEqual([
    ['2026-10-01', undefined],
    ['2026-10-02', '1'],
    ['2026-10-03', '3998'],
    ['2026-10-04', '3'],
  ]);
});

test('CAL-3 a date of a series that was moved says so, one that was cancelled or given away does not', () => {
  const on = (fields: Partial<EventFields>, date: string): EventStatement => said(amal, 2000, change(fields, { at: date }));
  const event = folded(
    ...[shiftMade(), on({ start: { local: '2026-10-21T10:00:00', zone } }, '2026-10-20')],
    ...[on({ state: 'cancelled' }, '2026-10-27'), on({ holder: bilel }, '2026-11-03')],
  );
  const window = eventWindow(
    [{ space, segment: '2026-10', event, waiting: false }],
    { ...range, toMs: range.fromMs + 25 * dayMs },
    me,
  );
  expect(window.rows.map(({ at: date, isChanged }) => [date, isChanged])).toEqual([
    ['2026-10-13', false],
    ['2026-10-20', true],
    ['2026-10-27', false],
    ['2026-11-03', false],
  ]);
});
