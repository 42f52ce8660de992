import { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { expect, it } from 'vitest';
import { createSlowRequests } from './slow-requests.ts';

function scene() {
  const clock = { ms: 0 };
  const slow = createSlowRequests({ patienceMs: 300_000, leastBytesPerSecond: 4096 }, () => clock.ms);
  const begin = (before = 0) => {
    const destroy = (): void => {
      socket.isDestroyed = true;
    };
    const socket = { bytesRead: before, isDestroyed: false, destroy };
    const request = Object.assign(new EventEmitter(), { complete: false, socket });
    slow.begin(request as unknown as IncomingMessage);
    return request;
  };
  return { clock, slow, begin };
}

it('HTTP-13: a body that comes at the least pace is waited for, however long it takes; one that drips is cut', () => {
  const { clock, slow, begin } = scene();
  const [file, drip] = [begin(1_000_000), begin()];
  for (let minute = 1; minute <= 60; minute++) {
    clock.ms = minute * 60_000;
    file.socket.bytesRead += 60 * 5000;
    drip.socket.bytesRead += 60;
    slow.look();
    expect([file.socket.isDestroyed, drip.socket.isDestroyed]).toEqual([false, minute > 5]);
    if (drip.socket.isDestroyed) drip.emit('close');
  }
});

it('HTTP-13: what arrived, or ended, is not looked at; bytes of an earlier request on the connection earn nothing', () => {
  const { clock, slow, begin } = scene();
  const [whole, ended, late] = [begin(), begin(), begin(100_000_000)];
  whole.complete = true;
  ended.emit('close');
  clock.ms = 400_000;
  slow.look();
  expect([whole, ended, late].map(({ socket }) => socket.isDestroyed)).toEqual([false, false, true]);
});
