/** Groups against the real server: made offline, joined, left, changed by two at once; edits and recalls between people. */
import type { MessageId } from '@sanad/model/ids';
import { err } from '@sanad/model/result';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { messagesIn } from '../src/device.ts';
import { arrives, form, knows, lastIs, lists, must, sees, watch } from './support/group-watch.ts';
import { makeWard, openNewBrowser, type TestPerson, waitMs } from './support/people.ts';
import { makeServerProcess, type ServerProcess } from './support/server-process.ts';

let server: ServerProcess;
let ward: readonly TestPerson[];
beforeAll(async () => {
  server = await makeServerProcess();
  ward = await makeWard(server, 'Amel', 'Youssef', 'Sonia', 'Karim');
});
afterAll(async () => {
  for (const person of ward ?? []) await person.dispose();
  await server?.dispose();
});
const person = (i: number): TestPerson => {
  const found = ward[i];
  if (found === undefined) throw new Error('nobody');
  return found;
};
const [amel, youssef, sonia, karim] = [1, 2, 3, 4].map((i) => () => person(i)) as [
  () => TestPerson,
  () => TestPerson,
  () => TestPerson,
  () => TestPerson,
];

test('EPOCH-14 a group that was made without a network is there at once, and reaches the others with its name and messages', async () => {
  await amel().stop();
  await amel().start({});
  const { engine } = amel().device;
  await server.stop();
  await amel().device.waitFor(() => (amel().device.sync()?.connectivity === 'offline' ? true : undefined), waitMs);
  const space = await must(engine.createGroup(form('Réa – nuit', youssef(), sonia())));
  await must(engine.sendMessage(space, 'lit 4 surveillé', 'medium'));
  const mine = await sees(amel(), space, ({ texts }) => texts.length === 1);
  expect(mine.group).toMatchObject({ name: 'Réa – nuit', members: 3, waiting: true, admin: true });
  await server.start();
  await engine.retryNow();
  for (const who of [youssef(), sonia()]) {
    await who.device.engine.retryNow();
    expect(await arrives(who, 'Réa – nuit')).toBe(space);
    const seen = await sees(who, space, ({ texts }) => texts.includes('lit 4 surveillé'));
    expect(seen.group).toMatchObject({ members: 3, admin: false, waiting: false });
    expect(seen.rows.some((row) => row.type === 'event' && row.event.created)).toBe(true);
  }
});

test('EPOCH-13, EPOCH-15 members come and go: who was removed reads nothing newer, and is told so', async () => {
  const space = await must(amel().device.engine.createGroup(form('Garde', youssef(), sonia())));
  await arrives(sonia(), 'Garde');
  await must(amel().device.engine.sendMessage(space, 'avant', 'normal'));
  await sees(sonia(), space, ({ texts }) => texts.includes('avant'));

  await must(amel().device.engine.addMembers(space, [karim().user()]));
  await arrives(karim(), 'Garde');
  await sees(karim(), space, ({ texts }) => texts.includes('avant'));

  await must(amel().device.engine.removeMember(space, sonia().user()));
  const gone = await sees(sonia(), space, ({ group }) => group?.ended === 'removed');
  expect(gone.texts).toEqual(['avant']);
  expect(await sonia().device.engine.sendMessage(space, 'encore', 'normal')).toEqual({
    ok: false,
    error: { type: 'not-member' },
  });
  await must(amel().device.engine.sendMessage(space, 'après', 'normal'));
  const seen = await sees(youssef(), space, ({ texts }) => texts.includes('après'));
  expect(seen.rows.some((row) => row.type === 'event' && row.event.removed.includes(sonia().user()) && row.event.rekeyed)).toBe(
    true,
  );
  expect((await sees(sonia(), space, () => true)).texts).toEqual(['avant']);

  await must(youssef().device.engine.leaveGroup(space));
  await sees(amel(), space, ({ group }) => group?.members === 2);
  const left = await sees(karim(), space, ({ rows }) =>
    rows.some((row) => row.type === 'event' && row.event.left.includes(youssef().user())),
  );
  expect(left.group?.people.map(({ user }) => user).sort()).toEqual([amel().user(), karim().user()].sort());
});

