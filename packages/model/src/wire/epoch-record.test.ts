import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filled, linkHash, organisationHash, testDeviceId, testUser } from '../../test/support/links.ts';
import { bytesToHex } from '../bytes.ts';
import { sha256 } from '../crypto/primitives.ts';
import { type SpaceId, spaceIdFromBytes, type UserId, uuidV7 } from '../ids.ts';
import {
  applyEpochRecord,
  directSpaceIdInput,
  type EpochFacts,
  EpochRecord,
  type Member,
  membersHashInput,
  privateSpaceIdInput,
  type SpaceKind,
  type SpaceState,
  sharedSpaceIdInput,
} from './epoch-record.ts';
import { maxMembers } from './limits.ts';
import { encodeStatementBody, parseStatementBody } from './statement.ts';

const [amel, youssef, leila, other] = [testUser(1), testUser(2), testUser(3), testUser(4)];
const facts: EpochFacts = {
  sha256,
  organisationHash,
  isSuspended: () => false,
  mayBeRemoved: () => false,
  resetsOf: () => 0,
  firstGenerationOf: () => 0,
  verifyLeave: async () => true,
};
const suspending = (...users: readonly UserId[]): EpochFacts => ({
  ...facts,
  isSuspended: (user) => users.includes(user),
  mayBeRemoved: (user) => users.includes(user),
});
const spaceOf = async (input: Uint8Array): Promise<SpaceId> => spaceIdFromBytes((await sha256(input)).subarray(0, 16));
const direct = await spaceOf(directSpaceIdInput(organisationHash, [amel, youssef]));
const group = await spaceOf(sharedSpaceIdInput('group', filled(32, 0x40)));

const member = (user: UserId, admin = true, ukGen = 0, chainN = 0): Member => ({ user, admin, ukGen, chainN });
const both = [member(amel), member(youssef)];
const ward = [member(amel), member(youssef, false), member(leila, false)];
const hashOf = (members: readonly Member[]) => sha256(membersHashInput(new Map(members.map((one) => [one.user, one]))));
const commit = (epoch: number) => filled(32, 0x40 + epoch);
const backLink = { iv: filled(12, 1), sealed: filled(48, 2) };
const recordHash = (epoch: number, rev: number) => linkHash(epoch * 8 + rev);

interface Making {
  readonly kind?: SpaceKind;
  readonly space?: SpaceId;
  readonly author?: UserId;
  /** Everybody after the record, where only some are listed. */
  readonly all?: readonly Member[];
}
async function make(members: readonly Member[], making: Making = {}, changes: Partial<EpochRecord> = {}): Promise<EpochRecord> {
  const { kind = 'group', space = group, author = amel, all = members } = making;
  return {
    v: 1,
    space,
    kind,
    epoch: 0,
    rev: 0,
    prev: filled(32, 0),
    keyCommit: commit(0),
    members: [...members],
    membersHash: await hashOf(all),
    author: { user: author, device: testDeviceId(1), chainN: 0 },
    atMs: 1000,
    ...changes,
  };
}
const apply = (state: SpaceState | undefined, record: EpochRecord, known = facts) =>
  applyEpochRecord(state, record, recordHash(record.epoch, record.rev), known);
const addition = (state: SpaceState, listed: readonly Member[], making: Making = {}, changes: Partial<EpochRecord> = {}) => {
  const all = [...new Map([...state.members.values(), ...listed].map((one) => [one.user, one])).values()];
  const place = { epoch: state.epoch, rev: state.rev + 1, prev: state.head, keyCommit: state.keyCommit, atMs: 2000 };
  return make(listed, { kind: state.kind, space: state.space, all, ...making }, { ...place, ...changes });
};
const rotation = (state: SpaceState, members: readonly Member[], making: Making = {}, changes: Partial<EpochRecord> = {}) => {
  const epoch = state.epoch + 1;
  const place = { epoch, rev: 0, prev: state.head, keyCommit: commit(epoch), backLink, atMs: 3000 };
  return make(members, { kind: state.kind, space: state.space, ...making }, { ...place, ...changes });
};
async function started(members: readonly Member[], making: Making = {}): Promise<SpaceState> {
  const first = await apply(undefined, await make(members, making));
  if (!first.ok) throw new Error(`no space: ${first.error.type}`);
  return first.value;
}
const startedDirect = () => started(both, { kind: 'direct', space: direct });

