import { idToBytes, spaceIdFromBytes, type UserId } from '@sanad/model/ids';
import type { Notice } from '@sanad/model/wire/alarm';
import { maxAlarmsPerHour, maxOpenAlarms } from '@sanad/model/wire/limits';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dropOldAlarms, keptMs } from '../src/alarms/keep-house.ts';
import { notePushResults } from '../src/alarms/note-push-result.ts';
import { openDatabase } from '../src/db/database.ts';
import {
  type AlarmWorld,
  makeAnswer,
  makeGroup,
  makePlan,
  makeWriter,
  minuteMs,
  startAlarmWorld,
  type Tables,
  urgent,
} from './support/alarm-scene.ts';
import { joinSocket, type Loose, type SignedInPerson, type TestSocket, type World } from './support/test-client.ts';
import { makeChunk, randomLog, randomSpace } from './support/test-device.ts';
import type { TestServer } from './support/test-server.ts';

let alarms: AlarmWorld;
let clock: AlarmWorld['clock'];
let server: TestServer;
let world: World;
let tables: Tables;
let alice: SignedInPerson;
let bob: SignedInPerson;
let carol: SignedInPerson;
let deputy: SignedInPerson;
let aliceSocket: TestSocket;

beforeAll(async () => {
  alarms = await startAlarmWorld();
  ({ server, tables, clock, world, socket: aliceSocket } = alarms);
  [alice, bob, carol, deputy] = alarms.people;
});
beforeEach(() => alarms.clear());
afterAll(() => alarms.stop());

const group = async () => makeGroup(alice, bob, carol);
const count = async (table: string): Promise<number> => (await tables.query(`select count(*)::int as n from ${table}`))[0].n;
const message = (changes: object = {}): Notice => ({ kind: 'message', level: 'normal', ...changes });

describe('messages', () => {
  it('NOTICE-1: a message wakes every other member once, and never its author; it says where and nothing of what', async () => {
    const space = await group();
    const writer = makeWriter(aliceSocket, alice, space);
    const { seq } = await writer.append([message({ level: 'medium' }), message()]);
    const pushes = await tables.pushes();
    expect(pushes.map(({ user }) => user).sort()).toEqual([bob.user, carol.user].sort());
    expect(pushes[0]?.payload).toEqual({ k: 'message', s: space, l: writer.log, n: seq });
    const rows = await tables.query('select urgency, ttl_s, topic, alarm from push_job');
    expect(rows[0]).toMatchObject({ urgency: 'normal', ttl_s: 7 * 24 * 3600, alarm: null });
    expect(rows[0].topic).toMatch(/^[\w-]{32}$/);
    expect(rows[0].topic).not.toBe(rows[1].topic);
    await writer.append();
    expect(await count('push_job')).toBe(2);
  });

  it('NOTICE-1: whom an urgent message does not ask it wakes like any other, and whom it asks it rings once', async () => {
    const writer = makeWriter(aliceSocket, alice, await group());
    await writer.append([urgent(makePlan({ first: [bob.user] })), message({ level: 'medium' })]);
    await server.ringDue(clock.ms);
    expect((await tables.pushes()).map(({ user, kind }) => [user, kind]).sort()).toEqual(
      [
        [bob.user, 'urgent'],
        [carol.user, 'message'],
      ].sort(),
    );
  });

  it('NOTICE-1: an append that is repeated, and one that is in conflict, tells nothing again', async () => {
    const space = await group();
    const log = randomLog();
    const chunk = makeChunk(alice, log);
    const notices = [message(), urgent(makePlan())];
    const frame = { type: 'append', space, log, chunk: chunk.bytes, notices };
    expect(await aliceSocket.ask(frame)).toMatchObject({ type: 'appended', seq: 1 });
    await server.ringDue(clock.ms);
    const before = [await count('push_job'), await count('alarm')];
    expect(await aliceSocket.ask(frame)).toMatchObject({ type: 'appended', seq: 1 });
    const again = { ...frame, chunk: makeChunk(alice, log, { epoch: 4 }).bytes };
    expect((await aliceSocket.ask(again)).type).toBe('conflict');
    await server.ringDue(clock.ms);
    expect([await count('push_job'), await count('alarm')]).toEqual(before);
  });

  it('NOTICE-1: a muted conversation wakes only who is mentioned; of several messages of one batch the newest place goes out', async () => {
    const space = await group();
    const filter = { muted: [{ space, untilMs: clock.ms + minuteMs }], urgentPasses: true, urgentRepeats: true };
    await tables.query('update push_subscription set filter = $1 where user_id = $2', [filter, bob.user]);
    const writer = makeWriter(aliceSocket, alice, space);
    await writer.append([message()]);
    expect((await tables.pushes()).map(({ user }) => user)).toEqual([carol.user]);
    await writer.append([message({ named: [bob.user, alice.user] })]);
    expect((await tables.pushes()).filter(({ user }) => user === bob.user)).toHaveLength(1);
    await tables.query('update push_subscription set filter = null');
  });
});

