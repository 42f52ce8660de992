/** The inbox: level with the server when it answers, otherwise as it is on this device. */
import type { ConversationPeer, ConversationRow } from '@sanad/model/engine/api';
import { ok } from '@sanad/model/result';
import type { Run } from '../command-context.ts';
import type { Device } from '../device.ts';
import { levelled, untilReady } from '../open-device.ts';

export const conversations: Run<'conversations'> = async ({ open, timeoutMs }) => {
  const ready = await untilReady(open);
  if (!ready.ok) return ready;
  const level = await levelled(open, timeoutMs);
  const rows = await readConversations(open.device);
  return ok({
    json: { command: 'conversations', ok: true, synced: level.ok, conversations: rows.map(conversationJson) },
    lines: rows.map(conversationLine),
  });
};

/** The first window of the view. */
export async function readConversations({ engine }: Device): Promise<readonly ConversationRow[]> {
  let stop: (() => void) | undefined;
  const rows = await new Promise<readonly ConversationRow[]>((resolve) => {
    void engine
      .onConversations((update) => resolve(update.type === 'reset' ? update.rows : update.put))
      .then((unsubscribe) => {
        stop = unsubscribe;
      });
  });
  stop?.();
  return rows;
}

function peerJson(peer: ConversationPeer) {
  if (peer.kind === 'group') {
    const { name, kind, members, ended } = peer.group;
    return { kind: peer.kind, group: { name, kind, members, ended } };
  }
  const { user, name, profession, unit, trust } = peer.with;
  return { kind: peer.kind, with: { user, name, profession, unit, trust } };
}

export const conversationJson = ({ id, last, unread, unreadUrgent, draft, ...peer }: ConversationRow) => ({
  id,
  ...peerJson(peer),
  last: last && { ...last, at: new Date(last.atMs).toISOString() },
  unread,
  unreadUrgent,
  draft,
});

export function conversationLine(row: ConversationRow): string {
  const { id, last, unread, unreadUrgent } = row;
  const news = unread === 0 ? '' : ` · ${unread} unread${unreadUrgent === 0 ? '' : `, ${unreadUrgent} urgent`}`;
  const preview = last === undefined ? '' : ` · ${last.text.replaceAll('\n', ' ')}`;
  return `${id}  ${row.kind === 'direct' ? row.with.name : row.group.name}${news}${preview}`;
}