const invalid = { ok: false, error: { type: 'invalid' } };
const forbidden = { ok: false, error: { type: 'forbidden' } };
const conflict = (epoch: number, rev: number) => ({ ok: false, error: { type: 'conflict', epoch, rev } });

test('EPOCH-1 an addition keeps epoch and key, a rotation begins the next epoch with another key', async () => {
  const space = await started(ward);
  const added = await apply(space, await addition(space, [member(other, false)]));
  expect(added).toMatchObject({ ok: true, value: { epoch: 0, rev: 1, head: recordHash(0, 1), epochStartedAtMs: 1000 } });
  expect(added.ok && [...added.value.members.keys()]).toEqual([amel, youssef, leila, other]);
  const rotated = await apply(space, await rotation(space, ward.slice(0, 2)));
  expect(rotated).toMatchObject({ ok: true, value: { epoch: 1, rev: 0, keyCommit: commit(1), epochStartedAtMs: 3000 } });
  expect(rotated.ok && [...rotated.value.members.keys()]).toEqual([amel, youssef]);
});

test('EPOCH-1 a record elsewhere, or on another hash, is a conflict that tells the position', async () => {
  const space = await started(ward);
  for (const place of [{ epoch: 0, rev: 0 }, { rev: 2 }, { epoch: 1 }, { epoch: 2, rev: 0 }, { prev: filled(32, 9) }])
    expect(await apply(space, await addition(space, [member(other)], {}, place))).toEqual(conflict(0, 0));
  for (const place of [{ epoch: 2 }, { rev: 1 }, { prev: filled(32, 9) }])
    expect(await apply(space, await rotation(space, ward, {}, place))).toEqual(conflict(0, 0));
});

test('EPOCH-1 of two records at one position the second is a conflict', async () => {
  const space = await started(ward);
  const [mine, hers] = [await rotation(space, ward), await rotation(space, ward.slice(0, 2), {}, { keyCommit: commit(7) })];
  const won = await apply(space, mine);
  if (!won.ok) throw new Error('the first is accepted');
  expect(await apply(won.value, hers)).toEqual(conflict(1, 0));
  expect(await apply(won.value, mine)).toEqual(conflict(1, 0));
  const added = await addition(space, [member(other, false)]);
  expect(await apply(won.value, added)).toEqual(conflict(1, 0));
});

test('EPOCH-1 a rotation has another key and a back link, an addition neither', async () => {
  const space = await started(ward);
  const { backLink: _, ...missing } = await rotation(space, ward);
  expect(await apply(space, missing)).toEqual(invalid);
  expect(await apply(space, await rotation(space, ward, {}, { keyCommit: commit(0) }))).toEqual(invalid);
  expect(await apply(space, await addition(space, [member(other)], {}, { backLink }))).toEqual(invalid);
  expect(await apply(space, await addition(space, [member(other)], {}, { keyCommit: commit(1) }))).toEqual(invalid);
});

test('EPOCH-1 a record of another space or kind is not part of this one', async () => {
  const space = await started(ward);
  expect(await apply(space, await rotation(space, ward, { space: direct }))).toEqual(invalid);
  expect(await apply(space, await rotation(space, ward, { kind: 'organisation' }))).toEqual(invalid);
});

