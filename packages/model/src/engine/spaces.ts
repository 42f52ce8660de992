/**
 * Spaces on this device (EPOCH-1 … EPOCH-12): finding and making direct conversations, groups and the private space, following their epoch
 * records, changing members, rotating stale keys. A direct conversation that was opened offline has no key until the server accepted
 * its first record: messages wait as pending rows, so there is nothing to re-enter when a colleague was faster (EPOCH-8).
 */
import type * as v from 'valibot';
import { type Bytes, bytesToHex } from '../bytes.ts';
import { deriveKeyCommit, deriveLogSecret, generateKey } from '../crypto/key-wrap.ts';
import { randomBytes, sha256 } from '../crypto/primitives.ts';
import { isSpaceId, type SpaceId, spaceIdFromBytes, type UserId } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import { signStatement } from '../sync/statements.ts';
import { directSpaceIdInput, type Leave, privateSpaceIdInput, type SpaceKind, sharedSpaceIdInput } from '../wire/epoch-record.ts';
import { Empty, EpochRecords, Spaces as SpacesAnswer } from '../wire/http.ts';
import type { Statement } from '../wire/statement.ts';
import type { EngineContext } from './context.ts';
import { makeMeetings } from './meetings.ts';
import { knowsAll, type People } from './people.ts';
import { IntentRow, SpaceRow } from './records.ts';
import type { Regrants } from './regrants.ts';
import { makeRowReader, withoutUndefined } from './row-codec.ts';
import { makeSerial } from './serial.ts';
import { maxSpaceEvents, type SpaceEvent, SpaceEventsRow } from './space-events.ts';
import { makeSpaceRecords } from './space-records.ts';
import { emptyRow, isUnknownSpace, type SpaceError, type SpaceView, viewSpace } from './space-rows.ts';
import { type Intent, makeSpaceWriter } from './space-writer.ts';
import type { StoreWrite } from './store.ts';
import type { TrustFaults } from './trust-faults.ts';
import type { UserKeyring } from './user-keyring.ts';
import { afterOthers, afterRecords, areOver, whileWaiting } from './waiting-wishes.ts';

export type { SpaceError, SpaceView } from './space-rows.ts';

export interface Spaces {
  get(space: SpaceId): SpaceView | undefined;
  all(): readonly SpaceView[];
  /** System lines, oldest first. */
  events(space: SpaceId): readonly SpaceEvent[];
  /** May this user's device have written in this epoch? Gives the chain position to check its device against. */
  writerPosition(space: SpaceView, epoch: number, user: UserId): number | undefined;
  /** Spaces whose records cannot be (SYNC-12): nothing new of them is applied. */
  faulty(): readonly SpaceId[];
  openDirect(peer: UserId): Promise<Result<SpaceId, SpaceError>>;
  openPrivate(): Promise<Result<SpaceId, SpaceError>>;
  /** A new group with these people, durable here; `more` is written with it. It reaches the others when the server has it. */
  openGroup(users: readonly UserId[], more: (space: SpaceId) => readonly StoreWrite[]): Promise<Result<SpaceId, SpaceError>>;
  /** Changes of members that wait. */
  intents(space?: SpaceId): readonly { readonly space: SpaceId; readonly intent: IntentRow }[];
  intend(space: SpaceId, intent: IntentRow): Promise<Result<void, SpaceError>>;
  /** Who waited to be added can be now, or never (EPOCH-18), or a group has nobody who may change it (EPOCH-19). */
  dueChange(): 'addition' | 'heir' | undefined;
  /** Leader, online: groups that were made here, members that wait to be added or removed, members who left. */
  settle(): Promise<Result<void, SpaceError>>;
  /** Leader, online: the keys of whom somebody confirmed after a reset, one space after the other until `isBusy` (RESET-6). */
  regrant(isBusy: () => boolean): Promise<Result<'done' | 'more', SpaceError>>;
  /** Somebody waits for the key of a space of mine and may have it (RESET-6). */
  isRegrantDue(): boolean;
  /** My spaces on the server; those that are new or moved are fetched. */
  syncList(): Promise<Result<void, SpaceError>>;
  syncEpochs(space: SpaceId): Promise<Result<void, SpaceError>>;
  /** TRUST-5: asks for everybody who is named in a space and not known. */
  meetAll(): Promise<Result<void, SpaceError>>;
  /** Before a push: the space exists on the server and its key is not stale (EPOCH-7). */
  ensureWritable(space: SpaceId): Promise<Result<SpaceView, SpaceError>>;
  /** ACCOUNT-3: of every group that I am in, for an account that ends. */
  signLeaves(): Promise<readonly Statement[]>;
}

