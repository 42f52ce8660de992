import type { EventStart, OccurrenceRow } from '@sanad/model/engine/api';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hereOf, movedTimes } from '../move/moved.ts';
import { barOf, placeRows, segmentsOf, shownDays } from './place-rows.ts';

const tunis = hereOf('Africa/Tunis');
const paris = hereOf('Europe/Paris');
const week = shownDays('2026-10-12', 7);
const at = (local: string, zone = 'Africa/Tunis'): EventStart => ({ local: `${local}:00`, zone });
const row = (id: string, start: EventStart, minutes: number, here = tunis): OccurrenceRow =>
  ({ id, ...movedTimes({ start, startMs: 0, endMs: 0 }, { start, lengthS: minutes * 60 }, here) }) as OccurrenceRow; // what is read of it

test('a night stands on both of its days, and what ends at midnight on one', () => {
  expect(segmentsOf(row('a', at('2026-10-17T20:00'), 720), week, tunis)).toEqual([
    { date: '2026-10-17', from: 1200, to: 1440, isFromBefore: false, isOnAfter: true },
    { date: '2026-10-18', from: 0, to: 480, isFromBefore: true, isOnAfter: false },
  ]);
  expect(segmentsOf(row('a', at('2026-10-13T22:00'), 120), week, tunis)).toEqual([
    { date: '2026-10-13', from: 1320, to: 1440, isFromBefore: false, isOnAfter: false },
  ]);
  expect(segmentsOf(row('a', at('2026-10-11T22:00'), 180), week, tunis).map(({ date }) => date)).toEqual(['2026-10-12']);
});
test('where the clock is turned a day has 24 hours all the same', () => {
  const days = shownDays('2026-10-24', 3);
  expect(segmentsOf(row('a', at('2026-10-24T20:00', 'Europe/Paris'), 720, paris), days, paris)).toMatchObject([
    { from: 1200, to: 1440 },
    { from: 0, to: 480 },
  ]);
  // Ten minutes past the change, by the clock before it began.
  const over = {
    start: at('2026-10-25T02:50', 'Europe/Paris'),
    startMs: Date.UTC(2026, 9, 25, 0, 50),
    endMs: Date.UTC(2026, 9, 25, 1, 10),
  };
  expect(segmentsOf(over, days, paris)).toMatchObject([{ from: 170, to: 170 }]);
});
test('a whole day is a bar, cut where the view ends', () => {
  expect(barOf(row('a', { date: '2026-10-10' }, 4 * 1440), week, tunis)).toEqual({
    first: 0,
    span: 2,
    isFromBefore: true,
    isOnAfter: false,
  });
  expect(barOf(row('a', { date: '2026-10-17' }, 4 * 1440), week, tunis)).toEqual({
    first: 5,
    span: 2,
    isFromBefore: false,
    isOnAfter: true,
  });
  expect(barOf(row('a', { date: '2026-10-20' }, 1440), week, tunis)).toBeUndefined();
});
test('bars of one lane do not lie on one another; a day that stays the same keeps its list', () => {
  const starts = fc.array(fc.record({ day: fc.integer({ min: 8, max: 20 }), days: fc.integer({ min: 1, max: 9 }) }), {
    maxLength: 20,
  });
  fc.assert(
    fc.property(starts, (list) => {
      const rows = list.map(({ day, days }, i) => row(`${i}`, { date: `2026-10-${String(day).padStart(2, '0')}` }, days * 1440));
      const { bars } = placeRows(rows, week, tunis);
      for (const a of bars)
        for (const b of bars)
          if (a !== b && a.lane === b.lane) expect(a.first + a.span <= b.first || b.first + b.span <= a.first).toBe(true);
    }),
  );
  const [one, two] = [row('a', at('2026-10-13T09:00'), 60), row('b', at('2026-10-14T09:00'), 60)];
  const before = placeRows([one, two], week, tunis);
  const after = placeRows([one, { ...two }], week, tunis, before);
  expect(after.byDate.get('2026-10-13')).toBe(before.byDate.get('2026-10-13'));
  expect(after.byDate.get('2026-10-14')).not.toBe(before.byDate.get('2026-10-14'));
});
