/**
 * Spaces on this device (EPOCH-1 … EPOCH-9): finding and making direct conversations and the private space, following their epoch
 * records, opening grants, rotating stale keys. A space that was opened offline has no key until the server accepted its first
 * record: messages wait as pending rows, so there is nothing to re-enter when a colleague was faster (EPOCH-8).
 */
import { type Bytes, copyBytes } from '../bytes.ts';
import {
  deriveKeyCommit,
  deriveLogSecret,
  generateKey,
  openEpochBackLink,
  openEpochKey,
  sealEpochBackLink,
  sealEpochKey,
} from '../crypto/key-wrap.ts';
import { sha256 } from '../crypto/primitives.ts';
import { idToBytes, isSpaceId, type SpaceId, spaceIdFromBytes, type UserId, userIdToBytes } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import { makeSpaceKeys, type SpaceKeys } from '../sync/space-keys.ts';
import { hashStatement, signStatement, verifyStatement } from '../sync/statements.ts';
import {
  applyEpochRecord,
  directSpaceIdInput,
  type EpochFacts,
  EpochRecord,
  type Grant,
  type Member,
  membersHashInput,
  privateSpaceIdInput,
  type SpaceKind,
  type SpaceState,
} from '../wire/epoch-record.ts';
import { zeroHash } from '../wire/fields.ts';
import { EpochPosition, EpochRecords, Spaces as SpacesAnswer } from '../wire/http.ts';
import { maxEpochRecordBytes } from '../wire/limits.ts';
import { parseStatementBody, type Statement } from '../wire/statement.ts';
import type { EngineContext } from './context.ts';
import type { RequestError } from './http-client.ts';
import type { People } from './people.ts';
import { SpaceRow } from './records.ts';
import { makeRowReader, withoutUndefined } from './row-codec.ts';
import type { UserKeyring } from './user-keyring.ts';

export type SpaceError =
  | RequestError
  | { readonly type: 'storage-full' }
  /** The server showed records that cannot be: nothing was applied. */
  | { readonly type: 'epoch-fault' }
  /** The key of the newest epoch could not be opened by any of my user keys. */
  | { readonly type: 'no-grant' }
  | { readonly type: 'unknown-person' };

export interface SpaceView extends SpaceRow {
  readonly keys: SpaceKeys | undefined;
}

export interface Spaces {
  get(space: SpaceId): SpaceView | undefined;
  all(): readonly SpaceView[];
  /** May this user's device have written in this epoch? Gives the chain position to check its device against. */
  writerPosition(space: SpaceView, epoch: number, user: UserId): number | undefined;
  /** Spaces whose records cannot be (SYNC-12): nothing new of them is applied. */
  faulty(): readonly SpaceId[];
  openDirect(peer: UserId): Promise<Result<SpaceId, SpaceError>>;
  openPrivate(): Promise<Result<SpaceId, SpaceError>>;
  /** My spaces on the server; those that are new or moved are fetched. */
  syncList(): Promise<Result<void, SpaceError>>;
  syncEpochs(space: SpaceId): Promise<Result<void, SpaceError>>;
  /** Before a push: the space exists on the server and its key is not stale (EPOCH-7). */
  ensureWritable(space: SpaceId): Promise<Result<SpaceView, SpaceError>>;
}

/** EPOCH-7: age at which a key is rotated by the next client that pushes. */
export const defaultMaxEpochAgeMs = 30 * 24 * 3600 * 1000;
const maxAttempts = 6;

