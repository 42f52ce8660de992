/**
 * The epoch record of a space (EPOCH-1 … EPOCH-12): its members and the commitment to its key. Compare-and-swap on
 * (epoch, rev, prev). An *add-only* record keeps the key and bumps `rev`; a removal, a revocation or age bumps `epoch` with a new
 * key, a back link to the old one, and a grant per member. Pure rules only: callers verify the author's signature.
 */
import * as v from 'valibot';
import { type Bytes, concat, equalBytes, utf8 } from '../bytes.ts';
import { type SpaceId, type UserId, userIdToBytes } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import {
  base64Field,
  base64UpTo,
  bytesField,
  countField,
  deviceIdField,
  exactBytesField,
  generationField,
  hashBytes,
  spaceIdField,
  userIdField,
  zeroHash,
} from './fields.ts';
import { maxLeaveBytes, maxLeaves, maxMembers } from './limits.ts';
import { parseStatementBody, type Statement } from './statement.ts';
import { kemKeyBytes } from './user-chain.ts';

export const SPACE_KINDS = ['direct', 'private', 'group', 'organisation'] as const;
export type SpaceKind = (typeof SPACE_KINDS)[number];

const Member = v.strictObject({
  user: userIdField,
  admin: v.boolean(),
  /** Generation of the user key that the epoch key is granted to. */
  ukGen: generationField,
  /** Position of her device chain that the author saw. */
  chainN: countField,
});
export type Member = v.InferOutput<typeof Member>;

/** A place in a space's history of members. */
export interface SpacePosition {
  readonly epoch: number;
  readonly rev: number;
}

/** What somebody signs who leaves a space (EPOCH-11); domain `leave`. The position is one that she knew as a member. */
export const Leave = v.strictObject({
  v: v.literal(1),
  space: spaceIdField,
  user: userIdField,
  device: deviceIdField,
  chainN: countField,
  epoch: generationField,
  rev: generationField,
});
export type Leave = v.InferOutput<typeof Leave>;

export const EpochRecord = v.strictObject({
  v: v.literal(1),
  space: spaceIdField,
  kind: v.picklist(SPACE_KINDS),
  epoch: generationField,
  rev: generationField,
  prev: base64Field(hashBytes),
  keyCommit: base64Field(hashBytes),
  /** The previous epoch's key sealed under this one (AES-256-GCM, 12-byte IV, 48 bytes sealed). */
  backLink: v.optional(v.strictObject({ iv: base64Field(12), sealed: base64Field(48) })),
  /** All members when `rev` is 0; otherwise only those added or re-keyed. */
  members: v.pipe(v.array(Member), v.minLength(1), v.maxLength(maxMembers)),
  /** Hash of all members after this record: a delta cannot be applied to the wrong list. */
  membersHash: base64Field(hashBytes),
  /** Signed leaves of members whom this record removes. */
  leaves: v.optional(
    v.pipe(
      v.array(v.strictObject({ body: base64UpTo(maxLeaveBytes), sig: base64Field(64) })),
      v.minLength(1),
      v.maxLength(maxLeaves),
    ),
  ),
  author: v.strictObject({ user: userIdField, device: deviceIdField, chainN: countField }),
  atMs: countField,
});
export type EpochRecord = v.InferOutput<typeof EpochRecord>;

/** HPKE-sealed epoch key for one member (KEY-6). */
export const Grant = v.strictObject({
  user: userIdField,
  ukGen: generationField,
  enc: exactBytesField(kemKeyBytes),
  sealed: exactBytesField(48),
});
export type Grant = v.InferOutput<typeof Grant>;

/** Sealed user key for a device or for the recovery key (KEY-4). */
export const UserKeyGrant = v.strictObject({
  gen: generationField,
  recipient: v.union([deviceIdField, v.literal('recovery')]),
  enc: exactBytesField(kemKeyBytes),
  sealed: exactBytesField(48),
});
export type UserKeyGrant = v.InferOutput<typeof UserKeyGrant>;