const maxAttempts = 6;
const parallelSettling = 4;
/** Of the others nobody can be a member but those whom their id names. */
const isShared = ({ kind }: SpaceRow): boolean => kind === 'group' || kind === 'organisation';

export const intentWrite = (space: SpaceId, intent: IntentRow): StoreWrite => ({
  key: ['intent', space, bytesToHex(randomBytes(8))],
  value: intent,
});

export function makeSpaces(
  context: EngineContext,
  people: People,
  userKeys: UserKeyring,
  faults: TrustFaults,
  regrants: Regrants,
): Spaces {
  const { store, http, identity } = context;
  const records = makeSpaceRecords(context, people, userKeys);
  const { facts } = records;
  const serial = makeSerial();
  const writer = makeSpaceWriter(context, people, facts, regrants);
  const meetings = makeMeetings(people, faults, () => all());

  const toView = makeRowReader(SpaceRow, viewSpace);
  const readEvents = makeRowReader(SpaceEventsRow, (rows) => rows);
  const get = (space: SpaceId): SpaceView | undefined => toView(store.get(['space', space]));
  const all = (): readonly SpaceView[] => store.all('space').flatMap(({ value }) => toView(value) ?? []);
  const events = (space: SpaceId): readonly SpaceEvent[] => readEvents(store.get(['space-events', space])) ?? [];
  const rowWrite = (row: SpaceRow): StoreWrite => ({ key: ['space', row.space], value: withoutUndefined(row) });
  const endWrite = ({ keys: _, ...row }: SpaceView, ended: 'left' | 'removed'): StoreWrite => rowWrite({ ...row, ended });

  const ownInput = (): Bytes => privateSpaceIdInput(identity.user, facts.resetsOf(identity.user));
  const privateId = async (): Promise<SpaceId> => spaceIdFromBytes((await sha256(ownInput())).subarray(0, 16));

  async function open(input: Bytes, kind: SpaceKind, peer: UserId | undefined): Promise<Result<SpaceId, SpaceError>> {
    const space = spaceIdFromBytes((await sha256(input)).subarray(0, 16));
    if (get(space) !== undefined) return ok(space);
    // ORG-5: a conversation is begun only with somebody whose name an administrator signed.
    if (peer !== undefined && people.person(peer)?.trust !== 'bound') return err({ type: 'unknown-person' });
    const saved = await store.commit([rowWrite({ ...emptyRow(space, kind), peer })]);
    return saved.ok ? ok(space) : saved;
  }

  // ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** One after the other: what is written here and what the relay tells of it come at the same moment. */
  const syncEpochs = (space: SpaceId): Promise<Result<void, SpaceError>> => serial(space, () => syncNow(space));

  async function syncNow(space: SpaceId): Promise<Result<void, SpaceError>> {
    const synced = await followEpochs(space);
    const isFaulty = !synced.ok && synced.error.type === 'epoch-fault';
    if (isFaulty !== (store.get(['space-fault', space]) !== undefined)) {
      await store.commit([{ key: ['space-fault', space], value: isFaulty ? 'membership' : undefined }]);
    }
    await meetings.meet(get(space));
    return synced;
  }

  async function followEpochs(space: SpaceId): Promise<Result<void, SpaceError>> {
    const stored = get(space);
    // RESET-7: what could not be opened is read from its beginning: the way back leads through every record.
    const before = stored?.locked === true ? undefined : stored;
    // All pages first: who joined late has a grant for the newest key alone, and reaches the older ones through it.
    const pages: v.InferOutput<typeof EpochRecords>[] = [];
    for (let from = before?.records ?? 0; ; ) {
      const answer = await http.get(`/spaces/${space}/epochs?from=${from}`, EpochRecords);
      if (!answer.ok) {
        const isShut = stored?.accepted === true && isShared(stored) && isUnknownSpace(answer.error);
        if (!isShut) return answer;
        // Whether somebody removed me is in a record that the server does not show me any more: it says so, and I believe it.
        if (stored.ended === undefined) await store.commit([endWrite(stored, 'removed')]);
        return err({ type: 'not-member' });
      }
      pages.push(answer.value);
      from += answer.value.records.length;
      if (!answer.value.more || answer.value.records.length === 0) break;
    }
    const leaves = pages.at(-1)?.leaves ?? [];
    const page = {
      records: pages.flatMap((one) => one.records),
      grants: pages.flatMap((one) => one.grants),
      leaves,
      more: false,
    };
    const isSame = page.records.length === 0 && leaves.length === (before?.leaving ?? []).length;
    if (isSame && before?.ended !== 'removed') return ok(undefined);
    const applied = await records.apply(before, space, page);
    if (!applied.ok) return applied;
    const history = [...(before === undefined ? [] : events(space)), ...applied.value.events].slice(-maxSpaceEvents);
    // Of a space that is new here the logs are as old as they are: the list of what changed lately does not name them.
    const isNew = applied.value.row.locked !== true && (before?.accepted !== true || before.ended !== undefined);
    // She may have pressed Leave while this was fetched.
    const hasLeft = (before ?? stored)?.ended === undefined && get(space)?.ended === 'left';
    // EPOCH-11: let in again. What she wanted to leave is over; asked again it would end what somebody has just begun.
    const isBack = before?.ended === 'left' && applied.value.row.ended === undefined;
    const asked = intents(space).flatMap(({ id, intent }): readonly StoreWrite[] => {
      const value = isBack && intent.type === 'leave' ? undefined : afterRecords(intent, applied.value.events, identity.user);
      return value === intent ? [] : [{ key: ['intent', space, id], value }];
    });
    return store.commit([
      ...asked,
      rowWrite(hasLeft ? { ...applied.value.row, ended: 'left' } : applied.value.row),
      ...(isNew ? [{ key: ['fresh', space] as const, value: true }] : []),
      ...(applied.value.events.length === 0 ? [] : [{ key: ['space-events', space] as const, value: history }]),
    ]);
  }

  // ── writing ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────

  const readIntent = makeRowReader(IntentRow, (row) => row);
  const intents = (space?: SpaceId) =>
    store.all('intent').flatMap(({ key, value }) => {
      const [, of, id] = key;
      const intent = readIntent(value);
      const isAsked = isSpaceId(of) && (space === undefined || of === space);
      return isAsked && id !== undefined && intent !== undefined ? [{ space: of, id, intent }] : [];
    });
  const changes = (space: SpaceId): readonly Intent[] =>
    intents(space).flatMap(({ intent }) => (intent.type === 'leave' ? [] : [intent]));

  /** Nothing is sealed for somebody whom the organisation does not know, or no more: what was written to her waits. */
  const belongs = (peer: UserId | undefined): boolean =>
    peer === undefined || (people.chainOf(peer) !== undefined && !facts.isSuspended(peer));

  async function ensureWritable(space: SpaceId): Promise<Result<SpaceView, SpaceError>> {
    for (let attempt = 0; attempt < maxAttempts; attempt++) {
      const row = get(space);
      if (row === undefined || !belongs(row.peer)) return err({ type: 'unknown-person' });
      if (row.ended !== undefined) return err({ type: 'not-member' });
      if (row.locked === true) return err({ type: 'no-grant' });
      if (regrants.isHeld(row)) return err({ type: 'unknown-person' });
      // TRUST-5: nothing is sealed where somebody would read it whom the organisation does not know.
      if (!knowsAll(people, row.members)) await meetings.meet(row);
      if (!knowsAll(people, row.members)) return err({ type: 'unknown-person' });
      const asked = changes(space);
      const isDone = row.accepted && row.keys !== undefined && !writer.isStale(row) && !writer.isWanted(row, asked);
      if (isDone) return forget(space, asked, row);
      if (!row.accepted) {
        // Somebody may have made it already: looking costs less than losing the race.
        const existing = await syncEpochs(space);
        if (existing.ok && get(space)?.accepted === true) continue;
        if (!existing.ok && !isUnknownSpace(existing.error)) return existing;
        const later = putOff(row, asked);
        const saved = await store.commit(later ?? []);
        if (!saved.ok) return saved;
        if (later !== undefined) continue;
      }
      const written = await writer.write(row, asked);
      const isConflict = !written.ok && written.error.type === 'refused' && written.error.code === 'epoch/conflict';
      if (!written.ok && !isConflict) return written;
      // Lost race or lost reply: what the server has is the truth, and my grant is in it either way.
      const synced = await syncEpochs(space);
      if (!synced.ok) return synced;
    }
    return err({ type: 'epoch-fault' });
  }

  /** What was asked stands, or cannot be had any more; who waits stays asked for (EPOCH-18). */
  async function forget(space: SpaceId, asked: readonly Intent[], row: SpaceView): Promise<Result<SpaceView, SpaceError>> {
    const waiting = writer.waiting(row, asked);
    const writes = intents(space).flatMap(({ id, intent }): readonly StoreWrite[] => {
      const isAsked = asked.some((one) => one === intent);
      const value = isAsked ? whileWaiting(intent, waiting) : intent;
      return value === intent ? [] : [{ key: ['intent', space, id], value }];
    });
    const saved = await store.commit(writes);
    return saved.ok ? ok(row) : saved;
  }

  /** EPOCH-18: before the first record is written without them. Undefined: nobody has to wait. */
  function putOff(row: SpaceView, asked: readonly Intent[]): readonly StoreWrite[] | undefined {
    const waiting = writer.waiting(row, asked);
    const users = (row.invited ?? []).filter((user) => waiting.has(user));
    if (users.length === 0) return undefined;
    const { keys: _, ...kept } = row;
    const invited = row.invited?.filter((user) => !waiting.has(user));
    // As old as the group: before every other wish about them.
    return [rowWrite({ ...kept, invited }), intentWrite(row.space, { type: 'add', users, atMs: 0 })];
  }

  /** EPOCH-11: the others need not trust the server that I wanted to go. */
  function signLeave(space: SpaceView): Promise<Statement> {
    const body: Leave = {
      v: 1,
      space: space.space,
      user: identity.user,
      device: identity.device,
      chainN: people.chainOf(identity.user)?.n ?? 0,
      epoch: space.epoch,
      rev: space.rev,
    };
    return signStatement('leave', body, identity.keys.signing);
  }

  async function leave(space: SpaceView): Promise<Result<void, SpaceError>> {
    const sent = await http.send('POST', `/spaces/${space.space}/leave`, { leave: await signLeave(space) }, Empty);
    if (!sent.ok && !isUnknownSpace(sent.error)) return sent;
    return store.commit(intents(space.space).map(({ id }) => ({ key: ['intent', space.space, id], value: undefined })));
  }

  /** CHAIN-9: its key was granted to a user key of mine that I have renewed. */
  function isBehind({ accepted, locked, members }: SpaceView): boolean {
    const mine = members.find(({ user }) => user === identity.user);
    return accepted && locked !== true && mine !== undefined && mine.ukGen < (people.chainOf(identity.user)?.userKey.gen ?? 0);
  }

  const due = (): readonly SpaceView[] =>
    all().filter((space) => space.accepted && space.ended === undefined && space.keys !== undefined && regrants.isDue(space));

  async function settleOne(space: SpaceView): Promise<Result<void, SpaceError>> {
    const isLeaving = intents(space.space).some(({ intent }) => intent.type === 'leave');
    if (isLeaving) return leave(space);
    const isChanged = (space.leaving ?? []).length > 0 || changes(space.space).length > 0 || writer.lacksAdministrator(space);
    const isAsked = isShared(space) && (!space.accepted || isChanged);
    if (space.ended !== undefined || !(isAsked || isBehind(space))) return ok(undefined);
    const done = await ensureWritable(space.space);
    return done.ok ? ok(undefined) : done;
  }

  return {
    get,
    all,
    events,
    writerPosition: (row, epoch, user) =>
      row.writers.find(([who, from, to]) => who === user && from <= epoch && epoch <= to)?.[3],
    faulty: () => store.all('space-fault').flatMap(({ key }) => (isSpaceId(key[1]) ? [key[1]] : [])),
    openDirect: (peer) => open(directSpaceIdInput(identity.organisationHash, [identity.user, peer]), 'direct', peer),
    openPrivate: () => open(ownInput(), 'private', undefined),
    async openGroup(users, more) {
      const epochKey = generateKey();
      const keyCommit = await deriveKeyCommit(epochKey);
      const space = spaceIdFromBytes((await sha256(sharedSpaceIdInput('group', keyCommit))).subarray(0, 16));
      const others = users.filter((user) => user !== identity.user);
      const row: SpaceRow = {
        ...emptyRow(space, 'group'),
        keyCommit,
        epochKeys: [[0, epochKey]],
        logSecret: await deriveLogSecret(epochKey),
        invited: others,
      };
      const saved = await store.commit([...(putOff(viewSpace(row), []) ?? [rowWrite(row)]), ...more(space)]);
      return saved.ok ? ok(space) : saved;
    },
    intents,
    async intend(space, intent) {
      const row = get(space);
      if (row === undefined || row.ended !== undefined) return err({ type: 'not-member' });
      const ended: readonly StoreWrite[] = intent.type === 'leave' ? [endWrite(row, 'left')] : [];
      const others = intents(space).map((one) => one.intent);
      return store.commit([intentWrite(space, afterOthers(intent, others)), ...ended]);
    },
    dueChange() {
      const open = all().filter((row) => row.accepted && row.ended === undefined);
      if (open.some((row) => areOver(changes(row.space), writer.waiting(row, changes(row.space))))) return 'addition';
      return open.some(writer.lacksAdministrator) ? 'heir' : undefined;
    },
    async settle() {
      const failures: SpaceError[] = [];
      const offline = () => failures.find(({ type }) => type === 'offline');
      const queue = all().values();
      // A lost phone concerns every space: while the server checks one record the next is sealed.
      const worker = async (): Promise<void> => {
        for (const space of queue) {
          if (offline() !== undefined) return;
          const settled = await settleOne(space);
          if (!settled.ok) failures.push(settled.error);
        }
      };
      await Promise.all(Array.from({ length: parallelSettling }, worker));
      const failure = offline() ?? failures.at(-1);
      return failure === undefined ? ok(undefined) : err(failure);
    },
    async regrant(isBusy) {
      let failure: SpaceError | undefined;
      for (const space of due()) {
        if (isBusy()) return ok('more');
        const done = await ensureWritable(space.space);
        if (!done.ok && done.error.type === 'offline') return done;
        if (!done.ok) failure = done.error;
      }
      return failure === undefined ? ok('done') : err(failure);
    },
    isRegrantDue: () => due().length > 0,
    syncEpochs,
    async meetAll() {
      faults.forgetClaims();
      await meetings.meet(...all());
      return ok(undefined);
    },
    async syncList() {
      const answer = await http.get('/spaces', SpacesAnswer);
      if (!answer.ok) return answer;
      faults.forgetClaims();
      const listed = new Set(answer.value.spaces.map(({ space }) => space));
      const shut = all().filter((row) => row.accepted && isShared(row) && row.ended === undefined && !listed.has(row.space));
      const own = await privateId();
      const moved = answer.value.spaces.filter(({ space, kind, epoch, rev, leaving }) => {
        const row = get(space);
        // RESET-4: of an identity of before, which nothing here opens.
        if (kind === 'private' && row === undefined && space !== own) return false;
        const isFaulty = store.get(['space-fault', space]) !== undefined;
        const isCurrent = row?.accepted === true && row.epoch === epoch && row.rev === rev && row.ended !== 'removed';
        return !isCurrent || isFaulty || (row.leaving ?? []).length !== leaving;
      });
      let failure: SpaceError | undefined;
      for (const { space } of [...shut, ...moved]) {
        const synced = await syncEpochs(space);
        // One space with impossible records must not keep the others from working (SYNC-12).
        if (!synced.ok && synced.error.type === 'offline') return synced;
        if (!synced.ok) failure = synced.error;
      }
      await meetings.meet(...all());
      // What ails one space must not keep the others waiting.
      return failure?.type === 'storage-full' ? err(failure) : ok(undefined);
    },
    ensureWritable,
    signLeaves: () =>
      Promise.all(
        all()
          .filter((row) => isShared(row) && row.accepted && row.ended !== 'removed')
          .map(signLeave),
      ),
  };
}
