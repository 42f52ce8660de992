// @vitest-environment jsdom
import { err, ok } from '@sanad/model/result';
import type { PushTest } from '@sanad/model/wire/push';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PushApi } from './push-here.ts';
import { isPassed, type TestFacts } from './push-steps.ts';
import { runPushTest } from './run-push-test.ts';

const key = new Uint8Array([4, 1, 2]);
const token = 'a token of sixteen';
const subscription = {
  endpoint: 'https://push.example/1',
  options: { applicationServerKey: key.buffer },
  getKey: () => new ArrayBuffer(65),
};

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  vi.stubGlobal('Notification', { permission: 'granted' });
  vi.stubGlobal('PushManager', class {});
  const registration = { pushManager: { getSubscription: async () => subscription } };
  Object.defineProperty(navigator, 'serviceWorker', { configurable: true, value: { ready: Promise.resolve(registration) } });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  Reflect.deleteProperty(navigator, 'serviceWorker');
});

/** What the server answers, one after another; the last stays. */
function server(...answers: readonly PushTest[]) {
  const waiting = [...answers];
  const saved = vi.fn(async () => ok(undefined));
  const api = {
    savePush: saved,
    testPush: async () => ok(token),
    pushTest: async () => ok((waiting.length > 1 ? waiting.shift() : waiting[0]) ?? {}),
  } as unknown as PushApi;
  return { api, saved };
}
async function outcome(api: PushApi): Promise<{ readonly facts: TestFacts; readonly told: readonly TestFacts[] }> {
  const told: TestFacts[] = [];
  const running = runPushTest(api, key, (facts) => told.push(facts));
  await vi.advanceTimersByTimeAsync(60_000);
  return { facts: await running, told };
}

test('PUSH-7 the subscription is told again, then each step as it happens', async () => {
  const { api, saved } = server({ token }, { token, status: 201 }, { token, status: 201, seenAtMs: 5 });
  const { facts, told } = await outcome(api);
  expect(saved).toHaveBeenCalledOnce();
  expect(isPassed(facts)).toBe(true);
  expect(told.map((each) => Object.keys(each).at(-1))).toEqual(['allowed', 'subscribed', 'sent', 'status', 'status', 'seen']);
});

test('a push service that refuses ends it at once', async () => {
  const { facts } = await outcome(server({ token, status: 410 }).api);
  expect(facts).toEqual({ allowed: true, subscribed: true, sent: true, status: 410 });
});

test('of another test nothing counts; without an answer the push service could not be reached', async () => {
  const { facts } = await outcome(server({ token: 'a token of another', status: 201, seenAtMs: 5 }).api);
  expect(facts.status).toBe(0);
});

test('taken and never seen', async () => {
  const { facts } = await outcome(server({ token, status: 201 }).api);
  expect(facts.seen).toBe(false);
});

test('what was switched off here, or not allowed, goes no further', async () => {
  localStorage.setItem('sanad.push', 'off');
  expect((await outcome(server({}).api)).facts).toEqual({ allowed: true, subscribed: false });
  vi.stubGlobal('Notification', { permission: 'denied' });
  expect((await outcome(server({}).api)).facts).toEqual({ allowed: false });
});

test('a server that is away is said', async () => {
  const { api } = server({});
  const { facts } = await outcome({ ...api, testPush: async () => err({ type: 'offline' }) } as unknown as PushApi);
  expect(facts).toMatchObject({ sent: false, failure: { type: 'offline' } });
});
