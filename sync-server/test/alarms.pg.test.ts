import { idToBytes, type UserId } from '@sanad/model/ids';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type AlarmWorld,
  makeAnswer,
  makeGroup,
  makePlan,
  makeWriter,
  minuteMs,
  startAlarmWorld,
  type Tables,
  type Writer,
} from './support/alarm-scene.ts';
import { joinSocket, type Loose, type SignedInPerson, type TestSocket } from './support/test-client.ts';
import { random } from './support/test-device.ts';
import type { TestServer } from './support/test-server.ts';

let alarms: AlarmWorld;
let clock: AlarmWorld['clock'];
let server: TestServer;
let tables: Tables;
let alice: SignedInPerson;
let bob: SignedInPerson;
let carol: SignedInPerson;
let deputy: SignedInPerson;
let aliceSocket: TestSocket;
let ward: Writer;

beforeAll(async () => {
  alarms = await startAlarmWorld();
  ({ server, tables, clock, socket: aliceSocket } = alarms);
  [alice, bob, carol, deputy] = alarms.people;
  ward = makeWriter(aliceSocket, alice, await makeGroup(alice, bob, carol));
});
beforeEach(() => alarms.begin());
afterAll(() => alarms.stop());

const passMinutes = async (minutes: number, onTick?: () => Promise<void>): Promise<void> => {
  for (let second = 0; second < minutes * 60; second += 10) {
    clock.ms += 10_000;
    await server.ringDue(clock.ms);
    await onTick?.();
  }
};
/** As a push service that takes everything at once would get them. */
const pushedWithin = async (minutes: number) => {
  const taken = [...(await tables.pushes())];
  await tables.clearPushes();
  await passMinutes(minutes, async () => {
    taken.push(...(await tables.pushes()));
    await tables.clearPushes();
  });
  return taken;
};

describe('ringing', () => {
  it('ALARM-1: an urgent message rings everybody it asks at once: a push that says where, and a frame to sockets', async () => {
    const bobSocket = await joinSocket(server, bob);
    const plan = await alarms.send(ward);
    const pushes = await tables.pushes();
    expect(pushes.map(({ user, kind, ring }) => [user, kind, ring]).sort()).toEqual(
      [
        [bob.user, 'urgent', 1],
        [carol.user, 'urgent', 1],
      ].sort(),
    );
    const { id, acceptedAtMs, seq } = (await alice.client.get('/alarms')).body.alarms.map((alarm: Loose) => ({
      ...alarm,
      id: alarm.alarm,
    }))[0];
    expect(pushes[0]?.payload).toMatchObject({ a: id, l: ward.log, n: seq });
    expect(acceptedAtMs).toBe(clock.ms);
    const frame = await bobSocket.waitFor((one) => one.type === 'alarm' && one.alarm.alarm === plan.id);
    expect(frame.alarm).toMatchObject({ phase: 'ringing', asked: 2, sender: alice.user, log: ward.log });
    expect(frame.alarm.people.map(({ user }: Loose) => user)).toEqual([bob.user]);
    await aliceSocket.waitFor((one) => one.type === 'alarm' && one.alarm.alarm === plan.id && one.alarm.people.length === 2);
    bobSocket.close();
  });

  it('ALARM-2, ALARM-9: two minutes, twenty minutes, each once, then the sender hears that nobody answered', async () => {
    const plan = await alarms.send(ward, { first: [bob.user], report: [carol.user] });
    const numbers = (await pushedWithin(21)).filter(({ kind }) => kind === 'urgent').map(({ ring }) => ring);
    expect(await tables.rings(plan.id)).toEqual(new Map([[bob.user, 11]]));
    expect(numbers).toEqual(Array.from({ length: 11 }, (_, index) => index + 1));
    await passMinutes(30);
    expect((await tables.alarm(plan.id)).phase).toBe('unanswered');
    expect((await alarms.kinds()).sort()).toEqual(
      [
        [alice.user, 'unanswered'],
        [carol.user, 'unanswered'],
        [bob.user, 'over'],
      ].sort(),
    );
  });

  it('ALARM-2: a second urgent message inside the window of the first leaves no hole in it, nor has one', async () => {
    const first = await alarms.send(ward, { first: [bob.user] });
    await passMinutes(3);
    const second = await alarms.send(ward, { first: [bob.user] });
    await passMinutes(10);
    expect([(await tables.rings(first.id)).get(bob.user), (await tables.rings(second.id)).get(bob.user)]).toEqual([7, 6]);
    const topics = await tables.query('select distinct topic from push_job');
    expect(topics).toHaveLength(2);
  });

  it('ALARM-3: who comes next is rung at her time, in branches, and the sender is told; the first go on', async () => {
    const stages = [
      { afterMs: 6 * minuteMs, users: [carol.user] },
      { afterMs: 12 * minuteMs, users: [deputy.user] },
    ];
    const plan = await alarms.send(ward, { first: [bob.user], stages });
    await passMinutes(5.5);
    expect((await alarms.kinds()).filter(([user]) => user === carol.user)).toEqual([]);
    await passMinutes(1);
    expect(await alarms.kinds()).toContainEqual([alice.user, 'late']);
    expect(await tables.rings(plan.id)).toEqual(
      new Map([
        [bob.user, 4],
        [carol.user, 1],
        [deputy.user, 0],
      ]),
    );
    expect((await pushedWithin(6)).filter(({ kind }) => kind === 'late')).toHaveLength(2);
    expect((await tables.rings(plan.id)).get(deputy.user)).toBe(1);
    await passMinutes(40);
    expect(await tables.rings(plan.id)).toEqual(
      new Map([
        [bob.user, 11],
        [carol.user, 11],
        [deputy.user, 11],
      ]),
    );
    expect((await tables.alarm(plan.id)).phase).toBe('unanswered');
  });

  it('ALARM-4: a server that was away goes on where it was: late, once, and to an end', async () => {
    const plan = await alarms.send(ward, { first: [bob.user], stages: [{ afterMs: 6 * minuteMs, users: [carol.user] }] });
    clock.ms += 45 * minuteMs;
    await Promise.all([server.ringDue(clock.ms), server.ringDue(clock.ms)]);
    expect(await tables.rings(plan.id)).toEqual(
      new Map([
        [bob.user, 2],
        [carol.user, 1],
      ]),
    );
    await passMinutes(23);
    expect((await tables.rings(plan.id)).get(carol.user)).toBe(11);
    expect((await tables.alarm(plan.id)).phase).toBe('unanswered');
  });
});

