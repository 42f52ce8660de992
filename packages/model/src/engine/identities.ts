/**
 * Which identity of a colleague I have accepted, and which one I have verified (TRUST-2 … TRUST-4). An identity is the genesis of her device
 * chain and the number of its resets. What I said is in my own preferences (DOC-13), so all my devices know; what this device met first is
 * a row of its own. One word of each kind per person of the organisation, no more.
 */
import { bytesToHex } from '../bytes.ts';
import type { UserId } from '../ids.ts';
import { err, type Result } from '../result.ts';
import type { Act } from '../schema/act.ts';
import type { UserChain } from '../wire/user-chain.ts';
import type { CommandError } from './api.ts';
import type { EngineContext } from './context.ts';
import type { People } from './people.ts';
import { acceptedIdentityAct, organisationConfirmedAct, type Preferences, verifiedIdentityAct } from './preferences.ts';
import { IdentityRow } from './records.ts';
import { makeRowReader } from './row-codec.ts';
import type { SpaceView } from './spaces.ts';

export interface Identities {
  /**
   * How many resets of this person I have accepted; initially the number when I first knew her. −1: not even the genesis of her chain is the
   * one that I accepted.
   */
  acceptedResets(user: UserId): number;
  /** She has an identity that I have not accepted. */
  needsAcceptance(user: UserId): boolean;
  /** TRUST-4: whose identity is to be accepted before an urgent message, or a file, goes there. */
  unacceptedIn(space: Pick<SpaceView, 'members' | 'peer' | 'invited'>): readonly UserId[];
  /** "It is she": also the identity that comes after it will have to be accepted. */
  accept(user: UserId): Promise<Result<void, CommandError>>;
  /** I compared safety numbers with her, and she has the same identity still. */
  isVerified(user: UserId): boolean;
  /** I did, and her identity is another one since. */
  wasVerified(user: UserId): boolean;
  /** Verifying her accepts her identity, and confirms the organisation that both numbers contain. */
  setVerified(user: UserId, isVerified: boolean): Promise<Result<void, CommandError>>;
  /** TRUST-2: somebody was verified, so the organisation is the one that she knows. */
  isOrganisationConfirmed(): boolean;
}

export interface IdentitiesParts {
  readonly context: Pick<EngineContext, 'store' | 'identity'>;
  readonly people: Pick<People, 'chainOf' | 'organisation'>;
  readonly preferences: Pick<Preferences, 'acceptedIdentity' | 'verifiedIdentity' | 'isOrganisationConfirmed'>;
  readonly spaces: () => readonly Pick<SpaceView, 'members' | 'writers'>[];
  readonly prefer: (acts: readonly Act[]) => Promise<Result<void, CommandError>>;
}

interface Known {
  readonly genesis: string;
  readonly resets: number;
}
const wordOf = ({ genesis, resets }: Known): string => `${genesis} ${resets}`;
function parseWord(word: string): Known | undefined {
  const [, genesis, resets] = /^([0-9a-f]{64}) (\d{1,6})$/.exec(word) ?? [];
  return genesis === undefined ? undefined : { genesis, resets: Number(resets) };
}
const identityIn = ({ genesisHash, resets }: UserChain): Known => ({ genesis: bytesToHex(genesisHash), resets });

export function makeIdentities({ context, people, preferences, spaces, prefer }: IdentitiesParts): Identities {
  const { store, identity } = context;
  const readMet = makeRowReader(IdentityRow, ({ genesis, resets }): Known => ({ genesis: bytesToHex(genesis), resets }));

  /**
   * A device of mine that came after a reset met nobody else; but the signed records of a space name the position at which she stood there
   * while I was a member: the identity that my other devices knew.
   */
  function resetsInSpaces(user: UserId, chain: UserChain): number {
    const positions = spaces().flatMap(({ members, writers }) => {
      const mine = members.find((member) => member.user === identity.user);
      const sinceEpoch = mine?.joined?.epoch ?? 0;
      return writers.flatMap(([who, , toEpoch, chainN]) => (mine && who === user && toEpoch >= sinceEpoch ? [chainN] : []));
    });
    const oldest = Math.min(...positions);
    return chain.resetLinks.filter(({ n }) => n <= oldest).length;
  }

  function acceptedResets(user: UserId): number {
    const chain = people.chainOf(user);
    if (chain === undefined) return 0;
    const is = identityIn(chain);
    const said = parseWord(preferences.acceptedIdentity(user));
    if (said !== undefined) return said.genesis === is.genesis ? said.resets : -1;
    const met = readMet(store.get(['identity', user])) ?? is;
    if (met.genesis !== is.genesis) return -1;
    if (is.resets === 0) return 0;
    const verified = parseWord(preferences.verifiedIdentity(user));
    return Math.min(met.resets, verified?.resets ?? is.resets, resetsInSpaces(user, chain));
  }

  function needsAcceptance(user: UserId): boolean {
    const chain = people.chainOf(user);
    return chain !== undefined && user !== identity.user && acceptedResets(user) < chain.resets;
  }

  const verifiedOf = (user: UserId): 'verified' | 'changed' | undefined => {
    const word = preferences.verifiedIdentity(user);
    const chain = people.chainOf(user);
    if (parseWord(word) === undefined || chain === undefined) return undefined;
    return word === wordOf(identityIn(chain)) ? 'verified' : 'changed';
  };
  const isVerified = (user: UserId): boolean => verifiedOf(user) === 'verified';

  return {
    acceptedResets,
    needsAcceptance,
    unacceptedIn: ({ members, peer, invited = [] }) =>
      [...new Set([...members.map(({ user }) => user), ...(peer === undefined ? [] : [peer]), ...invited])].filter(
        needsAcceptance,
      ),
    async accept(user) {
      const chain = people.chainOf(user);
      if (chain === undefined) return err({ type: 'unknown-person' });
      return prefer([acceptedIdentityAct(user, wordOf(identityIn(chain)))]);
    },
    isVerified,
    wasVerified: (user) => verifiedOf(user) === 'changed',
    async setVerified(user, isNow) {
      const chain = people.chainOf(user);
      if (chain === undefined || user === identity.user) return err({ type: 'unknown-person' });
      if (isNow) {
        const word = wordOf(identityIn(chain));
        return prefer([verifiedIdentityAct(user, word), acceptedIdentityAct(user, word), organisationConfirmedAct(true)]);
      }
      const others = [...(people.organisation()?.members.keys() ?? [])].filter((other) => other !== user);
      const isStill = others.some(isVerified);
      return prefer([verifiedIdentityAct(user, ''), ...(isStill ? [] : [organisationConfirmedAct(false)])]);
    },
    isOrganisationConfirmed: preferences.isOrganisationConfirmed,
  };
}