/** UK_{gen−1} sealed under UK_gen (KEY-5). */
export const UserKeyBackLink = v.strictObject({ gen: generationField, iv: exactBytesField(12), sealed: bytesField(48) });
export type UserKeyBackLink = v.InferOutput<typeof UserKeyBackLink>;

/** HPKE-sealed epoch keys travel up in the order of the record's members: `enc` 65 | `sealed` 48. */
export const packedGrantBytes = kemKeyBytes + 48;
export const packGrant = ({ enc, sealed }: Pick<Grant, 'enc' | 'sealed'>): Bytes => concat(enc, sealed);
export const unpackGrant = (packed: Uint8Array): Pick<Grant, 'enc' | 'sealed'> => ({
  enc: packed.slice(0, kemKeyBytes),
  sealed: packed.slice(kemKeyBytes),
});

export interface SpaceMember extends Member {
  /** Where her present membership began. */
  readonly joined: SpacePosition;
}
export interface SpaceState extends SpacePosition {
  readonly space: SpaceId;
  readonly kind: SpaceKind;
  readonly head: Uint8Array;
  readonly keyCommit: Uint8Array;
  readonly members: ReadonlyMap<UserId, SpaceMember>;
  readonly epochStartedAtMs: number;
}

export type EpochRecordError =
  | { readonly type: 'conflict'; readonly epoch: number; readonly rev: number }
  | { readonly type: 'not-member' }
  | { readonly type: 'forbidden' }
  | { readonly type: 'invalid' };

/** What only somebody outside this file can know. */
export interface EpochFacts {
  /** SHA-256 of `membersHashInput` over the resulting members must equal the record's `membersHash`. */
  readonly sha256: (bytes: Uint8Array) => Promise<Uint8Array>;
  readonly organisationHash: Uint8Array;
  /** Users that the organisation chain suspends: they write nothing. */
  readonly isSuspended: (user: UserId) => boolean;
  /** EPOCH-4: anyone in the space may remove her, or might have when the record was written (EPOCH-20). */
  readonly mayBeRemoved: (user: UserId) => boolean;
  /** Identity resets of a user: part of the private space's id. */
  readonly resetsOf: (user: UserId) => number;
  /** The user key with which the identity of the author's device began (RESET-5). */
  readonly firstGenerationOf: (author: EpochRecord['author']) => number;
  /** Whether the leave was signed by the device that it names. */
  readonly verifyLeave: (leave: Leave, statement: Statement) => Promise<boolean>;
}

/** Checks a record against the space so far and returns the space after it. The author's signature is the caller's to verify. */
export async function applyEpochRecord(
  space: SpaceState | undefined,
  record: EpochRecord,
  recordHash: Uint8Array,
  facts: EpochFacts,
): Promise<Result<SpaceState, EpochRecordError>> {
  const leavers = await readLeaves(space, record, facts);
  if (leavers === undefined) return err({ type: 'invalid' });
  const members = space === undefined ? first(record) : next(space, record, leavers, facts);
  if (!members.ok) return members;
  // A rotation lists everybody: more than fit could never be rotated again.
  if (members.value.size > maxMembers) return err({ type: 'invalid' });
  const isFirst = space === undefined;
  if (record.rev === 0 && !(await idMatches(record, isFirst, members.value, facts))) return err({ type: 'invalid' });
  if (!equalBytes(await facts.sha256(membersHashInput(members.value)), record.membersHash)) return err({ type: 'invalid' });
  return ok({
    space: record.space,
    kind: record.kind,
    epoch: record.epoch,
    rev: record.rev,
    head: recordHash,
    keyCommit: record.keyCommit,
    members: withJoined(space, record, members.value),
    epochStartedAtMs: record.rev === 0 || space === undefined ? record.atMs : space.epochStartedAtMs,
  });
}

type Members = ReadonlyMap<UserId, Member>;

