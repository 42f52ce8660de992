import type { ConversationRow, MessageRow } from '@sanad/model/engine/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeList } from '../src/device.ts';
import { systemClock } from '../src/node-platform.ts';
import { approve, makePerson, makeWard, openNewBrowser, type TestPerson, waitMs, watchThread } from './support/people.ts';
import { makeServerProcess, type ServerProcess } from './support/server-process.ts';

let server: ServerProcess;
let admin: TestPerson;
const people: TestPerson[] = [];

beforeAll(async () => {
  server = await makeServerProcess();
  [admin] = await makeWard(server);
});
afterAll(async () => {
  for (const person of [...people, admin]) await person?.dispose();
  await server?.dispose();
});

async function colleague(name: string, options: Parameters<typeof makePerson>[2] = {}): Promise<TestPerson> {
  const person = await makePerson(server, name, options);
  people.push(person);
  await approve(admin, person);
  return person;
}
const texts = (rows: readonly MessageRow[]): readonly string[] => rows.map(({ text }) => text);
const has =
  (...wanted: readonly string[]) =>
  (rows: readonly MessageRow[]): boolean =>
    wanted.every((text) => rows.some((row) => row.text === text && row.delivery !== 'queued'));

test('EPOCH-8: the same direct conversation started offline by both becomes one, and nothing is lost', async () => {
  const [amel, youssef] = [await colleague('Amel'), await colleague('Youssef')];
  await amel.directWith(youssef);
  await youssef.directWith(amel);
  await server.stop();
  await amel.say(youssef, 'de Amel, hors ligne');
  await youssef.say(amel, 'de Youssef, hors ligne');
  await server.start();
  await Promise.all([amel.device.engine.retryNow(), youssef.device.engine.retryNow()]);
  const space = await amel.directWith(youssef);
  expect(await youssef.directWith(amel)).toBe(space);
  const isComplete = has('de Amel, hors ligne', 'de Youssef, hors ligne');
  const [a, y] = await Promise.all([amel.thread(space, isComplete), youssef.thread(space, isComplete)]);
  expect(texts(a)).toEqual(texts(y));
});

test('CHAIN-2: a colleague who was approved and never opened the app again finds her messages when she does', async () => {
  const amel = await colleague('Amina');
  const sonia = await makePerson(server, 'Sonia');
  people.push(sonia);
  const user = sonia.user();
  await sonia.stop();
  const approved = await admin.device.engine.approve(user, { role: 'member' });
  expect(approved.ok).toBe(true);
  await amel.device.waitFor(() => amel.device.people().find((person) => person.user === user), waitMs);
  const opened = await amel.device.engine.openDirect(user);
  if (!opened.ok) throw new Error(opened.error.type);
  await amel.device.engine.sendMessage(opened.value, 'Bienvenue', 'medium');
  await amel.thread(opened.value, has('Bienvenue'));
  await sonia.start();
  const rows = await sonia.thread(opened.value, has('Bienvenue'));
  expect(rows[0]).toMatchObject({ text: 'Bienvenue', priority: 'medium', mine: false });
});

test('KEY-7: a new browser with the recovery code alone, nobody else online, has the whole history', async () => {
  const [leila, karim] = [await colleague('Leila'), await colleague('Karim')];
  for (let i = 0; i < 5; i++) {
    await leila.say(karim, `message ${i}`);
    await karim.say(leila, `réponse ${i}`);
  }
  const space = await leila.directWith(karim);
  await leila.thread(space, (rows) => rows.length === 10);
  await karim.thread(space, (rows) => rows.length === 10);
  await karim.stop();
  await leila.stop();

  const browser = await openNewBrowser(server, leila);
  expect(browser.device.state().phase).toBe('needs-recovery');
  const wrong = await browser.device.engine.recover('ABCD-EFGH', 'nouveau');
  expect(wrong).toMatchObject({ ok: false, error: { type: 'mistyped' } });
  const foreign = await browser.device.engine.recover(karim.recoveryCode, 'nouveau');
  expect(foreign).toMatchObject({ ok: false, error: { type: 'wrong-code', isBreakGlass: false } });
  expect(await browser.device.engine.recover(leila.recoveryCode.toLowerCase(), 'nouveau')).toEqual({
    ok: true,
    value: undefined,
  });
  const rows = await watchThread('Leila', browser.device, space, (seen) => seen.length === 10);
  expect(new Set(texts(rows)).size).toBe(10);
  await browser.device.engine.sendMessage(space, 'depuis le nouveau', 'normal');
  await karim.start();
  await karim.thread(space, has('depuis le nouveau'));
  await browser.dispose();
  await leila.start();
});

