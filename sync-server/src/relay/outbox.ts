/**
 * What goes out on one socket (SYNC-15). A slow reader is never buffered without limit: above `slowBytes` it gets pokes instead of bodies
 * and no ephemerals; above `hopelessBytes` it is closed and pulls when it comes back.
 */
import { CLOSE_CODES } from '@sanad/model/wire/error-code';
import type { WebSocket } from 'ws';
import type { OutFrame } from './frame.ts';

export const slowBytes = 1024 * 1024;
export const hopelessBytes = 4 * 1024 * 1024;
const closePatienceMs = 3000;

/** The part of a socket that an outbox needs. */
export type OutSocket = Pick<WebSocket, 'bufferedAmount' | 'readyState' | 'OPEN' | 'send' | 'close' | 'terminate' | 'once'>;

/** The connection under it: frames of one turn of the event loop leave in one system call. */
export interface Corkable {
  readonly cork: () => void;
  readonly uncork: () => void;
}

export interface Outbox {
  /** Live events: may be thinned out. */
  readonly deliver: (frame: OutFrame) => void;
  /** Answers to this device: never left out. */
  readonly reply: (bytes: Uint8Array) => void;
  /** Says why, and cuts the line when the other side does not hear it. */
  readonly close: (code: number) => void;
}

export function createOutbox(socket: OutSocket, stream: Corkable): Outbox {
  let isCorked = false;
  const cork = (): void => {
    if (isCorked) return;
    isCorked = true;
    stream.cork();
    process.nextTick(() => {
      isCorked = false;
      stream.uncork();
    });
  };
  const close = (code: number): void => {
    socket.close(code);
    const timer = setTimeout(() => socket.terminate(), closePatienceMs);
    timer.unref();
    socket.once('close', () => clearTimeout(timer));
  };
  const reply = (bytes: Uint8Array): void => {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > hopelessBytes) close(CLOSE_CODES.overloaded);
    else {
      cork();
      socket.send(bytes);
    }
  };
  return {
    deliver: (frame) => {
      const isSlow = socket.bufferedAmount > slowBytes;
      if (isSlow && frame.droppable) return;
      reply(isSlow ? (frame.poke?.() ?? frame.bytes) : frame.bytes);
    },
    reply,
    close,
  };
}
