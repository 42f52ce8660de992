/**
 * Appending an epoch record (EPOCH-1 … EPOCH-5, EPOCH-9 … EPOCH-12): compare-and-swap under the space's lock, the author's active device and its signature,
 * the rules of wire/epoch-record.ts, and a grant for every listed member: nobody is locked out by a bug.
 */
import { equalBytes } from '@sanad/model/bytes';
import type { SpaceId, UserId } from '@sanad/model/ids';
import { err, ok, type Result } from '@sanad/model/result';
import {
  applyEpochRecord,
  type EpochFacts,
  EpochRecord,
  type EpochRecordError,
  type Grant,
  isCurrentLeave,
  Leave,
  type SpaceState,
  unpackGrant,
} from '@sanad/model/wire/epoch-record';
import type { AppendEpochRecord } from '@sanad/model/wire/http';
import { maxEpochRecordBytes, maxLeaveBytes } from '@sanad/model/wire/limits';
import type { OrganisationChain, Role } from '@sanad/model/wire/organisation-chain';
import { permits } from '@sanad/model/wire/permissions';
import { parseStatementBody, type Statement } from '@sanad/model/wire/statement';
import { type Database, type Queryable, transaction } from '../db/database.ts';
import type { OrganisationStore } from '../devices/organisation-store.ts';
import { sha256, statementHash, verifyStatement } from '../devices/signature.ts';
import { type DeviceRow, findDevice } from '../devices/user-chain-store.ts';
import { type Refusal, refusal } from '../http/refusal.ts';
import {
  type DirectoryFacts,
  insertSpace,
  lockSpaceForRecord,
  readDirectoryFacts,
  saveLeave,
  saveRecord,
} from './space-store.ts';

export interface RecordAccepted {
  readonly epoch: number;
  readonly rev: number;
  /** Those who are or were members: both must hear of it. Empty for a repeated request. */
  readonly concerned: ReadonlySet<UserId>;
}
export interface RecordAuthor {
  readonly user: UserId;
  readonly role: Role;
}

export async function appendRecord(
  database: Database,
  organisation: OrganisationStore,
  author: RecordAuthor,
  space: SpaceId,
  { record: statement, grants: packed }: AppendEpochRecord,
): Promise<Result<RecordAccepted, Refusal>> {
  const parsed = parseStatementBody(EpochRecord, statement.body, maxEpochRecordBytes);
  if (!parsed.ok) return err(refusal(parsed.error.type === 'too-large' ? 'request/too-large' : 'epoch/invalid'));
  const record = parsed.value;
  if (record.space !== space || record.author.user !== author.user || statement.coSig !== undefined)
    return err(refusal('epoch/invalid'));
  if (record.kind === 'organisation' && !permits(author.role, 'spaces.organisation')) return err(refusal('auth/forbidden'));
  if (packed.length !== record.members.length) return err(refusal('epoch/member-without-grant'));
  const grants = record.members.map(
    ({ user, ukGen }, i): Grant => ({ user, ukGen, ...unpackGrant(packed[i] ?? new Uint8Array()) }),
  );
  const device = await findDevice(database, record.author.device);
  if (device === undefined || device.user !== author.user) return err(refusal('chunk/device'));
  if (device.revokedN !== null) return err(refusal('device/revoked'));
  if (!(await verifyStatement('epochRecord', statement, device.sig, undefined))) return err(refusal('epoch/signature'));
  const hash = statementHash('epochRecord', statement);

  return transaction(database, async (client) => {
    // Again under the lock: the device may have been revoked meanwhile.
    if ((await findDevice(client, record.author.device))?.revokedN !== null) return err(refusal('device/revoked'));
    const chain = await organisation.load(client);
    const before = await lockSpaceForRecord(client, space);
    if (chain === undefined) return err(refusal('epoch/invalid'));
    if (before !== undefined && equalBytes(before.state.head, hash)) {
      return ok({ epoch: record.epoch, rev: record.rev, concerned: new Set<UserId>() }); // the answer was lost
    }
    const facts = await readDirectoryFacts(client, [...new Set([author.user, ...record.members.map(({ user }) => user)])]);
    if (!peopleFit(record, before?.state, facts)) return err(refusal('epoch/invalid'));
    const after = await applyEpochRecord(before?.state, record, hash, epochFacts(client, chain, facts, device));
    if (!after.ok) return err(toRefusal(after.error));
    if (before === undefined && !(await insertSpace(client, after.value))) return lostRace(client, space);
    await saveRecord(client, after.value, before?.records ?? 0, record, statement, grants);
    const concerned = new Set([...(before?.state.members.keys() ?? []), ...after.value.members.keys()]);
    return ok({ epoch: record.epoch, rev: record.rev, concerned });
  });
}