test('EPOCH-11 a leave whose answer was lost is not said again when somebody let her in anew', async () => {
  const space = await must(amel().device.engine.createGroup(form('Aller-retour', youssef())));
  let isLost = true;
  const phone = await openNewBrowser(server, youssef(), (deps) => ({
    ...deps,
    async http(request) {
      const answer = await deps.http(request);
      return isLost && request.path.endsWith('/leave') ? err({ type: 'offline' }) : answer;
    },
  }));
  await must(phone.device.engine.recover(youssef().recoveryCode, 'téléphone'));
  await watch(phone.device, space, ({ group }) => group?.members === 2);
  await must(phone.device.engine.leaveGroup(space));
  await sees(amel(), space, ({ group }) => group?.members === 1);
  await must(amel().device.engine.addMembers(space, [youssef().user()]));
  await watch(phone.device, space, ({ group }) => group?.ended === undefined && group?.members === 2);
  isLost = false;
  await phone.device.engine.retryNow();
  await must(phone.device.engine.sendMessage(space, 'je reste', 'normal'));
  await sees(amel(), space, ({ texts }) => texts.includes('je reste'));
  await phone.device.engine.settled();
  expect((await sees(amel(), space, () => true)).group?.members).toBe(2);
  await phone.dispose();
});

test('EPOCH-12 the only administrator leaves: another member becomes one and can change the group', async () => {
  const space = await must(amel().device.engine.createGroup(form('Bloc', youssef(), sonia())));
  for (const who of [youssef(), sonia()]) await arrives(who, 'Bloc');
  await must(amel().device.engine.leaveGroup(space));
  const seen = await sees(youssef(), space, ({ group }) => group?.members === 2 && group.people.some(({ admin }) => admin));
  const heir = seen.group?.people.find(({ admin }) => admin)?.user === youssef().user() ? youssef() : sonia();
  await sees(heir, space, ({ group }) => group?.admin === true);
  await must(heir.device.engine.changeGroup(space, { name: 'Bloc 2' }));
  await knows(heir === youssef() ? sonia() : youssef(), space, 'Bloc 2');
});

test('EPOCH-13 two administrators at once converge: what both asked for is done', async () => {
  const space = await must(amel().device.engine.createGroup(form('Pharmacie', youssef())));
  await arrives(youssef(), 'Pharmacie');
  await must(amel().device.engine.setAdministrator(space, youssef().user(), true));
  await sees(youssef(), space, ({ group }) => group?.admin === true);
  await Promise.all([
    must(amel().device.engine.addMembers(space, [sonia().user()])),
    must(youssef().device.engine.addMembers(space, [karim().user()])),
  ]);
  for (const who of [amel(), youssef()])
    await sees(who, space, ({ group }) => group?.members === 4 && group.people.every(({ waiting }) => waiting === undefined));
  for (const who of [sonia(), karim()]) await arrives(who, 'Pharmacie');
});

test('DOC-12 only administrators change a group, and only they write where it is so', async () => {
  const space = await must(amel().device.engine.createGroup(form('Annonces', youssef())));
  await arrives(youssef(), 'Annonces');
  expect(await youssef().device.engine.changeGroup(space, { name: 'Autre' })).toEqual({
    ok: false,
    error: { type: 'not-allowed' },
  });
  expect(await youssef().device.engine.removeMember(space, amel().user())).toEqual({ ok: false, error: { type: 'not-allowed' } });
  await must(amel().device.engine.changeGroup(space, { posting: 'administrators', forwarding: false }));
  await sees(youssef(), space, ({ group }) => group?.mayPost === false);
  // In the list as well: nothing is offered to be shared or forwarded there.
  await lists(youssef(), (rows) => rows.some((row) => row.id === space && row.kind === 'group' && !row.group.mayPost));
  expect(await youssef().device.engine.sendMessage(space, 'non', 'normal')).toEqual({
    ok: false,
    error: { type: 'not-allowed' },
  });
  await must(amel().device.engine.sendMessage(space, 'réunion 14h', 'normal'));
  const seen = await sees(youssef(), space, ({ texts }) => texts.length === 1);
  const [message] = messagesIn(seen.rows);
  const direct = await youssef().directWith(amel());
  expect(await youssef().device.engine.forwardMessage(space, message?.id ?? ('' as never), direct)).toEqual({
    ok: false,
    error: { type: 'forward-not-allowed' },
  });
});

