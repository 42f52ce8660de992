/**
 * Appending to a device chain (CHAIN-4 … CHAIN-8): compare-and-swap under the chain's row lock; the signatures that the chain so far
 * requires; the user keys that must come with the link, so that no recipient is ever left without one:
 *
 * | link          | grants in the same request                            | back link |
 * |---------------|-------------------------------------------------------|-----------|
 * | add_device    | the current user key to the new device                | –         |
 * | rotate_uk     | the new one to every active device and to recovery    | yes       |
 * | set_recovery  | the current one to recovery (replaces the old)        | –         |
 * | reset         | the new one to the new device and to recovery         | –         |
 * | revoke_device | none                                                  | –         |
 */

import { equalBytes } from '@sanad/model/bytes';
import type { DeviceId, UserId } from '@sanad/model/ids';
import { err, ok, type Result } from '@sanad/model/result';
import type { AppendUserLink } from '@sanad/model/wire/http';
import type { Statement } from '@sanad/model/wire/statement';
import { applyUserLink, isActive, requiredSigners, type UserChain, type UserLink } from '@sanad/model/wire/user-chain';
import { appendAudit } from '../audit/append-audit.ts';
import { userLinkEntry } from '../audit/link-entries.ts';
import { type Database, type Queryable, transaction } from '../db/database.ts';
import { type Refusal, refusal } from '../http/refusal.ts';
import type { OrganisationStore } from './organisation-store.ts';
import { deviceIdOf, statementHash, verifyStatement } from './signature.ts';
import {
  dropOlderRecoveryGrants,
  findDevice,
  isDeviceKnown,
  loadUserChainForAppend,
  parseUserLink,
  saveUserKeys,
  saveUserLink,
} from './user-chain-store.ts';

export interface UserLinkAccepted {
  readonly n: number;
  /** Devices that this link ended: their sockets are closed. */
  readonly revoked: readonly DeviceId[];
}

export function appendUserLink(
  database: Database,
  organisation: OrganisationStore,
  user: UserId,
  request: AppendUserLink,
): Promise<Result<UserLinkAccepted, Refusal>> {
  return transaction(database, async (client) => {
    const link = parseUserLink(request.link);
    if (!link.ok || link.value.user !== user) return err(refusal('chain/invalid'));
    const chain = await loadUserChainForAppend(client, user);
    if (chain === undefined) return err(refusal('chain/invalid'));
    const hash = statementHash('userLink', request.link);
    if (link.value.n === chain.n && equalBytes(hash, chain.head)) return ok({ n: chain.n, revoked: [] }); // the answer was lost
    const next = applyUserLink(chain, link.value, hash);
    if (!next.ok) {
      return err(next.error.type === 'conflict' ? refusal('chain/conflict', { n: next.error.n }) : refusal('chain/invalid'));
    }
    const signed = await checkSignatures(client, organisation, chain, link.value, request);
    if (!signed.ok) return signed;
    if (!(await newDeviceFits(client, link.value))) return err(refusal('chain/invalid'));
    if (!keysFit(link.value, next.value, request)) return err(refusal('chain/invalid'));
    if (link.value.type === 'reset' && !(await isOffered(client, user, request.link))) return err(refusal('chain/invalid'));
    await saveUserLink(client, next.value, request.link);
    await saveUserKeys(client, user, request.userKeyGrants ?? [], request.userKeyBackLink);
    const isOtherCode = link.value.type === 'reset' || link.value.type === 'set_recovery';
    if (isOtherCode) await dropOlderRecoveryGrants(client, user, next.value.userKey.gen);
    if (link.value.type === 'reset') await endIdentity(client, user);
    await appendAudit(client, userLinkEntry(link.value));
    const revoked = [...next.value.devices.values()].filter((device) => device.revokedN === next.value.n).map(({ id }) => id);
    return ok({ n: next.value.n, revoked });
  });
}

async function checkSignatures(
  client: Queryable,
  organisation: OrganisationStore,
  chain: UserChain,
  link: UserLink,
  request: AppendUserLink,
): Promise<Result<undefined, Refusal>> {
  const required = requiredSigners(chain, link);
  if (!required.ok) return err(refusal('chain/invalid'));
  const { signer, administrator, coSigner } = required.value;
  const key = administrator === undefined ? signer : await administratorKey(client, organisation, administrator);
  if (key === undefined) return err(refusal('chain/signature'));
  return (await verifyStatement('userLink', request.link, key, coSigner)) ? ok(undefined) : err(refusal('chain/signature'));
}

