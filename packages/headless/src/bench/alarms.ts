/**
 * Many alarms that are due in the same second (ALARM-4): the built server finds them by its own clock, rings everybody, writes the pushes and tells
 * the sockets. The alarms are written into the database directly: a thousand of them are more than one person may start. The floor is
 * what cannot be left out: the same rows written by one statement in the same Postgres.
 */
import type { UserId } from '@sanad/model/ids';
import { makeConversations } from './conversations.ts';
import { type LoadSocket, openLoadSocket } from './load-socket.ts';
import type { PostgresClient } from './postgres.ts';
import { connectPostgres, floorDatabase, postgresUrl } from './postgres.ts';
import { atMost, median, type Row } from './report.ts';
import type { Ground } from './stage.ts';
import { sleep } from './waiting.ts';

const alarms = 1000;
const rungPerAlarm = 2;
const maxMs = 3000;
const maxFloorRatio = 25;
const patienceMs = 30_000;
const lookEveryMs = 10;
const aheadMs = 1500;

export async function measureAlarms({ server, population, options, say }: Ground): Promise<readonly Row[]> {
  const [sender, ...asked] = population.people.slice(0, 1 + rungPerAlarm);
  if (sender === undefined || asked.length < rungPerAlarm) throw new Error('people');
  const [conversation] = await makeConversations(population, [[0, 1]]);
  if (conversation === undefined) throw new Error('a conversation');
  const postgres = await connectPostgres(postgresUrl(server.dataFolder));
  const users = asked.map(({ identity }) => identity.user);
  await prepare(postgres, conversation.space, sender.identity.user, users);
  const sockets = await Promise.all(
    [sender, ...asked].map((person) => openLoadSocket({ url: server.url, cookie: person.cookies.header() ?? '' }, person)),
  );
  const rounds: Round[] = [];
  for (let at = 0; at < options.sizes.alarmRounds; at++) rounds.push(await fire(postgres, sockets));
  for (const socket of sockets) socket.close();
  await postgres.query({ text: 'delete from alarm' });
  await postgres.query({ text: 'delete from push_subscription' });
  await postgres.end();
  say('  the floor: one statement …');
  const floorMs = await measureFloor(postgresUrl(server.dataFolder), server.dataFolder, options.sizes.alarmRounds);
  const lateMs = Math.max(...rounds.map((round) => round.lateMs));
  const workMs = median(rounds.map((round) => round.workMs));
  const told = median(rounds.map((round) => round.told));
  const what = `${alarms} alarms due in the same second, ${alarms * rungPerAlarm} rings`;
  return [
    {
      what: `${what}: until the last has rung, the worst of ${rounds.length}`,
      unit: 'ms',
      value: lateMs,
      target: atMost(lateMs, maxMs),
      note: `looked for each second; ${told} states were told to ${sockets.length} sockets`,
    },
    {
      what: 'the same from the look on',
      unit: 'ms',
      value: workMs,
      target: atMost(workMs, maxFloorRatio * floorMs, `${maxFloorRatio} × the floor`),
      note: `floor: ${floorMs.toFixed(1)} ms for the same rows and pushes in one statement, ${(workMs / floorMs).toFixed(1)} times as much`,
    },
  ];
}

interface Round {
  /** From when they were due until the last ring was committed. */
  readonly lateMs: number;
  /** From when the server looked. */
  readonly workMs: number;
  /** Frames that sockets got. */
  readonly told: number;
}

