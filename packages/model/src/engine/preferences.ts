/**
 * What somebody wants for herself (DOC-13): mute, archive, stars, favourites (DIR-3), whether she shows that she is here (EPH-5) and what she
 * has read (MARK-9), her phrases (DOC-14). Acts in the one settings document of her private space, so that all her devices know; the newest word on each key counts. Folded into rows,
 * which are there without a network as well.
 */
import * as v from 'valibot';
import {
  type DeviceId,
  isMessageId,
  isPhraseId,
  isUserId,
  type MessageId,
  type PhraseId,
  type SpaceId,
  type UserId,
} from '../ids.ts';
import { type Act, decodeAct } from '../schema/act.ts';
import { type ClockReading, compareReadings, isPlausible, maxClockAheadMs } from '../schema/hybrid-clock.ts';
import { maxPhraseCharacters, maxPhrases } from '../schema/message-values.ts';
import { OWN_SETTINGS } from '../schema/segment.ts';
import { countField as count, messageIdField } from '../wire/fields.ts';
import { type EngineContext, serverNowMs } from './context.ts';
import type { Segment } from './documents.ts';
import type { PendingRow } from './records.ts';
import { makeRowReader } from './row-codec.ts';
import type { SpaceView } from './spaces.ts';
import type { StoreWrite } from './store.ts';
import { isAct, type VerifiedMessages } from './verified-messages.ts';

/** ['own', key] */
const OwnRow = v.object({ value: v.string(), wallMs: count, counter: count, id: messageIdField });
type OwnRow = v.InferOutput<typeof OwnRow>;

type OwnAct = Extract<Act, { readonly kind: 'own' }>;
const on = 'on';
const own = (key: string, value: string): OwnAct => ({ kind: 'own', target: null, value: { key, value } });

export const muteAct = (space: SpaceId, untilMs: number): OwnAct => own(`mute/${space}`, String(untilMs));
export const archiveAct = (space: SpaceId, archived: boolean): OwnAct => own(`archive/${space}`, archived ? on : '');
export const deviceNameAct = (device: DeviceId, name: string): OwnAct => own(`device/${device}`, name);
export const deviceKnownAct = (device: DeviceId): OwnAct => own(`device-known/${device}`, on);
/** Which identity of a colleague I accepted, and which I verified (TRUST-2, TRUST-3); empty: none. */
export const acceptedIdentityAct = (user: UserId, identity: string): OwnAct => own(`identity/${user}`, identity);
export const verifiedIdentityAct = (user: UserId, identity: string): OwnAct => own(`verified/${user}`, identity);
export const organisationConfirmedAct = (isConfirmed: boolean): OwnAct => own('organisation', isConfirmed ? on : '');
export const starAct = (space: SpaceId, message: MessageId, starred: boolean): OwnAct =>
  own(`star/${space}/${message}`, starred ? on : '');
export const favouriteAct = (user: UserId, isFavourite: boolean): OwnAct =>
  own(`${favouritePrefix}${user}`, isFavourite ? on : '');
const favouritePrefix = 'favourite/';
/** Empty: deleted. */
export const phraseAct = (id: PhraseId, text: string): OwnAct => own(`${phrasePrefix}${id}`, text);
const phrasePrefix = 'phrase/';
/** On unless told. */
const presenceKey = 'presence';
const off = 'off';
export const presenceAct = (isShown: boolean): OwnAct => own(presenceKey, isShown ? '' : off);

/** On unless told (MARK-9). */
const readsKey = 'reads';
export const readsAct = (areShown: boolean): OwnAct => own(readsKey, areShown ? '' : off);
/** The key of a row that says so. */
export const saysReads = ([table, key]: readonly string[]): boolean => table === 'own' && key === readsKey;

export interface Preferences {
  /** `earlier`: groups that went on in this one (EPOCH-16), the newest last; what she said of them holds until she says otherwise. */
  of(space: SpaceId, earlier?: readonly SpaceId[]): { readonly mutedUntilMs: number | undefined; readonly archived: boolean };
  isStarred(space: SpaceId, message: MessageId): boolean;
  /** Colleagues whom she looks for first (DIR-3). */
  favourites(): readonly UserId[];
  phrases(): readonly { readonly id: PhraseId; readonly text: string }[];
  /** EPH-5: I show that I am here, and see it of others. */
  isPresenceShown(): boolean;
  /** MARK-9: I show what I have read, and see it of others. */
  areReadsShown(): boolean;
  /** What she calls a device of hers; undefined: what it called itself. */
  deviceName(device: DeviceId): string | undefined;
  /** She said that a device is hers. */
  isDeviceKnown(device: DeviceId): boolean;
  /** As it was said; empty: nothing was. */
  acceptedIdentity(user: UserId): string;
  verifiedIdentity(user: UserId): string;
  isOrganisationConfirmed(): boolean;
  /** What she said last under a key; empty: nothing. */
  word(key: string): string;
  /** Rows of acts that were just written here. */
  pending(rows: readonly PendingRow[]): readonly StoreWrite[];
  /** For the leader: rows after the document changed. */
  applied(space: SpaceView, segment: Segment): Promise<readonly StoreWrite[]>;
}