interface AdministratorSigner {
  readonly user: UserId;
  readonly device: DeviceId;
  readonly chainN: number;
}

/** How long somebody's request for a new identity is kept, and an answer to it good for something. */
export const resetTerm = "interval '7 days'";

/** RESET-3: what an administrator signed makes nothing once it was refused, withdrawn, or is too old. */
async function isOffered(client: Queryable, user: UserId, { body }: Statement): Promise<boolean> {
  const { rowCount } = await client.query(
    `select 1 from reset_request
      where user_id = $1 and offer_body = $2 and not refused and created_at > now() - ${resetTerm} for update`,
    [user, body],
  );
  return rowCount === 1;
}

/** RESET-4: the request is answered, and nothing opens what only the devices of before could read. */
async function endIdentity(client: Queryable, user: UserId): Promise<void> {
  await client.query('delete from reset_request where user_id = $1', [user]);
  await erasePrivateSpace(client, user);
}

/** What her devices alone could read: settings, drafts, her own calendar. */
export async function erasePrivateSpace(client: Queryable, user: UserId): Promise<void> {
  const own = "select s.id from space s join space_member m on m.space_id = s.id where m.user_id = $1 and s.kind = 'private'";
  await client.query(`delete from chunk where log in (select key from log where space_id in (${own}))`, [user]);
  await client.query(`delete from space where id in (${own})`, [user]);
}

/** The key of an administrator's device (`signerKey`). */
export async function administratorKey(
  client: Queryable,
  organisation: OrganisationStore,
  signer: AdministratorSigner,
): Promise<Uint8Array | undefined> {
  const member = (await organisation.load(client))?.members.get(signer.user);
  return member?.role === 'administrator' ? signerKey(client, organisation, signer) : undefined;
}

/**
 * ORG-3, ORG-9: the key of the device of a member who is not suspended, active now and at the position she named, which is no older than
 * one that she named before.
 */
export async function signerKey(
  client: Queryable,
  organisation: OrganisationStore,
  signer: AdministratorSigner,
): Promise<Uint8Array | undefined> {
  const member = (await organisation.load(client))?.members.get(signer.user);
  if (member === undefined || member.suspended) return undefined;
  if (signer.chainN < member.signedN) return undefined;
  const device = await findDevice(client, signer.device);
  const speaks =
    device !== undefined && device.user === signer.user && device.revokedN === null && device.addedN <= signer.chainN;
  return speaks ? device.sig : undefined;
}

async function newDeviceFits(client: Queryable, link: UserLink): Promise<boolean> {
  if (link.type !== 'add_device' && link.type !== 'reset') return true;
  const { device } = link.payload;
  return deviceIdOf(device) === device.id && !(await isDeviceKnown(client, device.id));
}

/** CHAIN-6: exactly the grants of the table above; nobody is locked out by a bug, nothing is stored for nobody. */
function keysFit(link: UserLink, after: UserChain, request: AppendUserLink): boolean {
  const backLink = request.userKeyBackLink;
  const { gen } = after.userKey;
  if ((link.type === 'rotate_uk') !== (backLink !== undefined) || (backLink !== undefined && backLink.gen !== gen)) return false;
  const expected = new Set<string>(expectedRecipients(link, after));
  const grants = request.userKeyGrants ?? [];
  const given = new Set<string>(grants.map((grant) => grant.recipient));
  return (
    grants.length === expected.size &&
    given.size === expected.size &&
    grants.every((g) => g.gen === gen && expected.has(g.recipient))
  );
}

function expectedRecipients(link: UserLink, after: UserChain): readonly string[] {
  switch (link.type) {
    case 'genesis':
      return [link.payload.device.id, 'recovery'];
    case 'add_device':
      return [link.payload.device.id];
    case 'rotate_uk':
      return [...[...after.devices.values()].filter(isActive).map(({ id }) => id), 'recovery'];
    case 'set_recovery':
      return ['recovery'];
    case 'reset':
      return [link.payload.device.id, 'recovery'];
    case 'revoke_device':
      return [];
  }
}
