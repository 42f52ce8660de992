/**
 * Reminders with the real server, whose clock and whose devices' clocks a test moves, and a push service of our own (CAL-40 … CAL-42): they come once, whoever is
 * away, and follow what becomes of the event.
 */
import { bytesToBase64Url } from '@sanad/model/bytes';
import { openWaker, type Waker } from '@sanad/model/engine/wake';
import { eventQuestionOf } from '@sanad/model/engine/wake-request';
import type { SpaceId } from '@sanad/model/ids';
import type { PushPayload } from '@sanad/model/wire/push';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeNodePlatform } from '../src/node-platform.ts';
import { openProfile } from '../src/profile.ts';
import { details } from './support/calendar-watch.ts';
import { type Cluster, makeCluster } from './support/cluster.ts';
import { arrives, form, must } from './support/group-watch.ts';
import { approve, makePerson, type TestPerson, waitMs } from './support/people.ts';
import { type PushService, startPushService } from './support/push-service.ts';
import { moved, withMovedTime } from './support/urgent-ward.ts';

const minuteMs = 60_000;
let cluster: Cluster;
let tables: pg.Client;
let service: PushService;
let admin: TestPerson;
let amel: TestPerson;
let youssef: TestPerson;
let sami: TestPerson;
let group: SpaceId;
const colleagues = () => [amel, youssef, sami];
const running = new Set<TestPerson>();

beforeAll(async () => {
  service = await startPushService(() => 'taken');
  cluster = await makeCluster(1, { PUSH_SERVICES: service.origin }, () => 0.5);
  tables = new pg.Client({ connectionString: cluster.databaseUrl });
  await tables.connect();
  const make = (name: string, firstAdmin = false) => makePerson(cluster, name, { firstAdmin, wrap: moved(cluster) });
  admin = await make('Admin', true);
  [amel, youssef, sami] = [await make('Amel'), await make('Youssef'), await make('Sami')];
  for (const person of colleagues()) {
    await approve(admin, person);
    await isOnline(person);
    await must(person.device.engine.savePush(service.subscribe(person.name)));
    running.add(person);
  }
  for (const { user } of [youssef, sami])
    await amel.device.waitFor(() => amel.device.people().find((one) => one.user === user()), waitMs);
  group = await must(amel.device.engine.createGroup(form('Réanimation', youssef, sami)));
  for (const person of [youssef, sami]) await arrives(person, 'Réanimation');
  await cluster.start(1);
});
afterAll(async () => {
  for (const person of colleagues()) if (!running.has(person)) await start(person);
  for (const person of [...colleagues(), admin]) await person?.dispose();
  await tables?.end();
  await cluster?.dispose();
  await service?.stop();
});
beforeEach(async () => {
  for (const person of colleagues()) if (!running.has(person)) await start(person);
  (service.pushes as unknown[]).length = 0;
});

const isOnline = (person: TestPerson, is = true) =>
  person.device.waitFor(() => ((person.device.sync()?.connectivity === 'online') === is ? true : undefined), waitMs);
async function start(person: TestPerson): Promise<void> {
  await person.start();
  running.add(person);
  await isOnline(person);
  await person.device.engine.settled();
}
async function stop(...people: readonly TestPerson[]): Promise<void> {
  for (const person of people) {
    running.delete(person);
    await person.stop();
  }
}
/** So many minutes from now, on a whole minute. */
const at = (minutes: number) => {
  const date = new Date(Math.ceil(cluster.clock.nowMs() / minuteMs + minutes) * minuteMs);
  return { local: date.toISOString().slice(0, 19), zone: 'UTC' };
};
async function save(by: TestPerson, title: string, minutes: number, more: object = {}) {
  const fields = { title, start: at(minutes), lengthS: 1800, reminders: [15], ...more };
  const event = await must(by.device.engine.saveEvent(group, { fields, invited: [youssef.user(), sami.user()] }));
  await left(by, event);
  return event;
}
const left = (by: TestPerson, event: Parameters<typeof details>[2]) =>
  details(by.device, group, event, undefined, ({ waiting }) => !waiting);
const counts = (kind: 'reminder' | 'event'): readonly number[] =>
  colleagues().map(({ name }) => service.pushes.filter(({ device, payload }) => device === name && payload['k'] === kind).length);
