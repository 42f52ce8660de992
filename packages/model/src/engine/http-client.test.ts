import { expect, test } from 'vitest';
import { makeClock } from '../../test/support/engine.ts';
import { makeHttpClient } from './http-client.ts';

test('DOC-5 a server time that no calendar knows corrects nothing', () => {
  const clock = makeClock();
  const http = makeHttpClient(async () => new Promise(() => undefined), clock);
  for (const time of [0, 5, Number.MAX_SAFE_INTEGER, Number.NaN]) http.noteServerTime(time);
  expect(http.clockOffsetMs()).toBeUndefined();
  http.noteServerTime(clock.nowMs() + 1500);
  http.noteServerTime(Number.MAX_SAFE_INTEGER);
  expect(http.clockOffsetMs()).toBe(1500);
});
