/** What can be done with a message, in the order of the menu. */
import type { MessageRow } from '@sanad/model/engine/api';

export type MessageAction =
  | 'reply'
  | 'forward'
  | 'copy'
  | 'files'
  | 'edit'
  | 'pin'
  | 'unpin'
  | 'star'
  | 'unstar'
  | 'info'
  | 'history'
  | 'recall'
  | 'ladder'
  | 'withdraw'
  | 'overrate'
  | 'not-overrate'
  | 'send-late'
  | 'delete-waiting';

export interface ThreadRights {
  /** New words can be sent here. */
  readonly mayWrite: boolean;
  /** I belong here: reactions, pins and recalls reach the others. */
  readonly mayAct: boolean;
  readonly mayForward: boolean;
}

/** Not on the server yet: nobody else could follow an act on it. */
export const isWaiting = (row: MessageRow): boolean => row.delivery === 'queued';

export const mayReact = (row: MessageRow, rights: ThreadRights): boolean =>
  rights.mayAct && !isWaiting(row) && row.recalledAtMs === undefined;

export function actionsOn(row: MessageRow, rights: ThreadRights): readonly MessageAction[] {
  const isHere = row.recalledAtMs === undefined;
  if (isWaiting(row)) {
    const copy = row.text === '' ? [] : (['copy'] as const);
    const own: readonly MessageAction[] = [...copy, ...(row.editable && rights.mayWrite ? (['edit'] as const) : [])];
    // URGENT-6: it was too old to leave by itself.
    const late: readonly MessageAction[] = row.urgent?.phase === 'expired' ? ['send-late'] : [];
    return row.editable ? [...late, ...own, 'delete-waiting'] : own;
  }
  const offered: readonly (MessageAction | false)[] = [
    isHere && rights.mayWrite && 'reply',
    isHere && rights.mayForward && 'forward',
    isHere && row.text !== '' && 'copy',
    isHere && row.attachments.length > 0 && 'files',
    isHere && row.mine && rights.mayWrite && 'edit',
    isHere && rights.mayAct && (row.pinned ? 'unpin' : 'pin'),
    isHere && (row.starred ? 'unstar' : 'star'),
    row.urgent !== undefined && 'ladder',
    row.mine && row.urgent?.phase === 'ringing' && rights.mayAct && 'withdraw',
    !row.mine && row.urgent !== undefined && rights.mayAct && (row.urgent.overratedByMe ? 'not-overrate' : 'overrate'),
    row.mine && 'info',
    isHere && row.edited !== undefined && 'history',
    row.recallable && rights.mayAct && 'recall',
  ];
  return offered.filter((action) => action !== false);
}
