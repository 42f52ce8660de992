import { expect, test } from 'vitest';
import { makeClock } from '../../test/support/engine.ts';
import { testDeviceId, testUser } from '../../test/support/links.ts';
import { makeDevice, makeUser } from '../../test/support/signed-chains.ts';
import { deriveKeyCommit, generateKey } from '../crypto/key-wrap.ts';
import { sha256 } from '../crypto/primitives.ts';
import { spaceIdFromBytes, type UserId } from '../ids.ts';
import { maxClockAheadMs } from '../schema/hybrid-clock.ts';
import { hashStatement, signStatement } from '../sync/statements.ts';
import { membersHashInput, sharedSpaceIdInput } from '../wire/epoch-record.ts';
import { zeroHash } from '../wire/fields.ts';
import type { EngineContext } from './context.ts';
import type { People } from './people.ts';
import { makeSpaceRecords, openWriters, trackAdmins } from './space-records.ts';
import { emptyRow, viewSpace } from './space-rows.ts';
import type { UserKeyring } from './user-keyring.ts';

const [amel, youssef] = [testUser(1), testUser(2)];
const member = (user: UserId, chainN = 0) => ({ user, admin: false, ukGen: 0, chainN });

test('LOG-13 who may write is kept as runs of epochs: absence and a moved chain begin a new one', () => {
  const writers = openWriters([]);
  for (const epoch of [0, 1, 2]) writers.add(epoch, member(amel));
  writers.add(0, member(youssef));
  writers.add(2, member(youssef));
  writers.add(3, member(amel, 4));
  // A later record of the same epoch changes nothing: the first one that lists her counts.
  writers.add(3, member(amel, 9));
  expect(writers.runs).toEqual([
    [amel, 0, 2, 0],
    [youssef, 0, 0, 0],
    [youssef, 2, 2, 0],
    [amel, 3, 3, 4],
  ]);
  const again = openWriters(writers.runs);
  again.add(4, member(amel, 4));
  expect(again.runs.at(-1)).toEqual([amel, 3, 4, 4]);
});

const nowMs = 1_763_800_000_000;
/** A group with one member, whose first record says that it was written at `atMs`. */
async function firstRecord(atMs: number) {
  const [me, device, epochKey] = [await makeUser('Nour'), await makeDevice('nour phone'), generateKey()];
  const keyCommit = await deriveKeyCommit(epochKey);
  const space = spaceIdFromBytes((await sha256(sharedSpaceIdInput('group', keyCommit))).subarray(0, 16));
  const members = [{ user: me, admin: true, ukGen: 0, chainN: 0 }];
  const statement = await signStatement(
    'epochRecord',
    {
      v: 1,
      space,
      kind: 'group',
      epoch: 0,
      rev: 0,
      prev: zeroHash,
      keyCommit,
      members,
      membersHash: await sha256(membersHashInput(new Map(members.map((member) => [member.user, member])))),
      author: { user: me, device: device.id, chainN: 0 },
      atMs,
    },
    device.signing,
  );
  const context = {
    deps: { clock: makeClock(nowMs - 5000) },
    http: { clockOffsetMs: () => 5000 },
    identity: { user: me, organisationHash: new Uint8Array(32) },
  } as unknown as EngineContext;
  const people = {
    organisation: () => undefined,
    chainOf: () => undefined,
    deviceKey: async () => device.keys.sig,
  } as unknown as People;
  const before = viewSpace({ ...emptyRow(space, 'group'), keyCommit, epochKeys: [[0, epochKey]] });
  const page = { records: [statement], grants: [], leaves: [], more: false };
  const applied = await makeSpaceRecords(context, people, {} as UserKeyring).apply(before, space, page);
  if (!applied.ok) throw new Error(applied.error.type);
  return applied.value;
}
/** Since when its key is believed to be there. */
const startOf = async (atMs: number): Promise<number> => (await firstRecord(atMs)).row.epochStartedAtMs;

test('EPOCH-7 a record from the future keeps no key young: its age is believed from tomorrow at most', async () => {
  expect(await startOf(nowMs - 1000)).toBe(nowMs - 1000);
  expect(await startOf(nowMs + maxClockAheadMs)).toBe(nowMs + maxClockAheadMs);
  expect(await startOf(Date.UTC(2100, 0))).toBe(nowMs + maxClockAheadMs);
});

