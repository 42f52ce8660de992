/** What a colleague with a changed app may do with alarms: to ring people, to delay an end, to watch people, to fill tables. */
import { maxPeoplePerAnswer, maxPlannedRings } from '@sanad/model/wire/limits';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type AlarmWorld,
  type makeAnswer,
  makeGroup,
  makePlan,
  makeWriter,
  minuteMs,
  startAlarmWorld,
  type Tables,
  urgent,
} from './support/alarm-scene.ts';
import { joinSocket, type Loose, type SignedInPerson, type TestSocket, type World } from './support/test-client.ts';
import type { TestServer } from './support/test-server.ts';

let alarms: AlarmWorld;
let clock: AlarmWorld['clock'];
let server: TestServer;
let world: World;
let tables: Tables;
let alice: SignedInPerson;
let mallory: SignedInPerson;
let bob: SignedInPerson;
let outsider: SignedInPerson;
let aliceSocket: TestSocket;

beforeAll(async () => {
  alarms = await startAlarmWorld();
  ({ server, tables, clock, world, socket: aliceSocket } = alarms);
  [alice, mallory, bob, outsider] = alarms.people;
});
beforeEach(() => alarms.begin());
afterAll(() => alarms.stop());

const startAlarm = async (changes?: Parameters<AlarmWorld['send']>[1]) =>
  alarms.send(makeWriter(aliceSocket, alice, await makeGroup(alice, mallory, bob)), changes);
/** As fast as words may come; the codes that were refused. */
const sayAll = async (by: SignedInPerson, alarm: Loose, words: readonly Parameters<typeof makeAnswer>[2][]) => {
  const codes: string[] = [];
  for (const word of words) {
    clock.ms += 10;
    const to = word === 'cannot' ? bob.user : undefined;
    const { body } = await alarms.say(by, alarm, word, to);
    if (body.code !== undefined) codes.push(body.code);
  }
  return codes;
};
const times = <T>(count: number, words: readonly T[]): readonly T[] => Array.from({ length: count }, () => words).flat();

describe('words', () => {
  it('ALARM-10: who takes her word back again and again does not ring the others with it', async () => {
    const plan = await startAlarm();
    const codes = await sayAll(mallory, plan.id, times(40, ['taken', 'none'] as const));
    expect(codes).toContain('alarm/too-many');
    const rings = (await tables.rings(plan.id)).get(bob.user);
    expect(rings).toBeLessThanOrEqual(6);
    expect((await tables.pushes()).length).toBeLessThanOrEqual(30);
  });

  it('ALARM-10: after that she can still see to it, and that stays', async () => {
    const plan = await startAlarm();
    await sayAll(mallory, plan.id, times(40, ['taken', 'none'] as const));
    expect(await sayAll(mallory, plan.id, ['taken'])).toEqual([]);
    expect(await sayAll(mallory, plan.id, ['none', 'cannot'])).toEqual(['alarm/too-many', 'alarm/too-many']);
    expect((await tables.alarm(plan.id)).phase).toBe('paused');
  });

  it('ALARM-10: passing it on to the same person again and again neither rings her each time nor keeps the end away', async () => {
    const plan = await startAlarm({ everyMs: 2 * minuteMs, forMs: 20 * minuteMs });
    await sayAll(mallory, plan.id, times(40, ['cannot'] as const));
    expect((await tables.rings(plan.id)).get(bob.user)).toBeLessThanOrEqual(12);
    for (let minute = 0; minute < 30; minute++) {
      clock.ms += minuteMs;
      await server.ringDue(clock.ms);
    }
    expect((await tables.alarm(plan.id)).phase).toBe('unanswered');
  });

  it('ALARM-10: nor does it when she waits until the rings are over', async () => {
    const plan = await startAlarm({
      everyMs: minuteMs,
      forMs: 3 * minuteMs,
      stages: [{ afterMs: 6 * 60 * minuteMs, users: [outsider.user] }],
    });
    for (let round = 0; round < 8; round++) {
      await sayAll(mallory, plan.id, ['cannot']);
      for (let minute = 0; minute < 5; minute++) {
        clock.ms += minuteMs;
        await server.ringDue(clock.ms);
      }
    }
    expect((await tables.rings(plan.id)).get(bob.user)).toBeLessThanOrEqual(8);
  });
});

