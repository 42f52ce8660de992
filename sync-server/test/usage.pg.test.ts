/** Usage as administrators and auditors are told it: against rows that are known, and against what people really did. */
import { dayAfter, type Usage } from '@sanad/model/wire/usage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../src/db/database.ts';
import { dayOf } from '../src/usage/usage-counter.ts';
import { makeAnswer, makeGroup, makePlan, makeWriter, minuteMs, urgent } from './support/alarm-scene.ts';
import { request } from './support/file-scene.ts';
import { createWorld, joinSocket, type SignedInPerson, type World } from './support/test-client.ts';
import { random } from './support/test-device.ts';
import { startTestServer, type TestServer } from './support/test-server.ts';

const zone = 'Africa/Tunis';
const startedMs = Date.now();
let nowMs = startedMs;
let server: TestServer;
let world: World;
let database: Database;
const ward = (unit: string, count: number) => Promise.all(Array.from({ length: count }, () => world.colleague({ unit })));

beforeAll(async () => {
  server = await startTestServer({}, { nowMs: () => nowMs });
  world = await createWorld(server);
  database = openDatabase(server.databaseUrl, () => undefined, 4);
});
afterAll(async () => {
  await database.end();
  await server.stop();
});

const read = async (from: string, to: string, unit?: string): Promise<Usage> => {
  const { status, body } = await world.admin.client.get(
    `/admin/usage?from=${from}&to=${to}${unit === undefined ? '' : `&unit=${encodeURIComponent(unit)}`}`,
  );
  expect(status).toBe(200);
  return body;
};
const count = (day: string, unit: string, kind: string, number: number) =>
  database.query('insert into usage_day (day, unit, kind, count) values ($1, $2, $3, $4)', [day, unit, kind, number]);
const today = () => dayOf(nowMs, zone);

describe('against known rows', () => {
  // Long ago: the people of those days are numbers too.
  const [monday, tuesday] = ['2026-01-05', '2026-01-06'];
  beforeAll(async () => {
    for (const [unit, people, messages] of [
      ['Urgences', 20, 200],
      ['Cardiologie', 9, 40],
      ['Pédiatrie', 7, 30],
      ['Direction', 2, 300],
    ] as const) {
      await count(monday, unit, 'people', people);
      await count(monday, unit, 'message', messages - 6);
      await count(monday, unit, 'medium', 6);
    }
    await count(tuesday, 'Urgences', 'people', 20);
    await count(tuesday, 'Urgences', 'message', 100);
    await count(tuesday, 'Cardiologie', 'people', 3);
    await count(tuesday, 'Cardiologie', 'message', 4);
  });

  it('USAGE-3, USAGE-4: what few people wrote is not told, nor what is left of a total', async () => {
    const usage = await read(monday, tuesday);
    // Two people of the administration wrote 300: the smallest of the others is kept back with them.
    expect(usage.days[0]).toEqual({ day: monday, people: 38, messages: 570, medium: 24 });
    const told = new Map(usage.units.map(({ unit, ...row }) => [unit, row]));
    expect(told.has('Direction')).toBe(false);
    expect(told.get('Pédiatrie')).not.toHaveProperty('messages');
    expect(told.get('Cardiologie')).toMatchObject({ messages: 40, isPart: true });
    // On Tuesday what Cardiologie wrote would be the rest: of the units nothing is told.
    expect(usage.days[1]).toEqual({ day: tuesday, people: 23, messages: 104 });
    expect(told.get('Urgences')).toMatchObject({ messages: 200, isPart: true });
    expect((await read(monday, tuesday, 'Direction')).days).toEqual([{ day: monday }, { day: tuesday }]);
    expect((await read(monday, monday, 'Urgences')).days[0]).toMatchObject({ people: 20, messages: 200 });
  });

  it('USAGE-8: of hours nothing is told that few wrote, nor that the rest of the day would tell, nor of a day without a total', async () => {
    const hour = (day: string, at: number, messages: number, writers: number) =>
      database.query('insert into usage_hour (day, hour, count, writers) values ($1, $2, $3, $4)', [day, at, messages, writers]);
    await hour(monday, 8, 300, 20);
    await hour(monday, 9, 200, 12);
    await hour(monday, 10, 60, 9);
    await hour(monday, 3, 10, 2);
    await hour(tuesday, 8, 104, 20);
    // Two people wrote in the night: the smallest of the others is kept back with them.
    const usage = await read(monday, tuesday);
    const monday8 = { weekday: 0, hour: 8, messages: 300 };
    expect(usage.hours).toEqual([monday8, { weekday: 0, hour: 9, messages: 200 }]);
    // A week later the same hours are added up, and a day of which nothing is told adds nothing.
    const later = dayAfter(monday, 7);
    for (const [at, messages] of [
      [8, 50],
      [9, 40],
      [10, 30],
    ] as const)
      await hour(later, at, messages, 10);
    expect((await read(monday, later)).hours).toEqual(usage.hours);
    await count(later, 'Urgences', 'people', 20);
    await count(later, 'Urgences', 'message', 120);
    expect((await read(monday, later)).hours).toEqual([
      { ...monday8, messages: 350 },
      { weekday: 0, hour: 9, messages: 240 },
    ]);
  });

  it('USAGE-5: two questions together tell no more than one: a period is the sum of its days', async () => {
    const [one, two] = [await read(monday, monday), await read(monday, tuesday)];
    const messages = (usage: Usage, unit: string) => usage.units.find((row) => row.unit === unit)?.messages;
    expect(messages(two, 'Cardiologie')).toBe(messages(one, 'Cardiologie'));
    expect(messages(two, 'Urgences')).toBe(messages(one, 'Urgences'));
  });

  it('USAGE-5: medians of whole weeks in which a unit answered five times, in seconds; outcomes by week', async () => {
    const alarm = (day: string, unit: string, outcome: string, answerMs: number | null) =>
      database.query('insert into usage_alarm (day, unit, outcome, answer_ms) values ($1, $2, $3, $4)', [
        day,
        unit,
        outcome,
        answerMs,
      ]);
    for (const ms of [10_000, 20_100, 30_000, 40_000, 50_000]) await alarm('2026-01-07', 'Urgences', 'in-time', ms);
    for (const ms of [300_000, 310_000, 320_000, 330_000, 340_000]) await alarm('2026-01-09', 'Cardiologie', 'late', ms);
    for (let i = 0; i < 2; i++) await alarm('2026-01-09', 'Pédiatrie', 'unanswered', null);
    const usage = await read('2026-01-05', '2026-01-11');
    expect(usage.answering).toEqual([
      { unit: 'Cardiologie', answered: 5, medianMs: 320_000 },
      { unit: 'Urgences', answered: 5, medianMs: 30_000 },
    ]);
    // Two that nobody answered are too few, and would be the rest of the week.
    expect(usage.weeks).toEqual([{ week: '2026-01-05', late: 5, medianMs: 175_000 }]);
  });
});