describe('refusals', () => {
  it('NOTICE-2: recipients who are no members, oneself, or nobody: refused, nothing stored, and the rest of the batch goes through', async () => {
    const space = await group();
    const bobs = await world.direct(bob, carol);
    const good = makeWriter(aliceSocket, alice, space);
    const bad = [[deputy.user], [alice.user], [bob.user, deputy.user], [crypto.randomUUID() as UserId]].map((first) =>
      makePlan({ first }),
    );
    const writers = bad.map(() => makeWriter(aliceSocket, alice, space));
    const answers = await Promise.all([
      good.append([urgent(makePlan())]),
      ...writers.map((writer, at) => writer.append([message(), urgent(bad[at] ?? makePlan())])),
    ]);
    expect(answers.map(({ type, code }) => code ?? type)).toEqual(['appended', ...bad.map(() => 'alarm/recipient')]);
    expect(await count('alarm')).toBe(1);
    const stranger = makeWriter(aliceSocket, alice, bobs.space);
    expect((await stranger.append([urgent(makePlan())])).code).toBe('space/not-member');
    expect((await makeWriter(aliceSocket, alice, randomSpace()).append([urgent(makePlan())])).code).toBe('space/not-member');
    // The refused chunk was not stored: the same device goes on in the same log.
    expect(await writers[0]?.append([urgent(makePlan())])).toMatchObject({ type: 'appended', seq: 1 });
  });

  it('ALARM-1: who has no account any more is left out of stages and report, and keeps nothing back', async () => {
    const gone = crypto.randomUUID() as UserId;
    const stages = [
      { afterMs: minuteMs, users: [gone] },
      { afterMs: 2 * minuteMs, users: [gone, deputy.user, alice.user] },
    ];
    const plan = makePlan({ stages, report: [gone] });
    expect(await makeWriter(aliceSocket, alice, await group()).append([urgent(plan)])).toMatchObject({ type: 'appended' });
    expect([...(await tables.rings(plan.id)).keys()].sort()).toEqual([bob.user, carol.user, deputy.user].sort());
  });

  it('ALARM-10: fifty open at the same time, sixty an hour, whatever the batch; what was accepted before goes on', async () => {
    const space = await group();
    const sender = await world.colleague();
    const hers = await makeGroup(sender, bob);
    const socket = await joinSocket(server, sender);
    const writer = makeWriter(socket, sender, hers);
    for (let at = 0; at < 5; at++) await writer.append(Array.from({ length: 9 }, () => urgent(makePlan())));
    expect((await writer.append(Array.from({ length: 6 }, () => urgent(makePlan())))).code).toBe('alarm/too-many');
    expect((await writer.append(Array.from({ length: 5 }, () => urgent(makePlan())))).type).toBe('appended');
    expect(await count('alarm')).toBe(maxOpenAlarms);
    const more = await Promise.all(
      Array.from({ length: 20 }, () => makeWriter(socket, sender, hers).append([urgent(makePlan())])),
    );
    expect(new Set(more.map(({ code }) => code))).toEqual(new Set(['alarm/too-many']));
    // Others, and ordinary messages of hers, are not held up.
    expect((await makeWriter(aliceSocket, alice, space).append([urgent(makePlan())])).type).toBe('appended');
    expect((await writer.append([message()])).type).toBe('appended');
    await tables.query(`update alarm set phase = 'withdrawn', due_at_ms = null where sender = $1`, [sender.user]);
    const left = maxAlarmsPerHour - maxOpenAlarms;
    expect((await writer.append(Array.from({ length: left }, () => urgent(makePlan())))).type).toBe('appended');
    expect((await writer.append([urgent(makePlan())])).code).toBe('alarm/too-many');
    clock.ms += 61 * minuteMs;
    expect((await writer.append([urgent(makePlan())])).type).toBe('appended');
    socket.close();
  });

  it('ALARM-10: ten thousand alarms of one device: limited, nothing of hers that was taken is lost, and others are not held up', async () => {
    const sender = await world.colleague();
    const hers = await makeGroup(sender, bob);
    const socket = await joinSocket(server, sender);
    const writer = makeWriter(socket, sender, hers);
    const taken = Array.from({ length: 10 }, () => makePlan());
    expect((await writer.append(taken.map(urgent))).seq).toBe(1);
    const codes: Loose[] = [];
    const flood = async (): Promise<void> => {
      for (let at = 0; at < 100; at++)
        codes.push((await writer.append(Array.from({ length: 100 }, () => urgent(makePlan())))).code);
    };
    const others = makeWriter(aliceSocket, alice, await group());
    const plans = Array.from({ length: 20 }, () => makePlan());
    const askOthers = async (): Promise<void> => {
      for (const plan of plans) expect((await others.append([urgent(plan)])).type).toBe('appended');
    };
    await Promise.all([flood(), askOthers()]);
    expect([codes.length, ...new Set(codes)]).toEqual([100, 'alarm/too-many']);
    expect(await count('alarm')).toBe(taken.length + plans.length);
    await server.ringDue(clock.ms);
    for (const { id } of [...taken, ...plans]) expect((await tables.rings(id)).get(bob.user)).toBe(1);
    expect((await writer.append([message()])).seq).toBe(2);
    socket.close();
  });

  it('WIRE-4: plans with times or numbers that cannot be are no frames', async () => {
    const space = await group();
    const bad = [
      { everyMs: 10 },
      { everyMs: -5 },
      { everyMs: Number.NaN },
      { forMs: 2 ** 53 },
      { forMs: 1e300 },
      { forMs: 100 * 365 * 24 * 3_600_000 },
      { stages: [{ afterMs: -60_000, users: [bob.user] }] },
      { stages: [{ afterMs: 0, users: [bob.user] }] },
      { stages: [{ afterMs: Number.POSITIVE_INFINITY, users: [bob.user] }] },
      { stages: [{ afterMs: 25 * 3_600_000, users: [bob.user] }] },
      {
        stages: [
          { afterMs: 60_000, users: [bob.user] },
          { afterMs: 30_000, users: [carol.user] },
        ],
      },
      { stages: [{ afterMs: 60_000, users: [] }] },
      { first: [] },
    ];
    for (const changes of bad) {
      const socket = await joinSocket(server, carol);
      const chunk = makeChunk(carol, randomLog()).bytes;
      socket.send({ type: 'append', ref: 1, space, log: randomLog(), chunk, notices: [urgent(makePlan(changes))] });
      expect(await socket.closed).toBe(4400);
    }
  });

  it('ALARM-1: an id that is there already starts nothing, and disturbs nothing', async () => {
    const plan = makePlan({ first: [bob.user] });
    const space = await group();
    await makeWriter(aliceSocket, alice, space).append([urgent(plan)]);
    await server.ringDue(clock.ms);
    const carolSocket = await joinSocket(server, carol);
    const same = makePlan({ id: plan.id, everyMs: 10_000 });
    expect((await makeWriter(carolSocket, carol, space).append([urgent(same), urgent(same)])).type).toBe('appended');
    expect(await tables.alarm(plan.id)).toMatchObject({ sender: alice.user, every_ms: 2 * minuteMs });
    expect(await tables.rings(plan.id)).toEqual(new Map([[bob.user, 1]]));
    carolSocket.close();
  });
});

