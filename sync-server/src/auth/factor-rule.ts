/**
 * POLICY-2 at the server: whose account may do nothing but set up a second factor. A passkey counts; then the password alone opens nothing.
 * The chain is asked only about accounts that have neither.
 */
import type { Role } from '@sanad/model/wire/organisation-chain';
import { factorNeededAtMs } from '@sanad/model/wire/policy';
import type { Queryable } from '../db/database.ts';
import type { OrganisationStore } from '../devices/organisation-store.ts';

export interface FactorRuleDeps {
  readonly organisation: OrganisationStore;
  readonly nowMs: () => number;
}
export interface Factors {
  readonly hasTotp: boolean;
  readonly hasPasskey: boolean;
}
interface FactorHolder extends Factors {
  readonly role: Role;
}

/** Columns of `person p` beside `"user" u`. */
export const factorColumns = `u."twoFactorEnabled" is true as "hasTotp",
  exists (select 1 from passkey k where k."userId" = u.id) as "hasPasskey"`;

/** From when on this account needs a second factor, whether or not it has one; undefined: it needs none. */
export async function factorNeeded(deps: FactorRuleDeps, client: Queryable, role: Role): Promise<number | undefined> {
  return factorNeededAtMs(await deps.organisation.load(client), role === 'administrator');
}

/** From when on she is let in with one alone, if she has none. */
export async function factorLackingFrom(
  deps: FactorRuleDeps,
  client: Queryable,
  person: FactorHolder,
): Promise<number | undefined> {
  return person.hasTotp || person.hasPasskey ? undefined : factorNeeded(deps, client, person.role);
}

export async function isFactorLacking(deps: FactorRuleDeps, client: Queryable, person: FactorHolder): Promise<boolean> {
  const fromMs = await factorLackingFrom(deps, client, person);
  return fromMs !== undefined && deps.nowMs() >= fromMs;
}
