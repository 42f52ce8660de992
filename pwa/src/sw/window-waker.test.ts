import type { WakeRequest } from '@sanad/model/engine/wake-request';
import { alarmIdFromBytes, deviceIdFromBytes } from '@sanad/model/ids';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findWindowWaker } from './window-waker.ts';

const device = deviceIdFromBytes(new Uint8Array(16).fill(5));
const alarm = alarmIdFromBytes(new Uint8Array(16).fill(3));
interface Window {
  postMessage(message: { readonly request: WakeRequest }, ports: readonly MessagePort[]): void;
}
let windows: readonly Window[] = [];
const asked: WakeRequest['ask']['type'][] = [];
/** `answer` undefined: a window that is locked, or of a colleague. */
const window = (answer: (type: WakeRequest['ask']['type']) => unknown): Window => ({
  postMessage({ request }, [port]) {
    asked.push(request.ask.type);
    port?.postMessage(answer(request.ask.type));
  },
});
const asleep: Window = { postMessage: () => undefined };

beforeEach(() => {
  asked.length = 0;
  vi.stubGlobal('self', { clients: { matchAll: async () => windows } });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('NOTIFY-9 the window that is not locked reads and signs', async () => {
  windows = [window(() => undefined), asleep, window((type) => (type === 'take' ? { isTold: true } : {}))];
  const waker = await findWindowWaker(device);
  expect(await waker?.take(alarm)).toBe(true);
  expect(asked).toEqual(['hello', 'hello', 'take']);
});

test('NOTIFY-9 without a window, or with locked ones alone, nobody answers', async () => {
  windows = [];
  expect(await findWindowWaker(device)).toBeUndefined();
  windows = [window(() => undefined)];
  expect(await findWindowWaker(device)).toBeUndefined();
});

test('NOTIFY-9 a window that sleeps counts as locked after two seconds', async () => {
  vi.useFakeTimers();
  windows = [asleep];
  const found = findWindowWaker(device);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await found).toBeUndefined();
});
