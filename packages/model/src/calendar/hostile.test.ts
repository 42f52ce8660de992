/** Events of a colleague with a changed app, or of a file from outside, that are made to cost or to break (CAL-4, CAL-5, CAL-10). */
import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { type MessageId, messageIdFromBytes, type UserId, userIdFromBytes } from '../ids.ts';
import type { EventFields } from '../schema/event-values.ts';
import { expandEvent, reachOf } from './expand.ts';
import { type EventStatement, type FoldedEvent, foldEvent } from './fold-event.ts';
import { exportIcs } from './ics-export.ts';
import { dayMs, formatDate } from './local-time.ts';
import { remindersBetween } from './reminders.ts';
import { type Zone, zoneOf } from './zones.ts';

const author: UserId = userIdFromBytes(new Uint8Array(16));
const idOf = (n: number): MessageId =>
  messageIdFromBytes(
    new Uint8Array(12)
      .fill(n & 255)
      .with(0, n >> 8)
      .with(1, n >> 16),
  );
const here = zoneOf('Africa/Tunis') as Zone;
const october = { fromMs: Date.UTC(2026, 9, 1), toMs: Date.UTC(2026, 10, 1), here };
const eight = { local: '1900-01-01T08:00:00', zone: 'Africa/Tunis' };

function said(n: number, fields: Partial<EventFields>, more: { at?: string; following?: boolean } = {}): EventStatement {
  const value = { fields, invited: new Map(), files: new Map(), builds: [], at: more.at, following: more.following ?? false };
  return { kind: 'event', id: idOf(n), author, sentAtMs: 1, clock: { wallMs: n, counter: 0 }, value };
}
const fold = (statements: readonly EventStatement[]): FoldedEvent => {
  const event = foldEvent(idOf(0), statements);
  if (event === undefined) throw new Error('no event');
  return event;
};
const series = (rule: string, more: Partial<EventFields> = {}): FoldedEvent => fold([said(0, { start: eight, rule, ...more })]);
const datesFrom = (ms: number, count: number, step = 1): readonly string[] =>
  Array.from({ length: count }, (_, i) => formatDate(ms / dayMs + i * step));

test('CAL-4: a rule with a count that is hardly ever true is followed once, and given up after forty years', () => {
  const rules = [
    'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=5',
    `FREQ=YEARLY;BYDAY=${Array(90).fill('53MO').join(',')};BYMONTH=1;COUNT=2`,
    'FREQ=YEARLY;BYYEARDAY=366;BYMONTH=1;COUNT=2',
  ].map((rule) => series(rule));
  for (let look = 0; look < 2000; look++) for (const event of rules) expect(expandEvent(event, october)).toEqual([]);
  const leap = series('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=SU;COUNT=3', {
    start: { local: '2004-02-29T08:00:00', zone: 'UTC' },
  });
  const all = expandEvent(leap, { fromMs: Date.UTC(2000, 0), toMs: Date.UTC(2190, 0), here });
  expect(all.map(({ startMs }) => new Date(startMs).getUTCFullYear())).toEqual([2004, 2032, 2060]);
});

test('CAL-6: of more than 200 dates from which on an event is another the first count; a thousand single dates are read once', () => {
  const dates = datesFrom(Date.UTC(1950, 0, 1), 1000);
  const eras = datesFrom(Date.UTC(2000, 0, 1), 2000, 9).map((at, i) => said(i + 1, { start: eight }, { at, following: true }));
  const event = fold([said(0, { start: eight, rule: 'FREQ=DAILY', dates, without: dates }), ...eras]);
  expect(event.eras).toHaveLength(200);
  for (let look = 0; look < 50; look++) expect(expandEvent(event, october)).toHaveLength(31);
});

test('CAL-11: where an event may be is worked out, however many dates, eras and single changes somebody gave it', () => {
  const dates = datesFrom(Date.UTC(1950, 0, 1), 1000);
  const eras = datesFrom(Date.UTC(2000, 0, 1), 200).map((at, i) =>
    said(i + 1, { rule: 'FREQ=DAILY;COUNT=2' }, { at, following: true }),
  );
  const single = datesFrom(Date.UTC(1900, 0, 1), 20_000).map((at, i) =>
    said(i + 300, { start: { date: at }, reminders: [5], lengthS: 60 }, { at }),
  );
  const event = fold([said(0, { start: eight, dates }), ...eras, ...single]);
  expect(reachOf(event, here).toMs).toBeGreaterThan(Date.UTC(2000, 6));
  expect(remindersBetween(event, { ...october, toMs: october.fromMs + 1 })).toEqual([]);
});

test('CAL-5: tens of thousands of changes of one event are put together without comparing each with each', () => {
  const changes = Array.from({ length: 60_000 }, (_, i) => said(i + 1, { title: `${i}`, state: 'on' }));
  expect(fold([said(0, { start: eight }), ...changes]).base.fields.title).toBe('59999');
});

test('CAL-4: of a series whose days go on for a year the 31 newest are shown, beside those of the range', () => {
  for (const state of ['on', 'cancelled'] as const) {
    const event = series('FREQ=DAILY', { lengthS: 366 * 86_400, state });
    const shown = expandEvent(event, october);
    expect(shown.length).toBeGreaterThan(60);
    expect(shown.length).toBeLessThan(70);
  }
  const single = series('FREQ=YEARLY', { start: { local: '2020-01-01T08:00:00', zone: 'UTC' }, lengthS: 300 * 86_400 });
  expect(expandEvent(single, october)).toHaveLength(1);
});

test('CAL-10: whatever a colleague put into an event, its line in a file is its own line, and the others are written', () => {
  const hostile: readonly unknown[] = [
    ['x-a', {}, 'text\r\nEVIL:1', 'v'],
    ['x-a', {}, 'unknown', ['1', '2\r\nEVIL:1']],
    ['x-a', {}, 'recur', { freq: 'DAILY\r\nEVIL:1' }],
    ['x-a', { 'x-p': 'a\r\nEVIL:1' }, 'unknown', '1'],
    ['x-a', {}, 'date-time', null],
    ['x-a', {}, 'period', '1'],
    ['x-a', {}, 'text', { a: 1 }],
    ['x-a', {}, 'utc-offset', 7],
    ['categories', {}, 'text', ['a\r\nEVIL:1']],
    ['request-status', {}, 'text', ['2.0', 'a\rEVIL:1']],
    ['begin', {}, 'text', 'VALARM'],
    ['end', {}, 'text', 'VEVENT'],
    ['class', {}, 'text', 'PRIVATE'],
  ];
  const event = fold([
    said(0, { start: eight, notes: 'x\rEVIL:1\r\nEVIL:1', rule: 'RRULE:FREQ=DAILY', extra: JSON.stringify([hostile, []]) }),
  ]);
  const broken = fold([said(0, { start: eight, rule: 'garbage\u000bEVIL' })]);
  const text = exportIcs([event, broken], { nameOf: () => 'Amel', nowMs: 0 });
  expect(text).not.toMatch(/[\r\n]EVIL/);
  expect(text).not.toContain('VALARM');
  expect(text).toContain('CLASS:PRIVATE');
  expect(text).toContain('RRULE:FREQ=DAILY');
  expect(ICAL.parse(text)[2]).toHaveLength(2 + 1);
});
