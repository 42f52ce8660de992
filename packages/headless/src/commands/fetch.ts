/** Fetches the files of a message into a folder. What does not open whole is not written; nothing that is there is replaced. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AttachmentRow, FileError, MessageWindowMeta, ThreadRow } from '@sanad/model/engine/api';
import type { MessageId, SpaceId } from '@sanad/model/ids';
import { ok } from '@sanad/model/result';
import type { Run } from '../command-context.ts';
import { makeList, messagesIn } from '../device.ts';
import { levelled, type OpenDevice, untilReady } from '../open-device.ts';
import { type FailureCode, fail } from '../report.ts';

const windowSize = 100_000;
const FAILURES: Readonly<Record<FileError['type'], FailureCode>> = {
  offline: 'network/offline',
  unknown: 'file/not-found',
  unsent: 'file/unsent',
  gone: 'file/gone',
  damaged: 'file/damaged',
  'storage-full': 'storage/full',
};

export const fetchFiles: Run<'fetch'> = async ({ open, timeoutMs }, { conversation, message, folder }) => {
  const ready = await untilReady(open);
  if (!ready.ok) return ready;
  await levelled(open, timeoutMs);
  const attachments = await attachmentsOf(open, conversation, message, timeoutMs);
  if (attachments === undefined || attachments.length === 0) return fail('file/not-found');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const paths: string[] = [];
  for (const { file, name } of attachments) {
    const opened = await open.device.engine.openFile(conversation, message, file, { again: true });
    if (!opened.ok) return fail(FAILURES[opened.error.type]);
    paths.push(await writeNew(folder, file, name, opened.value));
  }
  return ok({ json: { command: 'fetch', ok: true, conversation, message, paths }, lines: paths });
};

function attachmentsOf(
  { device }: OpenDevice,
  conversation: SpaceId,
  message: MessageId,
  timeoutMs: number,
): Promise<readonly AttachmentRow[] | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => finish(undefined), timeoutMs);
    const list = makeList<ThreadRow, MessageWindowMeta>(() => {
      const row = messagesIn(list.rows()).find(({ id }) => id === message);
      if (row !== undefined) finish(row.attachments);
    });
    const stop = device.engine.onMessages(conversation, windowSize, (update) => list.take(update));
    function finish(found: readonly AttachmentRow[] | undefined): void {
      clearTimeout(timer);
      void stop.then((end) => end());
      resolve(found);
    }
  });
}

async function writeNew(folder: string, file: string, name: string, parts: readonly Uint8Array[]): Promise<string> {
  for (const candidate of [name, `${file.slice(0, 8)}-${name}`, `${file}-${name}`]) {
    const path = join(folder, candidate);
    const isWritten = await writeFile(path, parts, { flag: 'wx', mode: 0o600 }).then(
      () => true,
      (cause: unknown) => {
        if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return false;
        throw cause;
      },
    );
    if (isWritten) return path;
  }
  // It was fetched into this folder before.
  return join(folder, `${file}-${name}`);
}
