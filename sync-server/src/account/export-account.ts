/** Everything that the server holds of a person (ACCOUNT-2), for herself. What is sealed it cannot read: that is counted. */
import { deviceIdFromBytes, spaceIdFromBytes, type UserId } from '@sanad/model/ids';
import type { AccountExport } from '@sanad/model/wire/account';
import { readPhoto } from '../auth/people.ts';
import type { Queryable } from '../db/database.ts';
import { type InvitedRow, invitedColumns, toInvited } from '../invitations/invitation-store.ts';

const ms = (column: string): string => `(extract(epoch from ${column}) * 1000)::bigint`;

export async function exportAccount(client: Queryable, user: UserId, nowMs: number): Promise<AccountExport | undefined> {
  const rowsOf = async <Row extends object>(sql: string): Promise<readonly Row[]> => (await client.query<Row>(sql, [user])).rows;
  const [account] = await rowsOf<
    Omit<AccountExport['account'], 'createdAtMs'> & { createdAtMs: string; photoHash: Uint8Array | null }
  >(
    `select p.user_id as "user", u.name, u.email, p.staff_number as "staffNumber", p.profession, p.unit, p.extension, p.languages,
            p.specialities, p.role, p.status, p.photo_hash as "photoHash", ${ms('p.created_at')} as "createdAtMs"
       from person p join "user" u on u.id = p.user_id where p.user_id = $1`,
  );
  if (account === undefined) return undefined;
  const { photoHash, createdAtMs, ...known } = account;
  const photo = await readPhoto(client, user);
  const factors = await rowsOf<{ readonly one: number }>(`select 1 as one from "twoFactor" where "userId" = $1 and verified`);
  const passkeys = await rowsOf<{ readonly name: string | null; readonly createdAtMs: string }>(
    `select name, ${ms('coalesce("createdAt", now())')} as "createdAtMs" from passkey where "userId" = $1 order by "createdAt" limit 100`,
  );
  const sessions = await rowsOf<{
    readonly createdAtMs: string;
    readonly expiresAtMs: string;
    readonly address: string | null;
    readonly browser: string | null;
    readonly device: Uint8Array | null;
  }>(
    `select ${ms('s."createdAt"')} as "createdAtMs", ${ms('s."expiresAt"')} as "expiresAtMs", s."ipAddress" as address,
            s."userAgent" as browser, d.id as device
       from session s left join device_session ds on ds.session_id = s.id left join device d on d.key = ds.device_key
      where s."userId" = $1 order by s."createdAt" limit 1000`,
  );
  const devices = await rowsOf<{ readonly id: Uint8Array; readonly isRevoked: boolean; readonly seenAtMs: string | null }>(
    `select id, revoked_n is not null as "isRevoked", ${ms('seen_at')} as "seenAtMs" from device where user_id = $1 order by key limit 1000`,
  );
  const push = await rowsOf<{ readonly endpoint: string; readonly createdAtMs: string }>(
    'select endpoint, created_at_ms as "createdAtMs" from push_subscription where user_id = $1 limit 1000',
  );
  const links = await rowsOf<{ readonly n: number; readonly body: Uint8Array; readonly sig: Uint8Array }>(
    'select n, body, sig from user_link where user_id = $1 order by n limit 10000',
  );
  const spaces = await rowsOf<{
    readonly id: Uint8Array;
    readonly kind: string;
    readonly admin: boolean;
    readonly records: number;
  }>(
    `select s.id, s.kind, m.admin, s.records from space_member m join space s on s.id = m.space_id
      where m.user_id = $1 order by s.id limit 10000`,
  );
  const [invitation] = await rowsOf<InvitedRow & { readonly madeAtMs: string; readonly usedAtMs: string }>(
    `select ${invitedColumns}, ${ms('i.made_at')} as "madeAtMs", ${ms('i.used_at')} as "usedAtMs" from invitation i where i.used_by = $1`,
  );
  const days = await rowsOf<{ readonly day: string; readonly unit: string }>(
    `select to_char(d.day, 'YYYY-MM-DD') as day, coalesce(u.name, d.unit) as unit
       from person_day d left join unit u on u.id::text = d.unit where d.user_id = $1 order by d.day limit 1000`,
  );
  const announcements = await rowsOf<{
    readonly announcement: string;
    readonly toldAtMs: string;
    readonly acknowledgedAtMs: string | null;
  }>(
    `select announcement_id as announcement, ${ms('told_at')} as "toldAtMs", ${ms('acknowledged_at')} as "acknowledgedAtMs"
       from announcement_told where user_id = $1 order by told_at limit 10000`,
  );
  const [counts] = await rowsOf<Readonly<Record<string, string>>>(
    `select (select coalesce(sum(a.last_n), 0) from log_author a join device d on d.key = a.device where d.user_id = $1)::bigint as chunks,
            (select count(*) from file where user_id = $1) as files,
            (select coalesce(sum(bytes), 0) from file where user_id = $1)::bigint as "fileBytes",
            (select count(*) from mark where user_id = $1) as marks,
            (select count(*) from reminder where user_id = $1) as reminders,
            (select count(*) from alarm where sender = $1) as sent,
            (select count(*) from alarm_answer where user_id = $1) as answered`,
  );
  const count = (name: string): number => Number(counts?.[name] ?? 0);
  return {
    madeAtMs: nowMs,
    account: { ...known, createdAtMs: Number(createdAtMs) },
    ...(photo === undefined ? {} : { photo: { type: photo.type, body: new Uint8Array(photo.body) } }),
    ...(photoHash === null ? {} : { photoHash: new Uint8Array(photoHash) }),
    secondFactor: factors.length > 0,
    passkeys: passkeys.map((row) => ({ name: row.name ?? '', createdAtMs: Number(row.createdAtMs) })),
    sessions: sessions.map((row) => ({
      createdAtMs: Number(row.createdAtMs),
      expiresAtMs: Number(row.expiresAtMs),
      address: row.address ?? '',
      browser: row.browser ?? '',
      device: row.device === null ? '' : deviceIdFromBytes(row.device),
    })),
    devices: devices.map((row) => ({
      device: deviceIdFromBytes(row.id),
      isRevoked: row.isRevoked,
      ...(row.seenAtMs === null ? {} : { seenAtMs: Number(row.seenAtMs) }),
    })),
    push: push.map((row) => ({ service: new URL(row.endpoint).host, createdAtMs: Number(row.createdAtMs) })),
    links: links.map((row) => ({ n: row.n, body: new Uint8Array(row.body), sig: new Uint8Array(row.sig) })),
    spaces: spaces.map((row) => ({
      space: spaceIdFromBytes(row.id),
      kind: row.kind,
      isAdministrator: row.admin,
      records: row.records,
    })),
    sealed: {
      chunks: count('chunks'),
      files: count('files'),
      fileBytes: count('fileBytes'),
      marks: count('marks'),
      reminders: count('reminders'),
    },
    urgent: { sent: count('sent'), answered: count('answered') },
    ...(invitation === undefined
      ? {}
      : {
          invitation: {
            ...toInvited(invitation),
            madeAtMs: Number(invitation.madeAtMs),
            usedAtMs: Number(invitation.usedAtMs),
          },
        }),
    days: [...days],
    announcements: announcements.map(({ announcement, toldAtMs, acknowledgedAtMs }) => ({
      announcement,
      toldAtMs: Number(toldAtMs),
      ...(acknowledgedAtMs === null ? {} : { acknowledgedAtMs: Number(acknowledgedAtMs) }),
    })),
  };
}
