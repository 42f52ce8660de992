/** Announcements in Postgres (ANNOUNCE-3 … ANNOUNCE-6, ANNOUNCE-9): for whom they are, who has them, who acknowledged them; told as counts alone. */
import { deviceIdFromBytes, type UserId } from '@sanad/model/ids';
import { err, ok, type Result, unwrap } from '@sanad/model/result';
import {
  Announcement,
  type AnnouncementLine,
  type Announcements,
  type AnnouncementsWaiting,
  maxAnnouncementBytes,
  maxAnnouncementLines,
  maxOpenAnnouncements,
  minCountedGroup,
} from '@sanad/model/wire/announcement';
import { parseStatementBody } from '@sanad/model/wire/statement';
import { unitsBelow } from '../admin/scope.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, type Queryable, transaction } from '../db/database.ts';
import type { Session } from '../http/context.ts';
import { type Refusal, refusal } from '../http/refusal.ts';
import { isInReach } from './send-announcement.ts';

const holds = 'a.ended_at is null and a.until_at > now()';
/** `p` works where `a` was said. */
const isFor = `(a.unit_id is null or p.unit_id in ${unitsBelow('a.unit_id')})`;

/** ANNOUNCE-3. From now on they are told. */
export async function tellAnnouncements(client: Queryable, user: UserId): Promise<Announcements['announcements']> {
  const { rows } = await client.query<{ id: string; body: Uint8Array; sig: Uint8Array; acknowledged: boolean }>(
    `select a.id, a.body, a.sig, t.acknowledged_at is not null as acknowledged
       from announcement a join person p on p.user_id = $1 left join announcement_told t on t.announcement_id = a.id and t.user_id = $1
      where ${holds} and ${isFor} order by a.sent_at desc limit ${maxOpenAnnouncements}`,
    [user],
  );
  if (rows.length > 0)
    await client.query(
      'insert into announcement_told (announcement_id, user_id) select unnest($2::uuid[]), $1 on conflict do nothing',
      [user, rows.map(({ id }) => id)],
    );
  return rows.map(({ body, sig, acknowledged }) => ({ statement: { body, sig }, acknowledged }));
}

/** Whether one holds that `p` has not acknowledged, and has not sent. */
const waits = `exists (select 1 from announcement a left join announcement_told t on t.announcement_id = a.id and t.user_id = p.user_id
                 where ${holds} and ${isFor} and a.sender is distinct from p.user_id and t.acknowledged_at is null)`;

/** ANNOUNCE-9: nothing counts as told by asking. */
export async function readWaiting(client: Queryable, { id, user }: Pick<Session, 'id' | 'user'>): Promise<AnnouncementsWaiting> {
  const { rows } = await client.query<{ device: Uint8Array | null; waiting: boolean }>(
    `select d.id as device, ${waits} as waiting from person p
       left join device_session s on s.session_id = $2::uuid left join device d on d.key = s.device_key and d.revoked_n is null
      where p.user_id = $1`,
    [user, id],
  );
  const [row] = rows;
  const device = row?.device ?? undefined;
  return { ...(device === undefined ? {} : { device: deviceIdFromBytes(device) }), waiting: row?.waiting === true };
}

/** ANNOUNCE-9: nobody is woken for what is over, or for what she has read elsewhere. What is being sent this moment is told by its worker. */
async function dropIdleWakes(client: Queryable, nowMs: number, user?: UserId): Promise<void> {
  await client.query(
    `delete from push_job where id in (
       select j.id from push_job j join push_subscription s using (device_key) join person p on p.user_id = s.user_id
        where j.payload->>'k' = 'announcement' and (j.lease_until_ms is null or j.lease_until_ms <= $1)
          and ($2::uuid is null or s.user_id = $2) and not ${waits} for update of j skip locked)`,
    [nowMs, user ?? null],
  );
}

/** ANNOUNCE-5: the first time counts, also of one that is over by now. False: it was never for her. */
export async function acknowledge(client: Queryable, user: UserId, announcement: string, nowMs: number): Promise<boolean> {
  const { rowCount } = await client.query(
    `update announcement_told set acknowledged_at = coalesce(acknowledged_at, now()) where announcement_id = $1 and user_id = $2`,
    [announcement, user],
  );
  if (rowCount === 1) await dropIdleWakes(client, nowMs, user);
  return rowCount === 1;
}