/** Everything that is due has left. */
const drained = () =>
  expect
    .poll(
      async () => {
        const due = await tables.query(
          `select (select count(*)::int from reminder where fired_at_ms is null and at_ms <= $1) + (select count(*)::int from push_job) as n`,
          [cluster.clock.nowMs()],
        );
        return due.rows[0].n;
      },
      { timeout: waitMs, interval: 40 },
    )
    .toBe(0);
/** Time goes on. What is under way arrives first: a push that is being sent when minutes pass is taken for lost, and sent again (PUSH-4). */
async function move(minutes: number): Promise<void> {
  await drained();
  await cluster.move(minutes * minuteMs);
  await drained();
}

test('CAL-40, CAL-42 with whoever made it away each is reminded once, also who was closed since before it was made', async () => {
  await stop(sami);
  const event = await save(amel, 'Staff', 30);
  await details(youssef.device, group, event, undefined, () => true);
  await stop(amel, youssef);
  await move(10);
  expect([counts('event'), counts('reminder')]).toEqual([
    [0, 1, 1],
    [0, 0, 0],
  ]);
  await move(7);
  expect(counts('reminder')).toEqual([1, 1, 1]);
  // They start again and tell what they know; time goes on.
  for (const person of colleagues()) await start(person);
  await move(5);
  await move(60);
  expect(counts('reminder')).toEqual([1, 1, 1]);
});

test('CAL-40 an event that another one moves without a network moves the reminders once she is back, whoever is away', async () => {
  const event = await save(amel, 'Relève', 60);
  await details(youssef.device, group, event, undefined, () => true);
  await details(sami.device, group, event, undefined, () => true);
  // What a process was sending when it was killed is its own for half a minute (PUSH-4).
  await drained();
  await stop(amel, sami);
  for (const process of [0, 1]) await cluster.kill(process);
  await isOnline(youssef, false);
  await must(youssef.device.engine.changeEvent(group, event, { fields: { start: at(120) } }, 'all'));
  for (const process of [0, 1]) await cluster.start(process);
  await youssef.device.engine.retryNow();
  await left(youssef, event);
  await stop(youssef);
  await move(70);
  expect(counts('reminder')).toEqual([0, 0, 0]);
  // Who moved it is not told so.
  expect(counts('event')).toEqual([0, 1, 2]);
  await move(40);
  expect(counts('reminder')).toEqual([1, 1, 1]);
});

test('CAL-40 cancelled it reminds nobody; declined it does not remind who declined', async () => {
  const event = await save(amel, 'Point', 30);
  const other = await save(amel, 'Bilan', 30);
  for (const person of [youssef, sami]) await details(person.device, group, other, undefined, () => true);
  await must(sami.device.engine.cancelEvent(group, event, 'cancelled', 'all'));
  await left(sami, event);
  await must(youssef.device.engine.answerInvitation(group, other, 'no'));
  await left(youssef, other);
  await stop(amel, youssef, sami);
  await move(40);
  expect(counts('reminder')).toEqual([1, 0, 1]);
});

test('CAL-48 a calendar that she muted reminds her of nothing, also not of what is handed over while she is away', async () => {
  const filters = async () =>
    (await tables.query(`select filter from push_subscription where filter -> 'noReminders' is not null`)).rows.length;
  await save(amel, 'Avant', 30);
  await must(youssef.device.engine.muteReminders(group, true));
  await expect.poll(filters, { timeout: waitMs }).toBe(1);
  await youssef.device.engine.settled();
  await stop(youssef);
  await save(amel, 'Après', 35);
  await stop(amel, sami);
  await move(25);
  expect([counts('event'), counts('reminder')]).toEqual([
    [0, 2, 2],
    [2, 0, 2],
  ]);
  await start(youssef);
  await must(youssef.device.engine.muteReminders(group, false));
  await expect.poll(filters, { timeout: waitMs }).toBe(0);
});

test('CAL-41 what nobody handed over, her own device told: her own calendar, and five minutes before a meeting with a call', async () => {
  const own = await must(amel.device.engine.ownCalendar());
  await must(amel.device.engine.saveEvent(own, { fields: { title: 'Dentiste', start: at(40), lengthS: 600, reminders: [30] } }));
  await expect
    .poll(
      async () =>
        (await tables.query('select 1 from reminder where user_id = $1 and fired_at_ms is null', [amel.user()])).rowCount,
      { timeout: waitMs },
    )
    .toBe(1);
  await save(amel, 'Visio', 60, { call: true });
  await stop(amel, youssef, sami);
  await move(12);
  expect(counts('reminder')).toEqual([1, 0, 0]);
  await move(36);
  expect(counts('reminder')).toEqual([2, 1, 1]);
  await move(10);
  expect(counts('reminder')).toEqual([3, 2, 2]);
});

