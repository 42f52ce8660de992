import fc from 'fast-check';
import { expect, it } from 'vitest';
import { judgeAnswer } from './judge-answer.ts';
import { parseRetryAfter } from './post-push.ts';

const nowMs = 1_800_000_000_000;
const job = { attempts: 1, untilAtMs: nowMs + 3_600_000 };
const judge = (status: number, retryAfterMs?: number, attempts = 1) =>
  judgeAnswer({ status, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }, { ...job, attempts }, nowMs, 0.5);

it('PUSH-4: taken, gone, refused for good, or tried again', () => {
  for (const status of [200, 201, 202]) expect(judge(status).type).toBe('taken');
  for (const status of [404, 410]) expect(judge(status).type).toBe('gone');
  for (const status of [301, 307, 400, 401, 403, 413]) expect(judge(status).type).toBe('refused');
  for (const status of [0, 408, 429, 500, 502, 503]) expect(judge(status).type).toBe('again');
});

it('PUSH-4: waits twice as long each time, five minutes at most, never less than the service asks for, and not beyond its time', () => {
  const waits = [1, 2, 3, 4, 20].map((attempts) => {
    const verdict = judge(503, undefined, attempts);
    return verdict.type === 'again' ? verdict.atMs - nowMs : undefined;
  });
  expect(waits).toEqual([1500, 3000, 6000, 12_000, 225_000]);
  expect(judge(429, 120_000)).toEqual({ type: 'again', atMs: nowMs + 120_000 });
  expect(judge(429, 3_600_000).type).toBe('expired');
  fc.assert(
    fc.property(
      fc.constantFrom(0, 408, 429, 500, 503),
      fc.integer({ min: 1, max: 200 }),
      fc.nat(7_200_000),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (status, attempts, retryAfterMs, chance) => {
        const verdict = judgeAnswer({ status, retryAfterMs }, { ...job, attempts }, nowMs, chance);
        if (verdict.type === 'expired') return retryAfterMs >= 3_600_000;
        return verdict.type === 'again' && verdict.atMs >= nowMs + Math.max(1000, retryAfterMs) && verdict.atMs < job.untilAtMs;
      },
    ),
  );
});

it('PUSH-4: Retry-After is seconds or a date; anything else is nothing', () => {
  expect(parseRetryAfter('120', nowMs)).toBe(120_000);
  expect(parseRetryAfter(new Date(nowMs + 30_000).toUTCString(), nowMs)).toBe(30_000);
  expect(parseRetryAfter(new Date(nowMs - 30_000).toUTCString(), nowMs)).toBe(0);
  expect(parseRetryAfter('soon', nowMs)).toBeUndefined();
  expect(parseRetryAfter(null, nowMs)).toBeUndefined();
});
