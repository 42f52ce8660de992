/**
 * Notices of a batch of appends (NOTICE-1, NOTICE-2): facts are read beside the batch's own, a plan that may not be refuses its append
 * alone, and what the stored ones tell is written in their transaction with a fixed number of statements. A batch without notices costs
 * nothing here.
 */
import { type AlarmId, idToBytes, type SpaceId, spaceIdFromBytes, type UserId } from '@sanad/model/ids';
import type { AlarmAnswer, Notice } from '@sanad/model/wire/alarm';
import type { ErrorCode } from '@sanad/model/wire/error-code';
import type { Queryable } from '../db/database.ts';
import { enqueueWakes, type Wake } from '../push/enqueue-wakes.ts';
import type { AppendRequest, StoredChunk } from '../relay/append-types.ts';
import type { MemberCache } from '../relay/member-cache.ts';
import { eventNotices, eventWakes, handedOver, judgeEvents } from '../reminders/hand-over.ts';
import { handOver } from '../reminders/reminder-store.ts';
import type { Alarm } from './alarm.ts';
import { insertAlarms } from './alarm-store.ts';
import { judgePlan, noLoad, type SenderLoad, startAlarm, withPlan } from './decide-start.ts';
import { insertPlaces, readClaims, type StandBy } from './place-store.ts';
import { readActive, takeAnswers } from './take-answers.ts';

export interface NoticeFacts {
  readonly members: ReadonlyMap<SpaceId, ReadonlySet<UserId>>;
  readonly active: ReadonlySet<UserId>;
  readonly claims: ReadonlyMap<AlarmId, UserId>;
  /** Moved on as appends of the batch are accepted. */
  readonly loads: Map<UserId, SenderLoad>;
  /** Somebody can be woken at all. */
  readonly hasSubscriptions: boolean;
}
export interface StoredNotices {
  /** Alarms that answers changed. */
  readonly changed: readonly AlarmId[];
  readonly rings: number;
  readonly hasNewAlarms: boolean;
}
export const noNotices: StoredNotices = { changed: [], rings: 0, hasNewAlarms: false };

const messageTtlSeconds = 7 * 24 * 3600;
const hourMs = 3_600_000;
/** One direct conversation has one reader: more copies than this are somebody who fills a table. */
const maxStandBys = 20;

const of = <K extends Notice['kind']>(
  request: Pick<AppendRequest, 'notices'>,
  kind: K,
): readonly Extract<Notice, { kind: K }>[] =>
  (request.notices ?? []).filter((notice): notice is Extract<Notice, { kind: K }> => notice.kind === kind);

/** Undefined: no append of this batch has notices. To be sent after the locks of the spaces, so that it holds. */
export async function readNoticeFacts(
  client: Queryable,
  requests: readonly AppendRequest[],
  nowMs: number,
): Promise<NoticeFacts | undefined> {
  const telling = requests.filter(({ notices }) => notices !== undefined && notices.length > 0);
  if (telling.length === 0) return undefined;
  const urgent = telling.filter((request) => of(request, 'urgent').length > 0);
  const named = urgent.flatMap((request) =>
    of(request, 'urgent').flatMap(({ plan }) => [
      ...[...plan.stages, ...(plan.turns ?? [])].flatMap(({ users }) => users),
      ...plan.report,
    ]),
  );
  const listed = telling.filter((request) => of(request, 'urgent').length > 0 || of(request, 'stand-by').length > 0);
  const [subscriptions, members, loads, active, claims] = await Promise.all([
    client.query<{ any: boolean }>({ name: 'notice-subscribed', text: 'select exists (select 1 from push_subscription) as any' }),
    readMembers(client, [...new Set(listed.map(({ space }) => space))]),
    readLoads(client, [...new Set(urgent.map(({ user }) => user))], nowMs),
    readActive(client, named),
    readClaims(
      client,
      urgent.flatMap((request) => of(request, 'urgent').map(({ plan }) => plan.id)),
    ),
  ]);
  return { members, loads, active, claims, hasSubscriptions: subscriptions.rows[0]?.any === true };
}

async function readMembers(client: Queryable, spaces: readonly SpaceId[]): Promise<NoticeFacts['members']> {
  const members = new Map<SpaceId, Set<UserId>>();
  if (spaces.length === 0) return members;
  const { rows } = await client.query<{ space: Uint8Array; user: UserId }>(
    'select space_id as space, user_id as "user" from space_member where space_id = any($1::bytea[])',
    [spaces.map(idToBytes)],
  );
  for (const { space, user } of rows) {
    const id = spaceIdFromBytes(space);
    members.set(id, (members.get(id) ?? new Set()).add(user));
  }
  return members;
}

async function readLoads(client: Queryable, users: readonly UserId[], nowMs: number): Promise<Map<UserId, SenderLoad>> {
  if (users.length === 0) return new Map();
  const { rows } = await client.query<SenderLoad & { user: UserId }>(
    `select sender as "user", (count(*) filter (where due_at_ms is not null))::int as open,
            (count(*) filter (where accepted_at_ms > $2))::int as recent, sum(planned_rings)::int as rings
       from alarm where sender = any($1::uuid[]) and (due_at_ms is not null or accepted_at_ms > $2) group by sender`,
    [users, nowMs - hourMs],
  );
  return new Map(rows.map(({ user, ...load }) => [user, load]));
}

