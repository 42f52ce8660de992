import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type PushWorld, startPushWorld } from '../support/push-world.ts';
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
  return { send: () => admin.client.post('/admin/announcements', { statement }) };
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
