/** Files between devices, against the real server: they follow their message, go on after a break, and open whole or not at all. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { concat, equalBytes } from '@sanad/model/bytes';
import type { AttachmentRow, MessageRow, NewFile } from '@sanad/model/engine/api';
import type { FileId, MessageId, SpaceId } from '@sanad/model/ids';
import { expect, test } from 'vitest';
import { must, sees } from './support/group-watch.ts';
import { type TestPerson, waitMs } from './support/people.ts';
import { useWard } from './support/ward.ts';

const { server, person } = useWard('Amel', 'Youssef', 'Karim');
const [amel, youssef, karim] = [() => person(1), () => person(2), () => person(3)] as const;

const contentOf = (length: number, seed = 1): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 8) * seed + (i >> 16)) & 0xff);
const fileOf = (content: Uint8Array<ArrayBuffer>, more: Partial<NewFile> = {}): NewFile => ({
  source: new Blob([content]),
  name: 'compte rendu.pdf',
  type: 'application/pdf',
  ...more,
});
const picture = (content: Uint8Array<ArrayBuffer>, small: Uint8Array<ArrayBuffer>): NewFile =>
  fileOf(content, {
    name: 'radio.jpg',
    type: 'image/jpeg',
    image: {
      ...{ width: 40, height: 30, thumbnail: new Uint8Array([1, 2, 3]), consent: 'oral' },
      small: { source: new Blob([small]) },
    },
  });

async function send(who: TestPerson, space: SpaceId, text: string, ...files: readonly NewFile[]): Promise<MessageId> {
  const attachments = [];
  for (const file of files) attachments.push(await must(who.device.engine.attachFile(space, file)));
  return must(who.device.engine.sendMessage(space, text, 'normal', { attachments }));
}
const shows = (who: TestPerson, space: SpaceId, id: MessageId, is: (row: MessageRow) => boolean): Promise<MessageRow> =>
  who
    .thread(space, (rows) => rows.some((row) => row.id === id && is(row)))
    .then((rows) => {
      const found = rows.find((row) => row.id === id);
      if (found === undefined) throw new Error('not there');
      return found;
    });
const isSent = ({ attachments }: MessageRow): boolean => attachments.every(({ transfer }) => transfer === undefined);
const only = ({ attachments }: MessageRow): AttachmentRow => {
  const [first] = attachments;
  if (first === undefined) throw new Error('nothing attached');
  return first;
};
async function contentFor(who: TestPerson, space: SpaceId, message: MessageId, file: FileId, small = false): Promise<Uint8Array> {
  for (let attempt = 0; ; attempt++) {
    const opened = await who.device.engine.openFile(space, message, file, { small });
    if (opened.ok) return concat(...opened.value);
    if (attempt > 100 || (opened.error.type !== 'unsent' && opened.error.type !== 'offline')) throw new Error(opened.error.type);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

test('FILE-1, FILE-4, FILE-5, FILE-6 a document and a picture without words arrive, the small picture by itself, and open as they were', async () => {
  const space = await amel().directWith(youssef());
  const [content, whole, small] = [contentOf(3_000_000), contentOf(700_000, 2), contentOf(20_000, 3)];
  const id = await send(amel(), space, '', fileOf(content), picture(whole, small));
  const row = await shows(youssef(), space, id, ({ attachments }) => attachments.length === 2);
  const [document, radio] = row.attachments as [AttachmentRow, AttachmentRow];
  expect(document).toMatchObject({ name: 'compte rendu.pdf', type: 'application/pdf', bytes: content.length });
  expect(radio.image).toMatchObject({ width: 40, hasSmall: true, consent: 'oral', thumbnail: new Uint8Array([1, 2, 3]) });
  expect('key' in document).toBe(false);
  await shows(amel(), space, id, isSent);
  expect(equalBytes(await contentFor(youssef(), space, id, radio.file, true), small)).toBe(true);
  expect(equalBytes(await contentFor(youssef(), space, id, document.file), content)).toBe(true);
  expect(equalBytes(await contentFor(youssef(), space, id, radio.file), whole)).toBe(true);
  expect((await shows(youssef(), space, id, () => true)).attachments.map(({ place }) => place)).toEqual(['local', 'local']);
}, 60_000);

test('FILE-3, FILE-6 what was attached without a network leaves after a restart, the words first', async () => {
  const space = await amel().directWith(youssef());
  await server().stop();
  const content = contentOf(2_500_000, 4);
  const id = await send(amel(), space, 'écrit hors ligne', fileOf(content));
  expect((await shows(amel(), space, id, () => true)).attachments[0]?.transfer).toMatchObject({ done: 0, state: 'waiting' });
  await amel().stop();
  await amel().start({});
  await server().start();
  await amel().device.engine.retryNow();
  await youssef().device.engine.retryNow();
  const row = await shows(youssef(), space, id, ({ text }) => text === 'écrit hors ligne');
  expect(equalBytes(await contentFor(youssef(), space, id, only(row).file), content)).toBe(true);
}, 60_000);

test('FILE-6 the server ends half way: the file goes on from there', async () => {
  const space = await amel().directWith(youssef());
  const content = contentOf(30_000_000, 5);
  // Without a server nothing of it goes ahead.
  await server().stop();
  const id = await send(amel(), space, 'scanner', fileOf(content));
  const begun = shows(amel(), space, id, ({ attachments }) => (attachments[0]?.transfer?.done ?? 0) > 0);
  await server().start();
  await amel().device.engine.retryNow();
  await begun;
  await server().stop();
  await server().start();
  await amel().device.engine.retryNow();
  const row = await shows(amel(), space, id, isSent);
  await youssef().device.engine.retryNow();
  await shows(youssef(), space, id, () => true);
  expect(equalBytes(await contentFor(youssef(), space, id, only(row).file), content)).toBe(true);
}, 90_000);

/** Its last block is read when the test says so. */
function heldBack(content: Uint8Array<ArrayBuffer>) {
  let go = (): void => undefined;
  const gate = new Promise<void>((open) => {
    go = open;
  });
  const source: NewFile['source'] = {
    size: content.length,
    slice: (from, to) => ({
      async arrayBuffer() {
        if (to === content.length) await gate;
        return content.slice(from, to).buffer;
      },
    }),
  };
  return { file: fileOf(content, { source }), go };
}