test('EPOCH-2 both sides find the same direct conversation, whatever the order; another organisation another one', async () => {
  const inputs = [
    directSpaceIdInput(organisationHash, [amel, youssef]),
    directSpaceIdInput(organisationHash, [youssef, amel]),
    directSpaceIdInput(organisationHash, [amel, leila]),
    directSpaceIdInput(filled(32, 1), [amel, youssef]),
  ].map(bytesToHex);
  expect(inputs[0]).toBe(inputs[1]);
  expect(new Set(inputs).size).toBe(3);
  expect(new Set([0, 1, 11].map((resets) => bytesToHex(privateSpaceIdInput(amel, resets)))).size).toBe(3);
});

test('EPOCH-2 a direct conversation has the two members of its id', async () => {
  const making = { kind: 'direct', space: direct } as const;
  expect((await apply(undefined, await make(both, making))).ok).toBe(true);
  expect((await apply(undefined, await make([...both].reverse(), making))).ok).toBe(true);
  const elsewhere = { ...facts, organisationHash: filled(32, 1) };
  expect(await apply(undefined, await make(both, making), elsewhere)).toEqual(invalid);
  const wrong = [[member(amel), member(leila)], [member(amel)], [...both, member(leila)]];
  for (const members of wrong) expect(await apply(undefined, await make(members, making))).toEqual(invalid);
  expect(await apply(undefined, await make(both, { ...making, space: group }))).toEqual(invalid);
});

test('EPOCH-2 a private space has one member, and another id after each reset', async () => {
  const making = { kind: 'private', space: await spaceOf(privateSpaceIdInput(amel, 1)) } as const;
  const record = await make([member(amel)], making);
  expect((await apply(undefined, record, { ...facts, resetsOf: () => 1 })).ok).toBe(true);
  expect(await apply(undefined, record)).toEqual(invalid);
  expect(await apply(undefined, await make(both, making), { ...facts, resetsOf: () => 1 })).toEqual(invalid);
});

test('EPOCH-3 the first record has epoch 0, rev 0, no back link, and follows nothing', async () => {
  for (const change of [{ epoch: 1 }, { rev: 1 }, { backLink }, { prev: filled(32, 1) }])
    expect(await apply(undefined, await make(ward, {}, change))).toEqual(invalid);
});

test('EPOCH-3 its author is a member and administrator', async () => {
  const notMember = { ok: false, error: { type: 'not-member' } };
  expect(await apply(undefined, await make(ward, { author: other }))).toEqual(notMember);
  expect(await apply(undefined, await make(ward, { author: youssef }))).toEqual(notMember);
});

test('EPOCH-3 in a direct conversation both are administrators, and stay so', async () => {
  const making = { kind: 'direct', space: direct } as const;
  expect(await apply(undefined, await make([member(amel), member(youssef, false)], making))).toEqual(invalid);
  const space = await startedDirect();
  expect((await apply(space, await rotation(space, [member(amel), member(youssef, false)]))).ok).toBe(false);
  expect((await apply(space, await addition(space, [member(youssef, false)]))).ok).toBe(false);
  expect((await apply(space, await addition(space, [member(youssef, true, 1)]))).ok).toBe(true);
});

test('EPOCH-4 only an administrator adds people, drops them or changes who administers', async () => {
  const space = await started(ward);
  const asYoussef = { author: youssef };
  expect(await apply(space, await addition(space, [member(other, false)], asYoussef))).toEqual(forbidden);
  expect(await apply(space, await rotation(space, [...ward, member(other, false)], asYoussef))).toEqual(forbidden);
  expect(await apply(space, await rotation(space, ward.slice(0, 2), asYoussef))).toEqual(forbidden);
  expect(await apply(space, await addition(space, [member(youssef, true)], asYoussef))).toEqual(forbidden);
  expect(await apply(space, await rotation(space, [member(amel, false), member(youssef, true)], asYoussef))).toEqual(forbidden);
  expect((await apply(space, await addition(space, [member(youssef, true)]))).ok).toBe(true);
});

test('EPOCH-4 any member may carry newer generations and positions', async () => {
  const space = await started(ward);
  const newer = [member(amel, true, 1, 3), member(youssef, false, 0, 1), member(leila, false)];
  expect((await apply(space, await rotation(space, newer, { author: leila }))).ok).toBe(true);
  expect((await apply(space, await addition(space, [member(amel, true, 1, 3)], { author: leila }))).ok).toBe(true);
});

