/** Alarms in Postgres (ALARM-4): read under a lock, changed by the pure functions, written back with one statement per table. */
import {
  type AlarmId,
  alarmIdFromBytes,
  type DeviceId,
  deviceIdFromBytes,
  idToBytes,
  logIdFromBytes,
  spaceIdFromBytes,
  type UserId,
} from '@sanad/model/ids';
import type { AlarmPhase, AlarmPlan, PushResult } from '@sanad/model/wire/alarm';
import type { Queryable } from '../db/database.ts';
import { type Alarm, type Person, type ReceivedAnswer, ringsOfEach } from './alarm.ts';
import { dueAtMs } from './decide-advance.ts';

interface AlarmRow {
  readonly id: Uint8Array;
  readonly space: Uint8Array;
  readonly log: Uint8Array;
  readonly seq: number;
  readonly sender: UserId;
  readonly need: AlarmPlan['need'];
  readonly everyMs: number;
  readonly forMs: number;
  readonly stages: StoredStages;
  readonly report: readonly UserId[];
  readonly asked: number;
  readonly phase: AlarmPhase;
  readonly stage: number;
  readonly acceptedAtMs: number;
  readonly changedAtMs: number;
  readonly pausedUntilMs: number | null;
}
/** `alarm.stages`, as JSON: what is still to come. A bare list is of before there were turns. */
type StoredStages = Pick<Alarm['plan'], 'stages' | 'turns'> | AlarmPlan['stages'];
const readStages = (stored: StoredStages): Pick<Alarm['plan'], 'stages' | 'turns'> =>
  'turns' in stored ? stored : { stages: stored, turns: [] };
const toStored = ({ stages, turns }: Alarm['plan']): StoredStages => ({ stages, turns });

interface PersonRow {
  readonly alarm: Uint8Array;
  readonly user: UserId;
  readonly stage: number;
  readonly isPassed: boolean;
  readonly isHere: boolean;
  readonly rings: number;
  readonly fromMs: number | null;
  readonly lastRingAtMs: number | null;
  readonly nextRingAtMs: number | null;
  readonly push: PushResult;
}
interface AnswerRow {
  readonly alarm: Uint8Array;
  readonly user: UserId;
  readonly device: Uint8Array;
  readonly word: ReceivedAnswer['word'];
  readonly to: UserId | null;
  readonly atMs: number;
  readonly sig: Uint8Array;
  readonly receivedAtMs: number;
  readonly words: number;
}

const columns = `a.id, a.space_id as space, l.id as log, a.seq, a.sender, a.need, a.every_ms as "everyMs", a.for_ms as "forMs", a.stages,
  a.report::text[] as report, a.asked, a.phase, a.stage, a.accepted_at_ms as "acceptedAtMs", a.changed_at_ms as "changedAtMs",
  a.paused_until_ms as "pausedUntilMs"`;

/** ALARM-4: those that are due and that nobody else is at, locked until the transaction ends. */
export async function claimDue(client: Queryable, nowMs: number, limit: number): Promise<readonly Alarm[]> {
  const { rows } = await client.query<AlarmRow>({
    name: 'alarm-claim',
    text: `select ${columns} from alarm a join log l on l.key = a.log where a.due_at_ms <= $1
            order by a.due_at_ms limit $2 for update of a skip locked`,
    values: [nowMs, limit],
  });
  return complete(client, rows);
}

/** Waits for whoever is at them. In order of id, so that two who want several do not wait for one another. */
export async function lockAlarms(client: Queryable, ids: readonly AlarmId[]): Promise<readonly Alarm[]> {
  const { rows } = await client.query<AlarmRow>(
    `select ${columns} from alarm a join log l on l.key = a.log where a.id = any($1::bytea[]) order by a.id for update of a`,
    [ids.map(idToBytes)],
  );
  return complete(client, rows);
}

/** As they are, for telling. */
export async function readAlarms(client: Queryable, ids: readonly AlarmId[]): Promise<readonly Alarm[]> {
  const { rows } = await client.query<AlarmRow>(
    `select ${columns} from alarm a join log l on l.key = a.log where a.id = any($1::bytea[])`,
    [ids.map(idToBytes)],
  );
  return complete(client, rows);
}