test('FILE-8 most of a file is at the server while its last block is not sealed; a server that ends meanwhile loses nothing', async () => {
  const space = await amel().directWith(youssef());
  const folder = join(server().dataFolder, 'files');
  const before = new Set(readdirSync(folder));
  const content = contentOf(5_500_000, 9);
  const { file, go } = heldBack(content);
  const attaching = must(amel().device.engine.attachFile(space, file));
  const sizes = () => readdirSync(folder).flatMap((name) => (before.has(name) ? [] : [statSync(join(folder, name)).size]));
  await expect.poll(sizes, { timeout: waitMs }).toEqual([5 * 1024 * 1024]);
  await server().stop();
  await server().start();
  await amel().device.engine.retryNow();
  await youssef().device.engine.retryNow();
  go();
  const id = await must(amel().device.engine.sendMessage(space, 'vite', 'normal', { attachments: [await attaching] }));
  const row = await shows(youssef(), space, id, () => true);
  await shows(amel(), space, id, isSent);
  expect(equalBytes(await contentFor(youssef(), space, id, only(row).file), content)).toBe(true);
}, 60_000);

test('FILE-8 what is taken off again goes from the server', async () => {
  const space = await amel().directWith(youssef());
  const folder = join(server().dataFolder, 'files');
  const attached = await must(amel().device.engine.attachFile(space, fileOf(contentOf(300_000, 10))));
  await expect.poll(() => readdirSync(folder).includes(attached.file), { timeout: waitMs }).toBe(true);
  await must(amel().device.engine.dropFile(attached.file));
  await expect.poll(() => readdirSync(folder).includes(attached.file), { timeout: waitMs }).toBe(false);
}, 60_000);

test('FILE-5 a forwarded file is not sent again, and opens for whom it was forwarded to', async () => {
  const space = await amel().directWith(youssef());
  const content = contentOf(100_000, 6);
  const id = await send(amel(), space, 'à transmettre', fileOf(content));
  await shows(youssef(), space, id, () => true);
  await shows(amel(), space, id, isSent);
  const other = await youssef().directWith(karim());
  const forwarded = await must(youssef().device.engine.forwardMessage(space, id, other));
  const row = await shows(karim(), other, forwarded, () => true);
  expect(row.forwarded).toBe(true);
  expect(equalBytes(await contentFor(karim(), other, forwarded, only(row).file), content)).toBe(true);
  expect(await karim().device.engine.openFile(space, id, only(row).file)).toEqual({ ok: false, error: { type: 'unknown' } });
}, 60_000);

test('FILE-7 what its author removes or recalls is gone for the others; the place stays', async () => {
  const space = await amel().directWith(youssef());
  for (const isRecalled of [false, true]) {
    const id = await send(amel(), space, `retiré ${isRecalled}`, fileOf(contentOf(50_000, 7)));
    const row = await shows(youssef(), space, id, () => true);
    await shows(amel(), space, id, isSent);
    const { file } = only(row);
    if (isRecalled) await must(amel().device.engine.recallMessage(space, id));
    else await must(amel().device.engine.removeFile(space, id, file));
    if (isRecalled) {
      await sees(youssef(), space, ({ rows }) =>
        rows.some((one) => one.type === 'message' && one.id === id && one.recalledAtMs !== undefined),
      );
      expect(await youssef().device.engine.openFile(space, id, file)).toEqual({ ok: false, error: { type: 'unknown' } });
    } else {
      expect(await youssef().device.engine.openFile(space, id, file)).toEqual({ ok: false, error: { type: 'gone' } });
      expect(only(await shows(youssef(), space, id, ({ attachments }) => attachments[0]?.place === 'gone')).file).toBe(file);
    }
  }
}, 60_000);

test(
  'FILE-3 what the server has is freed and fetched again',
  async () => {
    const space = await amel().directWith(youssef());
    const content = contentOf(200_000, 8);
    const id = await send(amel(), space, 'à libérer', fileOf(content));
    const row = await shows(amel(), space, id, isSent);
    const uses = await must(amel().device.engine.storageUse());
    expect(uses.find(({ conversation }) => conversation === space)?.freeable).toBeGreaterThan(content.length);
    expect((await must(amel().device.engine.freeSpace(space))).freed).toBeGreaterThan(content.length);
    expect((await shows(amel(), space, id, ({ attachments }) => attachments[0]?.place === 'remote')).id).toBe(id);
    expect(equalBytes(await contentFor(amel(), space, id, only(row).file), content)).toBe(true);
  },
  waitMs * 2,
);
