/** Groups whose new members this device does not know yet, against the real server: they wait, and are added by the same device. */
import type { EngineDeps } from '@sanad/model/engine/deps';
import type { UserId } from '@sanad/model/ids';
import { err } from '@sanad/model/result';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrives, form, must, sees } from './support/group-watch.ts';
import { approve, finds, makePerson, type TestPerson, waitMs } from './support/people.ts';
import { makeServerProcess, type ServerProcess } from './support/server-process.ts';

let server: ServerProcess;
const people: TestPerson[] = [];
/** Whose identity chain Amel's device asks for and is not told. */
const lost = new Set<UserId>();
/** By how much her device's clock was put back. */
let behindMs = 0;
const wrap = (deps: EngineDeps): EngineDeps => ({
  ...deps,
  clock: { ...deps.clock, nowMs: () => deps.clock.nowMs() - behindMs },
  http: async (request) =>
    [...lost].some((user) => request.path.includes(`/users/${user}/chain`)) ? err({ type: 'offline' }) : deps.http(request),
});

async function join(name: string, admin: TestPerson): Promise<TestPerson> {
  const person = await makePerson(server, name, name === 'Amel' ? { wrap } : {});
  people.push(person);
  if (name !== 'Amel') lost.add(person.user());
  await approve(admin, person);
  return person;
}
let ward: { readonly admin: TestPerson; readonly amel: TestPerson; readonly youssef: TestPerson };
beforeAll(async () => {
  server = await makeServerProcess();
  const admin = await makePerson(server, 'Admin', { firstAdmin: true });
  people.push(admin);
  const [amel, youssef] = [await join('Amel', admin), await join('Youssef', admin)];
  lost.clear();
  ward = { admin, amel, youssef };
  await restart(amel);
});
afterAll(async () => {
  for (const person of people) await person.dispose();
  await server?.dispose();
});

/** Everything that this device keeps is read again, and the server asked again. */
async function restart(person: TestPerson): Promise<void> {
  await person.stop();
  await person.start();
  await person.device.waitFor(() => (person.device.sync()?.connectivity === 'online' ? true : undefined), waitMs);
  await person.device.engine.settled();
}

test('EPOCH-18 a colleague whose identity is not known here when a group is made waits, also over a restart, and is added once it is', async () => {
  const { admin, amel, youssef } = ward;
  const sonia = await join('Sonia', admin);
  await amel.device.engine.settled();
  const space = await must(amel.device.engine.createGroup(form('Réa – nuit', youssef, sonia)));
  await arrives(youssef, 'Réa – nuit');
  const waiting = { user: sonia.user(), admin: false, waiting: 'add' };
  const before = await sees(amel, space, ({ group }) => group?.waiting === false);
  expect(before.group?.people).toContainEqual(waiting);
  await restart(amel);
  expect((await sees(amel, space, () => true)).group?.people).toContainEqual(waiting);

  // Somebody else is approved: the directory is asked for again, and now her chain comes with it.
  lost.clear();
  await join('Karim', admin);
  expect(await arrives(sonia, 'Réa – nuit')).toBe(space);
  const after = await sees(amel, space, ({ group }) => group?.people.every((one) => one.waiting === undefined) === true);
  expect(after.group?.people.map(({ user }) => user)).toContain(sonia.user());
});

test('EPOCH-18 who is asked into a group that is there waits as well; the others are added at once, and who is taken back is not', async () => {
  const { admin, amel, youssef } = ward;
  const space = await must(amel.device.engine.createGroup(form('Garde')));
  await sees(amel, space, ({ group }) => group?.waiting === false);
  const [leila, nadia] = [await join('Leila', admin), await join('Nadia', admin)];
  await amel.device.engine.settled();
  await must(amel.device.engine.addMembers(space, [youssef.user(), leila.user(), nadia.user()]));
  await arrives(youssef, 'Garde');
  const asked = await sees(
    amel,
    space,
    ({ group }) => group?.people.some((one) => one.user === youssef.user() && one.waiting === undefined) === true,
  );
  expect(asked.group?.people.filter((one) => one.waiting === 'add').map(({ user }) => user)).toEqual([
    leila.user(),
    nadia.user(),
  ]);
  // Whatever her clock says meanwhile: what she wants last counts.
  behindMs = 3_600_000;
  await must(amel.device.engine.removeMember(space, nadia.user()));
  behindMs = 0;
  await sees(amel, space, ({ group }) => group?.people.every(({ user }) => user !== nadia.user()) === true);
  // What is done is not asked for again: somebody else may have removed him since.
  await must(amel.device.engine.setAdministrator(space, youssef.user(), true));
  await sees(youssef, space, ({ group }) => group?.admin === true);

  lost.clear();
  await restart(amel);
  await arrives(leila, 'Garde');
  await amel.device.engine.settled();
  const done = await sees(amel, space, ({ group }) => group?.people.every((one) => one.waiting === undefined) === true);
  expect(done.group?.people.map(({ user }) => user)).not.toContain(nadia.user());
});

test('EPOCH-18 a wish that waited is over when another administrator added her: who is removed after that stays removed', async () => {
  const { admin, amel, youssef } = ward;
  const space = await must(amel.device.engine.createGroup(form('Bloc', youssef)));
  await arrives(youssef, 'Bloc');
  await must(amel.device.engine.setAdministrator(space, youssef.user(), true));
  await sees(youssef, space, ({ group }) => group?.admin === true);
  const [salma, hedi] = [await join('Salma', admin), await join('Hedi', admin)];
  await amel.device.engine.settled();
  await must(amel.device.engine.addMembers(space, [salma.user(), hedi.user()]));
  await amel.device.engine.settled();
  for (const who of [salma, hedi]) await finds(youssef, who);
  await amel.stop();
  await must(youssef.device.engine.addMembers(space, [salma.user()]));
  await arrives(salma, 'Bloc');
  await must(youssef.device.engine.removeMember(space, salma.user()));
  await sees(salma, space, ({ group }) => group?.ended === 'removed');

  lost.clear();
  await amel.start();
  await arrives(hedi, 'Bloc');
  await amel.device.engine.settled();
  const done = await sees(amel, space, ({ group }) => group?.people.every((one) => one.waiting === undefined) === true);
  expect(done.group?.people.map(({ user }) => user).sort()).toEqual([amel.user(), youssef.user(), hedi.user()].sort());
});
