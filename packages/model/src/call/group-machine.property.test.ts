import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeChance } from '../../test/support/chance.ts';
import { type GroupWorld, hears, isIn, linksOf, makeGroupWorld, ward } from '../../test/support/group-world.ts';
import { testDeviceId, testUser } from '../../test/support/links.ts';
import { callIdFromBytes, spaceIdFromBytes } from '../ids.ts';
import { makeCallMachine, mayTalkElsewhere, stepCall } from './call-machine.ts';
import type { CallEvent } from './call-state.ts';
import { makeGroupMachine, nextGroupDueMs, stepGroup } from './group-machine.ts';
import { peopleIn } from './group-presence.ts';
import type { GroupSignal } from './group-signal.ts';
import { type GroupEvent, maxHeardPeople, maxMutings, maxPeople, maxSpaces } from './group-state.ts';

const line = fc.record({
  lossIn100: fc.integer({ min: 0, max: 30 }),
  repeatIn100: fc.integer({ min: 0, max: 40 }),
  maxDelayMs: fc.integer({ min: 0, max: 1500 }),
});
const deed = fc.record({
  afterMs: fc.integer({ min: 0, max: 4_000 }),
  phone: fc.nat(15),
  what: fc.constantFrom('join', 'join', 'join', 'leave', 'network', 'broken', 'disconnected', 'failed', 'hand', 'forged'),
});
const counts = fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 2, maxLength: 8 });
const seed = fc.integer();

function play(world: GroupWorld, deeds: readonly { afterMs: number; phone: number; what: string }[]): void {
  let atMs = 0;
  for (const { afterMs, phone: index, what } of deeds) {
    atMs += afterMs;
    world.at(atMs, () => {
      const phone = world.phones[index % world.phones.length];
      const other = world.phones[(index + 1) % world.phones.length];
      if (phone === undefined || other === undefined) return;
      const link = [...phone.connections.keys()][0] ?? '';
      if (what === 'join') world.join(phone);
      else if (what === 'leave') world.act(phone, { type: 'leave' });
      else if (what === 'network') world.act(phone, { type: 'network-changed' });
      else if (what === 'hand') world.act(phone, { type: 'hand', atMs: world.nowMs() });
      else if (what === 'forged') world.act(phone, { type: 'forged', space: ward, user: other.user, device: other.device });
      else if (what === 'broken') world.act(phone, { type: 'link', link, said: { type: 'broken' } });
      else if (what === 'failed' || what === 'disconnected')
        world.act(phone, { type: 'link', link, said: { type: 'state', state: what } });
    });
  }
  world.run(atMs + 1);
}
/** Looked at after each step: without the words of `expect`, which take their time. */
function areBoundsKept(world: GroupWorld): boolean {
  return world.phones.every(
    ({ machine: { stay }, connections }) =>
      connections.size < maxPeople && (stay?.links.size ?? 0) < maxPeople && (stay !== undefined || connections.size === 0),
  );
}

test('GROUPCALL-3 GROUPCALL-5 never more than five connections, and none of who is not in', () => {
  fc.assert(
    fc.property(line, seed, counts, fc.array(deed, { minLength: 1, maxLength: 20 }), (quality, row, sizes, deeds) => {
      const world = makeGroupWorld(sizes, quality, makeChance(row));
      world.onStep = () => {
        if (!areBoundsKept(world)) throw new Error('too many connections');
      };
      play(world, deeds);
      world.run(15_000);
    }),
    { numRuns: 40 },
  );
});

test('GROUPCALL-2 GROUPCALL-4 when it is calm, all who are in agree who is in, hear one another, and one device of each person is', () => {
  const calm = deed.filter(({ what }) => what !== 'forged');
  fc.assert(
    fc.property(line, seed, counts, fc.array(calm, { minLength: 1, maxLength: 16 }), (quality, row, sizes, deeds) => {
      const world = makeGroupWorld(sizes, quality, makeChance(row));
      play(world, deeds);
      world.line = { lossIn100: 0, repeatIn100: 0, maxDelayMs: 50 };
      world.run(150_000);
      const people = world.phones.filter(isIn);
      expect(new Set(people.map(({ user }) => user)).size).toBe(people.length);
      expect(new Set(people.map(({ machine }) => machine.stay?.call)).size).toBeLessThan(2);
      for (const one of people) for (const other of people) if (one !== other) expect(hears(one, other)).toBe(true);
      const devices = people.map(({ device }) => device).sort();
      for (const { device, machine } of world.phones)
        expect(
          peopleIn(machine.presence, ward)
            .map((one) => one.device)
            .sort(),
        ).toEqual(devices.filter((one) => one !== device));
    }),
    { numRuns: 40 },
  );
});

test('GROUPCALL-4 every pending state ends: cut off from everybody nothing is left to wait for, except for somebody to come', () => {
  fc.assert(
    fc.property(line, seed, counts, fc.array(deed, { minLength: 1, maxLength: 16 }), (quality, row, sizes, deeds) => {
      const world = makeGroupWorld(sizes, quality, makeChance(row));
      play(world, deeds);
      for (const phone of world.phones) phone.isCutOff = true;
      for (const phone of world.phones) {
        for (const connection of phone.connections.values()) {
          connection.isConnected = true; // and it never connects again
          world.act(phone, { type: 'link', link: connection.link, said: { type: 'state', state: 'disconnected' } });
        }
      }
      world.run(60_000);
      for (const phone of world.phones) {
        expect(linksOf(phone)).toEqual([]);
        expect(peopleIn(phone.machine.presence, ward)).toEqual([]);
      }
      world.run(31 * 60_000);
      for (const phone of world.phones) {
        expect(phone.machine.stay).toBeUndefined();
        expect(nextGroupDueMs(phone.machine)).toBeUndefined();
      }
    }),
    { numRuns: 40 },
  );
});

