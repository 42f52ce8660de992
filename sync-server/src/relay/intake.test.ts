import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createIntake, maxAppendsInFlight, maxBytesInFlight } from './intake.ts';

let paused = false;
let nowMs = 0;
const socket = {
  pause: () => {
    paused = true;
  },
  resume: () => {
    paused = false;
  },
};
const rate = { perSecond: 10, burst: 20 };

beforeEach(() => {
  vi.useFakeTimers();
  paused = false;
  nowMs = 0;
});
afterEach(() => vi.useRealTimers());
const pass = (ms: number): void => {
  nowMs += ms;
  vi.advanceTimersByTime(ms);
};

it('SYNC-16: more appends in flight than allowed pause reading until half of them are answered', () => {
  const intake = createIntake(socket, rate, () => nowMs);
  for (let i = 0; i < maxAppendsInFlight; i++) intake.begin(1);
  expect(paused).toBe(true);
  for (let i = 0; i < maxAppendsInFlight / 2 - 1; i++) intake.end(1);
  expect(paused).toBe(true);
  intake.end(1);
  expect(paused).toBe(false);
});

it('SYNC-16: few but large appends pause as well', () => {
  const intake = createIntake(socket, rate, () => nowMs);
  intake.begin(maxBytesInFlight);
  expect(paused).toBe(true);
  intake.end(maxBytesInFlight);
  expect(paused).toBe(false);
});

it('SYNC-16: frames above the rate are read later, not refused', () => {
  const intake = createIntake(socket, rate, () => nowMs);
  for (let i = 0; i < rate.burst; i++) intake.count();
  expect(paused).toBe(false);
  intake.count();
  expect(paused).toBe(true);
  pass(100);
  expect(paused).toBe(false);
  intake.count();
  expect(paused).toBe(true);
  intake.stop();
});
