/**
 * `/sync` through automerge-repo's WebSocket client adapter, used as a pipe: one attempt, never a retry of its own (SYNC-2). The
 * adapter frames in CBOR, sends `join` when the socket opens and turns `peer` into `peer-candidate`; everything else passes through.
 */

import type { PeerId } from '@automerge/automerge-repo/slim';
import { WebSocketClientAdapter } from '@automerge/automerge-repo-network-websocket';
import type { Pipe, PipeDep, PipeListener } from '@sanad/model/engine/deps';

/** The longest a timer can be, 24 days: the adapter insists on an interval, and it is cleared long before. */
const neverMs = 2 ** 31 - 1;
const relay = 'server';

class OneAttempt extends WebSocketClientAdapter {
  readonly #closed: (code: number | undefined) => void;

  constructor(url: string, closed: (code: number | undefined) => void) {
    super(url, neverMs);
    this.#closed = closed;
  }
  /** Replaces the adapter's own, which would connect again. 1006 is the browser's word for "never opened or just gone". */
  override onClose = (event?: { readonly code?: number }) => {
    this.disconnect();
    this.#closed(event?.code === 1006 ? undefined : event?.code);
  };
}

export const makePipe =
  (url: string): PipeDep =>
  (senderId: string, listener: PipeListener): Pipe => {
    let isGone = false;
    const gone = (code: number | undefined) => {
      if (isGone) return;
      isGone = true;
      listener.closed(code);
    };
    const adapter = new OneAttempt(url, gone);
    adapter.on('message', (frame) => listener.frame(frame));
    adapter.on('peer-candidate', () => listener.ready());
    // Brands of the adapter's own: our device id is its peer id.
    const self = senderId as PeerId;
    const target = relay as PeerId;
    adapter.connect(self);
    return {
      send: (frame) => {
        if (isGone || adapter.socket?.readyState !== WebSocket.OPEN) return false;
        adapter.send({ ...frame, type: String(frame['type']), senderId: self, targetId: target });
        return true;
      },
      close: () => {
        if (isGone) return;
        isGone = true;
        adapter.disconnect();
      },
    };
  };
