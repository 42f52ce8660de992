import { expect, test } from 'vitest';
import { makeClock } from '../../test/support/engine.ts';
import { testUser } from '../../test/support/links.ts';
import { encodeCbor } from '../cbor.ts';
import { ok } from '../result.ts';
import { Empty } from '../wire/http.ts';
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

test('EPH-2 the whole seconds of an answer do not replace a better known time of the server; a wrong one they do', async () => {
  const clock = makeClock(10_000_000);
  let serverTimeMs = Date.UTC(2026, 0, 1);
  const answer = { status: 200, body: encodeCbor({}) };
  const http = makeHttpClient(async () => ok({ ...answer, serverTimeMs }), clock);
  const offset = async () => {
    await http.get('/', Empty);
    return clock.nowMs() + (http.clockOffsetMs() ?? 0) - serverTimeMs;
  };
  expect(await offset()).toBe(0);
  http.noteServerTime(serverTimeMs + 900);
  expect(await offset()).toBe(900);
  clock.advance(100);
  serverTimeMs += 1000;
  expect(await offset()).toBe(0);
  serverTimeMs += 60_000;
  expect(await offset()).toBe(0);
});

test('STORE-6 who listens hears when the server’s time is known and when it moves by half a minute, not of seconds', () => {
  const clock = makeClock();
  const http = makeHttpClient(async () => new Promise(() => undefined), clock);
  const heard: (number | undefined)[] = [];
  const stop = http.onClockOffset(() => heard.push(http.clockOffsetMs()));
  for (const offset of [0, 900, 20_000, 900_000, 901_000, -90_000_000]) http.noteServerTime(clock.nowMs() + offset);
  stop();
  http.noteServerTime(clock.nowMs());
  expect(heard).toEqual([0, 900_000, -90_000_000]);
});

test('SHARED-2 a request says for whom it is asked; SHARED-4 where her session is not open it is opened once, and asked again', async () => {
  const asked: string[] = [];
  let open: string | undefined = testUser(2);
  let opened = 0;
  const client = makeHttpClient(
    async ({ path, person }) => {
      asked.push(`${path.slice('/api/v1'.length)} ${person ?? 'nobody'}`);
      const isHers = open === person;
      const code = open === undefined ? 'auth/required' : 'auth/other-person';
      return ok({ status: isHers ? 200 : 409, body: encodeCbor(isHers ? {} : { code }), serverTimeMs: undefined });
    },
    makeClock(),
    {
      person: () => testUser(1),
      async reopen() {
        opened++;
        if (opened === 1) return false;
        open = testUser(1);
        return true;
      },
    },
  );
  expect(await client.get('/heads', Empty)).toMatchObject({ ok: false, error: { code: 'auth/other-person' } });
  open = undefined;
  expect((await client.get('/heads', Empty)).ok).toBe(true);
  open = testUser(2);
  for (const door of ['/sign-in', '/sessions/switch', '/sessions/end']) await client.send('POST', door, {}, Empty);
  expect(opened).toBe(2);
  expect(asked).toEqual([
    ...['/heads', '/heads', '/heads', '/sign-in', '/sessions/switch', '/sessions/end'].map((path) => `${path} ${testUser(1)}`),
  ]);
});
