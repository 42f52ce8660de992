/**
 * Sign-up (AUTH-2, CHAIN-2): one request, one transaction. Account, directory row, genesis of the device chain and the grants of the
 * first user key stand together or not at all. Through the first-administrator link the organisation's genesis and its first approval
 * come with them. A repeated request whose answer was lost succeeds again.
 */
import { equalBytes } from '@sanad/model/bytes';
import { err, ok, type Result } from '@sanad/model/result';
import type { SignUp } from '@sanad/model/wire/http';
import { policyOf } from '@sanad/model/wire/policy';
import { statementHashInput } from '@sanad/model/wire/statement';
import { applyUserLink, requiredSigners, type UserChain, type UserLink } from '@sanad/model/wire/user-chain';
import { unitNamed } from '../admin/unit-names.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, type Queryable, transaction } from '../db/database.ts';
import { insertOrganisationLink, type OrganisationStore } from '../devices/organisation-store.ts';
import { deviceIdOf, sha256, verifyStatement } from '../devices/signature.ts';
import { isDeviceKnown, parseUserLink, saveUserKeys, saveUserLink } from '../devices/user-chain-store.ts';
import { type Refusal, refusal } from '../http/refusal.ts';
import { lookAtInvitation, takeInvitation } from '../invitations/invitation-store.ts';
import { checkFounding } from './founding.ts';
import { isWeak } from './guessable.ts';
import { dropFirstAdminToken, isFirstAdminToken } from './settings.ts';

export interface SignUpDeps {
  readonly database: Database;
  readonly organisation: OrganisationStore;
  readonly hashPassword: (password: string) => Promise<string>;
}

/** Success: the account stands, pending or (first administrator) active. The caller signs in to get the session. */
export async function signUp(deps: SignUpDeps, request: SignUp): Promise<Result<undefined, Refusal>> {
  const rules = policyOf(await deps.organisation.load(deps.database));
  if (isWeak(request.password, request, rules)) return err(refusal('account/password-weak'));
  const genesis = await checkGenesis(request);
  if (!genesis.ok) return genesis;
  if (request.firstAdmin !== undefined) {
    const founding = await checkFounding(request, genesis.value);
    if (!founding.ok) return founding;
  }
  if (await isRepeated(deps.database, request, genesis.value)) return ok(undefined);
  // POLICY-6. Whether an invitation is one that counts shows in the transaction (INVITE-3).
  const isUninvited = request.firstAdmin === undefined && request.invitation === undefined;
  if (rules.registration === 'invitation' && isUninvited) return err(refusal('sign-up/invitation-only'));
  // Before anything that tells who has an account: a stranger has a token of her own making.
  if (request.invitation !== undefined && (await lookAtInvitation(deps.database, request.invitation)) === undefined)
    return err(refusal('invitation/invalid'));
  const passwordHash = await deps.hashPassword(request.password);
  return transaction(deps.database, async (client) => {
    const allowed = await checkOrganisation(client, deps.organisation, request, genesis.value);
    if (!allowed.ok) return allowed;
    const account = await insertAccount(client, request, passwordHash);
    if (!account.ok) return account;
    if (await isDeviceKnown(client, firstDevice(genesis.value))) return err(refusal('chain/invalid'));
    await saveUserLink(client, genesis.value, request.genesis);
    await saveUserKeys(client, request.user, request.userKeyGrants, undefined);
    // Before what else is written down: whoever makes invitations holds their table, and waits for the log.
    if (request.invitation !== undefined && !(await takeInvitation(client, request.invitation, request.user)))
      return err(refusal('invitation/invalid'));
    const { user } = request;
    const device = firstDevice(genesis.value);
    const asked = { actor: user, act: 'account.ask', subject: user, facts: { device } } as const;
    if (request.firstAdmin === undefined) {
      await appendAudit(client, asked);
      return ok(undefined);
    }
    await dropFirstAdminToken(client);
    const stands =
      (await insertOrganisationLink(client, 0, request.firstAdmin.organisation)) &&
      (await insertOrganisationLink(client, 1, request.firstAdmin.approval));
    if (!stands) return err(refusal('account/first-admin-link'));
    await appendAudit(client, asked);
    await appendAudit(client, {
      actor: user,
      act: 'organisation.found',
      subject: user,
      facts: { role: 'administrator', device },
    });
    return ok(undefined);
  });
}

