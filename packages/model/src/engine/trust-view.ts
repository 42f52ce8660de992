/** What there is to say of whom, and of the server (TRUST-2, TRUST-3, TRUST-5): a view over stored rows. */
import type { UserId } from '../ids.ts';
import type { PersonTrust, TrustState } from './api.ts';
import type { Session } from './session.ts';

/** The tables that it is made from. */
export const trustTables = ['own', 'chain', 'organisation', 'identity', 'space', 'trust-fault'] as const;

export function trustState({
  people,
  identities,
  trustFaults,
  identity,
}: Pick<Session, 'people' | 'identities' | 'trustFaults' | 'identity'>): TrustState {
  const others = [...(people.organisation()?.members.keys() ?? [])].filter((user) => user !== identity.user);
  const trust = (user: UserId): PersonTrust => {
    const atMs = people.chainOf(user)?.resetLinks.at(-1)?.atMs ?? 0;
    return {
      user,
      verified: identities.isVerified(user),
      changed: identities.needsAcceptance(user) ? { atMs } : undefined,
      wasVerified: identities.wasVerified(user),
    };
  };
  return {
    people: others.map(trust).filter(({ verified, changed, wasVerified }) => verified || wasVerified || changed !== undefined),
    organisationConfirmed: identities.isOrganisationConfirmed(),
    faults: [...trustFaults.all()].sort((a, b) => a.sinceMs - b.sinceMs),
  };
}
