/**
 * Writing epoch records (EPOCH-1 … EPOCH-12): the first one, additions that keep the key, rotations. Who loses the race fetches what the
 * winner wrote and tries again with what is still wanted: an intent names people, never a list of members.
 */
import type { Bytes } from '../bytes.ts';
import { deriveKeyCommit, generateKey, sealEpochBackLink, sealEpochKey } from '../crypto/key-wrap.ts';
import { sha256 } from '../crypto/primitives.ts';
import { idToBytes, type UserId, userIdToBytes } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import { signStatement } from '../sync/statements.ts';
import {
  type EpochFacts,
  type EpochRecord,
  heirOf,
  type Member,
  membersHashInput,
  packGrant,
  type SpaceMember,
} from '../wire/epoch-record.ts';
import { EpochPosition } from '../wire/http.ts';
import { maxLeaves, maxMembers } from '../wire/limits.ts';
import { type EngineContext, serverNowMs } from './context.ts';
import type { People } from './people.ts';
import type { IntentRow } from './records.ts';
import type { Regrants } from './regrants.ts';
import { type SpaceError, type SpaceView, spaceMember } from './space-rows.ts';

/** EPOCH-7: age at which a key is rotated by the next client that pushes. */
export const defaultMaxEpochAgeMs = 30 * 24 * 3600 * 1000;

export type Intent = Exclude<IntentRow, { readonly type: 'leave' }>;

export interface SpaceWriter {
  /** EPOCH-7, EPOCH-11, RESET-6: the key is old, was granted to an older user key, or is known to somebody who left or was suspended. */
  isStale(space: SpaceView): boolean;
  /** Whether the intents still change anything. */
  isWanted(space: SpaceView, intents: readonly Intent[]): boolean;
  /** EPOCH-19: nobody is left here who may change it, but those whom the organisation suspended. */
  lacksAdministrator(space: SpaceView): boolean;
  /** EPOCH-18, RESET-6: who is to be added and cannot be yet: her identity is not known here, or nobody confirmed the new one. */
  waiting(space: SpaceView, intents: readonly Intent[]): ReadonlySet<UserId>;
  /**
   * Writes the record that makes the space what it should be. `epoch/conflict` when somebody was faster. A member who may not change what
   * is asked writes what she may.
   */
  write(space: SpaceView, intents: readonly Intent[]): Promise<Result<void, SpaceError>>;
}

