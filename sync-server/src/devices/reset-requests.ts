/**
 * Where somebody without device and code asks for a new identity, and where an administrator's answer waits for her (RESET-1, RESET-2). The
 * keys are public; what an administrator signed makes nothing before her new device has signed it too.
 */
import { hexToBytes } from '@sanad/model/bytes';
import { deviceIdFromBytes, type UserId } from '@sanad/model/ids';
import { err, ok, type Result } from '@sanad/model/result';
import type { PendingReset, ResetOffer, ResetRequest, ResetState } from '@sanad/model/wire/http';
import { maxOpenResets } from '@sanad/model/wire/limits';
import { isResetTo } from '@sanad/model/wire/reset-link';
import { applyUserLink } from '@sanad/model/wire/user-chain';
import { appendAudit } from '../audit/append-audit.ts';
import { appendOncePerHour } from '../audit/bounded-audit.ts';
import { type Database, type Queryable, transaction } from '../db/database.ts';
import { type Refusal, refusal } from '../http/refusal.ts';
import { administratorKey, resetTerm } from './append-user-link.ts';
import type { OrganisationStore } from './organisation-store.ts';
import { deviceIdOf, statementHash, verifyStatement } from './signature.ts';
import { isDeviceKnown, loadUserChain, parseUserLink } from './user-chain-store.ts';

/** A newer request replaces hers; the same one again withdraws what was answered to it. */
export function lodgeReset(
  database: Database,
  user: UserId,
  request: ResetRequest,
  nowMs: number,
): Promise<Result<object, Refusal>> {
  return transaction(database, async (client) => {
    const { device, sig, kem, label, recovery, userKey } = request;
    if (deviceIdOf({ sig, kem }) !== device || (await isDeviceKnown(client, device))) return err(refusal('chain/invalid'));
    await client.query(`delete from reset_request where created_at < now() - ${resetTerm}`);
    await client.query(
      `insert into reset_request (user_id, device, sig, kem, label, recovery_sig, recovery_kem, user_key)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (user_id) do update set device = excluded.device, sig = excluded.sig, kem = excluded.kem, label = excluded.label,
         recovery_sig = excluded.recovery_sig, recovery_kem = excluded.recovery_kem, user_key = excluded.user_key,
         offer_body = null, offer_sig = null, refused = false, created_at = now()`,
      [user, hexToBytes(device), sig, kem, label, recovery.sig, recovery.kem, userKey],
    );
    await appendOncePerHour(client, { actor: user, act: 'reset.request', subject: user, facts: { device } }, nowMs);
    return ok({});
  });
}

export function cancelReset(database: Database, user: UserId, nowMs: number): Promise<Result<object, Refusal>> {
  return transaction(database, async (client) => {
    const { rowCount } = await client.query('delete from reset_request where user_id = $1', [user]);
    if (rowCount === 1) await appendOncePerHour(client, { actor: user, act: 'reset.cancel', subject: user }, nowMs);
    return ok({});
  });
}

interface RequestRow {
  readonly device: Uint8Array;
  readonly sig: Uint8Array;
  readonly kem: Uint8Array;
  readonly label: string;
  readonly recoverySig: Uint8Array;
  readonly recoveryKem: Uint8Array;
  readonly userKey: Uint8Array;
  readonly offerBody: Uint8Array | null;
  readonly offerSig: Uint8Array | null;
  readonly refused: boolean;
}
const requestColumns = `r.device, r.sig, r.kem, r.label, r.recovery_sig as "recoverySig", r.recovery_kem as "recoveryKem",
  r.user_key as "userKey", r.offer_body as "offerBody", r.offer_sig as "offerSig", r.refused`;

const toRequest = ({ device, sig, kem, label, recoverySig, recoveryKem, userKey }: RequestRow): ResetRequest => ({
  device: deviceIdFromBytes(device),
  sig,
  kem,
  label,
  recovery: { sig: recoverySig, kem: recoveryKem },
  userKey,
});

async function readRequest(client: Queryable, user: UserId): Promise<RequestRow | undefined> {
  const { rows } = await client.query<RequestRow>(
    `select ${requestColumns} from reset_request r where r.user_id = $1 and r.created_at > now() - ${resetTerm}`,
    [user],
  );
  return rows[0];
}

