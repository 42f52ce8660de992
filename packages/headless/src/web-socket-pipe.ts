/**
 * `/sync` for Node through automerge-repo's WebSocket client adapter: subclassed because a browser sends Cookie and Origin by itself and
 * Node does not. One attempt; reconnecting is the engine's.
 */
import type { Message, PeerId, PeerMetadata } from '@automerge/automerge-repo/slim';
import { WebSocketClientAdapter } from '@automerge/automerge-repo-network-websocket';
import type { Pipe, PipeListener } from '@sanad/model/engine/deps';
import WebSocket from 'ws';

class HeaderSocketAdapter extends WebSocketClientAdapter {
  readonly #headers: Readonly<Record<string, string>>;
  readonly #closed: (code: number | undefined) => void;

  constructor(url: string, headers: Readonly<Record<string, string>>, closed: (code: number | undefined) => void) {
    super(url, 0);
    this.#headers = headers;
    this.#closed = closed;
  }

  /** Like the stock adapter's, without its retry timer (an interval of 0 would spin). */
  override connect(peerId: PeerId, peerMetadata?: PeerMetadata): void {
    this.peerId = peerId;
    this.peerMetadata = peerMetadata ?? {};
    const socket = new WebSocket(this.url, { headers: { ...this.#headers }, maxPayload: 1024 * 1024 });
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('open', () => this.onOpen());
    socket.addEventListener('message', (event) => {
      if (event.data instanceof ArrayBuffer) this.receiveMessage(new Uint8Array(event.data));
    });
    // A failed upgrade ends in `close` as well: the error itself says nothing more that a person could use.
    socket.addEventListener('error', () => undefined);
    socket.addEventListener('close', (event) => this.#closed(event.code === 1006 ? undefined : event.code));
    // `ws` lacks a few members of the browser's type that the adapter does not use.
    this.socket = socket as unknown as NonNullable<typeof this.socket>;
  }
}

export function openWebSocketPipe(
  url: string,
  headers: Readonly<Record<string, string>>,
  senderId: string,
  listener: PipeListener,
): Pipe {
  let isOpen = true;
  const end = (code: number | undefined): void => {
    if (!isOpen) return;
    isOpen = false;
    listener.closed(code);
  };
  const adapter = new HeaderSocketAdapter(url, headers, end);
  adapter.on('message', (message) => isOpen && listener.frame(message));
  adapter.on('peer-candidate', () => isOpen && listener.ready());
  // The library brands peer ids and has no function that makes one; the relay checks ours (SYNC-1).
  adapter.connect(senderId as PeerId, {});
  return {
    send(frame) {
      if (!isOpen || adapter.socket?.readyState !== WebSocket.OPEN) return false;
      // Typed for the library's own messages; it encodes whatever object it is given (SYNC-13).
      adapter.send(frame as unknown as Message);
      return true;
    },
    close() {
      isOpen = false;
      adapter.socket?.close();
    },
  };
}
