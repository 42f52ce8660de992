/** What there is to say of somebody's identity, and what the server showed of her (TRUST-2, TRUST-3, TRUST-5). */
import type { PersonTrust, TrustFault } from '@sanad/model/engine/api';
import type { UserId } from '@sanad/model/ids';
import { createMemo } from 'solid-js';
import { useEngine } from '../engine-client.ts';

export function useTrust() {
  const { trust } = useEngine();
  const byUser = createMemo(() => new Map(trust().people.map((person) => [person.user, person])));
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