describe('questions that differ by little', () => {
  const alarm = (day: string, unit: string, outcome: string, answerMs: number | null, times = 1) =>
    database.query('insert into usage_alarm (day, unit, outcome, answer_ms) select $1, $2, $3, $4 from generate_series(1, $5)', [
      day,
      unit,
      outcome,
      answerMs,
      times,
    ]);

  it('USAGE-5: an urgent message of one day is not told by leaving that day out: weeks are whole whatever was asked', async () => {
    await alarm('2026-02-04', 'Urgences', 'in-time', 20_000, 8);
    await alarm('2026-02-08', 'Urgences', 'in-time', 90_000, 2);
    await alarm('2026-02-04', 'Urgences', 'late', 200_000, 9);
    const [whole, cut] = [await read('2026-02-02', '2026-02-08'), await read('2026-02-02', '2026-02-07')];
    expect(whole.weeks).toEqual([{ week: '2026-02-02', inTime: 10, medianMs: 90_000 }]);
    expect([cut.weeks, cut.answering, cut.medianMs]).toEqual([whole.weeks, whole.answering, whole.medianMs]);
  });

  it('USAGE-5: no median is made of weeks that have too few answers each', async () => {
    for (const [index, monday] of ['2026-03-02', '2026-03-09', '2026-03-16', '2026-03-23', '2026-03-30', '2026-04-06'].entries())
      await alarm(monday, 'Urgences', 'in-time', 10_000 * (index + 1));
    const usage = await read('2026-03-02', '2026-04-12');
    expect([usage.medianMs, usage.answering, usage.weeks.map(({ medianMs }) => medianMs)]).toEqual([
      undefined,
      [],
      Array.from({ length: 6 }, () => undefined),
    ]);
  });

  it('USAGE-4: what the units that are told answered leaves of the week nothing, or enough', async () => {
    await alarm('2026-05-04', 'Urgences', 'in-time', 20_000, 9);
    await alarm('2026-05-05', 'Cardiologie', 'late', 60_000, 6);
    await alarm('2026-05-05', 'Pédiatrie', 'late', 70_000, 2);
    await alarm('2026-05-05', 'Pédiatrie', 'unanswered', null, 6);
    const { weeks, answering } = await read('2026-05-04', '2026-05-10');
    expect(weeks[0]).toMatchObject({ inTime: 9, late: 8, unanswered: 6 });
    expect(answering.map(({ unit }) => unit)).toEqual(['Urgences']);
  });
});