interface Said extends ClockReading {
  readonly id: MessageId;
  readonly act: Act | undefined;
}

export function makePreferences(context: EngineContext, verified: VerifiedMessages): Preferences {
  const { store, deps, identity } = context;
  const read = makeRowReader(OwnRow, (row) => row);
  const wordOn = (key: string): string => read(store.get(['own', key]))?.value ?? '';

  /** Rows of what is newer than what stands. */
  function writesFor(said: readonly Said[]): readonly StoreWrite[] {
    const newest = new Map<string, OwnRow>();
    for (const { id, wallMs, counter, act } of said) {
      if (act?.kind !== 'own') continue;
      const { key, value } = act.value;
      const stored = read(store.get(['own', key]));
      const known = newest.get(key) ?? (stored && stored.wallMs <= serverNowMs(context) + maxClockAheadMs ? stored : undefined);
      const order = known === undefined ? 1 : compareReadings({ wallMs, counter }, known) || (id > known.id ? 1 : -1);
      if (order > 0) newest.set(key, { value, wallMs, counter, id });
    }
    return [...newest].map(([key, value]) => ({ key: ['own', key], value }));
  }

  return {
    of(space, earlier = []) {
      const said = [...earlier, space].map((one) => wordOn(`mute/${one}`)).findLast((word) => word !== '');
      const mutedUntilMs = Number(said ?? 0);
      return {
        mutedUntilMs: mutedUntilMs > deps.clock.nowMs() ? mutedUntilMs : undefined,
        archived: wordOn(`archive/${space}`) === on,
      };
    },
    deviceName: (device) => wordOn(`device/${device}`) || undefined,
    isDeviceKnown: (device) => wordOn(`device-known/${device}`) === on,
    acceptedIdentity: (user) => wordOn(`identity/${user}`),
    verifiedIdentity: (user) => wordOn(`verified/${user}`),
    isOrganisationConfirmed: () => wordOn('organisation') === on,
    isStarred: (space, message) => wordOn(`star/${space}/${message}`) === on,
    favourites: () =>
      store.all('own').flatMap(({ key, value }) => {
        const user = key[1]?.startsWith(favouritePrefix) ? key[1].slice(favouritePrefix.length) : undefined;
        return isUserId(user) && read(value)?.value === on ? [user] : [];
      }),
    phrases: () =>
      store
        .all('own')
        .flatMap(({ key, value }) => {
          const id = key[1]?.startsWith(phrasePrefix) ? key[1].slice(phrasePrefix.length) : undefined;
          const row = isPhraseId(id) ? read(value) : undefined;
          return row === undefined || !isPhraseId(id) || row.value === '' ? [] : [{ id, row }];
        })
        .sort((a, b) => compareReadings(b.row, a.row) || (a.id < b.id ? 1 : -1))
        .slice(0, maxPhrases)
        .map(({ id, row }) => ({ id, text: row.value.slice(0, maxPhraseCharacters) })),
    isPresenceShown: () => wordOn(presenceKey) !== off,
    areReadsShown: () => wordOn(readsKey) !== off,
    word: wordOn,
    pending: (rows) =>
      writesFor(
        rows
          .filter(({ document }) => document?.kind === OWN_SETTINGS.kind)
          .map(({ id, wallMs, counter, act }) => ({ id, wallMs, counter, act: act && decodeAct(act) })),
      ),
    async applied(space, segment) {
      const entries = Object.entries(segment.entries());
      const checked = await Promise.all(
        entries.map(([id, value]) => (isMessageId(id) ? verified.check(space, id, value) : undefined)),
      );
      const mine = checked
        .filter(isAct)
        .filter(({ entry }) => entry.author === identity.user && isPlausible(entry, serverNowMs(context)));
      return writesFor(mine.map(({ entry: { id, clock, act } }) => ({ id, ...clock, act })));
    },
  };
}
