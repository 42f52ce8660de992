/**
 * Somebody without device and code against the real server (RESET-1 … RESET-9): asked for, confirmed by an administrator, given the keys of
 * each space by a member of it, and by nobody else.
 */
import { hexToBytes } from '@sanad/model/bytes';
import { decodeCbor, encodeCbor } from '@sanad/model/cbor';
import type { EngineState, ThreadRow } from '@sanad/model/engine/api';
import type { SpaceId, UserId } from '@sanad/model/ids';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Device } from '../src/device.ts';
import { connectDatabase } from './support/database.ts';
import { form, knows, must, sees, watch } from './support/group-watch.ts';
import { makePerson, makeWard, openNewBrowser, type TestPerson, waitMs } from './support/people.ts';
import { makeServerProcess, type ServerProcess } from './support/server-process.ts';

let server: ServerProcess;
let database: pg.Client;
let ward: readonly TestPerson[];
beforeAll(async () => {
  server = await makeServerProcess();
  ward = await makeWard(server, 'Amel', 'Youssef', 'Leila', 'Sonia', 'Karim');
  database = await connectDatabase(server);
});
afterAll(async () => {
  await database?.end();
  for (const person of ward ?? []) await person.dispose();
  await server?.dispose();
});
function person(i: number): TestPerson {
  const found = ward[i];
  if (found === undefined) throw new Error('nobody');
  return found;
}

const typed = (codes: { readonly recoveryCode: readonly string[]; readonly askedGroups: readonly [number, number] }) =>
  codes.askedGroups.map((group) => codes.recoveryCode[group] ?? '') as [string, string];
const inPhase = async <P extends EngineState['phase']>({ state, waitFor }: Device, phase: P) => {
  const found = await waitFor(() => (state().phase === phase ? state() : undefined), waitMs);
  if (found === undefined) throw new Error(`still ${JSON.stringify(state())}`);
  return found as Extract<EngineState, { readonly phase: P }>;
};

/** Asks on a new browser, and is confirmed there by this administrator. */
async function reset(who: TestPerson, admin: TestPerson) {
  const browser = await openNewBrowser(server, who);
  const codes = await must(browser.device.engine.beginReset('Nouveau téléphone'));
  await must(browser.device.engine.completeReset(typed(codes)));
  const { comparisonCode } = await inPhase(browser.device, 'resetting');
  const asked = (await must(admin.device.engine.resetRequests())).find(({ user }) => user === who.user());
  if (asked === undefined) throw new Error('nobody asks');
  expect(asked.comparisonCode).toBe(comparisonCode);
  await must(admin.device.engine.confirmReset(asked.user, asked.device));
  await must(browser.device.engine.checkReset());
  await inPhase(browser.device, 'ready');
  return { ...browser, recoveryCode: codes.recoveryCode.join('-'), asked };
}

/** Key generations that the newest key of a space is granted to, as the server has them. */
async function grantedTo(space: SpaceId, user: UserId): Promise<readonly number[]> {
  const { rows } = await database.query<{ gen: number }>(
    'select uk_gen as gen from epoch_grant where space_id = $1 and user_id = $2 order by idx',
    [hexToBytes(space), user],
  );
  return rows.map(({ gen }) => gen);
}
const lists = (device: Device, space: SpaceId, isSo: (locked: boolean, last: string | undefined) => boolean): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('not listed so')), waitMs);
    const stop = device.engine.onConversations((update) => {
      const rows = update.type === 'reset' ? update.rows : update.put;
      if (!rows.some((row) => row.id === space && isSo(row.locked, row.last?.text))) return;
      clearTimeout(timer);
      void stop.then((end) => end());
      resolve();
    });
  });

