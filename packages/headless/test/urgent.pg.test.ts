import { defaultForm, type MessageRow } from '@sanad/model/engine/api';
import type { MessageId, SpaceId } from '@sanad/model/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeWard, type TestPerson } from './support/people.ts';
import { makeServerProcess, type ServerProcess } from './support/server-process.ts';

let server: ServerProcess;
let admin: TestPerson;
let amel: TestPerson;
let youssef: TestPerson;
let sami: TestPerson;
let group: SpaceId;

beforeAll(async () => {
  server = await makeServerProcess();
  const [first, ...rest] = await makeWard(server, 'Amel', 'Youssef', 'Sami');
  const [a, y, s] = rest;
  if (a === undefined || y === undefined || s === undefined) throw new Error('three colleagues');
  [admin, amel, youssef, sami] = [first, a, y, s];
  for (const person of [youssef, sami])
    await amel.device.waitFor(() => amel.device.people().find(({ user }) => user === person.user()), 20_000);
  const made = await amel.device.engine.createGroup({
    name: 'Garde',
    description: '',
    kind: 'team',
    picture: undefined,
    members: [youssef.user(), sami.user()],
  });
  if (!made.ok) throw new Error('group');
  group = made.value;
});
afterAll(async () => {
  for (const person of [amel, youssef, sami, admin]) await person?.dispose();
  await server?.dispose();
});

const isOwed = (row: MessageRow | undefined): boolean => row?.urgent?.owed === true;
const rowOf = async (person: TestPerson, id: MessageId, isThere: (row: MessageRow) => boolean, space = group) => {
  const rows = await person.thread(space, (all) => all.some((row) => row.id === id && isThere(row)));
  const row = rows.find((one) => one.id === id);
  if (row === undefined) throw new Error('no row');
  return row;
};
async function ask(form: object = {}): Promise<MessageId> {
  const { engine } = amel.device;
  const sent = await engine.sendUrgent(group, 'Lit 12 : qui peut venir ?', { ...defaultForm({ deadlineMs: 360_000 }), ...form });
  if (!sent.ok) throw new Error(JSON.stringify(sent.error));
  return sent.value;
}
const said = async (result: Promise<{ readonly ok: boolean }>): Promise<void> => expect((await result).ok).toBe(true);

test('URGENT-1, URGENT-2, URGENT-3 it asks everybody in the group, one takes it, and all know who and when', async () => {
  const id = await ask();
  const asked = await rowOf(youssef, id, isOwed);
  expect(asked.urgent).toMatchObject({ phase: 'ringing', need: 'one', answered: 0, standBy: false });
  expect(asked.urgent?.asked).toHaveLength(2);
  // The relay rang both: its word reached the sender.
  await until(async () => {
    const ladder = await amel.device.engine.urgentLadder(group, id);
    return ladder.ok && ladder.value.filter(({ rings }) => rings > 0).length === 2;
  });
  await said(youssef.device.engine.answerUrgent(group, id, 'taken'));
  for (const person of [amel, sami, youssef]) {
    const row = await rowOf(person, id, ({ urgent }) => urgent?.phase === 'answered');
    expect(row.urgent?.answers).toMatchObject([{ user: youssef.user(), word: 'taken' }]);
    expect(isOwed(row)).toBe(false);
  }
});

test('URGENT-3 an answer is taken back within five minutes: it rings again', async () => {
  const id = await ask();
  await rowOf(youssef, id, isOwed);
  await said(youssef.device.engine.answerUrgent(group, id, 'call'));
  await rowOf(amel, id, ({ urgent }) => urgent?.phase === 'answered');
  await said(youssef.device.engine.takeBackAnswer(group, id));
  await rowOf(amel, id, ({ urgent }) => urgent?.phase === 'ringing' && urgent.answers.length === 0);
  await rowOf(youssef, id, isOwed);
  await said(amel.device.engine.withdrawUrgent(group, id));
  await rowOf(youssef, id, ({ urgent }) => urgent?.phase === 'withdrawn');
});

