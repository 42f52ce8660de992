/** POLICY-3 at the door: whether somebody may sign in on a computer that several people use. Whoever is signed in on one stays. */
import { err, ok, type Result } from '@sanad/model/result';
import type { SharedComputer } from '@sanad/model/wire/computer';
import { policyOf } from '@sanad/model/wire/policy';
import type { Queryable } from '../db/database.ts';
import type { OrganisationStore } from '../devices/organisation-store.ts';
import { type Refusal, refusal } from '../http/refusal.ts';

export async function admitComputer(
  { organisation }: { readonly organisation: OrganisationStore },
  client: Queryable,
  computer: SharedComputer | undefined,
): Promise<Result<undefined, Refusal>> {
  if (computer === undefined) return ok(undefined);
  const { computers } = policyOf(await organisation.load(client));
  return computers.shared ? ok(undefined) : err(refusal('auth/shared-computer'));
}