test('EPOCH-7 a system line is of tomorrow at most: no calendar has every time that a record can name', async () => {
  const lineOf = async (atMs: number) => (await firstRecord(atMs)).events.map((event) => event.atMs);
  expect(await lineOf(nowMs - 1000)).toEqual([nowMs - 1000]);
  expect(await lineOf(Number.MAX_SAFE_INTEGER)).toEqual([nowMs + maxClockAheadMs]);
});

test('DOC-12 who is no administrator any more keeps no rights by a date from the future', () => {
  const state = (...admins: readonly UserId[]) => ({
    members: new Map(
      [amel, youssef].map((user) => [user, { ...member(user), admin: admins.includes(user), joined: { epoch: 0, rev: 0 } }]),
    ),
  });
  const record = (user: UserId, atMs: number) => ({ author: { user, device: testDeviceId(1), chainN: 0 }, atMs });
  const far = Date.UTC(2150, 0);
  const both = trackAdmins([], undefined, state(amel, youssef), record(amel, 1000));
  const demoted = trackAdmins(both, state(amel, youssef), state(amel), record(amel, far));
  // Who is none says nothing about it, neither later nor earlier.
  const rekeyed = trackAdmins(demoted, state(amel), state(amel), record(youssef, 10));
  expect(rekeyed.find(([user]) => user === youssef)).toEqual([youssef, 1000, far]);
  const next = trackAdmins(rekeyed, state(amel), state(amel), record(amel, 5000));
  expect(next.find(([user]) => user === youssef)).toEqual([youssef, 1000, 5000]);
  expect(next.find(([user]) => user === amel)).toEqual([amel, 1000, undefined]);
  // Later ones move it no more, and a second time as administrator has an end of its own.
  const again = trackAdmins(next, state(amel), state(amel, youssef), record(amel, 9000));
  expect(again.filter(([user]) => user === youssef)).toEqual([
    [youssef, 1000, 5000],
    [youssef, 9000, undefined],
  ]);
});

test('EPOCH-20 a device that follows a space refuses what a suspended administrator wrote last, and believes it below what somebody else wrote', async () => {
  const [amelPhone, epochKey] = [await makeDevice('amel phone'), generateKey()];
  const keyCommit = await deriveKeyCommit(epochKey);
  const space = spaceIdFromBytes((await sha256(sharedSpaceIdInput('group', keyCommit))).subarray(0, 16));
  const both = [
    { ...member(amel), admin: true },
    { ...member(youssef), admin: true },
  ];
  let [head, members] = [zeroHash as Uint8Array, both];
  const record = async (author: UserId, rev: number, listed: typeof both) => {
    members = [...members.filter(({ user }) => !listed.some((one) => one.user === user)), ...listed];
    const statement = await signStatement(
      'epochRecord',
      {
        ...{ v: 1, space, kind: 'group', epoch: 0, rev, prev: head, keyCommit, members: listed, atMs: nowMs },
        membersHash: await sha256(membersHashInput(new Map(members.map((one) => [one.user, one])))),
        author: { user: author, device: amelPhone.id, chainN: 0 },
      },
      amelPhone.signing,
    );
    head = await hashStatement('epochRecord', statement);
    return statement;
  };
  const first = await record(amel, 0, both);
  const second = await record(amel, 1, [{ ...member(testUser(3)), admin: false }]);
  const third = await record(youssef, 2, [{ ...member(testUser(4)), admin: false }]);
  const context = {
    deps: { clock: makeClock(nowMs) },
    http: { clockOffsetMs: () => 0 },
    identity: { user: youssef, organisationHash: new Uint8Array(32) },
  } as unknown as EngineContext;
  let isSuspended = false;
  const people = {
    organisation: () => ({ members: new Map([[amel, { suspended: isSuspended }]]) }),
    chainOf: () => undefined,
    deviceKey: async () => amelPhone.keys.sig,
  } as unknown as People;
  const records = makeSpaceRecords(context, people, {} as UserKeyring);
  const page = (...statements: readonly (typeof first)[]) => ({ records: [...statements], grants: [], leaves: [], more: false });
  const made = viewSpace({ ...emptyRow(space, 'group'), keyCommit, epochKeys: [[0, epochKey]] });
  const followed = await records.apply(made, space, page(first));
  if (!followed.ok) throw new Error(followed.error.type);
  const before = viewSpace(followed.value.row);
  expect((await records.apply(before, space, page(second))).ok).toBe(true);
  isSuspended = true;
  expect(await records.apply(before, space, page(second))).toEqual({ ok: false, error: { type: 'epoch-fault' } });
  const later = await records.apply(before, space, page(second, third));
  expect(later.ok && later.value.row.members.length).toBe(4);
});
