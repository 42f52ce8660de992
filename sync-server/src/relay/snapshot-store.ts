/**
 * Snapshots (SNAP-3): accepted iff it covers more than the stored one and no more than the head; never blocks an append. The
 * newest and the one before are kept. An attestation comes from a device of another user.
 */
import { equalBytes } from '@sanad/model/bytes';
import { type DeviceId, idToBytes, type LogId, type UserId } from '@sanad/model/ids';
import { err, ok, type Result } from '@sanad/model/result';
import { attestInput, parseChunk } from '@sanad/model/wire/chunk';
import type { AttestSnapshot } from '@sanad/model/wire/http';
import type * as v from 'valibot';
import { type Database, type Queryable, transaction } from '../db/database.ts';
import { ed25519Key, sha256, verifySignature } from '../devices/signature.ts';
import { type DeviceRow, findDevice } from '../devices/user-chain-store.ts';
import { type Refusal, refusal } from '../http/refusal.ts';

interface LogRow {
  readonly key: number;
  readonly seq: number;
  readonly hash: Uint8Array;
  readonly epoch: number;
  readonly isMember: boolean;
}

async function findLog(client: Queryable, log: LogId, user: UserId): Promise<Result<LogRow, Refusal>> {
  const { rows } = await client.query<LogRow>(
    `select l.key, l.head_seq as seq, l.head_hash as hash, s.epoch, m.user_id is not null as "isMember"
       from log l join space s on s.id = l.space_id left join space_member m on m.space_id = s.id and m.user_id = $2
      where l.id = $1 and l.expired_at_ms is null`,
    [idToBytes(log), user],
  );
  const [row] = rows;
  if (row === undefined) return err(refusal('log/unknown'));
  return row.isMember ? ok(row) : err(refusal('space/not-member'));
}

async function ownDevice(client: Queryable, device: DeviceId, user: UserId): Promise<Result<DeviceRow, Refusal>> {
  const row = await findDevice(client, device);
  if (row === undefined || row.user !== user) return err(refusal('chunk/device'));
  return row.revokedN === null ? ok(row) : err(refusal('device/revoked'));
}

export async function putSnapshot(
  database: Database,
  user: UserId,
  log: LogId,
  body: Uint8Array,
): Promise<Result<object, Refusal>> {
  const parsed = parseChunk(body);
  if (!parsed.ok) return err(refusal(parsed.error.type === 'version' ? 'request/version' : 'snapshot/invalid'));
  const chunk = parsed.value;
  if (chunk.kind !== 'snapshot' || chunk.logId !== log || chunk.n < 1) return err(refusal('snapshot/invalid'));
  const device = await ownDevice(database, chunk.device, user);
  if (!device.ok) return device;
  if (!(await verifySignature(ed25519Key(device.value.sig), chunk.signedBytes, chunk.signature)))
    return err(refusal('chunk/signature'));
  return transaction(database, async (client) => {
    const found = await findLog(client, log, user);
    if (!found.ok) return found;
    const { key, seq, hash, epoch } = found.value;
    if (chunk.epoch !== epoch) return err(refusal('epoch/conflict', { epoch }));
    // What we can check of H: at the head. Readers check it always.
    if (chunk.n > seq || (chunk.n === seq && !equalBytes(chunk.prev, hash))) return err(refusal('snapshot/invalid'));
    const inserted = await client.query(
      `insert into snapshot (log, covers, device, user_id, hash, body)
       select $1, $2, $3, $4, $5, $6 where not exists (select 1 from snapshot where log = $1 and covers >= $2) on conflict do nothing`,
      [key, chunk.n, device.value.key, user, sha256(body), body],
    );
    if (inserted.rowCount !== 1) return err(refusal('snapshot/conflict', await newestCovers(client, key)));
    await client.query(
      'delete from snapshot where log = $1 and covers not in (select covers from snapshot where log = $1 order by covers desc limit 2)',
      [key],
    );
    return ok({});
  });
}

async function newestCovers(client: Queryable, key: number): Promise<{ readonly covers?: number }> {
  const { rows } = await client.query<{ covers: number }>(
    'select covers from snapshot where log = $1 order by covers desc limit 1',
    [key],
  );
  const covers = rows[0]?.covers;
  return covers === undefined ? {} : { covers };
}

/** The newest, or the newest that covers less than `before`. */
export async function readSnapshot(
  client: Queryable,
  user: UserId,
  log: LogId,
  before: number,
): Promise<Result<{ readonly covers: number; readonly body: Uint8Array }, Refusal>> {
  const found = await findLog(client, log, user);
  if (!found.ok) return found;
  const { rows } = await client.query<{ covers: number; body: Uint8Array }>(
    'select covers, body from snapshot where log = $1 and covers < $2 order by covers desc limit 1',
    [found.value.key, Math.min(before, 0x7fff_ffff)],
  );
  const [row] = rows;
  return row === undefined ? err(refusal('request/not-found')) : ok(row);
}

export async function attestSnapshot(
  database: Database,
  user: UserId,
  log: LogId,
  request: v.InferOutput<typeof AttestSnapshot>,
): Promise<Result<object, Refusal>> {
  const device = await ownDevice(database, request.device, user);
  if (!device.ok) return device;
  const signed = attestInput(request.hash, request.device);
  if (!(await verifySignature(ed25519Key(device.value.sig), signed, request.sig))) return err(refusal('chunk/signature'));
  const found = await findLog(database, log, user);
  if (!found.ok) return found;
  const attested = await database.query('update snapshot set attested = true where log = $1 and hash = $2 and user_id <> $3', [
    found.value.key,
    request.hash,
    user,
  ]);
  return attested.rowCount === 1 ? ok({}) : err(refusal('snapshot/invalid'));
}