test('GROUPCALL-1 whatever colleagues say, memory stays bounded', () => {
  const small = fc.integer({ min: 0, max: 40 });
  const signal: fc.Arbitrary<GroupSignal> = fc.oneof(
    small.map((sinceMs) => ({
      ...({ type: 'here', sinceMs, call: callIdFromBytes(new Uint8Array(16)), startedBy: testUser(1), startedAtMs: 0 } as const),
      ...{ sends: { microphone: true, camera: false, screen: false }, handAtMs: undefined },
    })),
    small.map((sinceMs) => ({ type: 'leave', sinceMs }) as const),
    fc.record({
      type: fc.constant('exchange' as const),
      ...{
        sinceMs: small,
        device: fc.constant(testDeviceId(1)),
        itsSinceMs: fc.constant(5),
        attempt: fc.integer({ min: 1, max: 99 }),
      },
      ...{ ack: small, from: small, items: fc.constant([{ type: 'wants', picture: 'large' } as const]) },
    }),
    fc.record({ type: fc.constant('mute' as const), device: fc.constant(testDeviceId(1)), itsSinceMs: fc.constant(5) }),
  );
  const said = fc.record({
    signal,
    from: fc.integer({ min: 2, max: 90 }),
    space: fc.integer({ min: 1, max: 120 }),
    afterMs: fc.nat(900),
  });
  fc.assert(
    fc.property(fc.array(said, { maxLength: 400 }), (all) => {
      let machine = makeGroupMachine(testUser(1), testDeviceId(1));
      let nowMs = 1_000_000;
      const spaceAt = (i: number) => spaceIdFromBytes(new Uint8Array(16).fill(i));
      const act = (event: Parameters<typeof stepGroup>[1]): void => {
        machine = stepGroup(machine, event, nowMs).machine;
      };
      act({ type: 'join', space: spaceAt(1), video: false, sinceMs: 5, call: callIdFromBytes(new Uint8Array(16)) });
      act({ type: 'opened', stay: 5, sinceMs: 5 });
      for (const { signal: one, from, space, afterMs } of all) {
        nowMs += afterMs;
        act({
          type: 'signal',
          space: spaceAt(space > 60 ? 1 : space),
          user: testUser(from),
          device: testDeviceId(from),
          isAdmin: true,
          signal: one,
        });
        expect(machine.presence.size).toBeLessThanOrEqual(maxSpaces);
        for (const people of machine.presence.values()) expect(people.length).toBeLessThanOrEqual(maxHeardPeople);
        for (const link of machine.stay?.links.values() ?? []) expect(link.exchange.unacked.length).toBeLessThanOrEqual(200);
        expect(machine.stay?.links.size ?? 0).toBeLessThan(maxPeople);
        expect(machine.stay?.mutings.length ?? 0).toBeLessThanOrEqual(maxMutings);
      }
    }),
    { numRuns: 40 },
  );
});

test('GROUPCALL-6 no path leads to two calls on one device, be they of a group or between two people', () => {
  const [me, her] = [testUser(1), testUser(2)];
  const device = testDeviceId(1);
  const happening = fc.record({
    what: fc.constantFrom('join', 'opened', 'leave', 'start', 'invite', 'answer', 'connected', 'hang-up', 'tick'),
    id: fc.integer({ min: 1, max: 9 }),
    afterMs: fc.nat(6_000),
  });
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 40 }), (all) => {
      let call = makeCallMachine(me, device);
      let group = makeGroupMachine(me, device);
      let nowMs = 1_000_000;
      const one = (event: CallEvent): void => {
        call = stepCall(call, event, nowMs).machine;
      };
      // As the engine joins the two: engine/group-calls.ts.
      const many = (event: GroupEvent): void => {
        if (event.type === 'join' && !mayTalkElsewhere(call)) return;
        group = stepGroup(group, event, nowMs).machine;
        one({ type: 'busy', isBusy: group.stay !== undefined });
      };
      for (const { what, id, afterMs } of all) {
        nowMs += afterMs;
        const named = callIdFromBytes(new Uint8Array(16).fill(id));
        if (what === 'join') many({ type: 'join', space: ward, video: false, sinceMs: nowMs, call: named });
        else if (what === 'opened') many({ type: 'opened', stay: group.stay?.id ?? 0, sinceMs: nowMs });
        else if (what === 'leave') many({ type: 'leave' });
        else if (what === 'start') one({ type: 'start', call: named, space: ward, peer: her, video: false });
        else if (what === 'invite') {
          const signal = { type: 'invite', call: named, video: false } as const;
          one({ type: 'signal', space: ward, user: her, device: testDeviceId(2), signal });
        } else if (what === 'answer') one({ type: 'answer', video: false });
        else if (what === 'hang-up') one({ type: 'hang-up' });
        else if (what === 'tick') {
          one({ type: 'tick' });
          many({ type: 'tick' });
        } else if ('call' in call.state) one({ type: 'media', call: call.state.call.call, state: 'connected' });
        const isTalking = !mayTalkElsewhere(call);
        if (group.stay !== undefined) expect([isTalking, call.state.phase]).not.toContain('incoming');
        expect(isTalking && group.stay !== undefined).toBe(false);
      }
    }),
    { numRuns: 200 },
  );
});
