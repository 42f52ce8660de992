/** What the lines of a thread share: where they stand, who is who, and what may be done from a line. */
import type { AttachmentRow, CardKind, Group, MessageRow, Person, Quote } from '@sanad/model/engine/api';
import type { FileId, MessageId, SpaceId, UserId } from '@sanad/model/ids';
import { createContext, useContext } from 'solid-js';
import type { MessageAction, ThreadRights } from './message-actions.ts';

export type OpenSheet =
  | { readonly kind: 'info' | 'forward' | 'recall' | 'history' | 'ladder' | 'files'; readonly id: MessageId }
  | { readonly kind: 'file-remove' | 'pdf' | 'pictures'; readonly id: MessageId; readonly file: FileId }
  | { readonly kind: 'pinned' | 'date' | 'library' }
  | { readonly kind: 'card-edit' | 'card-synthesis'; readonly id: MessageId }
  | { readonly kind: 'card'; readonly of: CardKind; readonly answers: Pick<Quote, 'id' | 'sentAtMs'> | undefined };

export interface ThreadDoor {
  readonly conversation: SpaceId;
  readonly group: () => Group | undefined;
  readonly isGroup: () => boolean;
  readonly me: () => UserId | undefined;
  readonly person: (user: UserId) => Person | undefined;
  /** As it is written on screen, with a title where there is one. */
  readonly name: (user: UserId) => string;
  readonly message: (id: string) => MessageRow | undefined;
  readonly rights: () => ThreadRights;
  readonly act: (action: MessageAction, row: MessageRow) => void;
  /** The word again takes it back. */
  readonly react: (row: MessageRow, word: string) => void;
  readonly jump: (id: MessageId, sentAtMs: number) => void;
  readonly openSheet: (sheet: OpenSheet) => void;
  /** Shown inside the app where that is safe, saved outside of it otherwise. */
  readonly openFile: (row: MessageRow, file: AttachmentRow) => void;
  readonly saveFile: (row: MessageRow, file: AttachmentRow) => void;
  readonly pauseFile: (file: AttachmentRow, isPaused: boolean) => void;
  readonly markFiled: (row: MessageRow, file: AttachmentRow) => void;
  readonly removeFile: (row: MessageRow, file: AttachmentRow) => void;
}

export const ThreadDoorContext = createContext<ThreadDoor>();
export function useThreadDoor(): ThreadDoor {
  const door = useContext(ThreadDoorContext);
  if (door === undefined) throw new Error('no thread above this component');
  return door;
}