test('DOC-5: a phone with its clock in 2031 writes under the true time and disturbs nobody', async () => {
  const aheadMs = Date.parse('2031-01-01T00:00:00Z') - Date.now();
  const future = { ...systemClock, nowMs: () => Date.now() + aheadMs };
  const ines = await colleague('Ines', { platform: { clock: future } });
  const ali = await colleague('Ali');
  await ines.say(ali, 'écrit en 2031');
  const space = await ali.directWith(ines);
  const rows = await ali.thread(space, has('écrit en 2031'));
  expect(Math.abs((rows[0]?.sentAtMs ?? 0) - Date.now())).toBeLessThan(60_000);
  await ali.say(ines, 'écrit maintenant');
  const after = await ines.thread(space, has('écrit maintenant'));
  expect(texts(after)).toEqual(['écrit en 2031', 'écrit maintenant']);
  await ines.say(ali, 'et encore');
  expect(texts(await ali.thread(space, has('et encore')))).toEqual(['écrit en 2031', 'écrit maintenant', 'et encore']);
});

test('ENG-4, DIR-1: a profile changed without a network is shown here at once and to colleagues later', async () => {
  const [hela, omar] = [await colleague('Hela'), await colleague('Omar')];
  await omar.device.waitFor(() => omar.device.people().find(({ user }) => user === hela.user()), waitMs);
  await server.stop();
  const changed = await hela.device.engine.updateProfile({ unit: 'Maternité', extension: '412', specialities: ['Échographie'] });
  expect(changed).toMatchObject({ ok: true, value: { unit: 'Maternité', extension: '412', specialities: ['Échographie'] } });
  await hela.stop();
  await server.start();
  await hela.start();
  const kept = await hela.device.waitFor(() => {
    const state = hela.device.state();
    return 'me' in state && state.me.unit === 'Maternité' && hela.device.sync()?.connectivity === 'online' ? true : undefined;
  }, waitMs);
  expect(kept).toBe(true);
  await hela.device.engine.settled();
  await omar.stop();
  await omar.start();
  const seen = await omar.device.waitFor(() => omar.device.people().find(({ unit }) => unit === 'Maternité'), waitMs);
  expect(seen?.extension).toBe('412');
  expect(seen?.specialities).toEqual(['Échographie']);
});

test('MARK-4, ENG-3: what is read on one device is read on the other, and nothing is counted twice', async () => {
  const [sami, rim] = [await colleague('Sami'), await colleague('Rim')];
  for (const text of ['un', 'deux', 'trois']) await sami.say(rim, text, text === 'deux' ? 'urgent' : 'normal');
  const space = await rim.directWith(sami);
  await rim.thread(space, has('un', 'deux', 'trois'));
  const second = await openNewBrowser(server, rim);
  expect((await second.device.engine.recover(rim.recoveryCode, 'second')).ok).toBe(true);
  /** Resolves as soon as the inbox of a device counts so many. */
  const unreadIs = (device: typeof second.device, count: number): Promise<void> =>
    new Promise((resolve) => {
      const list = makeList<ConversationRow, { readonly loading: boolean }>(() => {
        if (list.rows().find(({ id }) => id === space)?.unread === count) resolve();
      });
      void device.engine.onConversations((update) => list.take(update));
    });
  await Promise.all([unreadIs(rim.device, 3), unreadIs(second.device, 3)]);
  const rows = await watchThread('second', second.device, space, (seen) => seen.length === 3);
  const ids = rows.map(({ id }) => id);
  await second.device.engine.markRead(space, ids);
  await Promise.all([unreadIs(rim.device, 0), unreadIs(second.device, 0)]);
  await second.dispose();
});

test('AUTH-8: somebody who was refused is told on the page where she waits', async () => {
  const unknown = await makePerson(server, 'Inconnue');
  people.push(unknown);
  expect(unknown.device.state().phase).toBe('pending');
  expect((await admin.device.engine.refuse(unknown.user())).ok).toBe(true);
  expect(await unknown.device.engine.checkApproval()).toMatchObject({ ok: false, error: { code: 'account/refused' } });
  const told = await unknown.device.waitFor(
    () => (unknown.device.state().phase === 'stopped' ? unknown.device.state() : undefined),
    waitMs,
  );
  expect(told).toMatchObject({ phase: 'stopped', code: 'account/refused' });
});
