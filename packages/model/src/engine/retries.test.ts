import { expect, test } from 'vitest';
import { makeClock } from '../../test/support/engine.ts';
import { maxDelayMs } from '../sync/backoff.ts';
import type { ErrorCode } from '../wire/error-code.ts';
import type { LogSyncError } from './log-sync.ts';
import { makeRetries, maxRefusedDelayMs } from './retries.ts';

const refused = (code: ErrorCode | 'unknown'): LogSyncError => ({ type: 'refused', code, body: undefined });
function world() {
  const clock = makeClock();
  const tried: string[] = [];
  const retries = makeRetries(
    clock,
    () => 1,
    (cause) => tried.push(cause),
  );
  /** Delays of so many failures in a row. */
  const delays = (cause: string, error: LogSyncError, count: number): readonly number[] =>
    Array.from({ length: count }, () => {
      retries.failed(cause, error);
      const [delayMs = 0] = clock.planned();
      clock.advance(delayMs);
      return delayMs;
    });
  return { clock, tried, retries, delays };
}

test.each<[string, LogSyncError, number]>([
  ['a lost request', { type: 'offline' }, maxDelayMs],
  ['a refusal that may pass', refused('server/unavailable'), maxDelayMs],
  ['a refusal that stays', refused('chunk/device'), maxRefusedDelayMs],
  ['a refusal of a newer server', refused('unknown'), maxRefusedDelayMs],
  ['an answer that is not the protocol', { type: 'malformed-answer' }, maxRefusedDelayMs],
])('SYNC-18 %s is asked again ever more rarely, up to a ceiling', (_what, error, ceilingMs) => {
  const { delays } = world();
  const waited = delays('a', error, 12);
  expect(waited.slice(0, 3)).toEqual([2000, 4000, 8000]);
  expect(waited.slice(-2)).toEqual([ceilingMs, ceilingMs]);
});

test('SYNC-18 each cause rests by itself', () => {
  const { retries, clock, tried } = world();
  retries.failed('a', refused('chunk/device'));
  expect([retries.mayTry('a'), retries.mayTry('b')]).toEqual([false, true]);
  retries.failed('a', refused('chunk/device'));
  expect(clock.planned()).toEqual([2000]);
  clock.advance(2000);
  expect([tried, retries.mayTry('a')]).toEqual([['a'], true]);
});

test('SYNC-18 what is new there begins anew, at once', () => {
  const { retries, delays, clock } = world();
  delays('a', refused('chunk/device'), 6);
  retries.failed('a', refused('chunk/device'));
  retries.failed('b', refused('chunk/device'));
  retries.reset('a');
  expect([retries.mayTry('a'), retries.mayTry('b')]).toEqual([true, false]);
  expect(delays('a', refused('chunk/device'), 1)).toEqual([2000]);
  retries.reset();
  expect([retries.mayTry('b'), clock.planned()]).toEqual([true, []]);
});

test('SYNC-18 a success forgets earlier failures, but not one of the same attempt', () => {
  const { retries, delays } = world();
  delays('a', refused('chunk/device'), 6);
  retries.succeeded('a');
  expect(delays('a', refused('chunk/device'), 2)).toEqual([2000, 4000]);
  retries.failed('a', { type: 'offline' });
  retries.succeeded('a');
  expect(retries.mayTry('a')).toBe(false);
});