test('EPOCH-4 any member may remove somebody whom the organisation suspends, nobody else', async () => {
  const space = await started(ward);
  const withoutLeila = await rotation(space, ward.slice(0, 2), { author: youssef });
  expect((await apply(space, withoutLeila, suspending(leila))).ok).toBe(true);
  expect(await apply(space, withoutLeila, suspending(other))).toEqual(forbidden);
});

test('EPOCH-4 who is not a member, or is suspended, writes nothing', async () => {
  const space = await started(ward);
  expect(await apply(space, await rotation(space, ward, { author: other }))).toEqual(forbidden);
  expect(await apply(space, await rotation(space, ward), suspending(amel))).toEqual(forbidden);
});

test('EPOCH-4 membership of direct and private spaces never changes', async () => {
  const space = await startedDirect();
  expect(await apply(space, await addition(space, [member(leila)]))).toEqual(forbidden);
  expect(await apply(space, await rotation(space, [...both, member(leila)]))).toEqual(forbidden);
  expect(await apply(space, await rotation(space, [member(amel)]))).toEqual(forbidden);
  expect(await apply(space, await rotation(space, [member(amel)]), suspending(youssef))).toEqual(forbidden);
  expect((await apply(space, await rotation(space, both, { author: youssef }))).ok).toBe(true);
  const own = await started([member(amel)], { kind: 'private', space: await spaceOf(privateSpaceIdInput(amel, 0)) });
  expect(await apply(own, await addition(own, [member(leila)]))).toEqual(forbidden);
});

test('EPOCH-4 a space keeps an administrator', async () => {
  const space = await started(ward);
  expect(await apply(space, await addition(space, [member(amel, false)]))).toEqual(forbidden);
  expect(await apply(space, await rotation(space, ward.slice(1)))).toEqual(forbidden);
  expect((await apply(space, await rotation(space, [member(youssef, true)]))).ok).toBe(true);
});

test('EPOCH-9 a record carries the hash of all members after it: a delta fits one list only', async () => {
  const space = await started(ward);
  const delta = await addition(space, [member(other, false)]);
  expect(await apply(space, { ...delta, membersHash: await hashOf(delta.members) })).toEqual(invalid);
  const shorter = { ...space, members: new Map([...space.members].slice(0, 2)) };
  expect(await apply(shorter, delta)).toEqual(invalid);
  const full = await rotation(space, ward);
  expect(await apply(space, { ...full, membersHash: await hashOf(ward.slice(0, 2)) })).toEqual(invalid);
  expect(await apply(undefined, { ...(await make(ward)), membersHash: filled(32, 0) })).toEqual(invalid);
});

test('EPOCH-9 nobody goes back to an older key or chain position', async () => {
  const space = await started([member(amel, true, 2, 5), member(youssef, false, 1, 1)]);
  for (const older of [member(amel, true, 1, 5), member(amel, true, 2, 4), member(amel, true, 3, 4)]) {
    expect(await apply(space, await addition(space, [older]))).toEqual(invalid);
    expect(await apply(space, await rotation(space, [older, member(youssef, false, 1, 1)]))).toEqual(invalid);
  }
});

test('EPOCH-9 nobody is listed twice', async () => {
  const twice = [member(amel), member(amel, true, 1), member(youssef)];
  expect(await apply(undefined, await make(twice))).toEqual(invalid);
  const space = await started(ward);
  expect(await apply(space, await rotation(space, twice))).toEqual(invalid);
  expect(await apply(space, await addition(space, twice))).toEqual(invalid);
});

