/** A group of everybody against the real server: who is there, who is approved later, who is suspended, who leads it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrives, form, must, sees } from './support/group-watch.ts';
import { approve, makePerson, makeWard, type TestPerson } from './support/people.ts';
import { makeServerProcess, type ServerProcess } from './support/server-process.ts';

let server: ServerProcess;
let people: TestPerson[] = [];
beforeAll(async () => {
  server = await makeServerProcess();
  people = [...(await makeWard(server, 'Amel', 'Youssef'))];
});
afterAll(async () => {
  for (const person of people) await person.dispose();
  await server?.dispose();
});

test('EPOCH-17 everybody belongs to it, also who is approved later; nobody leaves, and a nurse cannot make one', async () => {
  const [admin, amel, youssef] = people;
  if (admin === undefined || amel === undefined || youssef === undefined) throw new Error('nobody');
  const space = await must(admin.device.engine.createGroup(form('Hôpital', amel)));
  await arrives(amel, 'Hôpital');
  await must(admin.device.engine.changeGroup(space, { everyone: true, posting: 'administrators' }));
  expect(await arrives(youssef, 'Hôpital')).toBe(space);

  const sonia = await makePerson(server, 'Sonia');
  people.push(sonia);
  await approve(admin, sonia);
  expect(await arrives(sonia, 'Hôpital')).toBe(space);
  const seen = await sees(sonia, space, ({ group }) => group?.members === 4 && group.everyone);
  expect(seen.group?.mayPost).toBe(false);

  await sees(amel, space, ({ group }) => group?.everyone === true);
  expect(await amel.device.engine.leaveGroup(space)).toEqual({ ok: false, error: { type: 'not-allowed' } });
  expect(await admin.device.engine.removeMember(space, amel.user())).toEqual({ ok: false, error: { type: 'not-allowed' } });
  const hers = await must(amel.device.engine.createGroup(form('Étage 2', youssef)));
  await arrives(youssef, 'Étage 2');
  expect(await amel.device.engine.changeGroup(hers, { everyone: true })).toEqual({ ok: false, error: { type: 'not-allowed' } });
});

test('EPOCH-17 another administrator of the organisation becomes one of the group', async () => {
  const [admin] = people;
  if (admin === undefined) throw new Error('nobody');
  const nadia = await makePerson(server, 'Nadia');
  people.push(nadia);
  await must(admin.device.engine.approve(nadia.user(), { role: 'administrator' }));
  await nadia.device.engine.checkApproval();
  const space = await arrives(nadia, 'Hôpital');
  await sees(nadia, space, ({ group }) => group?.admin === true && group.mayPost);
});
