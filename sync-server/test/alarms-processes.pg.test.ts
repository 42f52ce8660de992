import type { AlarmId, UserId } from '@sanad/model/ids';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../src/server.ts';
import { makeAnswer, makeGroup, makePlan, makeWriter, minuteMs, openTables, type Tables, urgent } from './support/alarm-scene.ts';
import { type ServerProcess, startServerProcess } from './support/server-process.ts';
import {
  type Client,
  createClient,
  createWorld,
  joinSocket,
  type Loose,
  type SignedInPerson,
  type World,
} from './support/test-client.ts';
import { startTestServer, type TestServer, testConfig, until } from './support/test-server.ts';

const clock = { ms: Date.now() };
const options = { nowMs: () => clock.ms, alarmPollMs: 0 };
const alarmCount = 220;
let first: TestServer;
let world: World;
let tables: Tables;
let senders: readonly SignedInPerson[];
let nurse: SignedInPerson;
let colleague: SignedInPerson;
let deputy: SignedInPerson;

beforeAll(async () => {
  first = await startTestServer({}, options);
  world = await createWorld(first);
  tables = await openTables(first.databaseUrl);
  const people: SignedInPerson[] = [];
  for (let at = 0; at < 8; at++) people.push(await world.colleague());
  const [one, two, three, ...rest] = people;
  if (one === undefined || two === undefined || three === undefined) throw new Error('no people');
  [nurse, colleague, deputy, senders] = [one, two, three, rest];
  await tables.subscribe(...people);
  for (const person of people) (await joinSocket(first, person)).close(); // binds session and device
  // Every push that was ever written, whatever became of it; in a schema of its own, since the server refuses to share its one.
  await tables.query('create schema seen');
  await tables.query('create table seen.push (device_key int, kind text, alarm text, ring int)');
  await tables.query(
    `create function seen.note() returns trigger language plpgsql as $$ begin
       insert into seen.push values (new.device_key, new.payload->>'k', new.payload->>'a', (new.payload->>'r')::int); return new;
     end $$`,
  );
  await tables.query('create trigger note after insert on push_job for each row execute function seen.note()');
});
beforeEach(async () => {
  await tables.query('delete from alarm');
  await tables.clearPushes();
  await tables.query('delete from seen.push');
});
afterAll(async () => {
  await tables.close();
  await first.stop();
});

/** 220 alarms of five people: each asks the nurse and her colleague, after six minutes the deputy. */
async function start(): Promise<readonly AlarmId[]> {
  const ids: AlarmId[] = [];
  for (const sender of senders) {
    const socket = await joinSocket(first, sender);
    const writer = makeWriter(socket, sender, await makeGroup(sender, nurse, colleague));
    const plans = Array.from({ length: alarmCount / senders.length }, () =>
      makePlan({ stages: [{ afterMs: 6 * minuteMs, users: [deputy.user] }] }),
    );
    expect(await writer.append(plans.map(urgent))).toMatchObject({ type: 'appended' });
    ids.push(...plans.map(({ id }) => id));
    socket.close();
  }
  return ids;
}

/** Every ring is in the table of pushes exactly once, and the alarms know of just these. */
async function expectNoneTwice(): Promise<void> {
  const rows = await tables.query(
    `select a.alarm, a.user_id, a.rings, array_agg(j.ring order by j.ring) as told
       from alarm_person a join push_subscription s using (user_id)
       left join seen.push j on j.device_key = s.device_key and j.kind = 'urgent' and j.alarm = encode(a.alarm, 'hex')
      group by a.alarm, a.user_id, a.rings`,
  );
  expect(rows).toHaveLength(alarmCount * 3);
  const wrong = rows.filter(({ rings, told }) => {
    const numbers: readonly number[] = told.filter((number: number | null) => number !== null);
    return numbers.length !== rings || numbers.some((number, at) => number !== at + 1);
  });
  expect(wrong).toEqual([]);
}
const phases = async (): Promise<Loose> =>
  Object.fromEntries(
    (await tables.query('select phase, count(*)::int as n from alarm group by phase')).map(({ phase, n }) => [phase, n]),
  );
/** The sender hears of a silent end exactly once, and of no other. */
async function expectOneReportEach(): Promise<void> {
  const rows = await tables.query(
    `select a.phase, (select count(*)::int from seen.push j where j.kind = 'unanswered' and j.alarm = encode(a.id, 'hex')) as reports from alarm a`,
  );
  expect(rows.filter(({ phase, reports }) => reports !== (phase === 'unanswered' ? 1 : 0))).toEqual([]);
}

