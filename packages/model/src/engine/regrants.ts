/**
 * Who is given the keys of a space after a reset (RESET-6). An administrator of the organisation and the server together can make a new
 * identity in anybody's name: it gets no key of a space by itself, but when a member of that space has confirmed it, or where the group's
 * signed settings say that nobody has to. Until then she stands in the records as the identity that the space knows.
 */
import type { UserId } from '../ids.ts';
import type { Regrant } from '../schema/message-values.ts';
import type { Member } from '../wire/epoch-record.ts';
import type { UserChain } from '../wire/user-chain.ts';
import type { People } from './people.ts';
import type { SpaceView } from './space-rows.ts';

type Place = Pick<SpaceView, 'space' | 'kind' | 'peer' | 'members' | 'records'>;

export interface Regrants {
  /** For which user key, and at which place of her chain, she stands in the next record. Undefined: the organisation does not know her. */
  target(space: Place, user: UserId): Pick<Member, 'ukGen' | 'chainN'> | undefined;
  /** Her newest identity may have what is written here. */
  isConfirmed(space: Place, user: UserId): boolean;
  /** Somebody was confirmed and does not have the key yet: it is given to her at once. */
  isDue(space: Place): boolean;
  /** The conversation with her is in the hands of an identity that I have not confirmed: what I write waits. */
  isHeld(space: Place): boolean;
}

export interface RegrantsParts {
  readonly me: UserId;
  readonly people: Pick<People, 'chainOf'>;
  readonly acceptedResets: (user: UserId) => number;
  readonly regrantOf: (space: Place['space']) => Regrant;
}

export function makeRegrants({ me, people, acceptedResets, regrantOf }: RegrantsParts): Regrants {
  /** The first reset of hers that counts for nothing here. */
  function unconfirmed(space: Place, user: UserId, chain: UserChain) {
    if (user === me || chain.resets === 0) return undefined;
    const known = space.members.find((member) => member.user === user);
    // Automatic is about those who are members: whom nobody knew here is met under the identity that she has.
    if (known !== undefined && space.kind === 'group' && regrantOf(space.space) === 'automatic') return undefined;
    const granted = known === undefined ? 0 : chain.resetLinks.filter(({ gen }) => gen <= known.ukGen).length;
    return chain.resetLinks[Math.max(0, granted, acceptedResets(user))];
  }

  function target(space: Place, user: UserId): Pick<Member, 'ukGen' | 'chainN'> | undefined {
    const chain = people.chainOf(user);
    if (chain === undefined) return undefined;
    const reset = unconfirmed(space, user, chain);
    if (reset === undefined) return { ukGen: chain.userKey.gen, chainN: chain.n };
    const known = space.members.find((member) => member.user === user);
    return { ukGen: Math.max(known?.ukGen ?? 0, reset.gen - 1), chainN: Math.max(known?.chainN ?? 0, reset.n - 1) };
  }

  return {
    target,
    isConfirmed(space, user) {
      const chain = people.chainOf(user);
      return chain !== undefined && unconfirmed(space, user, chain) === undefined;
    },
    isDue: (space) =>
      space.members.some(({ user, ukGen }) => {
        const next = user === me ? undefined : target(space, user);
        const resets = people.chainOf(user)?.resetLinks ?? [];
        return next !== undefined && resets.some(({ gen }) => ukGen < gen && gen <= next.ukGen);
      }),
    isHeld(space) {
      const chain = space.kind === 'direct' && space.peer !== undefined ? people.chainOf(space.peer) : undefined;
      if (chain === undefined || chain.resets === 0) return false;
      const reset = chain.resetLinks[Math.max(0, acceptedResets(chain.user))];
      if (reset === undefined) return false;
      const known = space.members.find(({ user }) => user === space.peer);
      return known === undefined || known.ukGen >= reset.gen;
    },
  };
}
