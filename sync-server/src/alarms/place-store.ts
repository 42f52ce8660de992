/**
 * Where somebody can read what she is asked about (ALARM-8): the original when she is a member of its space, else the copy that the
 * sender, or who passed it on, wrote to her. A copy by anybody else is no place.
 */
import {
  type AlarmId,
  alarmIdFromBytes,
  idToBytes,
  type LogId,
  logIdFromBytes,
  type SpaceId,
  spaceIdFromBytes,
  type UserId,
} from '@sanad/model/ids';
import type { Queryable } from '../db/database.ts';
import type { Alarm } from './alarm.ts';

export interface Place {
  readonly space: SpaceId;
  readonly log: LogId;
  readonly seq: number;
}
export interface StandBy {
  readonly alarm: AlarmId;
  readonly user: UserId;
  readonly author: UserId;
  readonly space: SpaceId;
  readonly logKey: number;
  readonly seq: number;
}

/** The newest copy of one author for one person counts. */
export async function insertPlaces(client: Queryable, copies: readonly StandBy[], nowMs: number): Promise<void> {
  const newest = [...new Map(copies.map((copy) => [`${copy.alarm} ${copy.user} ${copy.author}`, copy])).values()];
  await client.query(
    `insert into alarm_place (alarm, user_id, author, space_id, log, seq, stored_at_ms)
     select alarm, user_id, author, space, log, seq, $7
       from unnest($1::bytea[], $2::uuid[], $3::uuid[], $4::bytea[], $5::int[], $6::int[]) as x (alarm, user_id, author, space, log, seq)
      order by alarm, user_id, author
     on conflict (alarm, user_id, author) do update set space_id = excluded.space_id, log = excluded.log, seq = excluded.seq`,
    [
      newest.map(({ alarm }) => idToBytes(alarm)),
      newest.map(({ user }) => user),
      newest.map(({ author }) => author),
      newest.map(({ space }) => idToBytes(space)),
      newest.map(({ logKey }) => logKey),
      newest.map(({ seq }) => seq),
      nowMs,
    ],
  );
}

/**
 * Whose alarms these will be: who wrote the first copy made the id, and until the alarm is there only those know it to whom she gave one. None of
 * them may start it before her: an id that is there starts nothing.
 */
export async function readClaims(client: Queryable, alarms: readonly AlarmId[]): Promise<ReadonlyMap<AlarmId, UserId>> {
  if (alarms.length === 0) return new Map();
  const { rows } = await client.query<{ alarm: Uint8Array; author: UserId }>(
    `select distinct on (p.alarm) p.alarm, p.author from alarm_place p
      where p.alarm = any($1::bytea[]) and not exists (select 1 from alarm a where a.id = p.alarm)
      order by p.alarm, p.stored_at_ms`,
    [alarms.map(idToBytes)],
  );
  return new Map(rows.map(({ alarm, author }) => [alarmIdFromBytes(alarm), author]));
}

interface PlaceRow {
  readonly isMember: boolean;
  readonly space: Uint8Array | null;
  readonly log: Uint8Array | null;
  readonly seq: number | null;
}

/** Per pair, in order; undefined: she has nothing that she could read. */
export async function readPlaces(
  client: Queryable,
  pairs: readonly { readonly alarm: Alarm; readonly user: UserId }[],
): Promise<readonly (Place | undefined)[]> {
  if (pairs.length === 0) return [];
  const { rows } = await client.query<PlaceRow>({
    name: 'alarm-places',
    text: `select m.user_id is not null as "isMember", p.space_id as space, p.log, p.seq
             from unnest($1::bytea[], $2::bytea[], $3::uuid[], $4::uuid[]) with ordinality as w (alarm, space, user_id, sender, place)
             left join space_member m on m.space_id = w.space and m.user_id = w.user_id
             left join lateral (
               select c.space_id, l.id as log, c.seq from alarm_place c join log l on l.key = c.log
                where m.user_id is null and c.alarm = w.alarm and c.user_id = w.user_id
                  and (c.author = w.sender or exists (select 1 from alarm_person x where x.alarm = c.alarm and x.user_id = c.author))
                order by c.author = w.sender desc limit 1
             ) p on true
            order by w.place`,
    values: [
      pairs.map(({ alarm }) => idToBytes(alarm.id)),
      pairs.map(({ alarm }) => idToBytes(alarm.space)),
      pairs.map(({ user }) => user),
      pairs.map(({ alarm }) => alarm.sender),
    ],
  });
  return pairs.map(({ alarm }, index): Place | undefined => {
    const row = rows[index];
    if (row?.isMember === true) return { space: alarm.space, log: alarm.log, seq: alarm.seq };
    if (row === undefined || row.space === null || row.log === null || row.seq === null) return undefined;
    return { space: spaceIdFromBytes(row.space), log: logIdFromBytes(row.log), seq: row.seq };
  });
}