describe('what people do', () => {
  it('USAGE-1, USAGE-2: appends that tell of messages, by level, urgent ones and calls are counted by unit, and of nobody', async () => {
    // Somewhere there must be enough for what is kept back of the smallest.
    await count(today(), 'Maternité', 'people', 5);
    for (const kind of ['medium', 'urgent']) await count(today(), 'Maternité', kind, 5);
    const people = await ward('Réanimation', 6);
    const [alice, bob] = people as [SignedInPerson, SignedInPerson];
    const sockets = await Promise.all(people.map((person) => joinSocket(server, person)));
    const space = await makeGroup(alice, bob);
    const [socket] = sockets;
    if (socket === undefined) throw new Error('no socket');
    const writer = makeWriter(socket, alice, space);
    for (let i = 0; i < 5; i++) await writer.append([{ kind: 'message', level: 'normal' }]);
    for (let i = 0; i < 5; i++) await writer.append([{ kind: 'message', level: 'medium' }]);
    for (let i = 0; i < 5; i++)
      await writer.append([urgent(makePlan({ first: [bob.user] })), { kind: 'message', level: 'medium' }]);
    await writer.append(); // a reaction, a mark: nobody is told of it
    const direct = await world.direct(alice, bob);
    for (const ring of [1, 2, 3]) {
      const call = { call: Buffer.from(random(16)).toString('hex'), space: direct.space, ring };
      expect((await alice.client.post('/calls/ring', call)).status).toBe(200);
    }
    const usage = await read(today(), today(), 'Réanimation');
    expect(usage.days).toEqual([{ day: today(), people: 6, messages: 15, medium: 5, urgent: 5 }]);
    const { rows } = await database.query<{ unit: string; kind: string; count: number }>(
      "select unit, kind, count from usage_day where day = $1 and kind = 'call'",
      [today()],
    );
    expect(rows).toEqual([{ unit: 'Réanimation', kind: 'call', count: 1 }]);
    const columns = await database.query<{ name: string }>(
      "select column_name as name from information_schema.columns where table_name in ('usage_day', 'usage_alarm', 'usage_hour')",
    );
    expect(columns.rows.some(({ name }) => name.includes('user'))).toBe(false);
    const { rows: hours } = await database.query<{ count: number; writers: number }>(
      'select sum(count)::int as count, max(writers) as writers from usage_hour where day = $1',
      [today()],
    );
    // One person wrote all of them: a call is none of them, and of the hour nothing is told.
    expect(hours).toEqual([{ count: 15, writers: 1 }]);
    expect((await read(today(), today())).hours).toEqual([]);
    for (const opened of sockets) opened.close();
  });

  it('USAGE-2: an urgent message that is over is counted once, with its first answer and the unit that was asked', async () => {
    const [alice, bob] = (await ward('Bloc', 2)) as [SignedInPerson, SignedInPerson];
    const socket = await joinSocket(server, alice);
    const other = await joinSocket(server, bob);
    const writer = makeWriter(socket, alice, await makeGroup(alice, bob));
    const plan = makePlan({ first: [bob.user], forMs: 5 * minuteMs });
    await writer.append([urgent(plan)]);
    await server.ringDue(nowMs);
    nowMs += 30_000;
    const answer = makeAnswer(bob, plan.id, 'taken', nowMs);
    expect(await bob.client.post('/alarms/answers', answer)).toMatchObject({ status: 200, body: { phase: 'paused' } });
    const silent = makePlan({ first: [bob.user], forMs: 5 * minuteMs });
    await writer.append([urgent(silent)]);
    for (let minute = 0; minute < 30; minute++) {
      nowMs += minuteMs;
      await server.ringDue(nowMs);
    }
    for (let i = 0; i < 2; i++) await server.keepHouse(nowMs);
    const { rows } = await database.query(
      "select unit, outcome, answer_ms from usage_alarm where unit = 'Bloc' order by outcome",
    );
    expect(rows).toEqual([
      { unit: 'Bloc', outcome: 'in-time', answer_ms: 30_000 },
      { unit: 'Bloc', outcome: 'unanswered', answer_ms: null },
    ]);
    for (const opened of [socket, other]) opened.close();
  });

  it('USAGE-2: after ninety days only how many people there were is known', async () => {
    const before = (await database.query('select 1 from person_day')).rowCount ?? 0;
    expect(before).toBeGreaterThan(5);
    // When people were there: what went before may have run past midnight.
    const day = dayOf(startedMs, zone);
    await server.keepHouse(nowMs + 91 * 86_400_000);
    expect((await database.query('select 1 from person_day where day = $1', [day])).rowCount).toBe(0);
    const { rows } = await database.query<{ count: number }>(
      "select count from usage_day where day = $1 and kind = 'people' and unit = 'Réanimation'",
      [day],
    );
    expect(rows).toEqual([{ count: 6 }]);
  });
});

