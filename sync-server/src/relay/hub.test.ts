import type { DeviceId } from '@sanad/model/ids';
import { uuidV7 } from '@sanad/model/ids';
import { expect, it } from 'vitest';
import { makeKeys, random } from '../../test/support/test-device.ts';
import { deviceIdOf } from '../devices/signature.ts';
import { outFrame } from './frame.ts';
import { createHub, type LiveSocket } from './hub.ts';

const frame = outFrame({ type: 'organisation', n: 1 });
const newDevice = (): DeviceId => deviceIdOf(makeKeys());

function fakeSocket(user = uuidV7(0, random(10)), device = newDevice(), sessionId = 's') {
  const seen: (string | number)[] = [];
  const socket: LiveSocket = {
    user,
    device,
    sessionId,
    deliver: () => void seen.push('frame'),
    close: (code) => void seen.push(code),
  };
  return { ...socket, seen, socket };
}

it('SYNC-2: the newest socket of a device supersedes, and the late end of the older removes nobody', () => {
  const hub = createHub();
  const old = fakeSocket();
  const fresh = fakeSocket(old.user, old.device);
  hub.add(old.socket);
  hub.add(fresh.socket);
  expect(old.seen).toEqual([4409]);
  hub.remove(old.socket);
  hub.toUsers([old.user], frame);
  expect([hub.size(), fresh.seen]).toEqual([1, ['frame']]);
});

it('LOG-6: delivers to the named users, not to the author’s device, and to some devices alone when asked', () => {
  const hub = createHub();
  const [a, b] = [fakeSocket(), fakeSocket()];
  const a2 = fakeSocket(a.user);
  for (const { socket } of [a, b, a2]) hub.add(socket);
  hub.toUsers([a.user, b.user], frame, a.device);
  expect([a.seen, a2.seen, b.seen]).toEqual([[], ['frame'], ['frame']]);
  hub.toUsers([a.user, b.user], frame, undefined, new Set([b.device]));
  expect([a.seen.length, b.seen.length]).toEqual([0, 2]);
  hub.toAll(frame);
  expect(a.seen).toEqual(['frame']);
});

it('FILE-6: who is concerned by a change of members has her transfers looked at, until they are done', () => {
  const hub = createHub();
  const [a, b] = [fakeSocket(), fakeSocket()];
  const seen: string[] = [];
  const follow = ({ user, device, sessionId }: LiveSocket, name: string) =>
    hub.follow({ user, device, sessionId, end: () => undefined, review: () => void seen.push(name) });
  const done = follow(a.socket, 'a');
  follow(b.socket, 'b');
  hub.reviewTransfers([a.user]);
  expect(seen).toEqual(['a']);
  done();
  hub.reviewTransfers([a.user, b.user]);
  expect(seen).toEqual(['a', 'b']);
});

it('ORG-6: closes all sockets of a user, or those of one session', () => {
  const hub = createHub();
  const one = fakeSocket(undefined, undefined, 'one');
  const two = fakeSocket(one.user, undefined, 'two');
  hub.add(one.socket);
  hub.add(two.socket);
  hub.closeUser(one.user, 4401, 'one');
  expect([one.seen, two.seen]).toEqual([[4401], []]);
  hub.closeUser(one.user, 4403);
  expect([two.seen, hub.size()]).toEqual([[4403], 0]);
});
