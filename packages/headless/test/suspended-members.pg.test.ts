/** What suspended people wrote and lost in groups, read by who comes after: against the real server. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrives, form, must, sees } from './support/group-watch.ts';
import { makeWard, type TestPerson, waitMs } from './support/people.ts';
import { makeServerProcess, type ServerProcess } from './support/server-process.ts';

let server: ServerProcess;
let people: readonly TestPerson[] = [];
beforeAll(async () => {
  server = await makeServerProcess();
  people = await makeWard(server, 'Amel', 'Youssef', 'Sonia', 'Karim');
});
afterAll(async () => {
  for (const person of people) await person.dispose();
  await server?.dispose();
});
const ward = () => people as readonly [TestPerson, TestPerson, TestPerson, TestPerson, TestPerson];

test('EPOCH-20, EPOCH-19 whose device was away while an administrator was suspended and reinstated follows what the others wrote meanwhile', async () => {
  const [admin, , youssef, sonia, karim] = ward();
  const space = await must(youssef.device.engine.createGroup(form('Consignes', sonia, karim)));
  for (const who of [sonia, karim]) await arrives(who, 'Consignes');
  await karim.stop();
  await must(admin.device.engine.suspend(youssef.user()));
  await sees(sonia, space, ({ group }) => group?.members === 2 && group.admin);
  await must(admin.device.engine.reinstate(youssef.user()));
  await must(sonia.device.engine.sendMessage(space, 'sans lui', 'normal'));
  await sonia.device.engine.settled();
  await karim.start();
  await karim.device.waitFor(() => (karim.device.sync()?.connectivity === 'online' ? true : undefined), waitMs);
  const seen = await sees(karim, space, ({ texts }) => texts.includes('sans lui'));
  expect(seen.group?.members).toBe(2);
});

test('EPOCH-20 who joins reads records whose author was suspended since', async () => {
  const [admin, amel, , sonia, karim] = ward();
  const space = await must(amel.device.engine.createGroup(form('Bloc', sonia)));
  await arrives(sonia, 'Bloc');
  await must(amel.device.engine.setAdministrator(space, sonia.user(), true));
  await sees(sonia, space, ({ group }) => group?.admin === true);
  await must(admin.device.engine.suspend(amel.user()));
  await sonia.device.engine.settled();
  await must(sonia.device.engine.addMembers(space, [karim.user()]));
  expect(await arrives(karim, 'Bloc')).toBe(space);
});