export function makeSpaceWriter(context: EngineContext, people: People, facts: EpochFacts, regrants: Regrants): SpaceWriter {
  const { http, identity, deps } = context;
  const nowMs = (): number => serverNowMs(context);

  /** Nobody is added whom the organisation does not know, or suspended, who ended her account, or whose new identity nobody here confirmed (RESET-6). */
  const mayJoin = (space: SpaceView, user: UserId): boolean => regrants.isConfirmed(space, user) && !isOut(user);
  const isOut = (user: UserId): boolean => facts.isSuspended(user) || people.person(user)?.gone === true;
  const amAdmin = (space: SpaceView): boolean => space.members.some(({ user, admin }) => user === identity.user && admin);

  const gone = (space: SpaceView): ReadonlySet<UserId> =>
    space.kind === 'direct' || space.kind === 'private'
      ? new Set()
      : new Set([
          ...(space.leaving ?? []).slice(0, maxLeaves).map(([user]) => user),
          ...space.members.map(({ user }) => user).filter(facts.isSuspended),
        ]);

  interface Wanted {
    readonly members: readonly Member[];
    readonly added: readonly UserId[];
    readonly removed: readonly UserId[];
    readonly changed: readonly UserId[];
  }

  function wanted(space: SpaceView, intents: readonly Intent[]): Result<Wanted, SpaceError> {
    const admins = new Map(space.members.map(({ user, admin }) => [user, admin]));
    if (amAdmin(space))
      for (const intent of inOrder(intents)) {
        if (intent.type === 'role') {
          if (admins.has(intent.user)) admins.set(intent.user, intent.admin);
        } else
          for (const user of intent.users) {
            if (intent.type === 'remove') admins.delete(user);
            else if (!admins.has(user) && admins.size < maxMembers && mayJoin(space, user)) admins.set(user, false);
          }
      }
    for (const user of gone(space)) admins.delete(user);
    const remaining = space.members
      .filter(({ user }) => admins.has(user))
      .map((member): SpaceMember => {
        const admin = admins.get(member.user) === true;
        return { ...spaceMember(member), admin };
      });
    const heir = heirOf(remaining);
    if (heir !== undefined) admins.set(heir, true);
    const members: Member[] = [];
    for (const [user, admin] of admins) {
      const target = regrants.target(space, user);
      // TRUST-5: of whom the server shows less than the record knows, the newest user key may be one that a revoked device has.
      const known = space.members.find((member) => member.user === user)?.chainN ?? 0;
      if (target === undefined || target.chainN < known) return err({ type: 'unknown-person' });
      members.push({ user, admin, ...target });
    }
    const before = new Map(space.members.map((member) => [member.user, member]));
    return ok({
      members,
      added: members.filter(({ user }) => !before.has(user)).map(({ user }) => user),
      removed: space.members.filter(({ user }) => !admins.has(user)).map(({ user }) => user),
      changed: members.filter(({ user, admin }) => before.get(user)?.admin === !admin).map(({ user }) => user),
    });
  }

  function isStale(space: SpaceView): boolean {
    if (nowMs() - space.epochStartedAtMs > (deps.maxEpochAgeMs ?? defaultMaxEpochAgeMs)) return true;
    if (gone(space).size > 0) return true;
    return space.members.some((member) => (regrants.target(space, member.user)?.ukGen ?? 0) > member.ukGen);
  }

  async function grantFor(
    member: Member,
    epochKey: Bytes,
    place: { readonly spaceId: Bytes; readonly epoch: number; readonly keyCommit: Bytes },
  ): Promise<Bytes | undefined> {
    const userKey = people.chainOf(member.user)?.userKeys[member.ukGen];
    const sealed =
      userKey && (await sealEpochKey(userKey, epochKey, { ...place, userId: userIdToBytes(member.user), ukGen: member.ukGen }));
    return sealed && packGrant(sealed);
  }

  type Place = Pick<EpochRecord, 'epoch' | 'rev'>;
  async function post(
    space: SpaceView,
    { epoch, rev }: Place,
    epochKey: Bytes,
    all: readonly Member[],
    listed: readonly Member[],
    more: Pick<EpochRecord, 'backLink' | 'leaves'>,
  ): Promise<Result<void, SpaceError>> {
    const keyCommit = await deriveKeyCommit(epochKey);
    const record: EpochRecord = {
      v: 1,
      space: space.space,
      kind: space.kind,
      epoch,
      rev,
      prev: space.head,
      keyCommit,
      ...more,
      members: [...listed],
      membersHash: await sha256(membersHashInput(new Map(all.map((member) => [member.user, member])))),
      author: { user: identity.user, device: identity.device, chainN: people.chainOf(identity.user)?.n ?? 0 },
      atMs: Math.max(0, Math.floor(nowMs())),
    };
    const place = { spaceId: idToBytes(space.space), epoch, keyCommit };
    const packed = await Promise.all(listed.map((member) => grantFor(member, epochKey, place)));
    const grants = packed.filter((grant) => grant !== undefined);
    if (grants.length < packed.length) return err({ type: 'unknown-person' });
    const statement = await signStatement('epochRecord', record, identity.keys.signing);
    const answer = await http.send('POST', `/spaces/${space.space}/epochs`, { record: statement, grants }, EpochPosition);
    return answer.ok ? ok(undefined) : answer;
  }

  function waiting(space: SpaceView, intents: readonly Intent[]): ReadonlySet<UserId> {
    if (space.records > 0 && !amAdmin(space)) return new Set();
    const asked = new Set(space.records === 0 ? space.invited : []);
    for (const intent of inOrder(intents))
      if (intent.type !== 'role')
        for (const user of intent.users) {
          if (intent.type === 'add') asked.add(user);
          else asked.delete(user);
        }
    const isMember = (user: UserId): boolean => space.members.some((member) => member.user === user);
    return new Set([...asked].filter((user) => !isMember(user) && !isOut(user) && !regrants.isConfirmed(space, user)));
  }

  async function writeFirst(space: SpaceView, intents: readonly Intent[]): Promise<Result<void, SpaceError>> {
    const removed = new Set(intents.flatMap((intent) => (intent.type === 'remove' ? intent.users : [])));
    const invited = space.invited?.filter((user) => mayJoin(space, user) && !removed.has(user));
    const others = invited ?? (space.peer === undefined ? [] : [space.peer]);
    const members: Member[] = [];
    for (const user of [identity.user, ...others]) {
      const chain = people.chainOf(user);
      if (chain === undefined) return err({ type: 'unknown-person' });
      const admin = space.kind === 'direct' || user === identity.user;
      members.push({ user, admin, ukGen: chain.userKey.gen, chainN: chain.n });
    }
    // A group's key was made with its id; of a direct conversation nobody has a key yet (EPOCH-8).
    const epochKey = space.keys?.epochKeys.get(0) ?? generateKey();
    return post(space, { epoch: 0, rev: 0 }, epochKey, members, members, {});
  }

  async function rotate(space: SpaceView, members: readonly Member[], removed: readonly UserId[]) {
    const older = space.keys?.epochKeys.get(space.epoch);
    if (older === undefined) return err({ type: 'no-grant' } as const);
    const epoch = space.epoch + 1;
    const epochKey = generateKey();
    const leaves = (space.leaving ?? []).filter(([user]) => removed.includes(user)).map(([, body, sig]) => ({ body, sig }));
    const backLink = await sealEpochBackLink(epochKey, older, idToBytes(space.space), epoch);
    return post(space, { epoch, rev: 0 }, epochKey, members, members, {
      backLink,
      ...(leaves.length === 0 ? {} : { leaves }),
    });
  }

  return {
    isStale,
    lacksAdministrator: ({ kind, members, locked }) =>
      kind === 'group' && locked !== true && members.every(({ user, admin }) => !admin || facts.isSuspended(user)),
    waiting,
    isWanted(space, intents) {
      if (intents.length === 0 && gone(space).size === 0) return false;
      const next = wanted(space, intents);
      return !next.ok || next.value.added.length + next.value.removed.length + next.value.changed.length > 0;
    },
    async write(space, intents) {
      if (space.records === 0) return writeFirst(space, intents);
      const next = wanted(space, intents);
      if (!next.ok) return next;
      const { members, added, removed, changed } = next.value;
      if (removed.length > 0 || isStale(space)) return rotate(space, members, removed);
      const key = space.keys?.epochKeys.get(space.epoch);
      if (key === undefined) return err({ type: 'no-grant' });
      // Those who stay as they are keep their entries: the hash covers what stands, not what is newest.
      const listed = members.filter(({ user }) => added.includes(user) || changed.includes(user));
      const stay = space.members.filter(({ user }) => !listed.some((member) => member.user === user)).map(toMember);
      return post(space, { epoch: space.epoch, rev: space.rev + 1 }, key, [...stay, ...listed], listed, {});
    },
  };
}

const inOrder = (intents: readonly Intent[]): readonly Intent[] => [...intents].sort((a, b) => a.atMs - b.atMs);

const toMember = ({ user, admin, ukGen, chainN }: Member): Member => ({ user, admin, ukGen, chainN });
