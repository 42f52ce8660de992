/** Groups whose new members read from their joining on (EPOCH-16), against the real server. */
import type { ConversationRow } from '@sanad/model/engine/api';
import type { SpaceId } from '@sanad/model/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { messagesIn } from '../src/device.ts';
import { arrives, form, lists, must, sees } from './support/group-watch.ts';
import { makeWard, type TestPerson, waitMs } from './support/people.ts';
import { makeServerProcess, type ServerProcess } from './support/server-process.ts';

let server: ServerProcess;
let ward: readonly TestPerson[];
beforeAll(async () => {
  server = await makeServerProcess();
  ward = await makeWard(server, 'Amel', 'Youssef', 'Sonia', 'Karim', 'Leila');
});
afterAll(async () => {
  for (const person of ward ?? []) await person.dispose();
  await server?.dispose();
});
function person(i: number): TestPerson {
  const found = ward[i];
  if (found === undefined) throw new Error('nobody');
  return found;
}

const nextOf = async (who: TestPerson, space: SpaceId): Promise<SpaceId> => {
  const { group } = await sees(who, space, (seen) => seen.group?.next !== undefined);
  if (group?.next === undefined) throw new Error('waited for');
  return group.next;
};

test('EPOCH-16 who is added later reads what is written after, and cannot open what was before; the others go on with both', async () => {
  const [amel, youssef, sonia, karim] = [person(1), person(2), person(3), person(4)];
  const old = await must(amel.device.engine.createGroup({ ...form('Cas 12', youssef, sonia), history: 'joining' }));
  for (const who of [youssef, sonia]) await arrives(who, 'Cas 12');
  await must(amel.device.engine.setAdministrator(old, youssef.user(), true));
  await must(amel.device.engine.changeGroup(old, { description: 'avis', posting: 'all' }));
  await must(amel.device.engine.sendMessage(old, 'avant Karim', 'normal'));
  await sees(sonia, old, ({ texts }) => texts.includes('avant Karim'));
  await must(sonia.device.engine.muteConversation(old, Date.now() + 3_600_000));

  const next = await must(amel.device.engine.addMembers(old, [karim.user()]));
  expect(next).not.toBe(old);
  expect(await arrives(karim, 'Cas 12')).toBe(next);
  await must(amel.device.engine.sendMessage(next, 'après', 'normal'));
  const hers = await sees(karim, next, ({ texts }) => texts.includes('après'));
  expect(hers.texts).toEqual(['après']);
  expect(hers.group).toMatchObject({ continues: true, earlier: [], members: 4, description: 'avis', history: 'joining' });
  // She has neither the group nor a key of it.
  const groups = (await lists(karim, () => true)).filter((row) => row.kind === 'group');
  expect(groups.map(({ id }) => id)).toEqual([next]);

  for (const who of [amel, youssef, sonia]) {
    expect(await nextOf(who, old)).toBe(next);
    const seen = await sees(who, next, ({ texts, group }) => texts.includes('après') && group?.members === 4);
    expect(seen.group).toMatchObject({ earlier: [old], newcomers: who === karim ? [] : [karim.user()] });
    expect((await sees(who, old, () => true)).texts).toEqual(['avant Karim']);
    expect(await who.device.engine.sendMessage(old, 'encore', 'normal')).toEqual({ ok: false, error: { type: 'continued' } });
  }
  expect((await sees(sonia, next, () => true)).muted).toBe(true);
  expect(await amel.device.engine.addMembers(old, [karim.user()])).toEqual({ ok: false, error: { type: 'continued' } });
  await sees(youssef, next, ({ group }) => group?.admin === true);
  // Searched as one conversation by those who were there.
  const found = async (who: TestPerson, text: string) =>
    (await must(who.device.engine.search({ text, conversation: next }))).hits.map((hit) => hit.text);
  expect(await found(youssef, 'avant')).toEqual(['avant Karim']);
  expect(await found(karim, 'avant')).toEqual([]);
});

test('EPOCH-16 written without a network in the old group, a message arrives there and is not missed', async () => {
  const [amel, youssef, karim] = [person(1), person(2), person(4)];
  const old = await must(amel.device.engine.createGroup({ ...form('Cas 13', youssef), history: 'joining' }));
  await arrives(youssef, 'Cas 13');
  await youssef.stop();
  await server.stop();
  await amel.device.waitFor(() => (amel.device.sync()?.connectivity === 'offline' ? true : undefined), waitMs);
  const next = await must(amel.device.engine.addMembers(old, [karim.user()]));
  await must(amel.device.engine.sendMessage(next, 'bienvenue', 'normal'));
  await youssef.start({});
  await youssef.device.engine.settled();
  await must(youssef.device.engine.sendMessage(old, 'potassium à 6,2', 'urgent'));
  await server.start();
  for (const who of [amel, youssef, karim]) await who.device.engine.retryNow();
  await sees(amel, old, ({ texts }) => texts.includes('potassium à 6,2'));
  const isMissed = ({ id, unreadUrgent }: ConversationRow): boolean => id === old && unreadUrgent === 1;
  expect((await lists(amel, (rows) => rows.some(isMissed))).find(isMissed)).toMatchObject({ kind: 'group', group: { next } });
  expect((await sees(karim, next, ({ texts }) => texts.includes('bienvenue'))).texts).toEqual(['bienvenue']);
  expect(await nextOf(youssef, old)).toBe(next);
});

test('EPOCH-16 two administrators add somebody at once: all end in one group with both', async () => {
  const [amel, youssef, sonia, karim, leila] = [person(1), person(2), person(3), person(4), person(5)];
  const old = await must(amel.device.engine.createGroup({ ...form('Cas 14', youssef, sonia), history: 'joining' }));
  for (const who of [youssef, sonia]) await arrives(who, 'Cas 14');
  await must(amel.device.engine.setAdministrator(old, youssef.user(), true));
  await sees(youssef, old, ({ group }) => group?.admin === true);
  await Promise.all([
    must(amel.device.engine.addMembers(old, [karim.user()])),
    must(youssef.device.engine.addMembers(old, [leila.user()])),
  ]);
  // Who lost says so in her own group, and brings her people over.
  const ends = new Set<SpaceId>();
  for (const who of [amel, youssef, sonia]) {
    const isEnd = (space: SpaceId): Promise<boolean> => sees(who, space, () => true).then(({ group }) => group?.members === 5);
    let end = await nextOf(who, old);
    while (!(await isEnd(end))) {
      const seen = await sees(who, end, ({ group }) => group?.next !== undefined || group?.members === 5);
      end = seen.group?.next ?? end;
    }
    ends.add(end);
  }
  expect(ends.size).toBe(1);
  const [end] = [...ends];
  if (end === undefined) throw new Error('one');
  await must(amel.device.engine.sendMessage(end, 'ensemble', 'normal'));
  for (const who of [youssef, sonia, karim, leila]) await sees(who, end, ({ texts }) => texts.includes('ensemble'));
  for (const who of [amel, youssef, sonia]) {
    const open = (await lists(who, () => true)).filter(
      (row) => row.kind === 'group' && row.group.name === 'Cas 14' && row.group.next === undefined,
    );
    expect(open.map(({ id }) => id)).toEqual([end]);
  }
  expect(messagesIn((await sees(karim, end, () => true)).rows).length).toBe(1);
});