test('EPOCH-9 the hash of members does not depend on their order, and depends on everything else', () => {
  const user = fc.nat(200).map(testUser);
  const people = fc.uniqueArray(fc.record({ user, admin: fc.boolean(), ukGen: fc.nat(), chainN: fc.nat() }), {
    selector: (one) => one.user,
    minLength: 1,
    maxLength: 8,
  });
  const inputOf = (list: readonly Member[]) => bytesToHex(membersHashInput(new Map(list.map((one) => [one.user, one]))));
  fc.assert(
    fc.property(people, fc.nat(7), (list, at) => {
      expect(inputOf([...list].reverse())).toBe(inputOf(list));
      const one = list[at % list.length];
      if (one === undefined) return;
      for (const change of [{ admin: !one.admin }, { ukGen: one.ukGen + 1 }, { chainN: one.chainN + 1 }])
        expect(inputOf(list.map((each) => (each === one ? { ...one, ...change } : each)))).not.toBe(inputOf(list));
      expect(inputOf(list.slice(1))).not.toBe(inputOf(list));
    }),
  );
});

test('CHAIN-1 a record reads back as it was written, and an unknown field or nobody at all is refused', async () => {
  const space = await started(ward);
  const { backLink: _, ...bare } = await make(ward);
  for (const record of [bare, await rotation(space, ward)]) {
    expect(parseStatementBody(EpochRecord, encodeStatementBody(record), 9999)).toEqual({ ok: true, value: record });
    expect(parseStatementBody(EpochRecord, encodeStatementBody({ ...record, more: 1 }), 9999).ok).toBe(false);
    expect(parseStatementBody(EpochRecord, encodeStatementBody({ ...record, members: [] }), 9999).ok).toBe(false);
    expect(parseStatementBody(EpochRecord, encodeStatementBody(record), 100)).toEqual({
      ok: false,
      error: { type: 'too-large' },
    });
  }
});

test('EPOCH-2 nobody claims the id of a direct conversation for a group, nor the id of one group for another', async () => {
  for (const kind of ['group', 'organisation'] as const)
    expect(await apply(undefined, await make([member(leila), ...both], { kind, space: direct, author: leila }))).toEqual(invalid);
  expect(await apply(undefined, await make(ward, {}, { keyCommit: commit(1) }))).toEqual(invalid);
  expect(await apply(undefined, await make(ward, { kind: 'organisation' }))).toEqual(invalid);
  expect(await apply(undefined, await make(ward))).toMatchObject({ ok: true, value: { space: group } });
});

test('EPOCH-9 an author names no older position of her chain than the space knows: a revoked device writes no record', async () => {
  const known = [member(amel, true, 1, 3), member(youssef)];
  const space = await started(known, { kind: 'direct', space: direct });
  const by = (chainN: number) => ({ author: { user: amel, device: testDeviceId(1), chainN } });
  expect(await apply(space, await rotation(space, known, {}, by(2)))).toEqual(forbidden);
  expect(await apply(space, await addition(space, [member(amel, true, 2, 4)], {}, by(0)))).toEqual(forbidden);
  expect(await apply(space, await rotation(space, known, {}, by(3)))).toMatchObject({ ok: true });
});

const leaveOf = (user: UserId, epoch: number, rev: number, space = group) => ({
  body: encodeStatementBody({ v: 1, space, user, device: testDeviceId(9), chainN: 0, epoch, rev }),
  sig: filled(64, 3),
});

test('EPOCH-11 any member removes somebody who left, and nobody else', async () => {
  const space = await started(ward);
  const without = [member(amel), member(youssef, false)];
  expect(await apply(space, await rotation(space, without, { author: youssef }))).toEqual(forbidden);
  const left = await apply(space, await rotation(space, without, { author: youssef }, { leaves: [leaveOf(leila, 0, 0)] }));
  expect(left.ok && [...left.value.members.keys()]).toEqual([amel, youssef]);
  const others = await rotation(space, [member(youssef, true)], { author: youssef }, { leaves: [leaveOf(leila, 0, 0)] });
  expect(await apply(space, others)).toEqual(forbidden);
});