async function prepare(postgres: PostgresClient, space: string, sender: UserId, users: readonly UserId[]): Promise<void> {
  const run = (text: string, values: readonly unknown[] = []) => postgres.query({ text, values });
  await run(`insert into log (id, space_id) values (substring(sha256('bench') for 16), decode($1, 'hex'))`, [space]);
  await run(
    `insert into push_subscription (device_key, user_id, endpoint, p256dh, auth, created_at_ms)
     select key, user_id, 'https://push.invalid/' || key, decode(repeat('04', 65), 'hex'), decode(repeat('00', 16), 'hex'), 0
       from device where user_id = any($1::uuid[])`,
    [users],
  );
  await run(
    `insert into alarm (id, space_id, log, seq, sender, need, every_ms, for_ms, stages, report, asked, phase, stage, accepted_at_ms, changed_at_ms)
     select substring(sha256(n::text::bytea) for 16), decode($1, 'hex'), (select key from log where space_id = decode($1, 'hex') limit 1), n, $2,
            'one', 120000, 1200000, '[]', '{}', 2, 'ringing', 0, 0, 0 from generate_series(1, $3::int) n`,
    [space, sender, alarms],
  );
  // Whoever is no member is not rung (ALARM-6).
  await run(
    `insert into space_member (space_id, user_id, admin, uk_gen, chain_n)
     select decode($1, 'hex'), u, false, 0, 0 from unnest($2::uuid[]) u on conflict do nothing`,
    [space, users],
  );
  await run('insert into alarm_person (alarm, user_id, stage) select id, u, 0 from alarm, unnest($1::uuid[]) u', [users]);
}

async function fire(postgres: PostgresClient, sockets: readonly LoadSocket[]): Promise<Round> {
  let told = 0;
  for (const socket of sockets)
    socket.onMessage = () => {
      told += 1;
    };
  const dueMs = Date.now() + aheadMs;
  const text = `with cleared as (delete from push_job), people as (
      update alarm_person set rings = 0, from_ms = $1, next_ring_at_ms = $1, last_ring_at_ms = null)
    update alarm set phase = 'ringing', accepted_at_ms = $1, changed_at_ms = $1, paused_until_ms = null, due_at_ms = $1`;
  await postgres.query({ text, values: [dueMs] });
  for (const startedMs = Date.now(); Date.now() - startedMs < patienceMs; await sleep(lookEveryMs)) {
    const { rows } = await postgres.query({
      name: 'look',
      text: 'select count(*)::int as rung, min(last_ring_at_ms)::float8 as began from alarm_person where rings = 1',
    });
    const [row] = rows as readonly { readonly rung: number; readonly began: number | null }[]; // as the statement says
    const nowMs = Date.now();
    if (row?.rung !== alarms * rungPerAlarm) continue;
    for (const waitedMs = Date.now(); told < alarms * sockets.length && Date.now() - waitedMs < patienceMs; )
      await sleep(lookEveryMs);
    return { lateMs: nowMs - dueMs, workMs: nowMs - (row.began ?? dueMs), told };
  }
  throw new Error('alarms did not ring');
}

async function measureFloor(url: string, dataFolder: string, rounds: number): Promise<number> {
  const admin = await connectPostgres(url);
  await admin.query({ text: `create database ${floorDatabase}` }).catch(() => undefined); // the load's floors may have made it
  await admin.end();
  const floor = await connectPostgres(postgresUrl(dataFolder, floorDatabase));
  const run = (text: string) => floor.query({ text });
  await run('create table floor_alarm (id bytea primary key, phase text, changed bigint, due bigint)');
  await run(
    'create table floor_person (alarm bytea, person int, rings int, last bigint, next bigint, primary key (alarm, person))',
  );
  await run('create table floor_push (id bigint generated always as identity primary key, payload jsonb, due bigint)');
  await run(
    `insert into floor_alarm select substring(sha256(n::text::bytea) for 16), 'ringing', 0, 0 from generate_series(1, ${alarms}) n`,
  );
  await run(`insert into floor_person select id, p, 0, 0, 0 from floor_alarm, generate_series(1, ${rungPerAlarm}) p`);
  const times: number[] = [];
  for (let at = 0; at < rounds; at++) {
    const startedMs = performance.now();
    await run(`with rung as (update floor_person set rings = rings + 1, last = next, next = next + 120000 where next <= 1e15::bigint returning alarm, rings),
                 alarms as (update floor_alarm set changed = due, due = due + 120000 where due <= 1e15::bigint)
               insert into floor_push (payload, due) select jsonb_build_object('k', 'urgent', 'a', encode(alarm, 'hex'), 'r', rings), 0 from rung`);
    times.push(performance.now() - startedMs);
  }
  await floor.end();
  return median(times);
}
