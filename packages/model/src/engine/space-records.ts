/**
 * Reading a space's epoch records (EPOCH-1 … EPOCH-12): every signature and rule is checked here again, then my grants are opened, and
 * the back links walked down to what is known already.
 */
import type * as v from 'valibot';
import { type Bytes, copyBytes } from '../bytes.ts';
import { deriveLogSecret, openEpochBackLink, openEpochKey } from '../crypto/key-wrap.ts';
import { sha256 } from '../crypto/primitives.ts';
import { idToBytes, type SpaceId, type UserId, userIdToBytes } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import { maxClockAheadMs } from '../schema/hybrid-clock.ts';
import { hashStatement, verifyStatement } from '../sync/statements.ts';
import {
  applyEpochRecord,
  type EpochFacts,
  EpochRecord,
  type Grant,
  isCurrentLeave,
  Leave,
  type Member,
  type SpaceState,
} from '../wire/epoch-record.ts';
import type { EpochRecords } from '../wire/http.ts';
import { maxEpochRecordBytes, maxLeaveBytes } from '../wire/limits.ts';
import { parseStatementBody, type Statement } from '../wire/statement.ts';
import { firstGenerationOf } from '../wire/user-chain.ts';
import { type EngineContext, serverNowMs } from './context.ts';
import type { People } from './people.ts';
import type { SpaceRow } from './records.ts';
import { withoutUndefined } from './row-codec.ts';
import { eventOf, type SpaceEvent } from './space-events.ts';
import { type SpaceError, type SpaceView, stateOf } from './space-rows.ts';
import type { UserKeyring } from './user-keyring.ts';

export interface SpaceRecords {
  readonly facts: EpochFacts;
  /** The space after one page of the server's answer. */
  apply(
    before: SpaceView | undefined,
    space: SpaceId,
    page: v.InferOutput<typeof EpochRecords>,
  ): Promise<Result<{ readonly row: SpaceRow; readonly events: readonly SpaceEvent[] }, SpaceError>>;
}

interface OpenableRecord {
  readonly record: EpochRecord;
  readonly grant: Grant | undefined;
}

