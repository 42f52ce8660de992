import { equalBytes } from '@sanad/model/bytes';
import { maxEphemeralBytes } from '@sanad/model/wire/limits';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { makeKeys, random, randomSpace } from '../../test/support/test-device.ts';
import { maxNotifyBytes } from '../db/fan-out.ts';
import { deviceIdOf } from '../devices/signature.ts';
import { createEphemeralJoiner, splitEphemeral } from './peer-ephemeral.ts';

const device = deviceIdOf(makeKeys());

it('DB-5: an ephemeral of any size comes out whole from parts that fit a notification, in any order', async () => {
  const join = createEphemeralJoiner();
  await fc.assert(
    fc.property(fc.integer({ min: 0, max: maxEphemeralBytes }), fc.boolean(), (size, isReversed) => {
      const event = { space: randomSpace(), device, to: Array.from({ length: 64 }, () => device), data: random(size) };
      const parts = splitEphemeral(event);
      expect(parts.every((part) => part.length + 60 < maxNotifyBytes)).toBe(true);
      const joined = (isReversed ? [...parts].reverse() : parts).map(join);
      expect(joined.slice(0, -1).every((part) => part === undefined)).toBe(true);
      const last = joined.at(-1);
      expect([last?.space, last?.to, last !== undefined && equalBytes(last.data, event.data)]).toEqual([
        event.space,
        event.to,
        true,
      ]);
    }),
    { numRuns: 30 },
  );
});
