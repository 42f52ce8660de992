/** Phrases and forms between people and devices: what follows where, whose words count, what a search finds. */
import type { CardDraft, MessageRow, PhraseRow } from '@sanad/model/engine/api';
import type { SpaceId } from '@sanad/model/ids';
import { expect, test } from 'vitest';
import type { Device } from '../src/device.ts';
import { must } from './support/group-watch.ts';
import { openNewBrowser, type TestPerson, waitMs, watchThread } from './support/people.ts';
import { useWard } from './support/ward.ts';

const { server, person } = useWard('Amel', 'Youssef');
const amel = (): TestPerson => person(1);
const youssef = (): TestPerson => person(2);

/** The phrases of a device, waited for. */
function phrases({ engine }: Device, isThere: (rows: readonly PhraseRow[]) => boolean): Promise<readonly PhraseRow[]> {
  return new Promise((resolve, reject) => {
    let seen: readonly PhraseRow[] = [];
    const end = (): void => void stop.then((close) => close());
    const timer = setTimeout(() => {
      end();
      reject(new Error(`phrases: ${JSON.stringify(seen)}`));
    }, waitMs);
    const stop = engine.onPhrases((rows) => {
      seen = rows;
      if (!isThere(rows)) return;
      clearTimeout(timer);
      end();
      resolve(rows);
    });
  });
}
const textsOf = (rows: readonly PhraseRow[]): readonly string[] => rows.map(({ text }) => text).toSorted();
const has =
  (...texts: readonly string[]) =>
  (rows: readonly PhraseRow[]): boolean =>
    JSON.stringify(textsOf(rows)) === JSON.stringify(texts.toSorted());

/** The one message of a thread that satisfies this, waited for. */
async function messageIn(device: Device, space: SpaceId, isIt: (row: MessageRow) => boolean): Promise<MessageRow> {
  const rows = await watchThread('somebody', device, space, (all) => all.some(isIt));
  const found = rows.find(isIt);
  if (found === undefined) throw new Error('it went away');
  return found;
}

test('DOC-13, DOC-14 own phrases follow to all devices; changed on two without a network, the newest word on each stands', async () => {
  const phone = amel().device;
  const kept = await must(phone.engine.savePhrase({ text: '  Je rappelle dans dix minutes. ' }));
  const gone = await must(phone.engine.savePhrase({ text: 'Bilan parti au laboratoire.' }));
  await phone.engine.settled();
  const browser = await openNewBrowser(server(), amel());
  await must(browser.device.engine.recover(amel().recoveryCode, 'tablette'));
  await phrases(browser.device, has('Je rappelle dans dix minutes.', 'Bilan parti au laboratoire.'));

  await server().stop();
  await must(browser.device.engine.savePhrase({ id: kept, text: 'Je rappelle dans cinq minutes.' }));
  await must(browser.device.engine.deletePhrase(gone));
  await must(phone.engine.savePhrase({ text: 'Lit prêt.' }));
  await phrases(browser.device, has('Je rappelle dans cinq minutes.'));
  await server().start();
  for (const device of [phone, browser.device]) await device.engine.retryNow();
  for (const device of [phone, browser.device]) await phrases(device, has('Je rappelle dans cinq minutes.', 'Lit prêt.'));
  await browser.dispose();
});

test('DOC-14 what is empty, too long or too many is refused, and what was chosen is counted', async () => {
  const { engine } = youssef().device;
  expect(await engine.savePhrase({ text: '  ' })).toEqual({ ok: false, error: { type: 'not-allowed' } });
  expect(await engine.savePhrase({ text: 'x'.repeat(1001) })).toEqual({ ok: false, error: { type: 'too-long' } });
  const id = await must(engine.savePhrase({ text: 'Vu au lit.' }));
  await must(engine.notePhrase(id));
  await must(engine.notePhrase(id));
  const [row] = await phrases(youssef().device, (rows) => rows[0]?.uses === 2);
  expect(row).toEqual({ id, text: 'Vu au lit.', group: undefined, editable: true, uses: 2 });
  await must(engine.deletePhrase(id));
});

test('DOC-12, DOC-14 a group’s phrases are seen by its members and changed by its administrators alone; leaving takes them away', async () => {
  const space = await must(
    amel().device.engine.createGroup({
      name: 'Réanimation',
      description: '',
      kind: 'department',
      picture: undefined,
      members: [youssef().user()],
    }),
  );
  const id = await must(amel().device.engine.savePhrase({ text: 'Poste 4521 pour le lit.', group: space }));
  const [seen] = await phrases(youssef().device, has('Poste 4521 pour le lit.'));
  expect(seen).toMatchObject({ id, group: { id: space, name: 'Réanimation' }, editable: false });
  const refused = { ok: false, error: { type: 'not-allowed' } };
  expect(await youssef().device.engine.savePhrase({ id, text: 'autre chose', group: space })).toEqual(refused);
  expect(await youssef().device.engine.deletePhrase(id, space)).toEqual(refused);
  await must(amel().device.engine.savePhrase({ id, text: 'Poste 4522 pour le lit.', group: space }));
  await phrases(youssef().device, has('Poste 4522 pour le lit.'));
  await must(youssef().device.engine.leaveGroup(space));
  await phrases(youssef().device, (rows) => rows.length === 0);
});

test('DOC-11, SEARCH-3 a form is shown field by field, changed as a form, and found by its words and not by its headings', async () => {
  const space = await amel().directWith(youssef());
  const card = { kind: 'sbar', texts: ['Lit 4, désaturation', '', 'pneumopathie ?', 'venir au lit'] } as const;
  const draft: CardDraft = { ...card, priority: 'medium', message: undefined };
  await must(amel().device.engine.saveCardDraft(space, draft));
  const sent = await must(amel().device.engine.sendMessage(space, '', 'medium', { card }));
  const there = await messageIn(youssef().device, space, ({ id }) => id === sent);
  expect(there).toMatchObject({ text: 'Lit 4, désaturation\npneumopathie ?\nvenir au lit', card });

  const find = async (text: string) => {
    // What a thread shows is in the pages of the search when the log's cursor is written, a moment later.
    await youssef().device.engine.settled();
    return (await must(youssef().device.engine.search({ text, conversation: space }))).hits;
  };
  expect((await find('desaturation')).map(({ id }) => id)).toEqual([sent]);
  for (const heading of ['situation', 'assessment', 'évaluation', 'sbar', 'saed']) expect(await find(heading)).toEqual([]);

  const changed = { ...card, texts: ['Lit 4, désaturation', 'BPCO', 'pneumopathie ?', 'venir au lit'] };
  await must(amel().device.engine.editMessage(space, sent, '', [], changed));
  const after = await messageIn(youssef().device, space, ({ edited }) => edited !== undefined);
  expect(after).toMatchObject({ card: changed, text: 'Lit 4, désaturation\nBPCO\npneumopathie ?\nvenir au lit' });
  expect((await find('bpco')).map(({ id }) => id)).toEqual([sent]);

  const copy = await must(amel().device.engine.forwardMessage(space, sent, space));
  expect(await messageIn(youssef().device, space, ({ id }) => id === copy)).toMatchObject({ card: changed, forwarded: true });
});
