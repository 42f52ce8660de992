/** Portraits that only those see with whom somebody shares a conversation (DOC-16): a part of the engine's door, like api-files.ts. */
import type { FileId, UserId } from '../ids.ts';
import type { FileResult, FileSource } from './api-files.ts';
import type { CommandResult, Unsubscribe } from './api-result.ts';

export interface PortraitRow {
  readonly user: UserId;
  /** Another one with each picture. */
  readonly file: FileId;
  /** False: the server did not have it when it was asked last. */
  readonly isThere: boolean;
}
export interface PortraitApi {
  /** Whose portrait counts here, mine as well; in no order. */
  onPortraits(listener: (rows: readonly PortraitRow[]) => void): Promise<Unsubscribe>;
  /** The picture; fetched first when it is not here. What is none, or not what its owner sealed, is `damaged`. */
  openPortrait(user: UserId): FileResult<Uint8Array<ArrayBuffer>>;
  /** Sealed, and shown to those with whom I share a conversation. Undefined: taken back everywhere. */
  setPortrait(picture: FileSource | undefined): CommandResult<void>;
}