test('DOC-10, DOC-11, MARK-8 reply, mention, reaction, edit and recall reach everybody; receipts count people and say when', async () => {
  const space = await must(amel().device.engine.createGroup(form('Étage', youssef(), sonia())));
  for (const who of [youssef(), sonia()]) await arrives(who, 'Étage');
  const asked = await must(
    amel().device.engine.sendMessage(space, 'qui prend le lit 7 ?', 'normal', { mentions: [youssef().user()] }),
  );
  const first = await sees(youssef(), space, ({ texts }) => texts.length === 1);
  const [question] = messagesIn(first.rows);
  if (question === undefined) throw new Error('a message');
  expect(question.mentions).toEqual([youssef().user()]);
  await must(youssef().device.engine.markRead(space, [asked]));
  await must(
    youssef().device.engine.sendMessage(space, 'moi', 'normal', { replyTo: { id: asked, sentAtMs: question.sentAtMs } }),
  );
  await must(youssef().device.engine.react(space, asked, 'coming'));
  const answered = await sees(amel(), space, ({ rows }) => {
    const [mine] = messagesIn(rows);
    return rows.length > 1 && mine?.reactions[0]?.word === 'coming' && mine.seenBy?.read === 1;
  });
  expect(messagesIn(answered.rows)[1]?.replyTo?.found).toMatchObject({ text: 'qui prend le lit 7 ?', author: amel().user() });
  const info = await must(amel().device.engine.receipts(space, asked));
  const his = info.find(({ user }) => user === youssef().user());
  expect(his?.state).toBe('read');
  for (const atMs of [his?.deliveredAtMs, his?.readAtMs]) expect(Math.abs((atMs ?? 0) - question.sentAtMs)).toBeLessThan(waitMs);
  expect(his?.deliveredAtMs).toBeLessThanOrEqual(his?.readAtMs ?? 0);
  await must(amel().device.engine.editMessage(space, asked, 'qui prend le lit 8 ?', []));
  const edited = await sees(sonia(), space, ({ texts }) => texts.includes('qui prend le lit 8 ?'));
  expect(messagesIn(edited.rows)[0]?.edited?.earlier.map(({ text }) => text)).toEqual(['qui prend le lit 7 ?']);
  expect(await sonia().device.engine.recallMessage(space, asked)).toEqual({ ok: false, error: { type: 'not-allowed' } });
  await must(amel().device.engine.recallMessage(space, asked));
  const recalled = await sees(sonia(), space, ({ rows }) => messagesIn(rows)[0]?.recalledAtMs !== undefined);
  expect(recalled.texts).toEqual(['', 'moi']);
  // In her own list as well: the last message was edited and taken back by herself.
  const last = await must(amel().device.engine.sendMessage(space, 'dernier', 'normal'));
  await sees(amel(), space, ({ rows }) => messagesIn(rows).some(({ id, delivery }) => id === last && delivery !== 'queued'));
  await must(amel().device.engine.editMessage(space, last, 'le dernier', []));
  await lastIs(amel(), space, ({ text }) => text === 'le dernier');
  await must(amel().device.engine.recallMessage(space, last));
  for (const who of [amel(), sonia()]) await lastIs(who, space, ({ recalled, text }) => recalled && text === '');
  const mine = await sees(amel(), space, () => true);
  expect(mine.rows.filter((row) => row.type === 'event' && row.event.created).length).toBe(1);
  expect(messagesIn(recalled.rows)[1]?.replyTo?.found).toMatchObject({ recalled: true, text: '' });
});

