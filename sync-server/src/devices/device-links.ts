/** The place where two devices of one person meet (LINK-1, LINK-2): keys of the new one, and the sealed answer of the other. */
import { hexToBytes } from '@sanad/model/bytes';
import type { DeviceId, UserId } from '@sanad/model/ids';
import { err, ok, type Result } from '@sanad/model/result';
import type { DeviceLinkRequest, DeviceLinkState } from '@sanad/model/wire/http';
import { type Database, type Queryable, transaction } from '../db/database.ts';
import { type Refusal, refusal } from '../http/refusal.ts';
import { deviceIdOf } from './signature.ts';
import { isDeviceKnown } from './user-chain-store.ts';

const keptFor = "interval '15 minutes'";
/** Of one person at a time: a reload makes a new one. */
const maxOpenLinks = 8;

/** The same request again is kept as it is. */
export function lodgeLink(
  database: Database,
  user: UserId,
  { device, sig, kem, label }: DeviceLinkRequest,
): Promise<Result<object, Refusal>> {
  return transaction(database, async (client) => {
    if (deviceIdOf({ sig, kem }) !== device || (await isDeviceKnown(client, device))) return err(refusal('chain/invalid'));
    await client.query(`delete from device_link where created_at < now() - ${keptFor}`);
    await client.query(
      `delete from device_link where id in
        (select id from device_link where user_id = $1 order by created_at desc offset $2)`,
      [user, maxOpenLinks - 1],
    );
    const { rowCount } = await client.query(
      `insert into device_link (id, user_id, sig, kem, label) values ($1, $2, $3, $4, $5)
       on conflict (id) do update set id = excluded.id where device_link.user_id = excluded.user_id`,
      [hexToBytes(device), user, sig, kem, label],
    );
    return rowCount === 1 ? ok({}) : err(refusal('chain/invalid'));
  });
}

export async function readLink(client: Queryable, user: UserId, device: DeviceId): Promise<DeviceLinkState | undefined> {
  const { rows } = await client.query<{ sig: Uint8Array; kem: Uint8Array; label: string; offer: Uint8Array | null }>(
    `select sig, kem, label, offer from device_link where id = $1 and user_id = $2 and created_at > now() - ${keptFor}`,
    [hexToBytes(device), user],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  const { offer, ...request } = row;
  return { device, ...request, ...(offer === null ? {} : { offer }) };
}

/** False: nobody asked, or too long ago. */
export async function offerLink(client: Queryable, user: UserId, device: DeviceId, offer: Uint8Array): Promise<boolean> {
  const { rowCount } = await client.query(
    `update device_link set offer = $3 where id = $1 and user_id = $2 and created_at > now() - ${keptFor}`,
    [hexToBytes(device), user, offer],
  );
  return rowCount === 1;
}
