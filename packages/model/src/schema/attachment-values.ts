/** What a message says of a file that it carries (FILE-1), without the codec: screens import these values too. */
import type { FileId } from '../ids.ts';

/** Of one message. */
export const maxAttachments = 10;
export const maxFileNameCharacters = 200;
/** A small picture that travels inside the message, a WebP or JPEG; all of one message together. */
export const maxThumbnailBytes = 4 * 1024;
export const maxThumbnailsBytes = 24 * 1024;
/** Loudness over time, a byte each. */
export const maxWaveformBytes = 64;

/** How somebody agreed to be photographed. */
export const CONSENTS = ['oral', 'written', 'emergency'] as const;
export type Consent = (typeof CONSENTS)[number];

export interface SealedFile {
  readonly file: FileId;
  /** 32 bytes; opens this file and nothing else. */
  readonly key: Uint8Array;
  /** Of the content, as it was before it was padded and sealed. */
  readonly bytes: number;
  /** 32 bytes: of what its author sealed (crypto/file-seal.ts). Whoever has the key may have put something else in its place. */
  readonly digest: Uint8Array;
}
export interface ImageFacts {
  readonly width: number;
  readonly height: number;
  readonly thumbnail: Uint8Array;
  /** The same picture, small enough to be fetched unasked. Absent: the file itself is small. */
  readonly small: SealedFile | undefined;
  readonly consent: Consent | undefined;
}
export interface VoiceFacts {
  readonly durationMs: number;
  readonly waveform: Uint8Array;
}
export interface Attachment extends SealedFile {
  /** As its sender named it: one line, no path, nothing unseen. */
  readonly name: string;
  /** A media type of a closed list, `application/octet-stream` otherwise (attachment.ts). */
  readonly type: string;
  readonly image: ImageFacts | undefined;
  readonly voice: VoiceFacts | undefined;
}
