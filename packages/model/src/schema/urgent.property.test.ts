import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytes, userId } from '../../test/support/arbitrary.ts';
import { decodeCbor, encodeCbor } from '../cbor.ts';
import { alarmIdFromBytes } from '../ids.ts';
import { decodeDetails, encodeDetails } from './message.ts';
import { planToShape, readPlan } from './urgent.ts';
import type { UrgentPlan } from './urgent-values.ts';

const seconds = (min: number) => fc.integer({ min, max: 24 * 3600 }).map((value) => value * 1000);
const users = fc.array(userId, { minLength: 1, maxLength: 5 });
const plan: fc.Arbitrary<UrgentPlan> = fc.record({
  alarm: bytes(16).map(alarmIdFromBytes),
  need: fc.constantFrom('one' as const, 'each' as const),
  repliesAnswer: fc.boolean(),
  standBy: fc.boolean(),
  everyMs: seconds(1),
  forMs: seconds(0),
  first: fc.option(users, { nil: undefined }),
  stages: fc.array(fc.record({ afterMs: seconds(0), users }), { maxLength: 4 }),
  turns: fc.array(
    fc.record({
      atMs: fc.integer({ min: 0, max: 2_000_000_000 }).map((value) => value * 1000),
      stage: fc.integer({ min: 0, max: 4 }),
      users: fc.array(userId, { maxLength: 3 }),
      relieves: fc.array(userId, { maxLength: 3 }),
    }),
    { maxLength: 6 },
  ),
  roles: fc.array(fc.record({ stage: fc.integer({ min: 0, max: 4 }), role: fc.string({ maxLength: 40 }) }), { maxLength: 4 }),
});
const decoded = (value: unknown): unknown => {
  const read = decodeCbor(encodeCbor(value), 64 * 1024);
  return read.ok ? read.value : undefined;
};

test('URGENT-1 a plan reads as it was written, through the bytes of a message', () => {
  fc.assert(
    fc.property(plan, (made) => {
      expect(readPlan(decoded(planToShape(made)))).toEqual(made);
      expect(decodeDetails(encodeDetails({ urgent: made }), '').urgent).toEqual(made);
    }),
  );
});

test('URGENT-1 what a later version adds to a plan is passed over', () => {
  fc.assert(
    fc.property(plan, fc.array(fc.string(), { maxLength: 3 }), (made, more) => {
      const [alarm, flags, ...rest] = planToShape({ ...made, roles: [{ stage: 0, role: 'Urgences' }] });
      const read = readPlan(decoded([alarm, Number(flags) + 8, ...rest, ...more]));
      expect(read).toEqual({ ...made, roles: [{ stage: 0, role: 'Urgences' }] });
    }),
  );
});

test('URGENT-1 what is no plan is none, and withholds no detail of its message', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      expect(readPlan(value)).toBeUndefined();
    }),
  );
  expect(decodeDetails(encodeCbor({ f: 1, u: 'later' }), '')).toEqual({ forwarded: true });
});

test('URGENT-1 a plan with one part out of its bounds is none', () => {
  fc.assert(
    fc.property(plan, fc.nat(5), fc.constantFrom<unknown>(-1, 1.5, 'x', undefined, {}, new Uint8Array(15)), (made, at, part) => {
      const shape = [...planToShape(made)];
      shape[at] = part;
      expect(readPlan(shape)).toBeUndefined();
    }),
  );
});

test('URGENT-12 roles that cannot be read leave the plan without them', () => {
  fc.assert(
    fc.property(plan, fc.anything(), (made, broken) => {
      const bare = { ...made, turns: [], roles: [] };
      const read = readPlan([...planToShape(bare), broken, broken]);
      expect({ ...read, turns: [], roles: [] }).toEqual(bare);
    }),
  );
});
