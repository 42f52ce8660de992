import type { UserId } from '@sanad/model/ids';
import { expect, it } from 'vitest';
import { makeHourCounter, makeLocalHour } from './usage-hours.ts';

const at = (text: string): number => Date.parse(text);
const [alice, bob] = ['a', 'b'] as unknown as [UserId, UserId];

it('USAGE-8: day and hour are those of the hospital, over midnight, half hours and changes of the clock', () => {
  const tunis = makeLocalHour('Africa/Tunis');
  expect(tunis(at('2026-10-12T22:59:59Z'))).toEqual({ day: '2026-10-12', hour: 23 });
  expect(tunis(at('2026-10-12T23:00:00Z'))).toEqual({ day: '2026-10-13', hour: 0 });
  const kolkata = makeLocalHour('Asia/Kolkata');
  expect(kolkata(at('2026-10-12T02:29:59Z')).hour).toBe(7);
  expect(kolkata(at('2026-10-12T02:30:00Z')).hour).toBe(8);
  const paris = makeLocalHour('Europe/Paris');
  expect([paris(at('2026-10-25T00:59:00Z')).hour, paris(at('2026-10-25T01:00:00Z')).hour]).toEqual([2, 2]);
});

it('USAGE-8: people are counted once in their hour, and who they were is forgotten when it is over', () => {
  const counter = makeHourCounter();
  const [eight, nine] = [8, 9].map((hour) => ({ day: '2026-10-12', hour })) as [
    { day: string; hour: number },
    { day: string; hour: number },
  ];
  counter.add(eight, alice);
  counter.add(eight, alice);
  expect(counter.take(eight)).toEqual([{ ...eight, count: 2, writers: 1 }]);
  counter.add(eight, alice);
  counter.add(eight, bob);
  expect(counter.take(nine)).toEqual([{ ...eight, count: 2, writers: 2 }]);
  counter.add(eight, alice);
  expect(counter.take(nine)).toEqual([{ ...eight, count: 1, writers: 1 }]);
  expect(counter.take(nine)).toEqual([]);
});