export function makeSpaceRecords(context: EngineContext, people: People, userKeys: UserKeyring): SpaceRecords {
  const { identity } = context;
  const verifyLeave = async (leave: Leave, statement: Statement): Promise<boolean> => {
    const key = await people.deviceKey(leave.user, leave.device, leave.chainN);
    return key !== undefined && verifyStatement('leave', statement, key, undefined);
  };
  const facts: EpochFacts = {
    sha256,
    organisationHash: identity.organisationHash,
    isSuspended: (user) => people.organisation()?.members.get(user)?.suspended ?? false,
    mayBeRemoved: (user) => people.organisation()?.members.get(user)?.wasSuspended ?? facts.isSuspended(user),
    resetsOf: (user) => people.chainOf(user)?.resets ?? 0,
    firstGenerationOf: ({ user, device }) => {
      const chain = people.chainOf(user);
      return chain === undefined ? 0 : firstGenerationOf(chain, device);
    },
    verifyLeave,
  };

  /** EPOCH-20: what nothing here tells from a record of before its author's suspension: the first `n` of a page. */
  function past(before: SpaceView | undefined, records: readonly Statement[]): number {
    if (before === undefined) return records.length;
    const isFree = ({ body }: Statement): boolean => {
      const record = parseStatementBody(EpochRecord, body, maxEpochRecordBytes);
      return record.ok && !facts.isSuspended(record.value.author.user);
    };
    return records.findLastIndex(isFree);
  }

  /** The next state, or undefined: the record cannot be. */
  async function follow(state: SpaceState | undefined, space: SpaceId, statement: Statement, isPast: boolean) {
    const record = parseStatementBody(EpochRecord, statement.body, maxEpochRecordBytes);
    if (!record.ok || record.value.space !== space) return undefined;
    const { author } = record.value;
    const key = await people.deviceKey(author.user, author.device, author.chainN);
    if (key === undefined || !(await verifyStatement('epochRecord', statement, key, undefined))) return undefined;
    const known = isPast ? { ...facts, isSuspended: () => false } : facts;
    const next = await applyEpochRecord(state, record.value, await hashStatement('epochRecord', statement), known);
    return next.ok ? { record: record.value, state: next.value } : undefined;
  }

  /** Opens my newest grant, then walks the back links down to what is already known. */
  async function openKeys(space: SpaceId, records: readonly OpenableRecord[], known: Map<number, Bytes>) {
    for (const { record, grant } of [...records].reverse()) {
      if (known.has(record.epoch)) continue;
      const key = grant && (await openGrant(space, record, grant));
      if (key !== undefined) known.set(record.epoch, key);
    }
    for (const { record } of [...records].reverse()) {
      const key = known.get(record.epoch);
      if (record.backLink === undefined || key === undefined || known.has(record.epoch - 1)) continue;
      const older = records.find((other) => other.record.epoch === record.epoch - 1)?.record;
      if (older === undefined) continue;
      const opened = await openEpochBackLink(key, record.backLink, idToBytes(space), record.epoch, older.keyCommit);
      if (!opened.ok) return err({ type: 'epoch-fault' } as const);
      known.set(older.epoch, opened.value);
    }
    const newest = records.at(-1)?.record;
    return newest !== undefined && !known.has(newest.epoch) ? err({ type: 'no-grant' } as const) : ok(undefined);
  }

  async function openGrant(space: SpaceId, record: EpochRecord, grant: Grant): Promise<Bytes | undefined> {
    const userKey = await userKeys.kem(grant.ukGen);
    if (userKey === undefined) return undefined;
    const opened = await openEpochKey(userKey, grant, {
      spaceId: idToBytes(space),
      epoch: record.epoch,
      userId: userIdToBytes(identity.user),
      ukGen: grant.ukGen,
      keyCommit: record.keyCommit,
    });
    return opened.ok ? opened.value : undefined;
  }

  /** What the server keeps of members who left and are still listed. A leave that proves nothing is nobody's. */
  async function readLeaving(state: SpaceState, statements: readonly Statement[]): Promise<NonNullable<SpaceRow['leaving']>> {
    const leaving: [UserId, Bytes, Bytes][] = [];
    for (const statement of statements) {
      const leave = parseStatementBody(Leave, statement.body, maxLeaveBytes);
      if (!leave.ok || leave.value.space !== state.space || !isCurrentLeave(state, leave.value)) continue;
      if (await verifyLeave(leave.value, statement))
        leaving.push([leave.value.user, copyBytes(statement.body), copyBytes(statement.sig)]);
    }
    return leaving;
  }

  /** A leave of mine stands until somebody lets me in again. */
  function isSameMembership(before: SpaceView, state: SpaceState): boolean {
    const was = stateOf(before)?.members.get(identity.user)?.joined;
    const is = state.members.get(identity.user)?.joined;
    return was?.epoch === is?.epoch && was?.rev === is?.rev;
  }

  function isOfBefore({ members }: SpaceState): boolean {
    const reset = people.chainOf(identity.user)?.resetLinks.at(-1);
    const granted = members.get(identity.user)?.ukGen;
    return reset !== undefined && granted !== undefined && granted < reset.gen;
  }

  return {
    facts,
    async apply(before, space, { records, grants, leaves }) {
      let state = before && stateOf(before);
      const writers = openWriters(before?.writers ?? []);
      const openable: OpenableRecord[] = [];
      const events: SpaceEvent[] = [];
      let admins = before?.admins ?? [];
      // EPOCH-7: a record from the future would keep its key young for ever, and no calendar has every time that a record can name.
      const newestBelievedMs = Math.max(0, Math.floor(serverNowMs(context))) + maxClockAheadMs;
      const pastRecords = past(before, records);
      for (const [i, statement] of records.entries()) {
        const followed = await follow(state, space, statement, i < pastRecords);
        if (followed === undefined) return err({ type: 'epoch-fault' });
        const { record } = followed;
        const event = eventOf(state, record, followed.state, leaversOf(record), (before?.records ?? 0) + events.length);
        events.push({ ...event, atMs: Math.min(record.atMs, newestBelievedMs) });
        admins = trackAdmins(admins, state, followed.state, record);
        state = followed.state;
        for (const member of state.members.values()) writers.add(record.epoch, member);
        const grant = grants.find(({ epoch, rev }) => epoch === record.epoch && rev === record.rev)?.grant;
        openable.push({ record, grant });
      }
      if (state === undefined) return err({ type: 'epoch-fault' });
      const known = new Map<number, Bytes>(before?.epochKeys ?? []);
      const opened = await openKeys(space, openable, known);
      // RESET-7: of an identity of before. A key that only my newest identity could open is withheld by its author instead.
      const isLocked = !opened.ok && before === undefined && opened.error.type === 'no-grant' && isOfBefore(state);
      if (!opened.ok && !isLocked) return opened;
      const first = known.get(0);
      const peer = state.kind === 'direct' ? [...state.members.keys()].find((user) => user !== identity.user) : undefined;
      const row: SpaceRow = {
        space,
        kind: state.kind,
        peer,
        accepted: true,
        records: (before?.records ?? 0) + records.length,
        epoch: state.epoch,
        rev: state.rev,
        head: copyBytes(state.head),
        keyCommit: copyBytes(state.keyCommit),
        epochStartedAtMs: Math.min(state.epochStartedAtMs, newestBelievedMs),
        members: [...state.members.values()],
        epochKeys: [...known],
        logSecret: before?.logSecret ?? (first && (await deriveLogSecret(first))),
        writers: writers.runs,
        leaving: await readLeaving(state, leaves),
        admins,
        locked: isLocked ? true : undefined,
        ended: before?.ended === 'left' && isSameMembership(before, state) ? 'left' : undefined,
      };
      return ok({ row: withoutUndefined(row), events });
    },
  };
}