test('RESET-1 … RESET-8 she has neither device nor code: an administrator confirms her, colleagues give the history back', async () => {
  const [admin, amel, youssef, leila] = [person(0), person(1), person(2), person(3)];
  const direct = await amel.directWith(youssef);
  await must(amel.device.engine.sendMessage(direct, 'avant la perte', 'normal'));
  const group = await must(youssef.device.engine.createGroup(form('Garde', amel, leila)));
  await knows(amel, group, 'Garde');
  await must(leila.device.engine.sendMessage(group, 'dans le groupe', 'normal'));
  await sees(amel, group, ({ texts }) => texts.includes('dans le groupe'));
  await must(amel.device.engine.archiveConversation(group, true));
  await amel.device.engine.settled();

  const renewed = await reset(amel, admin);
  expect(renewed.asked).toMatchObject({ name: 'Amel', label: 'Nouveau téléphone', conversations: 1, groups: 1, devices: 1 });
  expect(await must(admin.device.engine.resetRequests())).toEqual([]);
  // RESET-4: the device of before empties itself, and says why.
  expect(await inPhase(amel.device, 'stopped')).toMatchObject({ code: 'device/revoked', isEmptied: true, isReset: true });

  // RESET-8, RESET-6: colleagues are told; what they write goes on, and nothing is sealed to the new key.
  const isChanged = (row: ThreadRow): boolean => row.type === 'event' && row.event.identity !== undefined;
  await sees(youssef, direct, ({ rows }) => rows.some(isChanged));
  await sees(leila, group, ({ rows }) => rows.some(isChanged));
  await must(youssef.device.engine.sendMessage(direct, 'pendant', 'normal'));
  await must(leila.device.engine.sendMessage(group, 'pendant, groupe', 'normal'));
  await sees(youssef, group, ({ texts }) => texts.includes('pendant, groupe'));
  await Promise.all([youssef, leila].map(({ device }) => device.engine.settled()));
  expect([await grantedTo(direct, amel.user()), await grantedTo(group, amel.user())]).toEqual([[0], [0]]);
  // RESET-7: she sees which conversations there are, and that they wait. What she writes waits as well.
  await lists(renewed.device, direct, (locked) => locked);
  await lists(renewed.device, group, (locked) => locked);
  await must(renewed.device.engine.sendMessage(direct, 'me revoici', 'normal'));
  expect(renewed.device.sync()?.stopped ?? []).toEqual([]);

  // A member of a space speaks for that space alone.
  await must(leila.device.engine.acceptIdentity(amel.user()));
  const back = await watch(renewed.device, group, ({ texts }) => texts.includes('pendant, groupe'));
  expect(back.texts).toEqual(['dans le groupe', 'pendant, groupe']);
  expect(await grantedTo(group, amel.user())).toEqual([0, 1]);
  expect(await grantedTo(direct, amel.user())).toEqual([0]);
  await must(youssef.device.engine.acceptIdentity(amel.user()));
  await watch(renewed.device, direct, ({ texts }) => texts.includes('pendant') && texts.includes('avant la perte'));
  await sees(youssef, direct, ({ texts }) => texts.includes('me revoici'));
  expect(await grantedTo(direct, amel.user())).toEqual([0, 1]);
  await lists(renewed.device, group, (locked, last) => !locked && last === 'pendant, groupe');
  // RESET-4: what was hers alone is gone: another private space, and nothing of the old one.
  expect((await database.query("select 1 from space where kind = 'private'")).rowCount).toBe(ward.length);

  // The code of before opens nothing any more, the new one does: also where the administrators are not known yet (CHAIN-7).
  const third = await openNewBrowser(server, amel);
  expect(await third.device.engine.recover(amel.recoveryCode, 'x')).toMatchObject({ error: { type: 'spent-code' } });
  await must(third.device.engine.recover(renewed.recoveryCode, 'Tablette'));
  await watch(third.device, direct, ({ texts }) => texts.includes('avant la perte') && texts.includes('me revoici'));
  for (const one of [renewed, third]) await one.dispose();
});

