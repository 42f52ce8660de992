/** POLICY-5: where a copy of a message may go. The setting of the group (DOC-12) and the hospital's rule both count: the stricter one holds. */
import type { SpaceId, UserId } from '../ids.ts';
import { policyOf } from '../wire/policy.ts';
import type { ForwardTargets } from './api-rules.ts';
import type { Session } from './session.ts';
import type { SpaceView } from './spaces.ts';

type Parts = Pick<Session, 'people' | 'spaces' | 'groupViews' | 'identity'>;

/** Also of a direct conversation that the server has not accepted yet. */
const peopleOf = ({ members, peer }: SpaceView, me: UserId): ReadonlySet<UserId> =>
  new Set([me, ...(peer === undefined ? [] : [peer]), ...members.map(({ user }) => user)]);

export function forwardTargets({ people, spaces, groupViews, identity }: Parts, from: SpaceId): ForwardTargets {
  const rule = policyOf(people.organisation()).forwarding;
  if (rule === 'nobody' || groupViews.group(from)?.forwarding === false) return { to: 'nobody' };
  if (rule === 'anybody') return { to: 'anybody' };
  const space = spaces.get(from);
  const known = space === undefined ? new Set<UserId>() : peopleOf(space, identity.user);
  const isWithin = (other: SpaceView): boolean => [...peopleOf(other, identity.user)].every((user) => known.has(user));
  const conversations = spaces
    .all()
    .filter(isWithin)
    .map((other) => other.space);
  return { to: 'members', people: [...known], conversations };
}

export function mayForward(parts: Parts, from: SpaceId, to: SpaceId): boolean {
  const targets = forwardTargets(parts, from);
  return targets.to === 'anybody' || (targets.to === 'members' && targets.conversations.includes(to));
}
