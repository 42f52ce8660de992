import type { ThreadRow } from '@sanad/model/engine/api';
import { type MessageId, messageIdFromBytes } from '@sanad/model/ids';
import { createRoot, createSignal } from 'solid-js';
import { expect, test } from 'vitest';
import { createSeek, type Target } from './create-seek.ts';

const weekMs = 7 * 24 * 3600_000;
const nowMs = 1_763_800_000_000;
const idOf = (i: number): MessageId =>
  messageIdFromBytes(new Uint8Array([...new Array<number>(8).fill(0), i >> 24, i >> 16, i >> 8, i]));
/** Ten messages a week, the newest is number 0. */
const sentAtMs = (i: number): number => nowMs - i * (weekMs / 10);
const target = (i: number): Target => ({ kind: 'message', id: idOf(i), sentAtMs: sentAtMs(i) });

/** A thread of `total` messages that shows as many as were asked for, when `answer` is called. */
function rig(total: number, shown: number) {
  const told: (readonly [string, Target])[] = [];
  let limit = shown;
  return createRoot((dispose) => {
    const windowOf = (count: number) => {
      const numbers = Array.from({ length: Math.min(count, total) }, (_, i) => i).reverse();
      const byId = Object.fromEntries(
        numbers.map((i) => [idOf(i), { type: 'message', id: idOf(i), sentAtMs: sentAtMs(i) } as unknown as ThreadRow]),
      );
      return { order: numbers.map(idOf), byId, hasOlder: count < total };
    };
    const [window, setWindow] = createSignal(windowOf(limit));
    const seek = createSeek({
      window,
      older: (step) => {
        limit = Math.min(limit, window().order.length) + step;
      },
      found: (one) => told.push(['found', one]),
      missing: (one) => told.push(['missing', one]),
    });
    return { seek, told, limit: () => limit, answer: () => setWindow(windowOf(limit)), dispose };
  });
}

test('a quoted or pinned message of a year ago is asked for until it is there', () => {
  const { seek, told, answer, limit, dispose } = rig(3000, 60);
  seek.go(target(500));
  expect(limit()).toBe(260);
  answer();
  expect(told).toEqual([]);
  answer();
  expect(told).toEqual([['found', target(500)]]);
  expect(seek.target()).toBeUndefined();
  dispose();
});

test('what is in the window is found at once', () => {
  const { seek, told, limit, dispose } = rig(3000, 60);
  seek.go(target(3));
  expect(told).toEqual([['found', target(3)]]);
  expect(limit()).toBe(60);
  dispose();
});

test('a message that is not there ends the search where it would stand', () => {
  const { seek, told, answer, limit, dispose } = rig(3000, 60);
  const gone: Target = { kind: 'message', id: idOf(9999), sentAtMs: sentAtMs(200) };
  seek.go(gone);
  answer();
  expect(told).toEqual([['missing', gone]]);
  expect(limit()).toBe(260);
  dispose();
});
