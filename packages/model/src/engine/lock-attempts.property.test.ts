import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Attempts,
  attemptsLeft,
  beginGuess,
  defaultLockPolicy,
  noAttempts,
  rebase,
  retryAtMs,
  waitAfterMs,
} from './lock-attempts.ts';

const policy = defaultLockPolicy;

test('LOCK-5 three wrong guesses cost no time, then the wait doubles from 5 seconds up to 5 minutes', () => {
  const waits = Array.from({ length: 10 }, (_, failed) => waitAfterMs(policy, failed) / 1000);
  expect(waits).toEqual([0, 0, 0, 5, 10, 20, 40, 80, 160, 300]);
});

/** Somebody guesses whenever it is allowed, moves the clock as she likes, and is wrong every time. */
const steps = fc.array(fc.oneof(fc.constant('guess' as const), fc.integer({ min: -400_000, max: 400_000 })), { maxLength: 200 });

test('LOCK-5 whatever the clock does, there are ten guesses and no more', () => {
  fc.assert(
    fc.property(steps, (moves) => {
      let nowMs = 1_763_800_000_000;
      let attempts: Attempts = noAttempts;
      let guesses = 0;
      for (const move of moves) {
        if (move !== 'guess') {
          nowMs += move;
          continue;
        }
        const guess = beginGuess(policy, attempts, nowMs);
        if (guess.type === 'guess') {
          guesses += 1;
          expect(guess.next.failed).toBe(attempts.failed + 1);
        } else expect(guess.next.failed).toBe(attempts.failed);
        attempts = guess.next;
      }
      expect(guesses).toBeLessThanOrEqual(policy.maxAttempts);
      expect(attemptsLeft(policy, attempts)).toBe(policy.maxAttempts - guesses);
    }),
  );
});

test('LOCK-5 a clock that is set back does not shorten a wait, and no wait is longer than its own length', () => {
  fc.assert(
    fc.property(fc.integer({ min: 3, max: 9 }), fc.integer({ min: 0, max: 10 ** 12 }), (failed, backMs) => {
      const madeAtMs = 1_763_800_000_000;
      const nowMs = madeAtMs - backMs;
      const attempts = rebase({ failed, lastAtMs: madeAtMs }, nowMs);
      expect(retryAtMs(policy, attempts, nowMs)).toBe(nowMs + waitAfterMs(policy, failed));
      expect(beginGuess(policy, attempts, nowMs).type).toBe('wait');
      expect(beginGuess(policy, attempts, nowMs + waitAfterMs(policy, failed)).type).toBe('guess');
    }),
  );
});

test('LOCK-5 the tenth wrong guess is the last', () => {
  const spent = { failed: 10, lastAtMs: 0 };
  expect(beginGuess(policy, spent, 10 ** 13).type).toBe('spent');
  expect(beginGuess(policy, { failed: 9, lastAtMs: 0 }, 10 ** 13)).toEqual({
    type: 'guess',
    next: { failed: 10, lastAtMs: 10 ** 13 },
  });
});
