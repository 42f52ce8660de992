/**
 * Portraits for those alone with whom somebody shares a conversation (DOC-16): a sealed file (FILE-1), and in the document of portraits of a
 * space an act of its owner that names it. What she chose stands in her private space, so that all her devices know; the leading one says
 * it in her conversations, also in those that come later. Folded into rows: who is shown how is known without a network.
 */
import * as v from 'valibot';
import type { Bytes } from '../bytes.ts';
import { concat } from '../bytes.ts';
import { isMessageId, isUserId, type SpaceId, type UserId } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import { decodeAct } from '../schema/act.ts';
import type { SealedFile } from '../schema/attachment-values.ts';
import { type ClockReading, compareReadings, isPlausible, maxClockAheadMs } from '../schema/hybrid-clock.ts';
import { isPortrait, maxPortraitBytes } from '../schema/portrait.ts';
import { PORTRAITS } from '../schema/segment.ts';
import { countField as count, exactBytesField, fileIdField, messageIdField } from '../wire/fields.ts';
import type { FileError, FileSource } from './api-files.ts';
import type { PortraitRow } from './api-portraits.ts';
import type { CommandError } from './api-result.ts';
import { type EngineContext, serverNowMs } from './context.ts';
import type { Segment } from './documents.ts';
import { isUnreserved, makeFileRows } from './files/file-rows.ts';
import type { Files } from './files/files.ts';
import type { GroupViews } from './group-view.ts';
import type { Groups } from './groups.ts';
import { makeCoalescer } from './list-view.ts';
import type { LogStore } from './log-store.ts';
import type { Outbox } from './outbox.ts';
import { portraitFile } from './pending-row.ts';
import type { People } from './people.ts';
import { PendingRow } from './records.ts';
import { makeRowReader, withoutUndefined } from './row-codec.ts';
import type { Spaces, SpaceView } from './spaces.ts';
import type { StoreWrite } from './store.ts';
import { isAct, type VerifiedMessages } from './verified-messages.ts';

/** ['portrait', space, user]: the newest word of hers there; without a picture: taken back. */
const StoredPortrait = v.object({
  sealed: v.optional(v.object({ file: fileIdField, key: exactBytesField(32), bytes: count, digest: exactBytesField(32) })),
  wallMs: count,
  counter: count,
  id: messageIdField,
});
type StoredPortrait = v.InferOutput<typeof StoredPortrait>;

/** Which of these tables changed says that somebody may have to be told. */
const TABLES = ['portrait', 'space', 'group', 'summary', 'file'];
/** What changes together is told together. */
const settleMs = 500;

export interface Portraits {
  rows(): readonly PortraitRow[];
  open(user: UserId): Promise<Result<Uint8Array<ArrayBuffer>, FileError>>;
  set(picture: FileSource | undefined): Promise<Result<void, CommandError>>;
  /** For the leader: rows after a document changed, also by what this device entered. */
  applied(space: SpaceView, segment: Segment): Promise<readonly StoreWrite[]>;
  /** Rows of this engine or another one of the profile changed. */
  changed(tables: ReadonlySet<string>): void;
  stop(): void;
}

export interface PortraitsParts {
  readonly context: EngineContext;
  readonly verified: Pick<VerifiedMessages, 'check'>;
  readonly people: Pick<People, 'chainOf'>;
  readonly spaces: Pick<Spaces, 'all' | 'get' | 'openPrivate'>;
  readonly groups: Pick<Groups, 'settings'>;
  readonly groupViews: Pick<GroupViews, 'refusal'>;
  readonly logs: Pick<LogStore, 'writtenBy'>;
  readonly files: Pick<Files, 'attach' | 'open' | 'removed' | 'forget'>;
  readonly outbox: () => Pick<Outbox, 'act'>;
  readonly isLeader: () => boolean;
}