const firstDevice = (chain: UserChain) => [...chain.devices.keys()][0] ?? deviceIdOf(chain.recovery);

async function checkGenesis(request: SignUp): Promise<Result<UserChain, Refusal>> {
  const link = parseUserLink(request.genesis);
  if (!link.ok || link.value.user !== request.user || !isBound(link.value)) return err(refusal('chain/invalid'));
  const required = requiredSigners(undefined, link.value);
  const hash = sha256(statementHashInput('userLink', request.genesis));
  const chain = applyUserLink(undefined, link.value, hash);
  if (!required.ok || !chain.ok || required.value.signer === undefined) return err(refusal('chain/invalid'));
  const recipients = new Set<string>(request.userKeyGrants.map((grant) => grant.recipient));
  const complete = recipients.size === 2 && recipients.has('recovery') && recipients.has(firstDevice(chain.value));
  if (!complete || request.userKeyGrants.some((grant) => grant.gen !== 0)) return err(refusal('chain/invalid'));
  const valid = await verifyStatement('userLink', request.genesis, required.value.signer, required.value.coSigner);
  return valid ? ok(chain.value) : err(refusal('chain/signature'));
}

const isBound = (link: UserLink): boolean =>
  link.type === 'genesis' && deviceIdOf(link.payload.device) === link.payload.device.id;

async function checkOrganisation(
  client: Queryable,
  store: OrganisationStore,
  request: SignUp,
  genesis: UserChain,
): Promise<Result<undefined, Refusal>> {
  if (request.firstAdmin !== undefined) {
    return (await isFirstAdminToken(client, request.firstAdmin.token)) ? ok(undefined) : err(refusal('account/first-admin-link'));
  }
  const organisation = await store.load(client);
  if (organisation === undefined) return err(refusal('account/no-organisation'));
  return equalBytes(organisation.hash, genesis.organisation) ? ok(undefined) : err(refusal('chain/invalid'));
}

async function isRepeated(database: Database, request: SignUp, genesis: UserChain): Promise<boolean> {
  const { rows } = await database.query<{ genesis_hash: Uint8Array }>(
    'select c.genesis_hash from user_chain c join "user" u on u.id = c.user_id where c.user_id = $1 and u.email = $2',
    [request.user, request.email],
  );
  return rows[0] !== undefined && equalBytes(rows[0].genesis_hash, genesis.genesisHash);
}

async function insertAccount(client: Queryable, request: SignUp, passwordHash: string): Promise<Result<undefined, Refusal>> {
  const { user, name, email, staffNumber, profession, unit, salt } = request;
  const inserted = await client.query(
    'insert into "user" (id, name, email, "emailVerified") values ($1, $2, $3, false) on conflict do nothing',
    [user, name, email],
  );
  if (inserted.rowCount !== 1) return err(refusal('account/email-taken'));
  await client.query(
    `insert into account (id, "accountId", "providerId", "userId", password, "updatedAt")
     values (gen_random_uuid(), $1::text, 'credential', $1::uuid, $2, now())`,
    [user, passwordHash],
  );
  const founder = request.firstAdmin !== undefined;
  const person = await client.query(
    `insert into person (user_id, status, role, staff_number, profession, unit, unit_id, salt)
     values ($1, $2, $3, $4, $5, $6, ${unitNamed('$6')}, $7) on conflict (staff_number) do nothing`,
    [user, founder ? 'active' : 'pending', founder ? 'administrator' : 'member', staffNumber, profession, unit, salt],
  );
  return person.rowCount === 1 ? ok(undefined) : err(refusal('account/staff-number-taken'));
}