test('URGENT-3 each must answer: the answer of one is not that of the other', async () => {
  const id = await ask({ need: 'each' });
  await rowOf(youssef, id, isOwed);
  await said(youssef.device.engine.answerUrgent(group, id, 'taken'));
  const after = await rowOf(sami, id, ({ urgent }) => urgent?.answered === 1);
  expect(after.urgent).toMatchObject({ phase: 'ringing', owed: true });
  await said(sami.device.engine.answerUrgent(group, id, 'taken'));
  await rowOf(amel, id, ({ urgent }) => urgent?.phase === 'answered' && urgent.answered === 2);
});

test('URGENT-5 who is asked only if need be, and is no member, has a copy; passing it on asks her at once', async () => {
  const direct = await amel.directWith(admin);
  const id = await ask({ first: [youssef.user()], escalateTo: [admin.user()] });
  await rowOf(youssef, id, isOwed);
  const copies = await admin.thread(direct, (rows) => rows.some(({ urgent }) => urgent?.standBy === true));
  const copy = copies.find(({ urgent }) => urgent?.standBy === true);
  expect(copy).toMatchObject({ text: 'Lit 12 : qui peut venir ?', urgent: { owed: false, phase: 'ringing' } });
  await said(youssef.device.engine.answerUrgent(group, id, 'cannot'));
  // All who were reached cannot: the next stage begins at once.
  const asked = await rowOf(admin, copy?.id ?? id, isOwed, direct);
  await said(admin.device.engine.answerUrgent(direct, asked.id, 'taken'));
  const done = await rowOf(amel, id, ({ urgent }) => urgent?.phase === 'answered');
  expect(done.urgent?.answers.map(({ user, word }) => [user, word])).toEqual([
    [youssef.user(), 'cannot'],
    [admin.user(), 'taken'],
  ]);
});

test('URGENT-3 where its sender said so, a reply is an answer, an urgent one as well', async () => {
  const id = await ask({ repliesAnswer: true });
  const { sentAtMs } = await rowOf(sami, id, isOwed);
  const form = { ...defaultForm({ deadlineMs: 360_000 }), first: [amel.user()] };
  const { engine } = sami.device;
  await said(engine.sendUrgent(group, 'J’arrive, ouvrez le sas', form, { replyTo: { id, sentAtMs } }));
  // In her words to all, and to the relay, which rings nobody any more.
  const isTaken = (row: MessageRow) =>
    row.urgent?.answers.some(({ user, word }) => user === sami.user() && word === 'taken') === true;
  const { urgent } = await rowOf(amel, id, (row) => isTaken(row) && row.urgent?.nextRingAtMs === undefined);
  expect(urgent?.phase).toBe('answered');
});

test('URGENT-8, URGENT-9 the lane has what is owed first, the alerts say what needs her, and the sender alone sees how often it was none', async () => {
  const id = await ask();
  await rowOf(sami, id, isOwed);
  const lane = await once(sami, 'onUrgents', (items) => items[0]?.message.id === id);
  expect(lane[0]?.message.urgent?.owed).toBe(true);
  expect(lane.slice(1).every(({ message }) => message.urgent?.owed !== true)).toBe(true);
  const alerts = await once(sami, 'onAlerts', (rows) => rows.some(({ needsMe }) => needsMe));
  expect(alerts[0]).toMatchObject({ kind: 'urgent', needsMe: true });
  await said(sami.device.engine.markOverrated(group, id, true));
  await said(sami.device.engine.answerUrgent(group, id, 'taken'));
  await until(async () => {
    const statistics = await amel.device.engine.urgentStatistics();
    return statistics.ok && statistics.value.overrated === 1;
  });
});

async function until(isSo: () => Promise<boolean>): Promise<void> {
  await expect.poll(isSo, { timeout: 20_000, interval: 50 }).toBe(true);
}

function once<K extends 'onUrgents' | 'onAlerts'>(
  { device }: TestPerson,
  view: K,
  isThere: (rows: Parameters<Parameters<(typeof device.engine)[K]>[0]>[0]) => boolean,
): Promise<Parameters<Parameters<(typeof device.engine)[K]>[0]>[0]> {
  return new Promise((resolve) => {
    const listener = (rows: Parameters<Parameters<(typeof device.engine)[K]>[0]>[0]): void => {
      if (isThere(rows)) resolve(rows);
    };
    void (device.engine[view] as (listen: typeof listener) => Promise<unknown>)(listener);
  });
}