interface Said extends ClockReading {
  readonly id: StoredPortrait['id'];
  readonly user: UserId;
  readonly sealed: SealedFile | null;
}
interface Shown {
  readonly space: SpaceId;
  readonly row: StoredPortrait;
}

export function makePortraits(parts: PortraitsParts): Portraits {
  const { context, verified, people, spaces, groups, groupViews, logs, files, outbox, isLeader } = parts;
  const { store, identity, deps, activity } = context;
  const me = identity.user;
  const read = makeRowReader(StoredPortrait, (row) => row);
  const readPending = makeRowReader(PendingRow, (row) => row);
  const fileRows = makeFileRows(store);
  const rowOf = (space: SpaceId, user: UserId): StoredPortrait | undefined => read(store.get(['portrait', space, user]));
  const order = (a: ClockReading & { readonly id: string }, b: ClockReading & { readonly id: string }): number =>
    compareReadings(a, b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

  // ── what was said ────────────────────────────────────────────────────────────────────────────────────────────────────────────

  function writesFor(space: SpaceId, said: readonly Said[]): readonly StoreWrite[] {
    const latestMs = serverNowMs(context) + maxClockAheadMs;
    const newest = new Map<UserId, Said>();
    for (const one of said) {
      const known = newest.get(one.user);
      if (known === undefined || order(one, known) > 0) newest.set(one.user, one);
    }
    return [...newest.values()].flatMap((one): readonly StoreWrite[] => {
      const stored = rowOf(space, one.user);
      if (stored !== undefined && stored.wallMs <= latestMs && order(one, stored) <= 0) return [];
      const { user, sealed, wallMs, counter, id } = one;
      const row: StoreWrite = {
        key: ['portrait', space, user],
        value: withoutUndefined({ sealed: sealed ?? undefined, wallMs, counter, id }),
      };
      const before = stored?.sealed;
      if (before === undefined || before.file === sealed?.file) return [row];
      // The one before it: from the server where it is mine, and from here.
      return [row, ...(user === me ? files.removed(space, [portraitFile(before)]) : files.forget([before.file]))];
    });
  }

  const toSaid = ({ id, wallMs, counter, act, document }: PendingRow): readonly Said[] => {
    const said = document?.kind === PORTRAITS.kind && act ? decodeAct(act) : undefined;
    return said?.kind === 'portrait' ? [{ id, wallMs, counter, user: me, sealed: said.value }] : [];
  };
  /** Words that did not leave and are others by now. */
  const superseded = (space: SpaceId): readonly StoreWrite[] =>
    store.all('pending').flatMap(({ key, value }) => {
      const row = key[1] === space ? readPending(value) : undefined;
      return row !== undefined && row.entered === undefined && toSaid(row).length > 0 ? [{ key, value: undefined }] : [];
    });
  const say = (space: SpaceId, value: SealedFile | null): Promise<Result<void, CommandError>> => {
    const earlier = superseded(space);
    return outbox().act(space, [{ act: { kind: 'portrait', target: null, value }, document: PORTRAITS }], (rows) => [
      ...earlier,
      ...writesFor(space, rows.flatMap(toSaid)),
    ]);
  };

  // ── what is shown ────────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Of whoever is in a space with me, and of myself: her newest word in all of them. */
  function shown(): ReadonlyMap<UserId, Shown> {
    const newest = new Map<UserId, Shown>();
    for (const { key, value } of store.all('portrait')) {
      const [, space, user] = key as readonly [string, SpaceId, UserId];
      const [row, view] = [read(value), spaces.get(space)];
      if (row === undefined || view === undefined || view.ended !== undefined || !isUserId(user)) continue;
      const counts = view.kind === 'private' ? user === me : user !== me && view.members.some((member) => member.user === user);
      const known = newest.get(user);
      if (counts && (known === undefined || order(row, known.row) > 0)) newest.set(user, { space, row });
    }
    return newest;
  }

  // ── telling ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** What she chose: of her newest private space, if there were several (RESET-4). */
  const mine = (): StoredPortrait | undefined =>
    spaces
      .all()
      .flatMap(({ space, kind }) => (kind === 'private' ? (rowOf(space, me) ?? []) : []))
      .sort(order)
      .at(-1);

  /** Not to whom anybody can make her belong: a group of everybody, a conversation in which she never wrote. */
  function isShownIn(space: SpaceView, hasWritten: (space: SpaceId) => boolean): boolean {
    if (space.kind === 'direct') return hasWritten(space.space);
    return space.kind === 'group' && !groups.settings(space.space).everyone && groupViews.refusal(space.space) !== 'continued';
  }

  /** Leader: where something else is said than what she chose. */
  async function settle(): Promise<void> {
    const chosen = mine();
    if (!isLeader() || chosen === undefined) return;
    // FILE-4: it is reserved in her own space first.
    const file = chosen.sealed && fileRows.get(chosen.sealed.file);
    if (file !== undefined && isUnreserved(file)) return;
    const devices = new Set(people.chainOf(me)?.devices.keys());
    let known: ReadonlySet<SpaceId> | undefined;
    const hasWritten = (space: SpaceId): boolean => {
      known ??= logs.writtenBy(devices);
      return known.has(space);
    };
    for (const space of spaces.all()) {
      if (space.kind === 'private' || !space.accepted || space.ended !== undefined || space.locked === true) continue;
      const said = rowOf(space.space, me)?.sealed;
      const wanted = chosen.sealed !== undefined && isShownIn(space, hasWritten) ? chosen.sealed : undefined;
      if (said?.file !== wanted?.file) await say(space.space, wanted ?? null);
    }
  }
  const settleSoon = makeCoalescer(
    (delayMs, task) => deps.clock.schedule(delayMs, task),
    settleMs,
    () => activity.track(settle()),
  );

  return {
    rows: () =>
      [...shown()].flatMap(([user, { row }]) => {
        if (row.sealed === undefined) return [];
        const { file } = row.sealed;
        const state = fileRows.get(file)?.state;
        return [{ user, file, isThere: state !== 'unsent' && state !== 'gone' }];
      }),
    async open(user) {
      const found = shown().get(user);
      const sealed = found?.row.sealed;
      if (found === undefined || sealed === undefined) return err({ type: 'unknown' });
      const opened = await files.open({ space: found.space, message: found.row.id, sealed });
      if (!opened.ok) return opened;
      const picture: Bytes = concat(...opened.value);
      return isPortrait(picture) ? ok(picture) : err({ type: 'damaged' });
    },
    async set(picture) {
      const space = await spaces.openPrivate();
      if (!space.ok) return err(space.error.type === 'storage-full' ? space.error : { type: 'not-ready' });
      if (picture === undefined) return mine()?.sealed === undefined ? ok(undefined) : say(space.value, null);
      if (picture.size > maxPortraitBytes)
        return err({ type: 'file-refused', reason: 'too-large', maxContentBytes: maxPortraitBytes });
      const attached = await files.attach(space.value, { source: picture, name: '', type: '' }, false);
      if (!attached.ok) return attached;
      const { file, key, bytes, digest } = attached.value;
      return say(space.value, { file, key, bytes, digest });
    },
    async applied(space, segment) {
      const checked = await Promise.all(
        Object.entries(segment.entries()).map(([id, value]) => (isMessageId(id) ? verified.check(space, id, value) : undefined)),
      );
      const said = checked.filter(isAct).flatMap(({ entry }): readonly Said[] => {
        const { id, author, clock, act } = entry;
        const counts = act.kind === 'portrait' && isPlausible(entry, serverNowMs(context));
        return counts ? [{ id, ...clock, user: author, sealed: act.value }] : [];
      });
      return writesFor(space.space, said);
    },
    changed(tables) {
      if (isLeader() && TABLES.some((table) => tables.has(table))) settleSoon.poke();
    },
    stop: settleSoon.stop,
  };
}
