/** One account with its devices and sessions (ADMIN-3), for whoever may end them. */
import { deviceIdFromBytes, type UserId } from '@sanad/model/ids';
import type { AccountDetail, AdminDevice, AdminSession } from '@sanad/model/wire/admin';
import { isActive } from '@sanad/model/wire/user-chain';
import type { Queryable } from '../db/database.ts';
import { loadUserChain } from '../devices/user-chain-store.ts';
import { type AccountRow, accountColumns, accountTables, toAccountLine } from './accounts-table.ts';

const milliseconds = (expression: string): string => `floor(extract(epoch from ${expression}) * 1000)::bigint`;

export async function readAccount(client: Queryable, user: UserId): Promise<AccountDetail | undefined> {
  const { rows } = await client.query<
    AccountRow & {
      readonly createdAtMs: number;
      readonly headsUnit: AccountDetail['headsUnit'] | null;
      readonly hasSecondFactor: boolean;
    }
  >(
    `select ${accountColumns}, ${milliseconds('p.created_at')} as "createdAtMs", p.heads_unit as "headsUnit",
            u."twoFactorEnabled" is true or exists (select 1 from passkey k where k."userId" = p.user_id) as "hasSecondFactor"
       from ${accountTables} where p.user_id = $1 and p.status <> 'erased'`,
    [user],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  const { createdAtMs, headsUnit, hasSecondFactor, ...line } = row;
  return {
    ...toAccountLine(line),
    createdAtMs: Number(createdAtMs),
    ...(headsUnit === null ? {} : { headsUnit }),
    hasSecondFactor,
    openDevices: await readDevices(client, user),
    sessions: await readSessions(client, user),
  };
}

/** Those that speak for her, the newest first. */
async function readDevices(client: Queryable, user: UserId): Promise<AdminDevice[]> {
  const chain = await loadUserChain(client, user);
  const { rows } = await client.query<{ id: Uint8Array; seenAtMs: number | null; isRemoved: boolean }>(
    `select id, ${milliseconds('seen_at')} as "seenAtMs", revoked_n is not null as "isRemoved" from device where user_id = $1`,
    [user],
  );
  const known = new Map(rows.map(({ id, ...rest }) => [deviceIdFromBytes(id), rest]));
  return [...(chain?.devices.values() ?? [])]
    .filter(isActive)
    .filter(({ id }) => known.get(id)?.isRemoved === false)
    .sort((a, b) => b.addedN - a.addedN)
    .map(({ id, label, addedAtMs }) => {
      const seenAtMs = known.get(id)?.seenAtMs ?? null;
      return { device: id, label, addedAtMs, ...(seenAtMs === null ? {} : { seenAtMs: Number(seenAtMs) }) };
    });
}

async function readSessions(client: Queryable, user: UserId): Promise<AdminSession[]> {
  const { rows } = await client.query<{ id: string; createdAtMs: number; expiresAtMs: number; device: Uint8Array | null }>(
    `select s.id, ${milliseconds('s."createdAt"')} as "createdAtMs", ${milliseconds('s."expiresAt"')} as "expiresAtMs", d.id as device
       from session s left join device_session x on x.session_id = s.id left join device d on d.key = x.device_key
      where s."userId" = $1 and s."expiresAt" > now() order by s."createdAt" desc limit 200`,
    [user],
  );
  return rows.map(({ id, createdAtMs, expiresAtMs, device }) => ({
    id,
    createdAtMs: Number(createdAtMs),
    expiresAtMs: Number(expiresAtMs),
    ...(device === null ? {} : { device: deviceIdFromBytes(device) }),
  }));
}