const withJoined = (
  before: SpaceState | undefined,
  { epoch, rev }: EpochRecord,
  members: Members,
): ReadonlyMap<UserId, SpaceMember> =>
  new Map(
    [...members].map(([user, member]) => [user, { ...member, joined: before?.members.get(user)?.joined ?? { epoch, rev } }]),
  );

const isBefore = (a: SpacePosition, b: SpacePosition): boolean => a.epoch < b.epoch || (a.epoch === b.epoch && a.rev < b.rev);

/** EPOCH-11: who left by her own signature, while a member as she is now. Undefined: a leave that proves nothing. */
async function readLeaves(
  space: SpaceState | undefined,
  { leaves = [] }: EpochRecord,
  facts: EpochFacts,
): Promise<ReadonlySet<UserId> | undefined> {
  const leavers = new Set<UserId>();
  for (const statement of leaves) {
    const leave = parseStatementBody(Leave, statement.body, maxLeaveBytes);
    if (!leave.ok || space === undefined || leave.value.space !== space.space || leavers.has(leave.value.user)) return undefined;
    if (!isCurrentLeave(space, leave.value) || !(await facts.verifyLeave(leave.value, statement))) return undefined;
    leavers.add(leave.value.user);
  }
  return leavers;
}

/** Not one of an earlier membership, nor of one that is still to come. */
export function isCurrentLeave(space: SpaceState, leave: Leave): boolean {
  const member = space.members.get(leave.user);
  return member !== undefined && !isBefore(leave, member.joined) && !isBefore(space, leave);
}

function first(record: EpochRecord): Result<Members, EpochRecordError> {
  const isFirst = record.epoch === 0 && record.rev === 0 && equalBytes(record.prev, zeroHash) && record.backLink === undefined;
  const members = toMap(record.members);
  if (!isFirst || members === undefined) return err({ type: 'invalid' });
  if (members.get(record.author.user)?.admin !== true) return err({ type: 'not-member' });
  return ok(members);
}

function next(
  space: SpaceState,
  record: EpochRecord,
  leavers: ReadonlySet<UserId>,
  facts: EpochFacts,
): Result<Members, EpochRecordError> {
  if (record.space !== space.space || record.kind !== space.kind) return err({ type: 'invalid' });
  const isAddition = record.epoch === space.epoch && record.rev === space.rev + 1;
  const isRotation = record.epoch === space.epoch + 1 && record.rev === 0;
  if ((!isAddition && !isRotation) || !equalBytes(record.prev, space.head)) {
    return err({ type: 'conflict', epoch: space.epoch, rev: space.rev });
  }
  const sameKey = equalBytes(record.keyCommit, space.keyCommit);
  if (sameKey !== isAddition || (record.backLink !== undefined) !== isRotation) return err({ type: 'invalid' });
  const listed = toMap(record.members);
  if (listed === undefined) return err({ type: 'invalid' });
  const members: Members = isAddition ? new Map([...space.members, ...listed]) : listed;
  for (const member of members.values()) {
    const before = space.members.get(member.user);
    if (before && (member.ukGen < before.ukGen || member.chainN < before.chainN)) return err({ type: 'invalid' });
  }
  // A leave is attached to her removal, and to nothing else.
  for (const user of leavers) if (members.has(user)) return err({ type: 'invalid' });
  const mayDrop = (user: UserId): boolean => leavers.has(user) || facts.mayBeRemoved(user);
  return mayWrite(space, members, record.author, mayDrop, facts) ? ok(members) : err({ type: 'forbidden' });
}

/**
 * EPOCH-4, EPOCH-11, RESET-5: an administrator of the space may change it; any member may re-key, or drop somebody who left or whom the
 * organisation suspends.
 */
