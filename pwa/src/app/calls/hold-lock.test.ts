// @vitest-environment jsdom
import { afterEach, expect, test, vi } from 'vitest';
import { holdLock } from './hold-lock.ts';
import { listenForNetworkChange } from './listen-for-network.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('LOCK-10 a call holds the lock open for two hours after it was touched last, and no longer', () => {
  vi.useFakeTimers();
  const note = vi.fn();
  const stop = holdLock(note);
  const countIn = (ms: number): number => {
    note.mockClear();
    vi.advanceTimersByTime(ms);
    return note.mock.calls.length;
  };
  expect(countIn(3_600_000)).toBe(120);
  dispatchEvent(new Event('keydown'));
  expect(countIn(2 * 3_600_000)).toBe(239);
  expect(countIn(3_600_000)).toBe(0);
  dispatchEvent(new Event('pointerdown'));
  expect(countIn(60_000)).toBe(2);
  stop();
  expect(countIn(60_000)).toBe(0);
});

test('CALL-7 another network is told once, however often the browser says so; another strength is none', () => {
  vi.useFakeTimers();
  const connection = Object.assign(new EventTarget(), { type: 'wifi' });
  vi.stubGlobal('navigator', { connection });
  const changed = vi.fn();
  const stop = listenForNetworkChange(changed);
  const become = (type: string): void => {
    connection.type = type;
    connection.dispatchEvent(new Event('change'));
  };
  become('wifi');
  vi.advanceTimersByTime(2_000);
  expect(changed).toHaveBeenCalledTimes(0);
  become('none');
  become('cellular');
  dispatchEvent(new Event('online'));
  vi.advanceTimersByTime(2_000);
  expect(changed).toHaveBeenCalledTimes(1);
  stop();
  become('wifi');
  dispatchEvent(new Event('online'));
  vi.advanceTimersByTime(2_000);
  expect(changed).toHaveBeenCalledTimes(1);
});
