import type { EventStart } from '@sanad/model/engine/api';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Drop, hereOf, lengthOf, moveByDays, movedTimes, moveTo, type Timed } from './moved.ts';

const tunis = hereOf('Africa/Tunis');
const paris = hereOf('Europe/Paris');
const minuteMs = 60_000;
const wall = (text: string): number => Date.parse(`${text}Z`);
const at = (local: string, zone = 'Africa/Tunis'): EventStart => ({ local: `${local}:00`, zone });
/** An event of this length, as the engine shows it. */
function row(start: EventStart, minutes: number, here = tunis): Timed {
  const days = { start, startMs: 0, endMs: 0 };
  return movedTimes(days, { start, lengthS: minutes * 60 }, here);
}
const time = (from: string, to?: string): Drop => ({ kind: 'time', fromMs: wall(from), ...(to && { toMs: wall(to) }) });

describe('CAL-3: an event that is dropped somewhere else', () => {
  const staff = row(at('2026-10-13T14:30'), 45);
  test('keeps its length and writes its start alone', () => {
    expect(moveTo(staff, time('2026-10-14T09:15'), tunis)).toEqual({ start: at('2026-10-14T09:15') });
    expect(moveTo(staff, time('2026-10-13T14:30'), tunis)).toEqual({});
  });
  test('the lower edge writes the length alone, the upper one both', () => {
    expect(moveTo(staff, time('2026-10-13T14:30', '2026-10-13T16:00'), tunis)).toEqual({ lengthS: 5400 });
    expect(moveTo(staff, time('2026-10-13T14:00', '2026-10-13T15:15'), tunis)).toEqual({
      start: at('2026-10-13T14:00'),
      lengthS: 4500,
    });
  });
  test('keeps the zone that it has', () => {
    const there = row(at('2026-10-13T14:30', 'Europe/Paris'), 60);
    expect(moveTo(there, time('2026-10-13T15:30'), tunis)).toEqual({ start: at('2026-10-13T16:30', 'Europe/Paris') });
    // Where the clock of Paris was turned back meanwhile, that of Tunis was not: it lies where it was dropped.
    expect(moveTo(there, time('2026-10-27T13:30'), tunis)).toEqual({ start: at('2026-10-27T13:30', 'Europe/Paris') });
  });
  test('a whole day becomes an hour, an hour becomes a whole day', () => {
    const leave = row({ date: '2026-10-13' }, 3 * 1440);
    expect(moveTo(leave, time('2026-10-14T09:00'), tunis)).toEqual({ start: at('2026-10-14T09:00'), lengthS: 3600 });
    expect(moveTo(leave, { kind: 'day', date: '2026-10-15' }, tunis)).toEqual({ start: { date: '2026-10-15' } });
    expect(moveTo(leave, { kind: 'day', date: '2026-10-13', days: 2 }, tunis)).toEqual({ lengthS: 2 * 86_400 });
    expect(moveTo(staff, { kind: 'day', date: '2026-10-15' }, tunis)).toEqual({ start: { date: '2026-10-15' }, lengthS: 86_400 });
  });
  test('a zone that nobody knows is that of who looks', () => {
    const there = row(at('2026-10-13T14:30', 'Mars/Olympus'), 60);
    expect(moveTo(there, time('2026-10-13T15:30'), tunis)).toEqual({ start: at('2026-10-13T15:30', 'Mars/Olympus') });
  });
});

describe('CAL-3: where the clock is turned', () => {
  // Europe/Paris: 02:00 becomes 03:00 on 28 March 2027, 03:00 becomes 02:00 on 25 October 2026.
  const night = row(at('2027-03-26T20:00', 'Europe/Paris'), 12 * 60, paris);
  test('a night that is moved into spring ends at the same hour of the clock, an hour shorter', () => {
    const moved = moveTo(night, time('2027-03-27T20:00'), paris);
    expect(moved).toEqual({ start: at('2027-03-27T20:00', 'Europe/Paris') });
    const { startMs, endMs } = movedTimes(night, moved, paris);
    expect(endMs - startMs).toBe(11 * 60 * minuteMs);
    expect(paris.toLocal(endMs)).toBe(wall('2027-03-28T08:00'));
    expect(moveByDays(night, 1)).toEqual(moved);
  });
  test('and into autumn: an hour longer', () => {
    const moved = moveTo(night, time('2026-10-24T20:00'), paris);
    const { startMs, endMs } = movedTimes(night, moved, paris);
    expect(endMs - startMs).toBe(13 * 60 * minuteMs);
    expect(paris.toLocal(endMs)).toBe(wall('2026-10-25T08:00'));
  });
  test('an hour that is left out is the one after it, an hour that comes twice the first of both', () => {
    const one = row(at('2027-03-29T10:00', 'Europe/Paris'), 60, paris);
    expect(moveTo(one, time('2027-03-28T02:30'), paris)).toEqual({ start: at('2027-03-28T03:30', 'Europe/Paris') });
    const twice = movedTimes(one, moveTo(one, time('2026-10-25T02:30'), paris), paris);
    expect(twice.startMs).toBe(Date.UTC(2026, 9, 25, 0, 30));
  });
  test('made longer over the change, its length is of wall time', () => {
    const evening = row(at('2027-03-27T22:00', 'Europe/Paris'), 120, paris);
    expect(moveTo(evening, time('2027-03-27T22:00', '2027-03-28T06:00'), paris)).toEqual({ lengthS: 8 * 3600 });
  });
});

test('wherever it is dropped it lies there, as long as it was', () => {
  const zones = fc.constantFrom('Africa/Tunis', 'Europe/Paris', 'America/New_York', 'Australia/Lord_Howe');
  const quarter = fc.integer({ min: wall('2026-01-01T00:00') / 900_000, max: wall('2027-12-31T00:00') / 900_000 });
  fc.assert(
    fc.property(zones, zones, quarter, quarter, fc.integer({ min: 1, max: 96 }), (own, looking, from, to, quarters) => {
      const [zone, here] = [hereOf(own), hereOf(looking)];
      // A start that its clock shows.
      const start = at(new Date(zone.toLocal(zone.toInstant(from * 900_000))).toISOString().slice(0, 16), own);
      const before = row(start, quarters * 15, here);
      const length = lengthOf(before, here);
      const moved = moveTo(before, { kind: 'time', fromMs: to * 900_000 }, here);
      const after = movedTimes(before, moved, here);
      expect(here.toLocal(after.startMs)).toBe(here.toLocal(here.toInstant(to * 900_000)));
      expect(moved.lengthS).toBeUndefined();
      expect(after.endMs).toBe(zone.toInstant(zone.toLocal(after.startMs) + length * 1000));
    }),
  );
});
