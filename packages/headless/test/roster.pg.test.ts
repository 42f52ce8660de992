/** Duty against the real server: a message to a role, and an urgent one that goes on with whoever takes over, with its sender away (CAL-32, URGENT-12, ALARM-11). */
import { defaultForm, type MessageRow } from '@sanad/model/engine/api';
import type { SpaceId, UserId } from '@sanad/model/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Cluster, makeCluster } from './support/cluster.ts';
import { lists, must } from './support/group-watch.ts';
import { type Actor, laneOf, makeUrgentWard, type Ward } from './support/urgent-ward.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
let cluster: Cluster;
let ward: Ward;
let group: SpaceId;
const actor = (name: string): Actor => {
  const found = ward.actors.find((one) => one.name === name);
  if (found === undefined) throw new Error(name);
  return found;
};
const [amel, youssef, sami] = [() => actor('Amel'), () => actor('Youssef'), () => actor('Sami')];

beforeAll(async () => {
  cluster = await makeCluster(1, {}, () => 0.5);
  ward = await makeUrgentWard(cluster, () => 0.5, ['Amel', 'Youssef', 'Sami']);
  const { device } = amel();
  for (const { user } of [youssef(), sami()])
    await device.waitFor(() => device.people().find((one) => one.user === user), 20_000);
  const form = { name: 'Cardiologie', description: '', kind: 'team', picture: undefined } as const;
  group = await must(device.engine.createGroup({ ...form, members: [youssef().user, sami().user] }));
  for (const one of [youssef(), sami()]) await lists(one, (rows) => rows.some(({ id }) => id === group));
}, 120_000);
afterAll(async () => {
  await ward?.dispose();
  await cluster?.dispose();
});

const local = (ms: number): string => new Date(ms).toISOString().slice(0, 19);
async function shift(role: string, holder: UserId, fromMs: number, toMs: number): Promise<void> {
  const start = { local: local(fromMs), zone: 'UTC' };
  const fields = { title: role, duty: role, holder, start, lengthS: Math.round((toMs - fromMs) / 1000) };
  await must(amel().device.engine.saveEvent(group, { fields }));
}
/** In the direct conversation of the two, as the first of them sees it. */
async function messageFrom({ device }: Actor, author: Actor, text: string): Promise<MessageRow | undefined> {
  const space = await must(device.engine.openDirect(author.user));
  return new Promise((resolve) => {
    const stop = device.engine.onMessages(space, 50, (update) => {
      void stop.then((end) => end());
      const rows = update.type === 'reset' ? update.rows : update.put;
      resolve(rows.find((row): row is MessageRow => row.type === 'message' && row.text === text));
    });
  });
}
const owed = async (one: Actor, text: string) =>
  (await laneOf(one)).find(({ message }) => message.text === text && message.urgent?.owed === true);
const poll = { timeout: 30_000, interval: 100 };

test('CAL-32, DOC-15 a message to a role reaches whoever has it, and says for which; where nobody has it that is said', async () => {
  const nowMs = cluster.clock.nowMs();
  await shift('Cardiologie', youssef().user, nowMs - hourMs, nowMs + 10 * minuteMs);
  await shift('Cardiologie', sami().user, nowMs + 10 * minuteMs, nowMs + 8 * hourMs);
  const { engine } = amel().device;
  const text = 'ECG du lit 4 à relire';
  const sent = await must(engine.writeToRole('Cardiologie', text, 'normal'));
  expect(sent.to).toEqual([youssef().user]);
  await expect.poll(async () => (await messageFrom(youssef(), amel(), text))?.role, poll).toBe('Cardiologie');
  expect(await engine.writeToRole('Pédiatrie', 'Bonjour', 'normal')).toEqual({ ok: false, error: { type: 'nobody-on-duty' } });
  // Whoever has it alone writes to nobody else: the next one is asked.
  const next = await must(youssef().device.engine.writeToRole('Cardiologie', 'Relève à 20 h', 'normal'));
  expect(next.to).toEqual([sami().user]);
});

test('ALARM-11, URGENT-12 a handover moves a pending urgent to whoever takes over, while every device of its sender is offline', async () => {
  const text = 'Lit 12 : hypotension';
  const sent = await must(amel().device.engine.writeToRole('Cardiologie', text, 'urgent'));
  expect(sent.to).toEqual([youssef().user]);
  await expect.poll(async () => (await owed(youssef(), text)) !== undefined, poll).toBe(true);
  // The one who comes next has it already, and owes nothing.
  const waits = async () => (await laneOf(sami())).find(({ message }) => message.text === text)?.message.urgent?.standBy;
  await expect.poll(waits, poll).toBe(true);
  for (const one of ward.actors.filter(({ name }) => name.startsWith('Amel'))) one.net.setNetwork(false);

  await cluster.move(11 * minuteMs);
  await expect.poll(async () => (await owed(sami(), text)) !== undefined, poll).toBe(true);
  await expect.poll(async () => (await owed(youssef(), text)) === undefined, poll).toBe(true);
  const item = await owed(sami(), text);
  if (item === undefined) throw new Error('nothing is owed');
  await must(sami().device.engine.answerUrgent(item.conversation, item.message.id, 'taken'));

  for (const one of ward.actors.filter(({ name }) => name.startsWith('Amel'))) one.net.setNetwork(true);
  const answered = async () => {
    const found = (await laneOf(amel())).find(({ message }) => message.text === text && message.urgent?.standBy === false);
    return [found?.message.urgent?.phase, found?.message.urgent?.answers.map(({ user }) => user)];
  };
  await expect.poll(answered, poll).toEqual(['answered', [sami().user]]);
});

test('URGENT-12 an urgent message names a role as whom to ask when nobody answers: whoever has it by then', async () => {
  const nowMs = cluster.clock.nowMs();
  const [admin] = ward.actors;
  if (admin === undefined) throw new Error('nobody');
  await shift('Réanimation', youssef().user, nowMs - hourMs, nowMs + 3 * minuteMs);
  await shift('Réanimation', admin.user, nowMs + 3 * minuteMs, nowMs + 5 * hourMs);
  const form = { ...defaultForm({ deadlineMs: 6 * minuteMs }), first: [sami().user], escalateRoles: ['Réanimation'] };
  const text = 'Lit 3 : qui peut venir ?';
  await must(amel().device.engine.sendUrgent(group, text, form));
  await expect.poll(async () => (await owed(sami(), text)) !== undefined, poll).toBe(true);
  await cluster.move(7 * minuteMs);
  await expect.poll(async () => (await owed(admin, text)) !== undefined, poll).toBe(true);
  expect(await owed(youssef(), text)).toBeUndefined();
});
