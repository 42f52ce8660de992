/** Files of conversations (FILE): a part of the engine's door, like api-urgent.ts. */
import type { FileSource } from '../crypto/file-seal.ts';
import type { FileId, MessageId, SpaceId, UserId } from '../ids.ts';
import type { Attachment, Consent, ImageFacts, VoiceFacts } from '../schema/attachment-values.ts';
import type { ErrorCode } from '../wire/error-code.ts';
import type { CommandResult, Unsubscribe } from './api-result.ts';

/** What is to be attached: pictures were made safe and small by the platform before (no place, no camera, upright). */
export interface NewFile {
  readonly source: FileSource;
  readonly name: string;
  readonly type: string;
  readonly image?: (Omit<ImageFacts, 'small'> & { readonly small?: { readonly source: FileSource } | undefined }) | undefined;
  readonly voice?: VoiceFacts | undefined;
}

/**
 * Where the bytes are. `local`: on this device. `coming`: they are being fetched. `remote`: at the server, fetched when asked for. `unsent`: who sent it has not
 * brought all of it yet. `gone`: removed, or kept no longer.
 */
export type FilePlace = 'local' | 'coming' | 'remote' | 'unsent' | 'gone';

/** As a thread shows it: what opens it stays in the engine. */
export interface AttachmentRow extends Omit<Attachment, 'key' | 'digest' | 'image'> {
  readonly image: (Omit<ImageFacts, 'small'> & { readonly hasSmall: boolean }) | undefined;
  readonly place: FilePlace;
  /** Mine, and not all of it is at the server. */
  readonly transfer: Transfer | undefined;
  /** Somebody said that it stands in the record by now; it may be removed. */
  readonly filed: { readonly by: UserId; readonly atMs: number } | undefined;
}

export interface Transfer {
  /** Bytes at the server, of `of`. */
  readonly done: number;
  readonly of: number;
  /** `waiting`: for its turn or the network. `refused`: a person must decide (`code` says why). */
  readonly state: 'waiting' | 'running' | 'paused' | 'refused';
  readonly code?: ErrorCode | undefined;
}

export const FILE_KINDS = ['picture', 'video', 'voice', 'document'] as const;
export type FileKind = (typeof FILE_KINDS)[number];
/** In a list, in the place of words. Of several kinds: `document`. */
export interface FilesSummary {
  readonly kind: FileKind;
  readonly count: number;
  /** Of a single document. */
  readonly name?: string | undefined;
  /** Of a single voice note. */
  readonly durationMs?: number | undefined;
}

/** A file in the library of a conversation. */
export interface LibraryRow {
  readonly message: MessageId;
  readonly author: UserId;
  readonly sentAtMs: number;
  readonly attachment: AttachmentRow;
}
export interface StorageUse {
  readonly conversation: SpaceId;
  /** Sealed bytes on this device, and of these what the server has as well. */
  readonly bytes: number;
  readonly freeable: number;
}

export type FileError =
  | { readonly type: 'offline' }
  | { readonly type: 'unknown' }
  | { readonly type: 'unsent' }
  | { readonly type: 'gone' }
  /** What came is not what was sent: it was altered or cut on the way. It is not shown. */
  | { readonly type: 'damaged' }
  | { readonly type: 'storage-full' };
export type FileResult<Value> = Promise<
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: FileError }
>;

export interface FilesApi {
  /**
   * Seals it into this device's store: durable when it returns, and what it returns goes into `details.attachments` of a message. Fails with
   * `file-refused` when it is empty or larger than this server or the rules (ORG-10) allow.
   */
  attachFile(conversation: SpaceId, file: NewFile): CommandResult<Attachment>;
  /** It is not sent after all: from a draft, or from a message that still waits. A message without words goes with its last file. */
  dropFile(file: FileId): CommandResult<void>;
  /**
   * The content, parts of at most 1 MiB in order; fetched first when it is not here (`small`: of a picture, the small one if there is one).
   * Only what opened whole is returned. What did not open is fetched once; with `again`, because a person asks, once more.
   */
  openFile(
    conversation: SpaceId,
    message: MessageId,
    file: FileId,
    options?: { readonly small?: boolean; readonly again?: boolean },
  ): FileResult<readonly Uint8Array<ArrayBuffer>[]>;
  /** What is mine is not sent on for now, also after a restart. */
  pauseFile(file: FileId): CommandResult<void>;
  /** Also one that was refused: asks again. */
  resumeFile(file: FileId): CommandResult<void>;
  /** It stands in the record: said to everybody in the conversation. */
  markFiled(conversation: SpaceId, message: MessageId, file: FileId): CommandResult<void>;
  /** From the server and from this device; its place in the message stays. Its author, or an administrator of the group. Online. */
  removeFile(conversation: SpaceId, message: MessageId, file: FileId): CommandResult<void>;
  /** Newest first. */
  onLibrary(conversation: SpaceId, listener: (rows: readonly LibraryRow[]) => void): Promise<Unsubscribe>;
  storageUse(): CommandResult<readonly StorageUse[]>;
  /** Takes from this device what the server has; of one conversation, or of all. */
  freeSpace(conversation?: SpaceId): CommandResult<{ readonly freed: number }>;
}
export type { Attachment, Consent, FileSource, ImageFacts, VoiceFacts };
