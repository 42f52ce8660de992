/** Whose identity was accepted, and whose was verified, through resets and on further devices of mine. */
import { beforeEach, expect, test } from 'vitest';
import { byDevice, growAll, organisationHash, resetIdentity, rotateUserKey, testUser } from '../../test/support/links.ts';
import { bytesToHex } from '../bytes.ts';
import { ok } from '../result.ts';
import type { Act } from '../schema/act.ts';
import type { UserChain } from '../wire/user-chain.ts';
import { type IdentitiesParts, makeIdentities } from './identities.ts';

const [me, amel] = [testUser(2), testUser(1)];
const before = growAll();
const once = growAll(resetIdentity(3, 1));
const twice = growAll(resetIdentity(3, 1), resetIdentity(4, 2));
const met = (chain: UserChain) => ({ genesis: chain.genesisHash, resets: chain.resets });
const wordFor = (chain: UserChain): string => `${bytesToHex(chain.genesisHash)} ${chain.resets}`;

let words: Map<string, string>;
let chain: UserChain | undefined;
let row: unknown;
let spaces: ReturnType<IdentitiesParts['spaces']>;
beforeEach(() => {
  words = new Map();
  [chain, row, spaces] = [before, met(before), []];
});
const identities = makeIdentities({
  context: { store: { get: () => row }, identity: { user: me, organisationHash } } as unknown as IdentitiesParts['context'],
  people: {
    chainOf: (user) => (user === amel ? chain : undefined),
    organisation: () => ({ members: new Map([[amel, undefined]]) }) as never,
  },
  preferences: {
    acceptedIdentity: (user) => words.get(`identity/${user}`) ?? '',
    verifiedIdentity: (user) => words.get(`verified/${user}`) ?? '',
    isOrganisationConfirmed: () => words.get('organisation') === 'on',
  },
  spaces: () => spaces,
  async prefer(acts: readonly Act[]) {
    for (const act of acts) if (act.kind === 'own') words.set(act.value.key, act.value.value);
    return ok(undefined);
  },
});

test('TRUST-3 the identity under which she was met is accepted; one after a reset is not until I say so', async () => {
  expect([identities.acceptedResets(amel), identities.needsAcceptance(amel)]).toEqual([0, false]);
  chain = once;
  expect([identities.acceptedResets(amel), identities.needsAcceptance(amel)]).toEqual([0, true]);
  expect((await identities.accept(amel)).ok).toBe(true);
  expect([identities.acceptedResets(amel), identities.needsAcceptance(amel)]).toEqual([1, false]);
  chain = twice;
  expect([identities.acceptedResets(amel), identities.needsAcceptance(amel)]).toEqual([1, true]);
});

test('TRUST-3 who was met after a reset is known under that identity', () => {
  [chain, row] = [once, met(once)];
  expect([identities.acceptedResets(amel), identities.needsAcceptance(amel)]).toEqual([1, false]);
});

test('TRUST-3 a new device of mine asks as well, when she stood in a space of mine before the reset', () => {
  [chain, row] = [growAll(rotateUserKey(1), resetIdentity(3, 2)), met(once)];
  const member = (user: typeof me, joinedEpoch: number) => ({
    user,
    admin: true,
    ukGen: 0,
    chainN: 1,
    joined: { epoch: joinedEpoch, rev: 0 },
  });
  spaces = [{ members: [member(me, 0), member(amel, 0)], writers: [[amel, 0, 2, 1]] }];
  expect([identities.acceptedResets(amel), identities.needsAcceptance(amel)]).toEqual([0, true]);
  // I came later than that: I never knew her under the other identity.
  spaces = [
    {
      members: [member(me, 3), member(amel, 0)],
      writers: [
        [amel, 0, 2, 1],
        [amel, 3, 3, 2],
      ],
    },
  ];
  expect(identities.needsAcceptance(amel)).toBe(false);
});

test('TRUST-3 another genesis is another person until she is accepted', async () => {
  chain = { ...before, genesisHash: once.organisation };
  expect([identities.acceptedResets(amel), identities.needsAcceptance(amel)]).toEqual([-1, true]);
  await identities.accept(amel);
  expect(identities.needsAcceptance(amel)).toBe(false);
});

test('TRUST-2 verifying accepts and confirms the organisation; a reset drops the mark and says so', async () => {
  await identities.setVerified(amel, true);
  expect([identities.isVerified(amel), identities.wasVerified(amel)]).toEqual([true, false]);
  expect(identities.isOrganisationConfirmed()).toBe(true);
  chain = growAll(rotateUserKey(1, byDevice(1)));
  expect(identities.isVerified(amel)).toBe(true);
  chain = once;
  expect([identities.isVerified(amel), identities.wasVerified(amel)]).toEqual([false, true]);
  expect(identities.needsAcceptance(amel)).toBe(true);
  // What was known of the organisation does not depend on her any more.
  expect(identities.isOrganisationConfirmed()).toBe(true);
});

test('TRUST-2 the mark can be taken back, and with the last one the organisation is not confirmed', async () => {
  await identities.setVerified(amel, true);
  await identities.setVerified(amel, false);
  expect([identities.isVerified(amel), identities.wasVerified(amel)]).toEqual([false, false]);
  expect(identities.isOrganisationConfirmed()).toBe(false);
  expect(identities.needsAcceptance(amel)).toBe(false);
});

test('TRUST-3 nobody accepts somebody whom the chains do not know, or verifies herself', async () => {
  chain = undefined;
  expect(await identities.accept(amel)).toEqual({ ok: false, error: { type: 'unknown-person' } });
  expect(await identities.setVerified(me, true)).toEqual({ ok: false, error: { type: 'unknown-person' } });
  expect(words.size).toBe(0);
});

test('TRUST-3 words that this version does not understand say nothing', () => {
  words.set(`identity/${amel}`, 'later').set(`verified/${amel}`, wordFor(before).toUpperCase());
  chain = once;
  expect(identities.needsAcceptance(amel)).toBe(true);
  expect(identities.isVerified(amel)).toBe(false);
});

test('TRUST-4 before an urgent message those are named who stand there under an identity that I did not accept', async () => {
  const member = (user: typeof me) => ({ user, admin: false, ukGen: 0, chainN: 0 });
  const group = { members: [member(me), member(amel)], peer: undefined, invited: undefined };
  expect(identities.unacceptedIn(group)).toEqual([]);
  chain = once;
  expect(identities.unacceptedIn(group)).toEqual([amel]);
  // Made on this device, without members so far: a conversation with her, or a group that she is invited to.
  expect(identities.unacceptedIn({ members: [], peer: amel, invited: undefined })).toEqual([amel]);
  expect(identities.unacceptedIn({ members: [], peer: undefined, invited: [amel] })).toEqual([amel]);
  await identities.accept(amel);
  expect(identities.unacceptedIn(group)).toEqual([]);
});