/** ANNOUNCE-6. */
export function endAnnouncement(
  database: Database,
  session: Pick<Session, 'user' | 'role'>,
  announcement: string,
  nowMs: number,
): Promise<Result<object, Refusal>> {
  return transaction(database, async (client) => {
    const { rows } = await client.query<{ unit: string | null }>(
      `select unit_id as unit from announcement a where id = $1 and ${holds} for update`,
      [announcement],
    );
    const [row] = rows;
    if (row === undefined) return err(refusal('request/not-found'));
    // An administrator ends those of a unit that is gone, too.
    const mayEnd = session.role === 'administrator' || (await isInReach(client, session, row.unit ?? undefined));
    if (!mayEnd) return err(refusal('auth/forbidden'));
    await client.query('update announcement set ended_at = now() where id = $1', [announcement]);
    await appendAudit(client, { actor: session.user, act: 'announcement.end', subject: announcement });
    await dropIdleWakes(client, nowMs);
    return ok({});
  });
}

interface LineRow {
  readonly id: string;
  readonly body: Uint8Array;
  readonly sender: string | null;
  readonly unitId: string | null;
  readonly unit: string | null;
  readonly endedAtMs: number | null;
}
interface CountRow {
  readonly unit: string | null;
  readonly people: number;
  readonly told: number;
  readonly acknowledged: number;
}

export async function readAnnouncementLines(
  client: Queryable,
  reach: { readonly all: boolean; readonly unit: string | null },
): Promise<readonly AnnouncementLine[]> {
  const { rows } = await client.query<LineRow>(
    `select a.id, a.body, u.name as sender, a.unit_id as "unitId", unit.name as unit, floor(extract(epoch from a.ended_at) * 1000)::bigint as "endedAtMs"
       from announcement a left join "user" u on u.id = a.sender left join unit on unit.id = a.unit_id
      where $1 or a.unit_id in ${unitsBelow('$2')}
      order by (${holds}) desc, a.sent_at desc limit ${maxAnnouncementLines}`,
    [reach.all, reach.unit],
  );
  const lines: AnnouncementLine[] = [];
  for (const row of rows) lines.push(await toLine(client, row));
  return lines;
}

async function toLine(client: Queryable, { id, body, sender, unitId, unit, endedAtMs }: LineRow): Promise<AnnouncementLine> {
  const said = unwrap(parseStatementBody(Announcement, body, maxAnnouncementBytes));
  const { rows } = await client.query<CountRow>(
    `select w.name as unit, count(*)::int as people, count(t.user_id)::int as told, count(t.acknowledged_at)::int as acknowledged
       from person p left join unit w on w.id = p.unit_id
       left join announcement_told t on t.announcement_id = $1 and t.user_id = p.user_id
      where p.status = 'active' and ($2::uuid is null or p.unit_id in ${unitsBelow('$2')})
      group by p.unit_id, w.name order by lower(w.name)`,
    [id, unitId],
  );
  const sum = (parts: readonly CountRow[]) => ({
    people: parts.reduce((all, { people }) => all + people, 0),
    told: parts.reduce((all, { told }) => all + told, 0),
    acknowledged: parts.reduce((all, { acknowledged }) => all + acknowledged, 0),
  });
  const { title, text, atMs, untilMs, asks, to } = said;
  return {
    announcement: id,
    ...{ title, text, atMs, untilMs, asks },
    ...(sender === null ? {} : { sender }),
    ...(to === undefined ? {} : { unit: unit ?? to.name }),
    ...(endedAtMs === null ? {} : { endedAtMs }),
    ...sum(rows),
    units: countedGroups(rows, sum),
  };
}

/** ANNOUNCE-4: a group that says nothing of anybody; where what is left over is small, it is told with the smallest of them. */
function countedGroups(
  rows: readonly CountRow[],
  sum: (parts: readonly CountRow[]) => Omit<CountRow, 'unit'>,
): AnnouncementLine['units'] {
  const isCounted = ({ unit, people }: CountRow): boolean => unit !== null && people >= minCountedGroup;
  let large = rows.filter(isCounted).sort((a, b) => b.people - a.people);
  let rest = rows.filter((row) => !isCounted(row));
  const peopleOf = (parts: readonly CountRow[]): number => sum(parts).people;
  while (rest.length > 0 && peopleOf(rest) < minCountedGroup && large.length > 0) {
    rest = [...rest, ...large.slice(-1)];
    large = large.slice(0, -1);
  }
  const named = large.map(({ unit, ...counts }) => ({ ...(unit === null ? {} : { unit }), ...counts }));
  // Of everybody together the sums are told already.
  return named.length === 0 ? [] : [...named, ...(rest.length === 0 ? [] : [sum(rest)])];
}