/** NOTICE-2: why this append may not be stored. Answers never refuse one: what is said stands in the chunk, whatever the alarm makes of it. */
export function judgeNotices(request: AppendRequest, facts: NoticeFacts | undefined, nowMs: number): ErrorCode | undefined {
  if (facts === undefined || request.notices === undefined) return undefined;
  const ofEvents = judgeEvents(request, nowMs);
  if (ofEvents !== undefined) return ofEvents;
  const members = facts.members.get(request.space) ?? new Set();
  const standBys = of(request, 'stand-by').length;
  if (standBys > maxStandBys) return 'alarm/too-many';
  if (standBys > 0 && members.size !== 2) return 'alarm/recipient';
  let load = facts.loads.get(request.user) ?? noLoad;
  for (const { plan } of of(request, 'urgent')) {
    const code = judgePlan(plan, request.user, members, load);
    if (code !== undefined) return code;
    if ((facts.claims.get(plan.id) ?? request.user) !== request.user) return 'alarm/recipient';
    load = withPlan(load, plan, request.user, members);
  }
  return undefined;
}

/** This append is stored: what it starts counts for the next of the batch. */
export function countNotices(request: AppendRequest, facts: NoticeFacts | undefined): void {
  if (facts === undefined) return;
  const members = facts.members.get(request.space) ?? new Set();
  for (const { plan } of of(request, 'urgent'))
    facts.loads.set(request.user, withPlan(facts.loads.get(request.user) ?? noLoad, plan, request.user, members));
}

export async function storeNotices(
  client: Queryable,
  stored: readonly StoredChunk[],
  facts: NoticeFacts | undefined,
  members: MemberCache,
  nowMs: number,
): Promise<StoredNotices> {
  if (facts === undefined) return noNotices;
  const alarms = new Map<AlarmId, { readonly alarm: Alarm; readonly logKey: number }>();
  const copies: StandBy[] = [];
  const answers: AlarmAnswer[] = [];
  for (const { request, seq, logKey } of stored) {
    const { space, log, user } = request;
    const all = facts.members.get(space) ?? new Set();
    for (const { plan } of of(request, 'urgent')) {
      const alarm = startAlarm(plan, { space, log, seq, sender: user }, all, facts.active, nowMs);
      if (!alarms.has(plan.id)) alarms.set(plan.id, { alarm, logKey });
    }
    const [reader] = [...all].filter((member) => member !== user);
    for (const { alarm } of of(request, 'stand-by'))
      if (reader !== undefined) copies.push({ alarm, user: reader, author: user, space, logKey, seq });
    answers.push(...of(request, 'answer').map(({ answer }) => answer));
  }
  if (alarms.size > 0) {
    const made = [...alarms.values()];
    await insertAlarms(
      client,
      made.map(({ alarm }) => alarm),
      made.map(({ logKey }) => logKey),
    );
  }
  if (copies.length > 0) await insertPlaces(client, copies, nowMs);
  await handOver(client, stored.flatMap(handedOver), nowMs);
  const { changed, rings } = answers.length === 0 ? noNotices : await takeAnswers(client, answers, nowMs);
  // Last: whoever ends a subscription waits for those who write jobs for it, and may hold alarms then (PUSH-4).
  if (facts.hasSubscriptions) await enqueueWakes(client, await messageWakes(client, stored, members), nowMs);
  return { changed, rings, hasNewAlarms: alarms.size > 0 };
}

/** Of one person and calendar at once: hundreds of invitations are not hundreds of pushes. What is left out stands among the alerts. */
const maxEventsAtOnce = 4;
function newestOfEach(wakes: readonly Wake[]): readonly Wake[] {
  const counts = new Map<string, number>();
  return wakes.toReversed().filter(({ user, place }) => {
    const key = `${user} ${place?.space}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count <= maxEventsAtOnce;
  });
}

/** One per person and space: a push says where to look, and the newest place is enough. Being mentioned is not forgotten for a later one. */
async function messageWakes(client: Queryable, stored: readonly StoredChunk[], members: MemberCache): Promise<readonly Wake[]> {
  const wakes = new Map<string, Wake>();
  const telling = stored.filter(({ request }) => of(request, 'message').length > 0 || eventNotices(request).length > 0);
  // Asked together: those that are not known share a round trip.
  const spaces = new Map(telling.map(({ request, epoch, rev }) => [request.space, { epoch, rev }]));
  const known = await Promise.all(
    [...spaces].map(async ([space, version]) => [space, await members.membersOf(space, version, client)] as const),
  );
  const membersBySpace = new Map(known);
  for (const { request, seq } of telling) {
    const { space, log, user: author } = request;
    const messages = of(request, 'message');
    if (messages.length === 0) continue;
    const named = new Set(messages.flatMap(({ named = [] }) => named));
    // Whom an urgent message asks is rung: it is not told to her twice.
    const asked = new Set(of(request, 'urgent').flatMap(({ plan }) => plan.first ?? [...(membersBySpace.get(space) ?? [])]));
    for (const user of membersBySpace.get(space) ?? []) {
      if (user === author || asked.has(user)) continue;
      const key = `${user} ${space}`;
      const isNamed = named.has(user) || wakes.get(key)?.isNamed === true;
      wakes.set(key, { user, kind: 'message', place: { space, log, seq }, isNamed, ttlSeconds: messageTtlSeconds, topic: space });
    }
  }
  return [...wakes.values(), ...newestOfEach(eventWakes(telling, (space) => membersBySpace.get(space)))];
}
