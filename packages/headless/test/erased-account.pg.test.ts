/** An account that ends, against the real server: its groups are left first, and go on without it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrives, form, must, sees } from './support/group-watch.ts';
import { makeWard, openNewBrowser, type TestPerson, waitMs } from './support/people.ts';
import { makeServerProcess, type ServerProcess } from './support/server-process.ts';

let server: ServerProcess;
let people: readonly TestPerson[] = [];
beforeAll(async () => {
  server = await makeServerProcess();
  people = await makeWard(server, 'Amel', 'Youssef', 'Sonia');
});
afterAll(async () => {
  for (const person of people) await person.dispose();
  await server?.dispose();
});

test('ACCOUNT-3, EPOCH-11, EPOCH-12, EPOCH-17 who erases her account leaves all groups first, nobody is left alone with her, and nobody asks for her again', async () => {
  const [admin, amel, youssef, sonia] = people;
  if (admin === undefined || amel === undefined || youssef === undefined || sonia === undefined) throw new Error('nobody');
  const everybody = await must(admin.device.engine.createGroup(form('Hôpital', amel)));
  await must(admin.device.engine.changeGroup(everybody, { everyone: true }));
  for (const who of [amel, youssef, sonia]) await arrives(who, 'Hôpital');
  await sees(youssef, everybody, ({ group }) => group?.members === 4);
  const hers = await must(amel.device.engine.createGroup(form('Bloc', youssef, sonia)));
  for (const who of [youssef, sonia]) await arrives(who, 'Bloc');
  const gone = amel.user();

  // Neither with another password nor without the server anything is left.
  expect(await amel.device.engine.eraseAccount('un autre mot de passe')).toMatchObject({
    error: { type: 'refused', code: 'auth/credentials' },
  });
  await server.stop();
  expect(await amel.device.engine.eraseAccount(amel.password)).toEqual({ ok: false, error: { type: 'offline' } });
  await server.start();
  for (const { device } of people) {
    await device.engine.retryNow();
    await device.waitFor(() => (device.sync()?.connectivity === 'online' ? true : undefined), waitMs);
  }
  await must(amel.device.engine.sendMessage(hers, 'encore là', 'normal'));
  const before = await sees(youssef, hers, ({ texts }) => texts.includes('encore là'));
  expect(before.group?.members).toBe(3);

  await must(amel.device.engine.eraseAccount(amel.password));
  expect(amel.device.state().phase).toBe('signed-out');
  // She was the only administrator there.
  const left = await sees(youssef, hers, ({ group }) => group?.members === 2 && group.people.some((one) => one.admin));
  expect(left.rows.some((row) => row.type === 'event' && row.event.left.includes(gone))).toBe(true);
  for (const who of [admin, youssef, sonia]) await sees(who, everybody, ({ group }) => group?.members === 3);
  await admin.device.engine.settled();
  await must(admin.device.engine.sendMessage(everybody, 'à tous', 'normal'));
  const later = await sees(sonia, everybody, ({ texts }) => texts.includes('à tous'));
  expect(later.group?.people.map(({ user }) => user)).not.toContain(gone);
});

test('ACCOUNT-4 the last administrator leaves no group by trying', async () => {
  const [admin, , youssef] = people;
  if (admin === undefined || youssef === undefined) throw new Error('nobody');
  const hers = await must(admin.device.engine.createGroup(form('Direction', youssef)));
  await arrives(youssef, 'Direction');
  expect(await admin.device.engine.eraseAccount(admin.password)).toMatchObject({
    error: { type: 'refused', code: 'account/last-administrator' },
  });
  await must(admin.device.engine.sendMessage(hers, 'toujours là', 'normal'));
  const seen = await sees(youssef, hers, ({ texts }) => texts.includes('toujours là'));
  expect(seen.group?.members).toBe(2);
});

test('EPOCH-19, EPOCH-12 where the only administrator of a group is suspended and nobody else may write, the next one leads it at once', async () => {
  const [admin, , youssef, sonia] = people;
  if (admin === undefined || youssef === undefined || sonia === undefined) throw new Error('nobody');
  const space = await must(youssef.device.engine.createGroup(form('Consignes', sonia)));
  await must(youssef.device.engine.changeGroup(space, { posting: 'administrators' }));
  await sees(sonia, space, ({ group }) => group?.posting === 'administrators' && group.mayPost === false);
  await must(admin.device.engine.suspend(youssef.user()));
  const led = await sees(sonia, space, ({ group }) => group?.members === 1 && group.admin && group.mayPost);
  expect(led.group?.people.map(({ user }) => user)).toEqual([sonia.user()]);
  await must(admin.device.engine.reinstate(youssef.user()));
  await must(youssef.device.engine.signIn(youssef.email, youssef.password));
  await youssef.device.waitFor(() => (youssef.device.sync()?.connectivity === 'online' ? true : undefined), waitMs);
});

test('ACCOUNT-3, ACCOUNT-6, EPOCH-17 who erases from a browser without a device of hers signs nothing: groups of everybody go on without her, the others once the organisation says that she is gone', async () => {
  const [admin, , youssef, sonia] = people;
  if (admin === undefined || youssef === undefined || sonia === undefined) throw new Error('nobody');
  const gone = sonia.user();
  const everybody = await arrives(youssef, 'Hôpital');
  const hers = await must(sonia.device.engine.createGroup(form('Pansements', youssef)));
  await arrives(youssef, 'Pansements');
  await must(sonia.device.engine.changeGroup(hers, { posting: 'administrators' }));
  await sees(youssef, hers, ({ group }) => group?.mayPost === false);
  // Amel left her groups herself: what the chain says of her is all that is left.
  const before = await must(admin.device.engine.departedPeople());
  expect(before.map(({ person }) => person?.name)).toEqual(['Amel']);

  const browser = await openNewBrowser(server, sonia);
  await must(browser.device.engine.eraseAccount(sonia.password));
  expect(browser.device.state().phase).toBe('signed-out');
  await browser.dispose();

  const isGone = await youssef.device.waitFor(
    () => youssef.device.people().find(({ user, gone: is }) => user === gone && is),
    waitMs,
  );
  expect(isGone?.name).toBe('Sonia');
  await sees(youssef, everybody, ({ group }) => group !== undefined && !group.people.some(({ user }) => user === gone));
  // Of this group nobody but her could say who belongs to it.
  expect((await sees(youssef, hers, () => true)).group).toMatchObject({ members: 2, mayPost: false });
  const departed = await must(admin.device.engine.departedPeople());
  expect(departed.map(({ user }) => user)).toContain(gone);
  for (const { user } of departed) await must(admin.device.engine.suspend(user));
  expect(await must(admin.device.engine.departedPeople())).toEqual([]);
  const led = await sees(youssef, hers, ({ group }) => group?.members === 1 && group.admin && group.mayPost);
  expect(led.group?.people.map(({ user }) => user)).toEqual([youssef.user()]);
  // Nothing brings her back.
  expect(await admin.device.engine.reinstate(gone)).toMatchObject({ ok: false });
});