function leaversOf({ leaves = [] }: EpochRecord): readonly UserId[] {
  return leaves.flatMap(({ body }) => {
    const leave = parseStatementBody(Leave, body, maxLeaveBytes);
    return leave.ok ? [leave.value.user] : [];
  });
}

/** Epochs in a row with the same position of a chain are one entry: a large group does not grow with every rotation. */
export function openWriters(before: SpaceRow['writers']) {
  const runs = [...before];
  const newest = new Map(runs.map(([user], i) => [user, i]));
  return {
    runs,
    add(epoch: number, { user, chainN }: Member): void {
      const i = newest.get(user);
      const run = i === undefined ? undefined : runs[i];
      if (i !== undefined && run !== undefined && run[2] === epoch) return;
      if (i !== undefined && run !== undefined && run[2] === epoch - 1 && run[3] === chainN)
        runs[i] = [user, run[1], epoch, chainN];
      else {
        newest.set(user, runs.length);
        runs.push([user, epoch, epoch, chainN]);
      }
    },
  };
}

type AdminTimes = NonNullable<SpaceRow['admins']>;
/**
 * From when to when each was an administrator: what she set then stays (DOC-12). An end that claims to be later than what an administrator
 * wrote after it is not: it would give her rights back who lost them. Others' records bound nothing, or any member could take away what
 * a former administrator set.
 */
export function trackAdmins(
  known: AdminTimes,
  before: Pick<SpaceState, 'members'> | undefined,
  after: Pick<SpaceState, 'members'>,
  { author, atMs }: Pick<EpochRecord, 'author' | 'atMs'>,
): AdminTimes {
  const isAdmin = (user: UserId): boolean => after.members.get(user)?.admin === true;
  const latestMs = before?.members.get(author.user)?.admin === true ? atMs : Number.POSITIVE_INFINITY;
  const ended = known.map(([user, from, to]): AdminTimes[number] => {
    if (to !== undefined) return [user, from, Math.min(to, latestMs)];
    return [user, from, isAdmin(user) ? undefined : atMs];
  });
  const begun = [...after.members.values()].filter(
    ({ user, admin }) => admin && !ended.some(([id, , to]) => id === user && to === undefined),
  );
  return [...ended, ...begun.map(({ user }): AdminTimes[number] => [user, atMs, undefined])];
}
