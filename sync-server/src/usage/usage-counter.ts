/**
 * Counting how the service is used (USAGE-1, USAGE-2). What the relay stored is added up for some seconds by who wrote it, then by her unit,
 * and only that is kept. A process that dies loses some seconds of counts; no message waits for them.
 */
import type { UserId } from '@sanad/model/ids';
import { ok } from '@sanad/model/result';
import { type Database, transaction } from '../db/database.ts';
import type { StoredChunk } from '../relay/append-types.ts';
import { makeHourCounter, makeLocalHour, writeHours } from './usage-hours.ts';

export type CountedKind = 'message' | 'medium' | 'urgent' | 'call';

export interface UsageCounterDeps {
  readonly database: Database;
  readonly nowMs: () => number;
  /** IANA: in which a day begins and ends. */
  readonly timeZone: string;
  /** Whose devices are connected here. */
  readonly connected: () => ReadonlySet<UserId>;
  readonly onError: (error: unknown) => void;
  /** Between two times of writing; 0: only `flush` writes. */
  readonly everyMs: number;
}
export interface UsageCounter {
  readonly chunks: (stored: readonly Pick<StoredChunk, 'request'>[]) => void;
  /** A call begins to ring. */
  readonly call: (caller: UserId) => void;
  /** Writes what was counted, and who is here. */
  readonly flush: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** The unit of a person as usage is counted by: of the tree where she stands in it, otherwise her own words. */
export const unitOf = (person: string): string => `coalesce(${person}.unit_id::text, ${person}.unit)`;

export const dayOf = (atMs: number, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(atMs);

export function createUsageCounter(deps: UsageCounterDeps): UsageCounter {
  const { database, nowMs, timeZone, onError, everyMs } = deps;
  let counted = new Map<string, { readonly day: string; readonly user: UserId; readonly kind: CountedKind; count: number }>();
  let writing: Promise<void> = Promise.resolve();
  const localHour = makeLocalHour(timeZone);
  const hours = makeHourCounter();

  const add = (user: UserId, kind: CountedKind): void => {
    const at = localHour(nowMs());
    const { day } = at;
    if (kind !== 'call') hours.add(at, user);
    const key = `${day} ${user} ${kind}`;
    const entry = counted.get(key) ?? { day, user, kind, count: 0 };
    entry.count += 1;
    counted.set(key, entry);
  };
  const write = async (): Promise<void> => {
    const entries = [...counted.values()];
    counted = new Map();
    const now = localHour(nowMs());
    const today = now.day;
    const byHour = hours.take(now);
    const here = [...new Set([...deps.connected(), ...entries.map(({ user }) => user)])];
    await transaction(database, async (client) => {
      await client.query(
        `insert into person_day (day, user_id, unit)
         select $1::date, p.user_id, ${unitOf('p')} from person p
          where p.user_id = any($2::uuid[])
             or exists (select 1 from device d where d.user_id = p.user_id and d.seen_at > now() - interval '3 minutes')
         on conflict do nothing`,
        [today, here],
      );
      await writeHours(client, byHour);
      if (entries.length === 0) return ok(undefined);
      await client.query(
        `insert into usage_day (day, unit, kind, count)
         select x.day, ${unitOf('p')}, x.kind, sum(x.count)
           from unnest($1::date[], $2::uuid[], $3::text[], $4::bigint[]) as x (day, user_id, kind, count)
           join person p on p.user_id = x.user_id
          group by 1, 2, 3 order by 1, 2, 3
         on conflict (day, unit, kind) do update set count = usage_day.count + excluded.count`,
        [
          entries.map(({ day }) => day),
          entries.map(({ user }) => user),
          entries.map(({ kind }) => kind),
          entries.map(({ count }) => count),
        ],
      );
      return ok(undefined);
    });
  };
  const flush = (): Promise<void> => {
    writing = writing.then(write, write);
    return writing;
  };
  const timer = everyMs === 0 ? undefined : setInterval(() => void flush().catch(onError), everyMs);
  timer?.unref();

  return {
    chunks: (stored) => {
      for (const { request } of stored) for (const kind of kindsOf(request)) add(request.user, kind);
    },
    call: (caller) => add(caller, 'call'),
    flush,
    stop: async () => {
      clearInterval(timer);
      await flush().catch(onError);
    },
  };
}

/**
 * What the relay is told of an append: that there is a message and how it wants to be heard; it may be several that waited together. Beside an
 * urgent one, the notice of a message is for those whom it does not ask.
 */
function kindsOf({ notices = [] }: StoredChunk['request']): readonly CountedKind[] {
  const urgent = notices.filter(({ kind }) => kind === 'urgent');
  if (urgent.length > 0) return urgent.map(() => 'urgent');
  const levels = notices.flatMap((notice) => (notice.kind === 'message' ? [notice.level] : []));
  if (levels.length === 0) return [];
  return [levels.includes('medium') ? 'medium' : 'message'];
}