describe('answers', () => {
  it('ALARM-5: taken: it rests for five minutes and is over; who was rung and the sender are told at once', async () => {
    const plan = await alarms.send(ward);
    await passMinutes(1);
    await tables.clearPushes();
    const state = (await alarms.say(bob, plan.id, 'taken')).body;
    expect(state).toMatchObject({ phase: 'paused', nextAtMs: clock.ms + 5 * minuteMs });
    expect(state.answers[0]).toMatchObject({ user: bob.user, word: 'taken' });
    expect(Object.fromEntries(await alarms.kinds())).toEqual({
      [alice.user]: 'replied',
      [bob.user]: 'mine',
      [carol.user]: 'answered',
    });
    await tables.clearPushes();
    await passMinutes(6);
    expect((await tables.alarm(plan.id)).phase).toBe('answered');
    expect(await alarms.kinds()).toEqual([]);
    expect((await alarms.say(carol, plan.id, 'taken')).body.code).toBe('alarm/over');
  });

  it('ALARM-5: taken back: it goes on at once; after five minutes it cannot be', async () => {
    const plan = await alarms.send(ward);
    await alarms.say(bob, plan.id, 'taken');
    await passMinutes(4);
    expect((await tables.rings(plan.id)).get(carol.user)).toBe(1);
    expect((await alarms.say(bob, plan.id, 'none')).body.phase).toBe('ringing');
    expect([...(await tables.rings(plan.id)).values()]).toEqual([2, 2]);
    await passMinutes(2);
    await alarms.say(bob, plan.id, 'call');
    await passMinutes(5.5);
    expect((await alarms.say(bob, plan.id, 'none')).body.code).toBe('alarm/over');
    expect((await alarms.say(bob, plan.id, 'cannot')).body.code).toBe('alarm/over');
  });

  it('ALARM-9: taken back in time and heard when it was over: sender and report hear that nobody answers, once, and nothing rings', async () => {
    const plan = await alarms.send(ward, { report: [deputy.user] });
    await alarms.say(bob, plan.id, 'taken');
    const [back, again] = [4, 4.5].map((minutes) => makeAnswer(bob, plan.id, 'none', clock.ms + minutes * minuteMs));
    await passMinutes(8);
    expect((await tables.alarm(plan.id)).phase).toBe('answered');
    await tables.clearPushes();
    expect((await bob.client.post('/alarms/answers', back)).body.phase).toBe('unanswered');
    expect((await bob.client.post('/alarms/answers', again)).body.code).toBe('alarm/over');
    await passMinutes(30);
    expect(await alarms.kinds()).toEqual([alice, deputy].map(({ user }) => [user, 'unanswered']));
    expect([...(await tables.rings(plan.id)).values()]).toEqual([1, 1]);
  });

  it('ALARM-9: who sees to it when nobody had answered in time is heard: everybody is shown it, the sender is woken, the end stays', async () => {
    const plan = await alarms.send(ward);
    await passMinutes(23);
    await tables.clearPushes();
    expect((await alarms.say(deputy, plan.id, 'taken')).body.code).toBe('alarm/forbidden');
    expect((await alarms.say(bob, plan.id, 'cannot')).body.code).toBe('alarm/over');
    const said = await alarms.say(carol, plan.id, 'taken');
    expect(said.body).toMatchObject({ phase: 'unanswered', answers: [{ user: carol.user, word: 'taken' }] });
    expect(await alarms.kinds()).toEqual([[alice.user, 'replied']]);
    await tables.clearPushes();
    clock.ms += minuteMs;
    // Nobody sees to it after all: whoever was told otherwise hears that as well.
    expect((await alarms.say(carol, plan.id, 'none')).body).toMatchObject({ phase: 'unanswered', answers: [{ word: 'none' }] });
    expect(await alarms.kinds()).toEqual([[alice.user, 'unanswered']]);
    clock.ms += 25 * 60 * minuteMs;
    expect((await alarms.say(bob, plan.id, 'taken')).body.code).toBe('alarm/over');
  });

  it('ALARM-5: who cannot after all says so within five minutes, and it goes on; somebody else’s answer stands', async () => {
    const plan = await alarms.send(ward);
    await alarms.say(bob, plan.id, 'taken');
    clock.ms += minuteMs;
    expect((await alarms.say(bob, plan.id, 'cannot')).body.phase).toBe('ringing');
    await alarms.say(carol, plan.id, 'taken');
    const late = makeAnswer(carol, plan.id, 'cannot', clock.ms + 6 * minuteMs);
    await passMinutes(7);
    expect((await carol.client.post('/alarms/answers', late)).body.code).toBe('alarm/over');
    expect((await tables.alarm(plan.id)).phase).toBe('answered');
  });

  it('ALARM-5: rings that have not left when an answer comes never leave', async () => {
    const plan = await alarms.send(ward);
    await alarms.say(bob, plan.id, 'cannot');
    expect((await tables.pushes()).map(({ user, kind }) => [user, kind])).toEqual([[carol.user, 'urgent']]);
    await tables.query('update push_job set lease_until_ms = $1', [clock.ms + 1000]);
    await alarms.say(carol, plan.id, 'taken');
    expect((await tables.pushes()).filter(({ kind }) => kind === 'urgent')).toHaveLength(1); // it is being sent this moment
  });

  it('ALARM-5: a ring that was due and had not been claimed when her answer came never leaves', async () => {
    const [one, each] = [await alarms.send(ward), await alarms.send(ward, { need: 'each' })];
    await tables.clearPushes();
    clock.ms += 3 * minuteMs; // nobody looked meanwhile
    await alarms.say(bob, one.id, 'taken');
    await alarms.say(bob, each.id, 'taken');
    const rung = (await tables.pushes()).filter(({ kind }) => kind === 'urgent').map(({ user, payload }) => [user, payload.a]);
    expect(rung).toEqual([[carol.user, each.id]]);
  });

  it('ALARM-5: each must answer: her own rings stop; it is over when the last has answered, or somebody took her place', async () => {
    const plan = await alarms.send(ward, { need: 'each', stages: [{ afterMs: 6 * minuteMs, users: [deputy.user] }] });
    await alarms.say(bob, plan.id, 'taken');
    await passMinutes(3);
    expect(await tables.rings(plan.id)).toEqual(
      new Map([
        [bob.user, 1],
        [carol.user, 2],
        [deputy.user, 0],
      ]),
    );
    expect((await alarms.say(carol, plan.id, 'cannot')).body).toMatchObject({ phase: 'ringing', stage: 1 });
    expect((await tables.rings(plan.id)).get(deputy.user)).toBe(1);
    expect((await alarms.say(deputy, plan.id, 'taken')).body.phase).toBe('paused');
    await passMinutes(6);
    expect((await tables.alarm(plan.id)).phase).toBe('answered');
  });

  it('ALARM-5: cannot: the next stage at once when nobody is left, and without one it is reported at once', async () => {
    const plan = await alarms.send(ward, { stages: [{ afterMs: 60 * minuteMs, users: [deputy.user] }] });
    await alarms.say(bob, plan.id, 'cannot');
    expect((await tables.rings(plan.id)).get(deputy.user)).toBe(0);
    await alarms.say(carol, plan.id, 'cannot');
    expect((await tables.rings(plan.id)).get(deputy.user)).toBe(1);
    expect((await alarms.say(deputy, plan.id, 'cannot')).body.phase).toBe('unanswered');
    expect(await alarms.kinds()).toContainEqual([alice.user, 'unanswered']);
  });

  it('ALARM-5: passed on: she is rung at once, may answer, and is of the stage of who did; nobody without an account is', async () => {
    const plan = await alarms.send(ward, { first: [bob.user] });
    expect((await alarms.say(bob, plan.id, 'cannot', crypto.randomUUID() as UserId)).body.code).toBe('alarm/recipient');
    const state = (await alarms.say(bob, plan.id, 'cannot', deputy.user)).body;
    expect(state).toMatchObject({ phase: 'ringing' });
    const told = (await alice.client.get('/alarms')).body.alarms[0].people;
    expect(told.find(({ user }: Loose) => user === deputy.user)).toMatchObject({ stage: 0, rings: 1 });
    expect((await alarms.say(deputy, plan.id, 'taken')).body.phase).toBe('paused');
  });

  it('ALARM-5: withdrawn by the sender alone, at any time until the end', async () => {
    const plan = await alarms.send(ward);
    expect((await alarms.say(bob, plan.id, 'withdrawn')).body.code).toBe('alarm/forbidden');
    await tables.clearPushes();
    expect((await alarms.say(alice, plan.id, 'withdrawn')).body.phase).toBe('withdrawn');
    expect((await alarms.kinds()).sort()).toEqual([bob, carol].map(({ user }) => [user, 'withdrawn']).sort());
    await passMinutes(30);
    expect([...(await tables.rings(plan.id)).values()]).toEqual([1, 1]);
  });

  it('ALARM-5: the newest word counts; an older one that arrives later changes nothing and is no error', async () => {
    const plan = await alarms.send(ward);
    const [older, newer] = [makeAnswer(bob, plan.id, 'taken', clock.ms - 5000), makeAnswer(bob, plan.id, 'cannot', clock.ms)];
    await bob.client.post('/alarms/answers', newer);
    const late = await bob.client.post('/alarms/answers', older);
    expect([late.status, late.body.phase]).toEqual([200, 'ringing']);
    expect((await bob.client.post('/alarms/answers', newer)).status).toBe(200);
  });

  it('ALARM-5: an answer that comes with its chunk stops the ringing in the same transaction, and its repeat is no news', async () => {
    const plan = await alarms.send(ward);
    const bobSocket = await joinSocket(server, bob);
    const hers = makeWriter(bobSocket, bob, (await alice.client.get('/alarms')).body.alarms[0].space);
    const answer = makeAnswer(bob, plan.id, 'taken', clock.ms);
    expect(await hers.append([{ kind: 'answer', answer }])).toMatchObject({ type: 'appended' });
    expect((await tables.alarm(plan.id)).phase).toBe('paused');
    expect((await bob.client.post('/alarms/answers', answer)).body.phase).toBe('paused');
    await aliceSocket.waitFor((one) => one.type === 'alarm' && one.alarm.alarm === plan.id && one.alarm.phase === 'paused');
    // Whatever an alarm makes of it, the chunk stands: an answer to one that is unknown, or over, refuses nothing.
    const unknown = makeAnswer(bob, makePlan().id, 'taken', clock.ms);
    expect(await hers.append([{ kind: 'answer', answer: unknown }])).toMatchObject({ type: 'appended' });
    bobSocket.close();
  });

  it('ALARM-6: nobody answers for somebody else, from another device, or under a signature that is none', async () => {
    const plan = await alarms.send(ward);
    const forged = { ...makeAnswer(carol, plan.id, 'taken', clock.ms), user: bob.user };
    const foreign = { ...makeAnswer(bob, plan.id, 'taken', clock.ms), device: carol.device };
    const unsigned = { ...makeAnswer(bob, plan.id, 'taken', clock.ms), sig: random(64) };
    const bobSocket = await joinSocket(server, bob);
    const hers = makeWriter(bobSocket, bob, (await alice.client.get('/alarms')).body.alarms[0].space);
    for (const answer of [forged, foreign, unsigned]) {
      expect((await bob.client.post('/alarms/answers', answer)).body.code).toBe('alarm/signature');
      expect(await hers.append([{ kind: 'answer', answer }])).toMatchObject({ type: 'refused', code: 'alarm/signature' });
    }
    expect((await bob.client.post('/alarms/answers', makeAnswer(carol, plan.id, 'taken', clock.ms))).body.code).toBe(
      'alarm/signature',
    );
    const deputySocket = await joinSocket(server, deputy);
    expect((await alarms.say(deputy, plan.id, 'taken')).body.code).toBe('alarm/forbidden');
    expect((await alarms.say(alice, plan.id, 'taken')).body.code).toBe('alarm/forbidden');
    expect((await alarms.say(bob, makePlan().id, 'taken')).body.code).toBe('alarm/unknown');
    expect((await tables.alarm(plan.id)).phase).toBe('ringing');
    bobSocket.close();
    deputySocket.close();
  });

  it('ALARM-6: a member who was not asked may see to it, and nothing else; nobody else of the hospital may', async () => {
    const plan = await alarms.send(ward, { first: [bob.user] });
    for (const word of ['cannot', 'none', 'withdrawn'] as const)
      expect((await alarms.say(carol, plan.id, word)).body.code).toBe('alarm/forbidden');
    expect((await alarms.say(carol, plan.id, 'cannot', deputy.user)).body.code).toBe('alarm/forbidden');
    for (const word of ['taken', 'call', 'cannot'] as const)
      expect((await alarms.say(deputy, plan.id, word)).body.code).toBe('alarm/forbidden');
    expect((await tables.alarm(plan.id)).phase).toBe('ringing');
    expect((await alarms.say(carol, plan.id, 'taken')).body).toMatchObject({ phase: 'paused', answers: [{ user: carol.user }] });
    clock.ms += minuteMs;
    // Taken back, it rings those who were asked, and not her.
    expect((await alarms.say(carol, plan.id, 'none')).body.phase).toBe('ringing');
    await server.ringDue(clock.ms);
    expect(Object.fromEntries(await tables.rings(plan.id))).toEqual({ [bob.user]: 2, [carol.user]: 0 });
  });

  it('ALARM-6: an answer is for one alarm, and of a device that is not revoked', async () => {
    const plan = await alarms.send(ward);
    const other = await alarms.send(ward);
    const replayed = { ...makeAnswer(bob, other.id, 'taken', clock.ms), alarm: plan.id };
    expect((await bob.client.post('/alarms/answers', replayed)).body.code).toBe('alarm/signature');
    const bobSocket = await joinSocket(server, bob);
    const hers = makeWriter(bobSocket, bob, (await alice.client.get('/alarms')).body.alarms[0].space);
    expect(await hers.append([{ kind: 'answer', answer: replayed }])).toMatchObject({ code: 'alarm/signature' });
    bobSocket.close();
    await tables.query('update device set revoked_n = 2 where id = $1', [idToBytes(carol.device)]);
    const revoked = await carol.client.post('/alarms/answers', makeAnswer(carol, plan.id, 'taken', clock.ms));
    await tables.query('update device set revoked_n = null where id = $1', [idToBytes(carol.device)]);
    expect([revoked.status, revoked.body.code]).toEqual([403, 'device/revoked']);
    expect([(await tables.alarm(plan.id)).phase, (await tables.alarm(other.id)).phase]).toEqual(['ringing', 'ringing']);
  });

  it('ALARM-10: a time that cannot be is refused', async () => {
    const plan = await alarms.send(ward);
    const years = 100 * 365 * 24 * 60 * minuteMs;
    for (const atMs of [clock.ms + 3 * minuteMs, clock.ms - 48 * 60 * minuteMs, 2 ** 53 - 1, 0, clock.ms + years]) {
      expect((await bob.client.post('/alarms/answers', makeAnswer(bob, plan.id, 'taken', atMs))).body.code).toBe(
        'request/malformed',
      );
    }
    const signed = makeAnswer(bob, plan.id, 'taken', clock.ms);
    for (const atMs of [-1, Number.NaN, Number.POSITIVE_INFINITY, 1e300, clock.ms + 0.5, String(clock.ms), null]) {
      const { status, body } = await bob.client.post('/alarms/answers', { ...signed, atMs });
      expect([status, body.code]).toEqual([400, 'request/malformed']);
    }
    expect((await tables.alarm(plan.id)).phase).toBe('ringing');
    expect((await bob.client.post('/alarms/answers', makeAnswer(bob, plan.id, 'taken', clock.ms + minuteMs))).status).toBe(200);
  });
});
