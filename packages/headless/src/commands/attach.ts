/** Sends files: sealed in the profile first, then the message, then their bytes, as far as the network allows in the given time. */
import type { Attachment, MessageRow, MessageWindowMeta, ThreadRow } from '@sanad/model/engine/api';
import type { MessageId, SpaceId } from '@sanad/model/ids';
import { err, ok, type Result } from '@sanad/model/result';
import type { Run } from '../command-context.ts';
import { makeList, messagesIn } from '../device.ts';
import { levelled, type OpenDevice, untilReady } from '../open-device.ts';
import { openPath } from '../path-source.ts';
import { commandFailure, type Failure, fail } from '../report.ts';
import { resolveTarget } from '../resolve-target.ts';
import { fileJson } from './read.ts';

const windowSize = 50;

export const attach: Run<'attach'> = async ({ open, timeoutMs }, { target, text, paths }) => {
  const ready = await untilReady(open);
  if (!ready.ok) return ready;
  const conversation = await resolveTarget(open, target, timeoutMs);
  if (!conversation.ok) return conversation;
  const attachments: Attachment[] = [];
  for (const path of paths) {
    const attached = await attachPath(open, conversation.value, path);
    if (!attached.ok) return attached;
    attachments.push(attached.value);
  }
  const sent = await open.device.engine.sendMessage(conversation.value, text, 'normal', { attachments });
  if (!sent.ok) return err(commandFailure(sent.error));
  const row = await rowAfter(open, conversation.value, sent.value, timeoutMs);
  const files = row?.attachments.map(fileJson) ?? [];
  const delivery = row?.delivery ?? 'queued';
  return ok({
    json: { command: 'attach', ok: true, conversation: conversation.value, message: sent.value, delivery, files },
    lines: [
      `${delivery}: ${sent.value} in ${conversation.value}`,
      ...files.map(({ file, name, transfer }) => `${file} ${name}: ${transfer === undefined ? 'sent' : transfer.state}`),
    ],
  });
};

async function attachPath({ device }: OpenDevice, space: SpaceId, path: string): Promise<Result<Attachment, Failure>> {
  const opened = await openPath(path);
  if (opened === undefined) return fail('file/not-found');
  const attached = await device.engine.attachFile(space, opened.file);
  await opened.close();
  return attached.ok ? attached : err(commandFailure(attached.error));
}

/** The message once all of it has left, or as it is when nothing more is to be expected: offline, refused, or the time is over. */
async function rowAfter(
  open: OpenDevice,
  conversation: SpaceId,
  message: MessageId,
  timeoutMs: number,
): Promise<MessageRow | undefined> {
  const endMs = performance.now() + timeoutMs;
  let changed = (): void => undefined;
  const list = makeList<ThreadRow, MessageWindowMeta>(() => changed());
  const stop = await open.device.engine.onMessages(conversation, windowSize, (update) => list.take(update));
  const now = (): MessageRow | undefined => messagesIn(list.rows()).find(({ id }) => id === message);
  const isOver = ({ delivery, attachments }: MessageRow): boolean =>
    attachments.some(({ transfer }) => transfer?.state === 'refused') ||
    (delivery !== 'queued' && attachments.every(({ transfer }) => transfer === undefined));
  const level = await levelled(open, timeoutMs);
  if (level.ok)
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, Math.max(0, endMs - performance.now()));
      changed = () => {
        const row = now();
        if (row === undefined || !isOver(row)) return;
        clearTimeout(timer);
        resolve();
      };
      changed();
    });
  stop();
  return now();
}
