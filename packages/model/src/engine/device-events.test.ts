import { expect, test } from 'vitest';
import { addDevice, growAll, resetIdentity, testDeviceId, testUser } from '../../test/support/links.ts';
import type { SpaceId } from '../ids.ts';
import { deviceEvents } from './device-events.ts';
import { eventIdOf, type SpaceEvent } from './space-events.ts';

const space = '0a'.repeat(16) as SpaceId;
const [amel, me] = [testUser(1), testUser(2)];
const chain = growAll(addDevice(2), resetIdentity(3, 1));
const beganMs = 1_600_000_000_000;

function eventsIn(kind: 'direct' | 'group' | 'private', sinceMs: number): readonly SpaceEvent[] {
  const member = (user: typeof me) => ({ user, admin: true, ukGen: 0, chainN: 0 });
  const row = { kind, peer: kind === 'direct' ? amel : undefined, members: [member(me), member(amel)] };
  const spaces = { get: () => row, events: () => [{ created: true, atMs: sinceMs }] } as unknown as Parameters<
    typeof deviceEvents
  >[0];
  return deviceEvents(spaces, { chainOf: (user) => (user === amel ? chain : undefined) }, space);
}
const told = (events: readonly SpaceEvent[]) => events.map(({ by, device, identity }) => [by, device ?? identity]);

test('CHAIN-11, TRUST-3 in the conversation with her: a new device and a new identity, each once', () => {
  const events = eventsIn('direct', beganMs);
  expect(told(events)).toEqual([
    [amel, testDeviceId(2)],
    [amel, 2],
  ]);
  expect(new Set(events.map(eventIdOf)).size).toBe(2);
});

test('TRUST-3 in groups the identity alone; in a private space, and of before the space began, nothing', () => {
  expect(told(eventsIn('group', beganMs))).toEqual([[amel, 2]]);
  expect(eventsIn('private', beganMs)).toEqual([]);
  expect(eventsIn('direct', 1_900_000_000_000)).toEqual([]);
});