test('EPH-1 colleagues see that somebody is writing, until she sent it', async () => {
  const space = await must(amel().device.engine.createGroup(form('Écrit', youssef())));
  await arrives(youssef(), 'Écrit');
  await youssef().device.engine.noteTyping(space);
  await sees(amel(), space, ({ typing }) => typing.includes(youssef().user()));
  await must(youssef().device.engine.sendMessage(space, 'voilà', 'normal'));
  await sees(amel(), space, ({ typing, texts }) => texts.length === 1 && typing.length === 0);
});

test('DOC-13 mute, archive and stars follow to her other devices', async () => {
  const space = await must(amel().device.engine.createGroup(form('Calme', youssef())));
  await arrives(youssef(), 'Calme');
  const { engine } = youssef().device;
  const message = await must(amel().device.engine.sendMessage(space, 'à retenir', 'normal'));
  await sees(youssef(), space, ({ texts }) => texts.length === 1);
  await must(engine.muteConversation(space, Date.now() + 3_600_000));
  await must(engine.archiveConversation(space, true));
  await must(engine.starMessage(space, message, true));
  await must(engine.starMessage(space, message, false));
  await must(engine.starMessage(space, message, true));
  await youssef().device.engine.settled();
  const browser = await openNewBrowser(server, youssef());
  await must(browser.device.engine.recover(youssef().recoveryCode, 'autre'));
  const seen = await watch(browser.device, space, ({ rows, muted }) => muted && messagesIn(rows)[0]?.starred === true);
  expect(seen.muted).toBe(true);
  await browser.dispose();
});

test('SEARCH-1, SEARCH-3 search finds in French and Arabic what is there now, and nothing that was edited away or recalled', async () => {
  const space = await must(amel().device.engine.createGroup(form('Recherche', youssef())));
  await arrives(youssef(), 'Recherche');
  const texts = ['Patient du lit 12 : œdème aigu', 'مريض في مستشفى الرابطة', 'Dose d’adrénaline', 'à oublier vite'];
  const ids: MessageId[] = [];
  for (const text of texts)
    ids.push(await must(amel().device.engine.sendMessage(space, text, text.startsWith('Dose') ? 'urgent' : 'normal')));
  const [, , dose, gone] = ids;
  if (dose === undefined || gone === undefined) throw new Error('four messages');
  await sees(youssef(), space, (seen) => seen.texts.length === 4);
  await must(amel().device.engine.editMessage(space, dose, 'Dose de noradrénaline', []));
  await must(amel().device.engine.recallMessage(space, gone));
  await sees(youssef(), space, (seen) => seen.texts.includes('') && seen.texts.includes('Dose de noradrénaline'));
  const find = async (text: string, more: object = {}) => {
    const { hits, searched } = await must(youssef().device.engine.search({ text, conversation: space, ...more }));
    expect(searched).toBeGreaterThanOrEqual(4);
    return hits.map((hit) => hit.text);
  };
  expect(await find('oedeme LIT')).toEqual([texts[0]]);
  expect(await find('lit ١٢')).toEqual([texts[0]]);
  expect(await find('مستشفي')).toEqual([texts[1]]);
  expect(await find('dose norad')).toEqual(['Dose de noradrénaline']);
  expect(await find('adrenaline')).toEqual([]);
  expect(await find('oublier')).toEqual([]);
  expect(await find('', { priority: 'urgent' })).toEqual(['Dose de noradrénaline']);
  expect(await find('dose', { person: youssef().user() })).toEqual([]);
  expect(await find('dose', { toMs: 1000 })).toEqual([]);
});
