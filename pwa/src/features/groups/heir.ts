/** EPOCH-12: who becomes administrator when the last one leaves: the member who joined first, then the smaller id. */
import type { GroupMember, SpaceEvent } from '@sanad/model/engine/api';
import type { UserId } from '@sanad/model/ids';

/**
 * 'none': I am alone. 'longest': somebody, but what is known here does not say who. Undefined: an administrator remains.
 * `isWhole`: `events` are all that ever happened in the group.
 */
export function heirOf(
  people: readonly GroupMember[],
  me: UserId,
  events: readonly SpaceEvent[],
  isWhole: boolean,
): UserId | 'none' | 'longest' | undefined {
  const others = people.filter(({ user, waiting }) => user !== me && waiting === undefined);
  if (others.some(({ admin }) => admin)) return undefined;
  const [only] = others;
  if (only === undefined) return 'none';
  if (others.length === 1) return only.user;
  if (!isWhole) return 'longest';
  const joinedAt = new Map<UserId, number>();
  for (const { index, by, created, added } of events)
    for (const user of created ? [by, ...added] : added) joinedAt.set(user, index);
  const rank = (user: UserId): number => joinedAt.get(user) ?? Number.POSITIVE_INFINITY;
  const [first] = others.map(({ user }) => user).sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return first;
}
