import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CallWorld, callAt, isQuiet, makeCallWorld, pairOf, phaseOf, space } from '../../test/support/call-world.ts';
import { makeChance } from '../../test/support/chance.ts';
import { nextDueMs } from './call-machine.ts';

const line = fc.record({
  lossIn100: fc.integer({ min: 0, max: 40 }),
  repeatIn100: fc.integer({ min: 0, max: 40 }),
  maxDelayMs: fc.integer({ min: 0, max: 1500 }),
});
const act = fc.record({
  afterMs: fc.integer({ min: 0, max: 6_000 }),
  phone: fc.nat(3),
  what: fc.constantFrom('start', 'start', 'answer', 'answer', 'decline', 'hang-up', 'network', 'no-media', 'broken'),
});
const seed = fc.integer();
function play(world: CallWorld, acts: readonly { afterMs: number; phone: number; what: string }[]): void {
  let nextCall = 1;
  let atMs = 0;
  for (const { afterMs, phone: index, what } of acts) {
    atMs += afterMs;
    world.at(atMs, () => {
      const phone = world.phones[index % world.phones.length];
      const peer = world.phones.find(({ user }) => user !== phone?.user)?.user;
      if (phone === undefined || peer === undefined) return;
      const { state } = phone.machine;
      const call = 'call' in state ? state.call.call : callAt(200);
      if (what === 'start')
        world.act(phone, { type: 'start', call: callAt(1 + ((nextCall++ * 37) % 199)), space, peer, video: false });
      else if (what === 'answer') world.act(phone, { type: 'answer', video: false });
      else if (what === 'decline') world.act(phone, { type: 'decline' });
      else if (what === 'hang-up') world.act(phone, { type: 'hang-up' });
      else if (what === 'network') world.act(phone, { type: 'network-changed' });
      else if (what === 'no-media') world.act(phone, { type: 'not-opened', call });
      else world.act(phone, { type: 'broken', call });
    });
  }
  world.run(atMs + 1);
}

/** The media of a call flow at one device of each person at most. */
function expectOneActive(world: CallWorld): void {
  const active = world.phones.filter((phone) => phaseOf(phone) === 'active').map((phone) => [pairOf(phone), phone.user] as const);
  const seen = new Set(active.map(([pair, user]) => `${pair?.split(' ')[0]} ${user}`));
  expect(seen.size).toBe(active.length);
}

test('CALL-3 no path leads to two active calls at one device, nor to two devices of one person in the same call', () => {
  fc.assert(
    fc.property(line, seed, fc.array(act, { minLength: 1, maxLength: 14 }), (quality, row, acts) => {
      const world = makeCallWorld([2, 2], quality, makeChance(row));
      world.onStep = () => expectOneActive(world);
      play(world, acts);
    }),
    { numRuns: 150 },
  );
});

test('CALL-3 CALL-4 over a line that loses, repeats and reorders, both devices agree: they talk to one another, or it is over for both', () => {
  fc.assert(
    fc.property(line, seed, fc.array(act, { minLength: 1, maxLength: 14 }), (quality, row, acts) => {
      const world = makeCallWorld([2, 2], quality, makeChance(row));
      play(world, acts);
      world.run(180_000);
      for (const phone of world.phones) {
        if (isQuiet(phone)) continue;
        expect(phaseOf(phone)).toBe('active');
        expect(world.phones.filter((other) => pairOf(other) === pairOf(phone)).length).toBe(2);
      }
    }),
    { numRuns: 150 },
  );
});

test('CALL-3 every path ends: when nobody does anything more and no media flow, every call is over and nothing waits', () => {
  fc.assert(
    fc.property(line, seed, fc.array(act, { minLength: 1, maxLength: 14 }), fc.boolean(), (quality, row, acts, isDead) => {
      const world = makeCallWorld([2, 2], quality, makeChance(row));
      play(world, acts);
      if (isDead) world.line = { lossIn100: 101, repeatIn100: 0, maxDelayMs: 0 };
      // What was under way arrives: media that connect at that moment would say so after they failed.
      world.run(3_000);
      // The network is gone, for media as well.
      for (const phone of world.phones) {
        const { state } = phone.machine;
        if ('call' in state) world.act(phone, { type: 'media', call: state.call.call, state: 'failed' });
        if (phone.media !== undefined) phone.media.isConnected = true; // and it never connects again
      }
      world.run(240_000);
      for (const phone of world.phones) {
        if (isDead) expect(isQuiet(phone)).toBe(true);
        if (isQuiet(phone)) expect(nextDueMs(phone.machine.state)).toBeUndefined();
      }
    }),
    { numRuns: 150 },
  );
});

test('CALL-6 both call at once: exactly one call survives, the one with the smaller id, and both talk in it', () => {
  fc.assert(
    fc.property(
      fc.record({ lossIn100: fc.integer({ min: 0, max: 30 }), repeatIn100: fc.nat(30), maxDelayMs: fc.nat(800) }),
      seed,
      fc.tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 100, max: 199 })),
      fc.boolean(),
      fc.nat(900),
      (quality, row, [smaller, greater], isFirstSmaller, apartMs) => {
        const world = makeCallWorld([1, 1], quality, makeChance(row));
        const [one, other] = world.phones;
        if (one === undefined || other === undefined) throw new Error('two phones');
        const start = (call: number) => ({ type: 'start', call: callAt(call), space, video: false }) as const;
        world.act(one, { ...start(isFirstSmaller ? smaller : greater), peer: other.user });
        world.at(apartMs, () => world.act(other, { ...start(isFirstSmaller ? greater : smaller), peer: one.user }));
        world.run(120_000);
        for (const phone of world.phones) {
          expect(phaseOf(phone)).toBe('active');
        }
        expect(pairOf(one)).toBe(pairOf(other));
      },
    ),
    { numRuns: 150 },
  );
});
