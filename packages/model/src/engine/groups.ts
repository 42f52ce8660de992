/**
 * Settings of groups (DOC-12): acts without a target in the group's one settings document, the newest of each kind from somebody who was
 * an administrator then. Folded into a row, so that names stand in lists without opening a document.
 */

import { isMessageId, type MessageId, type SpaceId } from '../ids.ts';
import { type Act, decodeAct, isSettingKind, type SettingKind } from '../schema/act.ts';
import { type ClockReading, compareReadings, isPlausible } from '../schema/hybrid-clock.ts';
import type { GroupHistory, GroupKind, Posting, Regrant } from '../schema/message-values.ts';
import { GROUP_SETTINGS } from '../schema/segment.ts';
import { type EngineContext, serverNowMs } from './context.ts';
import type { Segment } from './documents.ts';
import { groupPhrasesWrite } from './group-phrases.ts';
import { GroupRow, PendingRow } from './records.ts';
import { makeRowReader } from './row-codec.ts';
import type { Spaces, SpaceView } from './spaces.ts';
import type { StoreWrite } from './store.ts';
import { isAct, type VerifiedAct, type VerifiedMessages } from './verified-messages.ts';

export interface GroupSettings {
  readonly name: string;
  readonly description: string;
  readonly kind: GroupKind;
  readonly picture: Uint8Array | undefined;
  readonly posting: Posting;
  readonly forwarding: boolean;
  readonly sensitive: boolean;
  readonly everyone: boolean;
  readonly history: GroupHistory;
  readonly regrant: Regrant;
  /** EPOCH-16: as its administrators say; `continuations.ts` tells whether both sides agree. */
  readonly continues: SpaceId | undefined;
  readonly continued: SpaceId | undefined;
}

export interface Groups {
  settings(space: SpaceId): GroupSettings;
  /** The stored row itself: another object when something changed. */
  row(space: SpaceId): unknown;
  /** For the leader: the rows after the settings document changed. */
  applied(space: SpaceView, segment: Segment): Promise<readonly StoreWrite[]>;
  /** The row with settings that were just written here and wait. */
  pending(space: SpaceId, rows: readonly PendingRow[]): StoreWrite;
}

/** One act per setting that is given. */
export const settingActs = (
  values: Partial<{ readonly [K in SettingKind]: Extract<Act, { readonly kind: K }>['value'] | undefined }>,
): readonly { readonly act: Act; readonly document: typeof GROUP_SETTINGS }[] =>
  Object.entries(values).flatMap(([kind, value]) =>
    // Each value has the type of its own kind by construction.
    value === undefined ? [] : [{ act: { kind, target: null, value } as Act, document: GROUP_SETTINGS }],
  );

type Settings = Pick<VerifiedAct, 'id' | 'clock' | 'act'>;
interface Setting extends ClockReading {
  readonly value: unknown;
  readonly id: MessageId;
}

export function makeGroups(context: EngineContext, spaces: Spaces, verified: VerifiedMessages): Groups {
  const { store, identity } = context;
  const read = makeRowReader(GroupRow, (row) => row);
  const readPending = makeRowReader(PendingRow, (row) => row);
  const rowOf = (space: SpaceId): GroupRow => read(store.get(['group', space])) ?? {};

  /** What she set while she was an administrator stays; of a group that was made offline the first record is younger than its name. */
  const maySet = (space: SpaceView, { author, sentAtMs, clock }: Pick<VerifiedAct, 'author' | 'sentAtMs' | 'clock'>): boolean =>
    isPlausible({ sentAtMs, clock }, serverNowMs(context)) &&
    ((space.records === 0 && author === identity.user) ||
      (space.admins ?? []).some(([user, , until]) => user === author && (until === undefined || sentAtMs <= until)));

  /** The newest of each kind, as a row. */
  function fold(row: GroupRow, acts: readonly Settings[]): object {
    const newest = new Map(
      Object.entries(row).flatMap(([kind, setting]): [string, Setting][] => (setting === undefined ? [] : [[kind, setting]])),
    );
    for (const { id, clock, act } of acts) {
      const known = newest.get(act.kind);
      const isNewer =
        known === undefined || compareReadings(clock, known) > 0 || (compareReadings(clock, known) === 0 && id > known.id);
      if (isSettingKind(act.kind) && isNewer) newest.set(act.kind, { value: act.value, ...clock, id });
    }
    return Object.fromEntries(newest);
  }

  const toSettings = ({ id, wallMs, counter, act, document }: PendingRow): readonly Settings[] => {
    const decoded = document?.kind === GROUP_SETTINGS.kind && act ? decodeAct(act) : undefined;
    return decoded === undefined ? [] : [{ id, clock: { wallMs, counter }, act: decoded }];
  };
  const waiting = (space: SpaceId): readonly Settings[] =>
    store.all('pending').flatMap(({ key, value }) => {
      const row = key[1] === space ? readPending(value) : undefined;
      return row === undefined ? [] : toSettings(row);
    });

  return {
    row: (space) => store.get(['group', space]),
    settings(space) {
      const {
        name,
        description,
        kind,
        picture,
        posting,
        forwarding,
        history,
        continues,
        continued,
        regrant,
        sensitive,
        everyone,
      } = rowOf(space);
      return {
        name: name?.value ?? '',
        description: description?.value ?? '',
        kind: kind?.value ?? 'team',
        picture: picture && picture.value.length > 0 ? picture.value : undefined,
        posting: posting?.value ?? 'all',
        forwarding: forwarding?.value ?? true,
        sensitive: sensitive?.value ?? false,
        everyone: everyone?.value ?? false,
        history: history?.value ?? 'full',
        continues: continues?.value,
        continued: continued?.value,
        regrant: regrant?.value ?? 'tap',
      };
    },
    async applied(space, segment) {
      const entries = Object.entries(segment.entries());
      const checked = await Promise.all(
        entries.map(([id, value]) => (isMessageId(id) ? verified.check(space, id, value) : undefined)),
      );
      const acts = checked.filter(isAct).map(({ entry }) => entry);
      // She may have become one a moment ago, in a record that is not here yet.
      const isUnknown = acts.some((act) => !maySet(space, act));
      if (isUnknown) await spaces.syncEpochs(space.space);
      const view = spaces.get(space.space) ?? space;
      const counted = [...acts.filter((act) => maySet(view, act)), ...waiting(space.space)];
      return [{ key: ['group', space.space], value: fold({}, counted) }, groupPhrasesWrite(space.space, counted)];
    },
    pending: (space, rows) => ({ key: ['group', space], value: fold(rowOf(space), rows.flatMap(toSettings)) }),
  };
}