async function complete(client: Queryable, rows: readonly AlarmRow[]): Promise<readonly Alarm[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const [people, answers] = await Promise.all([
    client.query<PersonRow>({
      name: 'alarm-people',
      text: `select p.alarm, p.user_id as "user", p.stage, p.is_passed as "isPassed", p.rings, p.from_ms as "fromMs",
                    p.last_ring_at_ms as "lastRingAtMs", p.next_ring_at_ms as "nextRingAtMs", p.push,
                    exists (select 1 from person h where h.user_id = p.user_id and h.status = 'active') and (p.stage > 0 or p.is_passed or
                      exists (select 1 from space_member m where m.space_id = a.space_id and m.user_id = p.user_id)) as "isHere"
               from alarm_person p join alarm a on a.id = p.alarm
              where p.alarm = any($1::bytea[]) order by p.stage, p.user_id`,
      values: [ids],
    }),
    client.query<AnswerRow>({
      name: 'alarm-answers',
      text: `select alarm, user_id as "user", device, word, to_user as "to", at_ms as "atMs", sig, received_at_ms as "receivedAtMs", words
               from alarm_answer where alarm = any($1::bytea[]) order by received_at_ms`,
      values: [ids],
    }),
  ]);
  const alarms = new Map<AlarmId, { people: Map<UserId, Person>; answers: Map<UserId, ReceivedAnswer> }>();
  const partsOf = (id: AlarmId) => {
    const parts = alarms.get(id) ?? { people: new Map(), answers: new Map() };
    alarms.set(id, parts);
    return parts;
  };
  for (const row of people.rows) partsOf(alarmIdFromBytes(row.alarm)).people.set(row.user, rowToPerson(row));
  for (const row of answers.rows) partsOf(alarmIdFromBytes(row.alarm)).answers.set(row.user, rowToAnswer(row));
  return rows.map((row): Alarm => {
    const id = alarmIdFromBytes(row.id);
    const { need, everyMs, forMs, stages, report, space, log, pausedUntilMs, ...rest } = row;
    const place = { space: spaceIdFromBytes(space), log: logIdFromBytes(log), seq: row.seq };
    const plan = { need, everyMs, forMs, ...readStages(stages), report: [...report] };
    return { ...rest, ...place, id, plan, pausedUntilMs: pausedUntilMs ?? undefined, ...partsOf(id) };
  });
}

const rowToPerson = ({ user, stage, isPassed, isHere, rings, fromMs, lastRingAtMs, nextRingAtMs, push }: PersonRow): Person => ({
  user,
  stage,
  isPassed,
  isHere,
  rings,
  fromMs: fromMs ?? undefined,
  lastRingAtMs: lastRingAtMs ?? undefined,
  nextRingAtMs: nextRingAtMs ?? undefined,
  push,
});
const rowToAnswer = ({ alarm, user, device, word, to, atMs, sig, receivedAtMs, words }: AnswerRow): ReceivedAnswer => {
  const answer = { alarm: alarmIdFromBytes(alarm), user, device: deviceIdFromBytes(device) as DeviceId, word, atMs };
  return { ...answer, ...(to === null ? {} : { to }), sig: new Uint8Array(sig), receivedAtMs, words };
};

/** New ones. An id that is there already starts nothing: it is the same alarm, or somebody's who is not to be disturbed. */
export async function insertAlarms(client: Queryable, alarms: readonly Alarm[], logKeys: readonly number[]): Promise<void> {
  const rows = alarms.map((alarm, at) => ({
    ...{ id: alarm.id, space: alarm.space, log: logKeys[at], seq: alarm.seq, sender: alarm.sender, need: alarm.plan.need },
    ...{ every_ms: alarm.plan.everyMs, for_ms: alarm.plan.forMs, stages: toStored(alarm.plan), report: alarm.plan.report },
    ...{ asked: alarm.asked, phase: alarm.phase, stage: alarm.stage, at_ms: alarm.acceptedAtMs, due_at_ms: dueAtMs(alarm) },
    planned_rings: alarm.people.size * ringsOfEach(alarm.plan),
  }));
  const people = alarms.flatMap(({ id, people }) => [...people.values()].map((person) => ({ id, person })));
  await client.query(
    `with made as (
       insert into alarm (id, space_id, log, seq, sender, need, every_ms, for_ms, stages, report, asked, phase, stage, accepted_at_ms,
                          changed_at_ms, due_at_ms, planned_rings)
       select decode(id, 'hex'), decode(space, 'hex'), log, seq, sender, need, every_ms, for_ms, stages, report, asked, phase, stage, at_ms,
              at_ms, due_at_ms, planned_rings
         from jsonb_to_recordset($1::jsonb) as x (id text, space text, log int, seq int, sender uuid, need text, every_ms int, for_ms int,
              stages jsonb, report uuid[], asked int, phase text, stage int, at_ms bigint, due_at_ms bigint, planned_rings int)
        order by 1 on conflict do nothing returning id
     )
     insert into alarm_person (alarm, user_id, stage, from_ms, next_ring_at_ms, is_passed)
     select made.id, p.user_id, p.stage, p.from_ms, p.from_ms, p.is_passed
       from unnest($2::bytea[], $3::uuid[], $4::int[], $5::bigint[], $6::boolean[]) as p (alarm, user_id, stage, from_ms, is_passed)
       join made on made.id = p.alarm
     on conflict do nothing`,
    [
      JSON.stringify(rows),
      people.map(({ id }) => idToBytes(id)),
      people.map(({ person }) => person.user),
      people.map(({ person }) => person.stage),
      people.map(({ person }) => person.fromMs ?? null),
      people.map(({ person }) => person.isPassed),
    ],
  );
}

