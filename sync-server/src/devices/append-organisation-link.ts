/**
 * Appending to the organisation's chain (ORG-2, ORG-5 … ORG-7, ORG-10): only by a session of the person whose device signed, who may. What a link says
 * takes effect in the same transaction: approve → active and role; suspend → suspended, sessions gone. The caller closes sockets.
 */
import { equalBytes, hexToBytes } from '@sanad/model/bytes';
import type { DeviceId, UnitId, UserId } from '@sanad/model/ids';
import { err, ok, type Result } from '@sanad/model/result';
import {
  applyOrganisationLink,
  bindingInput,
  type OrganisationLink,
  organisationSigner,
  type Role,
} from '@sanad/model/wire/organisation-chain';
import { type Permission, permits, scopeOf } from '@sanad/model/wire/permissions';
import type { Profession } from '@sanad/model/wire/profession';
import type { Statement } from '@sanad/model/wire/statement';
import { endLinksMadeBy, endLinksOf } from '../admin/end-password-links.ts';
import { reaches } from '../admin/scope.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { organisationEntry } from '../audit/link-entries.ts';
import { findPersonStatus } from '../auth/people.ts';
import { forgetTrust } from '../auth/trusted-browsers.ts';
import { type Database, type Queryable, transaction } from '../db/database.ts';
import type { Session } from '../http/context.ts';
import { type Refusal, refusal } from '../http/refusal.ts';
import { signerKey } from './append-user-link.ts';
import { insertOrganisationLink, type OrganisationStore, parseOrganisationLink } from './organisation-store.ts';
import { isSignedNow, sha256, statementHash, verifyStatement } from './signature.ts';

export interface OrganisationLinkAccepted {
  readonly n: number;
  readonly suspended: UserId | undefined;
  readonly removed: DeviceId | undefined;
}

/** ADMIN-1. */
const permissionOf = {
  approve: 'accounts.approve',
  set_role: 'accounts.role',
  suspend: 'accounts.suspend',
  reinstate: 'accounts.suspend',
  remove_device: 'devices.remove',
  policy: 'policies.change',
} as const satisfies Record<Exclude<OrganisationLink['type'], 'genesis'>, Permission>;

export function appendOrganisationLink(
  database: Database,
  organisation: OrganisationStore,
  author: Pick<Session, 'user' | 'role'>,
  statement: Statement,
  nowMs: number,
): Promise<Result<OrganisationLinkAccepted, Refusal>> {
  return transaction(database, async (client) => {
    const link = parseOrganisationLink(statement);
    const chain = await organisation.load(client);
    if (!link.ok || chain === undefined) return err(refusal('chain/invalid'));
    const hash = statementHash('organisationLink', statement);
    // ORG-7, also of one that is there: everybody can read it, and each time everybody connected would be told.
    if (link.value.signer.user !== author.user) return err(refusal('auth/forbidden'));
    if (link.value.n === chain.n && equalBytes(hash, chain.head))
      return ok({ n: chain.n, suspended: undefined, removed: undefined });
    if (!(await isPermitted(client, author, link.value))) return err(refusal('auth/forbidden'));
    if (!isTimely(link.value, nowMs)) return err(refusal('chain/invalid'));
    const next = applyOrganisationLink(chain, link.value, hash);
    if (!next.ok) {
      return err(next.error.type === 'conflict' ? refusal('chain/conflict', { n: next.error.n }) : refusal('chain/invalid'));
    }
    const signer = organisationSigner(chain, link.value);
    if (!signer.ok) return err(refusal('auth/forbidden'));
    const key = signer.value.known ?? (await signerKey(client, organisation, link.value.signer));
    if (key === undefined || !(await verifyStatement('organisationLink', statement, key, signer.value.coSigner))) {
      return err(refusal('chain/signature'));
    }
    if (!(await insertOrganisationLink(client, link.value.n, statement)))
      return err(refusal('chain/conflict', { n: chain.n + 1 }));
    const applied = await applyToAccount(client, link.value);
    if (!applied.ok) return applied;
    if (!(await isAdministered(client))) return err(refusal('chain/invalid'));
    await appendAudit(client, organisationEntry(chain, link.value));
    const { type, payload } = link.value;
    return ok({
      n: link.value.n,
      suspended: type === 'suspend' ? payload.user : undefined,
      removed: type === 'remove_device' ? payload.device : undefined,
    });
  });
}

/** POLICY-2, POLICY-10: from its time on a rule gives days before it bites. Dated back it would give none, dated ahead it would never hold. */
const isTimely = ({ type, atMs }: OrganisationLink, nowMs: number): boolean => type !== 'policy' || isSignedNow(atMs, nowMs);