describe('who looks', () => {
  it('USAGE-6: only who may; it is written into the log, once an hour, and every file', async () => {
    const person = await world.colleague();
    const period = `from=${today()}&to=${today()}`;
    for (const path of ['/admin/usage', '/admin/usage/export'])
      expect((await person.client.get(`${path}?${period}`)).status).toBe(403);
    for (let i = 0; i < 2; i++) await request(server, world.admin, 'GET', `/admin/usage/export?${period}`);
    const { body } = await world.admin.client.get('/admin/audit?group=reading');
    const acts = body.lines.map((line: { body: string }) => JSON.parse(line.body)[4]);
    expect(acts.filter((act: string) => act === 'usage.read')).toHaveLength(1);
    expect(acts.filter((act: string) => act === 'usage.export')).toHaveLength(2);
    for (const query of [
      '',
      'from=2026-01-02&to=2026-01-01',
      'from=2020-01-01&to=2026-01-01',
      'from=x&to=y',
      ...['2026-02-30', '2026-99-99', '0000-01-01', '9999-12-31'].map((day) => `from=${day}&to=${day}`),
      `${period}&unit=`,
    ])
      expect((await world.admin.client.get(`/admin/usage?${query}`)).status).toBe(400);
  });

  it('USAGE-6: no cell of the file is a formula, whatever somebody calls her unit', async () => {
    const day = dayAfter(today(), -3);
    for (const unit of ['=HYPERLINK("http://x","y")', '@SUM(A1)', '+1', 'Bloc; =1', 'Plain "unit", with all']) {
      await count(day, unit, 'people', 9);
      await count(day, unit, 'message', 50);
    }
    const { bytes, headers } = await request(server, world.admin, 'GET', `/admin/usage/export?from=${day}&to=${day}`);
    expect(headers.get('content-type')).toContain('text/csv');
    const lines = new TextDecoder().decode(bytes).trim().split('\r\n');
    expect(lines[0]).toMatch(/^day,site,unit,people,messages,medium,urgent,calls,messages 00h,.*,messages 23h$/);
    expect(lines[1]).toBe(`${day},,,45,250,<5,<5,<5${',<5'.repeat(24)}`);
    const cells = lines.flatMap((line) => line.match(/"(?:[^"]|"")*"|[^,]+/g) ?? []).map((cell) => cell.replace(/^"/, ''));
    expect(cells.filter((cell) => /^[=+\-@]/.test(cell))).toEqual([]);
    // French tables part cells by semicolons, whatever is quoted.
    for (const line of lines) for (const cell of line.split(/[;,\t]/)) expect(cell.trim()).not.toMatch(/^"?[=+\-@]/);
    expect(lines).toContain(`${day},,"'=HYPERLINK(""http://x"",""y"")",9,50,<5,<5,<5${','.repeat(24)}`);
  });

  it('USAGE-3: what stands now is told by the same rule', async () => {
    const { now } = await read(today(), today());
    expect(now.accounts).toBeGreaterThan(5);
    expect(now.databaseBytes).toBeGreaterThan(1_000_000);
    expect(now.units.every((row) => Object.values(row).every((value) => typeof value === 'string' || (value ?? 0) >= 5))).toBe(
      true,
    );
    expect(now.units.map(({ unit }) => unit)).not.toContain('Bloc');
  });
});
