/** The others in a call of a group, as screens show them: by name, and whose hand is up since when. */
import type { GroupCallPerson, GroupCallRow, Person } from '@sanad/model/engine/api';
import type { UserId } from '@sanad/model/ids';

export interface Shown extends GroupCallPerson {
  /** Undefined until the directory was read. */
  readonly person: Person | undefined;
  /** 1 for the hand that went up first; undefined: it is down. */
  readonly hand: number | undefined;
}

export function shownPeople(
  row: Pick<GroupCallRow, 'people' | 'handAtMs'>,
  directory: readonly Person[] | undefined,
): readonly Shown[] {
  const order = handsOf(row);
  return row.people.map((one) => ({
    ...one,
    person: directory?.find(({ user }) => user === one.user),
    hand: one.handAtMs === undefined ? undefined : order.indexOf(one.user) + 1,
  }));
}

export const ownHand = (row: Pick<GroupCallRow, 'people' | 'handAtMs'>): number | undefined =>
  row.handAtMs === undefined ? undefined : handsOf(row).indexOf('mine') + 1;

/** In the order in which they went up. */
function handsOf({ people, handAtMs }: Pick<GroupCallRow, 'people' | 'handAtMs'>): readonly (UserId | 'mine')[] {
  const up: { readonly who: UserId | 'mine'; readonly atMs: number }[] = people.flatMap(({ user, handAtMs: atMs }) =>
    atMs === undefined ? [] : [{ who: user, atMs }],
  );
  if (handAtMs !== undefined) up.push({ who: 'mine', atMs: handAtMs });
  return up.sort((a, b) => a.atMs - b.atMs).map(({ who }) => who);
}
