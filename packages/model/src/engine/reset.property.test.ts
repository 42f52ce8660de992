/** What a device signs of an administrator's answer, and to which key a member stands, whatever happened to her chain. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addDevice,
  byRecovery,
  filled,
  grow,
  growAll,
  type LinkContent,
  linkOf,
  resetIdentity,
  rotateUserKey,
  testDevice,
  testKeys,
  testUser,
} from '../../test/support/links.ts';
import type { SpaceId } from '../ids.ts';
import type { ResetRequest } from '../wire/http.ts';
import { encodeStatementBody } from '../wire/statement.ts';
import type { UserChain } from '../wire/user-chain.ts';
import { makeRegrants } from './regrants.ts';
import { isAnswerTo } from './reset.ts';

const chain = growAll(rotateUserKey(1));
const { id: device, sig, kem, label } = testDevice(5);
const request: ResetRequest = { device, sig, kem, label, recovery: testKeys(6), userKey: filled(65, 7) };
const payload = {
  device: { id: device, sig, kem, label },
  recovery: request.recovery,
  userKey: { gen: 2, pub: request.userKey },
};
const body = (changes: object, content: Partial<LinkContent> = {}): Uint8Array =>
  encodeStatementBody(linkOf(chain, { ...resetIdentity(5, 2), payload: { ...payload, ...changes }, ...content } as LinkContent));

test('RESET-3 a device signs a reset to its own keys, and nothing else', () => {
  expect(isAnswerTo(chain, body({}), request)).toBe(true);
  const wrong = [
    body({ device: testDevice(4) }),
    body({ device: { ...payload.device, label: 'Autre' } }),
    body({ device: { ...payload.device, kem: filled(65, 9) } }),
    body({ recovery: testKeys(9) }),
    body({ recovery: { ...request.recovery, kem: filled(65, 9) } }),
    body({ userKey: { gen: 2, pub: filled(65, 9) } }),
    body({ userKey: { gen: 3, pub: request.userKey } }),
    encodeStatementBody(linkOf(chain, addDevice(5))),
    encodeStatementBody(linkOf({ ...chain, user: testUser(3) }, resetIdentity(5, 2))),
  ];
  for (const other of wrong) expect(isAnswerTo(chain, other, request)).toBe(false);
});

test('RESET-3 bytes that are no such statement are refused and never throw', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => !isAnswerTo(chain, bytes, request)));
  const good = body({});
  fc.assert(
    fc.property(fc.integer({ min: 0, max: good.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const bytes = good.map((byte, i) => (i === at ? byte ^ flip : byte));
      // A place, a time or a signer may read otherwise; the chain and the signatures judge those. The keys never do.
      if (isAnswerTo(chain, bytes, request)) expect(bytes.length).toBe(good.length);
    }),
  );
});

/** Renewals, devices and resets in any order. */
const histories = fc.array(fc.constantFrom('rotate', 'device', 'reset'), { maxLength: 12 }).map((acts) => {
  let made: UserChain = growAll();
  for (const [i, act] of acts.entries()) {
    const gen = made.userKey.gen + 1;
    if (act === 'rotate') made = grow(made, rotateUserKey(gen, byRecovery));
    else made = grow(made, act === 'device' ? addDevice(i + 10, byRecovery) : resetIdentity(i + 10, gen));
  }
  return made;
});

test('RESET-6 no key is ever granted to an identity that nobody confirmed, and no record goes back', () => {
  fc.assert(
    fc.property(histories, fc.nat(12), fc.nat(12), fc.nat(4), (made, gen, n, accepted) => {
      const recorded = { user: made.user, admin: true, ukGen: Math.min(gen, made.userKey.gen), chainN: Math.min(n, made.n) };
      const space = {
        space: 'ab'.repeat(16) as SpaceId,
        kind: 'group' as const,
        peer: undefined,
        members: [recorded],
        records: 1,
      };
      const regrants = makeRegrants({
        me: testUser(2),
        people: { chainOf: () => made },
        acceptedResets: () => Math.min(accepted, made.resets),
        regrantOf: () => 'tap',
      });
      const target = regrants.target(space, made.user);
      if (target === undefined) throw new Error('she is known');
      expect(target.ukGen).toBeGreaterThanOrEqual(recorded.ukGen);
      expect(target.chainN).toBeGreaterThanOrEqual(recorded.chainN);
      // The first reset that neither I nor a record of the space accepted, and everything after it.
      const open = made.resetLinks.filter((link, i) => i >= accepted && link.gen > recorded.ukGen);
      for (const { gen: begun } of open) expect(target.ukGen).toBeLessThan(begun);
      if (open.length === 0) expect(target).toEqual({ ukGen: made.userKey.gen, chainN: made.n });
    }),
  );
});
