/**
 * Reminders in Postgres (CAL-40 … CAL-43). Rows are locked in the order of their key before they change: an append, a list of her own device and the clock
 * may be at the same person at once. What was sent stays for two days and is never sent again.
 */
import { bytesToHex } from '@sanad/model/bytes';
import { idToBytes, type LogId, logIdFromBytes, type SpaceId, spaceIdFromBytes, type UserId } from '@sanad/model/ids';
import { maxRemindersFromOne } from '@sanad/model/wire/reminder';
import { isUnavailable, type Queryable } from '../db/database.ts';

export interface NewReminder {
  readonly user: UserId;
  readonly event: Uint8Array;
  readonly atMs: number;
}
/** What her own device tells, and of which calendar; undefined: no append moves it. */
export interface OwnReminder extends Omit<NewReminder, 'user'> {
  readonly space?: SpaceId | undefined;
}
/** What one append says of one event. */
export interface HandedOver {
  readonly author: UserId;
  readonly space: SpaceId;
  readonly logKey: number;
  readonly seq: number;
  readonly event: Uint8Array;
  readonly reminders: readonly Omit<NewReminder, 'event'>[];
}
export interface DueReminder extends NewReminder {
  /** Of what was handed over. */
  readonly place: { readonly space: SpaceId; readonly log: LogId; readonly seq: number } | undefined;
  /** Of what was handed over: of its calendar, still. */
  readonly isMember: boolean;
}

/** Later than this it reminds of nothing any more; the app shows it when it is opened. */
export const maxLateMs = 3_600_000;
const keptMs = 2 * 86_400_000;

/**
 * Instead of all that stands of these events for members of their calendars, whoever told it. Of this calendar alone: who was removed from one still knows
 * how its events are called, and may share another space with somebody.
 */
export async function handOver(client: Queryable, handed: readonly HandedOver[], nowMs: number): Promise<void> {
  // Of several about one event the newest counts.
  const newest = new Map(handed.map((one) => [`${one.space} ${bytesToHex(one.event)}`, one]));
  const list = [...newest.values()];
  if (list.length === 0) return;
  await client.query(
    `with old as (
       select r.user_id, r.event, r.at_ms from reminder r
        where r.fired_at_ms is null and exists (
          select 1 from unnest($1::bytea[], $2::bytea[]) as x (event, space_id)
            join space_member m on m.space_id = x.space_id
           where x.event = r.event and x.space_id = r.space_id and m.user_id = r.user_id)
        order by 1, 2, 3 for update)
     delete from reminder r using old
      where (r.user_id, r.event, r.at_ms) = (old.user_id, old.event, old.at_ms) and r.fired_at_ms is null`,
    [list.map(({ event }) => event), list.map(({ space }) => idToBytes(space))],
  );
  const rows = list.flatMap(({ reminders, ...one }) =>
    reminders
      .filter(({ atMs }) => atMs > nowMs - maxLateMs)
      .map(({ user, atMs }) => ({
        user,
        at: atMs,
        event: bytesToHex(one.event),
        space: one.space,
        log: one.logKey,
        seq: one.seq,
        author: one.author,
      })),
  );
  if (rows.length === 0) return;
  // Nobody but members is reminded, and one author leaves so many with one person; what was sent counts as long as it is kept, or he might go on for ever.
  await client.query(
    `insert into reminder (user_id, event, at_ms, author, space_id, log, seq)
     select y.user_id, y.event, y.at_ms, y.author, y.space_id, y.log, y.seq from (
       select x."user" as user_id, decode(x.event, 'hex') as event, x.at as at_ms, x.author, m.space_id, x.log, x.seq,
              row_number() over (partition by x."user", x.author order by x.at)
                + (select count(*) from reminder r where r.user_id = x."user" and r.author = x.author) as place
         from jsonb_to_recordset($1::jsonb) as x ("user" uuid, event text, at bigint, author uuid, space text, log int, seq int)
         join space_member m on m.space_id = decode(x.space, 'hex') and m.user_id = x."user") y
      where y.place <= $2 order by 1, 2, 3
     on conflict (user_id, event, at_ms) do nothing`,
    [JSON.stringify(rows), maxRemindersFromOne],
  );
}