describe('plans', () => {
  it('ALARM-10: a plan that would ring for hours every few seconds is refused, and many that are small do not add up to it', async () => {
    const writer = makeWriter(aliceSocket, alice, await makeGroup(alice, mallory, bob));
    const often = { everyMs: 10_000, forMs: 4 * 60 * minuteMs };
    const rings = (often.forMs / often.everyMs + 1) * 2;
    let started = 0;
    for (let count = 0; count < 20; count++)
      if ((await writer.append([urgent(makePlan(often))])).type === 'appended') started += 1;
    expect(started).toBe(Math.floor(maxPlannedRings / rings));
    const stages = [{ afterMs: minuteMs, users: [outsider.user] }];
    expect((await writer.append([urgent(makePlan({ ...often, stages }))])).code).toBe('alarm/too-many');
  });

  it('ALARM-1: whoever got the copy for later cannot start the alarm before its sender does', async () => {
    const plan = makePlan({ stages: [{ afterMs: 6 * minuteMs, users: [outsider.user] }] });
    const { space: aside } = await world.direct(alice, outsider);
    await makeWriter(aliceSocket, alice, aside).append([{ kind: 'stand-by', alarm: plan.id }]);
    // With the id from the copy: quiet, and over at once.
    const [hers, friends] = [await joinSocket(server, outsider), await joinSocket(server, bob)];
    const thief = makeWriter(hers, outsider, await makeGroup(outsider, bob));
    clock.ms += 1000;
    const { space: nowhere } = await world.direct(outsider, bob);
    await makeWriter(hers, outsider, nowhere).append([{ kind: 'stand-by', alarm: plan.id }]);
    const stolen = makePlan({ id: plan.id, forMs: 0 });
    expect((await thief.append([urgent(stolen)])).code).toBe('alarm/recipient');
    const friend = makeWriter(friends, bob, await makeGroup(bob, mallory));
    expect((await friend.append([urgent(stolen)])).code).toBe('alarm/recipient');
    const writer = makeWriter(aliceSocket, alice, await makeGroup(alice, bob));
    expect((await writer.append([urgent(plan)])).type).toBe('appended');
    expect((await tables.alarm(plan.id)).sender).toBe(alice.user);
    for (const socket of [hers, friends]) socket.close();
  });

  it('ALARM-7: a page is no longer than a device takes, however many people each alarm asks; pages still get to the end', async () => {
    const plan = await startAlarm({ report: [mallory.user] });
    const users = 500;
    const alarms = 90;
    await tables.query(
      `with made as (
         insert into "user" (id, name, email, "emailVerified", "createdAt", "updatedAt")
         select gen_random_uuid(), 'x', 'x' || i || '@many.example', true, now(), now() from generate_series(1, $1) i returning id
       ) insert into person (user_id, staff_number, profession, unit, salt) select id, id::text, 'x', 'x', '' from made`,
      [users],
    );
    await tables.query(
      `with made as (
         insert into alarm (id, space_id, log, seq, sender, need, every_ms, for_ms, stages, report, asked, phase, stage, accepted_at_ms,
                            changed_at_ms, due_at_ms)
         select decode(md5(i::text), 'hex'), space_id, log, seq, sender, need, every_ms, for_ms, stages, report, asked, 'unanswered', 0,
                accepted_at_ms, changed_at_ms + i, null from alarm, generate_series(1, $1) i returning id
       ) insert into alarm_person (alarm, user_id, stage, rings, from_ms, last_ring_at_ms, next_ring_at_ms, push)
         select made.id, p.user_id, 0, 11, $2, $2, $2, 'sent' from made, person p where p.unit = 'x'`,
      [alarms, clock.ms],
    );
    const seen = new Set<string>();
    let sinceMs = 0;
    for (let more = true, pages = 0; more && pages < 20; pages++) {
      const { body } = await mallory.client.get(`/alarms?sinceMs=${sinceMs}`);
      const people = body.alarms.reduce((sum: number, one: Loose) => sum + one.people.length, 0);
      expect(people).toBeLessThanOrEqual(maxPeoplePerAnswer);
      for (const { alarm } of body.alarms) seen.add(alarm);
      sinceMs = Math.max(...body.alarms.map(({ changedAtMs }: Loose) => changedAtMs));
      more = body.more;
    }
    expect(seen.size).toBe(alarms + 1);
    expect(seen.has(plan.id)).toBe(true);
    // Those of one moment are told together: nobody could ask for the rest of them.
    await tables.query('update alarm set changed_at_ms = $1 where phase = $2', [clock.ms, 'unanswered']);
    const { body } = await mallory.client.get(`/alarms?sinceMs=${clock.ms}`);
    expect(body.alarms.filter(({ phase }: Loose) => phase === 'unanswered')).toHaveLength(alarms);
  });

  it('ALARM-7: who is listed for later is not watched meanwhile: when she was connected is told from her first ring on', async () => {
    const stages = [{ afterMs: 60 * minuteMs, users: [outsider.user] }];
    const plan = await startAlarm({ stages });
    const peopleOf = async () => {
      const { alarms } = (await alice.client.get('/alarms')).body;
      return alarms.find((one: Loose) => one.alarm === plan.id).people;
    };
    const seenOf = async (user: string) => (await peopleOf()).find((one: Loose) => one.user === user).seenAtMs;
    expect(await seenOf(bob.user)).toBeGreaterThan(0);
    expect(await seenOf(outsider.user)).toBeUndefined();
    clock.ms += 61 * minuteMs;
    await server.ringDue(clock.ms);
    expect(await seenOf(outsider.user)).toBeGreaterThan(0);
  });
});