test('EPOCH-11 a leave counts for the membership in which it was signed, once, with its own removal', async () => {
  const space = await started(ward);
  const without = [member(amel), member(youssef, false)];
  const gone = await apply(space, await rotation(space, without));
  if (!gone.ok) throw new Error('an administrator removes');
  const back = await apply(gone.value, await addition(gone.value, [member(leila, false)]));
  if (!back.ok) throw new Error('an administrator adds');
  const removing = (leave: object, members = without) =>
    rotation(back.value, members, { author: youssef }, { leaves: [leave as ReturnType<typeof leaveOf>] });
  // Signed before she came back, in the future, for another space, without a removal, twice.
  expect(await apply(back.value, await removing(leaveOf(leila, 0, 0)))).toEqual(invalid);
  expect(await apply(back.value, await removing(leaveOf(leila, 1, 0)))).toEqual(invalid);
  expect(await apply(back.value, await removing(leaveOf(leila, 1, 2)))).toEqual(invalid);
  expect(await apply(back.value, await removing(leaveOf(leila, 1, 1, direct)))).toEqual(invalid);
  expect(await apply(back.value, await removing(leaveOf(leila, 1, 1), [...without, member(leila, false)]))).toEqual(invalid);
  const twice = { leaves: [leaveOf(leila, 1, 1), leaveOf(leila, 1, 1)] };
  expect(await apply(back.value, await rotation(back.value, without, { author: youssef }, twice))).toEqual(invalid);
  const forged = { ...facts, verifyLeave: async () => false };
  expect(await apply(back.value, await removing(leaveOf(leila, 1, 1)), forged)).toEqual(invalid);
  expect((await apply(back.value, await removing(leaveOf(leila, 1, 1)))).ok).toBe(true);
});

test('EPOCH-12 when the last administrator left, the first remaining member becomes one', async () => {
  const space = await started(ward);
  const leaves = { leaves: [leaveOf(amel, 0, 0)] };
  const [heir, second] = [youssef, leila].sort();
  if (heir === undefined || second === undefined) throw new Error('two remain');
  const none = [member(youssef, false), member(leila, false)];
  expect(await apply(space, await rotation(space, none, { author: leila }, leaves))).toEqual(forbidden);
  const wrong = [member(heir, false), member(second, true)];
  expect(await apply(space, await rotation(space, wrong, { author: leila }, leaves))).toEqual(forbidden);
  const right = [member(heir, true), member(second, false)];
  expect((await apply(space, await rotation(space, right, { author: leila }, leaves))).ok).toBe(true);
});

test('EPOCH-1 a space never has more members than one record can list', async () => {
  const many = Array.from({ length: maxMembers }, (_, i) => member(uuidV7(i + 1, filled(10, 7)), i === 0));
  const [founder] = many;
  if (founder === undefined) throw new Error('members');
  const space = await started(many, { author: founder.user });
  expect(await apply(space, await addition(space, [member(leila, false)], { author: founder.user }))).toEqual(invalid);
});

test('RESET-5 what came with a reset writes no record before the space granted it a key of its own', async () => {
  const renewed: EpochFacts = { ...facts, firstGenerationOf: ({ user }) => (user === amel ? 1 : 0) };
  const state = await started(ward);
  const forbidden = { ok: false, error: { type: 'forbidden' } };
  const again = [member(amel, true, 1, 1), member(youssef, false), member(leila, false)];
  // Neither for herself, nor for an accomplice, nor anything else, although she is its administrator.
  expect(await apply(state, await rotation(state, again), renewed)).toEqual(forbidden);
  expect(await apply(state, await addition(state, [member(amel, true, 1, 1)]), renewed)).toEqual(forbidden);
  expect(await apply(state, await addition(state, [member(other)]), renewed)).toEqual(forbidden);
  const granted = await apply(state, await rotation(state, again, { author: youssef }), renewed);
  if (!granted.ok) throw new Error('a member grants it');
  const author = { user: amel, device: testDeviceId(1), chainN: 1 };
  const later = await addition(granted.value, [member(other, false)], {}, { author });
  expect((await apply(granted.value, later, renewed)).ok).toBe(true);
});
