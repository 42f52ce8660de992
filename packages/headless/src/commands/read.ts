/** Shows the newest messages of a conversation and marks them as read, as a screen would. */
import type { AttachmentRow, MessageRow, MessageWindowMeta, ThreadRow } from '@sanad/model/engine/api';
import type { SpaceId } from '@sanad/model/ids';
import { err, ok } from '@sanad/model/result';
import type { Run } from '../command-context.ts';
import { type Device, messagesIn } from '../device.ts';
import { levelled, untilQuiet, untilReady } from '../open-device.ts';
import { commandFailure, fail } from '../report.ts';
import { readConversations } from './conversations.ts';

export const read: Run<'read'> = async ({ open, timeoutMs }, { conversation, limit }) => {
  const ready = await untilReady(open);
  if (!ready.ok) return ready;
  const { device } = open;
  const level = await levelled(open, timeoutMs);
  if (!(await readConversations(device)).some(({ id }) => id === conversation)) return fail('conversation/unknown');
  const { rows, hasOlder } = await readMessages(device, conversation, limit);
  const marked = await device.engine.markRead(
    conversation,
    rows.filter(({ mine }) => !mine).map(({ id }) => id),
  );
  if (!marked.ok) return err(commandFailure(marked.error));
  // The colleague learns that it was read when the mark leaves: now, or with the next sync.
  if (level.ok) await untilQuiet(open, timeoutMs);
  const stopped = device.sync()?.stopped.find((stop) => stop.conversation === conversation)?.reason;
  return ok({
    json: { command: 'read', ok: true, conversation, synced: level.ok, hasOlder, stopped, messages: rows.map(messageJson) },
    lines: rows.map(messageLine),
  });
};

/** The first window of the view, oldest first. */
async function readMessages({ engine }: Device, conversation: SpaceId, limit: number) {
  let stop: (() => void) | undefined;
  const window = await new Promise<{ readonly rows: readonly ThreadRow[]; readonly meta: MessageWindowMeta }>((resolve) => {
    const take = engine.onMessages(conversation, limit, (update) => {
      resolve({ rows: update.type === 'reset' ? update.rows : update.put, meta: update.meta });
    });
    void take.then((unsubscribe) => {
      stop = unsubscribe;
    });
  });
  stop?.();
  // Messages that wait come on top of the window.
  const rows = messagesIn(window.rows);
  return { rows: rows.slice(-limit), hasOlder: window.meta.hasOlder || rows.length > limit };
}

export const messageJson = (row: MessageRow) => ({
  id: row.id,
  author: row.author,
  mine: row.mine,
  priority: row.priority,
  text: row.text,
  sentAt: new Date(row.sentAtMs).toISOString(),
  arrivedAt: row.arrivedAtMs === undefined ? undefined : new Date(row.arrivedAtMs).toISOString(),
  delivery: row.delivery,
  files: row.attachments.length === 0 ? undefined : row.attachments.map(fileJson),
});
export const fileJson = ({ file, name, type, bytes, place, transfer }: AttachmentRow) => ({
  ...{ file, name, type, bytes, place },
  transfer,
});

export function messageLine({ mine, priority, text, sentAtMs, delivery, attachments }: MessageRow): string {
  const time = new Date(sentAtMs).toISOString().slice(0, 16).replace('T', ' ');
  const [first = '', ...more] = [...text.split('\n'), ...attachments.map(({ name, bytes }) => `[${name}, ${bytes} B]`)];
  const state = delivery === undefined ? '' : `  (${delivery})`;
  return [`${time} ${mine ? '>' : '<'} ${priority.padEnd(6)} ${first}`, ...more.map((line) => `    ${line}`)].join('\n') + state;
}
