/** Who is reachable, and what is being written, between devices on the real server: colleagues' in the first case, one's own in the other. */
import type { ConversationRow, DraftState, MessageWindowMeta, ThreadRow } from '@sanad/model/engine/api';
import type { SpaceId } from '@sanad/model/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Device, makeList } from '../src/device.ts';
import { makeWard, openNewBrowser, type TestPerson, waitMs } from './support/people.ts';
import { makeServerProcess, type ServerProcess } from './support/server-process.ts';

let server: ServerProcess;
let ward: readonly TestPerson[];
let space: SpaceId;
const person = (i: number): TestPerson => {
  const found = ward[i];
  if (found === undefined) throw new Error('nobody');
  return found;
};
const amel = () => person(1);
const youssef = () => person(2);

beforeAll(async () => {
  server = await makeServerProcess();
  ward = await makeWard(server, 'Amel', 'Youssef');
  space = await amel().directWith(youssef());
  await amel().say(youssef(), 'bonjour');
  await youssef().thread(space, (rows) => rows.length === 1);
});
afterAll(async () => {
  for (const one of ward ?? []) await one.dispose();
  await server?.dispose();
});

/** Until a view of this device says so. */
function until<T>(what: string, open: (look: (now: T) => void) => Promise<() => void>, isSo: (now: T) => boolean): Promise<T> {
  return new Promise((resolve, reject) => {
    let last: T | undefined;
    const end = (): void => {
      clearTimeout(timer);
      void stop.then((close) => close());
    };
    const timer = setTimeout(() => {
      end();
      reject(new Error(`${what}: ${JSON.stringify(last)}`));
    }, waitMs);
    const stop = open((now) => {
      last = now;
      if (!isSo(now)) return;
      end();
      resolve(now);
    });
  });
}
const reachable = (what: string, { engine }: Device, isSo: boolean): Promise<boolean | undefined> =>
  until(
    what,
    (look) => {
      const list = makeList<ConversationRow, unknown>(() => look(list.rows().find(({ id }) => id === space)?.reachable));
      return engine.onConversations((update) => list.take(update));
    },
    (now) => now === isSo,
  );
const draft = (what: string, { engine }: Device, isSo: (now: DraftState) => boolean): Promise<DraftState | undefined> =>
  until(
    what,
    (look) => {
      const list = makeList<ThreadRow, MessageWindowMeta>(() => look(list.meta()?.draft));
      return engine.onMessages(space, 100, (update) => list.take(update));
    },
    (now: DraftState | undefined) => now !== undefined && isSo(now),
  );

test('EPH-3, EPH-4 two colleagues see that the other one is there, whoever came first, and that it ends', async () => {
  const [first, second] = [amel().device, youssef().device];
  await first.engine.noteAttention(true);
  await reachable('Youssef sees Amel', second, true);
  await reachable('Amel sees nobody yet', first, false);
  await second.engine.noteAttention(true);
  await reachable('Amel sees Youssef', first, true);
  await first.engine.noteAttention(false);
  await reachable('Youssef sees Amel go', second, false);
  // Youssef is still there, and she who comes back is told so.
  await amel().stop();
  await amel().start();
  await amel().device.engine.noteAttention(true);
  await reachable('Amel sees Youssef again', amel().device, true);
  await amel().device.engine.noteAttention(false);
});

test('EPH-5 who switched it off is not seen and sees nobody, on all her devices', async () => {
  const { engine } = amel().device;
  await engine.noteAttention(true);
  await reachable('Youssef sees Amel', youssef().device, true);
  const hidden = await engine.showPresence(false);
  expect(hidden.ok).toBe(true);
  await reachable('Youssef sees Amel no more', youssef().device, false);
  await reachable('Amel sees nobody', amel().device, false);
  await engine.settled();
  const browser = await openNewBrowser(server, amel());
  expect((await browser.device.engine.recover(amel().recoveryCode, 'autre')).ok).toBe(true);
  await until<boolean>(
    'the other device follows',
    (look) => browser.device.engine.onPresenceShown(look),
    (isShown) => !isShown,
  );
  await browser.device.engine.noteAttention(true);
  expect((await engine.showPresence(true)).ok).toBe(true);
  await reachable('Youssef sees Amel again', youssef().device, true);
  await browser.dispose();
});

test('MARK-6, MARK-7 what she writes on one device she goes on writing on the other; once sent it is gone on both', async () => {
  const { engine } = amel().device;
  const [question] = await amel().thread(space, (rows) => rows.length > 0);
  if (question === undefined) throw new Error('a message');
  const replyTo = { id: question.id, sentAtMs: question.sentAtMs };
  await engine.saveDraft(space, 'lit 4', 'urgent', { replyTo, mentions: [youssef().user()] });
  await engine.leaveDraft();
  await engine.settled();

  const browser = await openNewBrowser(server, amel());
  expect((await browser.device.engine.recover(amel().recoveryCode, 'autre')).ok).toBe(true);
  const found = await draft(
    'the new device has it',
    browser.device,
    ({ text, replyTo }) => text === 'lit 4' && replyTo?.found !== undefined,
  );
  expect(found).toMatchObject({
    priority: 'urgent',
    replyTo: { id: question.id, found: { text: 'bonjour' } },
    mentions: [youssef().user()],
    isElsewhere: true,
  });
  await browser.device.engine.saveDraft(space, 'lit 4 libre', 'normal');
  await browser.device.engine.leaveDraft();
  await draft('the first device has what was added', amel().device, ({ text }) => text === 'lit 4 libre');
  const sent = await engine.sendMessage(space, 'lit 4 libre', 'normal');
  expect(sent.ok).toBe(true);
  expect(await draft('it is gone there', browser.device, ({ text }) => text === '')).toMatchObject({ isElsewhere: true });
  // Nobody else has heard of it.
  await draft('Youssef has no draft', youssef().device, ({ text }) => text === '');
  await browser.dispose();
});
