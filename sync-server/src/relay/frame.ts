/** Frames to devices as bytes (WIRE-5). One that goes to many sockets is encoded once. */
import { encodeCbor } from '@sanad/model/cbor';
import type { DownMessage } from '@sanad/model/wire/down';

/** An encoded frame, and what may become of it when its reader is slow. */
export interface OutFrame {
  readonly bytes: Uint8Array;
  /** Sent instead when the reader is behind: the same event without its body. */
  readonly poke: (() => Uint8Array) | undefined;
  /** May be left out when the reader is behind: it is never stored and nobody waits for it. */
  readonly droppable: boolean;
}

export const encodeFrame = (message: DownMessage): Uint8Array => encodeCbor({ ...message, senderId: 'server' });

export const outFrame = (message: DownMessage): OutFrame => ({ bytes: encodeFrame(message), poke: undefined, droppable: false });

export const droppableFrame = (message: DownMessage): OutFrame => ({
  bytes: encodeFrame(message),
  poke: undefined,
  droppable: true,
});

export const frameWithPoke = (message: DownMessage, poke: DownMessage): OutFrame => ({
  bytes: encodeFrame(message),
  poke: () => encodeFrame(poke),
  droppable: false,
});
