/**
 * Who is in the calls of the groups here (GROUPCALL-2, GROUPCALL-3, GROUPCALL-5), put together from what each says of herself: pure. There is one call in a group at
 * most, and it is named as whoever came first names it: who starts one in the same moment goes by that name from then on.
 */
import type { DeviceId, SpaceId, UserId } from '../ids.ts';
import type { CallName, Here } from './group-signal.ts';
import { maxHeardPeople, maxPeople, maxSpaces, type Participant, type Presence, silentMs, stayAtLeastMs } from './group-state.ts';

interface Rank {
  readonly sinceMs: number;
  readonly device: DeviceId;
}
/** Everybody agrees who came first. */
export const isEarlier = (a: Rank, b: Rank): boolean => a.sinceMs < b.sinceMs || (a.sinceMs === b.sinceMs && a.device < b.device);
const byRank = (a: Rank, b: Rank): number => (isEarlier(a, b) ? -1 : 1);

export const peopleIn = (presence: Presence, space: SpaceId): readonly Participant[] => presence.get(space) ?? [];
export const nameOf = ({ call, startedBy, startedAtMs }: CallName): CallName => ({ call, startedBy, startedAtMs });

function put(presence: Presence, space: SpaceId, people: readonly Participant[]): Presence {
  const next = new Map(presence);
  if (people.length === 0) next.delete(space);
  else next.set(space, people);
  return next;
}

export function hearHere(
  presence: Presence,
  space: SpaceId,
  from: { readonly user: UserId; readonly device: DeviceId },
  { call, startedBy, startedAtMs, sinceMs, sends, handAtMs }: Here,
  /** Where this device is in itself: heard however many calls there are elsewhere. */
  own: SpaceId | undefined,
  nowMs: number,
): Presence {
  const people = peopleIn(presence, space);
  if (people.length === 0 && space !== own && presence.size >= maxSpaces) return presence;
  const before = people.find(({ user }) => user === from.user);
  const said = { ...from, call, startedBy, startedAtMs, sinceMs, sends, handAtMs, heardAtMs: nowMs };
  const isSameStay = before?.device === from.device && before.sinceMs === sinceMs;
  if (before !== undefined && !isSameStay) {
    // She came in on this device before she came in on the other one.
    if (isEarlier({ ...from, sinceMs }, before) || nowMs < before.cameAtMs + stayAtLeastMs) return presence;
  }
  const next: Participant = { ...said, cameAtMs: isSameStay ? before.cameAtMs : nowMs };
  const others = people.filter((one) => one !== before);
  return put(withoutDevice(presence, from.device, space), space, [...others, next].sort(byRank).slice(0, maxHeardPeople));
}

/** A device is in one call: where it speaks now it has left the others, so nobody fills the room that there is for calls. */
function withoutDevice(presence: Presence, device: DeviceId, but: SpaceId): Presence {
  let next = presence;
  for (const [space, people] of presence) {
    if (space === but || !people.some((one) => one.device === device)) continue;
    next = put(
      next,
      space,
      people.filter((one) => one.device !== device),
    );
  }
  return next;
}

export function hearLeave(presence: Presence, space: SpaceId, device: DeviceId, sinceMs: number): Presence {
  const people = peopleIn(presence, space);
  const left = people.filter((one) => one.device !== device || one.sinceMs !== sinceMs);
  return left.length === people.length ? presence : put(presence, space, left);
}

export function keepDevices(presence: Presence, space: SpaceId, devices: ReadonlySet<DeviceId>): Presence {
  const people = peopleIn(presence, space);
  const left = people.filter(({ device }) => devices.has(device));
  return left.length === people.length ? presence : put(presence, space, left);
}

/** Without whoever fell silent. Whom this device hears and sees is there, whatever the relay carries. */
export function dropSilent(presence: Presence, isLinked: (one: Participant) => boolean, nowMs: number): Presence {
  let next = presence;
  for (const [space, people] of presence) {
    const left = people.filter((one) => nowMs < one.heardAtMs + silentMs || isLinked(one));
    if (left.length < people.length) next = put(next, space, left);
  }
  return next;
}

/** The six who are in, of all who say so. */
export const seated = <T extends Rank>(people: readonly T[]): readonly T[] => [...people].sort(byRank).slice(0, maxPeople);
