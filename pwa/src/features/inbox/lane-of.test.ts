import type { UrgentItem, UrgentPhase } from '@sanad/model/engine/api';
import { expect, test } from 'vitest';
import { laneOf } from './lane-of.ts';

const nowMs = 1_763_800_000_000;
const minuteMs = 60_000;
/** What of an item is looked at. */
const item = (phase: UrgentPhase, endedMinutesAgo?: number, mine = false) =>
  ({
    message: {
      mine,
      urgent: { phase, endedAtMs: endedMinutesAgo === undefined ? undefined : nowMs - endedMinutesAgo * minuteMs },
    },
  }) as unknown as UrgentItem;

test('URGENT-8 what is open stands first, in the order of the engine; what was handled follows for half an hour', () => {
  const [handled, ringing, old, waiting] = [item('answered', 5), item('ringing'), item('answered', 31), item('waiting')];
  expect(laneOf([handled, ringing, old, waiting], nowMs)).toEqual([ringing, waiting, handled]);
});

test('URGENT-8 that nobody answered stays with its sender, and leaves the others', () => {
  const [mine, hers] = [item('unanswered', 300, true), item('unanswered', 300)];
  expect(laneOf([mine, hers], nowMs)).toEqual([mine]);
});

test('URGENT-8 of what was handled no more than three stand there', () => {
  expect(
    laneOf(
      Array.from({ length: 5 }, () => item('withdrawn', 1)),
      nowMs,
    ),
  ).toHaveLength(3);
});
