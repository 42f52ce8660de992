/** A group of everybody against the real server: who is there, who is approved later, who is suspended, who leads it. */
import { decodeCbor, encodeCbor } from '@sanad/model/cbor';
import type { EngineDeps } from '@sanad/model/engine/deps';
import type { UserId } from '@sanad/model/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrives, form, must, sees } from './support/group-watch.ts';
import { approve, makePerson, type TestPerson, waitMs } from './support/people.ts';
import { makeServerProcess, type ServerProcess } from './support/server-process.ts';

let server: ServerProcess;
let people: TestPerson[] = [];
/** Whom the directory does not name to the first administrator's device. */
const hidden = new Set<UserId>();
const hiding = (deps: EngineDeps): EngineDeps => ({
  ...deps,
  async http(request) {
    const answer = await deps.http(request);
    if (!answer.ok || hidden.size === 0 || !request.path.endsWith('/directory')) return answer;
    const decoded = decodeCbor(answer.value.body, 1 << 24);
    const { people: all } = (decoded.ok ? decoded.value : {}) as { people: readonly { user: UserId }[] };
    const body = encodeCbor({ people: all.filter(({ user }) => !hidden.has(user)) });
    return { ok: true, value: { ...answer.value, body } };
  },
});
beforeAll(async () => {
  server = await makeServerProcess();
  const admin = await makePerson(server, 'Admin', { firstAdmin: true, wrap: hiding });
  people = [admin];
  for (const name of ['Amel', 'Youssef']) {
    const person = await makePerson(server, name);
    await approve(admin, person);
    people.push(person);
  }
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

test('EPOCH-17 a server that says of administrators that their accounts are gone takes none of them out of the group', async () => {
  const [admin, amel, , , nadia] = people;
  if (admin === undefined || amel === undefined || nadia === undefined) throw new Error('nobody');
  const space = await arrives(nadia, 'Hôpital');
  for (const { user } of [admin, nadia]) hidden.add(user());
  const leila = await makePerson(server, 'Leila');
  people.push(leila);
  await approve(admin, leila);
  await arrives(leila, 'Hôpital');
  await admin.device.waitFor(() => admin.device.people().find(({ user, gone }) => user === nadia.user() && gone), waitMs);
  await admin.device.engine.settled();
  const seen = await sees(amel, space, ({ group }) => group?.people.some(({ user }) => user === leila.user()) === true);
  const heads = seen.group?.people.filter((one) => one.admin).map(({ user }) => user) ?? [];
  expect([...heads].sort()).toEqual([admin.user(), nadia.user()].sort());
});
