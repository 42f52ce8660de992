import { expect, test } from 'vitest';
import { newFileSecret, sealedFileBytes } from '../../crypto/file-seal.ts';
import type { FileId, MessageId, SpaceId } from '../../ids.ts';
import { ok } from '../../result.ts';
import type { Attachment } from '../../schema/attachment-values.ts';
import { makeDownloads, maxUnaskedBytes, maxUnaskedTotalBytes } from './downloads.ts';
import type { FileRow } from './file-rows.ts';

const space = '0'.repeat(32) as SpaceId;
const message = '1'.repeat(32) as MessageId;

function scene(here: readonly FileRow[], answer: () => unknown = () => ok(undefined)) {
  const fetched: FileId[] = [];
  const parts = {
    context: {
      deps: { clock: { nowMs: () => 1, schedule: () => () => undefined } },
      store: { commit: async () => ok(undefined) },
      identity: {},
      activity: { track: <Value>(work: Value) => work },
    },
    files: {
      store: { size: async () => undefined },
      download: ({ file }: { readonly file: FileId }) => {
        fetched.push(file);
        return { done: new Promise((done) => setTimeout(() => done(answer()))), stop: () => undefined };
      },
    },
    rows: { get: () => undefined, all: () => here, limits: () => undefined },
    changed: () => undefined,
  };
  // What `arrived` does not reach is left out.
  return { downloads: makeDownloads(parts as never), fetched };
}
const voice = (bytes: number): Attachment => ({
  ...{ ...newFileSecret(bytes), digest: new Uint8Array(32) },
  name: 'note.webm',
  type: 'audio/webm',
  image: undefined,
  voice: { durationMs: 1000, waveform: new Uint8Array() },
});
const fetchedOf = async (here: readonly FileRow[], attachments: readonly Attachment[]): Promise<number> => {
  const { downloads, fetched } = scene(here);
  downloads.arrived([{ space, message, attachments }]);
  await new Promise((done) => setTimeout(done, 10));
  return fetched.length;
};
const row = (bytes: number): FileRow => ({ ...newFileSecret(1), space, message, bytes, state: 'stored', atMs: 1 });

test('FILE-3: what is small is fetched unasked, what is large is not', async () => {
  expect(await fetchedOf([], [voice(1000), voice(maxUnaskedBytes), voice(maxUnaskedBytes + 1)])).toBe(2);
});

test('FILE-3: nothing is fetched unasked when that filled a gigabyte of this device; what was asked for does not count', async () => {
  const each = sealedFileBytes(maxUnaskedBytes);
  const full = Array.from({ length: Math.ceil(maxUnaskedTotalBytes / each) }, () => row(each));
  expect(await fetchedOf(full, [voice(1000)])).toBe(0);
  expect(await fetchedOf(full.slice(1), [voice(1000)])).toBe(1);
  expect(
    await fetchedOf(
      full.map((one) => ({ ...one, state: 'gone' })),
      [voice(1000)],
    ),
  ).toBe(1);
  expect(await fetchedOf([row(2 * maxUnaskedTotalBytes)], [voice(1000)])).toBe(1);
});

test('FILE-6: told that it is there while the server still answers that it is not, it is asked for again', async () => {
  let answerNow = (_refused: unknown): void => undefined;
  const older = new Promise((done) => {
    answerNow = done;
  });
  const answers = [older, ok(undefined)];
  const { downloads, fetched } = scene([], () => answers.shift());
  const one = voice(1000);
  downloads.arrived([{ space, message, attachments: [one] }]);
  await expect.poll(() => downloads.isComing(one.file)).toBe(true);
  await downloads.stored(one.file);
  answerNow({ ok: false, error: { type: 'refused', code: 'file/incomplete' } });
  await expect.poll(() => fetched.length).toBe(2);
  expect(fetched).toEqual([one.file, one.file]);
});