/** Heads of those of these logs that she may read, locked against appends: what a list was made from must still be the newest. */
export async function lockHeads(
  client: Queryable,
  user: UserId,
  logs: readonly LogId[],
): Promise<ReadonlyMap<LogId, { readonly key: number; readonly seq: number }>> {
  const { rows } = await client.query<{ id: Uint8Array; key: number; seq: number }>(
    `select l.id, l.key, l.head_seq as seq from log l
      where l.id = any($1::bytea[]) and exists (select 1 from space_member m where m.space_id = l.space_id and m.user_id = $2)
      order by l.id for share of l`,
    [logs.map(idToBytes), user],
  );
  return new Map(rows.map(({ id, ...head }) => [logIdFromBytes(id), head]));
}

/** Instead of what her devices told, and of what was handed over with appends to these logs. */
export async function replaceOwn(
  client: Queryable,
  user: UserId,
  logKeys: readonly number[],
  reminders: readonly OwnReminder[],
  nowMs: number,
): Promise<void> {
  await client.query(
    `with old as (
       select event, at_ms from reminder
        where user_id = $1 and fired_at_ms is null and (log is null or log = any($2::int[])) order by event, at_ms for update)
     delete from reminder r using old
      where r.user_id = $1 and (r.event, r.at_ms) = (old.event, old.at_ms) and r.fired_at_ms is null`,
    [user, logKeys],
  );
  const coming = reminders.filter(({ atMs }) => atMs > nowMs - maxLateMs);
  if (coming.length === 0) return;
  // Her own word stands, also where somebody handed over the same by way of a space that she may be removed from.
  await client.query(
    `insert into reminder (user_id, event, at_ms, space_id)
     select distinct on (x.event, x.at_ms) $1::uuid, x.event, x.at_ms, m.space_id
       from unnest($2::bytea[], $3::bigint[], $4::bytea[]) as x (event, at_ms, space_id)
       left join space_member m on m.space_id = x.space_id and m.user_id = $1
      order by 2, 3, 4
     on conflict (user_id, event, at_ms) do update
        set author = null, space_id = excluded.space_id, log = null, seq = null where reminder.fired_at_ms is null`,
    [
      user,
      coming.map(({ event }) => event),
      coming.map(({ atMs }) => atMs),
      coming.map(({ space }) => (space === undefined ? null : idToBytes(space))),
    ],
  );
}

interface DueRow extends NewReminder {
  readonly space: Uint8Array | null;
  readonly log: Uint8Array | null;
  readonly seq: number | null;
  readonly isMember: boolean;
}
/** Claims what is due under locks that others pass over: in the transaction that writes its pushes. */
export async function claimDue(client: Queryable, nowMs: number, limit: number): Promise<readonly DueReminder[]> {
  const { rows } = await client.query<DueRow>(
    `with due as (
       select user_id, event, at_ms from reminder
        where at_ms <= $1 and fired_at_ms is null order by at_ms limit $2 for update skip locked)
     update reminder r set fired_at_ms = $1 from due
      where (r.user_id, r.event, r.at_ms) = (due.user_id, due.event, due.at_ms)
     returning r.user_id as "user", r.event, r.at_ms as "atMs", r.space_id as space, r.seq,
               (select l.id from log l where l.key = r.log) as log,
               r.space_id is null or exists (
                 select 1 from space_member m where m.space_id = r.space_id and m.user_id = r.user_id) as "isMember"`,
    [nowMs, limit],
  );
  return rows.map(({ space, log, seq, ...due }) => ({
    ...due,
    place:
      space === null || log === null || seq === null
        ? undefined
        : { space: spaceIdFromBytes(space), log: logIdFromBytes(log), seq },
  }));
}

/** What was sent long enough ago that nobody tells it again. */
export async function dropOldReminders(client: Queryable, nowMs: number): Promise<void> {
  await client.query('delete from reminder where fired_at_ms < $1', [nowMs - keptMs]);
}

/** For the metrics. Undefined: without a database nothing is known. */
export async function countWaiting(client: Queryable): Promise<number | undefined> {
  try {
    const { rows } = await client.query<{ count: number }>(
      'select count(*)::int as count from reminder where fired_at_ms is null',
    );
    return rows[0]?.count;
  } catch (error) {
    if (isUnavailable(error)) return undefined;
    throw error;
  }
}