function mayWrite(
  space: SpaceState,
  members: Members,
  author: EpochRecord['author'],
  mayDrop: (user: UserId) => boolean,
  facts: EpochFacts,
): boolean {
  const self = space.members.get(author.user);
  // A device that was revoked before the position that the space knows of its user would name an older one (EPOCH-9).
  if (self === undefined || author.chainN < self.chainN || facts.isSuspended(author.user)) return false;
  // RESET-5: an identity that an administrator made has no say here until a member granted it the key.
  if (self.ukGen < facts.firstGenerationOf(author)) return false;
  const fixed = space.kind === 'direct' || space.kind === 'private';
  if (fixed && !sameRoles(space.members, members)) return false;
  if (self.admin) return hasAdmin(members);
  const remaining = [...space.members.values()].filter(({ user }) => members.has(user));
  const heir = heirOf(remaining);
  for (const member of members.values()) {
    const before = space.members.get(member.user);
    if (before === undefined || member.admin !== (before.admin || member.user === heir)) return false;
  }
  for (const { user } of space.members.values()) if (!members.has(user) && !mayDrop(user)) return false;
  return hasAdmin(members);
}

/** EPOCH-12: who becomes administrator when none remains: the longest member, then by user id. Undefined: one remains. */
export function heirOf(remaining: readonly SpaceMember[]): UserId | undefined {
  if (hasAdmin(new Map(remaining.map((member) => [member.user, member])))) return undefined;
  const [first] = [...remaining].sort(
    (a, b) => a.joined.epoch - b.joined.epoch || a.joined.rev - b.joined.rev || (a.user < b.user ? -1 : 1),
  );
  return first?.user;
}

/** The same people, none promoted or demoted: in a direct conversation neither can take the other's say (EPOCH-3). */
const sameRoles = (a: Members, b: Members): boolean =>
  a.size === b.size && [...a.values()].every(({ user, admin }) => b.get(user)?.admin === admin);
const hasAdmin = (members: Members): boolean => [...members.values()].some((member) => member.admin);

function toMap(list: readonly Member[]): Members | undefined {
  const members = new Map(list.map((member) => [member.user, member]));
  return members.size === list.length ? members : undefined;
}

/** EPOCH-2. An id without a rule could be claimed by anybody: a group under the id of two colleagues would read what they write. */
async function idMatches(record: EpochRecord, isFirst: boolean, members: Members, facts: EpochFacts): Promise<boolean> {
  const users = [...members.keys()];
  const [self] = users;
  if (record.kind === 'direct') {
    if (users.length !== 2 || ![...members.values()].every((member) => member.admin)) return false;
    return idEquals(record.space, await facts.sha256(directSpaceIdInput(facts.organisationHash, users)));
  }
  if (record.kind === 'private') {
    if (users.length !== 1 || self === undefined) return false;
    return idEquals(record.space, await facts.sha256(privateSpaceIdInput(self, facts.resetsOf(self))));
  }
  // Members and key of these change; the id keeps to the first key, which nobody else can commit to.
  return !isFirst || idEquals(record.space, await facts.sha256(sharedSpaceIdInput(record.kind, record.keyCommit)));
}

const idEquals = (space: SpaceId, hash: Uint8Array): boolean =>
  space === Array.from(hash.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** SHA-256 of this, first 16 bytes: both sides of a direct conversation find the same space without talking (EPOCH-2). */
export const directSpaceIdInput = (organisationHash: Uint8Array, users: readonly UserId[]): Bytes =>
  concat(utf8('sanad/direct/v1\0'), organisationHash, ...[...users].sort().map(userIdToBytes));

export const privateSpaceIdInput = (user: UserId, resets: number): Bytes =>
  concat(utf8('sanad/private/v1\0'), userIdToBytes(user), utf8(String(resets)));

/** SHA-256 of this, first 16 bytes: a group or an organisation's space, by the commitment of its first key. */
export const sharedSpaceIdInput = (kind: SpaceKind, firstKeyCommit: Uint8Array): Bytes =>
  concat(utf8(`sanad/shared/v1\0${kind}\0`), firstKeyCommit);

export function membersHashInput(members: ReadonlyMap<UserId, Member>): Bytes {
  const rows = [...members.values()]
    .map(({ user, admin, ukGen, chainN }) => [user, admin ? 1 : 0, ukGen, chainN] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return utf8(`sanad/members/v1\0${JSON.stringify(rows)}`);
}
