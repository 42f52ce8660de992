import { expect, test } from 'vitest';
import { folded, made, rangeOf, zone } from '../../test/support/events.ts';
import { expandEvent } from './expand.ts';
import { parseLocal } from './local-time.ts';
import { zoneOf } from './zones.ts';

const instant = (name: string, local: string): string =>
  new Date(zone(name).toInstant(parseLocal(local) ?? Number.NaN)).toISOString();

test('CAL-3: a wall time is an instant of its zone: Tunis has one offset, others change it', () => {
  expect(instant('Africa/Tunis', '2026-07-13T14:30:00')).toBe('2026-07-13T13:30:00.000Z');
  expect(instant('Africa/Tunis', '2026-01-13T14:30:00')).toBe('2026-01-13T13:30:00.000Z');
  expect(instant('Europe/Paris', '2026-07-13T14:30:00')).toBe('2026-07-13T12:30:00.000Z');
  expect(instant('Europe/Paris', '2026-01-13T14:30:00')).toBe('2026-01-13T13:30:00.000Z');
  // Tunisia had a summer time until 2008.
  expect(instant('Africa/Tunis', '2008-07-13T14:30:00')).toBe('2008-07-13T12:30:00.000Z');
  expect(instant('Africa/Casablanca', '2026-02-25T12:00:00')).toBe('2026-02-25T12:00:00.000Z');
});
test('CAL-3: an hour that comes twice is the first one; one that is left out is read as of before', () => {
  expect(instant('Europe/Paris', '2026-10-25T02:30:00')).toBe('2026-10-25T00:30:00.000Z');
  expect(instant('Europe/Paris', '2026-03-29T02:30:00')).toBe('2026-03-29T01:30:00.000Z');
  expect(instant('America/New_York', '2007-03-11T02:30:00')).toBe('2007-03-11T07:30:00.000Z');
  expect(instant('America/New_York', '2007-11-04T01:30:00')).toBe('2007-11-04T05:30:00.000Z');
  expect(instant('Australia/Lord_Howe', '2026-04-05T01:45:00')).toBe('2026-04-04T14:45:00.000Z');
});
test('CAL-3: there and back, every hour of two years', () => {
  for (const name of ['Africa/Tunis', 'Europe/Paris', 'America/New_York', 'Africa/Casablanca', 'Asia/Kolkata', 'UTC']) {
    const of = zone(name);
    const wrong: number[] = [];
    for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2028, 0, 1); at += 3_600_000) {
      const back = of.toInstant(of.toLocal(at));
      // Of an hour that comes twice the first.
      if (back !== at && (back > at || of.toLocal(back) !== of.toLocal(at))) wrong.push(at);
    }
    expect(wrong).toEqual([]);
  }
});
test('CAL-3: a zone that nobody knows is none', () => {
  for (const name of ['', 'Mars/Olympus', '../../etc/passwd', 'Europe/Paris\n', 'x'.repeat(200)])
    expect(zoneOf(name)).toBeUndefined();
});
test('CAL-3: a meeting stays at its hour when the clocks change, and a night ends when people go home', () => {
  const meeting = folded(
    made({ start: { local: '2026-10-20T14:30:00', zone: 'Europe/Paris' }, lengthS: 2700, rule: 'FREQ=WEEKLY' }),
  );
  const at = expandEvent(meeting, rangeOf('2026-10-19', '2026-10-31')).map(({ startMs }) => new Date(startMs).toISOString());
  expect(at).toEqual(['2026-10-20T12:30:00.000Z', '2026-10-27T13:30:00.000Z']);
  const night = folded(made({ start: { local: '2026-10-24T20:00:00', zone: 'Europe/Paris' }, lengthS: 12 * 3600 }));
  const [shift] = expandEvent(night, rangeOf('2026-10-24', '2026-10-26'));
  // Thirteen hours: from 20:00 to 08:00 in the night in which the clocks go back.
  expect((shift?.endMs ?? 0) - (shift?.startMs ?? 0)).toBe(13 * 3_600_000);
});
test('CAL-3: a whole day is the day of who looks', () => {
  const day = folded(made({ start: { date: '2026-10-25' }, lengthS: 86_400 }));
  const paris = expandEvent(day, rangeOf('2026-10-24', '2026-10-27', 'Europe/Paris'))[0];
  expect([paris?.startMs, paris?.endMs].map((ms) => new Date(ms ?? 0).toISOString())).toEqual([
    '2026-10-24T22:00:00.000Z',
    '2026-10-25T23:00:00.000Z',
  ]);
});