export function makeSpaces(context: EngineContext, people: People, userKeys: UserKeyring): Spaces {
  const { store, http, identity, deps } = context;

  const facts: EpochFacts = {
    sha256,
    organisationHash: identity.organisationHash,
    isSuspended: (user) => people.organisation()?.members.get(user)?.suspended ?? false,
    resetsOf: (user) => people.chainOf(user)?.resets ?? 0,
  };

  const keysOf = (row: SpaceRow): SpaceKeys | undefined => row.logSecret && makeSpaceKeys(new Map(row.epochKeys), row.logSecret);
  const toView = makeRowReader(SpaceRow, (row): SpaceView => ({ ...row, keys: keysOf(row) }));
  const get = (space: SpaceId): SpaceView | undefined => toView(store.get(['space', space]));

  const save = async (row: SpaceRow): Promise<Result<void, SpaceError>> =>
    store.commit([{ key: ['space', row.space], value: withoutUndefined(row) }]);

  function stateOf(row: SpaceRow): SpaceState | undefined {
    if (row.records === 0) return undefined;
    const members = new Map(row.members.map((member) => [member.user, member]));
    return { ...row, members };
  }

  const emptyRow = (space: SpaceId, kind: SpaceKind, peer: UserId | undefined): SpaceRow => ({
    space,
    kind,
    ...(peer === undefined ? {} : { peer }),
    accepted: false,
    records: 0,
    epoch: 0,
    rev: 0,
    head: copyBytes(zeroHash),
    keyCommit: copyBytes(zeroHash),
    epochStartedAtMs: 0,
    members: [],
    epochKeys: [],
    writers: [],
  });

  async function open(input: Bytes, kind: SpaceKind, peer: UserId | undefined): Promise<Result<SpaceId, SpaceError>> {
    const space = spaceIdFromBytes((await sha256(input)).subarray(0, 16));
    if (get(space) !== undefined) return ok(space);
    // ORG-5: a conversation is begun only with somebody whose name an administrator signed.
    if (peer !== undefined && people.person(peer)?.trust !== 'bound') return err({ type: 'unknown-person' });
    const saved = await save(emptyRow(space, kind, peer));
    return saved.ok ? ok(space) : saved;
  }

  // ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────

  async function syncEpochs(space: SpaceId): Promise<Result<void, SpaceError>> {
    const synced = await followEpochs(space);
    const isFaulty = !synced.ok && synced.error.type === 'epoch-fault';
    if (isFaulty !== (store.get(['space-fault', space]) !== undefined)) {
      await store.commit([{ key: ['space-fault', space], value: isFaulty ? 'membership' : undefined }]);
    }
    return synced;
  }

  async function followEpochs(space: SpaceId): Promise<Result<void, SpaceError>> {
    for (;;) {
      const row = get(space);
      const answer = await http.get(`/spaces/${space}/epochs?from=${row?.records ?? 0}`, EpochRecords);
      if (!answer.ok) return answer;
      const { records, grants, more } = answer.value;
      if (records.length === 0) return ok(undefined);
      const applied = await applyRecords(
        row,
        space,
        records,
        grants.map(({ epoch, rev, grant }) => ({ epoch, rev, grant })),
      );
      if (!applied.ok) return applied;
      const saved = await save(applied.value);
      if (!saved.ok || !more) return saved;
    }
  }

  interface OpenableRecord {
    readonly record: EpochRecord;
    readonly grant: Grant | undefined;
  }

  async function applyRecords(
    before: SpaceView | undefined,
    space: SpaceId,
    statements: readonly Statement[],
    grants: readonly { readonly epoch: number; readonly rev: number; readonly grant: Grant }[],
  ): Promise<Result<SpaceRow, SpaceError>> {
    let state = before && stateOf(before);
    const writers = [...(before?.writers ?? [])];
    const openable: OpenableRecord[] = [];
    for (const statement of statements) {
      const record = parseStatementBody(EpochRecord, statement.body, maxEpochRecordBytes);
      if (!record.ok || record.value.space !== space) return err({ type: 'epoch-fault' });
      const { author } = record.value;
      const key = await people.deviceKey(author.user, author.device, author.chainN);
      if (key === undefined || !(await verifyStatement('epochRecord', statement, key, undefined)))
        return err({ type: 'epoch-fault' });
      const next = await applyEpochRecord(state, record.value, await hashStatement('epochRecord', statement), facts);
      if (!next.ok) return err({ type: 'epoch-fault' });
      state = next.value;
      for (const member of state.members.values()) {
        const isListed = writers.some(([epoch, user]) => epoch === record.value.epoch && user === member.user);
        if (!isListed) writers.push([record.value.epoch, member.user, member.chainN]);
      }
      const grant = grants.find(({ epoch, rev }) => epoch === record.value.epoch && rev === record.value.rev)?.grant;
      openable.push({ record: record.value, grant });
    }
    if (state === undefined) return err({ type: 'epoch-fault' });
    const known = new Map<number, Bytes>(before?.epochKeys ?? []);
    const opened = await openKeys(space, openable, known);
    if (!opened.ok) return opened;
    const first = known.get(0);
    const logSecret = before?.logSecret ?? (first && (await deriveLogSecret(first)));
    const peer = state.kind === 'direct' ? [...state.members.keys()].find((user) => user !== identity.user) : undefined;
    return ok({
      space,
      kind: state.kind,
      ...(peer === undefined ? {} : { peer }),
      accepted: true,
      records: (before?.records ?? 0) + statements.length,
      epoch: state.epoch,
      rev: state.rev,
      head: copyBytes(state.head),
      keyCommit: copyBytes(state.keyCommit),
      epochStartedAtMs: state.epochStartedAtMs,
      members: [...state.members.values()],
      epochKeys: [...known],
      ...(logSecret === undefined ? {} : { logSecret }),
      writers,
    });
  }

  /** Opens my newest grant, then walks the back links down to what is already known. */
  async function openKeys(
    space: SpaceId,
    records: readonly OpenableRecord[],
    known: Map<number, Bytes>,
  ): Promise<Result<void, SpaceError>> {
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
      if (!opened.ok) return err({ type: 'epoch-fault' });
      known.set(older.epoch, opened.value);
    }
    const newest = records.at(-1)?.record;
    return newest !== undefined && !known.has(newest.epoch) ? err({ type: 'no-grant' }) : ok(undefined);
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

  // ── writing ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** EPOCH-3: the first record, or a rotation with the same people under their newest user keys. */
  async function writeEpoch(row: SpaceView): Promise<Result<void, SpaceError>> {
    const users =
      row.records > 0
        ? row.members.map(({ user }) => user)
        : row.peer === undefined
          ? [identity.user]
          : [identity.user, row.peer];
    const members: Member[] = [];
    for (const user of users) {
      const chain = people.chainOf(user);
      if (chain === undefined) return err({ type: 'unknown-person' });
      const admin = row.members.find((member) => member.user === user)?.admin ?? true;
      members.push({ user, admin, ukGen: chain.userKey.gen, chainN: chain.n });
    }
    const epoch = row.records > 0 ? row.epoch + 1 : 0;
    const epochKey = generateKey();
    const keyCommit = await deriveKeyCommit(epochKey);
    const older = row.records > 0 ? row.keys?.epochKeys.get(row.epoch) : undefined;
    if (row.records > 0 && older === undefined) return err({ type: 'no-grant' });
    const spaceId = idToBytes(row.space);
    const record: EpochRecord = {
      v: 1,
      space: row.space,
      kind: row.kind,
      epoch,
      rev: 0,
      prev: row.head,
      keyCommit,
      ...(older === undefined ? {} : { backLink: await sealEpochBackLink(epochKey, older, spaceId, epoch) }),
      members,
      membersHash: await sha256(membersHashInput(new Map(members.map((member) => [member.user, member])))),
      author: { user: identity.user, device: identity.device, chainN: people.chainOf(identity.user)?.n ?? 0 },
      atMs: deps.clock.nowMs() + (http.clockOffsetMs() ?? 0),
    };
    const grants = await Promise.all(members.map((member) => grantFor(member, epochKey, { spaceId, epoch, keyCommit })));
    if (grants.includes(undefined)) return err({ type: 'unknown-person' });
    const statement = await signStatement('epochRecord', record, identity.keys.signing);
    const answer = await http.send('POST', `/spaces/${row.space}/epochs`, { record: statement, grants }, EpochPosition);
    // Lost race or lost reply: what the server has is the truth, and my grant is in it either way.
    if (answer.ok || (answer.error.type === 'refused' && answer.error.code === 'epoch/conflict')) return syncEpochs(row.space);
    return answer;
  }

  async function grantFor(
    member: Member,
    epochKey: Bytes,
    space: { readonly spaceId: Bytes; readonly epoch: number; readonly keyCommit: Bytes },
  ): Promise<Grant | undefined> {
    const userKey = people.chainOf(member.user)?.userKeys[member.ukGen];
    const sealed =
      userKey && (await sealEpochKey(userKey, epochKey, { ...space, userId: userIdToBytes(member.user), ukGen: member.ukGen }));
    return sealed && { user: member.user, ukGen: member.ukGen, ...sealed };
  }

  function isStale(row: SpaceView): boolean {
    const nowMs = deps.clock.nowMs() + (http.clockOffsetMs() ?? 0);
    if (nowMs - row.epochStartedAtMs > (deps.maxEpochAgeMs ?? defaultMaxEpochAgeMs)) return true;
    return row.members.some((member) => (people.chainOf(member.user)?.userKey.gen ?? 0) > member.ukGen);
  }

  /** Nothing is sealed for somebody whom the organisation does not know, or no more: what was written to her waits. */
  function belongs(peer: UserId | undefined): boolean {
    return peer === undefined || (people.chainOf(peer) !== undefined && !facts.isSuspended(peer));
  }

  async function ensureWritable(space: SpaceId): Promise<Result<SpaceView, SpaceError>> {
    for (let attempt = 0; attempt < maxAttempts; attempt++) {
      const row = get(space);
      if (row === undefined || !belongs(row.peer)) return err({ type: 'unknown-person' });
      if (row.accepted && row.keys !== undefined && !isStale(row)) return ok(row);
      if (!row.accepted) {
        // Somebody may have made it already: looking costs less than losing the race.
        const existing = await syncEpochs(space);
        if (existing.ok && get(space)?.accepted === true) continue;
        if (!existing.ok && !isUnknownSpace(existing.error)) return existing;
      }
      const written = await writeEpoch(row);
      if (!written.ok) return written;
    }
    return err({ type: 'epoch-fault' });
  }

  return {
    get,
    all: () => store.all('space').flatMap(({ value }) => toView(value) ?? []),
    writerPosition: (row, epoch, user) => row.writers.find(([at, who]) => at === epoch && who === user)?.[2],
    faulty: () => store.all('space-fault').flatMap(({ key }) => (isSpaceId(key[1]) ? [key[1]] : [])),
    openDirect: (peer) => open(directSpaceIdInput(identity.organisationHash, [identity.user, peer]), 'direct', peer),
    openPrivate: () => open(privateSpaceIdInput(identity.user, facts.resetsOf(identity.user)), 'private', undefined),
    syncEpochs,
    async syncList() {
      const answer = await http.get('/spaces', SpacesAnswer);
      if (!answer.ok) return answer;
      let failure: SpaceError | undefined;
      for (const { space, epoch, rev } of answer.value.spaces) {
        const row = get(space);
        const isFaulty = store.get(['space-fault', space]) !== undefined;
        if (row?.accepted && row.epoch === epoch && row.rev === rev && !isFaulty) continue;
        const synced = await syncEpochs(space);
        // One space with impossible records must not keep the others from working (SYNC-12).
        if (!synced.ok && synced.error.type === 'offline') return synced;
        if (!synced.ok) failure = synced.error;
      }
      return failure === undefined || failure.type === 'epoch-fault' || failure.type === 'no-grant'
        ? ok(undefined)
        : err(failure);
    },
    ensureWritable,
  };
}

const isUnknownSpace = (error: SpaceError): boolean =>
  error.type === 'refused' && (error.code === 'space/not-member' || error.code === 'request/not-found');