async function isPermitted(client: Queryable, author: Pick<Session, 'user' | 'role'>, link: OrganisationLink): Promise<boolean> {
  if (link.type === 'genesis') return false;
  const permission = permissionOf[link.type];
  // A policy is for everybody.
  if (link.type === 'policy') return permits(author.role, permission);
  const { user } = link.payload;
  // ADMIN-4
  if (user === author.user && (link.type === 'suspend' || link.type === 'remove_device')) return false;
  // A head answers for requests; whom somebody refused an administrator alone lets in.
  const isAsked = link.type !== 'approve' || scopeOf(author.role, permission) === 'all' || (await isPending(client, user));
  return isAsked && reaches(client, author, permission, user);
}

const isPending = async (client: Queryable, user: UserId): Promise<boolean> =>
  (await findPersonStatus(client, user)) === 'pending';

interface AccountRow {
  readonly name: string;
  readonly profession: Profession;
  readonly salt: Uint8Array;
  readonly genesis_hash: Uint8Array;
}

export async function applyToAccount(client: Queryable, link: OrganisationLink): Promise<Result<undefined, Refusal>> {
  switch (link.type) {
    case 'genesis':
    // ORG-10: devices go by it; of an account it says nothing.
    case 'policy':
      return ok(undefined);
    case 'approve': {
      const { user, genesis, binding, role } = link.payload;
      const { rows } = await client.query<AccountRow>(
        `select u.name, p.profession, p.salt, c.genesis_hash from person p join "user" u on u.id = p.user_id
           join user_chain c on c.user_id = p.user_id where p.user_id = $1 for update of p`,
        [user],
      );
      const [account] = rows;
      if (account === undefined || !equalBytes(account.genesis_hash, genesis)) return err(refusal('chain/invalid'));
      // ORG-5: what she signed must be the directory row that colleagues will be shown.
      const expected = sha256(bindingInput(account.salt, account.name, account.profession));
      if (!equalBytes(expected, binding)) return err(refusal('chain/invalid'));
      await client.query("update person set status = 'active' where user_id = $1 and status <> 'erased'", [user]);
      return setRole(client, user, role, link.payload.unit);
    }
    case 'set_role':
      return setRole(client, link.payload.user, link.payload.role, link.payload.unit);
    case 'remove_device': {
      // ORG-12: from now on as if her own chain said so, which the next of her devices sees to.
      const { user, device } = link.payload;
      const removed = await client.query(
        `update device d set removed_at = now(), revoked_n = coalesce(d.revoked_n, c.n)
           from user_chain c where c.user_id = d.user_id and d.id = $1 and d.user_id = $2`,
        [hexToBytes(device), user],
      );
      await forgetTrust(client, user); // its browser may be one of them (AUTH-12)
      await client.query('delete from push_subscription where device_key = (select key from device where id = $1)', [
        hexToBytes(device),
      ]);
      return changedOne(removed);
    }
    case 'suspend': {
      const { user } = link.payload;
      await client.query("update person set status = 'suspended' where user_id = $1 and status <> 'erased'", [user]);
      await client.query('delete from session where "userId" = $1', [user]);
      await forgetTrust(client, user);
      await endLinksOf(client, user);
      await endLinksMadeBy(client, user);
      return ok(undefined);
    }
    case 'reinstate':
      return changedOne(
        await client.query("update person set status = 'active' where user_id = $1 and status <> 'erased'", [link.payload.user]),
      );
  }
}

async function setRole(
  client: Queryable,
  user: UserId,
  role: Role,
  unit: UnitId | undefined,
): Promise<Result<undefined, Refusal>> {
  const set = await client.query(
    `update person set role = $2, heads_unit = $3
      where user_id = $1 and status <> 'erased' and ($3::uuid is null or exists (select 1 from unit where id = $3))`,
    [user, role, unit ?? null],
  );
  if (!permits(role, 'accounts.password')) await endLinksMadeBy(client, user);
  return changedOne(set);
}

const changedOne = ({ rowCount }: { readonly rowCount: number | null }): Result<undefined, Refusal> =>
  rowCount === 1 ? ok(undefined) : err(refusal('chain/invalid'));

/** ORG-4, as the accounts have it: the chain does not know who ended hers (ACCOUNT-4). */
async function isAdministered(client: Queryable): Promise<boolean> {
  const { rowCount } = await client.query("select 1 from person where role = 'administrator' and status = 'active' limit 1");
  return rowCount === 1;
}
