/** Two tabs of one browser profile, in one process: a shared store, one leader lock, a bus, and a Repo adapter between them. */
import { type Message, NetworkAdapter, type PeerId, type PeerMetadata } from '@automerge/automerge-repo/slim';
import type { LeaderDep, TabsDep } from '@sanad/model/engine/deps';

export interface TabGroup {
  /** What one tab gets of it. `close` is the tab's end: its lock and its place on the bus go. */
  open(): {
    readonly lead: LeaderDep;
    readonly tabs: TabsDep;
    readonly documentNetwork: readonly NetworkAdapter[];
    close(): void;
  };
}

export function makeTabGroup(): TabGroup {
  const buses = new Set<(message: unknown) => void>();
  const adapters = new Set<TabAdapter>();
  const queue: { start(): void }[] = [];
  let held: { start(): void } | undefined;

  function next(): void {
    if (held !== undefined) return;
    held = queue.shift();
    held?.start();
  }

  return {
    open() {
      const listeners: ((message: unknown) => void)[] = [];
      let isOpen = true;
      const hear = (message: unknown): void => {
        for (const listener of listeners) if (isOpen) listener(message);
      };
      buses.add(hear);
      const adapter = new TabAdapter(adapters);
      let request: { start(): void } | undefined;
      const end = (): void => {
        const at = request === undefined ? -1 : queue.indexOf(request);
        if (at >= 0) queue.splice(at, 1);
        if (held !== undefined && held === request) held = undefined;
        next();
      };
      return {
        lead(lead) {
          request = { start: () => void lead().finally(end) };
          queue.push(request);
          next();
          return { release: end };
        },
        tabs: {
          post(message) {
            for (const bus of buses) if (bus !== hear) queueMicrotask(() => bus(message));
          },
          onMessage: (listener) => void listeners.push(listener),
          close: () => void buses.delete(hear),
        },
        documentNetwork: [adapter],
        close() {
          isOpen = false;
          buses.delete(hear);
          adapter.disconnect();
          end();
        },
      };
    },
  };
}

class TabAdapter extends NetworkAdapter {
  readonly #all: Set<TabAdapter>;

  constructor(all: Set<TabAdapter>) {
    super();
    this.#all = all;
  }
  isReady(): boolean {
    return true;
  }
  whenReady(): Promise<void> {
    return Promise.resolve();
  }
  connect(peerId: PeerId, peerMetadata?: PeerMetadata): void {
    this.peerId = peerId;
    this.peerMetadata = peerMetadata ?? {};
    this.#all.add(this);
    for (const other of this.#all) {
      if (other === this) continue;
      this.#meet(other);
      other.#meet(this);
    }
  }
  #meet(other: TabAdapter): void {
    const { peerId } = other;
    if (peerId !== undefined)
      queueMicrotask(() => this.emit('peer-candidate', { peerId, peerMetadata: other.peerMetadata ?? {} }));
  }
  send(message: Message): void {
    const receiver = [...this.#all].find(({ peerId }) => peerId === message.targetId);
    if (receiver !== undefined) queueMicrotask(() => receiver.emit('message', message));
  }
  disconnect(): void {
    this.#all.delete(this);
    const { peerId } = this;
    if (peerId !== undefined) for (const other of this.#all) other.emit('peer-disconnected', { peerId });
  }
}
