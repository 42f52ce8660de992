/** What there is to say of somebody's identity, and what the server showed of her (TRUST-2, TRUST-3, TRUST-5). */
import type { PersonTrust, TrustFault, TrustState } from '@sanad/model/engine/api';
import type { UserId } from '@sanad/model/ids';
import { useEngine } from '../engine-client.ts';

/** Once for all who ask: each row of a list of thousands does. */
const maps = new WeakMap<TrustState, ReadonlyMap<UserId, PersonTrust>>();
function mapOf(state: TrustState): ReadonlyMap<UserId, PersonTrust> {
  const known = maps.get(state) ?? new Map(state.people.map((person) => [person.user, person]));
  maps.set(state, known);
  return known;
}

export function useTrust() {
  const { trust } = useEngine();
  const byUser = () => mapOf(trust());
  return {
    of: (user: UserId | undefined): PersonTrust | undefined => (user === undefined ? undefined : byUser().get(user)),
    isVerified: (user: UserId | undefined): boolean => user !== undefined && byUser().get(user)?.verified === true,
    faultsOf: (users: readonly UserId[]): readonly TrustFault[] =>
      trust().faults.filter(({ user }) => user !== undefined && users.includes(user)),
    faults: (): readonly TrustFault[] => trust().faults,
    /** Of these people: whose identity is another one than was accepted. */
    changedAmong: (users: readonly UserId[]): readonly PersonTrust[] =>
      trust().people.filter(({ user, changed }) => changed !== undefined && users.includes(user)),
  };
}