/** Positions that a record names exist; who is new in the space is an active person. */
function peopleFit(record: EpochRecord, before: SpaceState | undefined, facts: ReadonlyMap<UserId, DirectoryFacts>): boolean {
  const self = facts.get(record.author.user);
  if (self === undefined || record.author.chainN > self.n) return false;
  return record.members.every((member) => {
    const known = facts.get(member.user);
    if (known === undefined || member.ukGen > known.ukGen || member.chainN > known.n) return false;
    return known.status === 'active' || before?.members.has(member.user) === true;
  });
}

const epochFacts = (
  client: Queryable,
  chain: OrganisationChain,
  facts: ReadonlyMap<UserId, DirectoryFacts>,
  author: DeviceRow,
): EpochFacts => ({
  sha256: (bytes: Uint8Array) => Promise.resolve(sha256(bytes)),
  organisationHash: chain.hash,
  isSuspended: (user: UserId) => chain.members.get(user)?.suspended === true,
  mayBeRemoved: (user: UserId) => chain.members.get(user)?.suspended === true,
  resetsOf: (user: UserId) => facts.get(user)?.resets ?? 0,
  firstGenerationOf: () => author.firstGen,
  // Active when she left; she may have lost the device since.
  verifyLeave: async (leave, statement) => {
    const device = await findDevice(client, leave.device);
    const isHers = device?.user === leave.user && (await wasActiveAt(client, device, leave));
    return isHers && verifyStatement('leave', statement, device.sig, undefined);
  },
});

/** The position that a leave names exists, and its device stood there: readers check the same, and refuse a record with another one. */
async function wasActiveAt(client: Queryable, device: DeviceRow, { user, chainN }: Leave): Promise<boolean> {
  const chain = (await readDirectoryFacts(client, [user])).get(user);
  const isKnown = chain !== undefined && chainN <= chain.n && device.addedN <= chainN;
  return isKnown && (device.revokedN === null || device.revokedN > chainN);
}

/** EPOCH-11: keeps the signed leave of a member until somebody writes the record without her. Returns who must hear of it. */
export async function acceptLeave(
  database: Database,
  space: SpaceId,
  user: UserId,
  statement: Statement,
): Promise<Result<SpaceState, Refusal>> {
  const parsed = parseStatementBody(Leave, statement.body, maxLeaveBytes);
  if (!parsed.ok || parsed.value.space !== space || parsed.value.user !== user) return err(refusal('epoch/invalid'));
  const leave = parsed.value;
  const device = await findDevice(database, leave.device);
  if (device === undefined || device.user !== user) return err(refusal('chunk/device'));
  if (device.revokedN !== null) return err(refusal('device/revoked'));
  if (!(await wasActiveAt(database, device, leave))) return err(refusal('epoch/invalid'));
  if (!(await verifyStatement('leave', statement, device.sig, undefined))) return err(refusal('epoch/signature'));
  return transaction(database, async (client) => {
    const state = (await lockSpaceForRecord(client, space))?.state;
    if (state?.members.has(user) !== true) return err(refusal('space/not-member'));
    const mayLeave = state.kind === 'group' || state.kind === 'organisation';
    if (!mayLeave || !isCurrentLeave(state, leave)) return err(refusal('epoch/invalid'));
    await saveLeave(client, space, user, statement);
    return ok(state);
  });
}

function toRefusal(error: EpochRecordError): Refusal {
  switch (error.type) {
    case 'conflict':
      return refusal('epoch/conflict', { epoch: error.epoch, rev: error.rev });
    case 'not-member':
      return refusal('space/not-member');
    case 'forbidden':
      return refusal('auth/forbidden');
    case 'invalid':
      return refusal('epoch/invalid');
  }
}

async function lostRace(client: Queryable, space: SpaceId): Promise<Result<never, Refusal>> {
  const winner = await lockSpaceForRecord(client, space);
  return err(refusal('epoch/conflict', { epoch: winner?.state.epoch ?? 0, rev: winner?.state.rev ?? 0 }));
}
