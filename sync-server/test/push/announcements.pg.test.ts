import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type PushWorld, startPushWorld } from '../support/push-world.ts';
import type { SignedInPerson } from '../support/test-client.ts';
import { makeStatement } from '../support/test-device.ts';

let push: PushWorld;
beforeAll(async () => {
  push = await startPushWorld();
});
afterAll(() => push.stop());

const announce = (more: object = {}) => {
  const { admin, organisation } = push.world;
  const said = {
    v: 1,
    id: randomUUID(),
    organisation,
    atMs: push.nowMs,
    untilMs: push.nowMs + 86_400_000,
    title: 'Coupure d’eau',
    text: 'Demain de 6 h à 8 h.',
    asks: true,
    signer: { user: admin.user, device: admin.device, chainN: 0 },
    ...more,
  };
  const statement = makeStatement('announcement', said, admin.keys);
  return {
    send: () => admin.client.post('/admin/announcements', { statement }),
    end: () => admin.client.post(`/admin/announcements/${said.id}/end`, {}),
    acknowledge: (by: SignedInPerson) => by.client.post(`/announcements/${said.id}/acknowledge`, {}),
  };
};

it('ANNOUNCE-8, PUSH-6: whom it is for is woken once, with nothing but the kind; others and who is quiet are not', async () => {
  const { unit } = (await push.world.admin.client.post('/admin/units', { kind: 'unit', parent: null, name: 'Salle 4' })).body;
  const { person: nurse, phone } = await push.reachable({ unit: 'Salle 4' });
  const { person: other, phone: elsewhere } = await push.reachable();
  const { person: sleeper, phone: night } = await push.reachable({ unit: 'Salle 4' });
  const quiet = { zone: 'UTC', from: 0, to: 0, days: 127 };
  const filter = { muted: [], quiet, urgentPasses: true, urgentRepeats: true };
  expect((await sleeper.client.post('/me/push/filter', filter)).status).toBe(200);

  const toUnit = announce({ to: { unit, name: 'Salle 4' } });
  expect((await toUnit.send()).status).toBe(201);
  // The same again, because its answer was lost, wakes nobody twice.
  expect((await toUnit.send()).status).toBe(201);
  await push.send();
  expect(phone.pushes.map(({ payload }) => payload)).toEqual([{ v: 1, d: nurse.device, k: 'announcement' }]);
  expect(phone.pushes[0]?.headers).toMatchObject({
    urgency: 'normal',
    ttl: '86400',
    topic: expect.stringMatching(/^[\w-]{32}$/),
  });
  expect([elsewhere.pushes, night.pushes]).toEqual([[], []]);

  // Two that wait say one thing.
  for (const _ of [1, 2]) expect((await announce().send()).status).toBe(201);
  expect(await push.jobs(other)).toHaveLength(1);
  await push.send();
  expect([phone.pushes.length, elsewhere.pushes.length]).toEqual([2, 1]);
});

it('ANNOUNCE-9: what is over before it was sent wakes nobody, nor what she read elsewhere, unless another one waits', async () => {
  // Those of the test before.
  await push.database.query('update announcement set ended_at = now() where ended_at is null');
  const { person: nurse, phone } = await push.reachable();
  const { person: other } = await push.reachable();
  const waiting = async (of: SignedInPerson) => (await of.client.get('/announcements/waiting')).body;
  const jobs = async () => [(await push.jobs(nurse)).length, (await push.jobs(other)).length];
  const [first, second] = [announce(), announce()];
  await first.send();
  await second.send();
  expect(await waiting(nurse)).toEqual({ device: nurse.device, waiting: true });
  // Whoever sent one is not told of it, and asking is no reading: nobody counts as told.
  expect(await waiting(push.world.admin)).toMatchObject({ waiting: false });
  expect((await second.acknowledge(nurse)).status).toBe(404);
  await nurse.client.get('/announcements');

  await first.end();
  expect([await jobs(), await waiting(nurse)]).toEqual([[1, 1], { device: nurse.device, waiting: true }]);
  expect((await second.acknowledge(nurse)).status).toBe(200);
  expect([await jobs(), await waiting(nurse)]).toEqual([[0, 1], { device: nurse.device, waiting: false }]);
  await second.end();
  expect(await jobs()).toEqual([0, 0]);
  await push.send();
  expect(phone.pushes).toEqual([]);
});