test('RESET-6 two who confirm at once write one key; a group that asks nobody gives it back by itself, a conversation never does', async () => {
  const [admin, youssef, leila, sonia] = [person(0), person(2), person(3), person(4)];
  const direct = await sonia.directWith(leila);
  await must(sonia.device.engine.sendMessage(direct, 'à deux', 'normal'));
  const asking = await must(youssef.device.engine.createGroup(form('Demande', sonia, leila)));
  const open = await must(youssef.device.engine.createGroup(form('Ouvert', sonia, leila)));
  await must(youssef.device.engine.changeGroup(open, { regrant: 'automatic' }));
  for (const [space, name] of [
    [asking, 'Demande'],
    [open, 'Ouvert'],
  ] as const) {
    await must(youssef.device.engine.sendMessage(space, `dans ${name}`, 'normal'));
    for (const one of [leila, sonia]) await knows(one, space, name);
  }
  await sees(leila, open, ({ group }) => group?.regrant === 'automatic');
  await sees(leila, direct, ({ texts }) => texts.includes('à deux'));
  const renewed = await reset(sonia, admin);
  await watch(renewed.device, open, ({ texts }) => texts.includes('dans Ouvert'));
  expect(await grantedTo(open, sonia.user())).toEqual([0, 1]);
  expect([await grantedTo(asking, sonia.user()), await grantedTo(direct, sonia.user())]).toEqual([[0], [0]]);

  // A rotation that is due for another reason goes on meanwhile: she stands in it as the identity of before.
  await must(youssef.device.engine.removeMember(asking, leila.user()));
  await sees(youssef, asking, ({ group }) => group?.people.length === 2);
  expect(await grantedTo(asking, sonia.user())).toEqual([0, 0]);
  await must(youssef.device.engine.addMembers(asking, [leila.user()]));
  await sees(leila, asking, ({ group }) => group?.people.length === 3 && group.ended === undefined);

  await Promise.all([youssef, leila].map(({ device }) => must(device.engine.acceptIdentity(sonia.user()))));
  await watch(renewed.device, asking, ({ texts }) => texts.includes('dans Demande'));
  await watch(renewed.device, direct, ({ texts }) => texts.includes('à deux'));
  expect(await grantedTo(asking, sonia.user())).toEqual([0, 0, 1]);
  await renewed.dispose();
});

test('RESET-1, RESET-3 the waiting page survives a restart; what was signed for other keys is not taken', async () => {
  const [admin, karim] = [person(0), person(5)];
  const { user } = (await inPhase(karim.device, 'ready')).me;
  let lie: ((body: Uint8Array) => Uint8Array) | undefined;
  const sent: string[] = [];
  const first = await openNewBrowser(server, karim, (deps) => ({
    ...deps,
    async http(request) {
      if (request.method === 'POST') sent.push(request.path);
      const answer = await deps.http(request);
      const isChanged = lie !== undefined && answer.ok && request.path.endsWith('/me/reset') && request.method === 'GET';
      return isChanged && lie ? { ...answer, value: { ...answer.value, body: lie(answer.value.body) } } : answer;
    },
  }));
  const codes = await must(first.device.engine.beginReset('Le mien'));
  expect(await first.device.engine.completeReset(['AAAA', 'BBBB'])).toEqual({ ok: false, error: { type: 'groups-differ' } });
  await must(first.device.engine.completeReset(typed(codes)));
  const [mine] = await must(admin.device.engine.resetRequests());
  // Somebody who has his password asks as well; the administrator is deceived, and so the server has a signature for those keys.
  const stranger = await openNewBrowser(server, karim);
  await must(stranger.device.engine.completeReset(typed(await must(stranger.device.engine.beginReset('Le mien')))));
  const [theirs] = await must(admin.device.engine.resetRequests());
  if (mine === undefined || theirs === undefined) throw new Error('nobody asks');
  expect(theirs.comparisonCode).not.toBe(mine.comparisonCode);
  expect(await admin.device.engine.confirmReset(user, mine.device)).toEqual({ ok: false, error: { type: 'unknown-person' } });
  await must(admin.device.engine.confirmReset(user, theirs.device));
  lie = (body) => {
    const decoded = decodeCbor(body, 64 * 1024);
    const state = decoded.ok ? (decoded.value as { readonly offer?: object }) : {};
    return encodeCbor({ ...state, device: mine.device, ...(state.offer && { offer: { ...state.offer, device: mine.device } }) });
  };
  await must(first.device.engine.checkReset());
  expect(await inPhase(first.device, 'resetting')).toMatchObject({ answer: 'waiting' });
  expect(sent.filter((path) => path.endsWith('/me/chain'))).toEqual([]);
  // It asked for its own keys anew: the other browser is told that it is over, and the request that stands is this one.
  lie = undefined;
  await must(stranger.device.engine.checkReset());
  expect(await inPhase(stranger.device, 'resetting')).toMatchObject({ answer: 'over' });
  await must(stranger.device.engine.cancelReset());
  expect((await must(admin.device.engine.resetRequests())).map(({ device }) => device)).toEqual([mine.device]);

  await must(admin.device.engine.refuseReset(user));
  await must(first.device.engine.checkReset());
  expect(await inPhase(first.device, 'resetting')).toMatchObject({ answer: 'refused' });
  await must(first.device.engine.cancelReset());
  await inPhase(first.device, 'needs-recovery');
  for (const one of [first, stranger]) await one.dispose();

  // On his own telephone, which he signed out; it is closed while he waits.
  await karim.device.engine.signOut({ force: true });
  await must(karim.device.engine.signIn(karim.email, karim.password));
  await must(karim.device.engine.completeReset(typed(await must(karim.device.engine.beginReset('Téléphone')))));
  const waiting = await inPhase(karim.device, 'resetting');
  await karim.stop();
  const asked = (await must(admin.device.engine.resetRequests())).find((one) => one.user === user);
  if (asked === undefined) throw new Error('nobody asks');
  await must(admin.device.engine.confirmReset(user, asked.device));
  await karim.start();
  expect(asked.comparisonCode).toBe(waiting.comparisonCode);
  await inPhase(karim.device, 'ready');
});