/** What a service worker of this person has: the rows, the key, the cookie. Her engine does not run. */
async function asWoken<T>(person: TestPerson, work: (waker: Waker) => Promise<T>): Promise<T> {
  const opened = await openProfile(person.folder);
  if (!opened.ok) throw new Error('profile in use');
  const platform = makeNodePlatform({ url: cluster.url, profile: opened.value, clock: cluster.clock });
  const deps = { ...platform, http: withMovedTime(platform.http, cluster) };
  const waker = await openWaker({ ...deps, localKey: await deps.localKey.load(), intents: { keep: async () => undefined } });
  if (waker === undefined) throw new Error('no waker');
  const done = await work(waker);
  await opened.value.close();
  return done;
}
/** The newest push of this kind to her, as the device reads it. */
const lookAt = (person: TestPerson, kind: 'reminder' | 'event') =>
  asWoken(person, async (waker) => {
    const { payload } = service.pushes.findLast(({ device, payload: one }) => device === person.name && one['k'] === kind) ?? {};
    const question = eventQuestionOf(payload as unknown as PushPayload); // the worker parses it (pwa/src/sw)
    return question && waker.lookEvent(question);
  });

test('CAL-45 who was closed since before the event was made reads the invitation, the change and the reminder, verified, without an engine', async () => {
  await stop(sami);
  const event = await save(amel, 'Staff de nuit', 60, { place: 'Salle B2' });
  await move(0);
  const invited = await lookAt(sami, 'event');
  expect(invited).toMatchObject({ byName: 'Amel', shows: 'text' });
  expect(invited?.event).toMatchObject({ news: 'invited', calendar: group, event, title: 'Staff de nuit', place: 'Salle B2' });
  await must(amel.device.engine.changeEvent(group, event, { fields: { start: at(90) } }, 'all'));
  await left(amel, event);
  await must(amel.device.engine.changeEvent(group, event, { fields: { place: 'Amphithéâtre' } }, 'all'));
  await left(amel, event);
  await move(0);
  // Of two changes the newest push tells, with what both said.
  const changed = await lookAt(sami, 'event');
  expect(changed?.event).toMatchObject({ news: 'changed', place: 'Amphithéâtre' });
  expect(changed?.event.startMs).toBeGreaterThan((invited?.event.startMs ?? 0) + 29 * minuteMs);
  await move(76);
  expect((await lookAt(sami, 'reminder'))?.event).toMatchObject({
    news: 'reminder',
    title: 'Staff de nuit',
    startMs: changed?.event.startMs,
  });
  // It was moved once more before anybody looked.
  await must(amel.device.engine.changeEvent(group, event, { fields: { start: at(300) } }, 'all'));
  await left(amel, event);
  expect((await lookAt(sami, 'reminder'))?.event).toMatchObject({ news: 'moved' });
  await must(amel.device.engine.cancelEvent(group, event, 'cancelled', 'all'));
  await left(amel, event);
  expect((await lookAt(sami, 'reminder'))?.event).toMatchObject({ news: 'cancelled' });
});

test('CAL-45 what a device told itself it finds without a network; a name that it does not know is nothing', async () => {
  const own = await must(amel.device.engine.ownCalendar());
  await must(amel.device.engine.saveEvent(own, { fields: { title: 'Vaccin', start: at(40), lengthS: 600, reminders: [30] } }));
  const waits = async () =>
    (await tables.query('select event from reminder where user_id = $1 and fired_at_ms is null and log is null', [amel.user()]))
      .rows;
  await expect.poll(async () => (await waits()).length, { timeout: waitMs }).toBe(1);
  const key = bytesToBase64Url(new Uint8Array((await waits())[0]?.event ?? []));
  await amel.device.engine.settled();
  await stop(amel);
  await move(12);
  expect(counts('reminder')[0]).toBe(1);
  for (const process of [0, 1]) await cluster.kill(process);
  expect((await lookAt(amel, 'reminder'))?.event).toMatchObject({ news: 'reminder', title: 'Vaccin', calendar: own });
  expect(await asWoken(amel, (waker) => waker.lookEvent({ key: 'A'.repeat(22) }))).toBeUndefined();
  expect(await asWoken(amel, (waker) => waker.lookEvent({ key, atMs: 5 }))).toMatchObject({ event: { news: 'moved' } });
  for (const process of [0, 1]) await cluster.start(process);
});