describe('telling', () => {
  it('ALARM-7: the sender and who hears of the end see everybody; others themselves and who answered; strangers nothing', async () => {
    const space = await group();
    const plan = makePlan({
      report: [carol.user],
      first: [bob.user, carol.user],
      stages: [{ afterMs: 6 * minuteMs, users: [deputy.user] }],
    });
    await makeWriter(aliceSocket, alice, space).append([urgent(plan)]);
    await server.ringDue(clock.ms);
    await carol.client.post('/alarms/answers', makeAnswer(carol, plan.id, 'cannot', clock.ms));
    const peopleOf = async (person: SignedInPerson): Promise<Loose[]> =>
      (await person.client.get('/alarms')).body.alarms.flatMap((alarm: Loose) => alarm.people);
    const users = async (person: SignedInPerson) => (await peopleOf(person)).map(({ user }: Loose) => user).sort();
    expect(await users(alice)).toEqual([bob.user, carol.user, deputy.user].sort());
    expect(await users(carol)).toEqual([bob.user, carol.user, deputy.user].sort());
    expect(await users(bob)).toEqual([bob.user, carol.user].sort());
    expect(await users(deputy)).toEqual([carol.user, deputy.user].sort());
    expect(await users(await world.colleague())).toEqual([]);
    const seenBy = async (person: SignedInPerson) =>
      (await peopleOf(person)).filter(({ seenAtMs }: Loose) => seenAtMs !== undefined).length;
    expect([await seenBy(alice), await seenBy(carol), await seenBy(bob)]).toEqual([2, 0, 0]);
  });

  it('ALARM-7: catching up: what is open always, what is over if it changed since; pages get further', async () => {
    const space = await group();
    const writer = makeWriter(aliceSocket, alice, space);
    const [open, over] = [makePlan(), makePlan()];
    await writer.append([urgent(open), urgent(over)]);
    await server.ringDue(clock.ms);
    const startedMs = clock.ms;
    clock.ms += minuteMs;
    await alice.client.post('/alarms/answers', makeAnswer(alice, over.id, 'withdrawn', clock.ms));
    const idsSince = async (sinceMs: number) =>
      (await bob.client.get(`/alarms?sinceMs=${sinceMs}`)).body.alarms.map(({ alarm }: Loose) => alarm);
    expect(await idsSince(0)).toEqual([open.id, over.id]);
    expect(await idsSince(startedMs + 1)).toEqual([open.id, over.id]);
    expect(await idsSince(clock.ms + 1)).toEqual([open.id]);
    expect((await bob.client.get('/alarms?sinceMs=-4')).status).toBe(400);
    await tables.query(
      `insert into alarm select sha256(n::text::bytea)::bytea, space_id, log, seq, sender, need, every_ms, for_ms, stages, report, asked, phase,
              stage, accepted_at_ms, changed_at_ms + n, null, null from alarm, generate_series(1, 450) n where id = $1`,
      [idToBytes(over.id)],
    );
    await tables.query('update alarm set id = substring(id for 16) where length(id) > 16');
    const seen = new Set<string>();
    let since = 0;
    for (let more = true, pages = 0; more && pages < 10; pages++) {
      const page: Loose = (await alice.client.get(`/alarms?sinceMs=${since}`)).body;
      for (const { alarm } of page.alarms) seen.add(alarm);
      since = Math.max(...page.alarms.map(({ changedAtMs }: Loose) => changedAtMs));
      more = page.more;
    }
    expect(seen.size).toBe(452);
  });

  it('ALARM-8: whoever may not read the original is sent to her copy, whichever arrives first; nobody else can place one', async () => {
    const space = await group();
    const { space: aside } = await world.direct(alice, deputy);
    const { space: bobs } = await world.direct(bob, deputy);
    const stages = [{ afterMs: 6 * minuteMs, users: [deputy.user] }];
    for (const isCopyFirst of [true, false]) {
      const plan = makePlan({ stages });
      const copy = makeWriter(aliceSocket, alice, aside);
      const original = makeWriter(aliceSocket, alice, space);
      const standBy: Notice = { kind: 'stand-by', alarm: plan.id };
      if (isCopyFirst) await copy.append([standBy]);
      await original.append([urgent(plan)]);
      if (!isCopyFirst) await copy.append([standBy]);
      clock.ms += 6 * minuteMs;
      await server.ringDue(clock.ms);
      const hers = (await tables.pushes()).filter(({ user, payload }) => user === deputy.user && payload.a === plan.id);
      expect(hers.map(({ payload }) => [payload.s, payload.l])).toEqual([[aside, copy.log]]);
      const told = (await deputy.client.get('/alarms')).body.alarms.find(({ alarm }: Loose) => alarm === plan.id);
      expect([told.space, told.log]).toEqual([aside, copy.log]);
    }
    const plan = makePlan({ stages });
    const eve = await world.colleague();
    const eveSocket = await joinSocket(server, eve);
    const { space: eves } = await world.direct(eve, deputy);
    await makeWriter(aliceSocket, alice, space).append([urgent(plan)]);
    await makeWriter(eveSocket, eve, eves).append([{ kind: 'stand-by', alarm: plan.id }]);
    clock.ms += 6 * minuteMs;
    await server.ringDue(clock.ms);
    const placed = async () => (await deputy.client.get('/alarms')).body.alarms.find(({ alarm }: Loose) => alarm === plan.id);
    expect((await placed()).space).toBe(space);
    // One of those who are asked may hand her a copy.
    const bobSocket = await joinSocket(server, bob);
    await makeWriter(bobSocket, bob, bobs).append([{ kind: 'stand-by', alarm: plan.id }]);
    expect((await placed()).space).toBe(bobs);
    // A group is no place for a copy, and one append is no shelf of them.
    const wrong = makeWriter(aliceSocket, alice, space);
    expect((await wrong.append([{ kind: 'stand-by', alarm: plan.id }])).code).toBe('alarm/recipient');
    const many = Array.from({ length: 21 }, (): Notice => ({ kind: 'stand-by', alarm: makePlan().id }));
    expect((await makeWriter(aliceSocket, alice, aside).append(many)).code).toBe('alarm/too-many');
    for (const socket of [eveSocket, bobSocket]) socket.close();
  });

  it('PUSH-8: how the newest ring went stands in the alarm: waiting, taken by one device, refused by all, nobody to wake', async () => {
    const space = await group();
    const nobody = await world.colleague();
    const plan = makePlan({ first: [bob.user, carol.user] });
    await makeWriter(aliceSocket, alice, space).append([urgent(plan)]);
    await server.ringDue(clock.ms);
    const pushOf = async (user: UserId) =>
      (await alice.client.get('/alarms')).body.alarms[0].people.find((person: Loose) => person.user === user).push;
    expect([await pushOf(bob.user), await pushOf(carol.user)]).toEqual(['waiting', 'waiting']);
    const database = openDatabase(server.databaseUrl, () => undefined);
    const note = (user: UserId, result: 'sent' | 'failed') =>
      notePushResults(database, [{ alarm: plan.id, user, result }], clock.ms);
    expect(await note(bob.user, 'failed')).toEqual([]); // another job of hers still waits
    await tables.clearPushes();
    expect(await note(bob.user, 'failed')).toEqual([plan.id]);
    expect(await note(carol.user, 'sent')).toEqual([plan.id]);
    expect(await note(carol.user, 'failed')).toEqual([]);
    expect(await note(nobody.user, 'sent')).toEqual([]);
    expect([await pushOf(bob.user), await pushOf(carol.user)]).toEqual(['failed', 'sent']);
    await tables.query('delete from push_subscription where user_id = $1', [carol.user]);
    clock.ms += 2 * minuteMs;
    await server.ringDue(clock.ms);
    expect([await pushOf(bob.user), await pushOf(carol.user)]).toEqual(['waiting', 'none']);
    await tables.subscribe(carol);
    await database.end();
  });

  it('ALARM-7: alarms that are over are kept for thirty days, copies without an alarm for one', async () => {
    const space = await group();
    const { space: aside } = await world.direct(alice, carol);
    const [open, over] = [makePlan(), makePlan()];
    const writer = makeWriter(aliceSocket, alice, space);
    await writer.append([urgent(open), urgent(over)]);
    await makeWriter(aliceSocket, alice, aside).append([{ kind: 'stand-by', alarm: makePlan().id }]);
    await makeWriter(aliceSocket, alice, aside).append([{ kind: 'stand-by', alarm: open.id }]);
    await server.ringDue(clock.ms);
    await alice.client.post('/alarms/answers', makeAnswer(alice, over.id, 'withdrawn', clock.ms));
    const database = openDatabase(server.databaseUrl, () => undefined);
    await dropOldAlarms(database, clock.ms + keptMs - 1);
    expect([await count('alarm'), await count('alarm_place')]).toEqual([2, 1]);
    await dropOldAlarms(database, clock.ms + keptMs + 1);
    expect([await count('alarm'), await count('alarm_place')]).toEqual([1, 1]);
    expect(spaceIdFromBytes((await tables.alarm(open.id)).space_id)).toBe(space);
    await database.end();
  });
});