export async function readReset(client: Queryable, user: UserId): Promise<ResetState | undefined> {
  const row = await readRequest(client, user);
  if (row === undefined) return undefined;
  const { offerBody: body, offerSig: sig, refused } = row;
  const device = deviceIdFromBytes(row.device);
  return { device, refused, ...(body === null || sig === null ? {} : { offer: { device, body, sig } }) };
}

type PendingRow = RequestRow & Omit<PendingReset, 'request' | 'isOffered'>;

/** Oldest first, without the administrator's own: she cannot reset herself (CHAIN-7). */
export async function readPendingResets(client: Queryable, administrator: UserId): Promise<readonly PendingReset[]> {
  const { rows } = await client.query<PendingRow>(
    `select ${requestColumns}, r.user_id as "user", u.name, u.email, p.staff_number as "staffNumber", p.profession, p.unit,
            floor(extract(epoch from r.created_at) * 1000)::bigint as "lodgedAtMs",
            (select count(*)::int from space_member m join space s on s.id = m.space_id
              where m.user_id = r.user_id and s.kind = 'direct') as conversations,
            (select count(*)::int from space_member m join space s on s.id = m.space_id
              where m.user_id = r.user_id and s.kind in ('group', 'organisation')) as groups,
            (select count(*)::int from device d where d.user_id = r.user_id and d.revoked_n is null) as devices
       from reset_request r join person p on p.user_id = r.user_id join "user" u on u.id = r.user_id
      where r.created_at > now() - ${resetTerm} and not r.refused and p.status = 'active' and r.user_id <> $1
      order by r.created_at limit ${maxOpenResets}`,
    [administrator],
  );
  return rows.map((row) => {
    const { user, name, email, staffNumber, profession, unit, lodgedAtMs, conversations, groups, devices } = row;
    const person = { user, name, email, staffNumber, profession, unit };
    const isOffered = row.offerBody !== null;
    return { ...person, request: toRequest(row), lodgedAtMs, isOffered, conversations, groups, devices };
  });
}

export function refuseReset(database: Database, administrator: UserId, user: UserId): Promise<Result<object, Refusal>> {
  return transaction(database, async (client) => {
    const { rowCount } = await client.query(
      `update reset_request set refused = true, offer_body = null, offer_sig = null
        where user_id = $1 and not refused and created_at > now() - ${resetTerm}`,
      [user],
    );
    // Nobody asks, or not any more.
    if (rowCount !== 1) return err(refusal('request/not-found'));
    await appendAudit(client, { actor: administrator, act: 'reset.refuse', subject: user });
    return ok({});
  });
}

/** RESET-2: kept only when it would make exactly what she asked for, and was signed by this administrator. */
export function offerReset(
  database: Database,
  organisation: OrganisationStore,
  administrator: UserId,
  user: UserId,
  { device, body, sig }: ResetOffer,
): Promise<Result<object, Refusal>> {
  return transaction(database, async (client) => {
    const row = await readRequest(client, user);
    if (row === undefined || row.refused) return err(refusal('request/not-found'));
    const request = toRequest(row);
    const link = parseUserLink({ body, sig });
    const chain = await loadUserChain(client, user);
    if (!link.ok || chain === undefined || request.device !== device) return err(refusal('chain/invalid'));
    const { signer } = link.value;
    if (signer.by !== 'administrator' || !isResetTo(link.value, user, request)) return err(refusal('chain/invalid'));
    if (signer.user !== administrator || administrator === user) return err(refusal('auth/forbidden'));
    const next = applyUserLink(chain, link.value, statementHash('userLink', { body, sig }));
    if (!next.ok)
      return err(next.error.type === 'conflict' ? refusal('chain/conflict', { n: next.error.n }) : refusal('chain/invalid'));
    const key = await administratorKey(client, organisation, signer);
    if (key === undefined || !(await verifyStatement('userLink', { body, sig }, key, undefined)))
      return err(refusal('chain/signature'));
    const { rowCount } = await client.query(
      'update reset_request set offer_body = $3, offer_sig = $4 where user_id = $1 and device = $2 and not refused',
      [user, hexToBytes(device), body, sig],
    );
    if (rowCount !== 1) return err(refusal('request/not-found'));
    await appendAudit(client, { actor: administrator, act: 'reset.offer', subject: user, facts: { device } });
    return ok({});
  });
}