it('ALARM-4: two processes that ring at the same moment ring nobody twice, and every alarm ends in exactly one way', async () => {
  const started = await startServer(testConfig({ databaseUrl: first.databaseUrl, allowedOrigins: [first.url] }), options);
  if (!started.ok) throw new Error(started.error.line);
  const second: RunningServer = started.value;
  const ids = await start();
  const both = () => Promise.all([first.ringDue(clock.ms), second.ringDue(clock.ms), second.ringDue(clock.ms)]);
  for (let minute = 0; minute <= 4; minute++) {
    await both();
    clock.ms += minuteMs;
  }
  await expectNoneTwice();
  const answered = ids.filter((_, at) => at % 3 === 0);
  for (const id of answered) await nurse.client.post('/alarms/answers', makeAnswer(nurse, id, 'taken', clock.ms));
  for (let minute = 0; minute <= 30; minute++) {
    await both();
    clock.ms += minuteMs;
  }
  await expectNoneTwice();
  const { answered: taken = 0, unanswered } = await phases();
  expect(taken + unanswered).toBe(alarmCount);
  expect(taken).toBeGreaterThan(50);
  await expectOneReportEach();
  await second.close();
}, 120_000);

it('ALARM-7, DB-5: what one process rings is told to the sockets of another, the newest state last', async () => {
  const started = await startServer(testConfig({ databaseUrl: first.databaseUrl, allowedOrigins: [first.url] }), options);
  if (!started.ok) throw new Error(started.error.line);
  const [sender] = senders;
  if (sender === undefined) throw new Error('no sender');
  const [here, there] = [await joinSocket(first, sender), await joinSocket(started.value, nurse)];
  const plan = makePlan({ first: [nurse.user] });
  clock.ms += 61 * minuteMs; // limits per hour are another test's
  await makeWriter(here, sender, await makeGroup(sender, nurse)).append([urgent(plan)]);
  await there.waitFor((frame) => frame.type === 'alarm' && frame.alarm.alarm === plan.id && frame.alarm.people[0].rings === 1);
  await nurse.client.post('/alarms/answers', makeAnswer(nurse, plan.id, 'taken', clock.ms));
  for (const socket of [here, there])
    await socket.waitFor((frame) => frame.type === 'alarm' && frame.alarm.alarm === plan.id && frame.alarm.phase === 'paused');
  // Her device is connected to the other process: the sender's ladder shows when it was seen all the same.
  const told = here.frames.filter((frame) => frame.type === 'alarm' && frame.alarm.alarm === plan.id).at(-1);
  expect(told.alarm.people[0].seenAtMs).toBeGreaterThan(Date.now() - minuteMs);
  here.close();
  there.close();
  await started.value.close();
});

it('ALARM-4: a process that is killed in the middle has done nothing or all of it; another goes on', async () => {
  const databaseUrl = first.databaseUrl;
  let dying: ServerProcess | undefined;
  let other: ServerProcess | undefined;
  try {
    clock.ms = Date.now(); // theirs is real
    const ids = await start();
    await first.ringDue(clock.ms);
    [dying, other] = await Promise.all([startServerProcess(databaseUrl), startServerProcess(databaseUrl)]);
    /** As if time passed: everything that is planned lies so much earlier. */
    const pass = (ms: number) =>
      tables.query(
        `with moved as (update alarm set accepted_at_ms = accepted_at_ms - $1, paused_until_ms = paused_until_ms - $1, due_at_ms = due_at_ms - $1
                         where due_at_ms is not null returning id)
         update alarm_person set from_ms = from_ms - $1, last_ring_at_ms = last_ring_at_ms - $1, next_ring_at_ms = next_ring_at_ms - $1
          where alarm in (select id from moved)`,
        [ms],
      );
    const isQuiet = async () =>
      (await tables.query('select count(*)::int as n from alarm where due_at_ms <= $1', [Date.now()]))[0].n === 0;
    const atOther = clientOf(other, nurse);
    for (let round = 0; round < 16; round++) {
      await pass(2 * minuteMs);
      if (round === 2) await dying.kill();
      if (round === 4) dying = await startServerProcess(databaseUrl);
      if (round === 6) {
        const taken = ids.filter((_, at) => at % 4 === 0).slice(0, 40);
        await Promise.all([...taken.map((id) => say(atOther, nurse, id)), dying.kill()]);
      }
      await until(isQuiet, 20_000);
    }
    const { ringing = 0, paused = 0, answered, unanswered } = await phases();
    expect([ringing, paused]).toEqual([0, 0]);
    expect(answered + unanswered).toBe(alarmCount);
    expect(answered).toBe(40);
    await expectOneReportEach();
    const rung: Loose = (await tables.query('select count(*)::int as n, max(rings) as most from alarm_person'))[0];
    expect(rung).toEqual({ n: alarmCount * 3, most: 11 });
    await expectNoneTwice();
  } finally {
    await dying?.kill();
    await other?.stop();
  }
}, 120_000);

const say = (client: Client, by: SignedInPerson, id: AlarmId, to?: UserId) =>
  client.post('/alarms/answers', makeAnswer(by, id, 'taken', Date.now(), to));

function clientOf(server: ServerProcess, person: SignedInPerson): Client {
  const client = createClient(server);
  client.cookie = person.client.cookie;
  return client;
}
