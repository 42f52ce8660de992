import { expect, test } from 'vitest';
import { failedStep, isPassed, statusHelp, stepsOf, type TestFacts } from './push-steps.ts';

const states = (facts: TestFacts) => stepsOf(facts).map(({ state }) => state);

test('each step waits for the one before', () => {
  expect(states({})).toEqual(['now', 'waiting', 'waiting', 'waiting', 'waiting']);
  expect(states({ allowed: true })).toEqual(['done', 'now', 'waiting', 'waiting', 'waiting']);
  expect(states({ allowed: true, subscribed: true, sent: true })).toEqual(['done', 'done', 'done', 'now', 'waiting']);
  expect(states({ allowed: true, subscribed: true, sent: true, status: 201 })).toEqual(['done', 'done', 'done', 'done', 'now']);
});

test('nothing goes on after a step that failed', () => {
  expect(states({ allowed: false, subscribed: true })).toEqual(['failed', 'waiting', 'waiting', 'waiting', 'waiting']);
  const refused = { allowed: true, subscribed: true, sent: true, status: 410 };
  expect(states(refused)).toEqual(['done', 'done', 'done', 'failed', 'waiting']);
  expect(failedStep(refused)).toBe('taken');
  expect(isPassed(refused)).toBe(false);
});

test('PUSH-7 what the device saw was taken, also when the server did not hear it yet', () => {
  const seen = { allowed: true, subscribed: true, sent: true, seen: true };
  expect(isPassed(seen)).toBe(true);
  expect(failedStep(seen)).toBeUndefined();
});

test('a status in words', () => {
  expect([undefined, 0, 404, 410, 429, 503, 401, 403].map(statusHelp)).toEqual([
    'unreachable',
    'unreachable',
    'gone',
    'gone',
    'busy',
    'busy',
    'refused',
    'refused',
  ]);
});
