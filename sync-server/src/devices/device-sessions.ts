/** Which device uses which session, and when it was here last (AUTH-11). Its owner is shown the latter; nobody else is. */
import { type DeviceId, deviceIdFromBytes, type UserId } from '@sanad/model/ids';
import type { OwnDevice } from '@sanad/model/wire/http';
import type { Queryable } from '../db/database.ts';

/** A device proved its key on a socket that this session opened. A session that ended meanwhile is bound to nothing. */
export async function noteDeviceJoined(client: Queryable, sessionId: string, deviceKey: number): Promise<void> {
  await client.query(
    `with seen as (update device set seen_at = now() where key = $2)
     insert into device_session (session_id, device_key) select id, $2 from session where id = $1::uuid
     on conflict (session_id) do update set device_key = excluded.device_key`,
    [sessionId, deviceKey],
  );
}

export async function noteDeviceSeen(client: Queryable, deviceKey: number): Promise<void> {
  await client.query('update device set seen_at = now() where key = $1', [deviceKey]);
}

/** The device that uses this session; undefined: none has proved its key through it yet. */
export async function deviceOfSession(client: Queryable, sessionId: string): Promise<DeviceId | undefined> {
  const { rows } = await client.query<{ id: Uint8Array }>(
    'select d.id from device_session s join device d on d.key = s.device_key where s.session_id = $1::uuid',
    [sessionId],
  );
  return rows[0] && deviceIdFromBytes(rows[0].id);
}

/** The device that uses this session was revoked: by its owner, or by a reset of her identity. */
export async function isDeviceRevoked(client: Queryable, sessionId: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `select 1 from device_session s join device d on d.key = s.device_key
      where s.session_id = $1::uuid and d.revoked_n is not null`,
    [sessionId],
  );
  return rowCount === 1;
}

/** ORG-12: an administrator took the device of this session away; `signer`: who is or was one herself. */
export async function isDeviceRemoved(client: Queryable, sessionId: string, signer: UserId | undefined): Promise<boolean> {
  const { rowCount } = await client.query(
    `select 1 from device_session s join device d on d.key = s.device_key
      where s.session_id = $1::uuid and d.removed_at is not null
        and ($2::uuid is null or exists (select 1 from person where user_id = $2 and role in ('administrator', 'unit_head')))`,
    [sessionId, signer ?? null],
  );
  return rowCount === 1;
}

export async function readOwnDevices(client: Queryable, user: UserId): Promise<readonly OwnDevice[]> {
  const { rows } = await client.query<{ id: Uint8Array; seenAtMs: string | null }>(
    `select id, (extract(epoch from seen_at) * 1000)::bigint as "seenAtMs" from device where user_id = $1 order by added_n`,
    [user],
  );
  return rows.map(({ id, seenAtMs }) => ({
    device: deviceIdFromBytes(id),
    ...(seenAtMs === null ? {} : { seenAtMs: Number(seenAtMs) }),
  }));
}