test('CHAIN-7 two administrators who reset one another: a device that meets both verifies both', async () => {
  const [salma, leila] = [person(0), person(3)];
  const leilaId = leila.user();
  await leila.stop();
  const nadia = await makePerson(server, 'Nadia');
  await must(salma.device.engine.approve(nadia.user(), { role: 'administrator' }));
  await nadia.device.engine.checkApproval();
  await inPhase(nadia.device, 'ready');
  const renewedNadia = await reset(nadia, salma);
  const nadias: TestPerson = { ...nadia, device: renewedNadia.device, recoveryCode: renewedNadia.recoveryCode };
  await inPhase(renewedNadia.device, 'ready');
  await renewedNadia.device.waitFor(() => renewedNadia.device.people().find(({ user }) => user === salma.user()), waitMs);
  const renewedSalma = await reset(salma, nadias);
  // The new device of the first administrator signs for the organisation: everybody follows.
  const omar = await makePerson(server, 'Omar');
  await renewedSalma.device.waitFor(() => renewedSalma.device.people().find(({ user }) => user === nadia.user()), waitMs);
  await must(renewedSalma.device.engine.approve(omar.user(), { role: 'member' }));
  await omar.device.engine.checkApproval();
  await inPhase(omar.device, 'ready');
  const trusts = (device: Device, user: UserId) =>
    device.waitFor(() => device.people().find((one) => one.user === user && one.trust === 'bound'), waitMs);
  for (const user of [salma.user(), nadia.user(), leilaId]) expect(await trusts(omar.device, user)).toBeDefined();
  const again = await openNewBrowser(server, salma);
  await must(again.device.engine.recover(renewedSalma.recoveryCode, 'Encore un'));
  for (const user of [nadia.user(), omar.user()]) expect(await trusts(again.device, user)).toBeDefined();
  // A device that was away all the time, and has met neither this administrator nor her new device, verifies it and empties itself.
  const renewedLeila = await reset({ ...leila, user: () => leilaId }, nadias);
  await leila.start();
  expect(await inPhase(leila.device, 'stopped')).toMatchObject({ isEmptied: true, isReset: true });
  await renewedLeila.dispose();
  for (const one of [again, renewedSalma, renewedNadia, nadia, omar]) await one.dispose();
});