export interface Change {
  readonly before: Alarm;
  readonly after: Alarm;
}

/** What became different. The alarms are locked by this transaction. */
export async function saveAlarms(client: Queryable, changes: readonly Change[]): Promise<void> {
  const alarms = changes.map(({ after }) => after);
  const people = changes.flatMap(({ before, after }) =>
    [...after.people.values()]
      .filter((person) => before.people.get(person.user) !== person)
      .map((person) => ({ id: after.id, ...person })),
  );
  const answers = changes.flatMap(({ before, after }) =>
    [...after.answers.values()].filter((answer) => before.answers.get(answer.user) !== answer),
  );
  const work: Promise<unknown>[] = [
    client.query({
      name: 'alarm-save',
      text: `update alarm set phase = x.phase, stage = x.stage, changed_at_ms = x.changed, paused_until_ms = x.paused, due_at_ms = x.due,
                    stages = coalesce(x.stages, alarm.stages)
               from unnest($1::bytea[], $2::text[], $3::int[], $4::bigint[], $5::bigint[], $6::bigint[], $7::jsonb[])
                 as x (id, phase, stage, changed, paused, due, stages) where alarm.id = x.id`,
      values: [
        alarms.map(({ id }) => idToBytes(id)),
        alarms.map(({ phase }) => phase),
        alarms.map(({ stage }) => stage),
        alarms.map(({ changedAtMs }) => changedAtMs),
        alarms.map(({ pausedUntilMs }) => pausedUntilMs ?? null),
        alarms.map((alarm) => dueAtMs(alarm) ?? null),
        changes.map(({ before, after }) => (before.plan === after.plan ? null : JSON.stringify(toStored(after.plan)))),
      ],
    }),
  ];
  if (people.length > 0) work.push(savePeople(client, people));
  if (answers.length > 0) work.push(saveAnswers(client, answers));
  await Promise.all(work);
}

const savePeople = (client: Queryable, people: readonly (Person & { readonly id: AlarmId })[]): Promise<unknown> =>
  client.query({
    name: 'alarm-save-people',
    text: `insert into alarm_person (alarm, user_id, stage, is_passed, rings, from_ms, last_ring_at_ms, next_ring_at_ms, push)
           select * from unnest($1::bytea[], $2::uuid[], $3::int[], $4::boolean[], $5::int[], $6::bigint[], $7::bigint[], $8::bigint[], $9::text[])
           on conflict (alarm, user_id) do update set stage = excluded.stage, is_passed = excluded.is_passed, rings = excluded.rings,
             from_ms = excluded.from_ms, last_ring_at_ms = excluded.last_ring_at_ms, next_ring_at_ms = excluded.next_ring_at_ms,
             push = excluded.push`,
    values: [
      people.map(({ id }) => idToBytes(id)),
      people.map(({ user }) => user),
      people.map(({ stage }) => stage),
      people.map(({ isPassed }) => isPassed),
      people.map(({ rings }) => rings),
      people.map(({ fromMs }) => fromMs ?? null),
      people.map(({ lastRingAtMs }) => lastRingAtMs ?? null),
      people.map(({ nextRingAtMs }) => nextRingAtMs ?? null),
      people.map(({ push }) => push),
    ],
  });

const saveAnswers = (client: Queryable, answers: readonly ReceivedAnswer[]): Promise<unknown> =>
  client.query(
    `insert into alarm_answer (alarm, user_id, device, word, to_user, at_ms, sig, received_at_ms, words)
     select * from unnest($1::bytea[], $2::uuid[], $3::bytea[], $4::text[], $5::uuid[], $6::bigint[], $7::bytea[], $8::bigint[], $9::int[])
     on conflict (alarm, user_id) do update set device = excluded.device, word = excluded.word, to_user = excluded.to_user,
       at_ms = excluded.at_ms, sig = excluded.sig, received_at_ms = excluded.received_at_ms, words = excluded.words`,
    [
      answers.map(({ alarm }) => idToBytes(alarm)),
      answers.map(({ user }) => user),
      answers.map(({ device }) => idToBytes(device)),
      answers.map(({ word }) => word),
      answers.map(({ to }) => to ?? null),
      answers.map(({ atMs }) => atMs),
      answers.map(({ sig }) => sig),
      answers.map(({ receivedAtMs }) => receivedAtMs),
      answers.map(({ words }) => words),
    ],
  );
